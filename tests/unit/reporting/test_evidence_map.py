"""Does the map say where evidence is, where none is, and where nobody looked?"""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from extraction.documents import Appraisal
from identification.vocabulary import CellState, Perspective, Role
from reporting.contents import CodeName, Cover, ReviewTables
from reporting.evidence_drawing import draw_map
from reporting.evidence_map import EvidenceCell, map_evidence, study_splits
from reporting.evidence_page import render_evidence
from reporting.figures import list_figures, write_figures
from synthesis.gaps import state_gaps
from synthesis.statements import CodeCount, StudyFinding
from synthesis.states import study_codes
from synthesis.study_tables import study_findings
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


def test_the_drawing_holds_every_statement_as_text_and_says_what_it_is() -> None:
    drawing = draw_map(list(cells(BY_DESIGN).values()), ["6 records undecided"], True)

    texts = re.findall(r"<text[^>]*>([^<]*)</text>", drawing)
    assert texts.count("0 of 2") == 3
    assert texts.count("1 of 2, and 1 more") + texts.count("1 of 2") == 1
    assert any(one.startswith("SYNTHETIC") for one in texts)
    assert any(one.startswith("INTERIM: 6 records") for one in texts)
    assert "No cell is declared yet" in draw_map([], [], False)


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
