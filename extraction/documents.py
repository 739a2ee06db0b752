"""The types of extraction: a full text, its pages and passages, what the codebook suggests and what people coded."""

from dataclasses import dataclass

from identification.vocabulary import (
    Attribution,
    CellState,
    CodeStatus,
    DocumentStatus,
    FileRole,
    MatchVerdict,
    Outcome,
    Perspective,
    ReportKind,
    Retrieval,
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


@dataclass(frozen=True)
class Suggestion:
    """A passage that the codebook's cues propose for a code. A suggestion is no extract until a person accepts it."""

    document_id: str
    code_id: str
    page: int
    start: int
    end: int
    quote: str
    cue: str
    status: CodeStatus


@dataclass(frozen=True)
class NamedDocument:
    """What a file's metadata say that it is; the title there may be that of a template."""

    document_id: str
    doi: str = ""
    title: str = ""


@dataclass(frozen=True)
class Retrieved:
    """One row of review/fulltexts/retrieval.csv: a full text that was sought, and what came of it."""

    record_id: str
    status: Retrieval
    source: str = ""
    licence: str = ""
    reason: str = ""
    date: str = ""


@dataclass(frozen=True)
class Match:
    """One row of review/fulltexts/matches.csv: people's word on which record a file is the full text of."""

    document_id: str
    record_id: str
    note: str = ""
    role: FileRole | None = None


@dataclass(frozen=True)
class DocumentMatch:
    """What is known of one file: the report that it belongs to, or the candidates among which a person has to choose.

    `copies` are other files with the same bytes or the same text.
    """

    document_id: str
    verdict: MatchVerdict
    report_id: str = ""
    matched_by: str = ""
    role: FileRole = FileRole.MAIN
    candidates: tuple[str, ...] = ()
    why: str = ""
    copies: tuple[str, ...] = ()


@dataclass(frozen=True)
class MatchedDocument:
    """A file that belongs to a report, and how that is known; of several files of one report each may be coded."""

    document_id: str
    report_id: str
    matched_by: str
    role: FileRole = FileRole.MAIN


@dataclass(frozen=True)
class StudyOf:
    """One row of review/studies.csv: the study that a report tells of. A report without a row is its own study.

    `kind` is people's word on what the report is: a review is not counted beside the studies that it covers.
    """

    record_id: str
    study_id: str
    note: str = ""
    kind: ReportKind | None = None


@dataclass(frozen=True)
class Report:
    """A document sought for the review. `report_id` is its group of records; several reports may tell of one study.

    `accepted` is people's reason for going on without a text that can be read, from retrieval.csv. `kind_by` says how
    a review is known as one, and `covers` names the included primary studies that it cites: beside those it is no
    study of its own in any count. `obtained_from` and `not_obtained` are the source of its text, or the reason why
    there is none, in people's words.
    """

    report_id: str
    study_id: str
    record_ids: tuple[str, ...]
    title: str
    authors: str
    year: str
    venue: str
    doi: str
    retrieval: Retrieval
    retrieval_note: str
    accepted: str
    licence: str
    document_id: str
    document_status: DocumentStatus | None
    matched_by: str
    outcome: Outcome
    kind: ReportKind = ReportKind.PRIMARY
    kind_by: str = ""
    covers: tuple[str, ...] = ()
    obtained_from: str = ""
    not_obtained: str = ""


@dataclass(frozen=True)
class ToRetrieve:
    """A report whose full text is wanted: its citation, and the address at which to begin (DOI, else the record's)."""

    report_id: str
    title: str
    authors: str
    year: str
    venue: str
    link: str


@dataclass(frozen=True)
class Extract:
    """A quote that a person coded and that was found again at its place; or a person's "looked for, not found".

    `code_id` may be a family for "looked for, not found". `origin` names the study or source that the statement comes
    from when it is not this report's own. `found` says how the quote was found: exact, or by letters and digits, and
    `changed` what else about its file or place is not as it was when it was coded.
    """

    extract_id: str
    document_id: str
    report_id: str
    study_id: str
    code_id: str
    status: CodeStatus
    attribution: Attribution
    origin: str
    perspective: Perspective | None
    page: int
    start: int
    end: int
    quote: str
    value: str
    note: str
    who: str
    found: str
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Appraisal:
    """A person's answer to one item of an appraisal instrument for one report. Items are never added up to a score."""

    event_id: str
    study_id: str
    report_id: str
    document_id: str
    instrument: str
    item: str
    answer: str
    who: str
    note: str


@dataclass(frozen=True)
class SetAside:
    """Something that a person wrote and that could not be used as it stands: kept, named, and counted nowhere."""

    subject: str
    where: str
    why: str
    remedy: str


@dataclass(frozen=True)
class StudyCode:
    """What one study says of one code, and from which extracts; `searched` where people recorded a look for it."""

    study_id: str
    code_id: str
    perspective: str
    state: CellState
    searched: bool
    extract_ids: tuple[str, ...]
