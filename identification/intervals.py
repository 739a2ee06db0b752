"""Between which limits does a share lie, given what was counted?"""

from scipy.special import betaincinv

CONFIDENCE = 0.95


def two_sided(present: int, assessed: int) -> tuple[float | None, float | None]:
    """The exact two-sided 95 % interval of a share (Clopper and Pearson 1934); None where nothing was assessed."""
    if not assessed:
        return None, None
    tail = (1 - CONFIDENCE) / 2
    low = 0.0 if present == 0 else float(betaincinv(present, assessed - present + 1, tail))
    high = 1.0 if present == assessed else float(betaincinv(present + 1, assessed - present, 1 - tail))
    return low, high
