"""Which records did the searches bring? Each export is read whole or stops the run with the place of its fault."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz

from identification.bibtex import ENTRY_TYPE
from identification.entries import Entry, Export, read_export
from identification.errors import InputError
from identification.records import Record, Search, SourceCount
from identification.repair import plain, repair_doi, repair_text, repair_year

# The field of a record <- the tags or columns that may hold it, best first. Ovid, EBSCO and ProQuest write RIS with
# the older tags (T1, A1, Y1, N2), Scopus and Zotero with the newer ones.
RIS_FIELDS = {
    "title": ("TI", "T1", "CT", "BT"),
    "abstract": ("AB", "N2"),
    "authors": ("AU", "A1", "A2", "ED"),
    "year": ("PY", "Y1", "DA", "YR"),
    "venue": ("JF", "T2", "JO", "JA", "J2", "SO", "PB"),
    "volume": ("VL", "VO"),
    "issue": ("IS", "CP"),
    "doi": ("DO", "DI", "M3", "L3", "UR", "LK", "N1"),
    "pmid": ("PMID",),
    "issn": ("SN",),
    "url": ("UR", "LK", "L2"),
    "kind": ("TY",),
    "language": ("LA",),
    "accession": ("AN", "UT"),
}
NBIB_FIELDS = {
    "title": ("TI", "BTI", "TT"),
    "abstract": ("AB", "OAB"),
    "authors": ("FAU", "AU", "CN", "FED"),
    "year": ("DP", "DEP"),
    "venue": ("JT", "TA"),
    "volume": ("VI",),
    "issue": ("IP",),
    "pages": ("PG",),
    "doi": ("LID", "AID", "SO"),
    "pmid": ("PMID",),
    "issn": ("IS", "ISBN"),
    "kind": ("PT",),
    "language": ("LA",),
    "accession": ("PMID",),
}
CSV_FIELDS = {
    "title": ("title", "article title", "document title", "primary title", "ti"),
    "abstract": ("abstract", "abstract note", "ab"),
    "authors": ("authors", "author", "author(s)", "author names", "author full names", "au"),
    "year": ("year", "publication year", "pubyear", "publication date", "date", "py"),
    "venue": (
        *("journal", "source title", "publication title", "journal/book", "journal title", "source", "venue"),
        *("source title/anthology title", "publication", "so"),
    ),
    "volume": ("volume", "vol", "vl"),
    "issue": ("issue", "number", "is"),
    "pages": ("pages", "pagination", "page range"),
    "doi": ("doi", "doi link", "url", "link"),
    "pmid": ("pmid", "pubmed id"),
    "issn": ("issn", "isbn", "issns"),
    "url": ("url", "link", "external url", "source url"),
    "kind": ("document type", "publication type", "item type", "type"),
    "language": ("language", "language of original document"),
    "accession": (
        *("accession number", "pmid", "eid", "ut (unique wos id)", "ut (unique id)", "lens id", "publication id"),
        *("storeid", "an"),
    ),
}
BIBTEX_FIELDS = {
    "title": ("title",),
    "abstract": ("abstract",),
    "authors": ("author", "editor"),
    "year": ("year", "date"),
    "venue": ("journal", "journaltitle", "booktitle", "institution", "school", "publisher", "howpublished"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages",),
    "doi": ("doi", "url", "note"),
    "pmid": ("pmid",),
    "issn": ("issn", "isbn"),
    "url": ("url",),
    "kind": (ENTRY_TYPE,),
    "language": ("language", "langid"),
    "accession": ("unique-id",),
}
FIELDS = {"RIS": RIS_FIELDS, "NBIB": NBIB_FIELDS, "CSV": CSV_FIELDS, "BibTeX": BIBTEX_FIELDS}
FIRST_PAGE = ("SP", "page start", "start page", "first page", "bp")
LAST_PAGE = ("EP", "page end", "end page", "last page")
ID_DIGITS = 12  # 48 bits: two of 100,000 records share an id once in 56,000 reviews


def read_searches(searches: Iterable[Search], folder: Path) -> tuple[list[Record], list[SourceCount]]:
    """All records of all searches, oldest search first, and what became of each export.

    A record that an earlier export already brought (the same search downloaded again) is counted and not kept twice.
    """
    records: dict[str, Record] = {}
    counts = []
    for search in in_order(searches):
        if search.file:
            found, count = read_search(search, folder)
            found = [_apart(record, records.get(record.record_id)) for record in found]
            seen = sum(record.record_id in records for record in found)
            for record in found:
                records.setdefault(record.record_id, record)
            counts.append(replace(count, seen_before=seen))
        else:
            counts.append(_without_file(search))
    return [replace(record, seen=place) for place, record in enumerate(records.values(), start=1)], counts


def in_order(searches: Iterable[Search]) -> list[Search]:
    """Searches by date, then by their row: the first record ever seen names a group, so later searches come later."""
    return sorted(searches, key=lambda search: search.date)


def read_search(search: Search, folder: Path) -> tuple[list[Record], SourceCount]:
    """The records of one export, in its order.

    Another number of entries than its log declares stops the run: a study would disappear without a word.
    """
    export = read_export(folder / search.file)
    _check_declared(search, export)
    ordinals: Counter[str] = Counter()
    named = Counter(_accession(entry, export.format) for entry in export.entries)
    records = []
    for position, entry in enumerate(export.entries, start=1):
        values = _values(entry, FIELDS[export.format])
        accession = _accession(entry, export.format)
        key = _key(search.source, accession if named[accession] == 1 else "", entry.raw)
        reference = f"{search.file}, record {position}, line {entry.line}"
        records.append(Record(_record_id(key, ordinals[key]), search.source, reference, **values))  # type: ignore[arg-type]
        ordinals[key] += 1
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
    )
    return records, count


def _values(entry: Entry, fields: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    values = {field: _first(entry, names) for field, names in fields.items() if field != "accession"}
    values["title"] = repair_text(values["title"])
    values["abstract"] = repair_text(values["abstract"])
    values["authors"] = _authors(entry, fields["authors"])
    values["year"] = repair_year(values["year"])
    values["doi"] = next(filter(None, (repair_doi(_first(entry, (name,))) for name in fields["doi"])), "")
    values["pages"] = values.get("pages") or "-".join(
        filter(None, (_first(entry, FIRST_PAGE), _first(entry, LAST_PAGE)))
    )
    values["pmid"] = "".join(re.findall(r"^\d{1,9}$", values["pmid"]))
    return values


def _first(entry: Entry, names: tuple[str, ...]) -> str:
    for name in names:
        if value := next(filter(None, entry.fields.get(name, [])), ""):
            return value
    return ""


def _authors(entry: Entry, names: tuple[str, ...]) -> str:
    for name in names:
        if listed := [value for value in entry.fields.get(name, []) if value]:
            return "; ".join(listed)
    return ""


def _apart(record: Record, earlier: Record | None) -> Record:
    """The record under an id of its own where another title already has its id: two databases, one accession number."""
    if earlier is None or fuzz.ratio(plain(record.title), plain(earlier.title)) >= TITLE_SAME_RECORD:
        return record
    return replace(record, record_id=_record_id(f"{record.source} {record.record_id} {plain(record.title)}", 0))


# A title that its database corrected between two downloads stays above 80; two articles rarely reach 60.
TITLE_SAME_RECORD = 80.0


def _accession(entry: Entry, form: str) -> str:
    """The number that the database gave the entry; what several entries of one export share is none."""
    number = _first(entry, FIELDS[form]["accession"])
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
