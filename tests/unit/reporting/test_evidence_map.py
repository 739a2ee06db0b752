"""Does the map say where evidence is, where none is, and where nobody looked?"""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from extraction.documents import Appraisal
from identification.vocabulary import CellState, FunnelStage, Perspective, Role
from reporting.contents import CodeName, Cover, ReviewTables
from reporting.evidence_drawing import COLUMN, LEFT, MARK, PAD, SIZE, draw_map
from reporting.evidence_map import EvidenceCell, map_evidence, study_splits
from reporting.evidence_page import render_evidence
from reporting.figures import list_figures, write_figures
from reporting.svg_text import text_width
from synthesis.gap_tables import FunnelStep
from synthesis.gaps import state_gaps
from synthesis.statements import CodeCount, StudyFinding
from synthesis.states import study_codes
from synthesis.study_tables import study_findings
from synthesis.theme_tables import Saturation, SaturationPoint
from tests.unit.synthesis.making_extracts import CODEBOOK, GAP, extract, looked, review

EXTRACTS = (
    extract("S1", "EDI.SEX", seen=Perspective.WORKFORCE),
    looked("S1", "EDI", Perspective.WORKFORCE),
    looked("S2", "EDI"),
    looked("S2", "SK"),
    extract("S1", "SK.TRUST"),
    looked("S1", "SK.HUMILITY"),
    extract("S3", "SK.TRUST"),
)
CODED = review(*EXTRACTS)
STATES = study_codes(CODED, CODEBOOK, [], [GAP])
ASKED = {"S1": ("survey",), "S2": ("survey; case study",), "S3": ()}
DESIGNS = tuple(
    StudyFinding(study, Role.CHARACTERISTICS, "STU", "STU.D", "Design", "", True, CellState.PRESENT, False, values, ())
    for study, values in ASKED.items()
)
SKILLS = tuple(
    CodeCount(f"SK.{name}", name.title(), "SK", present, 2, elsewhere, present / 2, 0.01, 0.9, False, (), ())
    for name, present, elsewhere in (("TRUST", 1, 1), ("HUMILITY", 0, 0))
)
TABLES = ReviewTables(
    reports=CODED.reports,
    extracts=EXTRACTS,
    gaps=tuple(state_gaps([GAP], STATES, CODED, CODEBOOK)),
    study_findings=(*study_findings(STATES, [], CODEBOOK), *DESIGNS),
    skills=SKILLS,
    appraisals=(
        Appraisal("A1", "S1", "R-S1.pdf", "S1.pdf", "mmat", "1", "yes", "ak", ""),
        Appraisal("A2", "S2", "R-S2.pdf", "S2.pdf", "mmat", "1", "can't tell", "ak", ""),
    ),
)
COVER = Cover(
    "A review",
    codes=(
        *(CodeName(one, one.title(), "SK", "skills", "") for one in ("SK", "SK.TRUST", "SK.HUMILITY", "SK.NONE")),
        CodeName("STU", "Study", "STU", "characteristics", ""),
        CodeName("STU.D", "Design", "STU", "characteristics", ""),
    ),
)
BY_DESIGN = {"evidence_map": {"rows": "SK", "columns": "STU.D"}}


def cells(config: dict[str, Any] | None = None) -> dict[tuple[str, str], EvidenceCell]:
    return {(one.row_id, one.column): one for one in map_evidence(TABLES, COVER, config or {})}


def test_the_map_of_gaps_counts_what_the_gap_statements_count() -> None:
    found = cells()

    assert len(found) == len(TABLES.gaps)
    for gap in TABLES.gaps:
        cell = found[gap.code_id, gap.perspective]
        assert (cell.present, cell.assessed, cell.elsewhere) == (gap.present, gap.assessed, gap.elsewhere), gap.cell_id
        assert (cell.study_ids, cell.assessed_ids, cell.extract_ids) == (
            gap.study_ids,
            gap.assessed_ids,
            gap.extract_ids,
        )


def test_an_empty_cell_says_in_how_many_people_looked_and_one_that_nobody_looked_into_says_that() -> None:
    unknown = [replace(one, state=CellState.MACHINE_NOTHING, searched=False) for one in TABLES.study_findings]
    nobody = replace(TABLES, study_findings=tuple(unknown))

    assert cells()["EDI.SEXUAL", "community"].statement == "0 of 1"
    assert {one.statement for one in map_evidence(nobody, COVER, {})} == {"not assessed"}


def test_codes_stand_against_the_values_of_a_characteristic_and_none_that_is_no_count_has_a_row() -> None:
    found = cells(BY_DESIGN)

    assert {row for row, _ in found} == {"SK.TRUST", "SK.HUMILITY"}
    assert [column for row, column in found if row == "SK.TRUST"] == ["case study", "survey"]
    assert found["SK.TRUST", "survey"].statement == "1 of 2"
    assert found["SK.TRUST", "case study"].statement == "0 of 2"


def test_codes_of_two_families_stand_against_each_other() -> None:
    found = cells({"evidence_map": {"rows": "SK", "columns": "SK"}})

    assert found["SK.TRUST", "Sk.Trust"].study_ids == ("S1", "S3")
    assert found["SK.TRUST", "Sk.Humility"].study_ids == ()


def test_a_cell_is_split_by_appraisal_design_and_perspective() -> None:
    cell = cells()["EDI.SEX", "workforce"]

    assert cell.by == ("Appraisal: every item answered yes = 1", "Design: survey = 1", "Perspective: workforce = 1")


def test_an_appraisal_is_never_a_score_and_several_values_of_one_study_are_several() -> None:
    splits = study_splits(TABLES, COVER, {})

    assert [splits["Appraisal"][one][0] for one in ("S1", "S2", "S3")] == [
        "every item answered yes",
        "some item not answered yes",
        "not appraised",
    ]
    assert [splits["Design"][one] for one in ("S1", "S2")] == [("survey",), ("case study", "survey")]
    assert splits["Design"]["S3"] == ("not extracted",)


def test_who_asks_for_a_country_finds_its_parts_and_why_there_is_no_value_stands_there() -> None:
    rows = [replace(one, values=("Wales",)) if one.study_id == "S1" else one for one in TABLES.study_findings]
    rows = [replace(one, state=CellState.NOT_ASSESSABLE) if not one.values else one for one in rows]

    splits = study_splits(replace(TABLES, study_findings=tuple(rows)), COVER, {})

    assert splits["Design"]["S1"] == ("Wales", "United Kingdom")
    assert splits["Design"]["S3"] == ("not assessable",)


def test_the_drawing_holds_every_statement_as_text_and_says_what_it_is() -> None:
    drawing = draw_map(list(cells(BY_DESIGN).values()), ["6 records undecided"], True)

    texts = re.findall(r"<text[^>]*>([^<]*)</text>", drawing)
    assert texts.count("0 of 2") == 3
    assert texts.count("1 of 2, and 1 more") + texts.count("1 of 2") == 1
    assert any(one.startswith("SYNTHETIC") for one in texts)
    assert any(one.startswith("INTERIM: 6 records") for one in texts)
    assert "No cell is declared yet" in draw_map([], [], False)


def test_no_text_of_the_drawing_is_wider_than_its_room() -> None:
    words = "Gemeinschaftsverantwortungsübernahme and " * 4
    long = [replace(one, row=words, column=words, statement=words) for one in cells(BY_DESIGN).values()]
    drawing = draw_map(long, [words], True)

    width = int(re.findall(r'<svg [^>]*?width="(\d+)"', drawing)[0])
    texts = re.findall(r'<text x="(\d+)" [^>]*fill="([^"]+)" font-weight="(\d+)">([^<]*)</text>', drawing)
    marks = [(width, weight, text) for _, colour, weight, text in texts if colour == MARK]
    held = [(COLUMN, weight, text) for x, _, weight, text in texts if int(x) >= LEFT]
    assert min(len(marks), len(held)) > 3
    for room, weight, text in (*marks, *held):
        assert text_width(text, size=SIZE, bold=weight == "600") <= room - 2 * PAD, text


def test_the_page_holds_every_cell_and_leads_into_the_trace() -> None:
    listed, figures = map_evidence(TABLES, COVER, {}), list_figures(TABLES, COVER, {})

    text = render_evidence(TABLES, COVER, listed, figures, {})

    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found
    held = json.loads(found[1])
    assert [one["statement"] for one in held["cells"]] == [one.statement for one in listed]
    assert [one["a"] for one in held["cells"]] == re.findall(r'<button type="button" id="([^"]+)" data-cell', text)
    assert {extract for cell in held["cells"] for ids in cell["studies"].values() for extract in ids} == set(
        held["extracts"]
    )
    assert "No cell is declared yet" in render_evidence(ReviewTables(), COVER, [], [], {})


def steps(name: str = "Equality") -> ReviewTables:
    """A funnel of one family and one code that nobody mentions, and a curve of one family."""
    funnel = tuple(
        FunnelStep("edi", code, step, carriers, min(1, carriers), 10, 4, 0, 0.5, ())
        for code, carriers in (("EDI", 2), ("EDI.SEX", 0))
        for step in FunnelStage
    )
    curve = tuple(SaturationPoint(one, name, one, one * 2.0, one, one * 3.0, 2.0) for one in (1, 2, 3))
    rule = Saturation(1, name, 3, 6, 0.5, 3.0, 0, "Half of the orders meet the rule.", ("S1",), ())
    return ReviewTables(funnel=funnel, saturation=(rule,), saturation_curve=curve)


def test_the_funnel_shows_both_sides_at_each_step_in_their_order_and_names_what_is_not_drawn() -> None:
    names = (CodeName("EDI", "Equality", "EDI", "gap", ""), CodeName("EDI.SEX", "Sex", "EDI", "gap", ""))
    funnel = list_figures(steps(), replace(COVER, codes=names), {})[0]

    texts = re.findall(r">([^<]+)</t(?:ext|span)>", funnel.svg)
    heads = [texts.index(one) for one in ("title and abstract", "retrieval", "full-text screening")]
    assert heads == sorted(heads)
    assert (texts.count("1 of 2"), texts.count("4 of 10")) == (3, 3)
    assert "not drawn: Sex." in funnel.sheet.note
    assert len(funnel.sheet.rows) == 6


def test_the_curve_of_saturation_has_its_numbers_its_band_and_a_caption_that_says_how_to_read_it() -> None:
    curve, rule = list_figures(steps(), COVER, {})[1:]

    assert [row[:3] for row in curve.sheet.rows] == [("Equality", 1, 2.0), ("Equality", 2, 4.0), ("Equality", 3, 6.0)]
    assert "A line that has gone flat" in curve.svg
    assert "#c9dcec" in curve.svg
    assert (rule.svg, rule.sheet.header[-1]) == ("", "Statement")
    assert [row[-1] for row in rule.sheet.rows] == ["Half of the orders meet the rule."]


def test_a_name_of_any_length_stands_in_a_figure_whole() -> None:
    words = "Verantwortungsübernahme in der Nachbarschaft und darüber hinaus auch anderswo " * 2
    skills = (replace(SKILLS[0], name=words),)
    figures = list_figures(replace(steps(words), skills=skills, study_findings=()), COVER, {})

    assert len(figures) > 2
    for one in figures:
        said = " ".join(re.findall(r"<t(?:ext|span)[^>]*>([^<]+)<", one.svg))
        assert "…" not in said
        assert not one.svg or one.svg.startswith('<svg role="img" aria-labelledby=')
    assert "anderswo Verantwortungsübernahme" in " ".join(re.findall(r">([^<]+)</t", figures[0].svg))


def test_every_figure_comes_with_its_numbers_and_a_caption(tmp_path: Path) -> None:
    figures = {one.sheet.title: one for one in list_figures(TABLES, replace(COVER, synthetic=True), {})}

    write_figures(list(figures.values()), tmp_path, "INTERIM")

    assert [one.split(":")[1] for one in figures] == [
        " the share of studies that name each",
        " which study names which",
        " number of studies",
    ]
    shares, matrix, designs = figures.values()
    assert [row[:4] for row in shares.sheet.rows] == [("Trust", 1, 2, 1), ("Humility", 0, 2, 0)]
    assert [row[:2] for row in designs.sheet.rows] == [("survey", 2), ("case study", 1), ("not extracted", 1)]
    assert "1 study with several values counts in each of them" in designs.sheet.note
    for one in figures.values():
        assert "SYNTHETIC" in one.svg
        assert one.sheet.note[:40] in one.svg
    assert ">1 of 2</text>" in shares.svg
    assert {path.suffix for path in tmp_path.iterdir()} == {".csv", ".svg", ".txt"}
    assert len(list(tmp_path.glob("*.svg"))) == 3
    assert matrix.sheet.header[0] == "Skill"
    assert list_figures(ReviewTables(), COVER, {}) == []
