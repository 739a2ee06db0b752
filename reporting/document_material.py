"""What are the documents made from? The tables, the evidence sheets and what people wrote, joined once for all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from identification.vocabulary import ClaimKind
from identification.wording import many
from reporting.amendments import Frozen
from reporting.cells import Cell, Sheet, anchor, file_name
from reporting.claims import claim_id
from reporting.contents import Cover, Entry, ReviewTables, of_included
from reporting.document_parts import Box, Grid, Listing, Look, Part, Run, Words, grid, plain
from reporting.evidence_tables import evidence_sheets
from reporting.flow_drawing import SYNTHETIC, draw_flow
from reporting.labels import Labels, included_reports
from reporting.team_words import not_written

WILL_CHANGE = "the numbers will change"
ROWS = (8, 16, 40)  # of a table, by the room that a document has
WORKBOOK, REPORT, TRACE, MAP = "evidence_tables.xlsx", "report.html", "trace.html", "evidence_map.html"


@dataclass(frozen=True)
class Question:
    """A question of the protocol with the families of the codebook that answer it; none where nobody said so."""

    name: str
    text: str
    families: tuple[str, ...] = ()

    @classmethod
    def of(cls, stated: Mapping[str, Any]) -> "Question":
        """A question as config.yaml states it."""
        return cls(str(stated["id"]), str(stated["text"]), tuple(stated.get("families") or ()))


Wanted = Callable[[tuple[Cell, ...]], bool]


@dataclass(frozen=True)
class Material:
    """All that a document may say. `room` is 2 where there is plenty, less where a page budget was not met."""

    tables: ReviewTables
    cover: Cover
    questions: tuple[Question, ...]
    words: Mapping[str, tuple[Part, ...]]
    frozen: tuple[Frozen, ...]
    labels: Labels
    sheets: Mapping[str, Sheet]
    places: Mapping[str, str]
    flow: str = ""
    overlap: str = ""
    files: frozenset[str] = frozenset((WORKBOOK, REPORT))
    room: int = 2

    def grid(self, name: str, *columns: str, wanted: Wanted | None = None, first: str = "") -> Grid:
        """Some columns of the wanted rows of an evidence sheet, as many as there is room for.

        Those with most in column `first` come first. Where the rest stands is said.
        """
        sheet = self.sheets[name]
        rows = [row for row in sheet.rows if wanted is None or wanted(row)]
        if first:
            place = sheet.header.index(first)
            rows.sort(key=lambda row: _count(row[place]), reverse=True)
        file = WORKBOOK if WORKBOOK in self.files else f"tables/{file_name(sheet)}"
        most = ROWS[self.room]
        return grid(replace(sheet, rows=tuple(rows)), columns, self.places, most=most, file=file)

    def written(self, name: str) -> tuple[Part, ...]:
        """What the team wrote, or the marked place where it is missing."""
        return self.words.get(name, (not_written(name),))

    def rows(self, name: str) -> int:
        """How many rows a sheet has."""
        return len(self.sheets[name].rows)


def material(
    tables: ReviewTables,
    cover: Cover,
    *,
    questions: Iterable[Mapping[str, Any]] = (),
    words: Mapping[str, tuple[Part, ...]] | None = None,
    frozen: Iterable[Frozen] = (),
    overlap: str = "",
    files: Iterable[str] = (WORKBOOK, REPORT),
) -> Material:
    """The material of a review. `questions` are those of config.yaml; without them the cover's stand, without families.

    `files` are the workbook and the report as far as they are built: only what is there is linked.
    """
    tables = of_included(tables)
    labels = Labels.of(tables, cover)
    stated = tuple(map(Question.of, questions))
    asked = stated or tuple(Question(one.name, one.text) for one in cover.questions)
    built = frozenset(Path(file).name for file in files)
    return Material(
        tables=tables,
        cover=cover,
        questions=asked,
        words=words or {},
        frozen=tuple(frozen),
        labels=labels,
        sheets={sheet.name: sheet for sheet in evidence_sheets(tables, cover)},
        places=(_places(tables) if REPORT in built else {}) | (_traced(tables) if TRACE in built else {}),
        files=built,
        flow=draw_flow(tables.flow, (WILL_CHANGE,) * bool(cover.interim), cover.synthetic) if tables.flow else "",
        overlap=overlap if tables.overlap else "",
    )


def marks(cover: Cover) -> tuple[str, ...]:
    """The words that stand on every page of a review that is made up or not finished."""
    return ("SYNTHETIC EXAMPLE",) * cover.synthetic + ("INTERIM",) * bool(cover.interim)


def facts(cover: Cover, tables: ReviewTables) -> tuple[tuple[str, str], ...]:
    """What stands on the first page of each document: who paid, who asked, how far was searched."""
    said = [
        ("Searched to", searched_to(tables)),
        ("Commissioned by", cover.commissioner or "not recorded"),
        ("Funding", cover.funding or "not recorded"),
        ("Interests", cover.interests or "not recorded"),
        ("Last decision or coding", cover.last_event or "no decision has been made yet"),
    ]
    return tuple(said + [("Team", cover.team)] * bool(cover.team))


def searched_to(tables: ReviewTables) -> str:
    """The date of the last search; where sources were last searched on several dates, the earliest of these first.

    What was published after the earliest date was not looked for everywhere.
    """
    last: dict[str, str] = {}
    for one in tables.search_log:
        if one.date:
            last[one.source] = max(one.date, last.get(one.source, ""))
    undated = {one.source for one in tables.search_log} - set(last)
    if not last:
        return "no dated search has been logged"
    first, latest = min(last.values()), max(last.values())
    said = latest if first == latest else f"{first} to {latest}, by source"
    return said + (f"; {many(len(undated), 'source')} without a date" if undated else "")


def states(cover: Cover, *, whole: bool) -> list[Part]:
    """The boxes that say that a review is made up or not finished; the reasons in full where there is room."""
    found: list[Part] = []
    if cover.synthetic:
        said = f"{SYNTHETIC.split(': ')[1].capitalize()}."
        found.append(Box(Look.SYNTHETIC, "Synthetic example", (Run(said),)))
    if cover.interim:
        reasons = "; ".join(cover.interim) if whole else many(len(cover.interim), "step")
        words: Words = (Run(f"{WILL_CHANGE}. {reasons}"),)
        words += (Run("." if whole else " wait for people; the report lists them."),)
        found.append(Box(Look.INTERIM, "Interim", words))
    return found


def entries(listed: Iterable[Entry], empty: str) -> Part:
    """Names with what they stand for, as a list."""
    items = tuple((Run(f"{one.name}: ", Look.STRONG), Run(one.text)) for one in listed)
    return Listing(items) if items else plain(empty, look=Look.NOTE)


def _count(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _places(tables: ReviewTables) -> dict[str, str]:
    """The places of the HTML report to which a cell may lead."""
    studies = {anchor("study", report.study_id) for report in included_reports(tables)}
    found = studies | {anchor("extract", one.extract_id) for one in tables.extracts}
    found |= {anchor("gap", one.cell_id) for one in tables.gaps}
    found |= {anchor("theme", one.theme_id) for one in tables.themes}
    return {one: f"{REPORT}#{one}" for one in sorted(found)}


def _traced(tables: ReviewTables) -> dict[str, str]:
    """The claims of the trace to which sentences lead: there their quotes are on their pages, or the looks in vain."""
    said = [
        *(("gap", ClaimKind.GAP, one.cell_id) for one in tables.gaps),
        *(("headline", ClaimKind.HEADLINE, one.headline_id) for one in tables.headlines),
        *(("finding", ClaimKind.FINDING, one.finding_id) for one in tables.findings),
    ]
    return {
        anchor(name, subject): f"{TRACE}#{anchor('claim', claim_id(kind, subject))}" for name, kind, subject in said
    }
