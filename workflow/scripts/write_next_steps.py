"""Write what people have to do next."""

from pathlib import Path

from identification.tables import read_table
from reporting.package_text import licence_reminders
from reporting.stages import NextStep, StageStatus
from reporting.status import write_steps
from workflow.job import job

with job(snakemake) as files:
    steps = read_table(files.input.steps, NextStep)
    reminders = licence_reminders(files.params.config)
    words = write_steps(read_table(files.input.stages, StageStatus), steps, reminders)
    Path(files.output.steps).write_text(words, encoding="utf-8")
