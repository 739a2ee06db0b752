"""Write the appraisal instruments once they are checked, in the form that the jobs read."""

from pathlib import Path

from extraction.instruments import read_instruments
from identification.tables import write_lines
from workflow.job import job

with job(snakemake) as files:
    instruments = read_instruments(files.input.instruments, Path(files.input.schema))
    write_lines(instruments, files.output.instruments)
