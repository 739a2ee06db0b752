"""Which records did the searches bring? Each export is read whole or stops the run with the place of its fault."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import fuzz

from identification.dialects import names_of
from identification.entries import read_export
from identification.errors import InputError
from identification.exports import Entry, Export
from identification.fields import FIELDS, SILENT, Names
from identification.mapping import columns_of, mapped
from identification.records import RawFields, Record, Search, SourceCount
from identification.repair import plain
from identification.values import Values, read_values

ID_DIGITS = 12  # 48 bits: two of 100,000 records share an id once in 56,000 reviews


@dataclass(frozen=True)
class Imported:
    """All records of all searches, what became of each export, and what no field of a record took."""

    records: list[Record]
    counts: list[SourceCount]
    raw: list[RawFields]


def read_searches(searches: Iterable[Search], folder: Path) -> tuple[list[Record], list[SourceCount]]:
    """All records of all searches, oldest search first, and what became of each export."""
    imported = import_searches(searches, folder)
    return imported.records, imported.counts


def import_searches(searches: Iterable[Search], folder: Path) -> Imported:
    """All that the searches brought, oldest search first.

    A record that an earlier export already brought (the same search downloaded again) is counted and not kept twice.
    """
    records: dict[str, Record] = {}
    raw: dict[str, RawFields] = {}
    counts = []
    for search in in_order(searches):
        if search.file:
            found, count, aside = _read(search, folder)
            apart = [_apart(record, records.get(record.record_id)) for record in found]
            seen = sum(record.record_id in records for record in apart)
            for record, was in zip(apart, found, strict=True):
                if record.record_id not in records and was.record_id in aside:
                    raw[record.record_id] = RawFields(record.record_id, aside[was.record_id])
                records.setdefault(record.record_id, record)
            counts.append(replace(count, seen_before=seen))
        else:
            counts.append(_without_file(search))
    placed = [replace(record, seen=place) for place, record in enumerate(records.values(), start=1)]
    return Imported(placed, counts, list(raw.values()))


def in_order(searches: Iterable[Search]) -> list[Search]:
    """Searches by date, then by their row: the first record ever seen names a group, so later searches come later."""
    return sorted(searches, key=lambda search: search.date)


def read_search(search: Search, folder: Path) -> tuple[list[Record], SourceCount]:
    """The records of one export, in its order.

    Another number of entries than its log declares stops the run: a study would disappear without a word.
    """
    records, count, _ = _read(search, folder)
    return records, count


def open_export(path: Path, search: Search) -> Export:
    """One export taken apart, as a table where the team has said which of its columns hold what."""
    return read_export(path, titles=columns_of(search).get("title", ()))


def names_in(export: Export, search: Search) -> Names:
    """Which tags or columns of an export hold which field, those first that the team named."""
    return mapped(names_of(export.format, export.dialect), columns_of(search), export, search)


def values_in(export: Export, names: Names) -> Iterator[tuple[Entry, Values]]:
    """Each entry of an export with what its values mean."""
    silent = SILENT.get(export.format, ())
    return ((entry, read_values(entry, names, silent)) for entry in export.entries)


def _read(search: Search, folder: Path) -> tuple[list[Record], SourceCount, dict[str, dict[str, tuple[str, ...]]]]:
    export = open_export(folder / search.file, search)
    _check_declared(search, export)
    names = names_in(export, search)
    ordinals: Counter[str] = Counter()
    named = Counter(_accession(entry, export.format) for entry in export.entries)
    records: list[Record] = []
    raw: dict[str, dict[str, tuple[str, ...]]] = {}
    kept = unusable = 0
    for position, (entry, values) in enumerate(values_in(export, names), start=1):
        accession = _accession(entry, export.format)
        key = _key(search.source, accession if named[accession] == 1 else "", entry.raw)
        reference = f"{search.file}, record {position}, line {entry.line}"
        record = Record(_record_id(key, ordinals[key]), search.source, reference, **values.fields)  # type: ignore[arg-type]
        ordinals[key] += 1
        records.append(record)
        raw |= {record.record_id: values.raw} if values.raw else {}
        kept, unusable = kept + values.kept_raw, unusable + values.wrong
    count = SourceCount(
        file=search.file,
        source=search.source,
        format=export.format,
        date=search.date,
        declared_hits=search.hits,
        counted=export.counted,
        read=len(records),
        seen_before=0,
        encoding=export.encoding,
        dialect=export.dialect,
        kept_raw=kept,
        unusable=unusable,
    )
    return records, count, raw


def _apart(record: Record, earlier: Record | None) -> Record:
    """The record under an id of its own where another title already has its id: two databases, one accession number."""
    if earlier is None or fuzz.ratio(plain(record.title), plain(earlier.title)) >= TITLE_SAME_RECORD:
        return record
    return replace(record, record_id=_record_id(f"{record.source} {record.record_id} {plain(record.title)}", 0))


# A title that its database corrected between two downloads stays above 80; two articles rarely reach 60.
TITLE_SAME_RECORD = 80.0


def _accession(entry: Entry, form: str) -> str:
    """The number that the database gave the entry; what several entries of one export share is none."""
    values = (value for name in FIELDS[form]["accession"] for value in entry.fields.get(name, ()))
    number = next(filter(None, values), "")
    return "" if number.casefold() in NO_ACCESSION else number


NO_ACCESSION = ("n/a", "na", "none", "-", "0")


def _key(source: str, accession: str, raw: str) -> str:
    return f"{source.casefold()} accession {accession}" if accession else f"{source.casefold()} entry {raw}"


def _record_id(key: str, ordinal: int) -> str:
    return "R" + hashlib.sha256(f"{key} {ordinal}".encode()).hexdigest()[:ID_DIGITS]


def _check_declared(search: Search, export: Export) -> None:
    if search.hits is not None and len(export.entries) != search.hits:
        fault = f"{len(export.entries)} records were read but searches.csv declares {search.hits} hits."
        less = len(export.entries) < search.hits
        remedy = f"{'Export the rest' if less else 'Export it again'}, or correct the hits in searches.csv."
        raise InputError(fault, file=search.file, remedy=remedy)


def _without_file(search: Search) -> SourceCount:
    """A search that leaves no export (a website, an expert): its hits were looked through where they stand."""
    return SourceCount("", search.source, "no file", search.date, search.hits, 0, 0, 0, "")
