"""Which record a full text belongs to, and the reports of the review: one for every record included by its abstract.

People's word (matches.csv) comes first. Then the document's own: its DOI, its title, and last the name of its file. A
doubtful document belongs to no record until a person says so: a wrong match would put one study's words into another's
row, and nobody would notice.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TypeVar

from rapidfuzz import fuzz

from extraction.documents import Document, Match, MatchedDocument, Page, Report, Retrieved, SetAside, StudyOf
from extraction.extracts import by_document
from identification.records import UniqueRecord
from identification.repair import plain
from identification.vocabulary import DocumentStatus, Outcome, Retrieval
from screening.outcomes import Screened

BY_PEOPLE, BY_DOI, BY_TITLE, BY_NAME = "people", "DOI", "title", "file name"
# Where a document names itself: title, DOI and "cite as" stand within its first two pages. A web page is one page long,
# so that letters are bounded too: behind 6,000 it is other people's titles that are named.
OPENING_PAGES = 2
OPENING_LETTERS = 6000
# Of 100. Sixteen articles have their own titles at 100 on their openings, and none of 6,690 other titles above 75.
TITLE_CUTOFF = 90
# "Editorial" and "Systems leadership" stand on many first pages; the 6,690 titles above have 25 letters or more.
TITLE_LETTERS = 25
# A title shares at least half its words with the opening that it stands on, however its line ends were mended; looking
# first keeps 3,000 records times 70 documents within seconds.
TITLE_WORDS = 0.5
# A second candidate within 3 of 100 makes a title match doubtful: parts I and II, or a protocol and its review.
TITLE_LEAD = 3
# "van", "den" and "de la" are no surnames by themselves.
PARTICLE = 3

MATCHES, RETRIEVAL, STUDIES = "review/fulltexts/matches.csv", "review/fulltexts/retrieval.csv", "review/studies.csv"
Row = TypeVar("Row", Retrieved, StudyOf)


def opening_text(pages: Sequence[Page]) -> str:
    """What `match_documents` looks at: the beginning of a document, up to its references."""
    text = "\n".join(page.text for page in pages[:OPENING_PAGES])[:OPENING_LETTERS]
    return re.split(r"(?im)^\W*references\W*$", text, maxsplit=1)[0]


def opening_texts(pages: Iterable[Page]) -> dict[str, str]:
    """The opening of every document that has pages."""
    return {name: opening_text(listed) for name, listed in by_document(pages).items()}


def match_documents(
    documents: Iterable[Document],
    openings: Mapping[str, str],
    unique: Sequence[UniqueRecord],
    matches: Iterable[Match],
) -> dict[str, tuple[str, str]]:
    """The group of records that each document is the full text of, and how that is known; unmatched ones are left out.

    `openings` holds the `opening_text` of each document that has one. A row of matches.csv with an empty or unknown
    record says that the document matches nothing, and no guess replaces it.
    """
    groups = {record_id: one.group_id for one in unique for record_id in one.record_ids}
    said = {match.document_id: groups.get(match.record_id, "") for match in matches}
    matched = {}
    for document in documents:
        name = document.document_id
        guessed = ("", "") if name in said else _matched(name, openings.get(name, ""), unique)
        found = (said[name], BY_PEOPLE) if name in said else guessed
        if found[0]:
            matched[name] = found
    return matched


def belonging(matched: Mapping[str, tuple[str, str]]) -> list[MatchedDocument]:
    """What `match_documents` found as rows of a table."""
    return [MatchedDocument(document, group, how) for document, (group, how) in matched.items()]


def _matched(name: str, opening: str, unique: Sequence[UniqueRecord]) -> tuple[str, str]:
    joined = "".join(opening.casefold().split())
    with_doi = [one for one in unique if one.doi.casefold() in joined and _names_doi(opening, one.doi)]
    if len(with_doi) == 1:
        return with_doi[0].group_id, BY_DOI
    if found := _by_title(opening, with_doi or unique):
        return found, BY_DOI if with_doi else BY_TITLE
    return ("", "") if with_doi else (_by_name(name, unique), BY_NAME)


def _names_doi(opening: str, doi: str) -> bool:
    """Whether a DOI stands in the text, also where a line's end has cut it, and not as the start of a longer one."""
    if not doi or doi.casefold() not in _without_blanks(opening):
        return False
    spaced = r"\s?".join(re.escape(character) for character in doi)
    return bool(doi) and bool(re.search(rf"(?<!\w){spaced}(?![\w/-]|\.\w)", opening, re.IGNORECASE))


@lru_cache(maxsize=16)
def _without_blanks(text: str) -> str:
    return "".join(text.split()).casefold()


def _by_title(opening: str, candidates: Iterable[UniqueRecord]) -> str:
    text = plain(opening)
    words, scores = set(text.split()), []
    for one in candidates:
        title = plain(one.title)
        shared = sum(word in words for word in title.split())
        if TITLE_LETTERS <= len(title.replace(" ", "")) <= len(text) and shared >= TITLE_WORDS * len(title.split()):
            scores.append((fuzz.partial_ratio(title, text, score_cutoff=TITLE_CUTOFF), len(title), one.group_id))
    best = sorted((score for score in scores if score[0]), reverse=True)[:2]
    doubtful = len(best) == 2 and best[0][0] - best[1][0] < TITLE_LEAD and best[0][1] - best[1][1] < TITLE_LETTERS
    return best[0][2] if best and not doubtful else ""


def _by_name(name: str, unique: Sequence[UniqueRecord]) -> str:
    """The one group whose record id, DOI, or first author and year the file's name holds."""
    stem = plain(PurePosixPath(name).stem)
    words, joined = stem.split(), stem.replace(" ", "")
    found = {one.group_id for one in unique if {record_id.casefold() for record_id in one.record_ids} & set(words)}
    found |= {one.group_id for one in unique if one.doi and plain(one.doi).replace(" ", "") in joined}
    if not found:
        found = {one.group_id for one in unique if one.year and one.year in words and _first_author(one) & set(words)}
    return found.pop() if len(found) == 1 else ""


def _first_author(one: UniqueRecord) -> set[str]:
    """The words of the first author that may be the surname: names come in every order, particles are short."""
    first = re.split(r";| and ", one.authors)[0]
    names = plain(first.split(",")[0]).split()
    return {name for name in names if len(name) > PARTICLE} or set(names)


def build_reports(
    *,
    unique: Sequence[UniqueRecord],
    groups: Mapping[str, str],
    title_abstract: Iterable[Screened],
    full_text: Iterable[Screened],
    documents: Sequence[Document],
    matched: Mapping[str, tuple[str, str]],
    matches: Sequence[Match] = (),
    retrieved: Sequence[Retrieved] = (),
    studies: Sequence[StudyOf] = (),
) -> tuple[list[Report], list[SetAside]]:
    """One report for every group included by title and abstract, and what people or files say that fits none.

    A group is addressed by any of its records (`groups`), and of several rows on one group the last counts. A report
    without a row in studies.csv is a study of its own.
    """
    included = {one.group_id for one in title_abstract if one.outcome is Outcome.INCLUDED}
    outcomes = {one.group_id: one.outcome for one in full_text}
    files = _best_files(documents, matched)
    rows, study_of = _by_group(retrieved, groups), _by_group(studies, groups)
    said_none = {match.document_id for match in matches if not match.record_id}
    reports = []
    for one in unique:
        if one.group_id in included:
            study = study_of.get(one.group_id)
            found = files.get(one.group_id)
            how = matched[found.document_id][1] if found else ""
            outcome = outcomes.get(one.group_id, Outcome.AWAITING)
            reports.append(_report(one, study, rows.get(one.group_id), found, how, outcome))
    aside = [
        *_unknown_rows(groups, documents, matches, retrieved, studies),
        *_contradictions(reports, rows),
        *_idle_documents([one for one in documents if one.document_id not in said_none], matched, files, included),
    ]
    return reports, aside


def _report(
    one: UniqueRecord,
    study: StudyOf | None,
    row: Retrieved | None,
    found: Document | None,
    how: str,
    outcome: Outcome,
) -> Report:
    retrieval = Retrieval.OBTAINED if found else row.status if row else Retrieval.SOUGHT
    return Report(
        report_id=one.group_id,
        study_id=study.study_id if study and study.study_id else f"S-{one.group_id}",
        record_ids=one.record_ids,
        title=one.title,
        authors=one.authors,
        year=one.year,
        venue=one.venue,
        doi=one.doi,
        retrieval=retrieval,
        accepted=row.reason if row and row.status is Retrieval.OBTAINED else "",
        retrieval_note="; ".join(filter(None, (row.source, row.reason, row.date))) if row else "",
        licence=row.licence if row else "",
        document_id=found.document_id if found else "",
        document_status=found.status if found else None,
        matched_by=how,
        outcome=outcome,
    )


def _by_group(rows: Iterable[Row], groups: Mapping[str, str]) -> dict[str, Row]:
    return {groups[row.record_id]: row for row in rows if row.record_id in groups}


def _best_files(documents: Iterable[Document], matched: Mapping[str, tuple[str, str]]) -> dict[str, Document]:
    """For each group the file that is read: one with text before one without, then people's word, then by name."""
    ways = (BY_PEOPLE, BY_DOI, BY_TITLE, BY_NAME)
    best: dict[str, tuple[bool, int, str, Document]] = {}
    for one in documents:
        if one.document_id in matched:
            group, how = matched[one.document_id]
            rank = (one.status is not DocumentStatus.READ, ways.index(how), one.document_id, one)
            best[group] = min(best.get(group, rank), rank, key=lambda each: each[:3])
    return {group: rank[3] for group, rank in best.items()}


def _unknown_rows(
    groups: Mapping[str, str],
    documents: Iterable[Document],
    matches: Iterable[Match],
    retrieved: Iterable[Retrieved],
    studies: Iterable[StudyOf],
) -> Iterator[SetAside]:
    files = {one.document_id for one in documents}
    for match in matches:
        if match.document_id not in files:
            remedy = "Correct the name, or put the file below review/fulltexts."
            yield SetAside(match.document_id, MATCHES, "no such file below review/fulltexts", remedy)
    for where, rows in ((MATCHES, matches), (RETRIEVAL, retrieved), (STUDIES, studies)):
        for row in rows:
            if row.record_id and row.record_id not in groups:
                remedy = "Take the record_id from results/identification/records.csv."
                yield SetAside(row.record_id, where, "no export holds this record", remedy)


def _contradictions(reports: Iterable[Report], rows: Mapping[str, Retrieved]) -> Iterator[SetAside]:
    for report in reports:
        row = rows.get(report.report_id)
        if row and row.status is Retrieval.OBTAINED and not report.document_id:
            why = "missing full text: retrieval.csv says obtained, but no file matches"
            yield SetAside(report.report_id, RETRIEVAL, why, "Add the file, or name it in matches.csv.")
        if row and row.status is Retrieval.NOT_OBTAINED and report.document_id:
            why = f"retrieval.csv says not obtained, but {report.document_id} matches and counts as obtained"
            yield SetAside(report.report_id, RETRIEVAL, why, "Correct retrieval.csv, or the match in matches.csv.")


def _idle_documents(
    documents: Iterable[Document],
    matched: Mapping[str, tuple[str, str]],
    files: Mapping[str, Document],
    included: Iterable[str],
) -> Iterator[SetAside]:
    """The files that no report is read from."""
    for one in documents:
        name, where = one.document_id, f"review/fulltexts/{one.document_id}"
        if name not in matched:
            remedy = "Name its record in matches.csv, with an empty record_id where it belongs to none."
            yield SetAside(name, where, "it matches no record", remedy)
            continue
        group = matched[name][0]
        if group not in included:
            why = f"its record {group} is not included by title and abstract"
            yield SetAside(name, where, why, "Decide on the record, or correct the match in matches.csv.")
        elif files[group].sha256 != one.sha256:
            why = f"its record {group} is read from {files[group].document_id}"
            remedy = "Keep the one that codings name, or name another record in matches.csv."
            yield SetAside(name, where, why, remedy)
