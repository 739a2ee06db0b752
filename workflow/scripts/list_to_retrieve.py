"""Write which full texts still have to be had, each with the address to begin at."""

from extraction.documents import Report, ToRetrieve
from extraction.retrieval import reports_to_retrieve
from identification.records import UniqueRecord
from identification.tables import read_table, write_table
from workflow.job import job

with job(snakemake) as files:
    reports, unique = read_table(files.input.reports, Report), read_table(files.input.unique, UniqueRecord)
    write_table(reports_to_retrieve(reports, unique), ToRetrieve, files.output.to_retrieve)
