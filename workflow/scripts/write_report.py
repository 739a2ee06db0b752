"""Write the report as one HTML file."""

from dataclasses import replace
from pathlib import Path

from extraction.text_layer import Passage
from identification.tables import read_lines
from reporting.conduct import cover_page
from reporting.contents import read_tables
from reporting.html_report import render_report
from reporting.shown_tables import shown_tables
from reporting.surroundings import surroundings
from reporting.trace import allowed_extracts
from workflow.job import job

with job(snakemake) as files:
    config = files.params.config
    tables = shown_tables(read_tables(dict(files.input.items())), config)
    cover = cover_page(
        *(config, tables),
        codebook=Path(files.input.codebook),
        events=files.input.events,
        config_file=Path(files.input.config),
        frozen=Path(files.params.frozen),
    )
    passages = [row for path in files.input.passages for row in read_lines(path, Passage)]
    allowed = allowed_extracts(tables.extracts, tables.reports, config)
    overlap = Path(files.input.overlap_drawing).read_text(encoding="utf-8")
    page = render_report(replace(tables, contexts=surroundings(allowed, passages)), cover, overlap=overlap)
    Path(files.output.report).write_text(page, encoding="utf-8")
