"""What second persons made of the worked example's codings: each checked the other's, and cd settled what differed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from identification.events import REJECTED, WITHDRAWN, Event
from identification.vocabulary import EventKind, Judgement, Sitting

CHECKERS = {"ak": "bm", "bm": "ak"}


def checked(plan: Mapping[str, Any], codings: Iterable[Event], times: Mapping[str, Iterator[str]]) -> Iterator[Event]:
    """A judgement on every coding that stands, by whoever did not make it, and those that cd settled."""
    listed = list(codings)
    gone = {event.replaces for event in listed if event.decision == WITHDRAWN}
    standing = {
        event.event_id: event
        for event in listed
        if event.decision not in (WITHDRAWN, REJECTED) and event.event_id not in gone
    }
    settled = {row["extract"]: row for rows in plan["settled"].values() for row in rows}
    for name, event in standing.items():
        who = CHECKERS[event.who]
        doubt = plan["does_not_hold"].get(who, {}).get(name, "")
        if doubt or name not in settled:
            yield _judged(f"{who}-ve-{name}", who, event, Sitting.VERIFICATION, doubt, times, holds=not doubt)
    for who, rows in plan["settled"].items():
        for row in rows:
            event, holds = standing[row["extract"]], row["decision"] == Judgement.HOLDS
            name = f"{who}-re-{event.event_id}"
            yield _judged(name, who, event, Sitting.RECONCILIATION, row["note"], times, holds=holds)


def _judged(
    name: str, who: str, coding: Event, sitting: Sitting, note: str, times: Mapping[str, Iterator[str]], *, holds: bool
) -> Event:
    decision = Judgement.HOLDS if holds else Judgement.DOES_NOT_HOLD
    content = {"extract_id": coding.event_id, "sitting": str(sitting)}
    kind, subject = EventKind.VERIFICATION, coding.subject_id
    return Event(name, next(times[who]), who, kind, subject, str(decision), note=note, content=content)
