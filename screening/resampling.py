"""How far could a statistic of agreement be off? Percentile bootstrap over records (Efron and Tibshirani 1993)."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
CONFIDENCE = 0.95
RESAMPLES = 10_000


def interval_of(
    statistic: Callable[[Numbers], Numbers], counts: npt.ArrayLike, *, seed: int
) -> tuple[float | None, float | None]:
    """The 95 % percentile interval of one statistic of a table of counts; see `intervals_of`."""
    return intervals_of(lambda drawn: {"it": statistic(drawn)}, counts, seed=seed)["it"]


def intervals_of(
    statistics: Callable[[Numbers], dict[str, Numbers]], counts: npt.ArrayLike, *, seed: int
) -> dict[str, tuple[float | None, float | None]]:
    """The 95 % percentile interval of each statistic of a table of counts whose last axis holds the cells.

    Records are drawn again with replacement, which is a multinomial draw of the cells. A resample where a statistic is
    0/0 (it missed the one record that tells; at most half do, and that with two records) is left out of its interval.
    None where the statistic itself is 0/0, and where all resamples agree: without one disagreement there is nothing to
    vary, and an interval of no width would claim certainty.
    """
    table = np.asarray(counts, dtype=float)
    if not table.sum():
        return dict.fromkeys(statistics(table[np.newaxis]), (None, None))
    drawn = np.random.default_rng(seed).multinomial(int(table.sum()), table / table.sum(), size=RESAMPLES)
    known, resampled = statistics(table[np.newaxis]), statistics(drawn.astype(float))
    return {name: _percentiles(resampled[name]) if np.isfinite(known[name][0]) else (None, None) for name in known}


def _percentiles(resampled: Numbers) -> tuple[float | None, float | None]:
    defined = resampled[np.isfinite(resampled)]
    low, high = np.quantile(defined, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return (None, None) if low == high else (float(low), float(high))
