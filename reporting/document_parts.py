"""What is a document made of, whichever program opens it? Parts that the writers of HTML, Word and PDF all take."""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reporting.cells import Cell, Sheet, cell_text


class Look(StrEnum):
    """How a stretch of text, a paragraph or a box looks."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    LEAD = "lead"
    NOTE = "note"
    QUOTE = "quote"
    MISSING = "missing"
    SYNTHETIC = "synthetic"
    INTERIM = "interim"


@dataclass(frozen=True)
class Run:
    """A stretch of text of one look. `link` is an address of the web, or a file below results/reporting."""

    text: str
    look: Look = Look.PLAIN
    link: str = ""


Words = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; `key` is the name of the place in the page."""

    level: int
    text: str
    key: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a generated one names in `sheets` the evidence tables in which each of its numbers stands."""

    words: Words
    look: Look = Look.PLAIN
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listing:
    """A list, with bullets or with numbers; `sheets` as in a paragraph."""

    items: tuple[Words, ...]
    ordered: bool = False
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table with its caption. `more` says where the rest stands when it was cut; `weights` divide the width."""

    title: str
    note: str
    header: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    weights: tuple[int, ...]
    more: Words = ()
    empty: str = ""
    right: tuple[int, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A drawing as SVG text with its caption, what it shows for whoever does not see it, and its share of the line."""

    svg: str
    caption: str
    alt: str
    width: float = 1.0

    @property
    def ratio(self) -> float:
        """The height of the drawing as a share of its width."""
        box = re.search(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"', self.svg)
        return float(box[2]) / float(box[1]) if box else 1.0


@dataclass(frozen=True)
class Box:
    """A marked place: a text that the team has still to write, or a state that readers must know of."""

    look: Look
    title: str
    words: Words


Part = Heading | Paragraph | Listing | Grid | Figure | Box


@dataclass(frozen=True)
class Paper:
    """One document of the package: what stands on its first page, its parts, and how many pages it may have."""

    key: str
    kind: str
    title: str
    marks: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    pages: int
    parts: tuple[Part, ...]
    contents: bool = False
    day: str = ""

    @property
    def opening(self) -> tuple[Part, ...]:
        """The boxes before everything else, which stand above a list of contents."""
        return tuple(itertools.takewhile(lambda part: isinstance(part, Box), self.parts))

    @property
    def body(self) -> tuple[Part, ...]:
        """The parts after the opening."""
        return self.parts[len(self.opening) :]


def plain(text: str, *sheets: str, look: Look = Look.PLAIN) -> Paragraph:
    """A paragraph of one look; `sheets` are the evidence tables that hold its numbers."""
    return Paragraph((Run(text),), look, sheets)


def spoken(words: Words) -> str:
    """The text of some words without their looks.

    >>> spoken((Run("3 of "), Run("5", Look.STRONG)))
    '3 of 5'
    """
    return "".join(run.text for run in words)


def sentences_of(parts: Iterable[Part]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Every generated sentence with the evidence tables that it names; what people wrote names none."""
    for part in parts:
        if isinstance(part, Paragraph) and part.sheets:
            yield spoken(part.words), part.sheets
        elif isinstance(part, Listing) and part.sheets:
            yield from ((spoken(item), part.sheets) for item in part.items)


def grid(sheet: Sheet, columns: Iterable[str], places: Mapping[str, str], *, most: int, file: str) -> Grid:
    """Some columns of an evidence table, at most so many rows: what is left out is said, with the file that has it.

    `places` are the anchors of the report that a cell may lead to.
    """
    chosen = [sheet.header.index(name) for name in columns]
    header = tuple(sheet.header[place] for place in chosen)
    cells = [tuple(row[place] for place in chosen) for row in sheet.rows[:most]]
    cut = [f"The first {most:,} of {len(sheet.rows):,} rows"] * (len(sheet.rows) > most)
    cut += [f"of a long list {MOST_LINKS}"] * any(_is_long(cell) for row in cells for cell in row)
    all_of_it = f"{', '.join(cut)}; all stand in the sheet \u201c{sheet.name}\u201d of "
    more: Words = (Run(all_of_it[0].upper() + all_of_it[1:]), Run(file, link=file), Run(".")) if cut else ()
    return Grid(
        title=sheet.title,
        note=sheet.note,
        header=header,
        rows=tuple(tuple(cell_words(cell, places) for cell in row) for row in cells),
        weights=_weights(header, cells),
        more=more,
        empty=sheet.empty,
        right=tuple(place for place in range(len(header)) if cells and all(_number(row[place]) for row in cells)),
    )


def cell_words(cell: Cell, places: Mapping[str, str]) -> Words:
    """A cell as words; a study or an extract leads to its place in the report where there is one."""
    if not isinstance(cell, tuple):
        return (Run(cell_text(cell)),)
    words: list[Run] = []
    for link in cell[:MOST_LINKS]:
        words += [Run("; ")] * bool(words)
        address = link.target if link.kind == "address" else places.get(link.anchor, "")
        words.append(Run(link.text, link=address))
    return (*words, Run(f" and {len(cell) - MOST_LINKS:,} more")) if _is_long(cell) else tuple(words)


def _is_long(cell: Cell) -> bool:
    return isinstance(cell, tuple) and len(cell) > MOST_LINKS


def as_data(thing: Any) -> Any:
    """Parts as plain data, each with the name of its kind, for a program that reads JSON."""
    if isinstance(thing, tuple | list):
        return [as_data(one) for one in thing]
    if hasattr(thing, "__dataclass_fields__"):
        return (
            {"kind": type(thing).__name__.lower()}
            | {name: as_data(getattr(thing, name)) for name in thing.__dataclass_fields__ if name != "kind"}
            | ({"ratio": thing.ratio} if isinstance(thing, Figure) else {})
        )
    return str(thing) if isinstance(thing, StrEnum) else thing


def _number(cell: Cell) -> bool:
    return cell is None or isinstance(cell, int | float) or type(cell).__name__ == "Share"


def _weights(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> tuple[int, ...]:
    """Shares of a line: each column has room for its longest word, and the rest goes to those with more text."""
    columns = [[cell_text(row[place]) for row in rows] for place in range(len(header))]
    needs = [_longest_word((name, *texts)) + PAD for name, texts in zip(header, columns, strict=True)]
    wants = [(sum(map(len, texts)) / max(1, len(texts))) ** SPREAD for texts in columns]
    rest = max(0, LINE - sum(needs)) / (sum(wants) or 1)
    return tuple(round(need + rest * want) for need, want in zip(needs, wants, strict=True))


def _longest_word(texts: Iterable[str]) -> int:
    return min(LONG_WORD, max((len(word) for text in texts for word in text.split()), default=1))


MOST_LINKS = 12  # studies that a cell names before it counts the rest: two lines
LINE, PAD, LONG_WORD = 96, 2, 14  # in signs of a table's type: a line of A4, the space in a cell, and a long word
SPREAD = 0.8  # a column of twice the text is given less than twice the width, and grows in height
