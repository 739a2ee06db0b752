"""Write where every record stands after title and abstract screening."""

from identification.events import read_events
from identification.merging import group_of
from identification.records import Membership, Record, SourceCount, UniqueRecord
from identification.tables import read_table, write_table
from identification.vocabulary import EventKind
from screening.audits import drawn_records
from screening.decisions import count_readers, is_stopped, screen_records
from screening.outcomes import Screened
from screening.policies import Policy, dates_first_seen, plan_screening
from workflow.job import job

with job(snakemake) as files:
    unique = read_table(files.input.unique, UniqueRecord)
    groups = group_of(read_table(files.input.membership, Membership))
    events, _ = read_events(
        [*files.input.decisions, *files.input.adjudications, *files.input.stops],
        files.params.people,
        files.params.criteria,
    )
    stage = EventKind.TITLE_ABSTRACT
    seen = dates_first_seen(read_table(files.input.records, Record), read_table(files.input.sources, SourceCount))
    readers = count_readers(events, groups, stage)
    plan = plan_screening(Policy(**files.params.policy), [record.group_id for record in unique], seen, readers)
    stopped, drawn = is_stopped(events, stage), drawn_records(events, groups)
    screened = screen_records(unique, events, groups, stage=stage, policy=plan, stopped=stopped, drawn=drawn)
    write_table(screened, Screened, files.output.screened)
