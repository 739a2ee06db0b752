"""How well did two reviewers agree? Every usual statistic at once, because one number misleads."""

from collections.abc import Iterable, Mapping
from itertools import combinations

from scipy.stats import binomtest

from identification.events import WITHDRAWN, Event, own_key
from identification.vocabulary import Decision, EventKind
from screening.outcomes import Agreement

CONFIDENCE = 0.95
# What one person said first of each group of records: one answer, or both on two of its members.
Said = Mapping[str, set[bool]]


def count_agreement(events: Iterable[Event], groups: Mapping[str, str], stage: EventKind) -> list[Agreement]:
    """Agreement of every pair of reviewers on the records that both decided, as they decided at first.

    Only include and exclude are compared: a maybe asks for a discussion and is no decision yet. Adjudications and
    decisions changed after a discussion are left out, because they say how people agree after talking.
    """
    first: dict[str, dict[str, set[bool]]] = {}
    for event in _first_decisions(events, stage):
        if event.subject_id in groups and event.decision != Decision.MAYBE:
            said = first.setdefault(event.who, {}).setdefault(groups[event.subject_id], set())
            said.add(event.decision == Decision.INCLUDE)
    return [_agreement(stage, a, b, first[a], first[b]) for a, b in combinations(sorted(first), 2)]


def agreement_of(stage: EventKind, a: str, b: str, pairs: Iterable[tuple[bool, bool]]) -> Agreement:
    """The statistics of two raters on yes/no pairs; 0/0 is None and never a crash.

    Kappa: Cohen 1960. PABAK: Byrt 1993, 2 x raw - 1. AC1: Gwet 2008. Positive and negative agreement: Cicchetti and
    Feinstein 1990. The interval of the raw agreement is Wilson's.

    >>> result = agreement_of(EventKind.TITLE_ABSTRACT, "a", "b", [(False, False)] * 105)
    >>> result.raw, result.kappa, result.positive
    (1.0, None, None)
    """
    counted = list(pairs)
    yes_yes = sum(x and y for x, y in counted)
    no_no = sum(not x and not y for x, y in counted)
    only_a = sum(x and not y for x, y in counted)
    n, only_b = len(counted), len(counted) - yes_yes - no_no - only_a
    raw = _ratio(yes_yes + no_no, n)
    low, high = _wilson(yes_yes + no_no, n)
    share_a, share_b = _ratio(yes_yes + only_a, n) or 0.0, _ratio(yes_yes + only_b, n) or 0.0
    prevalence = (share_a + share_b) / 2
    return Agreement(
        stage=stage,
        reviewer_a=a,
        reviewer_b=b,
        n=n,
        both_include=yes_yes,
        both_exclude=no_no,
        only_a=only_a,
        only_b=only_b,
        raw=raw,
        low=low,
        high=high,
        kappa=_beyond_chance(raw, share_a * share_b + (1 - share_a) * (1 - share_b)),
        pabak=None if raw is None else 2 * raw - 1,
        ac1=_beyond_chance(raw, 2 * prevalence * (1 - prevalence)),
        positive=_ratio(2 * yes_yes, 2 * yes_yes + only_a + only_b),
        negative=_ratio(2 * no_no, 2 * no_no + only_a + only_b),
        prevalence=prevalence if n else None,
    )


def _first_decisions(events: Iterable[Event], stage: EventKind) -> list[Event]:
    """What each person decided at first; a decision that was withdrawn was a slip of the finger and does not count."""
    listed = [event for event in events if event.kind == stage]
    withdrawn = {own_key(event, event.replaces) for event in listed if event.decision == WITHDRAWN}
    return [
        event
        for event in listed
        if event.decision != WITHDRAWN and not event.replaces and own_key(event, event.event_id) not in withdrawn
    ]


def _agreement(stage: EventKind, a: str, b: str, of_a: Said, of_b: Said) -> Agreement:
    """A group on which one person said both, on two of its members, is left out: she disagrees with herself."""
    shared = sorted(group for group in of_a.keys() & of_b.keys() if len(of_a[group]) == len(of_b[group]) == 1)
    return agreement_of(stage, a, b, [(min(of_a[group]), min(of_b[group])) for group in shared])


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _beyond_chance(raw: float | None, chance: float) -> float | None:
    """Agreement beyond chance as a share of what chance leaves; undefined where chance leaves nothing."""
    return None if raw is None or abs(1 - chance) < NOTHING_LEFT else (raw - chance) / (1 - chance)


NOTHING_LEFT = 1e-12


def _wilson(part: int, n: int) -> tuple[float | None, float | None]:
    if not n:
        return None, None
    interval = binomtest(part, n).proportion_ci(CONFIDENCE, method="wilson")
    return float(interval.low), float(interval.high)
