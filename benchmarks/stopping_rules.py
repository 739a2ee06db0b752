"""What each stopping rule does with a set that is read in a given order: how much is read, and what is found.

Every rule gets the labels in the order of reading and looks after each hundredth of the records. It is given nothing
else: neither how many includes there are nor what comes next. `rng` draws the random samples of those that need one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import hypergeom

from screening.audits import Draw, draws_needed, log_evidence, missed_by_audit
from screening.stopping_rules import (
    FEWEST_READ,
    LAST_PART,
    LATE_HALF_MOST,
    SEEN,
    START_LEFT,
    doubt_by_late_half,
    doubt_by_windows,
    rapid_threshold,
    tolerated,
)

LOOKS = 100
TARGET, CONFIDENCE = 0.95, 0.95
EARLY_SHARE = 0.2
LATE_LIMIT, HALF_LIMIT, WINDOWS_LIMIT = 0.0115, 0.0084, 0.01

Labels = npt.NDArray[np.int64]
Doubts = npt.NDArray[np.float64]
Rule = Callable[[Labels, np.random.Generator], tuple[int, int]]


@dataclass(frozen=True)
class Stop:
    """Where a rule stopped: the share of records it spared, and the share of includes it found."""

    saved: float
    recall: float

    @property
    def below(self) -> bool:
        """Whether the target recall is missed."""
        return self.recall < TARGET - 1e-9


def apply(rule: Rule, labels: Labels, rng: np.random.Generator) -> Stop:
    """The stop of one rule on one order."""
    read, found = rule(labels, rng)
    return Stop(1 - read / len(labels), found / max(1, int(labels.sum())))


def looks(total: int) -> Labels:
    """After how many records a rule looks."""
    return np.unique(np.ceil(np.linspace(0, total, LOOKS + 1)[1:] - 1e-9).astype(np.int64))


def late_doubts(labels: Labels, at: Labels) -> Doubts:
    """The doubt of `rapid` at each look; 1 before the first include."""
    count = np.concatenate([[0], np.cumsum(labels)])
    inside = count[at] - count[at // 2]
    doubts = doubt_by_late_half(_most(labels, at), inside, at - at // 2, len(labels) - at)
    return np.where(count[at] > 0, doubts, 1.0)


def rapid(labels: Labels, rng: np.random.Generator) -> tuple[int, int]:
    """The preset of that name: the later half where few may be missed, draws where more may."""
    at = looks(len(labels))
    half, pays = _rapid_stops(labels, at), _draw_pays(labels, at) & (_most(labels, at) > LATE_HALF_MOST)
    first = np.argmax(half | pays) if (half | pays).any() else None
    if first is None:
        return len(labels), int(labels.sum())
    return _first(labels, at, half) if half[first] else draws_from(labels, int(at[first]), rng)


def guaranteed(labels: Labels, rng: np.random.Generator) -> tuple[int, int]:
    """The preset of that name: draws of the size that would do, until they do."""
    return draws_from(labels, _ready(labels)[0], rng)


def draws_from(labels: Labels, read: int, rng: np.random.Generator) -> tuple[int, int]:
    """Draws once so many were read."""
    drawn: list[tuple[int, int, int, int]] = []
    how = {"target": TARGET, "confidence": CONFIDENCE}
    while read < len(labels):
        found, left = int(labels[:read].sum()), len(labels) - read
        draws = [Draw(unread, size, x, before, found - before) for unread, size, x, before in drawn]
        if draws and missed_by_audit(draws, left, **how) < tolerated(found, TARGET):
            break
        size = draws_needed(draws, left, left, found=found, **how) or left
        labels, after = _sampled(labels, read, size, rng)
        drawn.append((left, size, int(labels[read:after].sum()), found))
        read = after
    return read, int(labels[:read].sum())


def by_score(labels: Labels, rng: np.random.Generator) -> tuple[int, int]:
    """As `guaranteed`, the upper half of the rest drawn twice as often; what is left may all lie in the lower one."""
    read, found = _ready(labels)
    halves = [rng.permutation(half) for half in np.array_split(labels[read:], 2)]
    for step in np.linspace(0, 1, LOOKS + 1)[1:]:
        sizes = [min(len(half), round(share * step * len(half))) for half, share in zip(halves, (2, 1), strict=True)]
        inside = [int(half[:size].sum()) for half, size in zip(halves, sizes, strict=True)]
        draws = [Draw(len(h), n, x, found, x) for h, n, x in zip(halves, sizes, inside, strict=True)]
        most = tolerated(found + sum(inside), TARGET)
        upper, lower = (log_evidence([draw], np.arange(most + 1), target=TARGET) for draw in draws)
        if (upper + lower[::-1]).min() >= -np.log(1 - CONFIDENCE):
            break
    return read + sum(sizes), found + sum(inside)


def anytime(labels: Labels, rng: np.random.Generator) -> tuple[int, int]:
    """As `guaranteed`, with ranked records in the place of drawn ones: no worse than chance, and each look paid for."""
    at = looks(len(labels))
    start, before = _ready(labels)
    for read in at[at > start]:
        found = int(labels[:read].sum())
        draw = Draw(len(labels) - start, int(read - start), found - before, before, found - before)
        left = len(labels) - int(read)
        if missed_by_audit([draw], left, target=TARGET, confidence=CONFIDENCE) < tolerated(found, TARGET):
            return int(read), found
    return len(labels), int(labels.sum())


def early_audit(labels: Labels, rng: np.random.Generator) -> tuple[int, int]:
    """A random sample of all records, read beside the ranked ones, bounds all includes; looks are free."""
    total = len(labels)
    drawn = np.zeros(total, bool)
    drawn[rng.permutation(total)[: round(EARLY_SHARE * total)]] = True
    inside, size = int(labels[drawn].sum()), int(drawn.sum())
    count = size + np.cumsum(~drawn)
    found = inside + np.cumsum(np.where(drawn, 0, labels))
    most = np.floor(found / TARGET + 1e-9) + 1
    doubts = hypergeom.cdf(inside, total, np.minimum(most, total), size)
    done = np.flatnonzero((doubts <= 1 - CONFIDENCE) & (found > 0))
    stop = done[0] if len(done) else total - 1
    return int(count[stop]), int(found[stop])


def windows(confidence: float) -> Rule:
    """The rule of Callaghan and Mueller-Hansen 2020, as buscarpy computes it."""

    def rule(labels: Labels, rng: np.random.Generator) -> tuple[int, int]:
        for read in looks(len(labels)):
            if doubt_by_windows(labels[:read], len(labels), TARGET) < 1 - confidence:
                return int(read), int(labels[:read].sum())
        return len(labels), int(labels.sum())

    return rule


def quick_windows(confidence: float) -> Rule:
    """The same with all looks at once, for simulations: stretches with WINDOWS includes in them only."""

    def rule(labels: Labels, rng: np.random.Generator) -> tuple[int, int]:
        at = looks(len(labels))
        return _first(labels, at, _log_windows(labels, at) < np.log(1 - confidence))

    return rule


def _log_windows(labels: Labels, at: Labels) -> Doubts:
    """The logarithm of the smallest p-value of a stretch that ends at each look; 0 before the first include."""
    total, places = len(labels), np.concatenate([[0], np.flatnonzero(labels) + 1])
    found = np.cumsum(labels)[at - 1]
    inside = np.minimum(WINDOWS[:, None], found)
    start = places[found - inside]
    chances = _log_below(inside, total - start, _most(labels, at).astype(np.int64) + inside, at - start)
    return np.where(found > 0, chances.min(axis=0), 0.0)


WINDOWS = np.array([0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 27, 36])
LOG_FACTORIAL = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, 100_001)))])


def _log_below(most: Labels, total: Labels, good: Labels, size: Labels) -> Doubts:
    """The logarithm of the hypergeometric probability of at most so many."""
    terms = [
        np.where(one <= most, _log_choose(size, one) + _log_choose(total - size, good - one), -np.inf)
        for one in range(int(most.max()) + 1)
    ]
    possible = np.where(good <= total, _log_choose(total, np.minimum(good, total)), np.inf)
    return np.asarray(np.logaddexp.reduce(terms, axis=0) - possible)


def _log_choose(n: Labels, k: Labels | int) -> Doubts:
    k = np.asarray(k)
    inside = (k >= 0) & (k <= n)
    some = np.where(inside, k, 0)
    return np.where(inside, LOG_FACTORIAL[n] - LOG_FACTORIAL[some] - LOG_FACTORIAL[n - some], -np.inf)


def row_of(number: int) -> Rule:
    """So many records in a row without an include, once there was one."""

    def rule(labels: Labels, rng: np.random.Generator) -> tuple[int, int]:
        places = np.arange(1, len(labels) + 1)
        last = np.maximum.accumulate(np.where(labels > 0, places, 0))
        return _first(labels, places, (last > 0) & (places - last >= number))

    return rule


def oracle(labels: Labels, rng: np.random.Generator) -> tuple[int, int]:
    """What somebody would read who knows when the target is reached."""
    needed = int(np.ceil(TARGET * labels.sum() - 1e-9))
    return int(np.flatnonzero(labels)[needed - 1]) + 1, needed


def late(labels: Labels, rng: np.random.Generator) -> tuple[int, int]:
    """The later half alone, whatever may be missed; at 5 % in the worst world."""
    at = looks(len(labels))
    return _first(labels, at, late_doubts(labels, at) <= LATE_LIMIT * np.sqrt(_most(labels, at)))


def late_or_windows(labels: Labels, rng: np.random.Generator) -> tuple[int, int]:
    """Where the later half leaves little doubt, or the peer's rule less than it asks for; at 5 % in the worst world."""
    at = looks(len(labels))
    half = late_doubts(labels, at) <= HALF_LIMIT * np.sqrt(_most(labels, at))
    return _first(labels, at, half | (_log_windows(labels, at) <= np.log(WINDOWS_LIMIT)))


RULES: Mapping[str, Rule] = {
    "oracle": oracle,
    "hypergeometric": windows(CONFIDENCE),
    "hypergeometric 97.5 %": windows(0.975),
    "guaranteed": guaranteed,
    "rapid": rapid,
    "late half": late,
    "late half or windows": late_or_windows,
    "50 in a row": row_of(50),
    "100 in a row": row_of(100),
    "200 in a row": row_of(200),
    "every read counts": anytime,
    "draws by score": by_score,
    "early audit": early_audit,
}


def _ready(labels: Labels) -> tuple[int, int]:
    """Where an audit is drawn."""
    at = looks(len(labels))
    return _first(labels, at, _draw_pays(labels, at))


def _draw_pays(labels: Labels, at: Labels) -> npt.NDArray[np.bool_]:
    """`draw_pays` at each look."""
    count, size = np.concatenate([[0], np.cumsum(labels)]), at // LAST_PART
    left = (count[at] - count[at - size] + SEEN) / (size + 1) * (len(labels) - at)
    few = left <= START_LEFT * _most(labels, at)
    return np.asarray(few & (count[at] > 0) & (at >= FEWEST_READ * len(labels)))


def _rapid_stops(labels: Labels, at: Labels) -> npt.NDArray[np.bool_]:
    most = _most(labels, at)
    return np.asarray((late_doubts(labels, at) <= rapid_threshold(most, CONFIDENCE)) & (most <= LATE_HALF_MOST))


def _most(labels: Labels, at: Labels) -> Doubts:
    """The smallest number of missed includes with which the target is missed, at each look."""
    found = np.cumsum(labels)[at - 1]
    return np.asarray(np.floor(found / TARGET + 1e-9) + 1 - found)


def _first(labels: Labels, at: Labels, stops: npt.NDArray[np.bool_]) -> tuple[int, int]:
    """The first look at which a rule stops, else the end."""
    read = int(at[np.argmax(stops)]) if stops.any() else len(labels)
    return read, int(labels[:read].sum())


def _sampled(labels: Labels, read: int, size: int, rng: np.random.Generator) -> tuple[Labels, int]:
    """The order of reading with a random sample of the rest moved to the front of it, and how much is read then."""
    chosen = np.zeros(len(labels) - read, bool)
    chosen[rng.permutation(len(chosen))[:size]] = True
    rest = labels[read:]
    return np.concatenate([labels[:read], rest[chosen], rest[~chosen]]), read + int(chosen.sum())
