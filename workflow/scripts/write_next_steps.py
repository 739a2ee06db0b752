"""Write what people have to do next."""

from pathlib import Path

from identification.tables import read_table
from reporting.stages import NextStep, StageStatus
from reporting.status import write_steps
from workflow.job import job

with job(snakemake) as files:
    words = write_steps(read_table(files.input.stages, StageStatus), read_table(files.input.steps, NextStep))
    Path(files.output.steps).write_text(words, encoding="utf-8")
