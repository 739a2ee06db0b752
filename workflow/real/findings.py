"""What a real review showed, in a shape that a page can print and a reader can trace: every number has its file."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """One number or word, what it says, and the file in which it can be counted again.

    `source` is relative to the data folder or to the review's own folder, whichever holds the file.
    """

    what: str
    value: str
    source: str
    note: str = ""


@dataclass(frozen=True)
class Table:
    """A table of the page: its caption, its columns, its rows, and the file that they come from."""

    caption: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    source: str


@dataclass(frozen=True)
class Section:
    """What one part of the real material showed: a title, sentences, facts, tables, and what broke and was mended."""

    title: str
    text: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    mended: tuple[str, ...] = ()
