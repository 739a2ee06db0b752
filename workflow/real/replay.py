"""The 2022 update of a real review, replayed: six exports as messy as they came, and what its people decided."""

import csv
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from identification.records import Search
from identification.tables import read_rows, write_table
from identification.vocabulary import Decision, EventKind
from screening.importing import DecisionRow, NotImported, decisions_as_events
from workflow.real.building import UPDATE_AT, unique_records, write_config, write_events

FOLDER = "reviews/social_norms_suicide"
UPDATE_YEAR = "2022"
TITLE_ABSTRACT = "title_abstract_decisions"
FULL_TEXT = "full_text_decisions"


def build(data: Path, review: Path) -> None:
    """The 2022 update of a real review: six exports, and what its people decided on title, abstract and full text."""
    source = data / FOLDER
    searches = _replayed_searches(source, review)
    write_config(review, REPLAY_CONFIG)
    unique = unique_records(searches, review)
    for kind, name, reader in (
        (EventKind.TITLE_ABSTRACT, TITLE_ABSTRACT, _title_abstract_row),
        (EventKind.FULL_TEXT, FULL_TEXT, _full_text_row),
    ):
        rows = [reader(row.number, row.cells) for row in sheet(source / "human" / f"{name}.csv")]
        events, missed = decisions_as_events(rows, unique, kind=kind, who="team", origin=name, at=UPDATE_AT)
        write_events(events, review, kind, name)
        write_table(missed, NotImported, review / "review" / "imports" / f"{name}_not_imported.csv")


REPLAY_CONFIG: Mapping[str, Any] = {
    "title": "Social norms and suicidality: the 2022 update of a real review, replayed",
    "questions": [{"id": "Q1", "text": "How do perceived social norms relate to suicidal ideation and behaviour?"}],
    "eligibility": {
        "include": [{"id": "I1", "text": "Measures perceived social norms and suicidality."}],
        "exclude": [
            {"id": "E1", "text": "The abstract is not relevant (not norms, not suicide)."},
            {"id": "E2", "text": "No measure of suicidality."},
            {"id": "E3", "text": "No measure of social norms."},
            {"id": "E4", "text": "Excluded at full text for another reason."},
        ],
    },
    "sources": [
        {"id": name.lower(), "name": name, "kind": "database"}
        for name in ("ASSIA", "CINAHL", "PsycINFO", "PubMed", "Scopus", "WoS")
    ],
    "reviewers": [{"id": "team", "name": "The review team; its sheets name no reviewer", "role": "lead"}],
    "previous_review": {"studies": None, "reports": None},
    "seed": 2022,
}


def _replayed_searches(source: Path, review: Path) -> list[Search]:
    target = review / "review" / "searches"
    target.mkdir(parents=True, exist_ok=True)
    logged = read_rows(source / "searches" / "searches.csv")
    searches = [Search(row["file"], row["source"].lower(), UPDATE_YEAR, hits=int(row["hits"])) for row in logged]
    for search in searches:
        shutil.copy(source / "searches" / search.file, target / search.file)
    write_table(searches, Search, target / "searches.csv")
    return searches


@dataclass(frozen=True)
class Row:
    """A row of a people's sheet: the number that a spreadsheet gives it, and its cells by the header in lower case."""

    number: int
    cells: dict[str, str]


def sheet(path: Path) -> list[Row]:
    """The rows of a people's sheet that say anything; wholly empty ones count for the number and are left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [{key.strip().lower(): value.strip() for key, value in row.items()} for row in csv.DictReader(file)]
    return [Row(number, row) for number, row in enumerate(rows, start=2) if any(row.values())]


def _title_abstract_row(number: int, row: dict[str, str]) -> DecisionRow:
    said = row["title/abstract screening"]
    decision = Decision.INCLUDE if said.startswith("IN") else Decision.EXCLUDE if said.startswith("OUT") else None
    reason = "E1" if decision == Decision.EXCLUDE else ""
    return DecisionRow(number, row["title"], row["doi"], decision, reason, said, **_citation(row))


def _full_text_row(number: int, row: dict[str, str]) -> DecisionRow:
    said = row["screened in/out"]
    decision = {"IN": Decision.INCLUDE, "OUT": Decision.EXCLUDE}.get(said)
    suicidality, norms = row["screen: suicidality?"], row["screen: social norms?"]
    reason = "E2" if suicidality.startswith("NO") else "E3" if norms.startswith("NO") else "E4"
    reason = reason if decision == Decision.EXCLUDE else ""
    note = f"Suicidality: {suicidality}; {row['screen: suicidality outcome?']}. Norms: {norms}"
    return DecisionRow(number, row["title"], "", decision, reason, note, **_citation(row))


def _citation(row: dict[str, str]) -> dict[str, str]:
    """What tells two records of one title apart; the sheets name a search "PSYCINFO 2", the second of its database."""
    source = row["search"].split(" ")[0].lower()
    return {"authors": row["authors"], "year": row["year"], "venue": row.get("journal", ""), "source": source}
