"""Write the lines of event files that are no events."""

from pathlib import Path

from extraction.documents import SetAside
from identification.tables import write_table
from reporting.set_aside import set_aside_events
from workflow.job import job

with job(snakemake) as files:
    write_table(set_aside_events(map(Path, files.input.events)), SetAside, files.output.set_aside)
