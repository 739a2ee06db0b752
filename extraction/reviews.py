"""Which of the included reports are reviews, and which included primary studies does each of them cite?

A finding that reaches us through its own report and through a review of it would count twice. So a review that cites an
included primary study is no study of its own in any count: what it says beyond them stays listed, as evidence from
elsewhere. A person who knows better says so in studies.csv ("counted review", or "primary").
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extraction.documents import Report, StudyOf
from extraction.matching import names_doi
from extraction.text_layer import Passage
from identification.records import UniqueRecord
from identification.repair import plain
from identification.vocabulary import Outcome, ReportKind, Zone

BY_PEOPLE, BY_TYPE, BY_TITLE, BY_ABSTRACT = "people", "publication type", "title", "abstract"
UNREADABLE = "its references could not be read"
# What databases call it: PubMed's "Review" and "Systematic Review", Scopus' "Review", "Meta-Analysis"; a "book review"
# or a "peer review" is none.
REVIEW_TYPE = re.compile(
    r"(?<!book )(?<!peer )\b(?:systematic |scoping |literature )?review\b|meta-?analysis|evidence synthesis",
    re.IGNORECASE,
)
# Names of kinds of review (Grant and Booth 2009, 10.1111/j.1471-1842.2009.00848.x).
REVIEW_KINDS = (
    r"(?:systematic|scoping|rapid|umbrella|integrative|narrative|realist|mapping|critical|evidence|literature|"
    r"state[- ]of[- ]the[- ]art|mixed[- ](?:methods|studies)|qualitative|meta[- ]narrative|theoretical|structured)"
)
WORDS_BETWEEN = r"(?: (?:evidence|literature|synthesis|mixed|methods|and|meta-analytic|research)){0,3}"
REVIEW_TITLE = re.compile(
    "|".join(
        (
            rf"\b{REVIEW_KINDS}{WORDS_BETWEEN}[- ]reviews?\b",
            r"\bmeta-?(?:analys[ie]s|synthes[ie]s|ethnograph\w+|aggregation|review)\b",
            r"\b(?:evidence|research|qualitative|thematic|best[- ]fit framework) synthes[ie]s\b",
            r"\breview of (?:the |recent |published )?(?:\w+ )?(?:literature|evidence|research|studies|reviews)\b",
            r"\b(?:evidence|scoping|mapping) (?:map|study of the literature)\b",
            r"[:.?–—-] an? (?:\w+ ){0,2}review\b|^(?:an? )?reviews? of\b|\boverview of (?:systematic )?reviews\b",
        )
    ),
    re.IGNORECASE,
)
# A protocol of a review, or a comment on one, has no primary studies.
NO_REVIEW = re.compile(
    r"\bprotocol\b|\breview board\b|\b(?:case|chart|record|peer|book|performance|service)[- ]reviews?\b", re.IGNORECASE
)
DATABASES = r"\b(?:databases?|medline|pubmed|embase|cinahl|scopus|web of science)\b"
# An abstract that says that this work is a review, not that one was consulted.
REVIEW_ABSTRACT = re.compile(
    r"\b(?:this|our|the present|we (?:conducted|performed|carried out|undertook|did|present|report)|was to conduct|"
    r"aim\w* (?:to|of this))\b[^.]{0,60}?\b"
    rf"(?:{REVIEW_KINDS}(?: (?:literature|evidence))? review|meta-?(?:analysis|synthesis|ethnography)|"
    r"review of the literature)\b|"
    rf"{DATABASES}[^.]{{0,80}}?\bsearched\b|\bsearched\b[^.]{{0,80}}?{DATABASES}",
    re.IGNORECASE,
)
# Of 100, for a title within one entry of a reference list; see `extraction.matching.TITLE_CUTOFF`.
ENTRY_CUTOFF = 90
# In letters: a shorter title stands in many entries, so that the first author and the year have to stand there too.
ENTRY_TITLE = 25


@dataclass(frozen=True)
class Covered:
    """An included primary study that an included review cites, and how it was found among the review's references."""

    review_id: str
    report_id: str
    review_study: str
    study_id: str
    found_by: str
    entry: str


def kind_of(record: UniqueRecord, said: StudyOf | None = None) -> tuple[ReportKind, str]:
    """What a report is, and how that is known: people's word, the type in its databases, its title, its abstract.

    >>> kind_of(UniqueRecord("R1", ("R1",), (), title="Systems leadership: a scoping review"))[0].value
    'review'
    >>> kind_of(UniqueRecord("R1", ("R1",), (), title="Leading under review: a case study"))[0].value
    'primary'
    """
    if said and said.kind:
        return said.kind, BY_PEOPLE
    if NO_REVIEW.search(record.title):
        return ReportKind.PRIMARY, ""
    signs = {
        BY_TYPE: REVIEW_TYPE.search(record.kind),
        BY_TITLE: REVIEW_TITLE.search(record.title),
        BY_ABSTRACT: REVIEW_ABSTRACT.search(record.abstract),
    }
    how = next((name for name, found in signs.items() if found), "")
    return (ReportKind.REVIEW if how else ReportKind.PRIMARY), how


def documents_of_reviews(reports: Iterable[Report]) -> list[str]:
    """The full texts of included reviews: the only ones whose references are looked through."""
    return [
        one.document_id
        for one in reports
        if one.outcome == Outcome.INCLUDED and one.kind != ReportKind.PRIMARY and one.document_id
    ]


def find_covered(reports: Sequence[Report], passages: Mapping[str, Sequence[Passage]]) -> list[Covered]:
    """The included primary studies that each included review cites, by DOI or title among its references.

    `passages` holds those of the documents of reviews. A review whose references cannot be read may cite any of them:
    one row says so, without a study.
    """
    included = [one for one in reports if one.outcome == Outcome.INCLUDED]
    primaries = [one for one in included if one.kind == ReportKind.PRIMARY]
    found = []
    for review in included if primaries else ():
        if review.kind != ReportKind.PRIMARY:
            entries = _entries(passages.get(review.document_id, ()))
            found += [row for one in primaries if (row := _covered(review, one, entries))]
            if not entries:
                found.append(Covered(review.report_id, "", review.study_id, "", UNREADABLE, ""))
    return [one for one in found if one.study_id != one.review_study]


def with_covered(reports: Iterable[Report], covered: Iterable[Covered]) -> list[Report]:
    """The reports, each review with the ids of the included studies beside which it is not counted."""
    of_review: dict[str, set[str]] = {}
    for one in covered:
        of_review.setdefault(one.review_id, set()).add(one.study_id or UNREADABLE)
    return [
        replace(one, covers=tuple(sorted(of_review.get(one.report_id, ())))) if one.kind == ReportKind.REVIEW else one
        for one in reports
    ]


def _entries(passages: Iterable[Passage]) -> list[str]:
    """The reference list in windows of some passages: where an entry begins and ends differs by style and engine."""
    listed = [one.text for one in passages if one.zone == Zone.REFERENCES]
    return [" ".join(listed[max(0, at - 1) : at + WINDOW]) for at in range(len(listed))]


WINDOW = 3  # passages: an entry is split at "J. Organ. Behav. 12." into sentences, a title seldom into more than two


def _covered(review: Report, primary: Report, entries: Sequence[str]) -> Covered | None:
    for entry in entries:
        if primary.doi and names_doi(entry, primary.doi):
            return _row(review, primary, "DOI", entry)
    title = plain(primary.title)
    long = len(title.replace(" ", "")) >= ENTRY_TITLE
    words = title.split()
    for entry in entries:
        text = plain(entry)
        if not words or sum(word in text for word in words) < len(words) / 2:
            continue
        if long and fuzz.partial_ratio(title, text, score_cutoff=ENTRY_CUTOFF) and len(text) >= len(title):
            return _row(review, primary, "title", entry)
        if not long and f" {title} " in f" {text} " and _named(primary, text):
            return _row(review, primary, "title, author and year", entry)
    return None


def _named(primary: Report, text: str) -> bool:
    surname = plain(primary.authors.split(";")[0].split(",")[0]).split()
    return bool(primary.year) and primary.year in text.split() and any(word in text.split() for word in surname)


def _row(review: Report, primary: Report, how: str, entry: str) -> Covered:
    return Covered(review.report_id, primary.report_id, review.study_id, primary.study_id, how, entry[:ENTRY_SHOWN])


ENTRY_SHOWN = 300  # letters of the entry, for a person to look at
