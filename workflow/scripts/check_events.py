"""Write the lines of event files that are no events."""

from pathlib import Path

from extraction.documents import SetAside
from identification.tables import write_table
from reporting.set_aside import set_aside_events, set_aside_imports, set_aside_strays
from workflow.job import job

with job(snakemake) as files:
    aside = [
        *set_aside_events(map(Path, files.input.events), files.params.people, files.params.criteria),
        *set_aside_imports(files.input.imports),
        *set_aside_strays(files.input.stray),
    ]
    write_table(aside, SetAside, files.output.set_aside)
