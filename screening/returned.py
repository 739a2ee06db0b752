"""What stands in a filled workbook, whatever happened to it on the way: renamed, sorted, re-saved, or saved as CSV."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from identification.errors import InputError
from identification.exports import decode
from identification.sheets import ZIP, Table, find_excel, find_table
from identification.vocabulary import EventKind
from screening.batch_workbook import HIDDEN
from screening.batches import Batch, read_mark
from screening.forms import BATCH, RECORD_ID, REVIEW

MODIFIED = re.compile(rb"<dcterms:modified[^>]*>\s*([^<\s]+)\s*<")


@dataclass(frozen=True)
class ReturnedRow:
    """One row that holds anything: where it stands, and its cells by the headings in lower case."""

    row: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Returned:
    """A filled form: whose batch it is, when it was saved, and its rows with the letter of each column."""

    file: str
    sheet: str
    batch: Batch
    saved: str
    rows: tuple[ReturnedRow, ...]
    columns: dict[str, str]

    @property
    def filled(self) -> int:
        """How many rows hold a decision, good or broken."""
        return sum(bool(row.cells.get("decision")) for row in self.rows)

    def place(self, row: int, column: str) -> str:
        """A cell as a person finds it."""
        at = self.columns.get(column, "")
        sheet = f"sheet '{self.sheet}', " if self.sheet else ""
        return f"{self.file}, {sheet}row {row}, column {at} ({column})" if at else f"{self.file}, {sheet}row {row}"


def read_returned(path: Path) -> Returned:
    """The filled form in a file; an `InputError` for a file that is no batch of anybody."""
    content = path.read_bytes()
    excel = content.startswith(ZIP)
    table = find_excel(content, path.name, (RECORD_ID,)) if excel else find_table(decode(content)[0], (RECORD_ID,))
    if table is None:
        fault = f"no sheet in it has a column '{RECORD_ID}', so it is no batch of records."
        raise InputError(fault, file=path.name, remedy="Send the workbook that `make batch` wrote, filled in.")
    book = _open(content) if excel else None
    rows, columns = _rows(table), _letters(table)
    batch = (_hidden(book) if book else None) or _marked(rows)
    if batch is None:
        fault = "nothing in it says whose batch it is: the hidden sheet and the grey columns are gone."
        raise InputError(fault, file=path.name, remedy="Copy the decisions into the workbook as it was sent.")
    saved = _saved(content) or datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    return Returned(path.name, _sheet_name(book), batch, saved, rows, columns)


def _rows(table: Table) -> tuple[ReturnedRow, ...]:
    columns = table.columns
    listed = [
        ReturnedRow(line, dict(reversed([(name, cell.strip()) for name, cell in zip(columns, row, strict=False)])))
        for line, row in table.rows[table.header + 1 :]
    ]
    return tuple(row for row in listed if any(row.cells.values()))


def _letters(table: Table) -> dict[str, str]:
    """The letter of each column; the first counts where people copied one."""
    from openpyxl.utils import get_column_letter

    found: dict[str, str] = {}
    for at, name in enumerate(table.columns, start=1):
        found.setdefault(name, get_column_letter(at))
    return found


def _open(content: bytes) -> Any:
    from openpyxl import load_workbook  # here, because most commands read no workbook

    return load_workbook(io.BytesIO(content), read_only=True, data_only=True)


def _hidden(book: Any) -> Batch | None:
    """The identity that the hidden sheet gives, if it is still there."""
    if HIDDEN not in book.sheetnames:
        return None
    rows = [[_text(value) for value in row] for row in book[HIDDEN].iter_rows(values_only=True)]
    said = {row[0]: row[1] for row in rows if len(row) > 1 and row[0]}
    ids = tuple(row[2] for row in rows[1:] if len(row) > 2 and row[2])
    if said.get("stage") not in tuple(EventKind) or not said.get("id") or not said.get("number", "").isdecimal():
        return None
    stage, number = EventKind(said["stage"]), int(said["number"])
    version = said.get("criteria_version", "")
    return Batch(said.get("review", ""), said.get("reviewer", ""), stage, number, version, ids, said["id"])


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _marked(rows: Sequence[ReturnedRow]) -> Batch | None:
    """The batch that most rows are marked with."""
    marks = Counter((row.cells.get(BATCH, ""), row.cells.get(REVIEW, "")) for row in rows if row.cells.get(BATCH))
    found = (read_mark(mark, review) for (mark, review), _ in marks.most_common())
    return next((batch for batch in found if batch), None)


def _sheet_name(book: Any) -> str:
    names = book.worksheets if book else ()
    return next((sheet.title for sheet in names if _has_ids(sheet.iter_rows(max_row=20, values_only=True))), "")


def _has_ids(rows: Iterable[tuple[object, ...]]) -> bool:
    return any(_text(value).casefold() == RECORD_ID for row in rows for value in row)


def _saved(content: bytes) -> str:
    """When the workbook says that it was saved; nothing where it does not say (Google Sheets, CSV)."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = MODIFIED.search(archive.read("docProps/core.xml"))
        moment = datetime.fromisoformat(found[1].decode().replace("Z", "+00:00")) if found else None
    except (KeyError, ValueError, zipfile.BadZipFile):
        return ""
    if moment is None:
        return ""
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).isoformat(timespec="seconds")
