"""How do the real double codings print their statistics? All of a pair side by side, as the evidence tables do."""

from collections.abc import Iterable

from identification.vocabulary import EventKind
from identification.wording import percent
from reporting.process_tables import NOT_DEFINED, with_interval
from screening.agreement import agreement_of
from screening.outcomes import Agreement, JointAgreement

SEED = 2022
STATISTICS = ("Raw", "Kappa", "PABAK", "AC1", "Positive", "Negative", "Prevalence")


def pair(a: str, b: str, pairs: Iterable[tuple[bool, bool]]) -> Agreement:
    """The agreement of two people; the stage is of no consequence here."""
    return agreement_of(EventKind.TITLE_ABSTRACT, a, b, pairs, seed=SEED)


def statistics_cells(one: Agreement) -> tuple[str, ...]:
    """The statistics under `STATISTICS`, with their 95 % intervals."""
    return (
        with_interval(one.raw, one.raw_low, one.raw_high),
        with_interval(one.kappa, one.kappa_low, one.kappa_high),
        with_interval(one.pabak, one.pabak_low, one.pabak_high),
        with_interval(one.ac1, one.ac1_low, one.ac1_high),
        with_interval(one.positive, one.positive_low, one.positive_high),
        with_interval(one.negative, one.negative_low, one.negative_high),
        NOT_DEFINED if one.prevalence is None else percent(one.prevalence),
    )


def joint_cells(one: JointAgreement) -> tuple[str, ...]:
    """Records, decisions on them, and alpha with its 95 % interval."""
    return f"{one.n:,}", f"{one.decisions:,}", with_interval(one.alpha, one.low, one.high)


def digits(value: float | None) -> str:
    """Three digits, as the method prints these figures.

    >>> digits(0.63888), digits(None)
    ('0.639', 'not defined (0/0)')
    """
    return NOT_DEFINED if value is None else f"{value:.3f}"
