"""Say what people have to do next; the last thing that a run prints."""

from pathlib import Path

from workflow.job import job

with job(snakemake) as files:
    print(Path(files.input.steps).read_text(encoding="utf-8"), flush=True)
