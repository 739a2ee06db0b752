"""How a sitting writes: every event on disk before the next thing shows, and the last ones can be taken back."""

import os
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from identification.errors import InputError
from identification.events import WITHDRAWN, Event, append_event, new_event
from identification.vocabulary import EventKind


class Pen:
    """What one person writes in one sitting, below the folder of all events.

    Each kind of event gets a file of its own in its folder, created with the first event, so that two sittings of one
    person can never write into each other.
    """

    def __init__(self, folder: Path, who: str) -> None:
        self.who = who
        self._folder = folder
        self._name = f"{who}-{_session()}.jsonl"
        self._written: list[Event] = []

    def file_of(self, kind: EventKind) -> Path:
        """The file of this sitting for one kind of event."""
        return self._folder / kind / self._name

    def write(self, kind: EventKind, **fields: Any) -> Event:
        """The event, on disk; one that could not be written is an `InputError`, and nothing has changed."""
        event = new_event(kind, who=self.who, **fields)
        _append(event, self.file_of(kind))
        self._written.append(event)
        return event

    @property
    def last(self) -> Event | None:
        """The last event of this sitting that has not been taken back."""
        return self._written[-1] if self._written else None

    def take_back(self) -> Event | None:
        """The last event of this sitting, now withdrawn; None when there is none.

        The log only grows: the event stays in it. What it had replaced does not come back by itself, since an event
        once replaced never stands again.
        """
        if not self._written:
            return None
        event = self._written[-1]
        withdrawn = new_event(
            event.kind, who=self.who, subject_id=event.subject_id, decision=WITHDRAWN, replaces=event.event_id
        )
        _append(withdrawn, self.file_of(event.kind))
        return self._written.pop()


def _append(event: Event, file: Path) -> None:
    """Append, or leave the file as it was: half a line of a full disk is taken back, so that nothing counts twice."""
    size = 0
    try:
        size = file.stat().st_size if file.exists() else 0
        append_event(event, file)
    except OSError as fault:
        with suppress(OSError):
            os.truncate(file, size)
        why = fault.strerror or str(fault)
        remedy = "Free space or ask for write access, then press the key again. What was saved before is safe."
        raise InputError(f"This was not saved, because '{file}' cannot be written ({why}).", remedy=remedy) from fault


def _session() -> str:
    """A name that no other sitting has, even where two start in one second or the clock was set back."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}"
