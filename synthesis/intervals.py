"""Exact limits of a share: how large could it be, given what was counted?"""

from scipy.special import betaincinv

from identification.intervals import CONFIDENCE


def upper_bound(present: int, assessed: int, *, cells: int = 1) -> float | None:
    """The exact one-sided 95 % upper limit of a share (Clopper and Pearson 1934), Bonferroni-corrected for `cells`.

    The same one-sided limit is used whatever the count: switching at zero would cover only 92.7 % at n = 39. None
    where nothing was assessed.

    >>> [round(100 * upper_bound(0, n), 1) for n in (39, 105)], round(100 * upper_bound(0, 39, cells=36), 1)
    ([7.4, 2.8], 15.5)
    """
    if not assessed:
        return None
    if present == assessed:
        return 1.0
    return float(betaincinv(present + 1, assessed - present, 1 - (1 - CONFIDENCE) / cells))
