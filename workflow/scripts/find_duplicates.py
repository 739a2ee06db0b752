"""Write what the rules say of every pair of records."""

from identification.duplicates import find_duplicates
from identification.records import DuplicatePair, Record
from identification.tables import read_table, write_table
from workflow.job import job

with job(snakemake) as files:
    records = read_table(files.input.records, Record)
    write_table(find_duplicates(records), DuplicatePair, files.output.pairs)
