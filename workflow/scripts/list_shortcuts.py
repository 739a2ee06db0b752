"""Write the shortcuts register."""

from identification.tables import write_table
from reporting.contents import read_tables
from reporting.shortcuts import list_shortcuts
from reporting.stages import Shortcut
from workflow.job import job

with job(snakemake) as files:
    found = list_shortcuts(files.params.config, read_tables(dict(files.input.items())))
    write_table(found, Shortcut, files.output.shortcuts)
