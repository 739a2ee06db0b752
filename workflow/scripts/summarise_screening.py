"""Write progress, conflicts, unmatched decisions and what the policies ask for."""

from identification.events import read_events
from identification.merging import group_of
from identification.records import Membership
from identification.tables import read_table, write_table
from identification.vocabulary import EventKind
from screening.agreement import said_at_first
from screening.decisions import count_progress, list_conflicts, list_unmatched
from screening.outcomes import Conflict, PolicyCheck, Progress, Screened, Unmatched
from screening.policies import Policy
from screening.policy_checks import check_policy
from workflow.job import job

with job(snakemake) as files:
    title_abstract, full_text = (read_table(files.input[name], Screened) for name in ("title_abstract", "full_text"))
    stages = {EventKind.TITLE_ABSTRACT: title_abstract, EventKind.FULL_TEXT: full_text}
    groups = group_of(read_table(files.input.membership, Membership))
    made, params = [*files.input.decisions, *files.input.adjudications], files.params
    events, _ = read_events(made, params.people, params.criteria)
    write_table([count_progress(rows, stage) for stage, rows in stages.items()], Progress, files.output.progress)
    said = [said_at_first(events, groups, stage) for stage in stages]
    asked = zip(stages.values(), said, params.policies, strict=True)
    checks = [check_policy(rows, decided, Policy(**policy)) for rows, decided, policy in asked]
    write_table(checks, PolicyCheck, files.output.policies)
    conflicts = [row for stage, rows in stages.items() for row in list_conflicts(rows, stage)]
    write_table(conflicts, Conflict, files.output.conflicts)
    write_table(list_unmatched(events, groups, stages), Unmatched, files.output.unmatched)
