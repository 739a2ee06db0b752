"""How well did reviewers agree? Every usual statistic at once, because one number misleads."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np

from identification.events import WITHDRAWN, Event, own_key
from identification.intervals import upper_bound
from identification.vocabulary import Batch, Decision, EventKind
from screening.outcomes import Agreement, JointAgreement
from screening.policies import place_of
from screening.resampling import CONFIDENCE, Numbers, interval_of, intervals_of

# What one person said first of each group of records: one answer, or both on two of its members.
Said = Mapping[str, set[bool]]
ANY_TWO = "any two"
NOTHING_LEFT = 1e-12


def count_agreement(
    events: Iterable[Event],
    groups: Mapping[str, str],
    stage: EventKind,
    *,
    seed: int,
    batches: Mapping[str, Batch] | None = None,
) -> list[Agreement]:
    """Agreement of every pair of reviewers on the records that both decided, as they decided at first.

    Only include and exclude are compared: a maybe asks for a discussion and is no decision yet. Adjudications and
    decisions changed after a discussion are left out, because they say how people agree after talking. `batches` says
    which draw each record is in: each batch has rows of its own, where there are several, and so have all pairs
    together, where there are several pairs.
    """
    said = said_at_first(events, groups, stage)
    found = []
    for batch, kept in _batches(said, batches or {}):
        pairs = [_agreement(stage, a, b, kept[a], kept[b], seed, batch) for a, b in combinations(sorted(kept), 2)]
        together = [replace(any_two(kept, stage, seed=seed), batch=batch)] if len(pairs) > 1 else []
        found += [row for row in [*pairs, *together] if row.n or batch == Batch.ALL]
    return found


def any_two(said: Mapping[str, Said], stage: EventKind, *, seed: int) -> Agreement:
    """The agreement of all pairs at once: each record gives one pair of answers, so that intervals draw records.

    Where more than two people answered, as in a pilot, a draw says which two. In a pair the first by id is the one whom
    kappa, which asks who said what, calls A; all other statistics are the same whoever is.
    """
    pairs = []
    for group in sorted({group for of_one in said.values() for group in of_one}):
        people = [who for who in said if len(said[who].get(group, ())) == 1]
        if len(people) > 1:
            drawn = sorted(people, key=lambda who: place_of(f"{group} {who}", seed=seed, stage=stage, purpose="pair"))
            a, b = sorted(drawn[:2])
            pairs.append((min(said[a][group]), min(said[b][group])))
    return agreement_of(stage, ANY_TWO, ANY_TWO, pairs, seed=seed)


def within(said: Mapping[str, Said], groups: Container[str]) -> dict[str, Said]:
    """What was said of these groups only."""
    return {
        who: {group: answers for group, answers in of_one.items() if group in groups} for who, of_one in said.items()
    }


def count_joint_agreement(
    events: Iterable[Event],
    groups: Mapping[str, str],
    stage: EventKind,
    *,
    seed: int,
    batches: Mapping[str, Batch] | None = None,
) -> list[JointAgreement]:
    """Agreement of all reviewers of a stage at once, on the same decisions; nothing where fewer than two decided."""
    said = said_at_first(events, groups, stage)
    found = []
    for batch, kept in _batches(said, batches or {}) if len(said) > 1 else ():
        answers: dict[str, list[bool]] = {}
        for of_one in kept.values():
            for group, both in of_one.items():
                answers.setdefault(group, []).extend(both if len(both) == 1 else ())
        one = replace(joint_agreement_of(stage, sorted(said), answers.values(), seed=seed), batch=batch)
        found += [one] if one.n or batch == Batch.ALL else []
    return found


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
        **known,  # type: ignore[arg-type]
        **bounds,  # type: ignore[arg-type]
        either_at_most=upper_bound(n - no_no, n),
    )


def said_at_first(events: Iterable[Event], groups: Mapping[str, str], stage: EventKind) -> dict[str, Said]:
    """What each person said at first of each group of records, maybes left out."""
    first: dict[str, dict[str, set[bool]]] = {}
    for event in first_decisions(events, stage):
        if event.subject_id in groups and event.decision != Decision.MAYBE:
            said = first.setdefault(event.who, {}).setdefault(groups[event.subject_id], set())
            said.add(event.decision == Decision.INCLUDE)
    return dict(first)


def first_decisions(events: Iterable[Event], stage: EventKind) -> list[Event]:
    """What each person decided at first; a decision that was withdrawn was a slip of the finger and does not count."""
    listed = [event for event in events if event.kind == stage]
    withdrawn = {own_key(event, event.replaces) for event in listed if event.decision == WITHDRAWN}
    return [
        event
        for event in listed
        if event.decision != WITHDRAWN and not event.replaces and own_key(event, event.event_id) not in withdrawn
    ]


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


def _batches(said: Mapping[str, Said], batches: Mapping[str, Batch]) -> Iterator[tuple[Batch, Mapping[str, Said]]]:
    """All records, and the records of each batch where there is more than one."""
    yield Batch.ALL, said
    for batch in Batch if len(set(batches.values())) > 1 else ():
        kept = within(said, {group for group, one in batches.items() if one == batch})
        if any(kept.values()):
            yield batch, kept


def _agreement(stage: EventKind, a: str, b: str, of_a: Said, of_b: Said, seed: int, batch: Batch) -> Agreement:
    """A group on which one person said both, on two of its members, is left out: she disagrees with herself."""
    shared = sorted(group for group in of_a.keys() & of_b.keys() if len(of_a[group]) == len(of_b[group]) == 1)
    pairs = [(min(of_a[group]), min(of_b[group])) for group in shared]
    return replace(agreement_of(stage, a, b, pairs, seed=seed), batch=batch)


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    found: Numbers = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return found


def _beyond_chance(raw: Numbers, chance: Numbers) -> Numbers:
    """Agreement beyond chance as a share of what chance leaves; undefined where chance leaves nothing."""
    return np.where(1 - chance < NOTHING_LEFT, np.nan, _ratio(raw - chance, 1 - chance))


def _wilson(part: int, n: int) -> tuple[float | None, float | None]:
    if not n:
        return None, None
    from scipy.stats import binomtest  # here: importing scipy.stats takes longer than most jobs

    interval = binomtest(part, n).proportion_ci(CONFIDENCE, method="wilson")
    return float(interval.low), float(interval.high)
