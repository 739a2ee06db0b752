"""Write where every record stands after title and abstract screening."""

from identification.events import read_events
from identification.merging import group_of
from identification.records import Membership, UniqueRecord
from identification.tables import read_table, write_table
from identification.vocabulary import EventKind
from screening.decisions import is_stopped, screen_records
from screening.outcomes import Screened
from workflow.job import job

with job(snakemake) as files:
    unique = read_table(files.input.unique, UniqueRecord)
    groups = group_of(read_table(files.input.membership, Membership))
    events, _ = read_events(
        [*files.input.decisions, *files.input.adjudications, *files.input.stops], files.params.people
    )
    stage = EventKind.TITLE_ABSTRACT
    stopped = is_stopped(events, stage)
    screened = screen_records(unique, events, groups, stage=stage, policy=files.params.policy, stopped=stopped)
    write_table(screened, Screened, files.output.screened)
