"""Write the page that leads from every claim to its quotes and back to the searches."""

from dataclasses import replace
from pathlib import Path

from extraction.text_layer import Passage
from identification.raw_entries import raw_entries
from identification.records import Search
from identification.tables import read_lines, read_table
from reporting.claims import Claim
from reporting.conduct import cover_page
from reporting.contents import read_tables
from reporting.page_images import PageImage
from reporting.surroundings import surroundings
from reporting.trace import allowed_extracts, render_trace
from workflow.job import job

with job(snakemake) as files:
    tables, config = read_tables(dict(files.input.items())), files.params.config
    codebook, events = Path(files.input.codebook), files.input.events
    protocol = {"config_file": Path(files.input.config), "frozen": Path(files.params.frozen)}
    cover = cover_page(config, tables, codebook=codebook, events=events, **protocol)
    passages = [row for path in files.input.passages for row in read_lines(path, Passage)]
    allowed = allowed_extracts(tables.extracts, tables.reports, config)
    tables = replace(tables, contexts=surroundings(allowed, passages))
    searches = Path(files.input.searches)
    entries = raw_entries(tables.records, read_table(searches, Search), searches.parent)
    claims, images = read_table(files.input.claims, Claim), read_lines(files.input.images, PageImage)
    page = render_trace(tables, cover, claims, images, entries, config)
    Path(files.output.trace).write_text(page, encoding="utf-8")
