"""What a gap sentence says of reach, detection, coverage and the tipping point, and what it does not claim."""

from dataclasses import replace

import pytest

from extraction.documents import Extract
from identification.records import KnownPaperFound
from identification.vocabulary import CodeStatus, Found, FunnelStage, GapClaim, Perspective, PolicyName, Reach, WhyGap
from synthesis.gap_tables import Coverage, DoubleCoding, FunnelStep, Recommendation, SourceReach
from synthesis.gaps import Grounds, state_gaps
from synthesis.statements import GapCell
from synthesis.states import study_codes
from tests.unit.synthesis.making_extracts import CODEBOOK, GAP, extract, looked, report, review

WORK = Perspective.WORKFORCE
CELL = "edi:EDI.SEX:workforce"
LOOKED = [looked(f"S{number}", "EDI") for number in range(39)]
ALL_SEEN = Coverage(50, 0, 0, 0, 0, 0, PolicyName.DUAL, 0)


def sources(*reach: Reach, kind: str = "database") -> tuple[SourceReach, ...]:
    """One source for each word, named A, B and so on, for every cell of the gap."""
    cells = [f"edi:{code}:{one}" for code in ("EDI", *GAP.codes) for one in GAP.perspectives]
    return tuple(
        SourceReach(cell, name, name, kind, Reach.UNKNOWN, "", (), word, "edi", word, "", "ak", "")
        for cell in cells
        for name, word in zip("ABCD", reach, strict=False)
    )


def paper(number: int, state: Found, *cells: str) -> KnownPaperFound:
    return KnownPaperFound(number, f"P{number}", "", "", "", "", cells or (CELL,), state, "", "", "", (), "", "")


def cell(*extracts: Extract, code: str = "EDI.SEX", gap: object = GAP, **grounds: object) -> GapCell:
    """The workforce cell of a code, with what it rests on beside the extracts."""
    coded = review(*(extracts or LOOKED))
    states = study_codes(coded, CODEBOOK, [], [GAP])
    cells = state_gaps([gap], states, coded, CODEBOOK, Grounds(**grounds))  # type: ignore[arg-type, list-item]
    return next(one for one in cells if (one.code_id, one.perspective) == (code, WORK))


def test_all_sources_that_reach_it_are_named_with_the_known_papers_they_brought() -> None:
    found = cell(reach=sources(*[Reach.REACHED] * 4), papers=tuple(paper(n, Found.FOUND) for n in (1, 2, 3)))

    assert found.says_reach == (
        "In the word of one person: the topic terms of all 4 sources reach such work; 3 of 3 known papers on it were "
        "found by the searches, and yet no included study has a finding of it."
    )
    assert found.claim == GapClaim.NONE_FOUND
    assert found.known_papers == (1, 2, 3)


@pytest.mark.parametrize(
    "words", [(), (Reach.UNKNOWN,), (Reach.CUT_OFF, Reach.CUT_OFF), (Reach.CUT_OFF, Reach.UNKNOWN)]
)
def test_only_where_every_source_is_cut_off_or_unknown_a_count_is_not_interpretable(words: tuple[Reach, ...]) -> None:
    found = cell(reach=sources(*words))

    assert found.claim == GapClaim.NOT_INTERPRETABLE
    assert "so this is not interpretable as absence" in found.sentence


@pytest.mark.parametrize("word", [Reach.REACHED, Reach.NAMED])
def test_one_source_that_reaches_it_gives_no_absence_where_another_may_not_and_all_are_said(word: Reach) -> None:
    found = cell(reach=sources(word, Reach.CUT_OFF, Reach.UNKNOWN, Reach.OUTSIDE))

    assert found.claim == GapClaim.PARTLY
    assert cell(reach=sources(word, Reach.CUT_OFF)).claim == GapClaim.PARTLY
    assert cell(reach=sources(word, Reach.UNKNOWN)).claim == GapClaim.PARTLY
    assert cell(reach=sources(word, Reach.OUTSIDE)).claim == GapClaim.NONE_FOUND
    assert "not interpretable" not in found.sentence
    assert "the search of B cuts it off" in found.says_reach
    assert "whether C could have found such work" in found.says_reach
    assert "it lies outside what D indexes" in found.says_reach


def test_what_lies_outside_every_source_is_a_limit_and_no_absence() -> None:
    found = cell(reach=sources(Reach.OUTSIDE, Reach.UNKNOWN))

    assert found.claim == GapClaim.OUTSIDE
    assert "so this says nothing of work that they do not hold" in found.sentence


def test_a_source_that_is_not_asked_with_words_has_no_topic_terms() -> None:
    found = cell(reach=sources(Reach.REACHED, kind="citation_searching"))

    assert found.says_reach.startswith("In the word of one person: such work is within reach of A")


def test_a_known_paper_that_was_missed_shows_that_such_work_exists() -> None:
    found = cell(reach=sources(Reach.REACHED), papers=(paper(1, Found.FOUND), paper(2, Found.NOT_FOUND)))

    assert found.claim == GapClaim.KNOWN_ELSEWHERE
    assert "1 of 2 known papers on it were found by the searches: the team knows of such work that they missed." in (
        found.sentence
    )


def test_a_known_paper_of_a_cell_speaks_for_its_familys_too_and_for_no_sister() -> None:
    papers = (paper(1, Found.NOT_FOUND),)

    assert cell(code="EDI", papers=papers).known_papers == (1,)
    assert cell(code="EDI.SEXUAL", papers=papers).known_papers == ()


def test_what_is_quoted_from_outside_is_known_to_exist_whatever_the_searches_reach() -> None:
    quoted = extract("S1", "EDI.SEX", origin="Outside 2001", seen=WORK)

    found = cell(*LOOKED, quoted, reach=sources(Reach.REACHED))

    assert (found.present, found.claim) == (0, GapClaim.KNOWN_ELSEWHERE)
    assert found.extract_ids == (quoted.extract_id,)


def test_nothing_assessed_is_no_claim_and_says_what_is_known_all_the_same() -> None:
    quoted = extract("S1", "EDI.SEX", origin="Outside 2001", seen=WORK)

    found = cell(quoted, reach=sources(Reach.REACHED), papers=(paper(1, Found.NOT_FOUND),))

    assert found.claim == GapClaim.NOTHING_ASSESSED
    assert found.sentence == f"{found.says_counted} {found.says_reach}"
    assert "so no share can be given. Such evidence is quoted from outside the review: Outside 2001." in found.sentence
    assert "the team knows of such work that they missed" in found.sentence


def test_too_few_findings_coded_twice_correct_nothing_and_the_sentence_says_how_many() -> None:
    found = cell(double=(DoubleCoding("edi", "EDI", 3, 2, None, None, (), ("x", "y")),))

    assert (
        "Not corrected for what coders miss: where two people coded, either found 3 findings of this family and both "
        "2; 20 are needed."
    ) in found.sentence
    assert (found.corrected_bound, found.detection_ids) == (None, ("x", "y"))


def test_what_coders_miss_widens_the_limit() -> None:
    twice = tuple(f"S{number}" for number in range(10))

    found = cell(double=(DoubleCoding("edi", "EDI", 30, 24, 0.889, 0.761, twice, ()),))

    assert found.corrected_bound == pytest.approx(0.1118, abs=1e-4)
    assert found.corrected_bonferroni == pytest.approx(0.1623, abs=1e-4)
    assert "With what coders miss it is up to 11.2 % (16.2 % for all cells): one coder finds about 88.9 %" in (
        found.sentence
    )


def test_three_unseen_studies_would_end_almost_none_of_39() -> None:
    found = cell(coverage=(replace(ALL_SEEN, not_retrieved=2, undecided=9, left_at_most=3),))

    assert (found.ends_none, found.ends_rare, found.unseen) == (1, 3, 5)
    assert found.says_tipping == (
        'One more study that reports on it would end "none"; 3 more studies would bring the share to 5.0 % or more, '
        'which is not "almost none".'
    )


def test_a_share_at_the_declared_limit_is_not_claimed_as_almost_none() -> None:
    one, declared = extract("S0", "EDI.SEX", seen=WORK), replace(GAP, rare_share=0.02)

    below, above = cell(*LOOKED, one), cell(*LOOKED, one, gap=declared)

    assert (below.claim, below.ends_none, below.ends_rare) == (GapClaim.PRESENT, None, 1)
    assert above.says_tipping == '"Almost none" would be less than 2.0 %, by the protocol; this is more.'


def test_records_of_which_nothing_can_be_said_are_named_beside_the_unseen() -> None:
    found = cell(coverage=(replace(ALL_SEEN, undecided=9, left_at_most=None),))

    assert found.says_coverage == "Of what the searches brought nobody has seen 9 records without a decision."


def test_a_sentence_says_what_nobody_saw_and_who_screened_alone() -> None:
    seen = replace(ALL_SEEN, undecided=9, left_at_most=3, not_retrieved=1, by_one=20)

    family, code = cell(code="EDI", coverage=(seen,)), cell(coverage=(seen,))

    assert family.says_coverage == (
        "Of what the searches brought nobody has seen 9 records without a decision (at most 3 includes among them) and "
        "1 report that could not be had. One person alone decided on 20 of 50 records; a single screener finds about "
        "81 % of what belongs in a review."
    )
    assert family.says_coverage in family.sentence
    assert code.says_coverage in code.sentence


def test_the_familys_sentence_follows_its_carriers_through_the_steps_in_their_order() -> None:
    steps = (
        FunnelStep("edi", "EDI", FunnelStage.FULL_TEXT, 1, 1, 8, 7, 0, 1.0, ()),
        FunnelStep("edi", "EDI", FunnelStage.TITLE_ABSTRACT, 3, 1, 43, 8, 2, 0.49, ()),
    )

    found = cell(code="EDI", funnel=steps)

    assert found.says_funnel.startswith(
        "Of records with words of it in title or abstract (whosever it is; a machine looked, and they may state an "
        "absence; 2 records without an abstract) 1 of 3 passed title and abstract screening, against 8 of 43 others "
        "(exact p = .490); 1 of 1 passed full-text screening, against 7 of 8 others (exact p = 1.000)."
    )
    assert "what is not mentioned there is not absent" in found.sentence


def test_a_cell_names_the_research_that_would_close_it() -> None:
    research = Recommendation("G01", "leaders", "who", "survey", WhyGap.BIASED, "", "ak", (CELL,))

    assert (cell(research=(research,)).reasons, cell(research=(research,)).research) == ((WhyGap.BIASED,), ("G01",))
    assert cell(code="EDI", research=(research,)).research == ()
    assert cell(research=(research,)).sentence.endswith(
        "Why, in the word of one person: biased. Research that would close it: G01."
    )


def test_a_family_that_a_source_reaches_names_the_codes_that_it_cuts_off() -> None:
    reach = [replace(one, reach=Reach.CUT_OFF) if one.cell_id == CELL else one for one in sources(Reach.REACHED)]

    family, sister = (cell(code=code, reach=tuple(reach)) for code in ("EDI", "EDI.SEXUAL"))

    assert ", though A cuts off EDI.SEX" in family.says_reach
    assert "cuts off" not in sister.says_reach


def test_studies_that_say_that_such_research_is_missing_are_told_and_are_no_evidence() -> None:
    says = extract("S1", "EDI.SEX", CodeStatus.ABSENCE_STATED, seen=WORK)

    found = cell(*LOOKED, says)

    assert found.present == 0
    assert "1 study says that such research is missing, which is no evidence of it." in found.says_counted
    assert says.extract_id in found.extract_ids


def test_what_cannot_be_assessed_is_said_by_its_reason() -> None:
    coded = review(*LOOKED, reports=[report(f"S{n}") for n in range(39)] + [report("S40", status=None)])
    cells = state_gaps([GAP], study_codes(coded, CODEBOOK, [], [GAP]), coded, CODEBOOK)

    assert "(40 included; 1 without readable text)" in cells[0].sentence


def test_one_study_reads_as_one() -> None:
    [vain, there] = [cell(looked("S1", "EDI"), *more) for more in ((), (extract("S1", "EDI.SEX", seen=WORK),))]

    assert vain.says_counted.startswith("The only study in which a person looked for it reports no finding on EDI.SEX")
    assert there.says_counted.startswith("The only study in which a person looked for it reports a finding on EDI.SEX")
    assert vain.says_bound.startswith("If this one were a random sample")


def test_the_trace_names_the_extracts_and_every_study_of_the_denominator() -> None:
    here = extract("S1", "EDI.SEX", seen=WORK)
    found = cell(here, looked("S1", "EDI"), looked("S2", "EDI"), extract("S3", "EDI.SEX", seen=WORK))

    assert found.assessed_ids == ("S1", "S2")
    assert len(found.assessed_ids) == found.assessed
    assert found.study_ids == ("S1", "S3")
    assert here.extract_id in found.extract_ids


def test_a_study_that_is_not_assessed_is_unseen() -> None:
    coded = review(*LOOKED, reports=[report(f"S{n}") for n in range(39)] + [report("S40", status=None)])
    states = study_codes(coded, CODEBOOK, [], [GAP])

    found = state_gaps([GAP], states, coded, CODEBOOK, Grounds(coverage=(ALL_SEEN,)))

    assert {one.unseen for one in found} == {1}


def test_a_cell_is_no_more_than_six_sentences() -> None:
    found = cell(reach=sources(Reach.REACHED, Reach.CUT_OFF), papers=(paper(1, Found.FOUND),), coverage=(ALL_SEEN,))

    parts = (found.says_counted, found.says_bound, found.says_detection, found.says_reach, found.says_coverage)
    assert found.sentence == " ".join((*parts, found.says_tipping))


def test_studies_that_report_on_it_without_a_full_look_count_towards_the_tipping_point() -> None:
    found = cell(*LOOKED, extract("S40", "EDI.SEX", seen=WORK))

    assert (found.elsewhere, found.ends_none, found.ends_rare) == (1, None, 2)
