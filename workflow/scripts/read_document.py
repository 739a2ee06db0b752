"""Write the pages, passages, lines and tables of one full text."""

from pathlib import Path

from extraction.layers import page_lines
from extraction.passages import split_passages
from extraction.reading import read_document
from identification.tables import write_lines
from workflow.job import job

with job(snakemake) as files:
    layer = read_document(Path(files.input.document), files.wildcards.document)
    write_lines([layer.document], files.output.document)
    write_lines(layer.pages, files.output.pages)
    write_lines(split_passages(layer), files.output.passages)
    write_lines(page_lines(layer), files.output.lines)
    write_lines(layer.tables, files.output.tables)
