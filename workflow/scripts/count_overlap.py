"""Write what each source brought that no other did, and what each two share."""

from identification.overlap import count_shared, source_overlap
from identification.records import Record, SharedRecords, SourceCount, SourceOverlap, UniqueRecord
from identification.tables import read_table, write_table
from workflow.job import job

with job(snakemake) as files:
    records, unique = read_table(files.input.records, Record), read_table(files.input.unique, UniqueRecord)
    overlap = source_overlap(records, unique, read_table(files.input.sources, SourceCount))
    write_table(overlap, SourceOverlap, files.output.overlap)
    write_table(count_shared(overlap, unique), SharedRecords, files.output.shared)
