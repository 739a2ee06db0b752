"""Write what can be said of the records that nobody has read."""

from identification.events import read_events
from identification.merging import group_of
from identification.records import Membership
from identification.tables import read_table, write_table
from screening.differences import order_of_events
from screening.outcomes import Screened, Stopping
from screening.stopping import StopPlan, state_review
from workflow.job import job

with job(snakemake) as files:
    made = [*files.input.decisions, *files.input.adjudications, *files.input.stops]
    events, _ = read_events(made, files.params.people, files.params.criteria)
    statement = state_review(
        read_table(files.input.title_abstract, Screened),
        events,
        group_of(read_table(files.input.membership, Membership)),
        StopPlan(**files.params.stopping),
        order_of_events(files.input.decisions),
    )
    write_table([statement], Stopping, files.output.stopping)
