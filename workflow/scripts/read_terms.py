"""Write the terms of every record as numbers, once for all rankings to come."""

from identification.records import UniqueRecord
from identification.tables import read_table
from screening.features import make_features, write_features
from screening.ranking import record_texts
from workflow.job import job

with job(snakemake) as files:
    unique = read_table(files.input.unique, UniqueRecord)
    write_features(make_features(record_texts(unique)), files.output.features)
