"""Write the passages that the codebook proposes for its codes."""

from pathlib import Path

from extraction.codebook import read_codebook
from extraction.documents import Passage
from extraction.suggestions import suggest_codes
from identification.tables import read_lines, write_lines
from workflow.job import job

with job(snakemake) as files:
    codebook = read_codebook(Path(files.input.codebook), Path(files.input.schema))
    passages = read_lines(files.input.passages, Passage)
    write_lines(suggest_codes(passages, codebook), files.output.suggestions)
