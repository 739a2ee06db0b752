"""What reading hands on: the text of each page, the blocks that it is made of, and where each word stands on the paper.

The types of a moment: they travel from a reader to `split_passages` and are never a table. Words and blocks are named
tuples because a long report has hundreds of thousands of words, and because they cross a process border as JSON.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from extraction.documents import Document, Page
from identification.vocabulary import DocumentStatus


class Word(NamedTuple):
    """A word, or its part on one line, at `text[start:end]` of its page and in points from the page's top left."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float


class Block(NamedTuple):
    """A paragraph, a list item or a heading at `text[start:end]`; `rank` is 0 for text 1 for the highest heading."""

    page: int
    start: int
    end: int
    rank: int = 0
    is_item: bool = False
    lines: tuple[tuple[Word, ...], ...] = ()


class Sheet(NamedTuple):
    """One page as a reader gives it; without a page image width and height are 0."""

    width: float
    height: float
    text: str


@dataclass(frozen=True)
class Reading:
    """What a reader made of a file; `reader` names the library, `detail` what a person should know about it."""

    reader: str
    sheets: tuple[Sheet, ...] = ()
    blocks: tuple[Block, ...] = ()
    status: DocumentStatus = DocumentStatus.READ
    detail: str = ""


@dataclass(frozen=True)
class TextLayer:
    """A document, its pages, and the blocks of their text in reading order. Without text both are empty."""

    document: Document
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]


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
    return json.dumps([reading.reader, reading.sheets, reading.blocks, reading.status, reading.detail]).encode()


def from_json(line: bytes) -> Reading:
    """The reading that `to_json` wrote."""
    reader, sheets, blocks, status, detail = json.loads(line)
    return Reading(
        reader,
        tuple(Sheet(*sheet) for sheet in sheets),
        tuple(_block(*block) for block in blocks),
        DocumentStatus(status),
        detail,
    )


def _block(page: int, start: int, end: int, rank: int, is_item: bool, lines: list[list[list[float]]]) -> Block:
    placed = tuple(tuple(Word(int(word[0]), int(word[1]), *word[2:]) for word in line) for line in lines)
    return Block(page, start, end, rank, is_item, placed)
