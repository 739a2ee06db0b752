"""Write the codings that stand as extracts, and those that do not."""

from extraction.codebook import load_codebook
from extraction.documents import Extract, MatchedDocument, Page, Report, SetAside
from extraction.extracts import anchor_codings, by_document
from identification.events import read_events
from identification.tables import read_lines, read_table, write_table
from workflow.job import job

with job(snakemake) as files:
    events, _ = read_events(files.input.codings, files.params.people)
    pages = by_document(page for path in files.input.pages for page in read_lines(path, Page))
    codebook = load_codebook(files.input.codebook)
    reports = read_table(files.input.reports, Report)
    matched = read_table(files.input.matched, MatchedDocument)
    extracts, aside = anchor_codings(events, pages, codebook, reports, matched)
    write_table(extracts, Extract, files.output.extracts)
    write_table(aside, SetAside, files.output.set_aside)
