"""Write unique records with merged metadata."""

from identification.duplicates import group_records, with_verdicts
from identification.events import read_events
from identification.merging import memberships, merge_groups
from identification.records import DuplicatePair, Membership, Record, UniqueRecord
from identification.tables import read_table, write_table
from workflow.job import job

with job(snakemake) as files:
    records = read_table(files.input.records, Record)
    verdicts, _ = read_events(files.input.verdicts, files.params.people)
    pairs = with_verdicts(read_table(files.input.pairs, DuplicatePair), verdicts)
    groups = group_records(records, pairs)
    write_table(pairs, DuplicatePair, files.output.pairs)
    write_table(memberships(groups), Membership, files.output.membership)
    write_table(merge_groups(records, groups), UniqueRecord, files.output.unique)
