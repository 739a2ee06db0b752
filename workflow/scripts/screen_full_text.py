"""Write where every report stands after full-text screening."""

from identification.events import read_events
from identification.merging import group_of
from identification.records import Membership, Record, SourceCount, UniqueRecord
from identification.tables import read_table, write_table
from identification.vocabulary import EventKind
from screening.decisions import count_readers, included, screen_records
from screening.outcomes import Screened
from screening.policies import Policy, dates_first_seen, plan_screening
from workflow.job import job

with job(snakemake) as files:
    unique = read_table(files.input.unique, UniqueRecord)
    groups = group_of(read_table(files.input.membership, Membership))
    sought = included(unique, read_table(files.input.title_abstract, Screened))
    events, _ = read_events(
        [*files.input.decisions, *files.input.adjudications], files.params.people, files.params.criteria
    )
    seen = dates_first_seen(read_table(files.input.records, Record), read_table(files.input.sources, SourceCount))
    readers = count_readers(events, groups, EventKind.FULL_TEXT)
    plan = plan_screening(Policy(**files.params.policy), [record.group_id for record in sought], seen, readers)
    screened = screen_records(sought, events, groups, stage=EventKind.FULL_TEXT, policy=plan)
    write_table(screened, Screened, files.output.screened)
