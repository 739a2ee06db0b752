"""What people did, one event a line: read whatever arrives, lose nothing, and find out what stands now.

An event is one physical line of JSON and lines are parsed one by one, so that a torn line costs itself only. An event
names the one that it `replaces`; its time is information, never order, because clocks jump. The same event in two
files (a synced folder, a merge) counts once, whatever their times.
"""

import dataclasses
import json
import uuid
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from identification.errors import InputError, nearest
from identification.event_files import append_lines, below_events, kind_of_folder
from identification.stops import AUDIT, check_stop
from identification.tables import reader_of
from identification.vocabulary import (
    AmendedField,
    CodeStatus,
    Decision,
    Edit,
    EventKind,
    Judgement,
    LinkKind,
    ScreeningStage,
    Sitting,
    SuggestedBy,
    Verdict,
)

WITHDRAWN = "withdrawn"
# What a coder says of a suggested passage that has not the code: it teaches the suggestions and is no extract.
REJECTED = "not this code"

# What may stand in `decision` for each kind of event. Appraisal answers are the instrument's own words.
DECISIONS: Mapping[EventKind, tuple[str, ...] | None] = {
    EventKind.DUPLICATE: (Verdict.SAME, Verdict.LINKED, Verdict.DIFFERENT),
    EventKind.TITLE_ABSTRACT: tuple(Decision),
    EventKind.FULL_TEXT: tuple(Decision),
    EventKind.ADJUDICATION: (Decision.INCLUDE, Decision.EXCLUDE),
    EventKind.CODING: (*CodeStatus, REJECTED),
    EventKind.VERIFICATION: tuple(Judgement),
    EventKind.APPRAISAL: None,
    EventKind.STOP: ("stop", "resume", AUDIT),
    EventKind.EDIT: tuple(Edit),
}


# What only one kind of event needs in its content, and from which list the word is.
ADJUDICATOR = "adjudicator"
# Where a decision names criteria beside its primary reason.
FURTHER_REASONS = "further_reasons"
SCREENING = (EventKind.TITLE_ABSTRACT, EventKind.FULL_TEXT, EventKind.ADJUDICATION)
# What of a coding is a number; everything else in its content is text.
PLACES = ("page", "start", "end")
NEEDED_CONTENT: Mapping[EventKind, Mapping[str, type[StrEnum] | None]] = {
    EventKind.DUPLICATE: {"other": None},
    EventKind.ADJUDICATION: {"stage": ScreeningStage},
    EventKind.CODING: {"code_id": None},
    EventKind.VERIFICATION: {"extract_id": None, "sitting": Sitting},
}
# What an edit needs beside its note, which says what is wrong with a record that is flagged.
NEEDED_OF_EDIT: Mapping[str, tuple[str, ...]] = {Edit.AMEND: ("field", "value", "origin"), Edit.SETTLED: ("other",)}


@dataclass(frozen=True)
class Event:
    """One thing that one person decided, said or coded.

    `subject_id` is a record for screening and duplicates, a document for coding and appraisal, a stage for stops.
    `content` holds what only one kind of event needs: the other record of a pair, the quote of an extract.
    """

    event_id: str
    at: str
    who: str
    kind: EventKind
    subject_id: str
    decision: str
    reason: str = ""
    note: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    criteria_version: str = ""
    replaces: str = ""
    seconds: float | None = None


@dataclass(frozen=True)
class UnreadLine:
    """A line of an events file that is no event: it is kept in its file, reported, and counts for nothing."""

    file: str
    line: int
    why: str


def new_event(kind: EventKind, *, who: str, subject_id: str, decision: str, **more: Any) -> Event:
    """An event of this moment with an id of its own."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return Event(uuid.uuid4().hex, at, who, kind, subject_id, decision, **more)


def append_event(event: Event, path: Path) -> None:
    """Put one event on disk before this returns."""
    append_events([event], path)


def append_events(events: Iterable[Event], path: Path) -> None:
    """Put events on disk before this returns."""
    append_lines(map(event_line, events), path)


def event_line(event: Event) -> str:
    """The event as its line of JSON; what is empty is left out."""
    return json.dumps({key: value for key, value in dataclasses.asdict(event).items() if value not in ("", None, {})})


def read_events(
    paths: Iterable[Path | str], people: Mapping[str, str] | None = None, criteria: Container[str] | None = None
) -> tuple[list[Event], list[UnreadLine]]:
    """All events of all files, each once, in the order of their ids; and the lines that are none.

    With `people` (id and role, as the protocol names them) an event of anybody else is no event, and only an
    adjudicator settles a conflict: else a mistyped name would be a second reviewer. With `criteria` an event whose
    further reasons name another one is no event either.
    """
    events: dict[str, Event] = {}
    unread = []
    for path in sorted(map(Path, paths)):
        for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
            if line.strip():
                try:
                    event = parse_event(line)
                    _check_place(event, path)
                    _check_person(event, people)
                    _check_reasons(event, criteria)
                    first = events.setdefault(event.event_id, event)
                    if first is not event and dataclasses.replace(event, at=first.at) != first:
                        raise ValueError(f"another event has the id '{event.event_id}'; give this one an id of its own")
                except ValueError as fault:
                    unread.append(UnreadLine(below_events(path), number, str(fault)))
    return [events[key] for key in sorted(events)], unread


def current_events(events: Iterable[Event]) -> list[Event]:
    """The events that stand, neither replaced by their author nor withdrawn; the order of the log changes nothing."""
    listed = list(events)
    replaced = {own_key(event, event.replaces) for event in listed if event.replaces != event.event_id}
    standing = [event for event in listed if own_key(event, event.event_id) not in replaced]
    return [event for event in standing if event.decision != WITHDRAWN]


def idle_replacements(events: Iterable[Event]) -> list[Event]:
    """The events that name something in `replaces` and replace nothing.

    Only its author replaces an event, by one of the same kind on the same subject; a mistyped id replaces nothing.
    """
    listed = list(events)
    known = {own_key(event, event.event_id) for event in listed}
    return [e for e in listed if e.replaces and (e.replaces == e.event_id or own_key(e, e.replaces) not in known)]


def own_key(event: Event, event_id: str) -> tuple[str, str, EventKind, str]:
    """What an event shares with the one that it may replace: besides the id, author, kind and subject."""
    return event_id, event.who, event.kind, event.subject_id


def parse_event(line: bytes) -> Event:
    """One line as an event; ValueError with the sentence that says what is wrong with it."""
    try:
        values = json.loads(line)
        json.dumps(values, ensure_ascii=False).encode()
    except (json.JSONDecodeError, UnicodeError, RecursionError) as fault:
        raise ValueError("the line is torn or is not JSON; the decision on it has to be made again") from fault
    if not isinstance(values, dict):
        raise ValueError("the line is not a JSON object; the decision on it has to be made again")
    _check_keys(values)
    _check_types(values)
    _check_time(values["at"])
    hints = {"kind": EventKind, "seconds": float | None}
    try:
        event = Event(**{key: reader_of(hints.get(key, str))(value) for key, value in values.items()})
    except ValueError as fault:
        raise ValueError(f"{fault}; known kinds: {', '.join(EventKind)}") from fault
    _check_words(event)
    return event


def _check_types(values: dict[str, Any]) -> None:
    for key, value in values.items():
        if key not in ("content", "seconds") and not isinstance(value, str):
            raise ValueError(f"'{key}' is {value!r} and not text")
    if not isinstance(values.get("seconds", 0), int | float):
        raise ValueError(f"'seconds' is {values['seconds']!r} and not a number")


def _check_time(at: str) -> None:
    try:
        datetime.fromisoformat(at)
    except ValueError as fault:
        raise ValueError(f"'at' is '{at}' and not a time like 2022-03-31T09:30:00+00:00") from fault


def _check_place(event: Event, path: Path) -> None:
    """An event lies in the folder of its kind, since that is where the rules look for it."""
    if kind_of_folder(path) not in ("", event.kind):
        raise ValueError(f"this is an event of kind '{event.kind}'; move it to review/events/{event.kind}")


def _check_person(event: Event, people: Mapping[str, str] | None) -> None:
    if people is not None and event.who not in people:
        likely = nearest(event.who, list(people))
        hint = f"; did you mean '{likely}'?" if likely else ""
        raise ValueError(f"'{event.who}' is not among the reviewers in config.yaml{hint}")
    if people is not None and event.kind == EventKind.ADJUDICATION and people[event.who] != ADJUDICATOR:
        raise ValueError(f"'{event.who}' has not the role adjudicator in config.yaml")


def _check_reasons(event: Event, criteria: Container[str] | None) -> None:
    if criteria is None or event.kind not in SCREENING:
        return
    if unknown := [one for one in event.content.get(FURTHER_REASONS, ()) if one not in criteria]:
        raise ValueError(f"'{unknown[0]}' in '{FURTHER_REASONS}' is not a criterion in config.yaml")


def check_event(event: Event, people: Mapping[str, str]) -> None:
    """Nothing when the team may write this event; else an `InputError` before it is written."""
    try:
        _check_words(event)
        _check_person(event, people)
    except ValueError as fault:
        raise InputError(f"{fault}.") from fault


def _check_words(event: Event) -> None:
    words = DECISIONS[event.kind]
    if words is not None and event.decision not in (*words, WITHDRAWN):
        raise ValueError(f"decision '{event.decision}' is not one of {', '.join(words)}")
    for key, kind in NEEDED_CONTENT.get(event.kind, {}).items():
        word = event.content.get(key)
        if not word and event.decision != WITHDRAWN:
            raise ValueError(f"an event of kind '{event.kind}' needs '{key}' in its content")
        if word and kind and word not in tuple(kind):
            raise ValueError(f"'{word}' is not one of {', '.join(kind)}")
    if event.decision == WITHDRAWN and not event.replaces:
        raise ValueError("a withdrawal names in 'replaces' the event that it takes back")
    _check_kind(event)


def _check_kind(event: Event) -> None:
    """What holds for one kind of event only."""
    link = event.content.get("link")
    if link and link not in tuple(LinkKind):
        raise ValueError(f"'{link}' is not one of {', '.join(LinkKind)}")
    if event.kind == EventKind.DUPLICATE and event.content.get("other") == event.subject_id:
        raise ValueError("a record cannot be a duplicate of itself")
    reasons = event.content.get(FURTHER_REASONS, [])
    if event.kind in SCREENING and not (isinstance(reasons, list) and all(isinstance(one, str) for one in reasons)):
        raise ValueError(f"'{FURTHER_REASONS}' is {reasons!r} and not a list of criteria")
    if event.kind == EventKind.CODING:
        by = event.content.get("suggested_by")
        if by and by not in tuple(SuggestedBy):
            raise ValueError(f"'{by}' is not one of {', '.join(SuggestedBy)}")
        for key, value in event.content.items():
            if key not in PLACES and not isinstance(value, str):
                raise ValueError(f"'{key}' is {value!r} and not text")
    if event.kind == EventKind.EDIT:
        _check_edit(event)
    if event.kind == EventKind.STOP:
        check_stop(event.subject_id, event.decision, event.replaces, event.content)


def _check_edit(event: Event) -> None:
    for key in NEEDED_OF_EDIT.get(event.decision, ()):
        part = event.content.get(key)
        if not (isinstance(part, str) and part.strip()):
            raise ValueError(f"an edit '{event.decision}' needs '{key}' in its content, as text")
    if event.decision == Edit.AMEND and event.content["field"] not in tuple(AmendedField):
        raise ValueError(f"'{event.content['field']}' is not one of {', '.join(AmendedField)}")
    if event.decision == Edit.FLAG and not event.note.strip():
        raise ValueError("a flag needs a note that says what is wrong with the record")


def _check_keys(values: dict[str, Any]) -> None:
    fields = [one.name for one in dataclasses.fields(Event)]
    if unknown := [key for key in values if key not in fields]:
        likely = nearest(unknown[0], fields)
        raise ValueError(f"'{unknown[0]}' is not a field of an event" + (f"; did you mean '{likely}'?" * bool(likely)))
    if missing := [key for key in fields[:6] if not values.get(key)]:
        raise ValueError(f"the field '{missing[0]}' is missing")
    if not isinstance(values.get("content", {}), dict):
        raise ValueError("'content' is not an object of names and values")
