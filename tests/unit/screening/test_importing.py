"""Decisions from elsewhere arrive whole: on the right record, once, and none is dropped without a word."""

import pytest

from identification.events import Event
from identification.records import UniqueRecord
from identification.vocabulary import Decision, EventKind
from screening.importing import DecisionRow, NotImported, decisions_as_events

KIND = EventKind.TITLE_ABSTRACT
UNIQUE = [
    UniqueRecord("R1", ("R1",), ("s",), title="Editorial", doi="10.5555/one"),
    UniqueRecord("R2", ("R2",), ("s",), title="Editorial", doi="10.5555/two"),
    UniqueRecord("R3", ("R3",), ("s",), title="Leading across boundaries: what leaders say"),
    UniqueRecord("R4", ("R4",), ("s",), title="[Führung in Krankenhäusern]"),
]


def imported(*rows: DecisionRow) -> tuple[list[Event], list[NotImported]]:
    """What becomes of the rows."""
    return decisions_as_events(rows, UNIQUE, kind=KIND, who="ak", origin="team.csv", at="2022-01-01")


def row(title: str, doi: str = "", decision: Decision | None = Decision.INCLUDE) -> DecisionRow:
    """One row of the team's table."""
    return DecisionRow(2, title, doi, decision)


def test_a_doi_says_which_of_two_equal_titles_is_meant() -> None:
    assert imported(row("Editorial", "https://doi.org/10.5555/TWO"))[0][0].subject_id == "R2"


def test_without_a_doi_one_of_two_equal_titles_is_not_guessed() -> None:
    events, missed = imported(row("Editorial"))

    assert (events, missed[0].why) == ([], "2 records fit this row (R1, R2), and nothing in it says which")


@pytest.mark.parametrize(
    "said", [{"authors": "Ash K"}, {"venue": "J Invent Care"}, {"year": "2019.0"}, {"source": "a"}]
)
def test_what_contradicts_one_of_two_equal_titles_leaves_the_other(said: dict[str, str]) -> None:
    one = UniqueRecord(
        "R5", ("R5",), ("a",), "In brief", authors="Ash, K.", year="2019", venue="Journal of Invented Care"
    )
    other = UniqueRecord("R6", ("R6",), ("b",), "In brief", authors="Birch, Q.", year="2022", venue="Nursing News")
    rows = [DecisionRow(2, "In brief", "", Decision.INCLUDE, **said)]

    events, missed = decisions_as_events(rows, [one, other], kind=KIND, who="ak", origin="t", at="2022-01-01")

    assert ([event.subject_id for event in events], missed) == (["R5"], [])


def test_a_row_that_contradicts_every_record_of_its_title_is_listed() -> None:
    records = [
        UniqueRecord(name, (name,), ("a",), "In brief", venue=venue) for name, venue in (("R5", "A"), ("R6", "B"))
    ]
    rows = [DecisionRow(2, "In brief", "", Decision.INCLUDE, venue="Nursing News")]

    events, missed = decisions_as_events(rows, records, kind=KIND, who="ak", origin="t", at="2022-01-01")

    assert (events, "contradicts each of them" in missed[0].why) == ([], True)


def test_a_title_is_found_in_another_spelling_and_without_its_brackets() -> None:
    found = imported(row("LEADING ACROSS BOUNDARIES - what leaders say."), row("Führung in Krankenhäusern"))[0]

    assert [event.subject_id for event in found] == ["R3", "R4"]


def test_a_title_that_only_resembles_another_is_not_found() -> None:
    assert imported(row("Leading across boundaries: what nurses say"))[1][0].why == (
        "no record of the searches has this DOI or title"
    )


def test_rows_without_title_or_decision_are_listed() -> None:
    missed = imported(row(""), row("Editorial", "10.5555/one", None))[1]

    assert [one.why for one in missed] == ["no title stands in this row", "no decision stands in this row"]


def test_importing_a_file_twice_gives_the_same_events() -> None:
    rows = (row("Editorial", "10.5555/one"),)

    assert imported(*rows) == imported(*rows)
