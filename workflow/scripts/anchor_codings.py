"""Write the extracts with what a second person made of them, their places, those refused and what cannot be used."""

from extraction.checks import check_extracts
from extraction.codebook import load_codebook
from extraction.coding_agreement import first_codings
from extraction.documents import Extract, MatchedDocument, RefusedExtract, Report, SetAside
from extraction.extracts import anchor_codings, by_document
from extraction.selectors import anchored_quotes
from extraction.text_layer import Document, Page, Passage
from identification.events import read_events
from identification.tables import read_lines, read_table, write_lines, write_table
from workflow.job import job

with job(snakemake) as files:
    events, _ = read_events([*files.input.codings, *files.input.verifications], files.params.people)
    pages = by_document(page for path in files.input.pages for page in read_lines(path, Page))
    codebook = load_codebook(files.input.codebook)
    reports, documents = read_table(files.input.reports, Report), read_table(files.input.documents, Document)
    matched = read_table(files.input.matched, MatchedDocument)
    anchored, aside = anchor_codings(events, pages, codebook, reports, matched, documents)
    extracts, refused, unused = check_extracts(anchored, events, codebook)
    places = dict(zip(files.params.names, files.input.passages, strict=True))
    passages = {one: read_lines(places[one], Passage) for one in {extract.document_id for extract in extracts}}
    write_table(extracts, Extract, files.output.extracts)
    first = anchor_codings(first_codings(events), pages, codebook, reports, matched)[0]
    write_table(first, Extract, files.output.first)
    write_lines(anchored_quotes(extracts, documents, pages, passages), files.output.anchors)
    write_table(refused, RefusedExtract, files.output.refused)
    write_table([*aside, *unused], SetAside, files.output.set_aside)
