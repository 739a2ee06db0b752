"""What is said of a check against a list of retractions, and of none."""

from dataclasses import replace

from identification.retractions import Retracted, RetractionList
from identification.vocabulary import Found
from reporting.conduct import shortfalls
from reporting.contents import ReviewTables
from reporting.retraction_check import NO_LIST, retraction_sentence, retraction_sheet, retraction_steps

LIST = (RetractionList("retractions.csv", 60_000, 59_000, 40),)


def retracted(group: str, state: Found = Found.FOUND, *, included: bool = True) -> Retracted:
    what = ("Retraction", "8/21/2024", "+Error;", "10.5555/n")
    return Retracted(group, included, state, "DOI", f"Title {group}", "10.5555/one", *what, 7)


def test_without_a_list_the_report_says_that_nothing_was_checked() -> None:
    assert NO_LIST in shortfalls(ReviewTables())
    assert retraction_sheet(ReviewTables()).note == NO_LIST
    assert list(retraction_steps(ReviewTables())) == []


def test_with_a_list_and_nothing_on_it_that_is_said_too() -> None:
    tables = ReviewTables(retraction_lists=LIST)

    assert NO_LIST not in shortfalls(tables)
    assert retraction_sentence(tables) == "0 included reports are on the list of retractions (60,000 rows)."
    assert list(retraction_steps(tables)) == []


def test_an_included_report_on_the_list_is_named_and_is_a_next_step() -> None:
    found = (retracted("R1"), retracted("R2", included=False), retracted("R3", Found.TO_CHECK))
    tables = ReviewTables(retraction_lists=LIST, retractions=found)

    steps = [text for text, _ in retraction_steps(tables)]

    assert steps == [
        "1 included report is on the list of retractions (60,000 rows): Title R1 (Retraction, 8/21/2024)",
        "1 included report may be on the list of retractions, by title",
    ]
    looked_at = tuple(replace(one, checked="kept: only a figure was corrected") for one in found)
    assert list(retraction_steps(replace(tables, retractions=looked_at))) == []
    assert [row[0] for row in retraction_sheet(tables).rows] == ["yes", "yes", "no"]
