"""What do the values of an entry mean? Each field of a record, and whatever no field could use, kept as it came."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from identification.exports import Entry
from identification.fields import Names
from identification.repair import (
    repair_authors,
    repair_doi,
    repair_pages,
    repair_pmid,
    repair_text,
    repair_year,
)

# Tags that hold a DOI at times; where they hold none, nothing is wrong with them.
GUESTS = frozenset(
    {"M3", "L3", "UR", "LK", "N1", "LID", "AID", "SO", "%M", "%U", "U1", "C2", "url", "link", "note"}
    | {"urls/related-urls/url", "urls/web-urls/url"}
)
JOINED = ("issn", "kind", "language")
SHOWN = ("title", "abstract", "venue")


@dataclass(frozen=True)
class Values:
    """The fields of one record; `raw` is what no field took, and `unusable` what of it was meant for which field."""

    fields: dict[str, str]
    raw: dict[str, tuple[str, ...]]
    unusable: dict[str, tuple[str, ...]]

    @property
    def wrong(self) -> int:
        """How many values a field could not use."""
        return sum(map(len, self.unusable.values()))

    @property
    def kept_raw(self) -> int:
        """How many values and lines were kept and not understood."""
        return sum(map(len, self.raw.values())) - self.wrong


def read_values(entry: Entry, names: Names, silent: Collection[str] = ()) -> Values:
    """The fields that these tags or columns hold, repaired for reading; an id never comes from here."""
    taken: set[str] = set()
    fields: dict[str, str] = {}
    for field, tags in names.items():
        if field != "accession":
            fields[field], used = _field(field, entry, tags)
            taken |= used
    first, last = fields.pop("first_page", ""), fields.pop("last_page", "")
    fields["pages"] = fields.get("pages") or repair_pages("-".join(filter(None, (first, last))))
    meant = {field: dict(_own(entry, names[field])) for field in REPAIRS if not fields[field]}
    kept = {name: left for name, values in entry.fields.items() if (left := _left(name, values, names, taken, silent))}
    raw = ({"": entry.beside} if entry.beside else {}) | kept
    for name, values in ((name, values) for one in meant.values() for name, values in one.items()):
        raw[name] = tuple(dict.fromkeys((*raw.get(name, ()), *values)))
    unusable = {field: tuple(dict.fromkeys(sum(one.values(), ()))) for field, one in meant.items() if one}
    return Values(fields, raw, unusable)


REPAIRS = {"year": repair_year, "doi": repair_doi, "pmid": repair_pmid}


def _field(field: str, entry: Entry, tags: Iterable[str]) -> tuple[str, set[str]]:
    """The value of a field, and the raw values that it was made of."""
    if field in REPAIRS:
        tried = ((REPAIRS[field](value), value) for _, values in _filled(entry, tags) for value in values)
        mended, used = next((both for both in tried if both[0]), ("", ""))
        return mended, {used}
    values = next((values for _, values in _filled(entry, tags)), ())
    if field == "authors":
        return repair_authors(values), set(values)
    if field in JOINED:
        return "; ".join(dict.fromkeys(values)), set(values)
    value = values[0] if values else ""
    if field == "pages":
        return repair_pages(value), {value}
    return repair_text(value) if field in SHOWN else value, {value}


def _filled(entry: Entry, tags: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for tag in tags:
        if values := tuple(filter(None, entry.fields.get(tag, ()))):
            yield tag, values


def _own(entry: Entry, tags: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((tag, values) for tag, values in _filled(entry, tags) if tag not in GUESTS)


def _left(
    name: str, values: Iterable[str], names: Names, taken: Collection[str], silent: Collection[str]
) -> tuple[str, ...]:
    """What a tag holds and no field took: all of it where no field reads the tag, else its further values."""
    filled = tuple(filter(None, values))
    if name in silent or name.split("/")[0] in silent:
        return ()
    readers = [field for field, tags in names.items() if name in tags]
    if not readers:
        return filled
    if name in GUESTS and set(readers) <= REPAIRS.keys():
        return tuple(value for value in filled if value not in taken)
    if readers == ["authors"]:
        return ()
    return tuple(value for value in filled[1:] if value not in taken)
