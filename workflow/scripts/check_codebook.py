"""Write the codebook once it is checked, in the form that the jobs read."""

from pathlib import Path

from extraction.codebook import read_codebook
from identification.tables import write_lines
from workflow.job import job

with job(snakemake) as files:
    codebook = read_codebook(Path(files.input.codebook), Path(files.input.schema))
    write_lines([codebook], files.output.codebook)
