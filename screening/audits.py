"""What do random draws of unread records prove of the rest? The rule that needs no assumption on the ranking.

A draw fixes the records that nobody had read and takes some of them at random. Given everything that happened before,
the includes in it are hypergeometric whatever the ranking does, so that the likelihood of a prior over the number of
includes, divided by that of one number, is a test martingale for it (the prior-posterior ratio of Waudby-Smith and
Ramdas 2020, arXiv 2006.04347). By Ville's inequality it exceeds 1 / (1 - confidence) for the true number with
probability at most 1 - confidence however often one looks or draws: repeated looks are paid for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, logsumexp

from identification.events import Event, current_events
from identification.stops import AUDIT
from identification.vocabulary import EventKind, Outcome
from screening.outcomes import Queued, Screened
from screening.policies import place_of
from screening.stopping_rules import tolerated

# The prior's mean number of includes left, as a share of the smallest number with which the target is missed.
PRIOR_MEAN = 0.25

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Draw:
    """One random draw, read whole: `size` of `unread` records, with `inside` includes in it.

    `before` includes were known when it was drawn; `found` of the records then unread are includes by now.
    """

    unread: int
    size: int
    inside: int
    before: int
    found: int


@dataclass(frozen=True)
class Audit:
    """The draws of a review: those that count, what is still to be read of them, and what they cannot speak of.

    `outside` records are read and not settled yet and stood outside a draw: each may be an include.
    """

    draws: tuple[Draw, ...] = ()
    waiting: frozenset[str] = frozenset()
    outside: int = 0
    not_counted: int = 0


def missed_by_audit(draws: Sequence[Draw], undecided: int, *, target: float, confidence: float) -> int:
    """The largest number of includes among the undecided that the draws do not contradict.

    >>> missed_by_audit([Draw(1000, 500, 0, 40, 0)], 500, target=0.95, confidence=0.95)
    4
    """
    numbers = np.arange(undecided + 1)
    kept = np.flatnonzero(log_evidence(draws, numbers, target=target) < -np.log(1 - confidence))
    return int(kept.max(initial=0))


def doubt_by_audit(draws: Sequence[Draw], undecided: int, missed: int, *, target: float) -> float:
    """The p-value, valid at any time, of the hypothesis that `missed` or more includes are left."""
    if missed > undecided:
        return 0.0
    evidence = log_evidence(draws, np.arange(missed, undecided + 1), target=target)
    return float(min(1.0, np.exp(-evidence.min())))


def log_evidence(draws: Sequence[Draw], missed: npt.NDArray[np.int64], *, target: float) -> Numbers:
    """The logarithm of the test martingale against each number of missed includes."""
    if not draws:
        return np.zeros(len(missed))
    first = draws[0]
    supposed = np.arange(first.unread + 1)
    mean = PRIOR_MEAN * tolerated(first.before, target)
    mixture = supposed * np.log(mean / (1 + mean))
    mixture = mixture - logsumexp(mixture)
    against = np.zeros(len(missed))
    for draw in draws:
        mixture = mixture + _log_chance(draw, supposed - (first.found - draw.found))
        against = against + _log_chance(draw, missed + draw.found)
    return np.asarray(np.where(np.isneginf(against), np.inf, logsumexp(mixture) - against))


def draws_needed(
    draws: Sequence[Draw], unread: int, undecided: int, *, found: int, target: float, confidence: float
) -> int | None:
    """How many further random records, none of them an include, would reach the target; None where none would."""
    low, high = 0, unread + 1
    while low < high:
        size = (low + high) // 2
        more = [*draws, Draw(unread, size, 0, found, 0)] if size else list(draws)
        if missed_by_audit(more, undecided - size, target=target, confidence=confidence) < tolerated(found, target):
            high = size
        else:
            low = size + 1
    return low if low <= unread else None


def draw_audit(screened: Iterable[Screened], events: Iterable[Event], *, size: int, seed: int) -> dict[str, Any]:
    """The content of the event of a new draw: its number, the records that nobody has read, and those drawn of them.

    The draw follows from the seed and its number and knows nothing of ranks or decisions.
    """
    rows = list(screened)
    number = 1 + len(_draws(events))
    unread = sorted(row.group_id for row in rows if is_unread(row))
    draw: dict[str, Any] = {"seed": seed, "stage": EventKind.TITLE_ABSTRACT, "purpose": f"audit {number}"}
    places = {one: place_of(one, **draw) for one in unread}
    return {
        "number": number,
        "includes": sum(row.outcome == Outcome.INCLUDED for row in rows),
        "drawn": sorted(sorted(unread, key=lambda one: (places[one], one))[:size]),
        "unread": unread,
    }


def audit_of(screened: Iterable[Screened], events: Iterable[Event], groups: Mapping[str, str]) -> Audit:
    """What the draws of a review say today.

    A draw counts once all of it is decided, and none counts behind one that is not: who could leave a draw unread after
    a look at part of it would choose what counts. A draw says nothing of records that a later search brought, so that
    one counts only if every record that nobody has read now was unread then.
    """
    listed = list(events)
    rows = {row.group_id: row for row in screened}
    unread = {one for one, row in rows.items() if is_unread(row)}
    open_rows = {one for one, row in rows.items() if row.outcome not in (Outcome.INCLUDED, Outcome.EXCLUDED)}
    included = {one for one, row in rows.items() if row.outcome == Outcome.INCLUDED}
    standing = {event.event_id for event in current_events(listed)}
    counted, covered, blocked, others = [], open_rows, False, 0
    for event in _draws(listed):
        drawn, then = (
            {groups[one] for one in event.content[key] if groups.get(one) in rows} for key in ("drawn", "unread")
        )
        untouched = event.event_id not in standing and drawn <= unread
        if not drawn or untouched or unread - then:
            others += 1
            continue
        blocked = blocked or bool(drawn & open_rows)
        if blocked:
            others += 1
            continue
        covered = covered & then
        sizes = len(then), len(drawn), len(drawn & included)
        counted.append(Draw(*sizes, int(event.content["includes"]), len(then & included)))
    waiting = frozenset(drawn_records(listed, groups) & unread)
    return Audit(tuple(counted), waiting, len(open_rows - covered) if counted else 0, others)


def drawn_records(events: Iterable[Event], groups: Mapping[str, str]) -> set[str]:
    """The groups of all records that were drawn at random; a stop does not take them from the people who read them."""
    draws = _draws(current_events(events))
    return {groups[one] for event in draws for one in event.content["drawn"] if one in groups}


def interleave(queue: Sequence[Queued], drawn: Iterable[str]) -> list[Queued]:
    """The queue with every second place for a drawn record, so that nobody knows which record was drawn."""
    chosen = set(drawn)
    random = [row for row in queue if row.group_id in chosen]
    ranked = [row for row in queue if row.group_id not in chosen]
    pairs = min(len(random), len(ranked))
    mixed = [row for pair in zip(ranked, random, strict=False) for row in pair] + ranked[pairs:] + random[pairs:]
    return [replace(row, rank=rank) for rank, row in enumerate(mixed, start=1)]


def is_unread(row: Screened) -> bool:
    """Whether nobody has decided on a record, nor adjudicated it."""
    return not (row.include or row.exclude or row.maybe or row.adjudicated_by)


def _draws(events: Iterable[Event]) -> list[Event]:
    """The draws in the order of their numbers."""
    draws = [event for event in events if event.kind == EventKind.STOP and event.decision == AUDIT]
    return sorted(draws, key=lambda one: (int(one.content["number"]), one.event_id))


def _log_chance(draw: Draw, includes: npt.NDArray[np.int64]) -> Numbers:
    """Hypergeometric log-probability of what a draw brought, for each number of includes among its unread records."""
    possible = (includes >= draw.inside) & (draw.unread - includes >= draw.size - draw.inside)
    some = np.where(possible, includes, draw.inside)
    values = (
        _log_choose(some, draw.inside)
        + _log_choose(draw.unread - some, draw.size - draw.inside)
        - _log_choose(draw.unread, draw.size)
    )
    return np.asarray(np.where(possible, values, -np.inf))


def _log_choose(n: npt.ArrayLike, k: npt.ArrayLike) -> Numbers:
    n, k = np.asarray(n, dtype=np.int64), np.asarray(k, dtype=np.int64)
    table = _log_factorials(1 << int(n.max(initial=1)).bit_length())
    return np.asarray(table[n] - table[k] - table[n - k])


@lru_cache
def _log_factorials(size: int) -> Numbers:
    """The logarithms of the factorials below `size`: a search for the size of a draw asks for the same ones again."""
    return np.asarray(gammaln(np.arange(size) + 1.0))
