"""The statistics of agreement against independent computations, 0/0 included."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

from identification.events import Event
from identification.vocabulary import EventKind
from screening.agreement import agreement_of, count_agreement
from screening.outcomes import Agreement

STAGE = EventKind.TITLE_ABSTRACT


def agreed(yes_yes: int, no_no: int, only_a: int, only_b: int) -> Agreement:
    """The agreement of a 2 x 2 table."""
    pairs = [(True, True)] * yes_yes + [(False, False)] * no_no + [(True, False)] * only_a + [(False, True)] * only_b
    return agreement_of(STAGE, "a", "b", pairs)


def test_a_published_table_gives_its_published_statistics() -> None:
    # Gwet 2008, table 1 gives AC1; Byrt 1993 gives PABAK as 2 x raw - 1; here 40, 35, 15, 10 of 100.
    result = agreed(40, 35, 15, 10)

    assert result.raw == pytest.approx(0.75)
    assert result.kappa == pytest.approx(0.5)
    assert result.pabak == pytest.approx(0.5)
    assert result.ac1 == pytest.approx((0.75 - 0.49875) / (1 - 0.49875))
    assert result.positive == pytest.approx(80 / 105)
    assert result.negative == pytest.approx(70 / 95)


def test_at_low_prevalence_ac1_and_positive_agreement_tell_two_stories() -> None:
    result = agreed(1, 980, 10, 9)

    assert result.ac1 is not None
    assert result.positive is not None
    assert result.ac1 > 0.97
    assert result.positive < 0.1


@pytest.mark.parametrize(("counts", "kappa", "positive"), [((0, 105, 0, 0), None, None), ((7, 0, 0, 0), None, 1.0)])
def test_no_variety_leaves_kappa_undefined_and_crashes_nothing(
    counts: tuple[int, int, int, int], kappa: float | None, positive: float | None
) -> None:
    result = agreed(*counts)

    assert (result.raw, result.kappa, result.positive) == (1.0, kappa, positive)


def test_nothing_decided_by_both_is_nothing_said() -> None:
    result = agreed(0, 0, 0, 0)

    assert (result.n, result.raw, result.kappa, result.ac1, result.low) == (0, None, None, None, None)


def decided(events: Iterable[tuple[str, str, str, str]]) -> list[Event]:
    """Events from (id, who, record, decision)."""
    return [Event(one, "t", who, STAGE, record, decision) for one, who, record, decision in events]


def test_agreement_is_that_of_first_decisions_before_people_talked() -> None:
    events = decided([("1", "ak", "R1", "include"), ("2", "bm", "R1", "exclude")])
    changed = Event("3", "t", "bm", STAGE, "R1", "include", replaces="2")

    result = count_agreement([*events, changed], {"R1": "R1"}, STAGE)[0]

    assert (result.n, result.only_a) == (1, 1)


def test_a_slip_that_was_taken_back_is_no_disagreement() -> None:
    events = decided([("1", "ak", "R1", "include"), ("2", "bm", "R1", "exclude"), ("4", "bm", "R1", "include")])
    undone = Event("3", "t", "bm", STAGE, "R1", "withdrawn", replaces="2")

    result = count_agreement([*events, undone], {"R1": "R1"}, STAGE)[0]

    assert (result.n, result.both_include) == (1, 1)


def test_nobody_takes_back_what_somebody_else_decided_at_first() -> None:
    events = decided([("1", "ak", "R1", "include"), ("2", "bm", "R1", "exclude")])
    foreign = Event("3", "t", "ak", STAGE, "R1", "withdrawn", replaces="2")

    result = count_agreement([*events, foreign], {"R1": "R1"}, STAGE)[0]

    assert (result.n, result.only_a) == (1, 1)


def test_kappa_is_scikit_learns_on_real_double_screening(data_folder: Path) -> None:
    table = pd.read_csv(data_folder / "agreement" / "teachers_soft_skills" / "screening_two_reviewers.csv", dtype=str)
    columns = [name for name in table.columns if table[name].dropna().nunique() == 2][:2]
    if len(columns) < 2:
        pytest.skip("the table names its reviewers' columns otherwise")
    both = table[columns].dropna()
    yes = both[columns[0]].iloc[0]
    a, b = (both[name] == yes for name in columns)

    assert agreement_of(STAGE, "a", "b", zip(a, b, strict=True)).kappa == pytest.approx(cohen_kappa_score(a, b))
