"""Everybody's decisions put together: policies, changed minds, groups of duplicates, conflicts, stops."""

from itertools import permutations

import pytest

from identification.events import Event
from identification.records import UniqueRecord
from identification.vocabulary import EventKind, Outcome
from screening.assignment import assign_records
from screening.decisions import count_progress, is_stopped, list_conflicts, list_unmatched, screen_records
from screening.outcomes import Screened

STAGE = EventKind.TITLE_ABSTRACT
GROUPS = {"R1": "R1", "R1b": "R1", "R2": "R2"}


def decided(who: str, decision: str, subject: str = "R1", **more: str) -> Event:
    """One decision; its id follows from who decided what."""
    return Event(f"{who}-{subject}-{decision}", "2022-01-01", who, STAGE, subject, decision, **more)  # type: ignore[arg-type]


def adjudicated(decision: str, stage: str = STAGE, reason: str = "") -> Event:
    """An adjudicator's event on R1."""
    content = {"stage": stage}
    return Event("cd-1", "2022-01-02", "cd", EventKind.ADJUDICATION, "R1", decision, reason=reason, content=content)


def outcome(*events: Event, policy: str = "dual", stopped: bool = False) -> Screened:
    """Where R1 stands after these events."""
    unique = [UniqueRecord("R1", ("R1", "R1b"), ("s",), title="A title")]
    return screen_records(unique, events, GROUPS, stage=STAGE, policy=policy, stopped=stopped)[0]


@pytest.mark.parametrize(
    ("events", "policy", "expected"),
    [
        ([], "single", Outcome.AWAITING),
        ([decided("ak", "include")], "single", Outcome.INCLUDED),
        ([decided("ak", "include")], "dual", Outcome.AWAITING),
        ([decided("ak", "include"), decided("bm", "include")], "dual", Outcome.INCLUDED),
        ([decided("ak", "exclude"), decided("bm", "exclude")], "dual", Outcome.EXCLUDED),
        ([decided("ak", "include"), decided("bm", "exclude")], "dual", Outcome.CONFLICT),
        ([decided("ak", "maybe"), decided("bm", "include")], "dual", Outcome.CONFLICT),
        ([decided("ak", "maybe")], "dual", Outcome.AWAITING),
        ([decided("ak", "maybe")], "single", Outcome.CONFLICT),
        ([decided("ak", "maybe"), decided("bm", "maybe")], "dual", Outcome.CONFLICT),
    ],
)
def test_the_policy_says_how_many_people_it_takes(events: list[Event], policy: str, expected: Outcome) -> None:
    assert outcome(*events, policy=policy).outcome == expected


def test_decisions_on_members_of_a_group_meet_in_the_group() -> None:
    assert outcome(decided("ak", "include", "R1"), decided("bm", "include", "R1b")).outcome == Outcome.INCLUDED
    own = [decided("ak", "include", "R1"), decided("ak", "exclude", "R1b")]
    assert outcome(*own, policy="single").outcome == Outcome.CONFLICT
    assert outcome(*own, decided("bm", "include")).outcome == Outcome.CONFLICT


def test_who_disagrees_with_herself_does_not_keep_the_second_reader_from_the_record() -> None:
    alone = outcome(decided("ak", "include", "R1"), decided("ak", "exclude", "R1b"))
    team = {"ak": "reviewer", "bm": "reviewer"}

    assert (alone.outcome, alone.needs) == (Outcome.AWAITING, 1)
    assert [one.reviewer for one in assign_records([alone], stage=STAGE, team=team, seed=1)] == ["bm"]


def test_an_adjudicator_settles_a_conflict_and_the_originals_stay() -> None:
    settled = outcome(
        decided("ak", "include"), decided("bm", "exclude", reason="E1"), adjudicated("exclude", reason="E2")
    )

    assert (settled.outcome, settled.adjudicated_by, settled.reason) == (Outcome.EXCLUDED, "cd", "E2")
    assert (settled.include, settled.exclude) == (("ak",), ("bm",))


def test_an_adjudication_of_the_other_stage_settles_nothing() -> None:
    events = [decided("ak", "include"), decided("bm", "exclude"), adjudicated("include", stage="full_text")]

    assert outcome(*events).outcome == Outcome.CONFLICT


def test_the_order_of_the_log_changes_no_outcome() -> None:
    first = decided("ak", "exclude", reason="E1")
    events = [first, decided("ak", "include", replaces=first.event_id), decided("bm", "include")]

    assert {outcome(*order).outcome for order in permutations(events)} == {Outcome.INCLUDED}


def test_after_a_stop_what_nobody_read_is_not_screened_and_stays_visible() -> None:
    assert outcome(stopped=True).outcome == Outcome.NOT_SCREENED
    assert outcome(decided("ak", "include"), stopped=True).outcome == Outcome.AWAITING


def test_a_stop_that_was_taken_back_is_no_stop() -> None:
    stop = Event("s1", "2022-01-01", "ak", EventKind.STOP, STAGE, "stop")
    back = Event("s2", "2022-01-02", "ak", EventKind.STOP, STAGE, "resume", replaces="s1")

    assert is_stopped([stop], STAGE)
    assert not is_stopped([stop, back], STAGE)


def test_stopping_again_after_going_on_is_a_stop() -> None:
    stop = Event("s1", "2022-01-01", "ak", EventKind.STOP, STAGE, "stop")
    back = Event("s2", "2022-01-02", "ak", EventKind.STOP, STAGE, "resume", replaces="s1")
    again = Event("s3", "2022-01-03", "ak", EventKind.STOP, STAGE, "stop")

    assert is_stopped([stop, back, again], STAGE)


def test_an_adjudication_of_what_nobody_screened_settles_nothing_and_is_listed() -> None:
    rows = [outcome(adjudicated("include"))]

    assert rows[0].outcome == Outcome.AWAITING
    assert [one.note for one in list_unmatched([adjudicated("include")], GROUPS, {STAGE: rows})] == [
        "too few people have screened this record, so there is nothing to settle yet"
    ]


def test_an_adjudicator_is_no_second_reviewer() -> None:
    assert outcome(decided("ak", "include"), adjudicated("exclude")).outcome == Outcome.AWAITING


def test_two_adjudications_that_differ_leave_the_conflict_open() -> None:
    events = [decided("ak", "include"), decided("bm", "exclude")]
    settled = Event("cd-2", "t", "cd", EventKind.ADJUDICATION, "R1", "include", content={"stage": STAGE})

    assert outcome(*events, adjudicated("exclude"), settled).outcome == Outcome.CONFLICT


def test_the_boxes_of_progress_add_up() -> None:
    unique = [UniqueRecord(name, (name,), ("s",)) for name in ("R1", "R2")]
    rows = screen_records(unique, [decided("ak", "include")], GROUPS, stage=STAGE, policy="single")

    progress = count_progress(rows, STAGE)

    assert (progress.records, progress.included, progress.awaiting) == (2, 1, 1)


def test_a_conflict_names_who_said_what() -> None:
    conflict = list_conflicts([outcome(decided("ak", "include"), decided("bm", "exclude"))], STAGE)[0]

    assert (conflict.decisions, conflict.kind) == ("include: ak; exclude: bm", "people disagree")


def test_a_decision_on_an_unknown_record_is_listed_and_not_dropped() -> None:
    events = [decided("ak", "include", "R9"), decided("ak", "include", "R2")]

    unmatched = list_unmatched(events, GROUPS, {STAGE: [outcome()]})

    assert [(row.subject_id, row.note) for row in unmatched] == [
        ("R9", "this record is in no export"),
        ("R2", "the stage before did not include this record"),
    ]
