"""Opens a coder's card at a review's folder, as its last run left it; where that cannot be, a card that says why."""

from collections.abc import Iterable
from pathlib import Path

from extraction.appraisal_desk import AppraisalDesk
from extraction.assignment import tasks_of
from extraction.checking_desk import CheckingDesk
from extraction.codebook import read_codebook
from extraction.coding_card import APPRAISE, CHECK, CODE, KINDS, SETTLE, CodingCard, Workplace
from extraction.coding_desk import Codable, CodingDesk
from extraction.coding_tables import CodingDifference
from extraction.documents import CodingAssignment, Extract, MatchedDocument, RefusedExtract, Report
from extraction.instruments import read_instruments
from extraction.learning import decided_in
from extraction.text_layer import Document
from extraction.trays import AppraisalTray, CheckingTray, CodingTray, SettlingTray, Tray
from identification.errors import InputError
from identification.events import read_events
from identification.people import roles_of
from identification.protocol import read_protocol
from identification.tables import read_all, read_table
from identification.vocabulary import CodingTask, DocumentStatus, FileRole, Outcome
from screening.opening import check_reviewer, check_run, frozen_version
from screening.pen import Pen


def open_coding_card(review: Path, who: str, schemas: Path) -> CodingCard:
    """The card of one person at the full texts of a review folder; a card that says why where that cannot be."""
    try:
        return CodingCard(open_workplace(review, who, schemas))
    except InputError as fault:
        return CodingCard(None, refusal=str(fault))


# What the last run left; the last of them is written when all others are there.
NEEDED = ("reports", "matched", "documents", "extracts", "refused_extracts", "coding_differences")


def open_workplace(review: Path, who: str, schemas: Path) -> Workplace:
    """What one person works with at the full texts of a review folder, as its last run left it."""
    protocol = read_protocol(review / "config/config.yaml", schemas / "config.schema.yaml")
    people, results = roles_of(protocol["reviewers"]), review / "results/extraction"
    check_reviewer(who, list(people))
    check_run(review, (results / f"{name}.csv" for name in NEEDED), "there is no full text to code")
    folder = review / "review/events"
    events, _ = read_events((file for kind in KINDS for file in (folder / kind).glob("**/*.jsonl")), people)
    pen = Pen(folder, who, events)
    codebook = read_codebook(review / protocol["codebook"], schemas / "codebook.schema.yaml")
    instruments = read_instruments((review / "config/instruments").glob("*.yaml"), schemas / "instrument.schema.yaml")
    named = [one for one in instruments if one.id in protocol["appraisal"]["instruments"]]
    documents = codable_documents(
        read_table(results / "reports.csv", Report),
        read_table(results / "matched.csv", MatchedDocument),
        read_table(results / "documents.csv", Document),
        review / "review/fulltexts",
    )
    version = frozen_version(review / "review/protocol")
    coding = CodingDesk(
        documents, codebook, pen=pen, folder=results, others=decided_in(events), criteria_version=version
    )
    assigned = results / "coding_assignments.csv"
    tasks = tasks_of(read_all([assigned] * assigned.is_file(), CodingAssignment), who)
    to_code = frozenset(one.document_id for one in tasks if one.task in (CodingTask.CODE, CodingTask.SECOND))
    checking = CheckingDesk(
        read_table(results / "extracts.csv", Extract),
        codebook,
        pen=pen,
        refused=read_table(results / "refused_extracts.csv", RefusedExtract),
        differences=read_table(results / "coding_differences.csv", CodingDifference),
    )
    check = CheckingTray(checking, coding, to_code)
    trays: dict[str, Tray] = {CODE: CodingTray(coding), CHECK: check, SETTLE: SettlingTray(check)}
    trays |= {APPRAISE: AppraisalTray(AppraisalDesk(named, pen=pen))} if named else {}
    return Workplace(pen, coding, trays, tasks, protocol["synthetic"])


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
