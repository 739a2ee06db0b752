"""Write every record of every export, and what no field of a record took."""

from pathlib import Path

from identification.readers import import_searches
from identification.records import Record, Search, SourceCount
from identification.tables import read_table, write_lines, write_table
from workflow.job import job

with job(snakemake) as files:
    searches = read_table(files.input.searches, Search)
    imported = import_searches(searches, Path(files.input.searches).parent)
    write_table(imported.records, Record, files.output.records)
    write_table(imported.counts, SourceCount, files.output.sources)
    write_lines(imported.raw, files.output.raw)
