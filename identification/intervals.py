"""Between which limits does a share lie, given what was counted?"""

CONFIDENCE = 0.95


def two_sided(present: int, assessed: int) -> tuple[float | None, float | None]:
    """The exact two-sided 95 % interval of a share (Clopper and Pearson 1934); None where nothing was assessed."""
    if not assessed:
        return None, None
    from scipy.special import betaincinv  # here: most jobs import this module and ask for no interval

    tail = (1 - CONFIDENCE) / 2
    low = 0.0 if present == 0 else float(betaincinv(present, assessed - present + 1, tail))
    high = 1.0 if present == assessed else float(betaincinv(present + 1, assessed - present, 1 - tail))
    return low, high


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
    from scipy.special import betaincinv  # here: most jobs import this module and ask for no interval

    return float(betaincinv(present + 1, assessed - present, 1 - (1 - CONFIDENCE) / cells))
