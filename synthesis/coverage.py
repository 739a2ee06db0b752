"""What did nobody see, and how much of it would change a sentence? Coverage of the review, and the tipping point."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil

from extraction.documents import Report
from identification.vocabulary import EventKind, Outcome, Retrieval
from screening.outcomes import PolicyCheck, Screened, Stopping
from synthesis.gap_tables import Coverage

DECIDED = (Outcome.INCLUDED, Outcome.EXCLUDED)


def count_coverage(
    screened: Sequence[Screened],
    reports: Sequence[Report],
    stopping: Iterable[Stopping],
    policies: Iterable[PolicyCheck],
) -> list[Coverage]:
    """One row: what of the records and reports nobody decided on or could get; nothing before the first search."""
    policy = next((one for one in policies if one.stage == EventKind.TITLE_ABSTRACT), None)
    if policy is None or not screened:
        return []
    undecided = sum(one.outcome not in DECIDED for one in screened)
    left = next((one.missed_at_most for one in stopping), None)
    return [
        Coverage(
            records=len(screened),
            undecided=undecided,
            left_at_most=left if undecided else 0,
            not_retrieved=sum(one.retrieval == Retrieval.NOT_OBTAINED for one in reports if _is_open(one)),
            awaiting=sum(one.retrieval == Retrieval.SOUGHT for one in reports if _is_open(one)),
            undecided_reports=sum(one.retrieval == Retrieval.OBTAINED for one in reports if _is_open(one)),
            policy=policy.policy,
            by_one=sum(_by_one(one) for one in screened),
        )
    ]


def studies_to_reach(share: float, present: int, studies: int) -> int:
    """How many more studies, all of which report on it, bring a share of `present` in `studies` to `share`.

    >>> studies_to_reach(0.05, 0, 39), studies_to_reach(0.05, 2, 39), studies_to_reach(0.1, 0, 9)
    (3, 0, 1)
    """
    wanted = Fraction(str(share))
    return max(0, ceil((wanted * studies - present) / (1 - wanted)))


def _is_open(report: Report) -> bool:
    """Whether nobody has said that the report is in the review or not; one that could not be had never is."""
    return report.outcome not in DECIDED


def _by_one(one: Screened) -> bool:
    return one.outcome in DECIDED and len(one.people) == 1 and not one.adjudicated_by
