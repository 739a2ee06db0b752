"""What reading hands on: the text of each page, the blocks that it is made of, and where each word stands on the paper.

The types of a moment: they travel from a reader to `split_passages` and are never a table. Lines and blocks are named
tuples because a long report has thousands of lines, and because they cross a process border as JSON.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from extraction.lines import is_turned
from extraction.text_layer import Box, Document, Page, PageLine, PageTable, TableCell
from identification.vocabulary import DocumentStatus, Zone


class Line(NamedTuple):
    """A line at `text[start:end]` of its page, its box from the page's top left, and left and right of each word.

    Half a million words of a long report are two numbers each; `box_between` gives the place of any part of it.
    """

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float
    edges: tuple[float, ...] = ()


class Block(NamedTuple):
    """A paragraph, a list item or a heading at `text[start:end]`; `rank` is 0 for text 1 for the highest heading."""

    page: int
    start: int
    end: int
    rank: int = 0
    is_item: bool = False
    zone: Zone = Zone.BODY
    lines: tuple[Line, ...] = ()


class Sheet(NamedTuple):
    """One page as a reader gives it; without a page image width and height are 0."""

    width: float
    height: float
    text: str


@dataclass(frozen=True)
class Reading:
    """What a reader made of a file; `reader` names the library, `detail` what a person should know about it.

    Its tables know no document yet.
    """

    reader: str
    sheets: tuple[Sheet, ...] = ()
    blocks: tuple[Block, ...] = ()
    status: DocumentStatus = DocumentStatus.READ
    detail: str = ""
    tables: tuple[PageTable, ...] = ()


@dataclass(frozen=True)
class TextLayer:
    """A document, its pages, and the blocks of their text in reading order. Without text both are empty."""

    document: Document
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    tables: tuple[PageTable, ...] = ()


class Paragraph(NamedTuple):
    """A piece of a document that has no page image."""

    text: str
    rank: int = 0
    is_item: bool = False


def one_sheet(reader: str, paragraphs: Iterable[Paragraph]) -> Reading:
    """Paragraphs as one page, a line each."""
    text, blocks = "", []
    for paragraph in paragraphs:
        words = " ".join(paragraph.text.split())
        if words:
            blocks.append(Block(1, len(text), len(text) + len(words), paragraph.rank, paragraph.is_item))
            text += words + "\n"
    return Reading(reader, (Sheet(0, 0, text.removesuffix("\n")),), tuple(blocks))


def to_json(reading: Reading) -> bytes:
    """A reading as one line, for the way out of the process that made it."""
    tables = [asdict(table) for table in reading.tables]
    return json.dumps([reading.reader, reading.sheets, reading.blocks, reading.status, reading.detail, tables]).encode()


def from_json(line: bytes) -> Reading:
    """The reading that `to_json` wrote."""
    reader, sheets, blocks, status, detail, tables = json.loads(line)
    return Reading(
        reader,
        tuple(Sheet(*sheet) for sheet in sheets),
        tuple(_block(*block) for block in blocks),
        DocumentStatus(status),
        detail,
        tuple(_table(table) for table in tables),
    )


def box_between(text: str, line: Line | PageLine, start: int, end: int) -> Box | None:
    """The rectangle around the words of a line that `text[start:end]` of its page touches; None when it touches none.

    >>> box_between("We led.", Line(0, 7, 10, 5, 52, 15, (10, 24, 28, 52)), 4, 7)
    Box(x0=28, top=5, x1=52, bottom=15)
    """
    at = line.start
    sides: list[float] = []
    for number, word in enumerate(text[line.start : line.end].split(" ")):
        if at < end and at + len(word) > start:
            sides += line.edges[2 * number : 2 * number + 2]
        at += len(word) + 1
    if not sides:
        return None
    if is_turned(line.x0, line.top, line.x1, line.bottom):
        return Box(line.x0, min(sides), line.x1, max(sides))
    return Box(min(sides), line.top, max(sides), line.bottom)


def boxes_between(text: str, lines: Iterable[Line | PageLine], start: int, end: int) -> tuple[Box, ...]:
    """One rectangle for each line that `text[start:end]` of a page touches, around the words that belong to it."""
    touched = (line for line in lines if line.start < end and line.end > start)
    return tuple(box for line in touched if (box := box_between(text, line, start, end)))


def page_lines(layer: TextLayer) -> list[PageLine]:
    """The lines of a document's pages in reading order; none without a page image."""
    document = layer.document.document_id
    return [PageLine(document, block.page, *line) for block in layer.blocks for line in block.lines]


def flow_texts(reading: Reading) -> list[str]:
    """The running text of each page, without what stands beside it: a sentence that crosses a page's end is whole."""
    ends = [0] * len(reading.sheets)
    for block in reading.blocks:
        if block.zone is Zone.BODY:
            ends[block.page - 1] = max(ends[block.page - 1], block.end)
    return [sheet.text[:end] for sheet, end in zip(reading.sheets, ends, strict=True)]


def _block(page: int, start: int, end: int, rank: int, is_item: bool, zone: str, lines: list[list[Any]]) -> Block:
    placed = tuple(Line._make((*line[:-1], tuple(line[-1]))) for line in lines)
    return Block(page, start, end, rank, is_item, Zone(zone), placed)


def _table(fields: dict[str, Any]) -> PageTable:
    return PageTable(**fields | {"cells": tuple(TableCell(**cell) for cell in fields["cells"])})
