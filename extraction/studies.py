"""Which included reports may tell of one study? Proposals with their reasons, for people; nothing is grouped by itself.

What speaks for one study: one registration of a trial, a link that was found among the records (a preprint and its
article, a thesis and its article), one name of a project together with an author, one sample together with authors.
That one report cites another is no sign: the best papers are cited by everybody.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from extraction.documents import Report, StudyOf
from extraction.study_signs import Signs, authors_of, projects_of, registrations_of, said_before, samples_of
from extraction.text_layer import Page
from identification.merge_log import LinkedRecords
from identification.records import DuplicatePair, UniqueRecord
from identification.vocabulary import LinkKind, Outcome, ReportKind, SameStudy, Verdict

# Kinds of link between two reports of the same data; parts, replies and updates have data of their own.
SAME_DATA = (
    *(LinkKind.PREPRINT, LinkKind.CONFERENCE_ABSTRACT, LinkKind.MEETINGS, LinkKind.THESIS, LinkKind.SUMMARY),
    *(LinkKind.PROTOCOL, LinkKind.ERRATUM, LinkKind.TRANSLATION),
)
# Of the reports with a text: a name in more of them than this is that of a funder or a national scheme.
COMMON_NAME = 0.2
LEAST_COMMON = 4  # reports; with few reports a fifth is none
# Shared authors beside one sample or beside words on earlier reports; one may be a supervisor of many studies.
LEAST_AUTHORS = 2
METHOD_LETTERS = 30_000  # of a full text: abstract and methods stand before this


@dataclass(frozen=True)
class StudyProposal:
    """Two included reports that may tell of one study, with what speaks for it; a person says it in studies.csv.

    `said` is people's word where there is one: one study, or two.
    """

    report_a: str
    report_b: str
    said: SameStudy
    reasons: tuple[str, ...]
    title_a: str
    title_b: str
    study_a: str
    study_b: str


def documents_of_primaries(reports: Iterable[Report]) -> list[str]:
    """The full texts of included reports that are no reviews."""
    return [one.document_id for one in _primaries(reports) if one.document_id]


def propose_studies(
    reports: Sequence[Report],
    unique: Sequence[UniqueRecord],
    pages: Mapping[str, Sequence[Page]],
    *,
    linked: Iterable[LinkedRecords] = (),
    pairs: Iterable[DuplicatePair] = (),
    studies: Iterable[StudyOf] = (),
    groups: Mapping[str, str] | None = None,
) -> list[StudyProposal]:
    """Pairs of included reports that may tell of one study, each with its reasons and with people's word on it.

    People say "one study" by one study_id in studies.csv, and "two studies" by two different ones there or by an event
    that calls the records different. Reviews are never proposed: they are no study's report.
    """
    included = _primaries(reports)
    signs = _signs(included, {one.group_id: one for one in unique}, pages)
    links = {frozenset((one.group_a, one.group_b)): one.link for one in linked if one.link in SAME_DATA}
    of_record = groups or {}
    apart = {
        frozenset((of_record.get(one.record_a, one.record_a), of_record.get(one.record_b, one.record_b)))
        for one in pairs
        if one.verdict == Verdict.DIFFERENT and one.who
    }
    named = {of_record.get(one.record_id, one.record_id) for one in studies}
    found = []
    for a, b in combinations(sorted(included, key=lambda one: one.report_id), 2):
        pair = frozenset((a.report_id, b.report_id))
        linking = [f"linked records: {links[pair]}"] if pair in links else []
        reasons = [*linking, *_reasons(signs[a.report_id], signs[b.report_id])]
        if reasons:
            found.append(_proposal(a, b, reasons, said_two=pair in apart or pair <= named))
    return found


def _primaries(reports: Iterable[Report]) -> list[Report]:
    return [one for one in reports if one.outcome == Outcome.INCLUDED and one.kind == ReportKind.PRIMARY]


def _proposal(a: Report, b: Report, reasons: Iterable[str], *, said_two: bool) -> StudyProposal:
    apart = SameStudy.TWO if said_two else SameStudy.OPEN
    said = SameStudy.ONE if a.study_id == b.study_id else apart
    return StudyProposal(a.report_id, b.report_id, said, tuple(reasons), a.title, b.title, a.study_id, b.study_id)


def _reasons(a: Signs, b: Signs) -> Iterator[str]:
    authors = sorted(a.authors & b.authors)
    for number in sorted(a.registrations & b.registrations):
        yield f"one registration: {number}"
    for name in sorted(a.projects & b.projects) if authors else ():
        yield f"one project: {name}; authors in common: {', '.join(authors)}"
    samples = sorted(a.samples & b.samples)
    if samples and len(authors) >= LEAST_AUTHORS:
        yield f"one sample: {', '.join(samples)}; authors in common: {', '.join(authors)}"
    if len(authors) >= LEAST_AUTHORS and (said := a.before | b.before):
        yield f"one says: {', '.join(sorted(said))}; authors in common: {', '.join(authors)}"


def _signs(
    reports: Iterable[Report], unique: Mapping[str, UniqueRecord], pages: Mapping[str, Sequence[Page]]
) -> dict[str, Signs]:
    found = {}
    for one in reports:
        record = unique[one.report_id]
        text = "\n".join(page.text for page in pages.get(one.document_id, ()))
        body = re.split(r"(?im)^\W*references\W*$", text)[0]
        front = " ".join(f"{record.title}. {record.abstract} {body[:METHOD_LETTERS]}".split())
        found[one.report_id] = Signs(
            registrations_of(f"{record.title}. {record.abstract}", body),
            projects_of(record.title, front),
            samples_of(front),
            authors_of(one.authors),
            said_before(front),
        )
    return _without_common(found)


def _without_common(signs: Mapping[str, Signs]) -> dict[str, Signs]:
    """Names that many reports carry tell no study from another."""
    carried = Counter(name for one in signs.values() for name in one.projects)
    most = max(LEAST_COMMON, COMMON_NAME * len(signs))
    common = {name for name, count in carried.items() if count > most}
    return {report: replace(one, projects=one.projects - common) for report, one in signs.items()}
