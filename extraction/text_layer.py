"""The types of a text layer: a document, its pages, passages, lines and tables, each with its place."""

from dataclasses import dataclass

from identification.vocabulary import (
    DocumentStatus,
    Section,
    Zone,
)


@dataclass(frozen=True)
class Document:
    """One file below review/fulltexts: `document_id` is its name there, `advice` what a team can do without text."""

    document_id: str
    sha256: str
    status: DocumentStatus
    pages: int
    words: int
    reader: str
    detail: str = ""
    advice: str = ""


@dataclass(frozen=True)
class Page:
    """The text of one page as the codings' offsets count it: `text[start:end]` is a quote. Pages count from 1."""

    document_id: str
    page: int
    width: float
    height: float
    text: str


@dataclass(frozen=True)
class Box:
    """A rectangle on a page in points, from its top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class Passage:
    """One sentence of a document: `pages[page].text[start:end]`, with a rectangle per line where there is a page image.

    `heading` is the nearest heading above it, the words that lead into its list, or the caption of its table, so that a
    short answer keeps its context; `section` is the part of the report.
    """

    document_id: str
    page: int
    start: int
    end: int
    text: str
    heading: str
    zone: Zone
    section: Section = Section.OTHER
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True)
class PageLine:
    """A line of a page with an image: `pages[page].text[start:end]`, its rectangle, and left and right of each word.

    From the lines of a page comes the rectangle of any quote on it. Where a line runs up or down the page, `edges` are
    top and bottom of each word.
    """

    document_id: str
    page: int
    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float
    edges: tuple[float, ...]


@dataclass(frozen=True)
class TableCell:
    """A cell of a table that has text: row and column from 0, and its rectangle in points from the page's top left."""

    row: int
    column: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class PageTable:
    """A table, or its part on one page, found by its caption; parts of one table have the same `label` ("table 2").

    The rectangle is the table's, without its caption. The text of the cells also stands in the page's text, as passages
    of the zone `table`.
    """

    document_id: str
    page: int
    label: str
    caption: str
    x0: float
    top: float
    x1: float
    bottom: float
    cells: tuple[TableCell, ...]
