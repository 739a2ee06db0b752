"""The sentence on definitions: what was counted, what cannot be said, and the trace that it rests on."""

import pytest

from extraction.documents import Extract
from identification.vocabulary import CodeStatus, Perspective, Role
from synthesis.counts import count_codes
from synthesis.definitions import count_elements, list_definitions
from synthesis.gaps import state_gaps
from synthesis.headlines import state_headlines
from synthesis.naming import name_codes
from synthesis.overlap import measure_overlap
from synthesis.stability import core_sets
from synthesis.statements import Headline
from synthesis.states import study_codes
from tests.unit.synthesis.making_extracts import CODEBOOK, GAP, extract, looked, report, review


def headlines(*extracts: Extract, others: str = "") -> list[Headline]:
    """The headlines of a small review; `others` are included studies without an extract."""
    studies = sorted({one.study_id for one in extracts} | set(others))
    coded = review(*extracts, reports=[report(study) for study in studies])
    definitions = list_definitions(coded, CODEBOOK)
    states = study_codes(coded, CODEBOOK, [], [GAP])
    skills = count_codes(CODEBOOK, Role.SKILLS, states, coded, core_share=0.5)
    return state_headlines(
        state_gaps([GAP], states, coded, CODEBOOK),
        coded,
        CODEBOOK,
        definitions=definitions,
        elements=count_elements(definitions, CODEBOOK),
        overlap=measure_overlap(definitions, CODEBOOK, seed=1),
        skills=skills,
        core_sets=core_sets(skills, name_codes(CODEBOOK, states, coded), core_share=0.5, seed=1),
    )


def defined(study: str, *elements: str, origin: str = "") -> list[Extract]:
    found = [extract(study, "DEF.EXPLICIT", origin=origin)]
    return found + [extract(study, element, origin=origin, start=2) for element in elements]


def test_the_sentence_gives_the_overlap_with_its_interval_and_chance() -> None:
    said = headlines(
        *defined("A", "DEF.EL_A"), *defined("B", "DEF.EL_A"), *defined("C", "DEF.EL_B"), *defined("D"), *defined("E")
    )[0]

    assert said.sentence.startswith(
        "5 definitions of independent origin were found in 5 of the 5 included studies. No element is in more than 2 "
        "of 5 (DEF.EL_A). On average two definitions share .11 of the elements that either has (jackknife 95 % .00 to "
    )
    assert "; elements dealt out by chance give .11)" in said.sentence
    assert said.sentence.endswith("1 pair in which neither has a coded element left out.")


def test_an_element_that_all_share_is_named_and_an_overlap_without_spread_has_no_interval() -> None:
    said = headlines(*(one for study in "ABC" for one in defined(study, "DEF.EL_A")))[0]

    assert "Elements that all of them share: DEF.EL_A." in said.sentence
    assert "1.00 of the elements that either has (no interval can be given;" in said.sentence


def test_elements_that_are_as_common_are_all_named() -> None:
    said = headlines(*defined("A", "DEF.EL_A"), *defined("B", "DEF.EL_B"))[0]

    assert "No element is in more than 1 of 2 (DEF.EL_A; DEF.EL_B)." in said.sentence
    assert "With fewer than 3 definitions no mean overlap is given." in said.sentence


def test_one_definition_is_compared_with_nothing() -> None:
    said = headlines(*defined("A", "DEF.EL_A"), others="B")[0]

    assert said.sentence == "1 definition of independent origin was found in 1 of the 2 included studies."


def test_definitions_without_coded_elements_say_so() -> None:
    assert "No element of them has been coded." in headlines(*defined("A"), *defined("B"), *defined("C"))[0].sentence


def test_that_nothing_is_agreed_is_only_said_as_the_words_of_studies() -> None:
    nothing_shared = [
        one for study, code in zip("AB", ("DEF.EL_A", "DEF.EL_B"), strict=True) for one in defined(study, code)
    ]

    silent = headlines(*nothing_shared)[0].sentence
    stated = headlines(*nothing_shared, extract("B", "DEF.NONE", CodeStatus.ABSENCE_STATED, start=40))[0].sentence

    assert "agreed" not in silent
    assert stated == f"{silent} 1 of the 2 included studies says that there is no agreed definition."


def test_who_only_quotes_that_nothing_is_agreed_and_who_contests_it_are_told_apart() -> None:
    said = headlines(
        extract("A", "DEF.NONE"), extract("B", "DEF.NONE", origin="X"), extract("C", "DEF.NONE", CodeStatus.CONTESTED)
    )[0]

    assert said.sentence.endswith(
        "2 of the 3 included studies say that there is no agreed definition; 1 of these only quotes that; 1 contests "
        "it."
    )


def test_silence_and_looking_in_vain_are_told_apart() -> None:
    silent, looks = headlines(extract("A", "SK.TRUST"))[0], headlines(extract("A", "SK.TRUST"), looked("A", "DEF"))[0]

    assert silent.sentence == (
        "No definition has been extracted from the 1 included study; nobody has recorded a look through any of them."
    )
    assert looks.sentence.endswith("; people looked through 1 of them.")
    assert looked("A", "DEF").extract_id in looks.extract_ids


def test_studies_that_only_quote_a_definition_are_told_apart() -> None:
    said = headlines(*defined("A", "DEF.EL_A"), *defined("B", "DEF.EL_A", origin="A"))[0]

    assert said.sentence.startswith(
        "1 definition of independent origin was found in 2 of the 2 included studies; 1 of these only quotes one."
    )


def test_a_sentence_names_the_extracts_it_rests_on_and_the_studies_of_its_denominator() -> None:
    stray = extract("B", "DEF.EL_A", origin="elsewhere", start=90)
    question = extract("B", "DEF.NONE", CodeStatus.QUESTION)
    stated = extract("B", "DEF.NONE")
    own = [*defined("A", "DEF.EL_A"), *defined("B", origin="Academy"), stated]

    said = headlines(*own, stray, question, extract("A", "SK.TRUST"), others="C")[0]

    assert said.extract_ids == tuple(sorted(one.extract_id for one in own))
    assert said.study_ids == ("A", "B", "C")


def test_the_sentence_on_a_gap_rests_on_its_evidence_and_on_the_looks_in_vain() -> None:
    evidence, look = extract("A", "EDI.SEX", seen=None), looked("B", "EDI")

    gap = headlines(evidence, looked("A", "EDI"), look)[2]

    assert set(gap.extract_ids) == {evidence.extract_id, looked("A", "EDI").extract_id, look.extract_id}
    assert gap.study_ids == ("B",)


WHOLE = (
    *defined("A", "DEF.EL_A"),
    *defined("B", "DEF.EL_A", "DEF.EL_B", origin="A"),
    *defined("C", "DEF.EL_B", origin="Academy"),
    extract("D", "DEF.NONE", CodeStatus.ABSENCE_STATED),
    extract("D", "DEF.NONE", CodeStatus.QUESTION, start=20),
    extract("A", "SK.TRUST"),
    extract("B", "SK.TRUST", origin="Timmins"),
    extract("C", "SK.TRUST", origin="Timmins"),
    extract("D", "SK.HUMILITY", CodeStatus.RECOMMENDATION),
    extract("E", "SK.HUMILITY", origin="A"),
    extract("E", "SK.NONE"),
    extract("A", "EDI.SEX", seen=Perspective.WORKFORCE),
    *(looked(study, "SK") for study in "ABCD"),
    *(looked(study, "EDI") for study in "AB"),
)


@pytest.mark.parametrize("gone", WHOLE, ids=lambda one: one.extract_id)
def test_an_extract_that_goes_changes_only_sentences_that_rest_on_it(gone: Extract) -> None:
    before = headlines(*WHOLE)[:2]

    after = headlines(*(one for one in WHOLE if one != gone), others="ABCDE")[:2]

    changed = {one.headline_id for one, new in zip(before, after, strict=True) if one.sentence != new.sentence}
    assert changed <= {one.headline_id for one in before if gone.extract_id in one.extract_ids}


@pytest.mark.parametrize("study", "ABCDEF")
def test_a_study_that_comes_or_goes_changes_only_sentences_that_count_it(study: str) -> None:
    with_it = headlines(*WHOLE, others="F")[:2]

    without = headlines(*(one for one in WHOLE if one.study_id != study), others="F" * (study != "F"))[:2]

    own = {one.extract_id for one in WHOLE if one.study_id == study}
    changed = {one.headline_id for one, new in zip(with_it, without, strict=True) if one.sentence != new.sentence}
    assert changed <= {one.headline_id for one in with_it if study in one.study_ids or own & set(one.extract_ids)}
    assert "definitions" in changed
