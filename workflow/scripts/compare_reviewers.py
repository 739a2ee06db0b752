"""Write how reviewers agree, whether that drifts, and on which criteria they differ."""

from identification.events import read_events
from identification.merging import group_of
from identification.records import Membership
from identification.tables import read_table, write_table
from identification.vocabulary import EventKind
from screening.agreement import count_agreement, count_joint_agreement
from screening.differences import count_criteria, count_drift, order_of_events
from screening.outcomes import Agreement, CriterionDisagreement, Drift, JointAgreement, Screened
from screening.policy_checks import batches_of
from workflow.job import job

with job(snakemake) as files:
    groups = group_of(read_table(files.input.membership, Membership))
    events, _ = read_events(files.input.decisions, files.params.people, files.params.criteria)
    order, seed, named = order_of_events(files.input.decisions), files.params.seed, files.params.excluding
    tables = {stage: read_table(files.input[stage], Screened) for stage in ("title_abstract", "full_text")}
    stages = [(EventKind(stage), batches_of(rows)) for stage, rows in tables.items()]
    pairs = [row for stage, to in stages for row in count_agreement(events, groups, stage, seed=seed, batches=to)]
    write_table(pairs, Agreement, files.output.agreement)
    joint = [row for stage, to in stages for row in count_joint_agreement(events, groups, stage, seed=seed, batches=to)]
    write_table(joint, JointAgreement, files.output.joint_agreement)
    drift = [row for stage, _ in stages for row in count_drift(events, groups, stage, order=order, seed=seed)]
    write_table(drift, Drift, files.output.drift)
    criteria = [row for stage, _ in stages for row in count_criteria(events, groups, stage, named)]
    write_table(criteria, CriterionDisagreement, files.output.criteria)
