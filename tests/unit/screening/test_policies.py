"""Policies between single and dual: draws, how many people it takes, what a policy still asks for."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from identification.events import Event
from identification.protocol import read_protocol
from identification.records import Record, SourceCount, UniqueRecord
from identification.vocabulary import Batch, EventKind, Outcome, PolicyName
from screening.agreement import said_at_first
from screening.decisions import REASONS_DIFFER, count_progress, list_conflicts, screen_records
from screening.outcomes import PolicyCheck, Screened
from screening.policies import (
    Plan,
    Policy,
    dates_first_seen,
    place_of,
    plan_screening,
    policy_settings,
    screeners,
)
from screening.policy_checks import agreement_words, check_policy

STAGE, FULL_TEXT = EventKind.TITLE_ABSTRACT, EventKind.FULL_TEXT
NAMES = [f"R{number:04d}" for number in range(2000)]


def decided(who: str, decision: str, subject: str = "R1", reason: str = "", stage: EventKind = STAGE) -> Event:
    """One decision."""
    return Event(f"{who}-{subject}-{decision}", "2022-01-01", who, stage, subject, decision, reason=reason)


def settled(decision: str, reason: str = "", stage: EventKind = STAGE) -> Event:
    """An adjudicator's event on R1."""
    content = {"stage": stage}
    return Event("cd-1", "2022-01-02", "cd", EventKind.ADJUDICATION, "R1", decision, reason=reason, content=content)


def screened(
    events: Sequence[Event], plan: Plan | str, names: Sequence[str] = ("R1",), stage: EventKind = STAGE
) -> list[Screened]:
    """Where the named records stand."""
    unique = [UniqueRecord(name, (name,), ("s",)) for name in names]
    return screen_records(unique, events, {name: name for name in names}, stage=stage, policy=plan)


def policy(name: str, **more: object) -> Policy:
    """A policy of title and abstract screening."""
    return Policy(PolicyName(name), stage=STAGE, seed=2022, statistic="kappa", at_least=0.7, **more)  # type: ignore[arg-type]


def checked(events: Sequence[Event], stated: Policy, names: Sequence[str]) -> PolicyCheck:
    """What the decisions show of a policy."""
    rows = screened(events, Plan(stated), names)
    return check_policy(rows, said_at_first(events, {name: name for name in names}, STAGE), stated)


# --------------------------------------------------------------------------------------------------------------- draws


@pytest.mark.parametrize("share", [0.1, 0.2, 0.5])
def test_a_draw_is_close_to_its_share_and_knows_nothing_of_the_rank(share: float) -> None:
    places = [place_of(name, seed=2022, stage=STAGE, purpose="share") for name in NAMES]

    drawn = sum(place < share for place in places)

    assert abs(drawn / len(NAMES) - share) < 3 * (share * (1 - share) / len(NAMES)) ** 0.5
    assert spearmanr(range(len(NAMES)), places).pvalue > 0.05


def test_seed_stage_and_purpose_give_other_draws_and_the_same_ones_give_the_same() -> None:
    def place(**changed: object) -> float:
        return place_of("R1", **{"seed": 1, "stage": STAGE, "purpose": "share", **changed})  # type: ignore[arg-type]

    assert len({place(), place(seed=2), place(stage=FULL_TEXT), place(purpose="audit"), place()}) == 4


def test_a_larger_share_keeps_what_a_smaller_one_drew() -> None:
    small, large = (Plan(policy("dual_share", share=share)) for share in (0.2, 0.3))

    assert {name for name in NAMES if small.in_share(name)} < {name for name in NAMES if large.in_share(name)}


def test_a_later_search_puts_no_other_record_into_the_pilot() -> None:
    seen = {name: "2022-03-01" if name < "R0100" else "2022-09-01" for name in NAMES}
    piloted = policy("dual", pilot=10)

    first = plan_screening(piloted, [name for name in NAMES if name < "R0100"], seen)

    assert len(first.pilots) == 10
    assert plan_screening(piloted, reversed(NAMES), seen) == first


def test_what_everybody_read_for_the_pilot_keeps_its_place_when_full_texts_arrive_later() -> None:
    piloted = policy("dual", pilot=3)
    early = NAMES[50:80]
    first = plan_screening(piloted, early).pilots
    readers = dict.fromkeys(first, 4) | dict.fromkeys(NAMES[80:90], 2)

    assert plan_screening(piloted, NAMES).pilots != first
    assert plan_screening(piloted, NAMES, None, readers).pilots == first
    assert plan_screening(policy("dual", pilot=5), NAMES, None, readers).pilots > first


def test_a_pilot_takes_from_the_next_search_what_the_first_has_not() -> None:
    seen = {"R1": "2022-03-01", "R2": "2022-03-02", "R3": "2022-09-01"}

    assert plan_screening(policy("dual", pilot=2), seen, seen).pilots == {"R1", "R2"}


def test_a_record_was_seen_on_the_date_of_its_export() -> None:
    source = SourceCount("a, b.ris", "pubmed", "RIS", "2022-03-01", 1, 1, 1, 0, "utf-8")

    assert dates_first_seen([Record("R1", "pubmed", "a, b.ris, record 3, line 9")], [source]) == {"R1": "2022-03-01"}


def test_a_policy_takes_the_defaults_of_the_schema_and_awaits_no_adjudicator_and_nobody_who_left(root: Path) -> None:
    protocol = read_protocol(root / "config/config.yaml", root / "workflow/schemas/config.schema.yaml")
    team = [("aa", "lead", ""), ("bb", "novice", "2022-03-31"), ("cc", "adjudicator", "")]
    people = [{"id": who, "role": role, "left": left} for who, role, left in team]

    stated = Policy(**policy_settings({**protocol, "reviewers": people}, STAGE))

    assert stated == Policy(PolicyName.DUAL, STAGE, 2022, 0.2, 1.0, 0, "kappa", 0.7, ("aa",))
    assert screeners({"reviewers": people}) == {"aa": "lead"}


# ------------------------------------------------------------------------------------------------------------ policies


def test_inside_the_share_two_people_decide_and_outside_one() -> None:
    plan = Plan(policy("dual_share", share=0.5))
    inside = next(name for name in NAMES if plan.in_share(name))
    outside = next(name for name in NAMES if not plan.in_share(name))

    rows = {
        row.group_id: row
        for row in screened(
            [decided("ak", "include", inside), decided("ak", "include", outside)], plan, [inside, outside]
        )
    }

    assert (rows[inside].outcome, rows[inside].needs, rows[inside].batch) == (Outcome.AWAITING, 1, Batch.SHARE)
    assert (rows[outside].outcome, rows[outside].needs, rows[outside].batch) == (Outcome.INCLUDED, 0, Batch.REST)


@pytest.mark.parametrize(
    ("events", "expected", "needs"),
    [
        ([decided("ak", "include")], Outcome.INCLUDED, 0),
        ([decided("ak", "exclude")], Outcome.AWAITING, 1),
        ([decided("ak", "exclude"), decided("bm", "exclude")], Outcome.EXCLUDED, 0),
        ([decided("ak", "exclude"), decided("bm", "include")], Outcome.CONFLICT, 0),
        ([decided("ak", "exclude"), decided("bm", "include"), settled("include")], Outcome.INCLUDED, 0),
        ([decided("ak", "exclude"), settled("include")], Outcome.AWAITING, 1),
    ],
)
def test_a_checked_exclusion_waits_for_its_second_person(events: list[Event], expected: Outcome, needs: int) -> None:
    (row,) = screened(events, "checked_exclusions")

    assert (row.outcome, row.needs) == (expected, needs)


def test_an_exclusion_that_the_audit_did_not_draw_stands_alone() -> None:
    plan = Plan(policy("checked_exclusions", check_share=0.1))
    name = next(name for name in NAMES if not plan.is_checked(name))

    assert screened([decided("ak", "exclude", name)], plan, [name])[0].outcome == Outcome.EXCLUDED


def test_on_a_pilot_record_everybody_is_awaited_who_is_still_there_even_where_two_disagree() -> None:
    plan = Plan(policy("dual", pilot=1, team=("ak", "bm", "nn")), frozenset({"R1"}))
    two, three = [decided("ak", "include"), decided("bm", "exclude")], decided("nn", "include")

    assert [(row.outcome, row.needs) for row in screened(two, plan)] == [(Outcome.AWAITING, 1)]
    assert screened([*two, three], plan)[0].outcome == Outcome.CONFLICT
    assert screened([*two, three, settled("exclude")], plan)[0].outcome == Outcome.EXCLUDED


# ------------------------------------------------------------------------------------------------------------- reasons


def test_two_reasons_for_one_exclusion_at_full_text_count_as_excluded_and_ask_for_the_reason() -> None:
    events = [
        decided("ak", "exclude", reason="E1", stage=FULL_TEXT),
        decided("bm", "exclude", reason="E2", stage=FULL_TEXT),
    ]

    (row,) = screened(events, "dual", stage=FULL_TEXT)
    (conflict,) = list_conflicts([row], FULL_TEXT)

    assert (row.outcome, row.reason) == (Outcome.EXCLUDED, REASONS_DIFFER)
    assert (conflict.kind, conflict.decisions) == ("same decision, other reasons", "exclude: ak (E1), bm (E2)")


def test_the_adjudicators_reason_is_the_one_that_is_reported() -> None:
    events = [
        decided("ak", "exclude", reason="E1", stage=FULL_TEXT),
        decided("bm", "exclude", reason="E2", stage=FULL_TEXT),
    ]

    (row,) = screened([*events, settled("exclude", "E2", FULL_TEXT)], "dual", stage=FULL_TEXT)

    assert (row.reason, list_conflicts([row], FULL_TEXT)) == ("E2", [])


def test_before_full_text_reasons_may_differ() -> None:
    (row,) = screened([decided("ak", "exclude", reason="E1"), decided("bm", "exclude", reason="E2")], "dual")

    assert (row.reason, list_conflicts([row], STAGE)) == ("E1", [])


# ----------------------------------------------------------------------------------------- what a policy still asks for


def test_a_share_with_too_little_agreement_keeps_the_stage_open_in_plain_words() -> None:
    # Of 20 both include 4, both exclude 8, and 8 divide them: raw .60, kappa (.60 - .52) / .48.
    answers = [("include", "include")] * 4 + [("exclude", "exclude")] * 8 + [("include", "exclude")] * 4
    answers += [("exclude", "include")] * 4
    events = [
        decided(who, say, name)
        for name, both in zip(NAMES, answers, strict=False)
        for who, say in zip("ab", both, strict=True)
    ]

    check = checked(events, policy("dual_share"), NAMES[:20])

    assert check.waits_for.startswith("agreement on the random share (kappa .17, 95 % -.2")
    assert check.waits_for.endswith("n 20) is below the .70 of the protocol")


def test_a_share_that_is_not_finished_says_what_it_waits_for() -> None:
    events = [decided("ak", "include", "R0000"), decided("bm", "include", "R0000"), decided("ak", "include", "R0001")]

    words = checked(events, policy("dual_share"), NAMES[:2]).waits_for

    assert words == "1 of the 2 records of the random share wait for a second decision"


def test_a_share_with_enough_agreement_asks_for_nothing() -> None:
    both = [(name, "include" if name < "R0005" else "exclude") for name in NAMES[:20]]
    events = [decided(who, say, name) for name, say in both for who in ("ak", "bm")]

    assert checked(events, policy("dual_share"), NAMES[:20]).waits_for == ""


def test_agreement_that_is_nought_by_nought_is_a_word_and_does_not_suffice() -> None:
    events = [decided(who, "exclude", name) for name in NAMES[:20] for who in ("ak", "bm")]

    check = checked(events, policy("dual_share"), NAMES[:20])

    assert agreement_words(check) == "kappa not defined (0/0), n 20"
    assert check.waits_for.endswith("says nothing yet")


def test_the_audit_counts_what_was_checked_disputed_and_overturned_with_an_upper_limit() -> None:
    events = [decided("ak", "exclude", name) for name in ("R1", "R2", "R3", "R4")]
    events += [
        decided("bm", "include", "R1"),
        settled("include"),
        decided("bm", "maybe", "R2"),
        decided("bm", "exclude", "R3"),
    ]

    check = checked(events, policy("checked_exclusions"), ("R1", "R2", "R3", "R4"))

    assert (check.exclusions, check.to_check, check.checked, check.disputed, check.overturned) == (4, 4, 3, 2, 1)
    assert check.overturned_at_most == pytest.approx(0.983, abs=5e-4)  # two of three: one less the cube root of .05


# ---------------------------------------------------------------------------------------------------------- properties

DECISIONS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(NAMES[:6]), st.sampled_from(["include", "exclude", "maybe"])),
    max_size=25,
)


@given(DECISIONS, st.sampled_from(list(PolicyName)), st.integers(0, 3), st.randoms())
def test_the_boxes_add_up_and_the_order_of_events_changes_nothing(
    said: list[tuple[str, str, str]], name: PolicyName, pilot: int, shuffle: object
) -> None:
    events = [decided(who, decision, subject) for who, subject, decision in dict.fromkeys(said)]
    stated = policy(name, share=0.5, check_share=0.5, pilot=pilot, team=("a", "b", "c"))
    plan = plan_screening(stated, NAMES[:6])

    rows = screened(events, plan, NAMES[:6])
    shuffle.shuffle(events)  # type: ignore[attr-defined]

    assert screened(events, plan, NAMES[:6]) == rows
    boxes = count_progress(rows, STAGE)
    parts = boxes.included + boxes.excluded + boxes.conflicts + boxes.awaiting + boxes.not_screened
    assert parts == boxes.records == 6
