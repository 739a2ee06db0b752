"""Which rows are the entries of a table (CSV, TSV, Excel), and what stands in each column?"""

import csv
import io
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from identification.errors import InputError
from identification.exports import Entry
from identification.fields import COLUMNS, TITLE_COLUMNS

DELIMITERS = ",;\t|"
# Dimensions and others say a few things above the header.
HEADER_WITHIN = 20
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

Rows = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class Table:
    """A table as rows with the line each begins on, where its header stands, and how its cells are told apart."""

    rows: Rows
    header: int
    delimiter: str
    quoted: bool = True

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in lower case."""
        return [cell.strip().lower() for cell in self.rows[self.header][1]]

    @property
    def wide(self) -> int:
        """How many rows have more in them than the header."""
        width = len(self.columns)
        return sum(any(cell.strip() for cell in row[width:]) for _, row in self.rows[self.header + 1 :])


def find_table(text: str, titles: Collection[str] = TITLE_COLUMNS) -> Table | None:
    """The table that a text is, or nothing: the separator is the one that fits the header and the most rows."""
    found = [table for sign in DELIMITERS if (table := _table(text, sign, titles)) is not None]
    return min(found, key=lambda table: (table.wide > 0, -len(table.columns), table.wide), default=None)


def is_table(text: str, titles: Collection[str] = TITLE_COLUMNS) -> bool:
    """Whether a text begins with a header: a title column and another that is known, in its first rows."""
    start = "\n".join(text[:SNIFFED].split("\n")[:HEADER_WITHIN])
    tables = (_table(start, sign, titles) for sign in DELIMITERS)
    return any(table is not None and len(COLUMNS.intersection(table.columns)) > 1 for table in tables)


SNIFFED = 100_000


def split_table(table: Table, name: str) -> tuple[int, list[Entry]]:
    """The number of rows that hold anything, and each by the names of its columns."""
    columns = table.columns
    entries: list[Entry] = []
    beside = tuple(" ".join(filter(None, map(str.strip, row))) for _, row in table.rows[: table.header])
    for line, row in table.rows[table.header + 1 :]:
        if not any(cell.strip() for cell in row):
            continue
        if any(cell.strip() for cell in row[len(columns) :]):
            fault = f"this row has {len(row)} cells and the header has {len(columns)}."
            remedy = "Export again, or quote the cell that holds a comma."
            raise InputError(fault, file=name, line=line, remedy=remedy)
        entries.append(_entry(columns, row, line, () if entries else tuple(filter(None, beside))))
    return len(entries), entries


def find_excel(content: bytes, name: str, titles: Collection[str] = TITLE_COLUMNS) -> Table | None:
    """The first sheet of an Excel file that has a title column; numbers and days as the text that a person sees."""
    if content.startswith(OLD_EXCEL):
        fault = "this is a file of an old Excel (.xls), which cannot be read."
        raise InputError(fault, file=name, remedy="Save it as .xlsx or as CSV UTF-8.")
    for rows in _sheets(content, name):
        header = _header([row for _, row in rows[:HEADER_WITHIN]], titles)
        if header is not None:
            return Table(rows, header, "")
    return None


def _table(text: str, delimiter: str, titles: Collection[str]) -> Table | None:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    first = list(_read_rows("\n".join(text.split("\n")[: HEADER_WITHIN * 2]), delimiter))
    if _header([row for _, row in first[:HEADER_WITHIN]], titles) is None:
        return None
    rows = list(_read_rows(text, delimiter))
    lines = list(_read_rows(text, delimiter, csv.QUOTE_NONE)) if delimiter == "\t" else []
    unquoted = len(lines) > len(rows) and len({len(row) for _, row in lines if any(row)}) == 1
    rows = lines if unquoted else rows
    header = _header([row for _, row in rows[:HEADER_WITHIN]], titles)
    return None if header is None else Table(_by_record(rows, header), header, delimiter, not unquoted)


def _read_rows(
    text: str, delimiter: str, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL
) -> Iterator[tuple[int, list[str]]]:
    """Each row with its line. Web of Science quotes nothing in its tables: there a quotation mark is a letter."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1


def check_quotes(text: str, table: Table, name: str) -> None:
    """An opening quotation mark that nothing closes swallows every row behind it: the run stops at its line."""
    if not table.quoted:
        return
    line = table.rows[-1][0]
    last = text.split("\n")[line - 1 :]
    try:
        list(csv.reader(io.StringIO("\n".join(last), newline=""), delimiter=table.delimiter or ",", strict=True))
    except csv.Error as fault:
        if "unexpected end of data" in str(fault):
            why = "a quotation mark opens in this row and is never closed, so what stands behind it would be lost."
            raise InputError(why, file=name, line=line, remedy="Download the export again, or close it.") from fault


def _header(rows: Iterable[list[str]], titles: Collection[str]) -> int | None:
    """The row of the header. Below the first row one word is none: a text may have "Title" on a line of its own."""
    for at, row in enumerate(rows):
        named = [cell.strip().lower() for cell in row if cell.strip()]
        if any(cell in titles for cell in named) and (at == 0 or len(named) > 1):
            return at
    return None


def _by_record(rows: Rows, header: int) -> Rows:
    """Embase also writes one field a row ("TITLE", its text): such rows are turned into one row a record."""
    names = [row[0].strip() if row else "" for _, row in rows]
    if header or names.count(names[0]) < 2 or names[0].lower() not in TITLE_COLUMNS:
        return rows
    starts = [at for at, one in enumerate(names) if one == names[0]]
    columns = list(dict.fromkeys(filter(None, names)))
    turned: Rows = [(1, columns)]
    for begin, end in zip_longest(starts, starts[1:], fillvalue=len(rows)):
        cells = {row[0].strip(): "; ".join(filter(None, row[1:])) for _, row in rows[begin:end] if row}
        turned.append((rows[begin][0], [cells.get(column, "") for column in columns]))
    return turned


def _entry(columns: list[str], row: list[str], line: int, beside: tuple[str, ...]) -> Entry:
    cells = dict(zip(columns, row, strict=False))
    raw = "\n".join(f"{column}={value.strip()}" for column, value in cells.items() if value.strip())
    fields: dict[str, list[str]] = {}
    for column, value in zip(columns, row, strict=False):
        fields.setdefault(column, []).append(value.strip())
    return Entry(fields, raw, line, beside)


def _sheets(content: bytes, name: str) -> Iterator[Rows]:
    import warnings

    from openpyxl import load_workbook  # here, because few exports are Excel files

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                yield [
                    (line, [_cell(value) for value in row])
                    for line, row in enumerate(sheet.iter_rows(values_only=True), start=1)
                ]
    except InputError:
        raise
    except Exception as fault:  # whatever a broken archive makes zipfile, openpyxl or the XML parser say
        raise InputError(
            "this is not an export that can be read: its Excel file or archive is damaged, or holds no sheet.",
            file=name,
            remedy="Save it again as .xlsx or as CSV UTF-8.",
        ) from fault


def _cell(value: object) -> str:
    """What a person sees in a cell: 2019 and not 2019.0, a day without its midnight."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).removesuffix(" 00:00:00").replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
