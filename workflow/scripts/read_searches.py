"""Write every record of every export."""

from pathlib import Path

from identification.readers import read_searches
from identification.records import Record, Search, SourceCount
from identification.tables import read_table, write_table
from workflow.job import job

with job(snakemake) as files:
    searches = read_table(files.input.searches, Search)
    records, counts = read_searches(searches, Path(files.input.searches).parent)
    write_table(records, Record, files.output.records)
    write_table(counts, SourceCount, files.output.sources)
