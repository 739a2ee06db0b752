"""How do the real double codings print their statistics? All of a pair side by side, as the evidence tables do."""

from collections.abc import Iterable

from identification.vocabulary import EventKind
from identification.wording import percent
from reporting.screening_sheets import NOT_DEFINED, statistics_with_intervals, with_interval
from reporting.screening_sheets import STATISTICS as WITH_INTERVALS
from screening.agreement import agreement_of
from screening.outcomes import Agreement, JointAgreement

SEED = 2022
STATISTICS = (*WITH_INTERVALS, "Prevalence")


def pair(a: str, b: str, pairs: Iterable[tuple[bool, bool]]) -> Agreement:
    """The agreement of two people; the stage is of no consequence here."""
    return agreement_of(EventKind.TITLE_ABSTRACT, a, b, pairs, seed=SEED)


def statistics_cells(one: Agreement) -> tuple[str, ...]:
    """What stands under `STATISTICS`, with 95 % intervals where there are any."""
    return (*statistics_with_intervals(one), NOT_DEFINED if one.prevalence is None else percent(one.prevalence))


def joint_cells(one: JointAgreement) -> tuple[str, ...]:
    """Records, decisions on them, and alpha with its 95 % interval."""
    return f"{one.n:,}", f"{one.decisions:,}", with_interval(one.alpha, one.low, one.high)


def digits(value: float | None) -> str:
    """Three digits, as the method prints these figures.

    >>> digits(0.63888), digits(None)
    ('0.639', 'not defined (0/0)')
    """
    return NOT_DEFINED if value is None else f"{value:.3f}"
