"""Counted on studies and origins: what several take from one source counts once, and a core is declared beforehand."""

from dataclasses import replace

import pytest

from extraction.documents import Extract
from identification.vocabulary import CodeStatus, Function, Naming, Role
from synthesis.counts import count_codes, did_not_fit, list_characteristics
from synthesis.definitions import count_elements, list_definitions, read_once
from synthesis.headlines import state_headlines
from synthesis.naming import name_codes
from synthesis.overlap import measure_overlap
from synthesis.stability import core_sets
from synthesis.statements import CodeCount
from synthesis.states import study_codes
from synthesis.themes import support_themes
from tests.unit.synthesis.making_extracts import CODEBOOK, extract, looked, review


def skills(*extracts: Extract) -> dict[str, CodeCount]:
    """The counts of the skills of a small review."""
    coded = review(*extracts)
    counts = count_codes(CODEBOOK, Role.SKILLS, study_codes(coded, CODEBOOK, [], []), coded, core_share=0.5)
    return {count.code_id: count for count in counts}


def test_two_coders_and_two_quotes_of_one_study_are_one_study() -> None:
    both = [extract("S1", "SK.TRUST"), extract("S1", "SK.TRUST", who="bm")]

    trust = skills(*both, looked("S1", "SK"), looked("S2", "SK"))["SK.TRUST"]

    assert (trust.present, trust.assessed, trust.share) == (1, 2, 0.5)


def test_what_two_studies_take_from_one_source_counts_once() -> None:
    quoting = [extract(study, "SK.TRUST", origin="Timmins") for study in ("S1", "S2")]

    trust = skills(*quoting, *(looked(study, "SK") for study in ("S1", "S2", "S3")))["SK.TRUST"]

    assert (trust.present, trust.assessed, trust.origins) == (1, 2, ("Timmins",))


def test_what_a_study_quotes_from_an_included_one_counts_there() -> None:
    trust = skills(extract("S1", "SK.TRUST", origin="S2"), looked("S2", "SK"), extract("S2", "SK.TRUST"))["SK.TRUST"]

    assert (trust.present, trust.study_ids) == (1, ("S2",))


def test_a_question_or_a_recommendation_names_no_skill() -> None:
    trust = skills(extract("S1", "SK.TRUST", CodeStatus.QUESTION), looked("S1", "SK"))["SK.TRUST"]

    assert (trust.present, trust.assessed) == (0, 1)


def test_a_statement_that_no_set_is_agreed_is_no_skill() -> None:
    assert set(skills(extract("S1", "SK.NONE"))) == {"SK.TRUST", "SK.HUMILITY"}


def test_a_skill_found_without_a_recorded_look_is_named_and_makes_no_share() -> None:
    trust = skills(extract("S1", "SK.TRUST"), looked("S2", "SK"))["SK.TRUST"]

    assert (trust.present, trust.assessed, trust.elsewhere, trust.core) == (0, 1, 1, False)


def test_without_any_recorded_look_the_headline_gives_no_share() -> None:
    assert sentences(extract("S1", "SK.TRUST"))[1] == (
        "1 of the 2 skills of the codebook is named by at least one study. In no study did anybody record what was "
        "looked for and not found, so no share can be given."
    )


def test_coders_who_differ_on_the_source_of_one_definition_make_no_second_one() -> None:
    coded = review(extract("S1", "DEF.EXPLICIT", origin="Academy"), extract("S1", "DEF.EXPLICIT", who="bm", start=2))

    assert {definition.origin for definition in list_definitions(coded, CODEBOOK)} == {"Academy"}


def test_a_share_without_studies_is_undefined_and_no_core() -> None:
    trust = skills(extract("S1", "DEF.EXPLICIT"))["SK.TRUST"]

    assert (trust.share, trust.low, trust.core) == (None, None, False)


def test_a_definition_that_many_quote_is_one() -> None:
    coded = review(
        extract("S1", "DEF.EXPLICIT", origin="Academy"),
        extract("S1", "DEF.EL_A", origin="Academy", start=3),
        extract("S2", "DEF.EXPLICIT", origin="Academy"),
        extract("S3", "DEF.EXPLICIT"),
        extract("S3", "DEF.EL_B", start=5),
    )

    elements = {count.code_id: count for count in count_elements(list_definitions(coded, CODEBOOK), CODEBOOK)}

    assert (elements["DEF.EL_A"].present, elements["DEF.EL_A"].assessed) == (1, 2)
    assert elements["DEF.EL_A"].origins == ("Academy",)


def test_an_element_from_one_source_is_no_part_of_a_definition_from_another() -> None:
    coded = review(
        extract("S1", "DEF.EXPLICIT", origin="Academy"),
        extract("S1", "DEF.EL_A", origin="Academy", start=20),
        extract("S1", "DEF.EL_B", origin="A chair", start=40),
    )

    assert [definition.elements for definition in list_definitions(coded, CODEBOOK)] == [("DEF.EL_A",)]


def test_an_element_belongs_to_the_nearest_definition_of_its_page() -> None:
    coded = review(
        extract("S1", "DEF.EXPLICIT", start=0),
        extract("S1", "DEF.EXPLICIT", start=500),
        extract("S1", "DEF.EL_A", start=505),
    )

    assert [definition.elements for definition in list_definitions(coded, CODEBOOK)] == [(), ("DEF.EL_A",)]


def sentences(*extracts: Extract) -> list[str]:
    """The headline sentences of a small review."""
    coded = review(*extracts)
    definitions = list_definitions(coded, CODEBOOK)
    counts = count_codes(CODEBOOK, Role.SKILLS, study_codes(coded, CODEBOOK, [], []), coded, core_share=0.5)
    naming = name_codes(CODEBOOK, study_codes(coded, CODEBOOK, [], []), coded)
    found = state_headlines(
        [],
        coded,
        CODEBOOK,
        definitions=definitions,
        elements=count_elements(definitions, CODEBOOK),
        overlap=measure_overlap(definitions, CODEBOOK, seed=1),
        skills=counts,
        core_sets=core_sets(counts, naming, core_share=0.5, seed=1),
    )
    return [headline.sentence for headline in found]


def test_the_headlines_say_what_was_counted() -> None:
    definition, skill = sentences(
        extract("S1", "DEF.EXPLICIT"),
        extract("S1", "DEF.EL_A", start=2),
        extract("S2", "DEF.EXPLICIT"),
        extract("S2", "DEF.NONE"),
        extract("S1", "SK.TRUST"),
        looked("S1", "SK"),
        looked("S2", "SK"),
    )

    assert definition == (
        "2 definitions of independent origin were found in 2 of the 2 included studies. No element is in more than 1 "
        "of 2 (DEF.EL_A). With fewer than 3 definitions no mean overlap is given. 1 of the 2 included "
        "studies says that there is no agreed definition."
    )
    assert skill.startswith("1 of the 2 skills of the codebook is named by at least one study. Named by at least 50 %")
    assert "SK.TRUST (1 of 2, 1.3 % to 98.7 %)" in skill


def test_without_extracts_the_headlines_claim_nothing() -> None:
    assert sentences(looked("S1", "SK"))[0].startswith("No definition has been extracted from the 1 included study;")


def test_a_theme_counts_independent_studies_and_keeps_its_negative_cases() -> None:
    coded = review(extract("S1", "SK.TRUST"), extract("S2", "SK.TRUST", origin="S1"), extract("S2", "SK.HUMILITY"))
    ids = [one.extract_id for one in coded.extracts]
    theme = {
        "id": "T1",
        "name": "n",
        "level": "descriptive",
        "statement": "s",
        "extracts": ids[:2],
        "negative": ids[2:],
    }

    rows, aside = support_themes([theme], coded)

    assert (rows[0].studies, rows[0].study_ids, rows[0].negative, aside) == (1, ("S1",), tuple(ids[2:]), [])


def test_a_theme_rests_on_whatever_its_parts_rest_on() -> None:
    coded = review(extract("S1", "SK.TRUST"))
    base = {"name": "n", "level": "analytical", "statement": "s"}
    themes = [
        {**base, "id": "T1", "extracts": [coded.extracts[0].extract_id]},
        {**base, "id": "T2", "parts": ["T1"]},
        {**base, "id": "T3", "parts": ["T2", "T3"]},
    ]

    assert [row.studies for row in support_themes(themes, coded)[0]] == [1, 1, 1]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"extracts": ["gone"]}, "the extract 'gone' does not stand"),
        ({"extracts": [], "parts": []}, "the theme rests on no extract"),
        ({"parts": ["T9"]}, "the theme 'T9' does not exist"),
    ],
)
def test_a_theme_that_rests_on_nothing_is_set_aside_by_name(change: dict[str, list[str]], why: str) -> None:
    theme = {"id": "T1", "name": "n", "level": "descriptive", "statement": "s", "extracts": [], **change}

    assert why in [fault.why for fault in support_themes([theme], review())[1]]


def test_piles_and_characteristics_of_this_codebook_are_empty() -> None:
    coded = review(extract("S1", "SK.TRUST"))

    assert not did_not_fit(CODEBOOK, coded)
    assert not list_characteristics(CODEBOOK, coded)


@pytest.mark.parametrize("function", [None, Function.NULL_FINDING])
def test_a_study_that_contests_a_skill_or_found_nothing_of_it_does_not_name_it(function: Function | None) -> None:
    status = CodeStatus.AFFIRMED if function else CodeStatus.CONTESTED
    against = [replace(extract(study, "SK.TRUST", status), function=function) for study in "AB"]

    found = skills(*against, extract("C", "SK.TRUST"), *(looked(study, "SK") for study in "ABCD"))["SK.TRUST"]

    assert (found.present, found.assessed, found.against, found.study_ids) == (1, 4, 2, ("C",))


def test_who_contests_a_skill_is_in_the_denominator_of_its_firmness_too() -> None:
    coded = review(extract("A", "SK.TRUST", CodeStatus.CONTESTED), looked("A", "SK"))

    row = name_codes(CODEBOOK, study_codes(coded, CODEBOOK, [], []), coded)[0]

    assert (row.named, row.counted, row.counts_as) == (Naming.AGAINST, True, "")


def test_what_two_coders_made_of_one_passage_is_read_once_with_the_elements_of_both() -> None:
    longest = replace(extract("S1", "DEF.EXPLICIT", who="bm"), end=40)
    short = extract("S1", "DEF.EXPLICIT", origin="Academy", start=5)
    inside = [extract("S1", "DEF.EL_A", start=6), extract("S1", "DEF.EL_B", start=20, who="bm")]
    other = extract("S1", "DEF.EXPLICIT", start=300)

    listed = list_definitions(review(longest, short, other, *inside), CODEBOOK)
    one, two = read_once(listed)

    assert (len(listed), one.definition.extract_id, one.extract_ids) == (
        3,
        longest.extract_id,
        (longest.extract_id, short.extract_id),
    )
    assert one.definition.elements == ("DEF.EL_A", "DEF.EL_B")
    assert (one.definition.attribution, one.definition.origin) == ("quoted", "Academy")
    assert (two.definition.extract_id, two.definition.elements) == (other.extract_id, ())
