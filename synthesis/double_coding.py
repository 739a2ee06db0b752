"""What did two coders of one full text both find? The positives of a gap's family, as each coded at first."""

from collections.abc import Iterable, Sequence

from extraction.coding_agreement import pairs_of_coders
from extraction.documents import Extract
from identification.vocabulary import CodeStatus
from synthesis.detection import sensitivity
from synthesis.gap_tables import DoubleCoding
from synthesis.states import Coded, DeclaredGap, counts_as_evidence, seen_from

Place = tuple[str, str, str]


def measure_detection(
    declared: Iterable[DeclaredGap], first: Sequence[Extract], coded: Coded, *, seed: int
) -> list[DoubleCoding]:
    """For each gap how many positives of its family two coders found, and the sensitivity of one of them.

    `first` are the codings as each made them at first; a positive has to stand in `coded`, where what a reconciliation
    refused is gone. Whoever said nothing of the family in a report, not even that she looked in vain, did not code it
    there: silence is no look.
    """
    kept = {report.report_id for report in coded.reports}
    here = [one for one in first if one.report_id in kept]
    return [
        _measure(gap, pairs_of_coders([one for one in here if _of_family(one, gap)], seed), coded) for gap in declared
    ]


def _measure(gap: DeclaredGap, pairs: Sequence[tuple[list[Extract], list[Extract]]], coded: Coded) -> DoubleCoding:
    stands = _positives(coded.extracts, gap, coded)
    of_a, of_b = ([one for pair in pairs for one in pair[side]] for side in (0, 1))
    a, b = (_positives(side, gap, coded) for side in (of_a, of_b))
    found, both = (a | b) & stands, a & b & stands
    known = sensitivity(len(found), len(both))
    twice = {pair[0][0].report_id for pair in pairs}
    reports = {study: [one.report_id for one in coded.reports if one.study_id == study] for study in coded.studies}
    return DoubleCoding(
        gap_id=gap.id,
        family=gap.family,
        positives=len(found),
        both=len(both),
        sensitivity=known[0] if known else None,
        at_least=known[1] if known else None,
        twice=tuple(study for study, listed in reports.items() if set(listed) <= twice),
        extract_ids=tuple(sorted(one.extract_id for one in (*of_a, *of_b))),
    )


def _positives(extracts: Iterable[Extract], gap: DeclaredGap, coded: Coded) -> set[Place]:
    """The study, code and perspective of every finding of the family."""
    found = {
        (one.study_id, one.code_id, seen_from(one))
        for one in extracts
        if _of_family(one, gap) and one.status != CodeStatus.LOOKED_NOT_FOUND and counts_as_evidence(one, coded)[0]
    }
    return {place for place in found if place[2] in gap.perspectives}


def _of_family(extract: Extract, gap: DeclaredGap) -> bool:
    return extract.code_id.partition(".")[0] == gap.family
