"""Decisions that people recorded elsewhere, as a plain table: found again among the records, and none dropped."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from identification.events import Event
from identification.records import UniqueRecord
from identification.repair import plain, repair_doi
from identification.vocabulary import Decision, EventKind


@dataclass(frozen=True)
class DecisionRow:
    """One row of a table of decisions: where it stands, what it says of which title, and in whose words."""

    row: int
    title: str
    doi: str
    decision: Decision | None
    reason: str = ""
    note: str = ""


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
    by_doi = {record.doi: record.group_id for record in unique if record.doi}
    by_title = {plain(record.title).replace(" ", ""): record.group_id for record in unique if record.title}
    events, missed = [], []
    for row in rows:
        group = _group_of(row, by_doi, by_title)
        if not row.title or row.decision is None:
            why = "no title stands in this row" if not row.title else "no decision stands in this row"
            missed.append(NotImported(row.row, row.title, why))
        elif not group:
            missed.append(NotImported(row.row, row.title, "no record of the searches has this DOI or title"))
        else:
            events.append(_event(row, group, kind, who, origin, at))
    return events, missed


def _group_of(row: DecisionRow, by_doi: dict[str, str], by_title: dict[str, str]) -> str:
    title = plain(row.title).replace(" ", "")
    if title in by_title:
        return by_title[title]
    near = process.extractOne(title, by_title.keys(), scorer=fuzz.ratio, score_cutoff=TITLE_CUTOFF) if title else None
    return by_doi.get(repair_doi(row.doi)) or (by_title[near[0]] if near else "")


def _event(row: DecisionRow, group: str, kind: EventKind, who: str, origin: str, at: str) -> Event:
    event_id = hashlib.sha256(f"{origin} row {row.row}".encode()).hexdigest()[:32]
    content = {"imported_from": origin, "row": row.row}
    decision, reason, note = str(row.decision), row.reason, row.note
    return Event(event_id, at, who, kind, group, decision, reason=reason, note=note, content=content)
