"""Does an extract hold in a second person's eyes? The standing of extracts after verification and reconciliation."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extraction.codebook import Codebook
from extraction.documents import Extract, RefusedExtract, SetAside
from extraction.extracts import CHANGED_CODE
from identification.events import Event, current_events
from identification.tables import columns
from identification.vocabulary import Check, EventKind, Judgement, Sitting


def check_extracts(
    extracts: Sequence[Extract], events: Iterable[Event], codebook: Codebook
) -> tuple[list[Extract], list[RefusedExtract], list[SetAside]]:
    """The extracts that stand with what a second person made of them, those refused, and judgements without use.

    `events` are the codings and verifications of the review. A reconciliation overrules every verification; people who
    reconciled differently leave the extract disputed. A judgement on a coding that its coder has replaced or withdrawn
    since has done its work and says nothing more.
    """
    listed = list(events)
    ever = {event.event_id for event in listed if event.kind == EventKind.CODING}
    judged, aside = _judgements(listed, {one.extract_id: one for one in extracts}, ever)
    kept, refused = [], []
    for extract in extracts:
        check, by = _standing(judged.get(extract.extract_id, ()))
        people = tuple(sorted({event.who for event in by}))
        if by and check is None:
            why = "; ".join(event.note for event in by if event.note)
            values = {name: getattr(extract, name) for name in columns(Extract)}
            refused.append(RefusedExtract(**values | {"checked_by": people}, why=why))
        else:
            kept.append(_looked_at_again(replace(extract, check=check, checked_by=people), by, codebook))
    return kept, refused, aside


def _judgements(
    events: Iterable[Event], extracts: dict[str, Extract], ever: set[str]
) -> tuple[dict[str, list[Event]], list[SetAside]]:
    """What was said of each extract, and what could not be used."""
    judged: dict[str, list[Event]] = {}
    aside = []
    for event in current_events(events):
        if event.kind == EventKind.VERIFICATION:
            name = event.content["extract_id"]
            if fault := _fault(event, extracts.get(name), known=name in ever):
                why, _, remedy = fault.partition(" | ")
                aside.append(SetAside(event.event_id, f"{event.subject_id}, checked by {event.who}", why, remedy))
            elif name in extracts:
                judged.setdefault(name, []).append(event)
    return judged, aside


def _fault(event: Event, extract: Extract | None, *, known: bool) -> str:
    if extract is None:
        unknown = f"'{event.content['extract_id']}' is no coding of the review | Check the extract again."
        return "" if known else unknown
    if extract.document_id != event.subject_id:
        return f"the extract is of {extract.document_id}, not of {event.subject_id} | Check the extract again."
    if extract.who == event.who and event.content["sitting"] == Sitting.VERIFICATION:
        return "nobody verifies what she coded herself | Let a second person look at the extract."
    return ""


def _standing(judgements: Sequence[Event]) -> tuple[Check | None, list[Event]]:
    """What the judgements make of an extract, and those that decide; deciding ones and no check mean refused."""
    settled = [one for one in judgements if one.content["sitting"] == Sitting.RECONCILIATION]
    deciding = settled or list(judgements)
    said = {one.decision for one in deciding}
    if not deciding:
        return None, []
    if said == {Judgement.HOLDS}:
        return (Check.AGREED if settled else Check.CHECKED), deciding
    if settled and said == {Judgement.DOES_NOT_HOLD}:
        return None, deciding
    return Check.DISPUTED, deciding


def _looked_at_again(extract: Extract, judgements: Iterable[Event], codebook: Codebook) -> Extract:
    """The extract without the note that its code changed, where somebody said that it holds as the code is now."""
    if extract.code_id not in codebook or extract.check == Check.DISPUTED:
        return extract
    meaning = codebook.code(extract.code_id).meaning
    if any(one.content.get("meaning") == meaning for one in judgements):
        return replace(extract, changed=tuple(one for one in extract.changed if one != CHANGED_CODE))
    return extract
