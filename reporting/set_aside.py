"""What did people write that is no event? Named with its file and line, so that nothing is lost without a word."""

from collections.abc import Iterable
from pathlib import Path

from extraction.documents import SetAside
from identification.events import read_events
from identification.tables import read_rows
from identification.vocabulary import EventKind

EVENTS = "events"


def set_aside_events(paths: Iterable[Path]) -> list[SetAside]:
    """The lines that are no events, and the events that lie in the folder of another kind, where no rule looks."""
    return [fault for path in paths for fault in (*_unread(path), *_misplaced(path))]


def set_aside_imports(paths: Iterable[Path | str]) -> list[SetAside]:
    """Decisions of other tools on a title that is in no export; rows without a title are headings and totals."""
    return [
        SetAside(
            f"row {row['row']}: {row['title']}", f"imports/{Path(path).name}", row["why"], "Add the record or the DOI."
        )
        for path in paths
        for row in read_rows(path)
        if row["title"]
    ]


def _unread(path: Path) -> list[SetAside]:
    _, unread = read_events([path])
    remedy = "Mend the line, or make the decision again."
    return [SetAside(f"line {line.line}", _below_events(path), line.why, remedy) for line in unread]


def _misplaced(path: Path) -> list[SetAside]:
    folder = _below_events(path).split("/")[0]
    events, _ = read_events([path])
    return [
        SetAside(event.event_id, _below_events(path), f"this is an event of kind '{event.kind}'", _move(event.kind))
        for event in events
        if event.kind != folder
    ]


def _move(kind: EventKind) -> str:
    return f"Move it to review/events/{kind}."


def _below_events(path: Path) -> str:
    parts = path.parts
    return "/".join(parts[parts.index(EVENTS) + 1 :]) if EVENTS in parts else path.name
