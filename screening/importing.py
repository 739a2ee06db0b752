"""Decisions that people recorded elsewhere, as a plain table: found again among the records, and none dropped.

Our own number of a record says which one is meant, else its DOI, its PMID, and at last the title. Where several records
have the title, those whose authors, journal, year or source contradict the row are no candidates; where then more than
one is left, nobody guesses.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from identification.comparable import comparable_venue
from identification.comparison import AUTHORS_OTHER, same_venue
from identification.events import Event
from identification.records import UniqueRecord
from identification.repair import plain, repair_doi, repair_pmid, repair_year
from identification.titles import without_remark
from identification.vocabulary import Decision, EventKind


@dataclass(frozen=True)
class DecisionRow:
    """One row of a table of decisions: where it stands, what it says of which title, and in whose words.

    `source` is the id of the source that the row was found in, `record_id` our own number where an export of ours
    carried it there and back.
    """

    row: int
    title: str
    doi: str
    decision: Decision | None
    reason: str = ""
    note: str = ""
    authors: str = ""
    year: str = ""
    venue: str = ""
    source: str = ""
    pmid: str = ""
    record_id: str = ""


@dataclass(frozen=True)
class NotImported:
    """A row that became no event, and why."""

    row: int
    title: str
    why: str


# Two spellings of one title in letters and digits; the same cut as for duplicates (identification/duplicates.py).
TITLE_CUTOFF = 97.0


def decisions_as_events(
    rows: Iterable[DecisionRow], unique: Sequence[UniqueRecord], *, kind: EventKind, who: str, origin: str, at: str
) -> tuple[list[Event], list[NotImported]]:
    """One event per row whose record is found by DOI or title, and the rows that became none.

    An event's id follows from `origin` (the file) and the row, so that importing the same file twice adds nothing.
    """
    places = Places.of(unique)
    events, missed = [], []
    for row in rows:
        group, why = places.find(row)
        why = why or ("no decision stands in this row" if row.decision is None else "")
        if why:
            missed.append(NotImported(row.row, row.title, why))
        else:
            events.append(_event(row, group, kind, who, origin, at))
    return events, missed


@dataclass(frozen=True)
class Places:
    """Where the records of a review are found again: by our own number, DOI, PMID and title."""

    known: Mapping[str, UniqueRecord]
    by_id: Mapping[str, set[str]]
    by_doi: Mapping[str, set[str]]
    by_pmid: Mapping[str, set[str]]
    by_title: Mapping[str, set[str]]

    @classmethod
    def of(cls, unique: Sequence[UniqueRecord]) -> "Places":
        """The places of these records."""
        return cls(
            {record.group_id: record for record in unique},
            _groups((member, record.group_id) for record in unique for member in record.record_ids),
            _groups((record.doi, record.group_id) for record in unique),
            _groups((record.pmid, record.group_id) for record in unique),
            _groups((_letters(record.title), record.group_id) for record in unique),
        )

    def find(self, row: DecisionRow) -> tuple[str, str]:
        """The group of records that a row means, or nothing and why not."""
        if not any((row.title, row.doi, row.pmid, row.record_id)):
            return "", "no title stands in this row"
        named = self._named(row)
        meant = {group for group in named if not _contradicts(row, self.known[group])} if len(named) > 1 else named
        why = _why_not(named, meant)
        return ("", why) if why else (min(meant), "")

    def _named(self, row: DecisionRow) -> set[str]:
        """The groups that a row may mean: its numbers say it, else its title, else the nearest title."""
        title = _letters(row.title)
        if ours := self.by_id.get(row.record_id, set()):
            return ours
        with_title = self.by_title.get(title, set())
        numbers = ((self.by_doi, repair_doi(row.doi)), (self.by_pmid, repair_pmid(row.pmid)))
        for with_number in (known.get(number, set()) for known, number in numbers):
            if with_number:
                return with_number & with_title or with_number
        if with_title or not title:
            return with_title
        near = process.extract(title, self.by_title.keys(), scorer=fuzz.ratio, score_cutoff=TITLE_CUTOFF, limit=2)
        return set().union(*(self.by_title[name] for name, _, _ in near))


def _why_not(named: set[str], meant: set[str]) -> str:
    if not named:
        return "no record of the searches has this DOI or title"
    if not meant:
        return (
            "several records have this title, and the row contradicts each of them in authors, year, journal or source"
        )
    if len(meant) > 1:
        return f"{len(meant)} records fit this row ({', '.join(sorted(meant))}), and nothing in it says which"
    return ""


def _contradicts(row: DecisionRow, record: UniqueRecord) -> bool:
    """Whether the row and a record of its title differ in what both of them say: then the record is not meant."""
    authors, years = (plain(row.authors), plain(record.authors)), (repair_year(row.year), record.year)
    venues = comparable_venue(row.venue), comparable_venue(record.venue)
    return (
        (all(authors) and fuzz.token_set_ratio(*authors) < AUTHORS_OTHER)
        or (all(years) and abs(int(years[0]) - int(years[1])) > 1)
        or (all(venues) and not same_venue(*venues))
        or (row.source != "" and row.source not in record.sources)
    )


def _groups(named: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, group in named:
        if name:
            found.setdefault(name, set()).add(group)
    return found


def _letters(title: str) -> str:
    return plain(without_remark(title)).replace(" ", "")


def _event(row: DecisionRow, group: str, kind: EventKind, who: str, origin: str, at: str) -> Event:
    event_id = hashlib.sha256(f"{origin} row {row.row}".encode()).hexdigest()[:32]
    content = {"imported_from": origin, "row": row.row}
    decision, reason, note = str(row.decision), row.reason, row.note
    return Event(event_id, at, who, kind, group, decision, reason=reason, note=note, content=content)
