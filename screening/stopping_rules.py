"""How many includes may be left? Bounds from what was read and in which order, each with what it assumes.

With k includes found, the target t is missed when m or more are left, m = floor(k / t) + 1 - k (`tolerated`). Every
rule says how far the decisions contradict that.
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.special import betainc

# How much a stretch without an include counts, as includes seen beside those that were (see `doubt_by_late_half`).
PRIOR_INCLUDES = 0.1
# The doubt up to which `rapid` may stop, at 95 % confidence, for each square root of an include that may be missed: at
# most 5 % miss the target in the simulated worlds that keep to what it assumes.
RAPID_DOUBT = 0.019
# Up to so many missed includes the later half decides for `rapid`; where more may be missed, random draws need no
# assumption and spare more.
LATE_HALF_MOST = 3
# A draw pays once the rest would hold at most START_LEFT times the includes that miss the target, if it held them as
# often as the last LAST_PART-th of what was read, with SEEN counted beside those seen; not before FEWEST_READ of all.
START_LEFT = 1.5
LAST_PART = 5
SEEN = 0.3
FEWEST_READ = 0.05
ROUNDING = 1e-9

Numbers = npt.NDArray[np.float64]


def tolerated(found: int, target: float) -> int:
    """The smallest number of missed includes with which the target recall is missed.

    >>> [tolerated(found, 0.95) for found in (0, 18, 19, 100)]
    [1, 1, 2, 6]
    """
    return math.floor(found / target + ROUNDING) + 1 - found


def missed_at_most(total: int, decided: int, found: int, confidence: float) -> int:
    """The largest number of relevant records among the undecided that `found` in `decided` does not contradict.

    All decided records are treated as if they had been one random draw: a ranking no worse than chance finds as many.

    >>> missed_at_most(total=1000, decided=1000, found=20, confidence=0.95)
    0
    >>> missed_at_most(total=1000, decided=500, found=0, confidence=0.95)
    4
    """
    from scipy.stats import hypergeom  # here: importing scipy.stats takes longer than most jobs

    low, high = 0, total - decided
    while low < high:
        missed = (low + high + 1) // 2
        if hypergeom.cdf(found, total, found + missed, decided) > 1 - confidence:
            low = missed
        else:
            high = missed - 1
    return low


def doubt_by_windows(labels: Sequence[int], total: int, target: float) -> float:
    """The p-value of Callaghan and Mueller-Hansen 2020 (10.1186/s13643-020-01521-4) that the target is missed.

    `labels` are the decisions in the order of reading. Each stretch that ends now is treated as a random draw of what
    was unread when it began, and the smallest probability of so few includes in it counts. It is looked at again and
    again, and the stretch is chosen after the fact: neither is paid for.
    """
    from scipy.stats import hypergeom  # here: importing scipy.stats takes longer than most jobs

    read = np.asarray(labels, dtype=int)
    if not read.any():
        return 1.0
    places = np.flatnonzero(read)
    found, most = len(places), tolerated(len(places), target)
    # Between two includes the longest stretch has the smallest probability, so that one a number of includes will do.
    starts = np.concatenate([[0], places + 1])
    inside = found - np.arange(found + 1)
    size, left = len(read) - starts, total - starts
    kept = size > 0
    values = hypergeom.cdf(inside[kept], left[kept], most + inside[kept], size[kept])
    return float(np.min(values, initial=1.0))


def doubt_by_late_half(
    missed: npt.ArrayLike, inside: npt.ArrayLike, half: npt.ArrayLike, undecided: npt.ArrayLike
) -> Numbers:
    """How likely at least `missed` includes are left, by the later half of what was read: `inside` includes in it.

    A record that is unread is taken to be an include as often as one of that half. With f = half / (half + undecided)
    the number left is then negative binomial (inside + a, f), and the doubt its upper tail I(1 - f; missed, inside + a)
    (incomplete beta function); a is `PRIOR_INCLUDES`, a = 1 gives a p-value. The half has a fixed place, so that no
    stretch is chosen after the fact.

    >>> float(doubt_by_late_half(3, inside=0, half=500, undecided=500)).__round__(3)
    0.007
    """
    left = np.asarray(undecided, dtype=float)
    share = left / np.maximum(left + np.asarray(half), 1)
    return np.asarray(betainc(np.maximum(missed, ROUNDING), np.asarray(inside) + PRIOR_INCLUDES, share), dtype=float)


def rapid_threshold(missed: npt.ArrayLike, confidence: float) -> Numbers:
    """The doubt up to which `rapid` excludes so many missed includes; measured at 95 % only, scaled for other levels.

    It grows with the square root of their number: with one limit for all, screenings with many includes missed the
    target far less often than those with few, and read on for nothing.
    """
    return np.asarray(RAPID_DOUBT * np.sqrt(np.asarray(missed, dtype=float)) * (1 - confidence) / 0.05)


def late_half(labels: Sequence[int]) -> tuple[int, int]:
    """The size of the later half of what was read, and the includes in it.

    >>> late_half([1, 1, 0, 0, 1])
    (3, 1)
    """
    half = len(labels) - len(labels) // 2
    return half, sum(labels[len(labels) // 2 :])


def missed_by_late_half(labels: Sequence[int], undecided: int, confidence: float) -> int:
    """The largest number of missed includes that the later half does not make doubtful at `confidence`."""
    half, inside = late_half(labels)
    numbers = np.arange(1, undecided + 1, dtype=float)
    doubts = doubt_by_late_half(numbers, inside, half, undecided)
    return int((doubts > rapid_threshold(numbers, confidence)).sum())


def draw_pays(labels: Sequence[int], total: int, target: float) -> bool:
    """Whether includes have become so rare that a random draw spares more than reading on; it moves no guarantee.

    >>> draw_pays([1] * 20 + [0] * 80, 200, 0.95), draw_pays([1, 0] * 50, 200, 0.95)
    (True, False)
    """
    read, found = len(labels), sum(labels)
    size = read // LAST_PART
    left = (sum(labels[read - size :]) + SEEN) / (size + 1) * (total - read)
    return bool(found) and read >= FEWEST_READ * total and left <= START_LEFT * tolerated(found, target)


def in_a_row(labels: Sequence[int]) -> int:
    """How many records were read since the last include.

    >>> in_a_row([0, 1, 0, 0]), in_a_row([0, 0])
    (2, 2)
    """
    return len(labels) - 1 - max((at for at, one in enumerate(labels) if one), default=-1)
