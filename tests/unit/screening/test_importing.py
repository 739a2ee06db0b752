"""Decisions from elsewhere arrive whole: on the right record, once, and none is dropped without a word."""

from identification.events import Event
from identification.records import UniqueRecord
from identification.vocabulary import Decision, EventKind
from screening.importing import DecisionRow, NotImported, decisions_as_events

UNIQUE = [
    UniqueRecord("R1", ("R1",), ("s",), title="Editorial", doi="10.5555/one"),
    UniqueRecord("R2", ("R2",), ("s",), title="Editorial", doi="10.5555/two"),
    UniqueRecord("R3", ("R3",), ("s",), title="Leading across boundaries: what leaders say"),
    UniqueRecord("R4", ("R4",), ("s",), title="[Führung in Krankenhäusern]"),
]


def imported(*rows: DecisionRow) -> tuple[list[Event], list[NotImported]]:
    """What becomes of the rows."""
    kind = EventKind.TITLE_ABSTRACT
    return decisions_as_events(rows, UNIQUE, kind=kind, who="ak", origin="team.csv", at="2022-01-01")


def row(title: str, doi: str = "", decision: Decision | None = Decision.INCLUDE) -> DecisionRow:
    """One row of the team's table."""
    return DecisionRow(2, title, doi, decision)


def test_a_doi_says_which_of_two_equal_titles_is_meant() -> None:
    assert imported(row("Editorial", "https://doi.org/10.5555/TWO"))[0][0].subject_id == "R2"


def test_without_a_doi_one_of_two_equal_titles_is_not_guessed() -> None:
    events, missed = imported(row("Editorial"))

    assert (events, missed[0].why) == ([], "several records have this title, and no DOI says which")


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
