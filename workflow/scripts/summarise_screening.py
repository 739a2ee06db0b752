"""Write progress, agreement, conflicts, unmatched decisions and the stopping statement."""

from identification.events import read_events
from identification.merging import group_of
from identification.records import Membership
from identification.tables import read_table, write_table
from identification.vocabulary import EventKind
from screening.agreement import count_agreement, count_joint_agreement
from screening.decisions import count_progress, list_conflicts, list_unmatched
from screening.outcomes import Agreement, Conflict, JointAgreement, Progress, Screened, Stopping, Unmatched
from screening.stopping import state_stopping
from workflow.job import job

with job(snakemake) as files:
    title_abstract, full_text = (read_table(files.input[name], Screened) for name in ("title_abstract", "full_text"))
    stages = {EventKind.TITLE_ABSTRACT: title_abstract, EventKind.FULL_TEXT: full_text}
    groups = group_of(read_table(files.input.membership, Membership))
    events, _ = read_events([*files.input.decisions, *files.input.adjudications], files.params.people)
    write_table([count_progress(rows, stage) for stage, rows in stages.items()], Progress, files.output.progress)
    seed = files.params.seed
    agreement = [row for stage in stages for row in count_agreement(events, groups, stage, seed=seed)]
    write_table(agreement, Agreement, files.output.agreement)
    joint = [row for stage in stages for row in count_joint_agreement(events, groups, stage, seed=seed)]
    write_table(joint, JointAgreement, files.output.joint_agreement)
    conflicts = [row for stage, rows in stages.items() for row in list_conflicts(rows, stage)]
    write_table(conflicts, Conflict, files.output.conflicts)
    write_table(list_unmatched(events, groups, stages), Unmatched, files.output.unmatched)
    write_table([state_stopping(title_abstract, **files.params.stopping)], Stopping, files.output.stopping)
