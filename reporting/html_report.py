"""What does the commissioner read? One HTML file without network, in which every claim leads to its quote and page."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from extraction.documents import Extract, Report
from identification.records import Record
from reporting.cells import Sheet, anchor, file_name, percent, without_column
from reporting.checklist_filling import checklist_sheets
from reporting.coding_sheets import coding_sentences, of_families
from reporting.contents import Context, Cover, ReviewTables, of_included
from reporting.evidence_tables import evidence_sheets, sort_extracts
from reporting.flow_drawing import draw_flow
from reporting.gap_sheets import cell_name
from reporting.labels import Labels, in_words, included_reports
from reporting.search_appendix import deduplication, search_facts, without_strategy
from reporting.theme_sheets import sensitivity_changes
from synthesis.gaps import in_short
from synthesis.statements import GapCell, ThemeRow

TEMPLATES = Path(__file__).parent / "templates"
SECTIONS = {
    "messages": "Main messages",
    "questions": "Questions and method",
    "flow": "Flow of records and studies",
    "studies": "Included studies",
    "definitions": "Definitions",
    "skills": "Skills",
    "gaps": "What is missing",
    "conditions": "Barriers, enablers and context",
    "themes": "Themes",
    "findings": "Qualitative findings and confidence",
    "robustness": "What the results rest on",
    "conduct": "Screening and agreement",
    "coding": "Coding and agreement",
    "shortcuts": "Shortcuts and amendments",
    "aside": "What could not be used",
    "searches": "Appendix: searches",
    "reports": "Appendix: studies, reports and records",
    "extracts": "Appendix: extracts",
    "checklists": "Appendix: reporting checklists",
    "provenance": "Provenance",
    "shortfalls": "What this report cannot say yet",
}


@dataclass(frozen=True)
class GapGrid:
    """The cells of one declared gap: the family's own first, then code by perspective."""

    gap_id: str
    name: str
    family: tuple[GapCell, ...]
    perspectives: tuple[str, ...]
    rows: tuple[tuple[str, tuple[GapCell | None, ...]], ...]
    cells: tuple[GapCell, ...]


@dataclass(frozen=True)
class StudyCard:
    """One included study with its reports, and the records of each with their place in the exports."""

    study_id: str
    name: str
    reports: tuple[tuple[Report, tuple[Record, ...]], ...]


@dataclass(frozen=True)
class ThemeCard:
    """A theme with the extracts that carry it, those that speak against it or its parts, and their names."""

    theme: ThemeRow
    quotes: tuple[Extract, ...]
    against: tuple[Extract, ...]
    against_parts: tuple[Extract, ...]
    parts: tuple[str, ...]


def render_report(tables: ReviewTables, cover: Cover, *, overlap: str = "") -> str:
    """The report as HTML text: same tables, same bytes. Its only date is that of the last human event.

    Needs `tables.flow` and `tables.equations`, as `count_flow` and `check_flow` give them. `tables.contexts` adds the
    text around each quote, where the team lets source texts leave; `overlap` is the picture of what sources share.
    """
    tables = of_included(tables)
    labels = Labels.of(tables, cover)
    sheets = evidence_sheets(tables, cover)
    listed = sort_extracts(tables.extracts, labels)
    return (
        _environment(labels, tables)
        .get_template("report.html.j2")
        .render(
            cover=cover,
            tables=tables,
            sections=SECTIONS,
            sheets={file_name(sheet).removesuffix(".csv"): sheet for sheet in sheets},
            numbers=without_column(next(sheet for sheet in sheets if sheet.name == "Gap statements"), "Statement"),
            searches=without_column(next(sheet for sheet in sheets if sheet.name == "Searches"), "File"),
            recall=without_column(next(sheet for sheet in sheets if sheet.name == "Search recall"), "Not found"),
            drawing=Markup(draw_flow(tables.flow, cover.interim, cover.synthetic)),
            overlap=Markup(overlap),
            deduplication=deduplication(tables),
            checklists=[without_column(sheet, "Section") for sheet in checklist_sheets(tables)],
            coding=coding_sentences(tables),
            coders=of_families(next(sheet for sheet in sheets if sheet.name == "Coding agreement")),
            changes=sensitivity_changes(tables),
            gaps=gap_grids(tables, labels),
            in_short=in_short,
            themes=_theme_cards(tables),
            studies=_study_cards(tables, labels),
            extracts=_by_study(listed, labels),
            contexts={one.extract_id: one for one in tables.contexts},
            no_context=Context("", "", ""),
        )
    )


def gap_grids(tables: ReviewTables, labels: Labels) -> list[GapGrid]:
    """Each declared gap as a grid of codes and perspectives, in the order of the protocol."""
    return [
        _grid(gap_id, [cell for cell in tables.gaps if cell.gap_id == gap_id], labels)
        for gap_id in dict.fromkeys(cell.gap_id for cell in tables.gaps)
    ]


def _grid(gap_id: str, cells: Sequence[GapCell], labels: Labels) -> GapGrid:
    family, single = (tuple(cell for cell in cells if cell.is_family == whole) for whole in (True, False))
    perspectives = tuple(dict.fromkeys(cell.perspective for cell in cells))
    places = {(cell.code_id, cell.perspective): cell for cell in cells}
    names = {cell.code_id: cell_name(cell, labels) for cell in cells}
    rows = tuple((name, tuple(places.get((code, one)) for one in perspectives)) for code, name in names.items())
    return GapGrid(gap_id, labels.family(cells[0].code_id), family, perspectives, rows, single)


def environment() -> Environment:
    """The templates of every page: text from outside is text, and a name that is not there is a fault."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _environment(labels: Labels, tables: ReviewTables) -> Environment:
    found = environment()
    studies = {anchor("study", report.study_id) for report in included_reports(tables)}
    found.globals.update(
        anchor=anchor,
        table_id=table_id,
        labels=labels,
        search_facts=partial(search_facts, labels=labels),
        without_strategy=without_strategy,
        known=studies | {anchor("extract", one.extract_id) for one in tables.extracts},
    )
    found.filters.update(percent=percent, thousands=lambda number: f"{number:,}", words=in_words)
    return found


def table_id(sheet: Sheet) -> str:
    """The name of a table's place in the report.

    >>> table_id(Sheet("Excluded at full text", "", "", (), ()))
    'table-excluded_at_full_text'
    """
    return f"table-{file_name(sheet).removesuffix('.csv')}"


def _theme_cards(tables: ReviewTables) -> list[ThemeCard]:
    quotes = {one.extract_id: one for one in tables.extracts}
    names = {theme.theme_id: theme.name for theme in tables.themes}
    return [
        ThemeCard(
            theme,
            tuple(quotes[one] for one in theme.extract_ids if one in quotes),
            tuple(quotes[one] for one in theme.negative if one in quotes),
            tuple(quotes[one] for one in theme.negative_of_parts if one in quotes),
            tuple(names.get(part, part) for part in theme.parts),
        )
        for theme in tables.themes
    ]


def _study_cards(tables: ReviewTables, labels: Labels) -> list[StudyCard]:
    records = {record.record_id: record for record in tables.records}
    reports: dict[str, list[tuple[Report, tuple[Record, ...]]]] = {}
    for report in included_reports(tables):
        found = tuple(records[one] for one in report.record_ids if one in records)
        reports.setdefault(report.study_id, []).append((report, found))
    cards = [StudyCard(study, labels.study(study), tuple(listed)) for study, listed in reports.items()]
    return sorted(cards, key=lambda card: (card.name, card.study_id))


def _by_study(listed: Sequence[Extract], labels: Labels) -> list[tuple[str, str, list[Extract]]]:
    groups: dict[str, list[Extract]] = {}
    for one in listed:
        groups.setdefault(one.study_id, []).append(one)
    return [(study, labels.study(study), found) for study, found in groups.items()]
