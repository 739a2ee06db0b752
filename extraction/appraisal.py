"""What do people say of the quality of each report? A grid of answers; MMAT 2018 advises against a sum score."""

from collections.abc import Iterable, Mapping, Sequence

from extraction.documents import Appraisal, MatchedDocument, Report, SetAside
from extraction.instruments import Instrument
from identification.errors import nearest
from identification.events import Event, current_events
from identification.vocabulary import EventKind


def list_appraisals(
    events: Iterable[Event],
    reports: Iterable[Report],
    matched: Iterable[MatchedDocument],
    instruments: Iterable[Instrument],
) -> tuple[list[Appraisal], list[SetAside]]:
    """Every standing answer, with the report and study that its document belongs to (empty where it matches none).

    An answer that its instrument does not know, to an item that it has not or by an instrument that the review has
    not, is set aside: in a grid it would stand in no row.
    """
    by_id = {report.report_id: report for report in reports}
    by_document = {one.document_id: by_id.get(one.report_id) for one in matched}
    known = {one.id: one for one in instruments}
    found, aside = [], []
    for event in current_events(events):
        if event.kind == EventKind.APPRAISAL:
            try:
                _check(event, known)
                found.append(_appraisal(event, by_document.get(event.subject_id)))
            except ValueError as fault:
                why, _, remedy = str(fault).partition(" | ")
                aside.append(SetAside(event.event_id, f"{event.subject_id}, appraised by {event.who}", why, remedy))
    return found, aside


def answers_of(appraisals: Iterable[Appraisal], document_id: str, who: str, instrument: str) -> dict[str, str]:
    """What one person answered of one document by one instrument, by item: what a form is filled in with."""
    asked = (document_id, who, instrument)
    return {one.item: one.answer for one in appraisals if (one.document_id, one.who, one.instrument) == asked}


def appraised_by(appraisals: Iterable[Appraisal], instruments: Iterable[Instrument]) -> dict[str, set[str]]:
    """The people who appraised each report in full, by any of the instruments, by report."""
    known = {one.id: one for one in instruments}
    answers: dict[tuple[str, str, str], dict[str, str]] = {}
    for one in appraisals:
        if one.report_id and one.instrument in known:
            answers.setdefault((one.report_id, one.who, one.instrument), {})[one.item] = one.answer
    found: dict[str, set[str]] = {}
    for (report_id, who, instrument), given in answers.items():
        if not known[instrument].missing(given):
            found.setdefault(report_id, set()).add(who)
    return found


def _check(event: Event, known: Mapping[str, Instrument]) -> None:
    named, item = (str(event.content.get(key, "")) for key in ("instrument", "item"))
    instrument = known.get(named)
    if instrument is None:
        raise ValueError(f"the instrument '{named}' is not in config/instruments | {_remedy(named, list(known))}")
    items = [one.id for one in instrument.items]
    if item not in items:
        raise ValueError(f"'{item}' is not an item of {named} | {_remedy(item, items)}")
    if event.decision not in instrument.answers:
        words = ", ".join(instrument.answers)
        raise ValueError(f"the answer '{event.decision}' to {item} is not one of {words} | Answer it again.")


def _remedy(word: str, known: Sequence[str]) -> str:
    likely = nearest(word, list(known))
    return f"Did you mean '{likely}'?" if likely else "Answer it again."


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
