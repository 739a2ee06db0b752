"""How much do coders miss, and what does that make of a share? Sensitivity from double coding, and the correction.

Plain numbers go in and come out. A person verified every extract, so that only what was missed corrects a share.
"""

from identification.intervals import two_sided, upper_bound

# Below this many positives no share is corrected: at 20, of which all were found by both, the lower limit of the
# sensitivity is .91, and at 10 of 20 still .43; with fewer the correction would say more of chance than of coders.
MIN_POSITIVES = 20


def sensitivity(found: int, both: int) -> tuple[float, float] | None:
    """The sensitivity of one coder, and its exact one-sided 97.5 % lower limit; None with too few positives.

    Of two coders who find independently with one sensitivity s, both find s*s of what is there and at least one finds
    s*(2 - s). So of `found` positives `both` is binomial with q = s / (2 - s), from which s = 2q / (1 + q). That grows
    with q: the limit of Clopper and Pearson (1934) for q gives the one for s.

    >>> [round(one, 3) for one in sensitivity(30, 24)]
    [0.889, 0.761]
    >>> sensitivity(19, 19) is None
    True
    """
    if found < MIN_POSITIVES:
        return None
    low, _ = two_sided(both, found)
    return _of_one(both / found), _of_one(low or 0.0)


def mean_sensitivity(of_one: float, singly: int, doubly: int) -> float:
    """The chance that a finding was found, over studies coded by one person and by two, who both have to miss it.

    >>> round(mean_sensitivity(0.8, singly=30, doubly=10), 3)
    0.84
    """
    return (singly * of_one + doubly * (1 - (1 - of_one) ** 2)) / (singly + doubly)


def corrected_share(present: int, *, found: int, both: int, singly: int, doubly: int) -> float | None:
    """The share of `present` in the assessed studies over the sensitivity with which they were coded, 1 at most.

    None without a sensitivity, where nothing was assessed, and where no positive was found by both.
    """
    known = sensitivity(found, both)
    if not known or not known[0] or not singly + doubly:
        return None
    return min(1.0, present / (singly + doubly) / mean_sensitivity(known[0], singly, doubly))


def corrected_bound(present: int, *, found: int, both: int, singly: int, doubly: int, cells: int = 1) -> float | None:
    """The one-sided 95 % upper limit of the share with what coders miss; `cells` corrects for so many at once.

    Upper limit of the share over lower limit of the sensitivity, each at 97.5 %: both hold in at least 95 % of cases
    (Bonferroni), and so does their quotient. The sensitivity is one for all cells and is charged once.

    >>> round(100 * corrected_bound(0, found=30, both=24, singly=29, doubly=10), 1)
    11.2
    """
    known = sensitivity(found, both)
    if not known or not singly + doubly:
        return None
    bound = upper_bound(present, singly + doubly, cells=2 * cells)
    low = mean_sensitivity(known[1], singly, doubly)
    return None if bound is None else min(1.0, bound / low) if low else 1.0


def _of_one(both_of_found: float) -> float:
    return 2 * both_of_found / (1 + both_of_found)
