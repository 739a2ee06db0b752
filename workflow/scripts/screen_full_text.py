"""Write where every report stands after full-text screening."""

from identification.events import read_events
from identification.merging import group_of
from identification.records import Membership, UniqueRecord
from identification.tables import read_table, write_table
from identification.vocabulary import EventKind
from screening.decisions import included, screen_records
from screening.outcomes import Screened
from workflow.job import job

with job(snakemake) as files:
    unique = read_table(files.input.unique, UniqueRecord)
    groups = group_of(read_table(files.input.membership, Membership))
    sought = included(unique, read_table(files.input.title_abstract, Screened))
    events, _ = read_events([*files.input.decisions, *files.input.adjudications], files.params.people)
    screened = screen_records(sought, events, groups, stage=EventKind.FULL_TEXT, policy=files.params.policy)
    write_table(screened, Screened, files.output.screened)
