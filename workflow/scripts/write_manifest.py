"""Write the hash of every file that went in and of every deliverable."""

from pathlib import Path

from reporting.conduct import manifest
from workflow.job import job

with job(snakemake) as files:
    results = (*files.input.deliverables, files.input.flow, files.input.steps)
    Path(files.output.manifest).write_text(manifest(map(Path, files.input.made), map(Path, results)), encoding="utf-8")
