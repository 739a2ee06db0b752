"""What does a file of another program change in the codings? Each coding once, a changed one as a new event.

A coding is known by person, document, code, place and all that it says. What was exported from here comes back under
its own number; what was imported before under the program's. Nothing is taken back by an import: a coding that is gone
in the program is listed and stands.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from extraction.anchors import Anchor
from extraction.codebook import Codebook
from extraction.documents import Extract
from extraction.extracts import NO_PLACE
from extraction.incoming import CodingNotImported, KnownCodes, Told, ToldFile, find_place, not_imported, status_fault
from extraction.known_documents import KnownDocuments
from extraction.leaving import FIELDS, unbroken
from extraction.selectors import place_of
from identification.events import Event, current_events
from identification.vocabulary import Attribution, CodeStatus, EventKind
from screening.tool_words import time_of

Key = tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """One coding in this review's words, at its place."""

    told: Told
    who: str
    place: Anchor

    @property
    def where(self) -> Key:
        """Whose coding it is, with which code and where."""
        place = self.place
        spot = "" if self.told.status == CodeStatus.LOOKED_NOT_FOUND else f"{place.page}:{place.start}:{place.end}"
        return self.who, self.told.document_id, self.told.code_id, spot

    @cached_property
    def key(self) -> Key:
        """All that makes it this coding and no other."""
        return (*self.where, self.told.status, *_said(self.told.fields), unbroken(self.told.note).strip())


@dataclass
class TakenIn:
    """What came of a file: events to be added, codings that could not be used, and what the program has no more."""

    codings: int
    known: int = 0
    repeated: int = 0
    events: list[Event] = field(default_factory=list)
    missed: list[CodingNotImported] = field(default_factory=list)
    gone: list[Event] = field(default_factory=list)

    @property
    def changed(self) -> int:
        """How many of the new events replace an earlier one."""
        return sum(bool(event.replaces) for event in self.events)


@dataclass(frozen=True)
class Before:
    """The codings that people had made before an import: the events, and each one's coding where it is found now.

    `extracts` holds those that were replaced as well, so that what was changed here is not brought back.
    """

    events: Sequence[Event]
    extracts: Mapping[str, Extract]


def take_in(
    file: ToldFile,
    codes: KnownCodes,
    documents: KnownDocuments,
    people: Mapping[str, str],
    codebook: Codebook,
    before: Before,
    *,
    origin: str,
    at: str,
) -> TakenIn:
    """The events that a file adds to those there are; `at` is said of codings of which the file tells no time.

    `people` are the ids of the coders by the names in the file. What a person took back or changed here does not come
    back by a file that says what she said before.
    """
    found = TakenIn(len(file.codings))
    statements: dict[Key, Statement] = {}
    for told in file.codings:
        statement, why = _statement(told, codes, documents, people)
        if statement is None:
            found.missed.append(not_imported(told, why))
        elif statement.key in statements:
            found.repeated += 1
        else:
            statements[statement.key] = statement
    past = _Past(before, file.tool)
    fresh = [one for one in statements.values() if not past.says(one)]
    for one in fresh:
        about = past.about(one)
        if past.was_said_here(one, about):
            continue
        if past.changed_here(one, about):
            found.missed.append(not_imported(one.told, BOTH))
            continue
        event = _event(one, about, documents, codebook, file.tool, origin, at)
        if event.event_id not in past.by_id:
            found.events.append(event)
    found.known = len(statements) - len(found.events) - sum(miss.why == BOTH for miss in found.missed)
    found.gone = past.gone(file, set(people.values()))
    return found


BOTH = "changed here and in the other program since it was exported: code it again as it should be"


class _Past:
    """What people had said before, what stands of it, and what of that a file has accounted for."""

    def __init__(self, before: Before, tool: str) -> None:
        self.tool = tool
        self.by_id = {event.event_id: event for event in before.events}
        placed = [event for event in before.events if event.event_id in before.extracts]
        self.keys = {event.event_id: _key_of(event, before.extracts[event.event_id]) for event in placed}
        self.standing = [event for event in current_events(before.events) if event.event_id in self.keys]
        self.known = set(self.keys.values())
        self.by_key: dict[Key, list[str]] = {}
        self.of_person: dict[Key, list[Event]] = {}
        for event in self.standing:
            self.by_key.setdefault(self.keys[event.event_id], []).append(event.event_id)
            self.of_person.setdefault((event.who, event.subject_id), []).append(event)
        self.used: set[str] = set()

    def says(self, one: Statement) -> bool:
        """Whether a coding that stands says it already."""
        same = self.by_key.get(one.key, [])
        self.used.update(same)
        return bool(same)

    def about(self, one: Statement) -> Event | None:
        """The coding that stands and that this one changes: the same by its number, else at the same place."""
        hers = self.of_person.get(one.where[:2], [])
        left = [event for event in hers if event.event_id not in self.used]
        by_ours = [event for event in left if event.event_id == one.told.event_id]
        by_item = [
            event
            for event in left
            if one.told.item and (event.content.get("tool"), event.content.get("item")) == (self.tool, one.told.item)
        ]
        there = [event for event in left if self.keys[event.event_id][: len(one.where)] == one.where]
        found = next(iter((*by_ours, *by_item, *there)), None)
        self.used.update([found.event_id] if found else [])
        return found

    def was_said_here(self, one: Statement, about: Event | None) -> bool:
        """Whether she said it before and took it back or changed it here: that is her last word."""
        return self._is_her_word(one, about) and one.key in self.known

    def changed_here(self, one: Statement, about: Event | None) -> bool:
        """Whether it left from here, has been changed or taken back here since, and says something new there."""
        ours = self.by_id.get(one.told.event_id)
        left = ours is not None and (ours.who, ours.subject_id) == one.where[:2]
        return left and self._is_her_word(one, about)

    def _is_her_word(self, one: Statement, about: Event | None) -> bool:
        """Whether what stands of it, or that nothing does, was decided here: neither what left nor the program's."""
        if about is None:
            return True
        return about.event_id != one.told.event_id and about.content.get("tool") != self.tool

    def gone(self, file: ToldFile, people: set[str]) -> list[Event]:
        """What stands of the file's people on its documents, was in the program, and is there no more.

        What the file repeats of a person's codings was in the program; so was what she had coded before these. A
        program that keeps no notes on documents has no "looked for, not found", and none of these is gone.
        """
        keeps_notes = any(told.status == CodeStatus.LOOKED_NOT_FOUND for told in file.codings)
        went = max((time_of(event.at) for event in self.standing if event.event_id in self.used), default="")
        return [
            event
            for event in self.standing
            if event.event_id not in self.used
            and event.who in people
            and event.subject_id in file.document_ids
            and (keeps_notes or event.decision != CodeStatus.LOOKED_NOT_FOUND)
            and (event.content.get("tool") == self.tool or time_of(event.at) <= went)
        ]


def _statement(
    told: Told, codes: KnownCodes, documents: KnownDocuments, people: Mapping[str, str]
) -> tuple[Statement | None, str]:
    if told.why or not told.document_id:
        return None, told.why or "no document of a report of the review is meant by this name"
    code_id, why = (told.code_id, "") if told.code_id else codes.find(told.code)
    told = replace(told, code_id=code_id)
    why = why or status_fault(told, codes)
    if why:
        return None, why
    who = people[told.who.casefold()]
    if told.status == CodeStatus.LOOKED_NOT_FOUND:
        return Statement(told, who, NO_PLACE), ""
    place, why = find_place(told, documents.pages.get(told.document_id, ()))
    return (Statement(told, who, place), "") if place else (None, why)


def _said(fields: Mapping[str, str]) -> Key:
    """What a coding says beside code and place; nobody else is quoted where nothing is said."""
    said = {key: unbroken(fields.get(key, "")).strip() for key in FIELDS[1:-2]}
    return tuple((said | {"attribution": said["attribution"] or Attribution.OWN}).values())


def _key_of(event: Event, extract: Extract) -> Key:
    place = Anchor(extract.page, extract.start, extract.end, extract.quote, extract.found)
    fields = {key: str(event.content.get(key, "")) for key in FIELDS[1:]} | {"status": str(extract.status)}
    told = Told(0, "", "", extract.document_id, extract.code_id, note=event.note, fields=fields)
    return Statement(told, event.who, place).key


def _event(
    one: Statement,
    about: Event | None,
    documents: KnownDocuments,
    codebook: Codebook,
    tool: str,
    origin: str,
    at: str,
) -> Event:
    told, place = one.told, one.place
    fields = {key: told.fields.get(key, "") for key in FIELDS[1:]}
    if told.code_id in codebook:
        fields["meaning"] = fields["meaning"] or codebook.code(told.code_id).meaning
    content = {
        "code_id": told.code_id,
        **(_place(told.document_id, place, documents) if place.page else {}),
        **fields,
        "tool": tool,
        "item": told.item,
        "imported_from": origin,
        "time": "" if told.at else "not told by the tool",
    }
    event = Event(
        event_id="",
        at=told.at or at,
        who=one.who,
        kind=EventKind.CODING,
        subject_id=told.document_id,
        decision=told.status,
        note=told.note,
        content={key: value for key, value in content.items() if value != ""},
        replaces=about.event_id if about else "",
    )
    parts = (tool, told.item, *one.key, event.replaces)
    return replace(event, event_id=hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32])


def _place(document_id: str, place: Anchor, documents: KnownDocuments) -> dict[str, str | int]:
    page = next(one for one in documents.pages[document_id] if one.page == place.page)
    return place_of(documents.documents[document_id], page, place.start, place.end)
