"""What readers see of themes and findings: layouts that panels know, and next steps that ask people and nobody else."""

from dataclasses import replace
from typing import Any

from identification.vocabulary import Concern, Confidence, LeftOut
from reporting.cells import Sheet, cell_text
from reporting.contents import Cover, Entry, ReviewTables
from reporting.labels import Labels
from reporting.theme_sheets import sensitivity_changes, theme_sheets
from reporting.theme_steps import theme_steps
from synthesis.statements import ThemeRow
from synthesis.theme_tables import EvidenceProfile, Finding, Sensitivity

BLANK = Cover(title="")
ROW = ThemeRow("T1", "Trust", "descriptive", "s", 1, ("e1",), ("S1",), (), ("e2",))
FINDING = Finding("F1", "Q1", "Leaders wait.", Confidence.LOW, "thin", "ak", 1, (), ("T1",), (), "", ("S1",), ("e1",))
PROFILE = EvidenceProfile(
    finding_id="F1",
    studies=1,
    quotes=1,
    quoting=0,
    words=4.0,
    contexts=("Country: Wales 1",),
    negative_quotes=0,
    negative_studies=0,
    appraisals=("tea 1: yes 1",),
    not_appraised=0,
    methodological_limitations=Concern.NONE,
    methodological_limitations_reason="all appraised well",
    coherence=None,
    coherence_reason="",
    adequacy=Concern.SERIOUS,
    adequacy_reason="",
    relevance=Concern.MINOR,
    relevance_reason="one country",
    study_ids=("S1",),
    extract_ids=("e1",),
    negative=(),
)


def sheet(name: str, **tables: Any) -> list[dict[str, str]]:
    """The rows of one sheet as a reader sees them, by heading."""
    held = ReviewTables(**tables)
    sheets: dict[str, Sheet] = {one.name: one for one in theme_sheets(held, Labels.of(held, BLANK), BLANK)}
    one = sheets[name]
    return [dict(zip(one.header, map(cell_text, row), strict=True)) for row in one.rows]


def steps(*themes: ThemeRow, findings: tuple[Finding, ...] = (FINDING,)) -> list[str]:
    """What people are asked for."""
    return [text for text, _ in theme_steps(ReviewTables(themes=themes, findings=findings))]


def test_the_profile_says_each_component_as_panels_do_and_what_nobody_judged() -> None:
    (row,) = sheet("CERQual profile", findings=(FINDING,), evidence_profile=(PROFILE,))

    assert row["Methodological limitations"] == "No or very minor concerns: all appraised well"
    assert row["Coherence"] == "not judged yet"
    assert row["Adequacy"] == "Serious concerns: no reason given yet"
    assert row["Confidence in the evidence"] == "Low confidence"


def test_the_summary_of_findings_has_finding_studies_confidence_and_explanation() -> None:
    (row,) = sheet("Summary of findings", findings=(replace(FINDING, confidence=None, explanation=""),))

    assert row["Summary of review finding"] == "Leaders wait."
    assert row["Contributing studies"] == "S1"
    assert row["Confidence in the evidence"] == row["Explanation of CERQual assessment"] == "not judged yet"


def trial(statement: str, after: str) -> Sensitivity:
    """One number that was 2 before grey literature was left out."""
    return Sensitivity(*(0, LeftOut.GREY, "", 1, 5, "themes", statement, "2", after, after != "2", "rule", ("S1",), ()))


def test_what_changes_stands_in_one_row_for_each_thing_left_out() -> None:
    changed = sensitivity_changes(ReviewTables(sensitivity=(trial("a", "1"), trial("b", "2"))))
    same = sensitivity_changes(ReviewTables(sensitivity=(trial("a", "2"), trial("b", "2"))))
    nothing = sensitivity_changes(ReviewTables(sensitivity=(trial("", "2"),)))

    assert [one.rows[0][4] for one in (changed, same, nothing)] == [
        "a: 2 becomes 1",
        "none of the 2 numbers",
        "none was found to leave out",
    ]


def test_a_number_of_which_only_the_denominator_changes_is_told_apart() -> None:
    share = replace(trial("c", "1"), before="1 of 4", after="1 of 3")

    (row,) = sensitivity_changes(ReviewTables(sensitivity=(trial("a", "1"), share))).rows

    assert row[4] == "a: 2 becomes 1; 1 number by the denominator alone"


def test_a_theme_with_or_without_negative_cases_by_peoples_word_asks_for_nothing() -> None:
    assert steps(ROW, replace(ROW, theme_id="T2", negative=(), no_negative_case="we looked")) == []


def test_a_theme_without_a_word_on_negative_cases_is_a_step() -> None:
    assert steps(ROW, replace(ROW, theme_id="T2", negative=())) == ["1 theme without a word on negative cases (T2)"]


def test_an_analytical_theme_rests_on_a_descriptive_one_over_any_number_of_steps() -> None:
    high = replace(ROW, theme_id="T2", level="analytical", parts=("T1",))
    higher = replace(high, theme_id="T3", parts=("T2",))
    aloft = [replace(high, theme_id="T4", parts=("T5",)), replace(high, theme_id="T5", parts=("T4",))]

    assert steps(ROW, high, higher) == []
    assert steps(ROW, *aloft) == ["2 analytical themes on no descriptive theme (T4, T5)"]


def test_a_finding_waits_for_people_and_a_review_with_themes_for_findings() -> None:
    waiting = replace(FINDING, missing=("coherence", "who judged"), asks="high in spite of it")

    assert steps(ROW, findings=(waiting,)) == [
        "Finding F1 waits for coherence, who judged",
        "Finding F1 is high in spite of it",
    ]
    assert steps(ROW, findings=()) == ["No qualitative finding has been written and judged by GRADE-CERQual"]
    assert steps(findings=()) == ["No theme has been named"]


def test_a_negative_case_of_a_part_is_a_word_on_negative_cases() -> None:
    silent = replace(ROW, negative=())

    assert any("without a word on negative cases (T1)" in one for one in steps(silent))
    assert not any("negative cases" in one for one in steps(replace(silent, negative_of_parts=("e3",))))


def test_the_summary_of_findings_opens_with_objective_and_perspective() -> None:
    asked = (Entry("Q1", "What helps?"), Entry("Q2", "What else?"))
    cover = Cover(title="", questions=asked, elements=(Entry("Sample", "nurses"), Entry("Design", "any")))

    held = ReviewTables(findings=(FINDING,))
    one = next(s for s in theme_sheets(held, Labels.of(held, cover), cover) if s.name == "Summary of findings")

    assert one.note.startswith("Objective: Q1 What helps? Perspective (Sample): nurses. ")
    plain = Cover(title="", questions=asked, elements=(Entry("Concept", "trust"), Entry("Context", "wards")))
    one = next(s for s in theme_sheets(held, Labels.of(held, plain), plain) if s.name == "CERQual profile")
    assert "Perspective: not stated in the protocol. " in one.note
