"""How tables are written and read: CSV as text for flat things, one JSON object a line for nested ones.

A table is a list of frozen dataclasses; their fields are the header. Nested values (tuples, dictionaries) are JSON in
their cell. Every value is read as text and then put into the type that its field declares, so that a note "NA" stays
a note.
"""

import csv
import dataclasses
import json
import re
import types
import typing
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from identification.errors import InputError

Row = TypeVar("Row")
# So many different cells of a column are read once each: sources and decisions repeat, ids do not.
KEPT_CELLS = 1000


def write_table(rows: Iterable[Row], kind: type[Row], path: Path | str) -> None:
    """Write rows as CSV, sorted by their first field, the id: same rows, same bytes."""
    names = columns(kind)
    ordered = sorted(rows, key=lambda row: tuple(_sort_key(getattr(row, name)) for name in names))
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([_to_text(getattr(row, name)) for name in names] for row in ordered)


def read_table(path: Path | str, kind: type[Row]) -> list[Row]:
    """Read rows that `write_table` wrote, or that a person keeps with the same header.

    Columns may stand in any order and absent ones take the field's default; a required or unknown column, or a value
    that is not of the field's type, is an `InputError` with file and line.
    """
    header, rows = _read_csv(path)
    _check_header(header, kind, path)
    hints = [typing.get_type_hints(kind)[name] for name in header]
    # Most cells are text and stay it: to ask for each what it is to be is half the time that a large table takes.
    asked = [(at, _cell_reader(hint)) for at, hint in enumerate(hints) if hint is not str]
    listed: list[Row] = []
    for line, row in rows:
        values: list[Any] = [*row]
        try:
            for at, read in asked:
                values[at] = read(row[at])
        except ValueError as fault:
            remedy = f"Use {allowed(hints[at])}."
            raise InputError(f"'{row[at]}' is not allowed here.", file=path, line=line, remedy=remedy) from fault
        listed.append(kind(**dict(zip(header, values, strict=True))))
    return listed


def append_row(row: object, path: Path | str) -> None:
    """Put one row below a table that people keep, as its own header stands there; begin a table that is not there."""
    kind, file_path = type(row), Path(path)
    header = _read_csv(path)[0] if file_path.exists() else []
    text = file_path.read_text(encoding="utf-8-sig") if header else ""
    if header:
        _check_header(header, kind, path)
    file_path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a", encoding="utf-8", newline="") as file:
        file.write("\n" * (bool(text) and not text.endswith("\n")))
        writer = csv.writer(file, lineterminator="\n", delimiter=_delimiter(text.partition("\n")[0]))
        writer.writerows([] if header else [columns(kind)])
        writer.writerow(_to_text(getattr(row, name)) for name in header or columns(kind))


def read_all(paths: Iterable[Path | str], kind: type[Row]) -> list[Row]:
    """The rows of any number of files, none included: for tables that people may not have written yet."""
    return [row for path in paths for row in read_table(path, kind)]


def read_rows(path: Path | str) -> list[dict[str, str]]:
    """The rows of any CSV file by its own header, every value as the text that stands there."""
    header, rows = _read_csv(path)
    return [dict(zip(header, row, strict=True)) for _, row in rows]


# What a spreadsheet takes for a formula. A text that begins so gets an apostrophe, and an import takes it off again.
FORMULA = re.compile(r"^'*[=+\-@\t\r]")


def as_csv_cell(cell: object) -> object:
    """A cell as a CSV file for people carries it: no spreadsheet takes it for a formula.

    >>> as_csv_cell("-5 to 3"), as_csv_cell("'=x"), as_csv_cell(3)
    ("'-5 to 3", "''=x", 3)
    """
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def from_cell(text: str) -> str:
    """The text of a cell without the apostrophe that kept it text.

    >>> from_cell("'-5 to 3"), from_cell("''=x"), from_cell("'tis")
    ('-5 to 3', "'=x", "'tis")
    """
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def write_lines(rows: Iterable[Row], path: Path | str) -> None:
    """Write rows as JSONL, in the order given."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    objects = (json.dumps(dataclasses.asdict(row), ensure_ascii=False) for row in rows)  # type: ignore[call-overload]
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in objects)


def read_lines(path: Path | str, kind: type[Row]) -> list[Row]:
    """Read rows that `write_lines` wrote."""
    readers = readers_of(kind)
    with open(path, encoding="utf-8") as file:
        objects = [json.loads(line) for line in file]
    return [kind(**{name: readers[name](value) for name, value in row.items()}) for row in objects]


def columns(kind: type) -> list[str]:
    """The header of a table: the fields of its dataclass."""
    return [field.name for field in dataclasses.fields(kind)]


@cache
def reader_of(hint: Any) -> Callable[[Any], Any]:
    """What turns a value out of JSON or text into the type of its field; a word that is not on its list: ValueError."""
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    if hint in (int, float):
        return lambda value: hint(value or 0)
    if hint is bool:
        return lambda value: value in (True, "true")
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)
        parts = [reader_of(one) for one in inner if one is not Ellipsis]
        if inner[-1] is Ellipsis:
            return lambda value: tuple(map(parts[0], value))
        return lambda value: tuple(read(part) for part, read in zip(value, parts, strict=True))
    if isinstance(hint, types.UnionType):
        given = reader_of(typing.get_args(hint)[0])
        return lambda value: None if value in (None, "") else given(value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        fields = readers_of(hint)
        return lambda value: hint(**{name: fields[name](part) for name, part in value.items()})
    return lambda value: value


def readers_of(kind: type) -> dict[str, Callable[[Any], Any]]:
    """What turns each field's value into its type, by name."""
    return {name: reader_of(hint) for name, hint in typing.get_type_hints(kind).items()}


def allowed(hint: Any) -> str:
    """The words that a field takes, for the sentence that says which one was wrong."""
    kind = typing.get_args(hint)[0] if isinstance(hint, types.UnionType) else hint
    return ", ".join(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else getattr(kind, "__name__", "")


def _read_csv(path: Path | str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header, and each row with the line it begins on; blank lines are none, and Excel may have written ";"."""
    csv.field_size_limit(LONGEST_CELL)
    line = 1
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            reader = csv.reader(file, delimiter=_delimiter(first), strict=True)
            header = [name.strip() for name in next(reader, [])]
            rows, line = [], reader.line_num + 1
            for row in reader:
                if any(row):
                    rows.append((line, _of_width(row, header, path, line)))
                line = reader.line_num + 1
    except csv.Error as fault:
        why = f"a quotation mark is not closed, or stands where none may stand ({fault})."
        raise InputError(why, file=path, line=line, remedy="Mend the row that begins here.") from fault
    except UnicodeDecodeError as fault:
        raise InputError("this table is not UTF-8.", file=path, remedy="Save it as CSV UTF-8.") from fault
    return header, rows


def _delimiter(header: str) -> str:
    return ";" if header.count(";") > header.count(",") else ","


# A megabyte: an abstract has 3,000 letters, a page of text 5,000; csv's own limit of 131,072 stops on long quotes.
LONGEST_CELL = 1_000_000


def _of_width(row: list[str], header: list[str], path: Path | str, line: int) -> list[str]:
    if len(row) > len(header) and any(row[len(header) :]):
        fault = f"this row has {len(row)} cells and the header has {len(header)}."
        raise InputError(fault, file=path, line=line, remedy="Put a cell that holds a comma in double quotes.")
    return (row + [""] * len(header))[: len(header)]


def _check_header(header: list[str], kind: type, path: Path | str) -> None:
    if unknown := [name for name in header if name not in columns(kind)]:
        known = ", ".join(columns(kind))
        raise InputError(f"unknown column '{unknown[0]}'.", file=path, line=1, remedy=f"Known columns: {known}.")
    required = [field.name for field in dataclasses.fields(kind) if field.default is dataclasses.MISSING]
    if missing := [name for name in required if name not in header]:
        raise InputError(f"column '{missing[0]}' is missing.", file=path, line=1, remedy="Add it to the header.")


def _cell_reader(hint: Any) -> Callable[[str], Any]:
    """What reads a cell of a CSV file; a nested value stands in it as JSON."""
    read = reader_of(hint)
    if typing.get_origin(hint) is dict or dataclasses.is_dataclass(hint):
        return lambda text: read(json.loads(text))
    if typing.get_origin(hint) is tuple:  # which nobody changes, so that equal cells can be one
        return lru_cache(KEPT_CELLS)(lambda text: read(json.loads(text)))
    return read


def _sort_key(value: Any) -> str:
    return f"{value:012d}" if type(value) is int else _to_text(value)


def _to_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, tuple | dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value).replace("\r\n", "\n").replace("\r", "\n")
