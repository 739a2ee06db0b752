"""What can be said of the records that nobody has read?

The bound is the hypergeometric one of Callaghan and Mueller-Hansen 2020 (10.1186/s13643-020-01521-4) in its most
careful form: all records decided so far are treated as if they had been a random draw. A ranking that is no worse than
chance finds at least as many as such a draw, so the bound holds without knowing the order in which people read.
"""

from collections.abc import Sequence

from identification.vocabulary import Outcome
from screening.outcomes import Screened, Stopping


def state_stopping(screened: Sequence[Screened], *, rule: str, target_recall: float, confidence: float) -> Stopping:
    """The stopping statement of this moment; the team decides and records a stop, nothing stops by itself."""
    total = len(screened)
    decided = sum(row.outcome in (Outcome.INCLUDED, Outcome.EXCLUDED) for row in screened)
    found = sum(row.outcome == Outcome.INCLUDED for row in screened)
    missed = missed_at_most(total, decided, found, confidence) if decided else None
    recall = found / (found + missed) if missed is not None and found else None
    may_stop = rule == "hypergeometric" and recall is not None and recall >= target_recall
    return Stopping(
        rule=rule,
        records=total,
        screened=decided,
        included=found,
        not_screened=total - decided,
        missed_at_most=missed,
        recall_at_least=recall,
        may_stop=may_stop or 0 < total == decided,
        sentence=_sentence(total, decided, found, missed, recall, target_recall, confidence),
    )


def missed_at_most(total: int, decided: int, found: int, confidence: float) -> int:
    """The largest number of relevant records among the undecided that `found` in `decided` does not contradict.

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


def _sentence(
    total: int,
    decided: int,
    found: int,
    missed: int | None,
    recall: float | None,
    target: float,
    confidence: float,
) -> str:
    if missed is None:
        return f"None of the {total:,} records has all its decisions yet, so nothing can be said of what they hold."
    if decided == total:
        return f"All {total:,} records were screened; what was missed is what the people who read them missed."
    words = f"{total - decided:,} of {total:,} records are undecided. "
    words += f"They hold at most {missed:,} includes (one-sided {confidence:.0%} bound), "
    words += f"so at least {recall:.1%} of all were found. " if recall is not None else "and none was found so far. "
    words += "This assumes that the order of reading was no worse than chance, and that people recognise an include. "
    reached = recall is not None and recall >= target
    return words + f"The target of {target:.0%} is {'reached' if reached else 'not reached'}."
