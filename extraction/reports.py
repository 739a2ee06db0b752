"""The reports of the review: one for every record included by its abstract, with its full text or why there is none.

A failure to retrieve a report is never an exclusion: it stays apart in the flow, and its study is assessed nowhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from extraction.copies import BY_COPY
from extraction.documents import DocumentMatch, Match, Report, Retrieved, SetAside, StudyOf
from extraction.matching import BY_DOI, BY_NAME, BY_PEOPLE, BY_TITLE
from extraction.reviews import kind_of
from extraction.supplements import BY_MAIN
from extraction.text_layer import Document
from identification.records import UniqueRecord
from identification.vocabulary import DocumentStatus, FileRole, MatchVerdict, Outcome, Retrieval
from screening.outcomes import Screened

MATCHES, RETRIEVAL, STUDIES = "review/fulltexts/matches.csv", "review/fulltexts/retrieval.csv", "review/studies.csv"
Row = TypeVar("Row", Retrieved, StudyOf)


def build_reports(
    *,
    unique: Sequence[UniqueRecord],
    groups: Mapping[str, str],
    title_abstract: Iterable[Screened],
    full_text: Iterable[Screened],
    documents: Sequence[Document],
    matched: Sequence[DocumentMatch],
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
    known = {one.document_id: one for one in matched}
    files = _best_files(documents, known)
    rows, study_of = _by_group(retrieved, groups), _by_group(studies, groups)
    said_none = {match.document_id for match in matches if not match.record_id}
    titles = {one.group_id: one.title for one in unique}
    reports = []
    for one in unique:
        if one.group_id in included:
            study = study_of.get(one.group_id)
            found = files.get(one.group_id)
            how = known[found.document_id].matched_by if found else ""
            outcome = outcomes.get(one.group_id, Outcome.AWAITING)
            reports.append(_report(one, study, rows.get(one.group_id), found, how, outcome))
    aside = [
        *_unknown_rows(groups, documents, matches, retrieved, studies),
        *_contradictions(reports, rows),
        *_unknown_documents([one for one in matched if one.document_id not in said_none], titles),
        *_idle_documents(documents, known, files, included),
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
    kind, kind_by = kind_of(one, study)
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
        kind=kind,
        kind_by=kind_by,
        obtained_from=row.source if row and retrieval is Retrieval.OBTAINED else "",
        not_obtained=row.reason if row and retrieval is Retrieval.NOT_OBTAINED else "",
    )


def _by_group(rows: Iterable[Row], groups: Mapping[str, str]) -> dict[str, Row]:
    return {groups[row.record_id]: row for row in rows if row.record_id in groups}


def _best_files(documents: Iterable[Document], known: Mapping[str, DocumentMatch]) -> dict[str, Document]:
    """For each group the file that is read: one with text before one without, then people's word, then by name.

    A supplement is no full text: a report of which only that is there has not been obtained.
    """
    best: dict[str, tuple[bool, int, str, Document]] = {}
    for one in documents:
        match = known[one.document_id]
        if match.report_id and match.role is FileRole.MAIN:
            sure = WAYS.index(match.matched_by)
            rank = (one.status is not DocumentStatus.READ, sure, one.document_id, one)
            best[match.report_id] = min(best.get(match.report_id, rank), rank, key=lambda each: each[:3])
    return {group: rank[3] for group, rank in best.items()}


# From the surest way to know a file's record to the least sure.
WAYS = (BY_PEOPLE, BY_DOI, BY_TITLE, BY_NAME, BY_COPY, BY_MAIN)


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


def _unknown_documents(matched: Iterable[DocumentMatch], titles: Mapping[str, str]) -> Iterator[SetAside]:
    """The files of which nobody knows to which record they belong, each with its candidates."""
    for one in matched:
        where = f"review/fulltexts/{one.document_id}"
        if one.verdict is MatchVerdict.ASK:
            named = "; ".join(f"{group} ({titles.get(group, '')})" for group in one.candidates)
            remedy = "Name its record in matches.csv, with an empty record_id where it belongs to none."
            yield SetAside(one.document_id, where, f"it may be {named}: {one.why}", remedy)
        elif not one.report_id:
            remedy = "Name its record in matches.csv, with an empty record_id where it belongs to none."
            yield SetAside(one.document_id, where, "it matches no record", remedy)


def _idle_documents(
    documents: Iterable[Document],
    known: Mapping[str, DocumentMatch],
    files: Mapping[str, Document],
    included: Iterable[str],
) -> Iterator[SetAside]:
    """The files that belong to a record and from which no report is read; copies and supplements ask for nothing."""
    for one in documents:
        name, match = one.document_id, known[one.document_id]
        where, group = f"review/fulltexts/{name}", match.report_id
        others = [copy for copy in match.copies if known[copy].report_id not in ("", group)]
        if group and others and match.matched_by != BY_PEOPLE:
            why = f"its text is that of {others[0]}, which belongs to another record ({known[others[0]].report_id})"
            yield SetAside(name, where, why, "Correct matches.csv: one text is the full text of one record.")
        elif group and group not in included:
            why = f"its record {group} is not included by title and abstract"
            yield SetAside(name, where, why, "Decide on the record, or correct the match in matches.csv.")
        elif group and group not in files:
            why = f"it is a supplement, and the main text of its record {group} is not there"
            yield SetAside(name, where, why, "Add the main text, or write 'main text' as its role in matches.csv.")
        elif group and match.role is FileRole.MAIN and not _is_read(one, match, files[group]):
            why = f"its record {group} is read from {files[group].document_id}"
            remedy = (
                "Keep the one that codings name, or say in matches.csv that it is a supplement or another record's."
            )
            yield SetAside(name, where, why, remedy)


def _is_read(one: Document, match: DocumentMatch, read: Document) -> bool:
    """Whether a file is the one that is read, or one with the same text."""
    return one.sha256 == read.sha256 or read.document_id in match.copies
