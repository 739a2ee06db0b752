"""Write the passages that the codebook proposes for its codes."""

from extraction.codebook import load_codebook
from extraction.suggestions import suggest_codes
from extraction.text_layer import Passage
from identification.tables import read_lines, write_lines
from workflow.job import job

with job(snakemake) as files:
    codebook = load_codebook(files.input.codebook)
    passages = read_lines(files.input.passages, Passage)
    write_lines(suggest_codes(passages, codebook), files.output.suggestions)
