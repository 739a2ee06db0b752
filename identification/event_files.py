"""Lines at the end of a file, on disk before anything else happens, and the folder of its kind that a file lies in."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from identification.vocabulary import EventKind


def append_lines(lines: Iterable[str], path: Path) -> None:
    """Put lines on disk before this returns: append, flush, fsync; a new file is written into its folder too.

    A torn last line of an earlier crash is closed with a line break first, so that it cannot swallow the first one.
    """
    made = [one for one in (path, *path.parents) if not one.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "ab+") as file:
        if file.tell() and not _ends_with_newline(file.fileno(), file.tell()):
            file.write(b"\n")
        file.write(b"".join(line.encode() + b"\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())
    for one in made:
        _sync_folder(one.parent)


def below_events(path: Path) -> str:
    """The folder of the kind and the file's name: every reviewer has a file of the same name in each folder."""
    at = [number for number, part in enumerate(path.parts[:-1]) if part in tuple(EventKind)]
    return "/".join(path.parts[at[-1] :]) if at else path.name


def kind_of_folder(path: Path) -> str:
    """The kind of event that belongs where a file lies; empty outside the folders of kinds."""
    return next((part for part in reversed(path.parts[:-1]) if part in tuple(EventKind)), "")


def _sync_folder(folder: Path) -> None:
    """Keep what a folder lists over a loss of power, as far as its file system does that; some refuse."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _ends_with_newline(descriptor: int, size: int) -> bool:
    return os.pread(descriptor, 1, size - 1) == b"\n"
