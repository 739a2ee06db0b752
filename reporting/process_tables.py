"""How was the review done, and what is not in it? The flow, the searches, the agreement and everything left out."""

from collections.abc import Iterable

from extraction.documents import Report
from identification.vocabulary import DocumentStatus, Outcome, Retrieval
from reporting.cells import Cell, Sheet, address
from reporting.coding_sheets import coding_sheets
from reporting.contents import Cover, ReviewTables
from reporting.duplicate_tables import duplicate_sheets
from reporting.flow_boxes import COLUMN_NAMES, in_flow_order, is_row
from reporting.labels import Labels, included_reports
from reporting.retraction_check import retraction_sheet
from reporting.screening_sheets import (
    agreement,
    criteria,
    drift,
    joint_agreement,
    screening_log,
    shortcuts,
    stopping,
)
from reporting.search_sheets import search_sheets
from reporting.study_sheets import study_sheets

REPORT_HEADER = ("Title", "Authors", "Year", "Published in", "DOI", "Report")
EQUATION_HEADER = ("Equation", "Left", "Right", "Holds")


def process_sheets(tables: ReviewTables, cover: Cover, labels: Labels) -> list[Sheet]:
    """The tables on the conduct of the review, in the order of the review."""
    return [
        flow(tables),
        equations(tables),
        *search_sheets(tables, cover, labels),
        *duplicate_sheets(tables, labels),
        screening_log(tables),
        shortcuts(tables),
        stopping(tables),
        agreement(tables, labels),
        joint_agreement(tables, labels),
        drift(tables),
        criteria(tables, labels),
        excluded_reports(tables, labels),
        not_retrieved(tables),
        to_retrieve(tables),
        documents_without_text(tables),
        retraction_sheet(tables),
        reports(tables, labels),
        *study_sheets(tables, labels),
        *coding_sheets(tables, labels),
        appraisal(tables, labels),
        set_aside(tables, labels),
    ]


def flow(tables: ReviewTables) -> Sheet:
    """Every box of the flow with the file from which it can be recounted."""
    header = ("Column", "Box", "Count", "Counted from (below results/)", "Note")
    rows = tuple(
        (
            COLUMN_NAMES.get(box.column, box.column),
            f"\u2013 {box.label}" if is_row(box) else box.label,
            "unknown" if box.count is None else box.count,
            box.counted_from,
            "" if box.detail == "unknown" else box.detail,
        )
        for box in in_flow_order(tables.flow)
    )
    note = "Rows that begin with a dash are part of the box above them."
    return Sheet("Flow", "PRISMA 2020 flow, box by box", note, header, rows, "The flow has not been counted yet.")


def equations(tables: ReviewTables) -> Sheet:
    """The sums between the boxes; a flow that does not add up is refused and never printed."""
    rows = tuple((one.name, one.left, one.right, "yes" if one.holds else "NO") for one in tables.equations)
    note = "Each equation is computed anew on every run."
    return Sheet("Equations", "What must add up in the flow", note, EQUATION_HEADER, rows, "Nothing was checked yet.")


def excluded_reports(tables: ReviewTables, labels: Labels) -> Sheet:
    """Reports excluded at full text, each with its reason."""
    reasons = {row.group_id: row.reason for row in tables.full_text}
    found = [
        one for one in tables.reports if one.outcome == Outcome.EXCLUDED and one.retrieval != Retrieval.NOT_OBTAINED
    ]
    rows = [(labels.reason(reasons.get(one.report_id, "")) or "reason not recorded", *_cited(one)) for one in found]
    header, title = ("Reason", *REPORT_HEADER), "Reports excluded at full text, with reasons"
    return Sheet(
        "Excluded at full text", title, "", header, _ordered(rows), "No report has been excluded at full text."
    )


def not_retrieved(tables: ReviewTables) -> Sheet:
    """Reports that could not be obtained: never assessed, so their studies are not included."""
    found = [
        one for one in tables.reports if one.retrieval == Retrieval.NOT_OBTAINED and one.outcome != Outcome.INCLUDED
    ]
    rows = [(one.retrieval_note or "no reason recorded", *_cited(one)) for one in found]
    note = "What was never read was never assessed: these reports support no statement, and no statement of absence."
    header = ("Why not", *REPORT_HEADER)
    return Sheet(
        "Not retrieved", "Reports not retrieved", note, header, _ordered(rows), "No report is recorded as not obtained."
    )


def to_retrieve(tables: ReviewTables) -> Sheet:
    """Reports that are wanted and that nobody has obtained or given up yet, each with the address to begin at."""
    rows = [
        (one.title, one.authors, one.year, one.venue, address(one.link), one.report_id) for one in tables.to_retrieve
    ]
    note = (
        "Until a text is there, or retrieval.csv says why there is none, these reports wait and support no statement."
    )
    header = ("Title", "Authors", "Year", "Published in", "Link", "Report")
    empty = "No report waits for its full text."
    return Sheet("To retrieve", "Reports still to be retrieved", note, header, _ordered(rows), empty)


def documents_without_text(tables: ReviewTables) -> Sheet:
    """Files below review/fulltexts that hold no text that a person could code."""
    found = [one for one in tables.documents if one.status != DocumentStatus.READ]
    rows = tuple((one.document_id, one.status, one.detail, one.advice, one.pages) for one in found)
    note = "No sentence of these documents was coded; their studies are 'not assessable' wherever absence is counted."
    header = ("Document", "What is wrong", "Detail", "What to do", "Pages")
    return Sheet(
        "Documents without text",
        "Documents without usable text",
        note,
        header,
        rows,
        "No document without usable text.",
    )


def reports(tables: ReviewTables, labels: Labels) -> Sheet:
    """The reports of every included study, with their records and the raw place of each record."""
    places = {record.record_id: f"{record.source}: {record.source_ref}" for record in tables.records}
    rows = [
        (
            labels.study_links([one.study_id]),
            *_cited(one),
            one.document_id,
            one.licence,
            "; ".join(f"{record} ({places.get(record, 'no export')})" for record in one.record_ids),
        )
        for one in included_reports(tables)
    ]
    header = ("Study", *REPORT_HEADER, "Document", "Licence", "Records and where they stand in the exports")
    note = "A study may have several reports; counts run on studies."
    return Sheet("Reports", "Reports of included studies", note, header, tuple(rows), "No study is included yet.")


def appraisal(tables: ReviewTables, labels: Labels) -> Sheet:
    """What people answered to each item of an appraisal instrument, report by report: a grid and never a score."""
    rows = [
        (
            labels.study_links([one.study_id]),
            one.document_id,
            one.instrument,
            one.item,
            one.answer,
            labels.person(one.who),
        )
        for one in sorted(tables.appraisals, key=lambda one: (one.study_id, one.document_id, one.instrument, one.item))
    ]
    header = ("Study", "Document", "Instrument", "Item", "Answer", "By")
    note = "Answers are never added up: MMAT 2018 advises against a score."
    return Sheet(
        "Appraisal", "Appraisal of included reports", note, header, tuple(rows), "Nothing has been appraised yet."
    )


def set_aside(tables: ReviewTables, labels: Labels) -> Sheet:
    """What people wrote and what could not be used as it stands: kept and counted nowhere."""
    rows: list[tuple[Cell, ...]] = [(one.subject, one.where, one.why, one.remedy) for one in tables.set_aside]
    for one in tables.unmatched:
        subject = f"{one.stage.value.replace('_', ' ')} decision '{one.decision}' by {labels.person(one.who)}"
        remedy = "Check the id and the stage against results/screening, or add the export that it comes from."
        rows.append((subject, f"event {one.event_id}", f"{one.subject_id}: {one.note}", remedy))
    header = ("What", "Where", "Why it could not be used", "What to do")
    note = "Nothing here is counted anywhere; nothing here is lost."
    return Sheet("Set aside", "Set aside", note, header, tuple(rows), "Nothing had to be set aside.")


def _ordered(rows: Iterable[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(sorted(rows, key=str))


def _cited(one: Report) -> tuple[Cell, ...]:
    return (one.title, one.authors, one.year, one.venue, one.doi, one.report_id)
