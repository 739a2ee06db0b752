import pytest

from extraction.codebook import Code
from extraction.cues import compiled_cues, hits_in
from extraction.facts import countries_in, states, value_of
from extraction.likeness import as_score, log_odds_of
from extraction.text_layer import Passage
from identification.vocabulary import Fact, Zone
from tests.unit.extraction.test_suggestions import CODEBOOK


@pytest.mark.parametrize(
    ("sentence", "countries"),
    [
        ("We interviewed nurses in Kenya, Rwanda, and Uganda.", ["Kenya", "Rwanda", "Uganda"]),
        ("Data came from the USA and the U.K.", ["United States", "UK"]),
        ("The study was set in Northern Ireland.", ["Northern Ireland"]),
        ("The study was set in two Dutch academic hospitals.", ["Netherlands"]),
        ("The survey was held in Rabat, Morocco.", ["Morocco"]),
        ("Residents of New Mexico and New England answered.", []),
        ("Data from guinea pigs in a jersey were left out.", []),
        ("Nurses spoke Dutch and English in class.", []),
    ],
)
def test_countries_are_named_behind_a_preposition_or_by_their_people(sentence: str, countries: list[str]) -> None:
    assert countries_in(sentence) == countries


@pytest.mark.parametrize(
    ("sentence", "is_fact"),
    [
        ("Interviews took place in Mongolia.", True),
        ("The minister flew home to Mongolia.", False),
        ("Data are at the Department of Health, in Mongolia.", False),
    ],
)
def test_a_country_is_a_fact_only_where_the_sentence_is_about_the_data(sentence: str, is_fact: bool) -> None:
    code = Code("X.C", "Country", "", "", "", "", "", (), fact=Fact.COUNTRY)

    assert states(code, sentence) == is_fact


@pytest.mark.parametrize(
    ("code_id", "sentence", "value"),
    [
        ("STU.SAMPLE_SIZE", "Thirty-nine nurses from four towns participated.", "39"),
        ("STU.SAMPLE_SIZE", "Two hundred thirty-one patients were recruited.", "231"),
        ("STU.SAMPLE_SIZE", "We surveyed 1,204 senior nurses.", "1204"),
        ("STU.SAMPLE_SIZE", "Eligible people (N = 235) got a letter.", "235"),
        ("STU.SAMPLE_SIZE", "Interviews were conducted with ten ward managers.", "10"),
        ("STU.YEARS", "Interviews took place between May 2018 and June 2019.", "2018; 2019"),
        ("STU.YEARS", "Panel data over the years 2002-2007 were used.", "2002; 2007"),
        ("STU.DESIGN", "This is a mixed-methods study.", "mixed methods"),
        ("STU.SETTING", "Data were collected in acute trusts.", "acute trusts"),
        (
            "STU.METHODS",
            "Semi-structured interviews and focus groups were held.",
            "semi-structured interviews; focus groups",
        ),
    ],
)
def test_the_value_of_a_characteristic_is_read_from_its_sentence(code_id: str, sentence: str, value: str) -> None:
    passage = Passage("a.pdf", 1, 0, len(sentence), sentence, "", Zone.BODY)
    hit = next(one for one in hits_in([passage], [sentence], CODEBOOK)[0] if one.cue.code.id == code_id)

    assert value_of(hit.cue.code, sentence, hit) == value


def test_a_cue_that_marks_its_value_fires_as_any_other() -> None:
    marked = [cue for cue in compiled_cues(CODEBOOK) if any("value" in each.groupindex for each in cue.each)]

    assert {cue.code.id for cue in marked} == {"STU.SAMPLE_SIZE", "STU.SETTING"}


@pytest.mark.parametrize("score", [0.0, 0.2, 0.5, 0.9731, 1.0])
def test_a_score_and_its_log_odds_tell_the_same(score: float) -> None:
    assert as_score(log_odds_of(score)) == pytest.approx(score, abs=0.0001)
