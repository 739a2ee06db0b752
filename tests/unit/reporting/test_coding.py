"""What is said of coding: next steps with their command, the sentences of the report, its sheets, its shortcuts."""

from dataclasses import replace

import pytest

from extraction.codebook import Codebook
from extraction.coding_agreement import agree_on_codes, count_families
from extraction.coding_tables import CodingCheck, CodingDifference
from extraction.documents import Extract, RefusedExtract
from extraction.extracts import CHANGED_CODE
from identification.tables import columns
from identification.vocabulary import (
    AppraisalPolicyName,
    CellState,
    Check,
    CodeStatus,
    CodingPolicyName,
    Differs,
    DocumentStatus,
    Outcome,
    Role,
    Settled,
    Stage,
    SuggestedBy,
)
from reporting.cells import Sheet, cell_text
from reporting.coding_sheets import coding_sentences, of_families
from reporting.coding_shortcuts import coding_shortcuts
from reporting.coding_steps import NOTEBOOK, coding_steps
from reporting.contents import CodeName, Cover, ReviewTables
from reporting.evidence_tables import evidence_sheets
from reporting.next_steps import ProtocolState, next_steps
from synthesis.counts import list_characteristics
from synthesis.statements import StudyFinding
from synthesis.states import study_codes
from synthesis.study_tables import study_findings
from tests.unit.synthesis.making_extracts import CODEBOOK, extract, looked, report, review

DONE = CodingCheck(
    *(CodingPolicyName.SINGLE_VERIFIED, 1.0, 1, 1, 0, 0, 0, 2, 0, AppraisalPolicyName.SINGLE, 1, 1),
)
ONE = replace(extract("S1", "SK.TRUST"), check=Check.CHECKED)
TABLES = ReviewTables(reports=(report("S1"),), extracts=(ONE,), coding_check=(DONE,))
OPEN = CodingDifference(
    *("S1.pdf", "R-S1.pdf", "SK.TRUST", Differs.CODE, "ak", "bm", "affirmed", "", ("X1",), (), Settled.OPEN),
)


def required(study: str, code: str = "STU.COUNTRY") -> StudyFinding:
    family = code.partition(".")[0]
    role, state = Role.CHARACTERISTICS, CellState.MACHINE_NOTHING
    return StudyFinding(study, role, family, code, "Country", "", True, state, False, (), ())


def steps(**changed: object) -> list[str]:
    return [text for text, _ in coding_steps(replace(TABLES, **changed))]  # type: ignore[arg-type]


def refused(one: Extract) -> RefusedExtract:
    return RefusedExtract(**{name: getattr(one, name) for name in columns(Extract)}, why="No.")


def test_where_all_is_coded_checked_settled_and_appraised_nothing_is_asked() -> None:
    assert steps() == []
    assert steps(differences=(replace(OPEN, settled=Settled.SETTLED), replace(OPEN, settled=Settled.NOT_ASKED))) == []


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"extracts": ()}, "1 included report that nobody has coded"),
        (
            {"study_findings": (required("S1"),)},
            "1 required code neither coded nor looked for in a study (STU.COUNTRY)",
        ),
        ({"extracts": (replace(ONE, changed=(CHANGED_CODE,)),)}, "1 extract whose code means something else now"),
        ({"extracts": (replace(ONE, check=Check.DISPUTED),)}, "1 extract that a second person disputes"),
        ({"differences": (OPEN,)}, "1 difference between two coders"),
        ({"coding_check": (replace(DONE, unchecked=2),)}, "2 of 2 extracts that no second person has checked"),
        ({"coding_check": (replace(DONE, share_reports=1),)}, "1 included report that a second person has to code"),
        ({"coding_check": (replace(DONE, appraised=0),)}, "1 of 1 appraisal of included reports missing"),
    ],
)
def test_each_thing_that_is_missing_is_a_step_of_extraction(changed: dict[str, object], text: str) -> None:
    assert steps(**changed) == [text]
    tables = replace(TABLES, **changed)  # type: ignore[arg-type]
    protocol = ProtocolState(frozen=True, unexplained=(), sources=())
    (step,) = [one for one in next_steps(tables, protocol) if one.text == text]
    assert step.stage == Stage.EXTRACTION
    assert NOTEBOOK in step.command


def test_a_required_code_is_asked_of_studies_that_were_coded_and_not_where_it_was_looked_for() -> None:
    two = ReviewTables(
        reports=(report("S1"), report("S2"), report("S3", status=DocumentStatus.NO_TEXT)),
        extracts=(ONE, looked("S2", "STU")),
        study_findings=tuple(required(study) for study in ("S1", "S2", "S3")),
    )

    texts = [text for text, _ in coding_steps(two)]

    assert texts == ["1 required code neither coded nor looked for in a study (STU.COUNTRY)"]
    looked_for = replace(two, extracts=(*two.extracts, looked("S1", "STU.COUNTRY")))
    assert list(coding_steps(looked_for)) == []


def test_extracts_of_excluded_reports_keep_nothing_open() -> None:
    away = replace(report("S2"), outcome=Outcome.EXCLUDED)
    disputed = replace(extract("S2", "SK.TRUST"), check=Check.DISPUTED, changed=(CHANGED_CODE,))

    assert steps(reports=(report("S1"), away), extracts=(ONE, disputed)) == []


def test_the_report_says_how_much_was_suggested_by_machine_and_seen_by_a_second_person() -> None:
    by_cues = replace(ONE, suggested_by=SuggestedBy.CUES)
    sources = count_families([by_cues, extract("S1", "EDI.SEX")], [refused(ONE)], [], CODEBOOK)

    said = coding_sentences(replace(TABLES, coding_sources=tuple(sources), differences=(OPEN,)))

    assert said[0].startswith("Suggested by machine, accepted by a person: 1 of 2 extracts (cues 1, likeness 0,")
    assert said[1] == "A second person looked at 2 of 3 extracts: 1 held, 0 disputed, 1 refused."
    assert said[3] == "Two coders differ in 1 place; 1 wait to be settled."
    assert coding_sentences(ReviewTables()) == []


def sheet(name: str, tables: ReviewTables, cover: Cover) -> Sheet:
    return next(one for one in evidence_sheets(tables, cover) if one.name == name)


def test_the_sheets_on_coding_show_refused_extracts_differences_and_agreement() -> None:
    two = [extract("S1", "SK.TRUST"), extract("S1", "SK.TRUST", who="bm")]
    tables = replace(
        TABLES,
        refused=(replace(refused(ONE), checked_by=("bm",)),),
        differences=(replace(OPEN, settled=Settled.SETTLED, document_id="A.pdf"), OPEN),
        coding_agreement=tuple(agree_on_codes(two, CODEBOOK, seed=1)),
    )

    gone, differ, agreed = (
        sheet(name, tables, Cover("")) for name in ("Refused extracts", "Coding differences", "Coding agreement")
    )

    assert [cell_text(cell) for cell in gone.rows[0][6:]] == ["ak", "bm", "No."]
    assert [row[0] for row in differ.rows] == ["open", "settled"]
    kappa = agreed.header.index("Kappa")
    by_code = {row[0]: row for row in agreed.rows}
    assert by_code["SK.TRUST"][kappa] == "not defined (0/0)"
    assert "DEF" not in by_code, "neither said anything of it"
    assert [row[0] for row in of_families(agreed).rows] == ["", "SK"]


STU = CODEBOOK.families[1]
WITH_VALUES: Codebook = replace(
    CODEBOOK,
    families=(replace(STU, role=Role.CHARACTERISTICS, codes=(replace(STU.codes[0], required=True), STU.codes[1])),),
)


def test_each_study_has_a_state_for_each_characteristic_and_its_values() -> None:
    valued = replace(extract("S1", "SK.TRUST", CodeStatus.DESCRIPTIVE), value="England")
    coded = review(valued, looked("S2", "SK"), extract("S3", "SK.HUMILITY"))

    rows = study_findings(
        study_codes(coded, WITH_VALUES, [], []), list_characteristics(WITH_VALUES, coded), WITH_VALUES
    )

    trust = {one.study_id: one for one in rows if one.code_id == "SK.TRUST"}
    assert {one.study_id: one.state for one in trust.values()} == {
        "S1": CellState.PRESENT,
        "S2": CellState.ABSENT,
        "S3": CellState.MACHINE_NOTHING,
    }
    assert (trust["S1"].values, trust["S1"].extract_ids, trust["S1"].required) == (
        ("England",),
        (valued.extract_id,),
        True,
    )
    cover = Cover("", codes=(CodeName("SK.TRUST", "Trust", "SK", "characteristics", ""),))
    shown = sheet(
        "Included studies",
        ReviewTables(
            reports=coded.reports,
            characteristics=tuple(list_characteristics(WITH_VALUES, coded)),
            study_findings=tuple(rows),
        ),
        cover,
    )
    assert sorted(cell_text(row[2]) for row in shown.rows) == ["England", "looked for, not found", "not extracted"]


def test_coding_by_two_is_no_shortcut_and_every_other_policy_is_one() -> None:
    def names(check: CodingCheck) -> list[str]:
        return [one.shortcut for one in coding_shortcuts(replace(TABLES, coding_check=(check,)))]

    dual = replace(DONE, policy=CodingPolicyName.DUAL, appraisal=AppraisalPolicyName.DUAL)
    assert names(dual) == []
    assert names(DONE) == ["One person codes, a second checks", "Single appraisal"]
    assert names(replace(DONE, share=0.2))[1] == "A share of the reports checked"
    assert names(replace(dual, policy=CodingPolicyName.SINGLE)) == ["Single coding"]
    assert names(replace(dual, policy=CodingPolicyName.DUAL_SHARE)) == ["Two coders on a random share only"]
    assert names(replace(DONE, reports=0, to_appraise=0)) == [], "no report is included yet"


def test_a_shortcut_of_coding_shows_what_was_checked_and_how_coders_agree() -> None:
    two = [extract("S1", "SK.TRUST"), extract("S1", "SK.TRUST", who="bm"), extract("S1", "SK.HUMILITY")]
    tables = replace(
        TABLES,
        coding_sources=tuple(count_families([ONE], [], [], CODEBOOK)),
        coding_agreement=tuple(agree_on_codes(two, CODEBOOK, seed=1)),
    )

    shown = next(iter(coding_shortcuts(tables))).shown

    assert shown.startswith(
        "0 of 1 report with readable text were coded by two people. A second person saw 1 of 1 extract; 0 were refused."
    )
    assert "positive agreement 0.67 (" in shown


def test_shortcuts_name_the_reports_with_readable_text_and_one_is_singular() -> None:
    (whole,) = (one for one in count_families([ONE], [refused(ONE)], [], CODEBOOK) if not one.family)
    check = replace(DONE, reports=6, twice=1, to_appraise=6, appraised=1)

    coding, appraisal = coding_shortcuts(replace(TABLES, coding_check=(check,), coding_sources=(whole,)))

    assert coding.shown.startswith("1 of 6 reports with readable text was coded by two people.")
    assert coding.shown.endswith("1 was refused.")
    assert appraisal.shown == "1 of 6 reports with readable text is appraised."
