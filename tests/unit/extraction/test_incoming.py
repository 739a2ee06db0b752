"""Words of another program stand at one place of a document, or nobody guesses at which."""

import pytest

from extraction.incoming import Told, find_place
from extraction.positions import Counting, counting_of
from extraction.text_layer import Page

TWICE = "Trust carried their work in every town."
PAGES = [
    Page("a.pdf", 1, 595, 842, f"In 2019 it began. {TWICE} Then came a vote."),
    Page("a.pdf", 2, 595, 842, f"Years later. {TWICE} The end. We shared a budget."),
]


def told(quote: str, **more: object) -> Told:
    return Told(1, "a.pdf", "SK.HUMILITY", quote=quote, **more)  # type: ignore[arg-type]


def test_words_that_stand_once_are_found_whatever_page_is_named() -> None:
    place, _ = find_place(told("We shared a budget.", page=101), PAGES)

    assert place is not None
    assert (place.page, place.text) == (2, "We shared a budget.")


def test_words_that_stand_twice_are_told_apart_by_what_stands_around_them() -> None:
    place, _ = find_place(told(TWICE, prefix="Years later. "), PAGES)

    assert place is not None
    assert place.page == 2


def test_words_that_stand_twice_are_told_apart_by_their_page_where_nothing_stands_around_them() -> None:
    place, _ = find_place(told(TWICE, page=2), PAGES)

    assert place is not None
    assert place.page == 2


def test_words_that_stand_twice_are_nowhere_where_nothing_says_which() -> None:
    place, why = find_place(told(TWICE), PAGES)

    assert place is None
    assert why == "the quote stands several times in the document (page 1, 2), and nothing says which is meant"


def test_words_with_another_number_are_not_those_words() -> None:
    place, why = find_place(told("In 2018 it began. Trust carried their work in every town."), PAGES)

    assert place is None
    assert "only nearly" in why


def test_a_place_that_is_named_is_taken_only_where_its_words_stand() -> None:
    right, _ = find_place(told(TWICE, page=2, start=13, end=52), PAGES)
    wrong, _ = find_place(told(TWICE, page=2, start=0, end=39), PAGES)

    assert right is not None
    assert (right.page, right.start) == (2, 13)
    assert wrong is not None
    assert (wrong.page, wrong.start) == (2, 13)


@pytest.mark.parametrize(
    ("start", "counting"),
    [
        (14, Counting()),
        (11, Counting(breaks_are_one=True)),
        (15, Counting(wide=True)),
        (12, Counting(breaks_are_one=True, wide=True)),
    ],
)
def test_how_a_program_counts_is_told_by_names_that_repeat_the_words(start: int, counting: Counting) -> None:
    text = "\N{PARTY POPPER} one\r\n\r\ntwo\r\nthree four"

    assert counting_of([(text, [(start, "three four")])], "") == counting


def test_a_program_that_names_no_words_counts_as_it_is_known_to() -> None:
    assert counting_of([("one\r\ntwo", [(5, "")])], "atlas.ti win 24") == Counting(breaks_are_one=True)
    assert counting_of([("one\r\ntwice", [(5, "twice")])], "atlas.ti win 24") == Counting()
    assert counting_of([], "nvivo 15") == Counting(wide=True)
