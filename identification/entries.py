"""Where does one entry of an export end and the next begin, and which tag or column holds what?

Counting comes first: an entry is what its format's separator starts (TY, PMID, a table row), so that what was counted
can be compared with what was read. Tags are split here and not by a library, because rispy loses records on single
spaces, on CR line ends and on a missing ER, and the second value of a tag, all without a word (docs/method.md);
the tests read the same files with rispy and nbib and compare.
"""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from identification.bibtex import KNOWN_BY as BIBTEX
from identification.bibtex import split_bibtex
from identification.errors import InputError

# A blank or the line's end follows the hyphen: "ER-positive" and "UK-based" begin lines of abstracts. In NBIB a tag is
# filled up to four signs in the first column, and a line that goes on begins with blanks.
RIS_TAG = re.compile(r"^([A-Z][A-Z0-9])(?: {1,2}- ?(.*)|-(?: (.*))?)$")
NBIB_TAG = re.compile(r"^([A-Z]{2,4}) {0,2}-(?: (.*))?$")
RIS_START = re.compile(r"^TY {0,2}-(?= |$)", re.MULTILINE)
RIS_END = re.compile(r"^ER {0,2}-\s*$")
NBIB_START = re.compile(r"^PMID ?- ?", re.MULTILINE)
TITLE_COLUMNS = ("title", "article title", "document title", "primary title", "publication title", "ti")
DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Entry:
    """One entry of an export: its fields by tag or column as they came, its own text, and the line it begins on."""

    fields: dict[str, list[str]]
    raw: str
    line: int


@dataclass(frozen=True)
class Export:
    """One file taken apart: `counted` entries by its separators, of which `entries` could be read."""

    format: str
    encoding: str
    counted: int
    entries: list[Entry]


def read_export(path: Path) -> Export:
    """Take one export apart; its format is sniffed from what is in it, never from its name."""
    if not path.is_file():
        remedy = "Put the export there, or correct searches.csv."
        raise InputError("this file is named in searches.csv but is missing.", file=path.name, remedy=remedy)
    text, encoding = decode(path.read_bytes())
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if RIS_START.search(lines):
        counted, entries = _split_ris(lines, path.name)
        return Export("RIS", encoding, counted, entries)
    if NBIB_START.search(lines):
        counted, entries = _split_tagged(lines, NBIB_START, NBIB_TAG, path.name)
        return Export("NBIB", encoding, counted, entries)
    if BIBTEX.search(lines):
        found = [Entry(*parts) for parts in split_bibtex(lines, path.name)]
        return Export("BibTeX", encoding, len(found), found)
    counted, entries = _split_csv(lines.lstrip("\n"), path.name)
    return Export("CSV", encoding, counted, entries)


def decode(content: bytes) -> tuple[str, str]:
    """The text of an export and the encoding that it is in: UTF-8, UTF-16 with its mark, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16"), "utf-16"
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "windows-1252"


def _split_ris(text: str, name: str) -> tuple[int, list[Entry]]:
    counted, entries = _split_tagged(text, RIS_START, RIS_TAG, name)
    ended = ["ER" in entry.fields for entry in entries]
    if any(ended) and not ended[-1]:
        fault = f"record {counted} has no end (ER), so the file was cut off."
        raise InputError(fault, file=name, line=entries[-1].line, remedy="Download the export again.")
    return counted, entries


def _split_tagged(text: str, start: re.Pattern[str], tag: re.Pattern[str], name: str) -> tuple[int, list[Entry]]:
    begins = [match.start() for match in start.finditer(text)]
    ends = [*begins[1:], len(text)]
    line, last, entries = 1, 0, []
    for begin, end in zip(begins, ends, strict=True):
        line, last = line + text.count("\n", last, begin), begin
        lines = _entry_lines(text[begin:end].split("\n"), tag, name, line)
        raw = "\n".join(one.strip() for one in lines if one.strip())
        entries.append(Entry(_tag_values(lines, tag), raw, line))
    return len(begins), entries


def _entry_lines(lines: list[str], tag: re.Pattern[str], name: str, line: int) -> list[str]:
    """The lines up to the end of the record; behind it no title may stand (Ovid writes an NL tag and a link there)."""
    ends = next((at for at, one in enumerate(lines) if RIS_END.match(one.strip())), len(lines))
    for at, one in enumerate(lines[ends + 1 :], start=line + ends + 1):
        match = tag.match(one.strip())
        if match and match[1] in ("TI", "T1"):
            fault = "a record without its first line (TY) stands here and would be lost."
            raise InputError(fault, file=name, line=at, remedy="Download the export again, or give it a TY line.")
    return lines[: ends + 1]


def _tag_values(lines: list[str], tag: re.Pattern[str]) -> dict[str, list[str]]:
    """Every value of every tag; a line without a tag, or one that is set in, goes on with the value above it."""
    values: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        match = None if line.startswith("  ") and name else tag.match(line.strip())
        if match:
            name = match[1]
            values.setdefault(name, []).append(next(filter(None, match.groups()[1:]), "").strip())
        elif name and line.strip():
            values[name][-1] = f"{values[name][-1]} {line.strip()}".strip()
    return values


def _split_csv(text: str, name: str) -> tuple[int, list[Entry]]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    header, delimiter = _csv_header(text, name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    next(reader)
    entries, line = [], reader.line_num + 1
    for row in reader:
        if any(cell.strip() for cell in row):
            if any(cell.strip() for cell in row[len(header) :]):
                fault = f"this row has {len(row)} cells and the header has {len(header)}."
                raise InputError(
                    fault, file=name, line=line, remedy="Export again, or quote the cell that holds a comma."
                )
            cells = dict(zip(header, row, strict=False))
            raw = "\n".join(f"{column}={value.strip()}" for column, value in cells.items() if value.strip())
            entries.append(Entry({column: [value.strip()] for column, value in cells.items()}, raw, line))
        line = reader.line_num + 1
    return len(entries), entries


def _csv_header(text: str, name: str) -> tuple[list[str], str]:
    """The column names in lower case and the delimiter, or the sentence that says what is not a search export."""
    first = text.split("\n", 1)[0]
    for delimiter in sorted(DELIMITERS, key=first.count, reverse=True):
        header = [column.strip().lower() for column in next(csv.reader([first], delimiter=delimiter), [])]
        if any(column in TITLE_COLUMNS for column in header):
            return header, delimiter
    fault = "this is not an export that can be read (RIS, PubMed NBIB, BibTeX, or CSV with a title column)."
    raise InputError(fault, file=name, remedy="Export it again in one of these formats.")
