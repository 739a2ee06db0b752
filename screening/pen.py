"""How a sitting writes: every event on disk before the next thing shows, and the last ones can be taken back."""

import os
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from identification.errors import InputError
from identification.events import WITHDRAWN, Event, append_events, current_events, new_event, parse_event
from identification.vocabulary import EventKind


class Pen:
    """What one person writes in one sitting, below the folder of all events.

    Each kind of event gets a file of its own in its folder, created with the first event, so that two sittings of one
    person can never write into each other. `events` are everybody's of earlier sittings; only her own are kept.
    """

    def __init__(self, folder: Path, who: str, events: Iterable[Event] = ()) -> None:
        self.who = who
        self._folder = folder
        self._own = [event for event in events if event.who == who]
        self._standing: dict[tuple[EventKind, str], list[Event]] | None = None
        self._name = f"{who}-{_session()}.jsonl"
        self._steps: list[tuple[list[Event], dict[str, Event]]] = []
        self._seen: dict[Path, tuple[int, int]] = {}

    def look(self, kind: EventKind) -> list[Event]:
        """What she wrote of one kind elsewhere since the last look: in a second window, by a command, by a batch.

        Only files that changed are read, so that this can be asked before every key is answered.
        """
        files = [file for file in (self._folder / kind).glob("**/*.jsonl") if file.name != self._name]
        states = {file: state for file in files if (state := _state_of(file))}
        changed = [file for file in states if self._seen.get(file) != states[file]]
        if not changed:
            return []
        self._seen |= states
        known = {event.event_id for event in self._own}
        listed = {one.event_id: one for file in changed for one in _lines_of(self.who, kind, file)}
        found = [one for one in listed.values() if one.event_id not in known]
        self._keep(found)
        return found

    def standing(self, kind: EventKind, subject_id: str = "") -> list[Event]:
        """Her events of one kind that stand, of all subjects or of one, in the order in which they were written.

        Those of earlier sittings too. Asked for several times at each key, so what stands is kept until she writes.
        """
        if self._standing is None:
            self._standing = {}
            for event in current_events(self._own):
                for place in ((event.kind, ""), (event.kind, event.subject_id)):
                    self._standing.setdefault(place, []).append(event)
        return list(self._standing.get((kind, subject_id), ()))

    def file_of(self, kind: EventKind) -> Path:
        """The file of this sitting for one kind of event."""
        return self._folder / kind / self._name

    def write(self, kind: EventKind, **fields: Any) -> Event:
        """The event, on disk; one that could not be written is an `InputError`, and nothing has changed."""
        return self.write_all(kind, [fields])[0]

    def write_all(self, kind: EventKind, listed: Iterable[Mapping[str, Any]]) -> list[Event]:
        """Events that are one step to the person: on disk all or none, and taken back together."""
        events = [new_event(kind, who=self.who, **fields) for fields in listed]
        if events:
            _append(events, self.file_of(kind))
            known = {one.event_id: one for one in self._own}
            self._steps.append((events, {one.event_id: known[one.replaces] for one in events if one.replaces in known}))
            self._keep(events)
        return events

    def take_back(self) -> list[Event]:
        """The events of the last step of this sitting, taken back; none when there is none.

        The log only grows: what is taken back stays in it. What the step replaced or withdrew stands again: an event
        once replaced never does, so it is written anew.
        """
        if not self._steps:
            return []
        last, before = self._steps[-1]
        self.look(last[0].kind)
        standing = {one.event_id for one in current_events(self._own)}
        if any(one.decision != WITHDRAWN and one.event_id not in standing for one in last):
            self._steps.pop()
            fault = "this was changed in another window meanwhile, so it is not taken back."
            raise InputError(fault, remedy="What you did there stands.")
        undoing = [_again(before[one.event_id], one) if one.event_id in before else _withdrawn(one) for one in last]
        _append(undoing, self.file_of(last[0].kind))
        self._steps.pop()
        self._keep(undoing)
        pairs = zip(last, undoing, strict=True)
        again = {before[old.event_id].event_id: new for old, new in pairs if old.event_id in before}
        self._steps = [_renewed(events, was, again) for events, was in self._steps]
        return last

    def _keep(self, events: list[Event]) -> None:
        self._own += events
        self._standing = None


def _lines_of(who: str, kind: EventKind, file: Path) -> Iterator[Event]:
    """One person's events in a file; a line that is none is reported by the run and not here."""
    with suppress(OSError):
        yield from _parsed(who, kind, file.read_bytes().split(b"\n"))


def _state_of(file: Path) -> tuple[int, int] | None:
    """What changes when a file does; None for one that a sync program has just taken away."""
    with suppress(OSError):
        state = file.stat()
        return state.st_size, state.st_mtime_ns
    return None


def _parsed(who: str, kind: EventKind, lines: Iterable[bytes]) -> Iterator[Event]:
    for line in lines:
        if who.encode() in line:
            with suppress(ValueError):
                event = parse_event(line)
                if (event.who, event.kind) == (who, kind):
                    yield event


def _renewed(
    events: Sequence[Event], before: Mapping[str, Event], again: Mapping[str, Event]
) -> tuple[list[Event], dict[str, Event]]:
    """An earlier step, of which some events were written anew: each stands for the one it was."""
    renewed = [again.get(one.event_id, one) for one in events]
    pairs = zip(events, renewed, strict=True)
    return renewed, {new.event_id: before[old.event_id] for old, new in pairs if old.event_id in before}


def _again(before: Event, last: Event) -> Event:
    """What an event replaced or withdrew, as a new event."""
    replaces = "" if last.decision == WITHDRAWN else last.event_id
    return replace(
        before, event_id=uuid.uuid4().hex, at=datetime.now(UTC).isoformat(timespec="seconds"), replaces=replaces
    )


def withdrawal_of(event: Event) -> dict[str, Any]:
    """What `Pen.write` takes to withdraw an event."""
    return {"subject_id": event.subject_id, "decision": WITHDRAWN, "replaces": event.event_id}


def _withdrawn(event: Event) -> Event:
    return new_event(event.kind, who=event.who, **withdrawal_of(event))


def _append(events: Sequence[Event], file: Path) -> None:
    """Append, or leave the file as it was: half a line of a full disk is taken back, so that nothing counts twice."""
    size = 0
    try:
        size = file.stat().st_size if file.exists() else 0
        append_events(events, file)
    except OSError as fault:
        with suppress(OSError):
            os.truncate(file, size)
        why = fault.strerror or str(fault)
        remedy = "Free space or ask for write access, then press the key again. What was saved before is safe."
        raise InputError(f"This was not saved, because '{file}' cannot be written ({why}).", remedy=remedy) from fault


def _session() -> str:
    """A name that no other sitting has, even where two start in one second or the clock was set back."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}"
