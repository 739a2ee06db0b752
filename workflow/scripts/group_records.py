"""Write unique records with merged metadata, the log of what was merged, linked and left to a person, and flags."""

from identification.duplicates import group_records, with_verdicts
from identification.edits import amend_abstracts, list_flagged
from identification.events import read_events
from identification.merge_log import DoubtfulRecords, LinkedRecords, Merge, doubtful_records, linked_records, merge_log
from identification.merging import memberships, merge_groups
from identification.records import DuplicatePair, FlaggedRecord, Membership, Record, UniqueRecord
from identification.tables import read_table, write_table
from workflow.job import job

with job(snakemake) as files:
    records = read_table(files.input.records, Record)
    verdicts, _ = read_events(files.input.verdicts, files.params.people)
    pairs = with_verdicts(read_table(files.input.pairs, DuplicatePair), verdicts, preprints=files.params.preprints)
    groups = group_records(records, pairs)
    edits, _ = read_events(files.input.edits, files.params.people)
    unique = amend_abstracts(merge_groups(records, groups), edits)
    write_table(pairs, DuplicatePair, files.output.pairs)
    write_table(memberships(groups), Membership, files.output.membership)
    write_table(unique, UniqueRecord, files.output.unique)
    write_table(list_flagged(unique, edits), FlaggedRecord, files.output.flagged)
    write_table(merge_log(records, pairs, groups), Merge, files.output.merged)
    write_table(linked_records(pairs, unique), LinkedRecords, files.output.linked)
    write_table(doubtful_records(records, pairs, unique), DoubtfulRecords, files.output.doubtful)
