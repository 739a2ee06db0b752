"""What do people say of the quality of each report? A grid of answers; MMAT 2018 advises against a sum score."""

from collections.abc import Iterable

from extraction.documents import Appraisal, MatchedDocument, Report
from identification.events import Event, current_events
from identification.vocabulary import EventKind


def list_appraisals(
    events: Iterable[Event], reports: Iterable[Report], matched: Iterable[MatchedDocument]
) -> list[Appraisal]:
    """Every standing answer, with the report and study that its document belongs to (empty where it matches none)."""
    by_id = {report.report_id: report for report in reports}
    by_document = {one.document_id: by_id.get(one.report_id) for one in matched}
    return [_appraisal(event, by_document.get(event.subject_id)) for event in current_events(events) if _is_one(event)]


def _is_one(event: Event) -> bool:
    return event.kind == EventKind.APPRAISAL


def _appraisal(event: Event, report: Report | None) -> Appraisal:
    return Appraisal(
        event_id=event.event_id,
        study_id=report.study_id if report else "",
        report_id=report.report_id if report else "",
        document_id=event.subject_id,
        instrument=str(event.content.get("instrument", "")),
        item=str(event.content.get("item", "")),
        answer=event.decision,
        who=event.who,
        note=event.note,
    )
