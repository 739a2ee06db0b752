"""What did the people count, and what do we count? Each number from its own file."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from identification.tables import read_rows
from identification.vocabulary import Outcome
from workflow.real.replay import FOLDER, TITLE_ABSTRACT, Row
from workflow.real.replay_differences import Replayed, said_in

SAID, OUTCOME, LABEL = "title/abstract screening", "screened in/out", "screen: social norms?"


@dataclass(frozen=True)
class Counts:
    """Both sides in numbers, each counted on its own from its own files, none computed from another one.

    `in_rows`, `out_rows` and so on are citations; `in_cells` and `out_cells` are all cells that say so, the people's
    tally at the foot of their sheet among them. `further` rows fell on a record that a row above had fallen on,
    `unsure` rows fit several records and `stray` rows none; `meant` records are those that the unsure rows fit, and
    `alone` those that no row fits.
    """

    exports: int
    exported: int
    removed: int
    listed: int
    in_both_sheets: int
    sheet_rows: int
    blank: int
    tally_rows: int
    citations: int
    cells: int
    tally_cells: int
    in_cells: int
    in_rows: int
    in_tally: int
    out_cells: int
    out_rows: int
    out_tally: int
    assessed: int
    in_full: int
    out_full: int
    full_tally: tuple[int, ...]
    groups: int
    decided: int
    further: int
    further_out: int
    unsure: int
    unsure_out: int
    stray: int
    meant: int
    alone: int
    included: int
    excluded: int
    awaiting: int
    included_full: int
    excluded_full: int
    not_recorded: int
    disagree: int
    people: tuple[str, ...]


def counts_of(both: Replayed, data: Path, review: Path) -> Counts:
    """The counts of both sides."""
    results = review / "results"
    screened = Counter(row["outcome"] for row in read_rows(results / "screening/title_abstract.csv"))
    at_full = {row["group_id"]: row["outcome"] for row in read_rows(results / "screening/full_text.csv")}
    settled = Counter(at_full.values())
    citations, fitting, on = both.citations(), both.fitting(), both.rows_of()
    further = [row for rows in on.values() for row in rows[1:]]
    unsure = [row for row, groups in fitting.items() if groups]
    meant = {group for groups in fitting.values() for group in groups}
    said = Counter(_word(row.cells[SAID]) for row in both.decided)
    beside = Counter(_word(row[SAID]) for row in citations.values())
    full = Counter(row.cells[OUTCOME] for row in both.assessed if row.cells["title"])
    events = (review / "review/events/title_abstract" / f"{TITLE_ABSTRACT}.jsonl").read_text(encoding="utf-8")
    searches = read_rows(data / FOLDER / "searches/searches.csv")
    return Counts(
        exports=len(searches),
        exported=sum(int(row["hits"]) for row in searches),
        removed=_removed(results),
        listed=len(both.listed),
        in_both_sheets=(Counter(map(_same, both.listed)) & Counter(map(_same, both.decided))).total(),
        sheet_rows=len(both.decided),
        blank=sum(not _tally(row) and not row.cells["title"] for row in both.decided),
        tally_rows=sum(map(_tally, both.decided)),
        citations=len(citations),
        cells=said["IN"] + said["OUT"],
        tally_cells=sum(bool(row.cells[SAID]) for row in both.decided if not row.cells["title"]),
        in_cells=said["IN"],
        in_rows=beside["IN"],
        in_tally=_tallied(both, "IN"),
        out_cells=said["OUT"],
        out_rows=beside["OUT"],
        out_tally=_tallied(both, "OUT"),
        assessed=full.total(),
        in_full=full["IN"],
        out_full=full["OUT"],
        full_tally=tuple(_full_tally(both, word) for word in ("IN", "OUT", "TOTAL")),
        groups=len(both.unique),
        decided=len(on),
        further=len(further),
        further_out=sum(_word(citations[row][SAID]) == "OUT" for row in further),
        unsure=len(unsure),
        unsure_out=sum(_word(citations[row][SAID]) == "OUT" for row in unsure),
        stray=sum(not groups for groups in fitting.values()),
        meant=len(meant - on.keys()),
        alone=len(both.unique.keys() - meant - on.keys()),
        included=screened[Outcome.INCLUDED],
        excluded=screened[Outcome.EXCLUDED],
        awaiting=screened[Outcome.AWAITING],
        included_full=settled[Outcome.INCLUDED],
        excluded_full=settled[Outcome.EXCLUDED],
        not_recorded=len(at_full) - settled[Outcome.INCLUDED] - settled[Outcome.EXCLUDED],
        disagree=sum(len({_word(citations[row][SAID]) for row in rows}) > 1 for rows in on.values()),
        people=tuple(sorted({json.loads(line)["who"] for line in events.splitlines()})),
    )


def _removed(results: Path) -> int:
    members = read_rows(results / "identification/membership.csv")
    again = sum(int(row["seen_before"]) for row in read_rows(results / "identification/sources.csv"))
    return again + len(members) - len({row["group_id"] for row in members})


def _word(said: str) -> str:
    """The first word of a decision: the sheet writes a reason behind it."""
    return said.split(" ")[0]


def _same(row: Row) -> tuple[str, ...]:
    """What one citation has in both sheets; nothing of a row that is none."""
    return tuple(row.cells[name] for name in ("title", "authors", "year", "journal", "doi", "search"))


def _tally(row: Row) -> bool:
    """Whether a row stands beside no citation and yet counts something."""
    return not row.cells["title"] and any(said_in(row))


def _tallied(both: Replayed, word: str) -> int:
    return next(int(row.cells["search"]) for row in both.decided if _tally(row) and _word(row.cells[SAID]) == word)


def _full_tally(both: Replayed, word: str) -> int:
    return next(int(row.cells[OUTCOME]) for row in both.assessed if _tally(row) and row.cells[LABEL] == word)
