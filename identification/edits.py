"""What do people say of a record while they screen? An abstract that no export brought, a flag for the librarian."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from identification.events import Event, current_events
from identification.records import FlaggedRecord, UniqueRecord
from identification.vocabulary import Edit, EventKind


def amend_abstracts(unique: Iterable[UniqueRecord], events: Iterable[Event]) -> list[UniqueRecord]:
    """The unique records, each without an abstract with the one that people found for it or for a member of its group.

    An abstract that came with an export is never overwritten. Where several amendments stand, that with the smallest id
    counts, since ids order events here and times never do. `origins` names the event.
    """
    records = list(unique)
    groups, found = _groups(records), dict[str, Event]()
    for event in _standing(events, Edit.AMEND):
        found.setdefault(groups.get(event.subject_id, ""), event)
    return [one if one.abstract else _amended(one, found.get(one.group_id)) for one in records]


def list_flagged(unique: Sequence[UniqueRecord], events: Iterable[Event]) -> list[FlaggedRecord]:
    """The flags that nobody of the team has settled yet, by their ids; one on a record that is in no export as well."""
    listed = list(events)
    groups, titles = _groups(unique), {one.group_id: one.title for one in unique}
    settled = {event.content["other"] for event in _standing(listed, Edit.SETTLED)}
    flags = [event for event in _standing(listed, Edit.FLAG) if event.event_id not in settled]
    records = [groups.get(event.subject_id, event.subject_id) for event in flags]
    return [
        FlaggedRecord(event.event_id, record, titles.get(record, ""), event.who, event.note)
        for event, record in zip(flags, records, strict=True)
    ]


def _standing(events: Iterable[Event], decision: Edit) -> list[Event]:
    edits = (event for event in current_events(events) if event.kind == EventKind.EDIT and event.decision == decision)
    return sorted(edits, key=lambda event: event.event_id)


def _groups(unique: Iterable[UniqueRecord]) -> dict[str, str]:
    return {member: one.group_id for one in unique for member in one.record_ids}


def _amended(record: UniqueRecord, event: Event | None) -> UniqueRecord:
    if event is None:
        return record
    abstract = " ".join(event.content["value"].split())
    return replace(record, abstract=abstract, origins=record.origins | {"abstract": event.event_id})
