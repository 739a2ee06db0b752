"""Does every claim name what it rests on?"""

from dataclasses import replace

from identification.vocabulary import ClaimKind, Concern, Confidence, Outcome, Perspective
from reporting.claims import Claim, by_precedence, list_claims
from reporting.contents import CodeName, Cover, ReviewTables
from synthesis.definitions import list_definitions
from synthesis.gaps import state_gaps
from synthesis.headlines import state_headlines
from synthesis.shared_ground import CoreSet
from synthesis.statements import CodeCount, StudyValue, ThemeRow
from synthesis.states import study_codes
from synthesis.theme_tables import EvidenceProfile, Finding
from tests.unit.synthesis.making_extracts import CODEBOOK, GAP, extract, looked, review

WORK, PEOPLE = Perspective.WORKFORCE, Perspective.COMMUNITY
EXTRACTS = (
    extract("S1", "EDI.SEX", seen=WORK),
    looked("S1", "EDI", PEOPLE),
    looked("S2", "EDI"),
    looked("S2", "SK"),
    extract("S1", "SK.TRUST"),
    extract("S2", "DEF.EXPLICIT"),
    extract("S2", "DEF.EL_A"),
)
CODED = review(*EXTRACTS)
STATES = study_codes(CODED, CODEBOOK, [], [GAP])
DEFINITIONS = list_definitions(CODED, CODEBOOK)
GAPS = state_gaps([GAP], STATES, CODED, CODEBOOK)
TRUST = CodeCount("SK.TRUST", "Trust", "SK", 0, 1, 1, 0.0, 0.0, 0.975, False, ("S1",), ("S1",))
THEME = ThemeRow(
    *("T1", "Trust", "descriptive", "It counts.", 1),
    *((EXTRACTS[4].extract_id,), ("S1",), (), (EXTRACTS[0].extract_id,)),
)
FINDING = Finding(
    *("F1", "Q1", "Trust comes first.", Confidence.LOW, "One study.", "ak", 1, (), ("T1",), (), ""),
    *(("S1",), (EXTRACTS[4].extract_id,)),
)
PROFILE = EvidenceProfile(
    *("F1", 1, 1, 0, 1.0, (), 1, 1, (), 1, Concern.MINOR, "Few answers.", None, "", None, "", None, ""),
    *(("S1",), (EXTRACTS[4].extract_id,), (EXTRACTS[0].extract_id,)),
)
TABLES = ReviewTables(
    findings=(FINDING,),
    evidence_profile=(PROFILE,),
    reports=CODED.reports,
    extracts=EXTRACTS,
    study_codes=tuple(STATES),
    definitions=tuple(DEFINITIONS),
    elements=(replace(TRUST, code_id="DEF.EL_A", name="Element", present=1, elsewhere=0, study_ids=()),),
    skills=(TRUST,),
    gaps=tuple(GAPS),
    headlines=tuple(
        state_headlines(
            *(GAPS, CODED, CODEBOOK),
            definitions=DEFINITIONS,
            elements=[TRUST],
            overlap=[],
            skills=[TRUST],
            core_sets=[CoreSet(0.5, True, 0, (), 2, None, None, 0, (), ("S1", "S2"), (EXTRACTS[4].extract_id,))],
        )
    ),
    themes=(THEME,),
    characteristics=(StudyValue("S1", "STU.A", "Country", "Wales", "q", "S1.pdf", 1, EXTRACTS[4].extract_id),),
)
COVER = Cover("A review", codes=(CodeName("STU.A", "Country", "STU", "", ""),))


def claims() -> dict[str, Claim]:
    return {one.claim_id: one for one in list_claims(TABLES, COVER)}


def test_every_kind_of_claim_is_listed_in_the_order_of_the_report() -> None:
    kinds = list(dict.fromkeys(one.kind for one in list_claims(TABLES, COVER)))

    wanted = ["HEADLINE", "FINDING", "THEME", "GAP", "DEFINITION", "ELEMENT", "SKILL", "CHARACTERISTIC"]
    assert kinds == [ClaimKind[name] for name in wanted]
    assert [one.order for one in list_claims(TABLES, COVER)] == list(range(1, len(claims()) + 1))


def test_a_gap_rests_on_its_quotes_and_an_empty_one_on_the_looks_of_people() -> None:
    found, empty = claims()["gap:edi:EDI.SEX:workforce"], claims()["gap:edi:EDI.SEX:community"]

    assert (found.extract_ids, found.study_ids) == ((EXTRACTS[0].extract_id,), ("S1",))
    assert (empty.extract_ids, empty.study_ids, empty.assessed_ids) == ((), (), ("S1", "S2"))
    assert set(empty.looked) == {EXTRACTS[1].extract_id, EXTRACTS[2].extract_id}
    assert found.looked == (EXTRACTS[2].extract_id,), "a look from another perspective is none"


def test_a_look_counts_only_in_a_study_of_the_denominator() -> None:
    without = replace(TABLES, gaps=tuple(replace(one, assessed_ids=()) for one in TABLES.gaps))

    assert {one.looked for one in list_claims(without, COVER) if one.kind == ClaimKind.GAP} == {()}


def test_the_headline_of_a_gap_has_the_ground_of_its_cell() -> None:
    headline, cell = claims()["headline:edi:EDI:community"], claims()["gap:edi:EDI:community"]

    assert headline.sentence.startswith(cell.sentence)
    assert (headline.extract_ids, headline.assessed_ids) == (cell.extract_ids, ("S1", "S2"))
    assert headline.looked == cell.looked


def test_a_theme_keeps_what_speaks_against_it_apart() -> None:
    theme = claims()["theme:T1"]

    assert (theme.extract_ids, theme.against) == ((EXTRACTS[4].extract_id,), (EXTRACTS[0].extract_id,))


def test_counts_say_their_numbers_and_rest_on_every_quote_of_the_code() -> None:
    ids = ("skill:SK.TRUST", "element-of-definitions:DEF.EL_A", "characteristic:STU.A")
    skill, element, country = (claims()[one] for one in ids)

    assert skill.sentence.startswith("0 of 1 independent study in which a person looked name 'Trust' (95 % interval")
    assert skill.sentence.endswith("it is also named by 1 study in which nobody recorded a full look.")
    assert (skill.extract_ids, skill.assessed_ids) == ((EXTRACTS[4].extract_id,), ("S2",))
    assert set(element.extract_ids) == {EXTRACTS[5].extract_id, EXTRACTS[6].extract_id}
    assert country.sentence == "Country was extracted for 1 of 2 included studies: Wales (1)."


def test_a_report_that_is_not_included_is_in_no_claim() -> None:
    excluded = tuple(replace(one, outcome=Outcome.EXCLUDED) for one in TABLES.reports)

    listed = list_claims(replace(TABLES, reports=excluded), COVER)

    assert [one for one in listed if one.kind == ClaimKind.SKILL and one.extract_ids] == []


def test_the_first_quote_of_every_claim_comes_before_the_second_of_any() -> None:
    blank = list_claims(TABLES, COVER)[0]
    listed = [replace(blank, extract_ids=ids, against=()) for ids in (("a", "b", "c"), ("d",), ("a", "e"))]

    assert by_precedence(listed) == ["a", "d", "b", "e", "c"]


def test_a_finding_has_its_confidence_in_its_name_its_reasons_and_what_speaks_against_it() -> None:
    finding = claims()["finding:F1"]

    assert (finding.name, finding.sentence) == ("Finding F1: Low confidence", "Trust comes first.")
    assert finding.sure[:3] == (
        ("Why this confidence (GRADE-CERQual)", "One study."),
        ("Methodological limitations", "Minor concerns: Few answers."),
        ("Coherence", "not judged yet"),
    )
    assert (finding.extract_ids, finding.against) == ((EXTRACTS[4].extract_id,), (EXTRACTS[0].extract_id,))


def test_a_finding_that_nobody_judged_says_so() -> None:
    unjudged = replace(TABLES, findings=(replace(FINDING, confidence=None, explanation=""),), evidence_profile=())
    finding = next(one for one in list_claims(unjudged, COVER) if one.kind == ClaimKind.FINDING)

    assert finding.name == "Finding F1: not judged yet"
    assert finding.sure == (("Why this confidence (GRADE-CERQual)", "not judged yet"),)


def test_a_theme_carries_the_negative_cases_of_its_parts_and_where_people_looked_for_one() -> None:
    wide = replace(THEME, negative=(), negative_of_parts=("X9",), no_negative_case="In all interviews.")
    theme = next(one for one in list_claims(replace(TABLES, themes=(wide,)), COVER) if one.kind == ClaimKind.THEME)

    assert theme.against == ("X9",)
    assert [text for _, text in theme.sure] == ["In all interviews."]


def test_a_gap_says_how_sure_one_can_be_and_on_whose_first_codings_that_rests() -> None:
    cells = tuple(replace(one, says_tipping="One more study.", detection_ids=("X1",)) for one in TABLES.gaps)
    listed = {one.claim_id: one for one in list_claims(replace(TABLES, gaps=cells), COVER)}

    for name in ("gap:edi:EDI:community", "headline:edi:EDI:community"):
        assert ("What would change it", "One more study.") in listed[name].sure
        assert listed[name].checked == ("X1",)
    assert listed["gap:edi:EDI:community"].sentence == next(
        one.says_counted for one in cells if one.cell_id == "edi:EDI:community"
    )


def test_a_look_for_a_sister_code_is_no_look_for_the_code_of_a_gap() -> None:
    sister = looked("S2", "EDI.SEXUAL", PEOPLE)
    cells = tuple(replace(one, look_ids=(*one.look_ids, sister.extract_id)) for one in TABLES.gaps)
    held = replace(TABLES, gaps=cells, extracts=(*EXTRACTS, sister))
    listed = {one.claim_id: one.looked for one in list_claims(held, COVER)}

    assert sister.extract_id not in listed["gap:edi:EDI.SEX:community"]
    assert sister.extract_id in listed["gap:edi:EDI:community"]
