"""Write the hash of every file that went in and of every deliverable."""

from pathlib import Path

from reporting.conduct import manifest
from workflow.job import job

with job(snakemake) as files:
    flow = (files.input.flow, files.input.flow_png, files.input.flow_pdf)
    fixed = (*flow, files.input.overlap, files.input.appendix, files.input.package, files.input.steps)
    results = (*files.input.deliverables, *fixed)
    Path(files.output.manifest).write_text(manifest(map(Path, files.input.made), map(Path, results)), encoding="utf-8")
