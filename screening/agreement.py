"""How well did reviewers agree? Every usual statistic at once, because one number misleads."""

from collections.abc import Iterable, Mapping
from itertools import combinations

import numpy as np
from scipy.stats import binomtest

from identification.events import WITHDRAWN, Event, own_key
from identification.vocabulary import Decision, EventKind
from screening.outcomes import Agreement, JointAgreement
from screening.resampling import CONFIDENCE, Numbers, interval_of, intervals_of

# What one person said first of each group of records: one answer, or both on two of its members.
Said = Mapping[str, set[bool]]
NOTHING_LEFT = 1e-12


def count_agreement(
    events: Iterable[Event], groups: Mapping[str, str], stage: EventKind, *, seed: int
) -> list[Agreement]:
    """Agreement of every pair of reviewers on the records that both decided, as they decided at first.

    Only include and exclude are compared: a maybe asks for a discussion and is no decision yet. Adjudications and
    decisions changed after a discussion are left out, because they say how people agree after talking.
    """
    said = _said_at_first(events, groups, stage)
    return [_agreement(stage, a, b, said[a], said[b], seed) for a, b in combinations(sorted(said), 2)]


def count_joint_agreement(
    events: Iterable[Event], groups: Mapping[str, str], stage: EventKind, *, seed: int
) -> list[JointAgreement]:
    """Agreement of all reviewers of a stage at once, on the same decisions; nothing where fewer than two decided."""
    said = _said_at_first(events, groups, stage)
    answers: dict[str, list[bool]] = {}
    for of_one in said.values():
        for group, both in of_one.items():
            answers.setdefault(group, []).extend(both if len(both) == 1 else ())
    return [joint_agreement_of(stage, sorted(said), answers.values(), seed=seed)] if len(said) > 1 else []


def agreement_of(stage: EventKind, a: str, b: str, pairs: Iterable[tuple[bool, bool]], *, seed: int) -> Agreement:
    """The statistics of two raters on yes/no pairs with their 95 % intervals; 0/0 is None and never a crash.

    The interval of the raw agreement is Wilson's, `either_at_most` the exact one-sided limit (Clopper and Pearson
    1934), all others are of `intervals_of`.

    >>> result = agreement_of(EventKind.TITLE_ABSTRACT, "a", "b", [(False, False)] * 105, seed=1)
    >>> result.raw, result.kappa, result.positive, round(result.either_at_most, 3)
    (1.0, None, None, 0.028)
    """
    counted = list(pairs)
    yes_yes = sum(x and y for x, y in counted)
    no_no = sum(not x and not y for x, y in counted)
    only_a = sum(x and not y for x, y in counted)
    n, only_b = len(counted), len(counted) - yes_yes - no_no - only_a
    table = np.array([yes_yes, no_no, only_a, only_b], dtype=float)
    known = {name: None if np.isnan(value[0]) else float(value[0]) for name, value in statistics(table[None]).items()}
    limits = {**intervals_of(statistics, table, seed=seed), "raw": _wilson(yes_yes + no_no, n)}
    bounds = {
        f"{name}_{end}": limit
        for name in known.keys() - {"prevalence"}
        for end, limit in zip(("low", "high"), limits[name], strict=True)
    }
    return Agreement(
        stage=stage,
        reviewer_a=a,
        reviewer_b=b,
        n=n,
        both_include=yes_yes,
        both_exclude=no_no,
        only_a=only_a,
        only_b=only_b,
        **known,
        **bounds,
        either_at_most=_at_most(n - no_no, n),
    )


def statistics(tables: Numbers) -> dict[str, Numbers]:
    """Each statistic of many 2 x 2 tables at once (both include, both exclude, only A, only B); 0/0 is NaN.

    Kappa: Cohen 1960. PABAK: Byrt 1993. AC1: Gwet 2008. Positive and negative agreement: Cicchetti and Feinstein 1990.
    """
    yes_yes, no_no, only_a, only_b = tables.T
    n = tables.sum(axis=1)
    raw = _ratio(yes_yes + no_no, n)
    share_a, share_b = _ratio(yes_yes + only_a, n), _ratio(yes_yes + only_b, n)
    prevalence = (share_a + share_b) / 2
    return {
        "raw": raw,
        "kappa": _beyond_chance(raw, share_a * share_b + (1 - share_a) * (1 - share_b)),
        "pabak": 2 * raw - 1,
        "ac1": _beyond_chance(raw, 2 * prevalence * (1 - prevalence)),
        "positive": _ratio(2 * yes_yes, 2 * yes_yes + only_a + only_b),
        "negative": _ratio(2 * no_no, 2 * no_no + only_a + only_b),
        "prevalence": prevalence,
    }


def joint_agreement_of(
    stage: EventKind, reviewers: Iterable[str], answers: Iterable[Iterable[bool]], *, seed: int
) -> JointAgreement:
    """Krippendorff's alpha for yes/no answers, as many or few a record as there are; its interval draws records.

    A record with one answer can be paired with nothing and is left out (Krippendorff 2011).

    >>> meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    >>> result = joint_agreement_of(EventKind.FULL_TEXT, ["meg", "owen"], zip(meg, owen), seed=1)
    >>> round(result.alpha, 3)
    0.095
    """
    counted = [(sum(said), len(said)) for said in map(list, answers) if said]
    shared = [pattern for pattern in counted if pattern[1] > 1]
    patterns, counts = np.unique(np.array(shared or [(0, 0)], dtype=float), axis=0, return_counts=True)
    counts = counts * bool(shared)
    value = float(alpha(patterns, counts[np.newaxis].astype(float))[0])
    low, high = interval_of(lambda drawn: alpha(patterns, drawn), counts, seed=seed)
    return JointAgreement(
        stage=stage,
        reviewers=tuple(reviewers),
        n=len(shared),
        decided_once=len(counted) - len(shared),
        decisions=sum(total for _, total in shared),
        alpha=None if np.isnan(value) else value,
        low=low,
        high=high,
    )


def alpha(patterns: Numbers, counts: Numbers) -> Numbers:
    """Krippendorff's alpha, nominal, of many samples at once: how often each pattern (yes, answers) occurs in each.

    With y of m answers yes, a record disagrees in 2y(m - y) / (m - 1) of its m values; with Y of N answers yes, chance
    gives 2Y(N - Y) / (N - 1). Alpha is one less their ratio: 0/0, and NaN, where everybody said the same.
    """
    yes, answers = patterns.T
    observed = counts @ _ratio(2 * yes * (answers - yes), answers - 1)
    all_yes, everything = counts @ yes, counts @ answers
    return 1 - _ratio(observed * (everything - 1), 2 * all_yes * (everything - all_yes))


def _said_at_first(events: Iterable[Event], groups: Mapping[str, str], stage: EventKind) -> dict[str, Said]:
    first: dict[str, dict[str, set[bool]]] = {}
    for event in _first_decisions(events, stage):
        if event.subject_id in groups and event.decision != Decision.MAYBE:
            said = first.setdefault(event.who, {}).setdefault(groups[event.subject_id], set())
            said.add(event.decision == Decision.INCLUDE)
    return dict(first)


def _first_decisions(events: Iterable[Event], stage: EventKind) -> list[Event]:
    """What each person decided at first; a decision that was withdrawn was a slip of the finger and does not count."""
    listed = [event for event in events if event.kind == stage]
    withdrawn = {own_key(event, event.replaces) for event in listed if event.decision == WITHDRAWN}
    return [
        event
        for event in listed
        if event.decision != WITHDRAWN and not event.replaces and own_key(event, event.event_id) not in withdrawn
    ]


def _agreement(stage: EventKind, a: str, b: str, of_a: Said, of_b: Said, seed: int) -> Agreement:
    """A group on which one person said both, on two of its members, is left out: she disagrees with herself."""
    shared = sorted(group for group in of_a.keys() & of_b.keys() if len(of_a[group]) == len(of_b[group]) == 1)
    return agreement_of(stage, a, b, [(min(of_a[group]), min(of_b[group])) for group in shared], seed=seed)


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    found: Numbers = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return found


def _beyond_chance(raw: Numbers, chance: Numbers) -> Numbers:
    """Agreement beyond chance as a share of what chance leaves; undefined where chance leaves nothing."""
    return np.where(1 - chance < NOTHING_LEFT, np.nan, _ratio(raw - chance, 1 - chance))


def _wilson(part: int, n: int) -> tuple[float | None, float | None]:
    if not n:
        return None, None
    interval = binomtest(part, n).proportion_ci(CONFIDENCE, method="wilson")
    return float(interval.low), float(interval.high)


def _at_most(part: int, n: int) -> float | None:
    return float(binomtest(part, n, alternative="less").proportion_ci(CONFIDENCE, method="exact").high) if n else None
