"""Write the hash of every file that went in and of every deliverable."""

from pathlib import Path

from reporting.conduct import manifest
from workflow.job import job

with job(snakemake) as files:
    made, results = map(Path, files.input.made), map(Path, files.input.results)
    Path(files.output.manifest).write_text(manifest(made, results), encoding="utf-8")
