"""What a gap statement must carry: states, a bound, and no mention taken for evidence."""

from dataclasses import replace

import pytest

from extraction.documents import Extract, Report, Suggestion
from identification.intervals import upper_bound
from identification.vocabulary import (
    CellState,
    CodeStatus,
    DocumentStatus,
    GapClaim,
    Perspective,
    ReportKind,
    SuggestedBy,
)
from synthesis.gap_sentences import NOT_INTERPRETABLE
from synthesis.gaps import list_evidence, state_gaps
from synthesis.statements import GapCell
from synthesis.states import study_codes
from tests.unit.synthesis.making_extracts import CODEBOOK, GAP, extract, looked, report, review

WORK, HOME = Perspective.WORKFORCE, Perspective.COMMUNITY


def cell(
    code_id: str,
    perspective: Perspective,
    *extracts: Extract,
    reports: list[Report] | None = None,
    suggestions: tuple[Suggestion, ...] = (),
) -> GapCell:
    """One declared cell of a small review."""
    coded = review(*extracts, reports=reports)
    states = study_codes(coded, CODEBOOK, suggestions, [GAP])
    cells = state_gaps([GAP], states, coded, CODEBOOK)
    return next(one for one in cells if (one.code_id, one.perspective) == (code_id, perspective))


def state(code_id: str, perspective: Perspective, *extracts: Extract, **more: object) -> CellState:
    """What study S1 says of a cell."""
    coded = review(*extracts, reports=more.get("reports"))  # type: ignore[arg-type]
    found = study_codes(coded, CODEBOOK, more.get("suggestions", ()), [GAP])  # type: ignore[arg-type]
    return next(
        one.state for one in found if (one.study_id, one.code_id, one.perspective) == ("S1", code_id, perspective)
    )


def test_evidence_makes_a_cell_present_and_looking_in_vain_makes_it_absent() -> None:
    assert state("EDI.SEX", WORK, extract("S1", "EDI.SEX", seen=WORK)) == CellState.PRESENT
    assert state("EDI.SEX", WORK, looked("S1", "EDI")) == CellState.ABSENT


def test_what_one_report_of_a_study_quotes_from_another_of_its_own_is_its_own() -> None:
    assert state("EDI.SEX", WORK, extract("S1", "EDI.SEX", origin="S1", seen=WORK)) == CellState.PRESENT


def test_a_look_from_the_leaders_perspective_is_one_from_the_workforce() -> None:
    assert state("EDI.SEX", WORK, looked("S1", "EDI", Perspective.LEADER)) == CellState.ABSENT


def test_a_look_for_one_code_says_nothing_of_another() -> None:
    found = cell("EDI.SEX", WORK, extract("S1", "EDI.SEX", seen=WORK), looked("S1", "EDI.SEXUAL", WORK))

    assert (found.present, found.elsewhere) == (0, 1)


def test_a_look_for_every_other_code_of_the_family_is_one_for_the_family() -> None:
    others = [looked("S1", code, WORK) for code in ("EDI.SEXUAL", "EDI.GENERAL")]

    found = cell("EDI.SEX", WORK, extract("S1", "EDI.SEX", seen=WORK), *others)

    assert (found.present, found.elsewhere) == (1, 0)


def test_a_family_that_was_looked_through_code_by_code_is_absent_too() -> None:
    codes = ("EDI.SEX", "EDI.SEXUAL", "EDI.GENERAL")
    nothing = [looked(study, one) for study in ("S1", "S2") for one in codes]
    something = [extract("S3", "EDI.SEX", seen=WORK), *(looked("S3", one) for one in codes[1:])]

    found = cell("EDI", WORK, *nothing, *something)

    assert (found.present, found.absent, found.elsewhere) == (1, 2, 0)


def test_a_look_without_a_stated_perspective_counts_for_each() -> None:
    assert state("EDI.SEX", WORK, looked("S1", "EDI", Perspective.UNSPECIFIED)) == CellState.ABSENT


def test_silence_is_not_absence() -> None:
    assert state("EDI.SEX", WORK, extract("S1", "SK.TRUST")) == CellState.MACHINE_NOTHING


def test_a_suggestion_that_nobody_checked_leaves_the_cell_not_assessable() -> None:
    suggestion = Suggestion("S1.pdf", "EDI.SEX", 1, 0, 5, "women", "women", CodeStatus.AFFIRMED)

    assert state("EDI.SEX", WORK, extract("S1", "SK.TRUST"), suggestions=(suggestion,)) == CellState.NOT_ASSESSABLE


@pytest.mark.parametrize("by", [SuggestedBy.LIKENESS, SuggestedBy.DECISIONS])
def test_a_passage_that_is_merely_like_others_is_no_find_of_the_machine(by: SuggestedBy) -> None:
    suggestion = Suggestion("S1.pdf", "EDI.SEX", 1, 0, 5, "women", "", CodeStatus.AFFIRMED, by=by)

    assert state("EDI.SEX", WORK, extract("S1", "SK.TRUST"), suggestions=(suggestion,)) == CellState.MACHINE_NOTHING


def test_a_study_with_an_unreadable_report_cannot_be_called_absent() -> None:
    reports = [report("S1"), report("S1", "scan.pdf", DocumentStatus.NO_TEXT)]

    assert state("EDI.SEX", WORK, looked("S1", "EDI"), reports=reports) == CellState.NOT_ASSESSABLE


def test_people_must_have_looked_in_every_report_of_a_study() -> None:
    reports = [report("S1"), report("S1", "second.pdf")]
    both = [looked("S1", "EDI"), looked("S1", "EDI", document="second.pdf")]

    assert state("EDI.SEX", WORK, looked("S1", "EDI"), reports=reports) == CellState.MACHINE_NOTHING
    assert state("EDI.SEX", WORK, *both, reports=reports) == CellState.ABSENT


@pytest.mark.parametrize(
    "status",
    [CodeStatus.ABSENCE_STATED, CodeStatus.RECOMMENDATION, CodeStatus.QUESTION, CodeStatus.DESCRIPTIVE],
)
def test_what_only_speaks_of_it_is_no_evidence(status: CodeStatus) -> None:
    found = extract("S1", "EDI.SEX", status, seen=WORK)

    assert state("EDI.SEX", WORK, found, looked("S1", "EDI")) == CellState.ABSENT
    assert [row.counts_as_evidence for row in list_evidence([GAP], review(found))] == [False]


def test_what_is_quoted_from_another_study_counts_there_and_once() -> None:
    quoted = extract("S2", "EDI.SEX", origin="S1", seen=WORK)

    found = cell("EDI.SEX", WORK, looked("S1", "EDI"), quoted, looked("S2", "EDI"))

    assert (found.present, found.absent, found.study_ids) == (1, 1, ("S1",))


def test_evidence_quoted_from_outside_the_review_is_named_in_the_sentence() -> None:
    found = cell("EDI.SEX", WORK, extract("S1", "EDI.SEX", origin="Outside 2001", seen=WORK), looked("S1", "EDI"))

    assert found.present == 0
    assert "quoted from outside the review: Outside 2001" in found.sentence


def test_one_perspective_says_nothing_of_the_other() -> None:
    extracts = [extract("S1", "EDI.SEX", seen=WORK), looked("S1", "EDI", HOME)]

    assert state("EDI.SEX", WORK, *extracts) == CellState.PRESENT
    assert state("EDI.SEX", HOME, *extracts) == CellState.ABSENT


def test_leaders_are_workforce_and_patients_are_community() -> None:
    assert state("EDI.SEX", WORK, extract("S1", "EDI.SEX", seen=Perspective.LEADER)) == CellState.PRESENT
    assert state("EDI.SEX", HOME, extract("S1", "EDI.SEX", seen=Perspective.PATIENT)) == CellState.PRESENT


def test_evidence_whose_perspective_nobody_stated_closes_no_cell_and_opens_none() -> None:
    found = extract("S1", "EDI.SEX", seen=Perspective.UNSPECIFIED)

    assert state("EDI.SEX", WORK, found, looked("S1", "EDI")) == CellState.NOT_ASSESSABLE


def test_a_code_whose_id_begins_like_another_is_another() -> None:
    extracts = [extract("S1", "EDI.SEXUAL", seen=WORK), looked("S1", "EDI")]

    assert state("EDI.SEX", WORK, *extracts) == CellState.ABSENT
    assert cell("EDI", WORK, *extracts).present == 1


def test_none_of_39_is_bounded_by_seven_point_four_per_cent() -> None:
    found = cell("EDI.SEX", HOME, *(looked(f"S{number}", "EDI") for number in range(39)))

    assert found.bound == pytest.approx(0.0739, abs=1e-4)
    assert "None of the 39 studies in which a person looked for it reports a finding on" in found.sentence
    assert "up to 7.4 % of those could report on it" in found.sentence
    assert NOT_INTERPRETABLE in found.sentence


def test_nothing_assessed_is_nothing_said() -> None:
    found = cell("EDI.SEX", HOME, extract("S1", "SK.TRUST"))

    assert (found.bound, found.assessed) == (None, 0)
    assert "Nobody has recorded a full look for EDI.SEX" in found.sentence
    assert "so no share can be given" in found.sentence


def test_the_family_comes_before_its_codes() -> None:
    coded = review(looked("S1", "EDI"))
    cells = state_gaps([GAP], study_codes(coded, CODEBOOK, [], [GAP]), coded, CODEBOOK)

    assert [one.code_id for one in sorted(cells, key=lambda one: one.order)][:3] == ["EDI", "EDI", "EDI.SEX"]


def test_the_states_of_a_cell_add_up_to_the_included_studies() -> None:
    extracts = [
        extract("S1", "EDI.SEX", seen=WORK),
        looked("S1", "EDI", WORK),
        looked("S2", "EDI"),
        extract("S3", "SK.TRUST"),
        extract("S5", "EDI.SEX", seen=WORK),
    ]
    reports = [report("S1"), report("S2"), report("S3"), report("S4", status=None), report("S5")]

    found = cell("EDI.SEX", WORK, *extracts, reports=reports)

    assert (found.present, found.elsewhere, found.absent, found.machine_nothing, found.not_assessable) == (
        1,
        1,
        1,
        1,
        1,
    )
    assert (found.included, found.assessed) == (5, 2)


def test_what_was_found_without_a_recorded_look_makes_no_denominator() -> None:
    found = cell("EDI.SEX", WORK, *(extract(study, "EDI.SEX", seen=WORK) for study in ("S1", "S2")))

    assert (found.present, found.elsewhere, found.bound) == (0, 2, None)
    assert found.says_counted == (
        "Nobody has recorded a full look for EDI.SEX from the workforce perspective in any study (2 included), so no "
        "share can be given. All the same 2 report on it."
    )


def test_two_gaps_of_one_family_keep_both_their_perspectives() -> None:
    coded = review(looked("S1", "EDI"))
    gaps = [replace(GAP, id="a", perspectives=("workforce",)), replace(GAP, id="b", perspectives=("community",))]

    cells = state_gaps(gaps, study_codes(coded, CODEBOOK, [], gaps), coded, CODEBOOK)

    assert {one.assessed for one in cells} == {1}


def test_a_source_that_nobody_named_is_said_to_be_unnamed_and_only_beside_its_perspective() -> None:
    quoted = extract("S1", "EDI.SEX", origin=" ", seen=HOME)
    unnamed = replace(quoted, origin="")

    home, work = (cell("EDI.SEX", seen, unnamed, looked("S1", "EDI")) for seen in (HOME, WORK))

    assert "quoted from outside the review: a source that S1.pdf does not name." in home.sentence
    assert "quoted from outside" not in work.sentence


def test_a_review_is_not_counted_beside_the_studies_that_it_cites_and_is_named() -> None:
    beside = replace(report("V"), kind=ReportKind.REVIEW, covers=("S1",))
    found = cell(
        "EDI.SEX", WORK, looked("S1", "EDI"), extract("V", "EDI.SEX", seen=WORK), reports=[report("S1"), beside]
    )

    assert (found.included, found.present, found.absent, found.study_ids) == (1, 0, 1, ())
    assert "Beside them a review that is not counted reports on it: V.pdf." in found.sentence


def test_what_a_review_says_is_shown_and_is_no_evidence_of_its_own() -> None:
    beside = replace(report("V"), kind=ReportKind.REVIEW, covers=("S1",))

    [shown] = list_evidence([GAP], review(extract("V", "EDI.SEX", seen=WORK), reports=[report("S1"), beside]))

    assert (shown.counts_as_evidence, shown.why.startswith("is a review's")) == (False, True)


def test_what_a_review_quotes_from_a_counted_study_is_that_studys() -> None:
    beside = replace(report("V"), kind=ReportKind.REVIEW, covers=("S1",))
    quoted = extract("V", "EDI.SEX", seen=WORK, origin="S1")

    assert state("EDI.SEX", WORK, quoted, looked("S1", "EDI"), reports=[report("S1"), beside]) == CellState.PRESENT


def test_a_review_that_cites_no_included_study_counts() -> None:
    alone = replace(report("V"), kind=ReportKind.REVIEW)
    found = cell("EDI.SEX", WORK, extract("V", "EDI.SEX", seen=WORK), reports=[report("S1"), alone])

    assert (found.included, found.study_ids) == (2, ("V",))


def test_studies_that_report_on_it_without_a_recorded_look_raise_the_limit() -> None:
    vain = [looked(f"S{number}", "EDI") for number in range(9)]

    nothing = cell("EDI.SEX", WORK, *vain)
    one_more = cell("EDI.SEX", WORK, *vain, extract("T", "EDI.SEX", seen=WORK))

    assert (nothing.bound, one_more.bound) == (upper_bound(0, 9), upper_bound(1, 10))
    assert (one_more.present, one_more.elsewhere, one_more.assessed) == (0, 1, 9)
    assert "these 9, and the 1 more that does or may report on it, were a random sample" in one_more.sentence


def test_evidence_that_does_not_say_whose_it_is_raises_the_limit_and_ends_an_absence() -> None:
    vain = [looked(f"S{number}", "EDI") for number in range(9)]

    found = cell("EDI.SEX", WORK, *vain, extract("T", "EDI.SEX"))

    assert (found.present, found.not_assessable, found.unclear) == (0, 1, 1)
    assert found.bound == upper_bound(1, 10)
    assert found.claim == GapClaim.MAY_EXIST
    assert "(10 included; 1 with such evidence that does not say whose)" in found.sentence
