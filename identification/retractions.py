"""Which records are on a list of retractions that the team supplies? By DOI and PMID; a title alone is to check.

The list is Retraction Watch's table as downloaded (public through Crossref), or any table with the columns doi, pmid or
title. Nothing is downloaded here, and no record is changed or left out by what is found.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from identification.duplicates import find_duplicates
from identification.errors import InputError
from identification.exports import decode
from identification.records import Record, UniqueRecord
from identification.repair import repair_doi, repair_pmid, repair_year
from identification.sheets import find_table
from identification.vocabulary import Found, Verdict

# The headings of Retraction Watch, and those of a plain list, in lower case.
COLUMNS = {
    "doi": ("originalpaperdoi", "doi"),
    "pmid": ("originalpaperpubmedid", "pmid"),
    "title": ("title",),
    "authors": ("author", "authors"),
    "venue": ("journal", "venue"),
    "year": ("originalpaperdate", "year"),
    "notice_doi": ("retractiondoi",),
    "nature": ("retractionnature", "nature"),
    "date": ("retractiondate", "date"),
    "reason": ("reason",),
}
HEADINGS = (*COLUMNS["doi"], *COLUMNS["pmid"], *COLUMNS["title"])
NATURE = "Retraction"  # where a plain list does not say what became of an article


@dataclass(frozen=True)
class Listed:
    """One row of a list of retractions: the article, the notice on it, and what became of it."""

    row: int
    title: str = ""
    authors: str = ""
    year: str = ""
    venue: str = ""
    doi: str = ""
    pmid: str = ""
    notice_doi: str = ""
    nature: str = NATURE
    date: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Retracted:
    """A record that is on the list (found), or may be by its title (to check). `how` says by what it was recognised.

    `nature`, `date` and `reason` are the list's own words: not every row is a retraction, some are corrections,
    expressions of concern or reinstatements. `included` is whether the review includes the report; `checked` is what a
    person wrote about it in review/retractions_checked.csv.
    """

    group_id: str
    included: bool
    state: Found
    how: str
    title: str
    doi: str
    nature: str
    date: str
    reason: str
    notice_doi: str
    row: int
    checked: str = ""


@dataclass(frozen=True)
class RetractionChecked:
    """What a person found when she looked at a record on the list, and why the review goes on with it."""

    record_id: str
    note: str


@dataclass(frozen=True)
class RetractionList:
    """One list that records were compared with: how many rows it holds, and how many can be recognised by an id."""

    file: str
    rows: int
    with_id: int
    records: int


def read_retractions(path: Path | str) -> list[Listed]:
    """The rows of a list; an `InputError` where it has no column by which an article can be recognised."""
    table = find_table(decode(Path(path).read_bytes())[0], HEADINGS)
    if table is None:
        remedy = "Save Retraction Watch's CSV as it is, or a list with the columns doi, pmid or title."
        raise InputError("this list has no column of DOIs, PMIDs or titles.", file=path, remedy=remedy)
    at = {
        name: next((table.columns.index(one) for one in of if one in table.columns), -1) for name, of in COLUMNS.items()
    }
    return [
        _listed(line, {name: row[place].strip() for name, place in at.items() if 0 <= place < len(row)})
        for line, row in table.rows[table.header + 1 :]
        if any(cell.strip() for cell in row)
    ]


def find_retracted(
    listed: Sequence[Listed], unique: Sequence[UniqueRecord], *, included: Collection[str] = ()
) -> list[Retracted]:
    """The records that a list names, each with every row of the list that names it.

    An article is known by its DOI or PMID, the notice on it by its own DOI. Where neither side says that, the rules for
    duplicates compare titles, authors, years and journals: what they find is only to check.
    """
    sure = [_retracted(record, row, Found.FOUND, how, included) for record, row, how in _by_id(listed, unique)]
    known = {(one.group_id, one.row) for one in sure}
    maybe = [
        _retracted(record, row, Found.TO_CHECK, f"title ({rule})", included)
        for record, row, rule in _by_title(listed, unique)
        if (record.group_id, row.row) not in known
    ]
    return [*sure, *maybe]


def _listed(row: int, cells: dict[str, str]) -> Listed:
    cells["doi"], cells["notice_doi"] = repair_doi(cells.get("doi", "")), repair_doi(cells.get("notice_doi", ""))
    cells["pmid"] = repair_pmid(cells.get("pmid", "")).lstrip("0")
    cells["year"] = repair_year(cells.get("year", ""))
    cells["nature"] = cells.get("nature", "") or NATURE
    cells["date"] = cells.get("date", "").removesuffix(" 0:00")
    return Listed(row, **cells)


def _by_id(listed: Iterable[Listed], unique: Iterable[UniqueRecord]) -> Iterator[tuple[UniqueRecord, Listed, str]]:
    of: dict[tuple[str, str], list[UniqueRecord]] = {}
    for record in unique:
        for key in (("DOI", record.doi), ("PMID", record.pmid)):
            of.setdefault(key, []).append(record)
    for row in listed:
        seen: set[str] = set()
        keys = (
            ("DOI", "DOI", row.doi),
            ("PMID", "PMID", row.pmid),
            ("DOI of the notice itself", "DOI", row.notice_doi),
        )
        for how, kind, value in keys:
            for record in of.get((kind, value), []) if value else []:
                if record.group_id not in seen:
                    seen.add(record.group_id)
                    yield record, row, how


def _by_title(listed: Sequence[Listed], unique: Sequence[UniqueRecord]) -> Iterator[tuple[UniqueRecord, Listed, str]]:
    """What the rules for duplicates say of a record and a row that do not both have a DOI."""
    last = len(unique)
    ours = {f"ours {at}": (one, _record(f"ours {at}", one, at)) for at, one in enumerate(unique, start=1)}
    theirs = {f"row {one.row}": (one, _record(f"row {one.row}", one, last + one.row)) for one in listed if one.title}
    if not ours or not theirs:
        return
    for pair in find_duplicates([record for _, record in (*ours.values(), *theirs.values())]):
        if pair.record_a in ours and pair.record_b in theirs and pair.verdict != Verdict.DIFFERENT:
            yield ours[pair.record_a][0], theirs[pair.record_b][0], pair.rule


def _record(name: str, one: UniqueRecord | Listed, seen: int) -> Record:
    return Record(
        record_id=name,
        source=name.split(" ", maxsplit=1)[0],
        source_ref=name,
        title=one.title,
        authors=one.authors,
        year=one.year,
        venue=one.venue,
        doi=one.doi,
        pmid=one.pmid,
        seen=seen,
    )


def _retracted(record: UniqueRecord, row: Listed, state: Found, how: str, included: Collection[str]) -> Retracted:
    return Retracted(
        group_id=record.group_id,
        included=record.group_id in included,
        state=state,
        how=how,
        title=record.title,
        doi=record.doi,
        nature=row.nature,
        date=row.date,
        reason=row.reason,
        notice_doi=row.notice_doi,
        row=row.row,
    )
