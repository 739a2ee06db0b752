"""What does ASReview say of a record: in its exports (CSV, Excel, RIS), and in its projects (.asreview)?

Built from the documentation and the public source of ASReview 1 and 2; no real project was at hand. A project is a zip
with one database of results per review (results.sql in version 1, .db or .sqlite later) and the data set, as the file
that was imported (1) or in a database table `record` (2). Only the current label of a record is read, not those before.
"""

import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from identification.entries import read_export
from identification.errors import InputError
from identification.exports import Entry, Export
from screening.tool_words import Vote, carried_in, is_decided, joined, timed, together

LABEL = re.compile(r"\bASReview_(relevant|irrelevant|not_seen)\b")
NAMED = re.compile(r"\basreview_(time|note|user_name|user_email)\s*[:=]\s*(.*)")
LABELS = ("asreview_label", "included", "label", "label_included", "included_label", "final_included")
NOT_SEEN = ("-1", "-1.0")
SQLITE = b"SQLite format 3\x00"


def read_row(entry: Entry) -> tuple[Vote, ...]:
    """The label of one record, and the votes that travelled with it."""
    cells = {name: joined(values) for name, values in entry.fields.items()}
    notes = [value for name in ("N1", "KW", "notes", "review_decisions") for value in entry.fields.get(name, ())]
    marks = [word for note in notes for word in LABEL.findall(note)]
    # ASReview puts its own in front; one of an earlier round may stand behind it.
    label = f"ASReview_{marks[0]}" if marks and marks[0] != "not_seen" else ""
    label = label or next((cells[name] for name in LABELS if name in cells), "").removesuffix(".0")
    said = {key: value.strip() for note in notes for key, value in NAMED.findall(note)}
    said |= {name.removeprefix("asreview_"): value for name, value in cells.items() if name.startswith("asreview_")}
    votes, _ = carried_in([*notes, said.get("note", "")])
    _, own_note = carried_in([said.get("note", "")])
    at, note = timed(said.get("time", ""), own_note)
    who = said.get("user_name") or said.get("user_email", "")
    told = [Vote(who, label, note=note, at=at)] if is_decided(label) and label not in NOT_SEEN else []
    return together(told, votes)


def read_project(path: Path) -> Export:
    """The records of a project as if they had been exported: the data set's columns and the current labels."""
    with TemporaryDirectory() as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                archive.extractall(folder)
            project = json.loads((Path(folder) / "project.json").read_text(encoding="utf-8"))
            records, results = _databases(Path(folder))
            if not records:
                records = _data_set(Path(folder), project)
        except (zipfile.BadZipFile, OSError, ValueError, sqlite3.Error) as fault:
            raise InputError(
                "this ASReview project is damaged, or none.", file=path.name, remedy="Export it from ASReview again."
            ) from fault
    if not results:
        raise InputError("this ASReview project holds no labels.", file=path.name, remedy="Export it after screening.")
    # A label of a record that is not in the data set becomes a row without a title: it is listed, and not lost.
    numbers = dict.fromkeys((*records, *results))
    known = {number: records.get(number, Entry({}, "", int(number) + 1)) for number in numbers}
    entries = [_with(known[number], number, results.get(number, {})) for number in numbers]
    return Export("CSV", "utf-8", len(entries), entries, "ASReview")


def _with(entry: Entry, record_id: str, result: Mapping[str, Any]) -> Entry:
    """A record of the data set with its label; labels that the data set itself had are those of before."""
    kept = {name: values for name, values in entry.fields.items() if name not in LABELS}
    said = {
        "asreview_record_id": record_id,
        "asreview_label": result.get("label"),
        "asreview_time": result.get("time", result.get("labeling_time")),
        "asreview_note": result.get("note", result.get("notes")),
        "asreview_user_name": result.get("user_id"),
    }
    return replace(entry, fields=kept | {name: [str(value)] for name, value in said.items() if value is not None})


def _databases(folder: Path) -> tuple[dict[str, Entry], dict[str, Mapping[str, Any]]]:
    """What the project's databases hold: records by their number, and what was said of them."""
    records: dict[str, Entry] = {}
    results: dict[str, Mapping[str, Any]] = {}
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    for path in files:
        with path.open("rb") as file:
            if file.read(len(SQLITE)) != SQLITE:
                continue
        base = sqlite3.connect(path)
        base.row_factory = sqlite3.Row
        try:
            for row in map(dict, _rows(base, "record")):
                fields = {name: [_text(value)] for name, value in row.items() if value is not None}
                records[str(row["record_id"])] = Entry(fields, "", int(row["record_id"]) + 1)
            said = [row for row in map(dict, _rows(base, "results")) if row["record_id"] is not None]
            results |= {str(row["record_id"]): row for row in said}
        finally:
            base.close()
    return records, results


def _rows(base: sqlite3.Connection, table: str) -> Iterable[sqlite3.Row]:
    there = base.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()
    return base.execute(f"SELECT * FROM {table}") if there else ()


def _text(value: Any) -> str:
    """A value as an export would have it; lists (authors) stand in the database as JSON."""
    text = str(value)
    if text.startswith("["):
        try:
            return "; ".join(map(str, json.loads(text)))
        except ValueError:
            return text
    return text


def _data_set(folder: Path, project: Mapping[str, Any]) -> dict[str, Entry]:
    """The data set of version 1: the file that was imported; its rows are numbered from 0 where it has no numbers."""
    name = str(project.get("dataset_path") or "")
    there = [folder / "data" / Path(name).name] if name else sorted((folder / "data").iterdir())
    entries = read_export(there[0]).entries
    numbers = [joined(entry.fields.get("record_id", ())) for entry in entries]
    own = all(number.isdecimal() for number in numbers) and len(set(numbers)) == len(numbers)
    return {number if own else str(at): entry for at, (number, entry) in enumerate(zip(numbers, entries, strict=True))}
