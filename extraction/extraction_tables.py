"""What does a table of extractions say? One coding a row, or one study a row with a column for each code.

Read are our own tables, Covidence's extraction export (a row a study and reviewer, columns that the team named),
EPPI-Reviewer's Excel reports and anybody's CSV or Excel sheet. Covidence: built from its documentation; no export with
values was at hand. Which column is what, its heading says where it is known, else the team (`columns`, `codes`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from extraction.incoming import KnownCodes, Told, ToldFile
from extraction.known_documents import Hints, KnownDocuments
from extraction.leaving import FIELDS
from identification.entries import read_export
from identification.errors import InputError, nearest
from identification.exports import Entry
from identification.tables import from_cell
from screening.tool_words import joined, timed

# What a column may hold, each with the headings that need no mapping.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "document": ("document_id", "document", "file", "filename", "file name"),
    "study": ("study", "study id", "study_id", "report_id", "short title"),
    "title": ("title", "report"),
    "doi": ("doi",),
    "code": ("code_id", "code"),
    "quote": ("quote", "extract", "text", "supporting quote"),
    "page": ("page", "page number"),
    "start": ("start",),
    "end": ("end",),
    "coder": ("coder", "reviewer name", "reviewer", "extractor", "who"),
    "note": ("note", "notes", "comment", "comments"),
    "time": ("coded_at", "time", "date"),
    "id": ("extract_id",),
    **{name: (name, name.replace("_", " ")) for name in FIELDS if name != "meaning"},
    "meaning": ("code_version",),
}
HEADING_FIELDS = [name for names in HEADINGS.values() for name in names]
# Columns of our own tables and of other tools that say nothing to be taken in.
TOLD_ELSEWHERE = ("family", "found", "changed", "covidence #", "itemid", "item id")
# What stands in a column beside that of a code: "Country (quote)", "Country - page".
PARTS = ("quote", "page", "note")
BESIDE = re.compile(r"^(?P<column>.+?)[\s:_(\[-]+(?P<what>quote|page|note)[)\]]?$")
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Said:
    """What a team says of a file: the heading of each field, and the code that a heading or a word means.

    A heading may mean the quote, page or note of a code: "STU.COUNTRY:quote".
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Column:
    """A column of a code: what of the code stands in it, and beside which column."""

    heading: str
    code: str
    part: str
    base: str


def columns_of(text: Mapping[str, str]) -> dict[str, str]:
    """What a team said of columns, checked: an unknown field is an `InputError`."""
    for name in text:
        if name not in HEADINGS:
            like = nearest(name, list(HEADINGS))
            remedy = f"Did you mean '{like}'? " * bool(like) + f"The fields are {', '.join(HEADINGS)}."
            raise InputError(f"'{name}' in COLUMNS names no field.", remedy=remedy)
    return {name: heading.strip().casefold() for name, heading in text.items()}


def read_table_file(path: Path, said: Said, codes: KnownCodes, documents: KnownDocuments, tool: str) -> ToldFile:
    """Every coding of a table; a row for each code that is said in a row of a wide one."""
    about = [name for key in ("document", "study", "title", "doi") for name in _headings(key, said)]
    export = read_export(path, titles=about)
    held = dict.fromkeys(name for entry in export.entries for name in entry.fields)
    _check_columns(held, said, path)
    columns = _columns(held, said, codes)
    told: list[Told] = []
    for entry in export.entries:
        texts = {name: joined(values) for name, values in entry.fields.items()}
        cells = texts if export.format == "XLSX" else {name: from_cell(text) for name, text in texts.items()}
        base = _base(entry, cells, said, documents)
        if _cell(cells, "code", said):
            told.append(_long(base, cells, said))
        else:
            told += _wide(base, cells, columns)
    if export.entries and not told:
        why = "no column of this table is a code, and none says which code a row has."
        remedy = 'Say it: CODES="heading=code id; ..." or COLUMNS="code=heading".'
        raise InputError(why, file=path.name, remedy=f"{remedy} Its columns are: {', '.join(held)}.")
    kind = tool or ("covidence" if "covidence #" in held else "eppi" if "itemid" in held else "plain")
    people = tuple(sorted({one.who for one in told if one.who}))
    found = frozenset(one.document_id for one in told if one.document_id)
    read = {column.heading for column in columns} | {*HEADING_FIELDS, *TOLD_ELSEWHERE} | set(said.columns.values())
    unused = tuple(
        name for name in held if name not in read and any(entry.fields.get(name) != [""] for entry in export.entries)
    )
    return ToldFile(kind, tuple(told), found, people, unused)


def _check_columns(held: Mapping[str, None], said: Said, path: Path) -> None:
    for name, heading in said.columns.items():
        if held and heading not in held:
            why = f"COLUMNS says {name}={heading}, and the file has no such column."
            raise InputError(why, file=path.name, remedy=f"Its columns are: {', '.join(held)}.")


def _headings(name: str, said: Said) -> tuple[str, ...]:
    return (said.columns[name],) if name in said.columns else HEADINGS[name]


def _cell(cells: Mapping[str, str], name: str, said: Said) -> str:
    return next((text for heading in _headings(name, said) if (text := cells.get(heading, ""))), "")


def _base(entry: Entry, cells: Mapping[str, str], said: Said, documents: KnownDocuments) -> Told:
    """What holds for all codings of a row: the document, the coder, the time."""
    file, study, title, doi = (_cell(cells, name, said) for name in ("document", "study", "title", "doi"))
    document_id, why = documents.find(Hints(name=file, doi=doi, title=title, study=study))
    at, _ = timed(_cell(cells, "time", said), "")
    named = file or study or title or doi
    who = _cell(cells, "coder", said)
    return Told(entry.line, named, "", document_id, who=who, at=at, why="" if document_id else why)


def _long(base: Told, cells: Mapping[str, str], said: Said) -> Told:
    page, start, end = (_number(_cell(cells, name, said)) for name in ("page", "start", "end"))
    return replace(
        base,
        code=_cell(cells, "code", said),
        quote=_cell(cells, "quote", said),
        page=page,
        start=start,
        end=end,
        note=timed(_cell(cells, "time", said), _cell(cells, "note", said))[1],
        fields={name: text for name in FIELDS if (text := _cell(cells, name, said))},
        event_id=_cell(cells, "id", said),
    )


def _wide(base: Told, cells: Mapping[str, str], columns: Sequence[_Column]) -> Iterator[Told]:
    """A coding for each code that has something in a row: its value, and what stands in the columns beside it."""
    for group in _groups(columns):
        parts = {column.part: cells[column.heading] for column in group if cells[column.heading]}
        if parts:
            first = next((column for column in group if column.part == "value"), group[0])
            yield replace(
                base,
                code=first.heading,
                code_id=first.code,
                quote=parts.get("quote", ""),
                page=_number(parts.get("page", "")),
                note=parts.get("note", ""),
                fields={"value": value} if (value := parts.get("value", "")) else {},
            )


def _columns(held: Iterable[str], said: Said, codes: KnownCodes) -> list[_Column]:
    """The columns that are of a code: its own, and those of its quote, page or note."""
    taken = {*HEADING_FIELDS, *said.columns.values()}
    found = []
    for heading in held:
        named, _, part = said.codes.get(heading, "").partition(":")
        beside = BESIDE.match(heading)
        if named:
            found.append(_Column(heading, named, part or "value", heading))
        elif heading in taken:
            continue
        elif code := codes.find(heading)[0]:
            found.append(_Column(heading, code, "value", heading))
        elif beside and (code := codes.find(beside["column"])[0]):
            found.append(_Column(heading, code, beside["what"], beside["column"].strip()))
    return found


def _groups(columns: Sequence[_Column]) -> list[list[_Column]]:
    """The columns of one coding together: those of one heading, else those of one code."""
    values = [column for column in columns if column.part == "value"]
    groups = {column.heading: [column] for column in values}
    for column in columns:
        if column.part != "value":
            of_code = [one.heading for one in values if one.code == column.code]
            key = column.base if column.base in groups else of_code[0] if len(of_code) == 1 else f" {column.code}"
            groups.setdefault(key, []).append(column)
    return list(groups.values())


def _number(text: str) -> int:
    """The first number of a cell: "p. 12" is page 12, "12-13" begins there."""
    found = NUMBER.search(text)
    return int(found[0]) if found else 0
