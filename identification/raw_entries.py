"""What did an export say of a record, letter by letter? The end of every trace."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from identification.exports import Export
from identification.readers import open_export
from identification.records import Record, Search

# How a record says where it comes from: "pubmed.nbib, record 3, line 45".
REFERENCE = re.compile(r"^(?P<file>.*), record (?P<position>\d+), line \d+$")


def raw_entries(records: Iterable[Record], searches: Iterable[Search], folder: Path) -> dict[str, str]:
    """The entry of each record as its export holds it, by record id; each export is opened once.

    A record whose reference names no place in an export has none.
    """
    by_file = {search.file: search for search in searches if search.file}
    opened: dict[str, Export] = {}
    found: dict[str, str] = {}
    for record in records:
        place = REFERENCE.match(record.source_ref)
        if place and place["file"] in by_file:
            search = by_file[place["file"]]
            if search.file not in opened:
                opened[search.file] = open_export(folder / search.file, search)
            found |= _entry(record.record_id, opened[search.file], int(place["position"]))
    return found


def _entry(record_id: str, export: Export, position: int) -> Mapping[str, str]:
    return {record_id: export.entries[position - 1].raw} if 0 < position <= len(export.entries) else {}
