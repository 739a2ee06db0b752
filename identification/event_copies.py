"""Which event files are copies that a synced folder left? Nothing counts twice; a person may want to tidy up."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from identification.event_files import below_events
from identification.events import event_line, parse_event
from identification.wording import many

# What programs put behind a file's name when two computers wrote to it: Dropbox and Nextcloud, Google Drive, Syncthing,
# ownCloud. OneDrive puts a computer's name there, which any file may have: its copies show by their events only.
COPIED = re.compile(r" \([^()]*conflicted copy[^()]*\)|_conflict-\d{8}-\d{6}| ?\(\d+\)|\.sync-conflict-\d{8}-\d{6}-\w+")


@dataclass(frozen=True)
class EventCopy:
    """An event file that repeats an earlier one, by its name or its events; both are paths below review/events.

    `events` counts its lines, torn ones too, and `only_here` those that stand in no file before it: where that is 0,
    all copies with 0 may go together.
    """

    file: str
    original: str
    events: int
    only_here: int


def find_copies(paths: Iterable[Path]) -> list[EventCopy]:
    """The copies among event files of all kinds, by their names.

    A file is a copy when its name says so and the original lies beside it, or when it shares an event with another
    one. Of two such files the original is the one whose name is no copy's, else the one with the shorter path.
    """
    listed = sorted(
        paths, key=lambda path: (_name_of_original(path) != path.name, len(path.parts), len(path.name), path)
    )
    first_in: dict[str, Path] = {}
    copies = []
    for path in listed:
        lines = _lines(path)
        beside = path.with_name(_name_of_original(path))
        originals = [first_in[line] for line in lines if line in first_in and lines[line]]
        originals += [beside] * (beside != path and beside in listed)
        if originals:
            only_here = sum(line not in first_in for line in lines)
            original = max(originals, key=originals.count)
            copies.append(EventCopy(below_events(path), below_events(original), len(lines), only_here))
        for line in lines:
            first_in.setdefault(line, path)
    return sorted(copies, key=lambda copy: copy.file)


def describe_copies(copies: Iterable[EventCopy]) -> list[str]:
    """A sentence on each copy: what it holds, and whether it may go."""
    return [_described(copy) for copy in copies]


def _described(copy: EventCopy) -> str:
    what = f"review/events/{copy.file} is a copy of review/events/{copy.original}, as synced folders make them"
    if copy.only_here:
        lost = f"{copy.only_here:,} of its {many(copy.events, 'event')} would be lost with it"
        return f"{what}: keep it, since {lost}; all are counted, each once"
    held = f"it holds {many(copy.events, 'event')}, none of them only there"
    return f"{what}: {held}; nothing counts twice and nothing is lost, and the copy may be deleted once all are in sync"


def _name_of_original(path: Path) -> str:
    return COPIED.sub("", path.stem) + path.suffix


def _lines(path: Path) -> dict[str, bool]:
    """The lines of a file, each as one text and whether it is an event; times are information and tell none apart."""
    found = {}
    for line in filter(None, map(bytes.strip, path.read_bytes().split(b"\n"))):
        try:
            found[event_line(replace(parse_event(line), at=""))] = True
        except ValueError:
            found[line.decode(errors="replace")] = False
    return found
