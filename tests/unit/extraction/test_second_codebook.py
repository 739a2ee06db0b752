"""Nothing of the first topic is in the code: another codebook proposes, asks and finds values by itself alone."""

from pathlib import Path

import pytest

from extraction.codebook import Code, read_codebook
from extraction.documents import Suggestion
from extraction.suggestions import suggestions_of
from extraction.text_layer import Passage
from identification.vocabulary import Attribution, CodeStatus, Function, Perspective, SuggestedBy, Zone

ROOT = Path(__file__).parents[3]
SCHEMA = ROOT / "workflow" / "schemas" / "codebook.schema.yaml"
CODEBOOK = read_codebook(ROOT / "tests" / "golden" / "codebooks" / "school_meals.yaml", SCHEMA)


def proposed(*sentences: str) -> dict[str, Suggestion]:
    passages = [Passage("a.pdf", 1, 100 * at, 100 * at + 1, text, "", Zone.BODY) for at, text in enumerate(sentences)]
    return {one.code_id: one for one in suggestions_of(passages, CODEBOOK)}


@pytest.mark.parametrize("code", [code for code in CODEBOOK.codes if code.cues], ids=lambda code: code.id)
def test_the_example_of_every_code_gets_it_and_the_counter_example_does_not(code: Code) -> None:
    assert code.id in proposed(code.example)
    assert code.id not in proposed(code.counter_example)


def test_a_code_without_cues_is_proposed_where_a_passage_is_like_its_rules() -> None:
    found = proposed(
        "School meals were late.", "Too few supervisors and cooks were found for the lunch break at school lunches."
    )

    assert found["BAR.STAFF"].by == SuggestedBy.LIKENESS
    assert "supervisors" in found["BAR.STAFF"].reason


def test_only_a_family_that_asks_for_them_gets_perspective_function_and_origin() -> None:
    pupils = proposed("Staff found that pupils with allergies ate apart (Koski 2019).")["PUPIL.ALLERGY"]
    kitchens = proposed("Staff found that school meals were cold as the kitchen had one oven (Koski 2019).")[
        "BAR.KITCHEN"
    ]

    assert (pupils.perspective, pupils.function) == (Perspective.WORKFORCE, Function.FINDING)
    assert (kitchens.perspective, kitchens.function) == (None, None)
    assert {one.origin for one in (pupils, kitchens)} == {"Koski 2019"}
    assert {one.attribution for one in (pupils, kitchens)} == {Attribution.QUOTED}


def test_statuses_are_told_apart_on_any_topic() -> None:
    assert proposed("Little research looks at allergic pupils.")["PUPIL.ALLERGY"].status == CodeStatus.ABSENCE_STATED
    assert proposed("Schools should ask allergic pupils.")["PUPIL.ALLERGY"].status == CodeStatus.RECOMMENDATION


@pytest.mark.parametrize(
    ("sentence", "code_id", "value"),
    [
        ("The survey took place in Finland and Estonia.", "STU.WHERE", "Finland; Estonia"),
        (
            "Interviews were held with cooks from Norway, Sweden and the USA.",
            "STU.WHERE",
            "Norway; Sweden; United States",
        ),
        ("Meals were counted from 2016 to 2018.", "STU.WHEN", "2016; 2018"),
        ("Forty-two schools took part.", "STU.SCHOOLS", "42"),
        ("This was a randomized trial, no cohort study.", "STU.KIND", "randomised trial; cohort study"),
        ("This was a randomised trial.", "STU.KIND", "randomised trial"),
    ],
)
def test_values_are_found_by_the_fields_of_the_codes(sentence: str, code_id: str, value: str) -> None:
    assert proposed(sentence)[code_id].value == value
