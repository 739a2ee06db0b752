"""Write the terms of every record as numbers, once for all rankings to come."""

from identification.records import UniqueRecord
from identification.tables import read_table
from screening.features import make_features, meaning_of, write_features
from screening.ranking import record_texts
from workflow.job import job

with job(snakemake) as files:
    texts = record_texts(read_table(files.input.unique, UniqueRecord))
    meaning = meaning_of(texts) if files.params.semantic else None
    write_features(make_features(texts, meaning), files.output.features)
