"""How do skills, countries and designs spread over the studies? Each figure with its numbers and what they mean."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from identification.vocabulary import CellState
from identification.wording import many
from reporting.cells import Cell, Link, Share, Sheet, file_name
from reporting.contents import Cover, ReviewTables, of_included
from reporting.evidence_map import OTHERS, split_codes, words_by_study
from reporting.figure_drawing import BAR, PALE, ROW, WIDTH, Figure, draw_chart, name_axis, row_height, wrapped
from reporting.findings_sheets import NOT_EXTRACTED, WITHOUT
from reporting.flow_drawing import SYNTHETIC
from reporting.labels import Labels, included_reports
from reporting.overlap_drawing import INK, SOFT
from reporting.step_figures import funnel, saturation
from reporting.workbook import write_sheets

# Studies that a matrix can show side by side on a page; beyond, the shares say more.
MOST_STUDIES = 40
STATES = {"says it": "#1f3f5b", "looked for, not found": "#f2e3b3", "not known": "#eceff2"}


def list_figures(tables: ReviewTables, cover: Cover, config: Mapping[str, Any]) -> list[Figure]:
    """The figures of a review; one without numbers is left out."""
    tables = of_included(tables)
    labels = Labels.of(tables, cover)
    marks = [SYNTHETIC] * cover.synthetic + [f"INTERIM: {'; '.join(cover.interim)}"] * bool(cover.interim)
    made = [_shares(tables, marks), _matrix(tables, labels, marks)]
    made += [_values(code_id, tables, labels, marks) for code_id in split_codes(tables, config)]
    made += [funnel(tables, labels, marks), *saturation(tables, labels, marks)]
    return [one for one in made if one.sheet.rows]


def write_figures(figures: Sequence[Figure], folder: Path, notice: str) -> None:
    """Each figure as SVG, with the table of its numbers as CSV beside it."""
    write_sheets([one.sheet for one in figures], folder, notice=notice)
    for one in figures:
        if one.svg:
            (folder / file_name(one.sheet)).with_suffix(".svg").write_text(one.svg, encoding="utf-8")


def _shares(tables: ReviewTables, marks: Sequence[str]) -> Figure:
    """Which share of the studies looked through names each skill, with its interval."""
    named = sorted(tables.skills, key=lambda one: (-(one.share or 0), -one.elsewhere, one.name))
    rows: list[tuple[Cell, ...]] = [
        (
            one.name,
            one.present,
            one.assessed,
            one.elsewhere,
            *(None if v is None else Share(v) for v in (one.share, one.low, one.high)),
        )
        for one in named
    ]
    note = (
        "The dot is the share of independent studies that name the skill, among those in which a person looked for "
        "it; the line is the exact 95 % interval (Clopper-Pearson): had other such studies been looked through, the "
        "share could well lie anywhere on it. Few studies make long lines. Included studies are no random sample, so "
        "the interval says how little the number carries and not what is true elsewhere. 'More' are studies that name "
        "the skill although nobody recorded a full look; they are in no share."
    )
    header = ("Skill", "Studies", "Looked through", "More", "Share", "From", "To")
    sheet = Sheet("Skills in studies", "Skills: the share of studies that name each", note, header, tuple(rows))
    data = [
        {
            "name": wrapped(one.name),
            "share": one.share,
            "low": one.low,
            "high": one.high,
            "said": f"{one.present} of {one.assessed}",
        }
        for one in named
        if one.share is not None
    ]
    names = [str(one["name"]) for one in data]
    y = name_axis("name", names)
    x = {
        "field": "share",
        "type": "quantitative",
        "title": "Share of studies",
        "scale": {"domain": [0, 1]},
        "axis": {"format": ".0%", "tickCount": 5},
    }
    line = {
        "mark": {"type": "rule", "color": BAR, "strokeWidth": 2},
        "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
    }
    dot = {
        "mark": {"type": "point", "filled": True, "size": 70, "color": BAR, "opacity": 1},
        "encoding": {"y": y, "x": x},
    }
    words = {
        "mark": {"type": "text", "align": "left", "dx": 6, "color": INK},
        "encoding": {"y": y, "x": {"datum": 1.0}, "text": {"field": "said"}},
    }
    layers = {"data": {"values": data}, "layer": [line, dot, words], "width": WIDTH, "height": row_height(names)}
    return Figure("skills_shares", sheet, draw_chart(sheet, layers, marks, bool(data)))


def _matrix(tables: ReviewTables, labels: Labels, marks: Sequence[str]) -> Figure:
    """Skill by study, as far as the studies fit beside each other."""
    findings = [
        one
        for one in tables.study_findings
        if one.role == "skills" and one.code_id in {two.code_id for two in tables.skills}
    ]
    studies = sorted({one.study_id for one in findings}, key=labels.study)
    said = {CellState.PRESENT: "says it", CellState.ABSENT: "looked for, not found"}
    values = [
        {
            "skill": wrapped(one.name),
            "study": wrapped(labels.study(one.study_id)),
            "state": said.get(one.state, "not known"),
        }
        for one in findings
    ]
    rows: list[tuple[Cell, ...]] = []
    for code in dict.fromkeys(one.code_id for one in findings):
        at = {one.study_id: one for one in findings if one.code_id == code}
        held = [
            (said.get(at[one].state, "not known"), at[one].extract_ids) if one in at else ("", ()) for one in studies
        ]
        cells: list[Cell] = [(Link(text, "extract", ids[0]),) if ids else text for text, ids in held]
        rows.append((labels.code(code), *cells))
    note = (
        "A dark field: the study says it of its own. A light one: a person looked through every report of the study "
        "and did not find it. Grey: nobody knows, because nobody recorded a look or a text is missing; that is no "
        "absence."
    )
    header = ("Skill", *(labels.study(one) for one in studies))
    fits = 0 < len(studies) <= MOST_STUDIES
    sheet = Sheet("Skills by study", "Skills: which study names which", note, header, tuple(rows) if fits else ())
    fill = {
        "field": "state",
        "type": "nominal",
        "scale": {"domain": list(STATES), "range": list(STATES.values())},
        "legend": {"title": None, "orient": "top", "direction": "horizontal"},
    }
    x = name_axis("study", [wrapped(labels.study(one)) for one in studies], labelAngle=-40)
    names = [wrapped(str(row[0])) for row in rows]
    spec = {
        "data": {"values": values},
        "mark": {"type": "rect", "stroke": SOFT, "strokeWidth": 0.5},
        "encoding": {"y": name_axis("skill", names), "x": x, "color": fill},
        "width": {"step": ROW},
        "height": row_height(names),
    }
    return Figure("skills_matrix", sheet, draw_chart(sheet, spec, marks, fits and bool(rows)))


def _values(code_id: str, tables: ReviewTables, labels: Labels, marks: Sequence[str]) -> Figure:
    """How many studies have each value of a characteristic."""
    studies = sorted({one.study_id for one in included_reports(tables) if not one.covers})
    values = words_by_study(tables, code_id, studies)
    having: dict[str, list[str]] = {}
    for study in studies:
        for value in values[study]:
            having.setdefault(value, []).append(study)
    unknown = tuple(dict.fromkeys(WITHOUT.values()))
    last = (OTHERS, *unknown)
    order = sorted(having, key=lambda one: (one in last and last.index(one) + 1, -len(having[one]), one))
    rows: list[tuple[Cell, ...]] = [(one, len(having[one]), labels.study_links(having[one])) for one in order]
    name = labels.code(code_id)
    several = sum(len(one) > 1 for one in values.values())
    more = (
        f" {many(several, 'study')} with several values {'counts' if several == 1 else 'count'} in each of them."
        if several
        else ""
    )
    note = (
        f"Independent studies, of {many(len(studies), 'included study')}; several reports of one study count once."
        f"{more} '{NOT_EXTRACTED}': nobody has extracted a value, which does not mean that the report gives none; "
        "'not assessable': a report has no text, or a suggestion waits for a person."
    )
    sheet = Sheet(name, f"{name}: number of studies", note, (name, "Studies", "Which"), tuple(rows))
    data = [{"value": wrapped(one), "studies": len(having[one]), "known": one not in unknown} for one in order]
    names = [wrapped(one) for one in order]
    y = name_axis("value", names)
    most = max(map(len, having.values()), default=0)
    axis = {"values": list(range(0, most + 1, max(1, most // 5))), "format": ",d"}
    x = {"field": "studies", "type": "quantitative", "title": "Studies", "axis": axis}
    known = {"condition": {"test": "datum.known", "value": BAR}, "value": PALE}
    bar = {
        "mark": {"type": "bar", "stroke": BAR, "height": {"band": 0.7}},
        "encoding": {"y": y, "x": x, "color": known},
    }
    words = {
        "mark": {"type": "text", "align": "left", "dx": 6, "color": INK},
        "encoding": {"y": y, "x": x, "text": {"field": "studies"}},
    }
    name_of_file = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "values"
    layers = {"data": {"values": data}, "layer": [bar, words], "width": WIDTH, "height": row_height(names)}
    return Figure(name_of_file, sheet, draw_chart(sheet, layers, marks, bool(rows)))
