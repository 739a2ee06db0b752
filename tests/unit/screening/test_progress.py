"""Pace and curve of a reviewer, whatever her clock did."""

from dataclasses import replace

import pytest

from identification.events import Event
from identification.vocabulary import EventKind
from screening.progress import Pace, curve_of, pace_of


def decisions(*seconds: int, said: str = "exclude") -> list[Event]:
    times = [f"2026-01-01T{at // 3600:02}:{at % 3600 // 60:02}:{at % 60:02}+00:00" for at in seconds]
    return [Event(f"e{n}", at, "ak", EventKind.TITLE_ABSTRACT, f"R{n}", said) for n, at in enumerate(times)]


def test_the_pace_is_the_median_gap_and_breaks_are_none() -> None:
    sitting = decisions(0, 10, 20, 50, 3000, 3010, 3020, 3030)

    assert pace_of(sitting, 360) == Pace(10, 1.0)


def test_a_clock_that_was_set_back_makes_no_gap() -> None:
    assert pace_of(decisions(100, 110, 20, 30, 40, 50, 60), 36).seconds == 10


@pytest.mark.parametrize("sitting", [decisions(), decisions(0, 10, 20, 30, 40)])
def test_few_decisions_tell_no_pace(sitting: list[Event]) -> None:
    assert pace_of(sitting, 10) == Pace(None, None)


def test_the_curve_counts_includes_and_keeps_its_ends() -> None:
    found = [*decisions(0, 1, said="include"), *decisions(*range(2, 1000)), *decisions(1000, said="include")]

    curve = curve_of(found)

    assert curve[:2] == [(0, 0), (5, 2)]
    assert curve[-1] == (1001, 3)
    assert len(curve) <= 202
    assert curve_of([]) == [(0, 0)]


def test_decisions_that_were_saved_all_at_once_tell_no_pace() -> None:
    of_batch = [replace(one, content={"batch": "b1"}) for one in decisions(*[0] * 100)]
    imported = [replace(one, content={"imported_from": "export.csv"}) for one in decisions(*[0] * 100)]

    assert pace_of([*of_batch, *imported], 2000) == Pace(None, None)
    assert pace_of([*of_batch, *decisions(0, 30, 60, 90, 120, 150), *imported], 120) == Pace(30, 1.0)
