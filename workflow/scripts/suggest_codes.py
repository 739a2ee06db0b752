"""Write the passages that the codebook proposes for its codes."""

from extraction.codebook import load_codebook
from extraction.suggesters import OURS, suggested_by
from extraction.text_layer import Page, Passage
from identification.tables import read_lines, write_lines
from workflow.job import job

with job(snakemake) as files:
    codebook = load_codebook(files.input.codebook)
    passages = read_lines(files.input.passages, Passage)
    pages = read_lines(files.input.pages, Page)
    suggestions, refused = suggested_by(OURS, passages, pages, codebook)
    write_lines(suggestions, files.output.suggestions)
    write_lines(refused, files.output.refused)
