"""A quote is found where it stands, and how it was found is told."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.anchors import Anchor, find_quote
from extraction.passages import split_passages
from extraction.reading import read_document
from extraction.text_layer import Page

REVIEW_DATA = os.environ.get("REVIEW_DATA", "")
needs_data = pytest.mark.skipif(not REVIEW_DATA, reason="REVIEW_DATA names no folder of real PDFs")

FIRST = "Leaders need trust. They build trust between organisations over many years. Trust is slow."
SECOND = "No inter-professional body had authority over the others, as “everybody” told us."
PAGES = [Page("a.pdf", 1, 0, 0, FIRST), Page("a.pdf", 2, 0, 0, SECOND)]


def at(quote: str, page: int = 1, start: int = 0) -> Anchor | None:
    return find_quote(quote, page, start, start + len(quote), PAGES)


def test_a_quote_at_its_place_is_found_exactly() -> None:
    start = FIRST.index("They build")

    assert at("They build trust", start=start) == Anchor(1, start, start + 16, "They build trust", "exact")


def test_a_quote_that_moved_on_its_page_is_found_exactly() -> None:
    assert at("They build trust", start=70) == Anchor(1, 20, 36, "They build trust", "exact")


def test_of_several_places_the_nearest_to_the_old_one_is_taken() -> None:
    assert at("trust", start=13) == Anchor(1, 13, 18, "trust", "exact")
    assert at("trust", start=30) == Anchor(1, 31, 36, "trust", "exact")


@pytest.mark.parametrize(
    "quote",
    [
        "no interprofessional body had authority",
        "No inter-\nprofessional  body had authority",
        "No inter-professional body had author\u00adity",
    ],
)
def test_case_spaces_and_hyphens_may_differ_and_the_documents_own_words_come_back(quote: str) -> None:
    assert at(quote, page=2) == Anchor(2, 0, 40, "No inter-professional body had authority", "letters and digits")


def test_ligatures_and_width_may_differ() -> None:
    pages = [Page("a.pdf", 1, 0, 0, "The ofﬁcers of the ﬁrst board.")]

    found = find_quote("officers of the first", 1, 0, 0, pages)

    assert found == Anchor(1, 4, 23, "ofﬁcers of the ﬁrst", "letters and digits")


def test_a_quote_that_is_now_on_another_page_is_found_there() -> None:
    quote = "No inter-professional body had authority"

    assert at(quote, page=1) == Anchor(2, 0, 40, quote, "exact")


def test_a_changed_letter_is_near_and_never_exact() -> None:
    found = at("They build trust between organizations over many years.", start=20)

    assert found == Anchor(1, 20, 75, "They build trust between organisations over many years.", "near")


def test_a_short_quote_with_a_changed_letter_is_not_found() -> None:
    assert at("They build thrust") is None


def test_a_short_quote_is_whole_words_on_its_own_page() -> None:
    assert at("rust") is None
    assert at("authority", page=1) is None


def test_a_quote_of_marks_or_of_nothing_is_found_nowhere() -> None:
    assert at("") is None
    assert at("   ") is None
    assert at("§§§") is None


def test_a_quote_on_a_page_that_is_gone_is_looked_for_on_the_others() -> None:
    found = at("They build trust between organisations", page=9)

    assert found is not None
    assert (found.page, found.found) == (1, "exact")


@pytest.mark.parametrize(
    ("quote", "page"),
    [
        ("able to lead across the whole system", "They were unable to lead across the whole system."),
        ("The share rose by 05 in the teams that stayed", "The share rose by 0.5 in the teams that stayed."),
        ("The share was p > .05 in the teams that stayed", "The share was p < .05 in the teams that stayed."),
        ("rose by 5 in the teams that stayed together", "rose by -5 in the teams that stayed together"),
        ("rose by 5 points in the teams that stayed", "rose by 5 % points in the teams that stayed"),
        ("trust between 10 of the 24 leaders was low", "trust between 10 of the 25 leaders was low"),
    ],
)
def test_what_says_another_thing_in_nearly_the_same_letters_is_near_and_never_the_quote(quote: str, page: str) -> None:
    found = find_quote(quote, 1, 0, len(quote), [Page("a.pdf", 1, 0, 0, page)])

    assert found is not None
    assert found.found == "near"


@pytest.mark.parametrize(
    ("quote", "page"),
    [
        ("it rose by 5%", "In all it rose by 5 % of what it had been."),
        ("p<0·05 in the teams that stayed together", "so p < 0.05 in the teams that stayed together"),
        ("a change of −5 points in all the teams", "with a change of –5 points in all the teams"),
    ],
)
def test_numbers_and_signs_may_be_set_in_another_way(quote: str, page: str) -> None:
    found = find_quote(quote, 1, 0, len(quote), [Page("a.pdf", 1, 0, 0, page)])

    assert found is not None
    assert found.found == "letters and digits"


@given(st.text(max_size=60), st.text(max_size=200), st.integers(-5, 300))
def test_what_is_found_stands_at_the_offsets_that_are_given(quote: str, text: str, start: int) -> None:
    found = find_quote(quote, 1, max(start, 0), max(start, 0) + len(quote), [Page("a.txt", 1, 0, 0, text)])

    if found:
        assert text[found.start : found.end] == found.text
        assert (found.text == quote) == (found.found == "exact")


@needs_data
def test_sentences_of_one_article_are_found_in_it_and_not_in_another() -> None:
    folder = Path(REVIEW_DATA) / "pdfs/articles"
    own = read_document(folder / "7706dfe7f0.pdf", "own")
    other = read_document(folder / "5b9de8df80.pdf", "other")
    coded = [one for one in split_passages(own) if one.zone == "body" and len(one.text) >= 40][:300]

    found = [find_quote(one.text, one.page, one.start, one.end, own.pages) for one in coded]
    false = [find_quote(one.text, one.page, one.start, one.end, other.pages) for one in coded]

    assert {anchor.found if anchor else "" for anchor in found} == {"exact"}
    assert [anchor for anchor in false if anchor] == []
