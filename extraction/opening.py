"""Opens a coder's card at a review's folder, as its last run left it; where that cannot be, a card that says why."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from extraction.codebook import read_codebook
from extraction.coding_card import CodingCard
from extraction.coding_desk import Codable, CodingDesk
from extraction.documents import MatchedDocument, Report
from extraction.text_layer import Document
from identification.errors import InputError
from identification.events import read_events
from identification.people import roles_of
from identification.protocol import read_protocol
from identification.tables import read_table
from identification.vocabulary import DocumentStatus, EventKind, FileRole, Outcome
from screening.desk import check_reviewer, frozen_version
from screening.pen import Pen


def open_coding_card(review: Path, coder: str, schemas: Path) -> CodingCard:
    """The coding card of one person of a review folder; where that cannot be, a card that says why in one sentence."""
    try:
        protocol = read_protocol(review / "config/config.yaml", schemas / "config.schema.yaml")
        return CodingCard(open_coding_desk(review, coder, protocol, schemas), synthetic=protocol["synthetic"])
    except InputError as fault:
        return CodingCard(None, refusal=str(fault))


def open_coding_desk(review: Path, coder: str, protocol: Mapping[str, Any], schemas: Path) -> CodingDesk:
    """The desk of one coder at the full texts of a review folder."""
    people = roles_of(protocol["reviewers"])
    check_reviewer(coder, list(people))
    results = review / "results/extraction"
    tables = {name: results / f"{name}.csv" for name in ("reports", "matched", "documents")}
    if not all(table.is_file() for table in tables.values()):
        fault = f"the review in '{review}' has not been run yet, so there is no full text to code."
        raise InputError(fault, remedy=f"Run it once: make run REVIEW='{review}'")
    folder = review / "review/events"
    events, _ = read_events((folder / EventKind.CODING).glob("**/*.jsonl"), people)
    return CodingDesk(
        codable_documents(
            read_table(tables["reports"], Report),
            read_table(tables["matched"], MatchedDocument),
            read_table(tables["documents"], Document),
            review / "review/fulltexts",
        ),
        read_codebook(review / protocol["codebook"], schemas / "codebook.schema.yaml"),
        events,
        pen=Pen(folder, coder),
        folder=results,
        criteria_version=frozen_version(review / "review/protocol"),
    )


def codable_documents(
    reports: Iterable[Report], matched: Iterable[MatchedDocument], documents: Iterable[Document], folder: Path
) -> list[Codable]:
    """The full texts of reports that are not excluded: those of included reports first, by author and year.

    A report that waits for its decision may be coded meanwhile; what comes of an excluded one counts nowhere.
    """
    of_report: dict[str, list[MatchedDocument]] = {}
    for one in matched:
        of_report.setdefault(one.report_id, []).append(one)
    files = {one.document_id: one for one in documents}
    wanted = [one for one in reports if one.outcome != Outcome.EXCLUDED]
    wanted = sorted(wanted, key=lambda one: (one.outcome != Outcome.INCLUDED, one.authors, one.year, one.report_id))
    return [
        Codable(
            document.document_id,
            report.report_id,
            report.study_id,
            report.title,
            report.authors,
            report.year,
            folder / document.document_id,
            document.role,
            _why_not(files[document.document_id]),
        )
        for report in wanted
        for document in sorted(
            of_report.get(report.report_id, ()), key=lambda one: (one.role != FileRole.MAIN, one.document_id)
        )
        if document.document_id in files
    ]


def _why_not(document: Document) -> str:
    if document.status == DocumentStatus.READ:
        return ""
    return f"This file has no text that can be coded ({document.status}). {document.advice}".strip()
