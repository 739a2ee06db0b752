"""A simulated team screens to the end under every policy; what is counted is compared with a count by hand."""

import pytest

from identification.events import Event
from identification.records import UniqueRecord
from identification.vocabulary import EventKind, Outcome, PolicyName
from screening.agreement import said_at_first
from screening.assignment import assign_records
from screening.decisions import count_progress, screen_records
from screening.outcomes import Screened
from screening.policies import Plan, Policy, place_of, plan_screening
from screening.policy_checks import check_policy

STAGE = EventKind.TITLE_ABSTRACT
TEAM = {"lead": "lead", "rev": "reviewer", "gone": "reviewer", "n1": "novice", "n2": "novice"}
NAMES = [f"R{number:03d}" for number in range(150)]
GROUPS = {name: name for name in NAMES}
UNIQUE = [UniqueRecord(name, (name,), ("s",)) for name in NAMES]


def believes(who: str, name: str) -> str:
    """What a person says of a record: a tenth belong in the review, and each person errs on one in twelve."""
    belongs = NAMES.index(name) % 10 == 0
    errs = place_of(f"{name} {who}", seed=1, stage=STAGE, purpose="error") < 1 / 12
    return "include" if belongs != errs else "exclude"


def screened_by(stated: Policy) -> tuple[Plan, list[Event], list[Screened]]:
    """Everybody reads a part of what is assigned, and it is shared out anew, until nobody has anything to read."""
    plan = plan_screening(stated, NAMES)
    events: list[Event] = []
    for turn in range(60):
        rows = screen_records(UNIQUE, events, GROUPS, stage=STAGE, policy=plan)
        team = {who: role for who, role in TEAM.items() if who != "gone" or turn < 2}
        if turn == 2:
            plan = Plan(Policy(**{**stated.__dict__, "team": tuple(team)}), plan.pilots)
        assigned = assign_records(rows, stage=STAGE, team=team, seed=2022)
        for who in team:
            for one in [one for one in assigned if one.reviewer == who][:15]:
                said = believes(who, one.group_id)
                events.append(Event(f"{who}-{one.group_id}", "2022-01-01", who, STAGE, one.group_id, said))
        if turn > 2 and not assigned:
            break
    conflicts = [
        row.group_id for row in screen_records(UNIQUE, events, GROUPS, stage=STAGE, policy=plan) if not row.needs
    ]
    for name in conflicts:
        if len({event.decision for event in events if event.subject_id == name}) > 1:
            truth = "include" if NAMES.index(name) % 10 == 0 else "exclude"
            content = {"stage": STAGE}
            events.append(
                Event(f"adj-{name}", "2022-02-01", "adj", EventKind.ADJUDICATION, name, truth, content=content)
            )
    return plan, events, screen_records(UNIQUE, events, GROUPS, stage=STAGE, policy=plan)


@pytest.mark.parametrize("name", list(PolicyName))
def test_a_team_of_five_one_of_whom_leaves_ends_under_every_policy(name: PolicyName) -> None:
    stated = Policy(name, STAGE, 2022, 0.3, 0.5, 12, "kappa", 0.9, tuple(TEAM))

    plan, events, rows = screened_by(stated)
    people = {row.group_id: {*row.include, *row.exclude} for row in rows}
    boxes = count_progress(rows, STAGE)

    assert boxes.included + boxes.excluded == boxes.records == 150
    assert [read for read in people.values() if len(read) > 1 and read <= {"n1", "n2"}] == []
    assert all(read >= set(TEAM) - {"gone"} for group, read in people.items() if group in plan.pilots)
    for row in rows:
        said = {event.decision for event in events if event.subject_id == row.group_id and event.who != "adj"}
        belongs = NAMES.index(row.group_id) % 10 == 0
        included = belongs if len(said) > 1 else said == {"include"}
        assert row.outcome == (Outcome.INCLUDED if included else Outcome.EXCLUDED)


@pytest.mark.parametrize(("name", "twice"), [(PolicyName.SINGLE, 0), (PolicyName.DUAL, 150)])
def test_without_a_pilot_one_or_two_people_read_each_record(name: PolicyName, twice: int) -> None:
    _, _, rows = screened_by(Policy(name, STAGE, 2022))

    assert sum(len({*row.include, *row.exclude}) == 2 for row in rows) == twice


def test_the_share_and_the_audit_are_those_that_a_count_by_hand_gives() -> None:
    shared = Policy(PolicyName.DUAL_SHARE, STAGE, 2022, share=0.3, statistic="raw", at_least=0.99)
    audited = Policy(PolicyName.CHECKED_EXCLUSIONS, STAGE, 2022, check_share=0.5)

    plan, events, rows = screened_by(shared)
    check = check_policy(rows, said_at_first(events, GROUPS, STAGE), shared)
    drawn = [name for name in NAMES if plan.in_share(name)]
    alike = [
        len({event.decision for event in events if event.subject_id == one and event.who != "adj"}) for one in drawn
    ]
    assert (check.share_records, check.share_twice, check.compared) == (len(drawn), len(drawn), len(drawn))
    assert check.value == pytest.approx(alike.count(1) / len(drawn))
    assert check.waits_for.startswith("agreement on the random share (raw agreement .")

    plan, events, rows = screened_by(audited)
    check = check_policy(rows, said_at_first(events, GROUPS, STAGE), audited)
    excluded = [row for row in rows if row.exclude]
    second = [row for row in excluded if plan.is_checked(row.group_id)]
    assert (check.exclusions, check.to_check, check.checked) == (len(excluded), len(second), len(second))
    assert check.disputed == sum(bool(row.include) for row in second) > 0
    assert check.overturned == sum(bool(row.include) and row.outcome == Outcome.INCLUDED for row in second)
