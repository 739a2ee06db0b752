"""Write the terms of every record as numbers, once for all rankings to come."""

from identification.records import UniqueRecord
from identification.tables import read_table
from screening.features import write_features
from screening.ranking import read_records
from workflow.job import job

with job(snakemake) as files:
    unique = read_table(files.input.unique, UniqueRecord)
    write_features(read_records(unique, semantic=files.params.semantic), files.output.features)
