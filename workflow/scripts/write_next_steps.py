"""Write what people have to do next."""

from pathlib import Path

from identification.tables import read_table
from reporting.amendments import amendments, frozen_versions, unexplained
from reporting.stages import NextStep, StageStatus
from reporting.status import write_steps
from workflow.job import job

with job(snakemake) as files:
    protocol = Path("review/protocol")
    files_now = {"config.yaml": Path(files.input.config), "codebook.yaml": Path(files.input.codebook)}
    words = write_steps(
        read_table(files.input.stages, StageStatus),
        read_table(files.input.steps, NextStep),
        unexplained(amendments(files_now, protocol)),
        frozen=bool(frozen_versions(protocol)),
    )
    Path(files.output.steps).write_text(words, encoding="utf-8")
