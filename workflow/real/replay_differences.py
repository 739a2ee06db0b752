"""Where do the people's list and our groups differ, record by record, and who is right?"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from identification.merging import group_of
from identification.records import Membership, UniqueRecord
from identification.repair import plain, repair_doi
from identification.tables import read_rows, read_table
from screening.importing import NotImported
from workflow.real.replay import FOLDER, FULL_TEXT, TITLE_ABSTRACT, Row, sheet
from workflow.real.replay_judged import JUDGED, OURS

KEPT_TWICE = "one record of ours, several rows of theirs"
FITS_SEVERAL = "one row of theirs, several records of ours"
NO_ROW = "a record of ours, no row of theirs"
NO_RECORD = "a row of theirs, no record in any export"
NOT_JUDGED = ("not judged", "")


@dataclass(frozen=True)
class Replayed:
    """Both sides as they are read back: the people's rows by their number, our groups, and which row fell on which."""

    listed: tuple[Row, ...]
    decided: tuple[Row, ...]
    assessed: tuple[Row, ...]
    unique: Mapping[str, UniqueRecord]
    placed: Mapping[int, str]
    missed: tuple[NotImported, ...]

    def citations(self) -> dict[int, dict[str, str]]:
        """The rows of the decision sheet that name a title, by number."""
        return {row.number: row.cells for row in self.decided if row.cells["title"]}

    def rows_of(self) -> dict[str, list[int]]:
        """The rows that fell on each group that any fell on."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, group in sorted(self.placed.items()):
            found[group].append(number)
        return dict(found)

    def fitting(self) -> dict[int, tuple[str, ...]]:
        """The groups that a row fits which fits several; nothing of one that fits none."""
        return {one.row: tuple(re.findall(r"\bR[0-9a-f]{12}\b", one.why)) for one in self.missed if one.title}


@dataclass(frozen=True)
class Difference:
    """One difference: rows of theirs by number, records of ours, and the judgement with its reason."""

    kind: str
    rows: tuple[int, ...]
    records: tuple[UniqueRecord, ...]
    right: str
    why: str


def replayed(data: Path, review: Path) -> Replayed:
    """What the sheets hold and what became of it in the review."""
    human, results = data / FOLDER / "human", review / "results"
    known = group_of(read_table(results / "identification/membership.csv", Membership))
    events = (review / "review/events/title_abstract" / f"{TITLE_ABSTRACT}.jsonl").read_text(encoding="utf-8")
    said = [json.loads(line) for line in events.splitlines()]
    return Replayed(
        listed=tuple(sheet(human / "after_deduplication.csv")),
        decided=tuple(sheet(human / f"{TITLE_ABSTRACT}.csv")),
        assessed=tuple(sheet(human / f"{FULL_TEXT}.csv")),
        unique={one.group_id: one for one in read_table(results / "identification/unique.csv", UniqueRecord)},
        placed={event["content"]["row"]: known[event["subject_id"]] for event in said},
        missed=tuple(
            NotImported(int(row["row"]), row["title"], row["why"])
            for row in read_rows(review / "review/imports" / f"{TITLE_ABSTRACT}_not_imported.csv")
        ),
    )


def said_in(row: Row) -> list[str]:
    """The cells of a row that say anything, but for the count that was added to the sheet with the data."""
    return [cell for name, cell in row.cells.items() if cell and name != COUNTED_FOR_US]


COUNTED_FOR_US = "abstract_chars"


def differences(both: Replayed) -> list[Difference]:
    """Every difference once: kept twice by them, fitting several of ours, only with us, only with them."""
    rows, fitting = both.rows_of(), both.fitting()
    twice = [_difference(KEPT_TWICE, tuple(on), [group], both) for group, on in rows.items() if len(on) > 1]
    several = [_difference(FITS_SEVERAL, (row,), groups, both) for row, groups in fitting.items() if groups]
    without = [_difference(NO_RECORD, (row,), [], both) for row, groups in fitting.items() if not groups]
    meant = {group for groups in fitting.values() for group in groups}
    alone = [_difference(NO_ROW, (), [group], both) for group in both.unique if group not in rows.keys() | meant]
    return [*_by_title(twice), *several, *_by_title(alone), *without]


def nearest_row(record: UniqueRecord, citations: Mapping[int, Mapping[str, str]]) -> tuple[int, float]:
    """The row of theirs whose title is most like the record's, and how like of 100."""
    titles = {number: plain(row["title"]) for number, row in citations.items()}
    found = process.extractOne(plain(record.title), titles, scorer=fuzz.ratio)
    return found[2], found[1]


def _difference(kind: str, rows: tuple[int, ...], groups: Sequence[str], both: Replayed) -> Difference:
    records = tuple(both.unique[group] for group in groups)
    dois = {repair_doi(both.citations()[row]["doi"]) for row in rows}
    if kind == KEPT_TWICE and len(dois) == 1 and "" not in dois:
        return Difference(kind, rows, records, OURS, "A duplicate that they left: the rows have one DOI.")
    names = [name for record in records for name in (record.doi, record.title, f"{record.title} | {record.venue}")]
    right, why = next((JUDGEMENTS[key] for key in map(_key, names) if key in JUDGEMENTS), NOT_JUDGED)
    return Difference(kind, rows, records, right, why)


def _key(name: str) -> str:
    return name if name.startswith("10.") else plain(name)


JUDGEMENTS = {_key(name): judgement for name, judgement in JUDGED.items()}


def _by_title(found: Iterable[Difference]) -> list[Difference]:
    return sorted(found, key=lambda one: plain(one.records[0].title))
