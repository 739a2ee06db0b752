"""A file of another tool becomes events once; a changed mind replaces; nothing is dropped and nothing taken back."""

import dataclasses
from collections.abc import Iterable

from identification.events import Event, check_event, current_events, event_line, parse_event
from identification.records import UniqueRecord
from identification.vocabulary import Decision, EventKind
from screening.imported import (
    Imported,
    Meaning,
    import_votes,
    unknown_names,
    unknown_reasons,
    unknown_words,
)
from screening.importing import DecisionRow, Places
from screening.tool_words import ToolFile, ToolRow, Vote

STAGE = EventKind.TITLE_ABSTRACT
UNIQUE = [
    UniqueRecord("R1", ("R1", "R9"), ("s",), title="Leading across invented boundaries", doi="10.5555/one"),
    UniqueRecord("R2", ("R2",), ("s",), title="A second record", pmid="99000002"),
]
MEANING = Meaning(
    people={"ann kay": "ak", "ben": "bm", "cleo": "cd"},
    words={"ja": Decision.INCLUDE},
    reasons={"e1": "E1", "wrong population": "E2", "background": "note"},
)
PEOPLE = {"ak": "lead", "bm": "reviewer", "cd": "adjudicator"}


def row(*votes: Vote, title: str = "Leading across invented boundaries", item: str = "5", **said: str) -> ToolRow:
    """One row of a tool."""
    return ToolRow(DecisionRow(2, title, said.get("doi", ""), None, pmid=said.get("pmid", "")), votes, item)


def imported(*rows: ToolRow, events: Iterable[Event] = (), at: str = "2026-03-01T00:00:00+00:00") -> Imported:
    """What comes of a file with these rows; every new event is one that a run reads."""
    found = import_votes(
        ToolFile("rayyan", list(rows)), Places.of(UNIQUE), MEANING, events, stage=STAGE, origin="articles.csv", at=at
    )
    for event in found.events:
        check_event(event, PEOPLE)
        assert parse_event(event_line(event).encode()) == event
    return found


def test_a_vote_becomes_an_event_of_its_person_with_reasons_note_and_time() -> None:
    vote = Vote("Ann Kay", "Excluded", ("wrong population", "E1"), "nurses", "2026-02-01T09:00:00+00:00")

    (event,) = imported(row(vote)).events

    assert (event.who, event.kind, event.subject_id, event.decision) == ("ak", STAGE, "R1", "exclude")
    assert (event.reason, event.content["further_reasons"], event.note) == ("E2", ["E1"], "nurses")
    assert (event.at, "time" in event.content) == ("2026-02-01T09:00:00+00:00", False)


def test_a_decision_without_a_time_says_so() -> None:
    (event,) = imported(row(Vote("ben", "Included"))).events

    assert (event.at, event.content["time"]) == ("2026-03-01T00:00:00+00:00", "not told by the tool")


def test_a_reason_without_a_criterion_is_kept_in_the_note_and_counted() -> None:
    found = imported(row(Vote("ben", "Excluded", ("background",), "old")))

    assert (found.events[0].reason, found.events[0].note) == ("", "old; reason: background")
    assert found.in_note == {"background": 1}


def test_a_reason_of_all_people_is_not_that_of_her_who_included() -> None:
    found = imported(row(Vote("ben", "Included", ("E1",)), Vote("Ann Kay", "Excluded", ("E1",))))

    assert {event.who: event.reason for event in found.events} == {"bm": "", "ak": "E1"}


def test_the_same_file_again_adds_nothing_whatever_its_rows_and_its_day() -> None:
    votes = (Vote("Ann Kay", "Excluded", ("E1",)), Vote("ben", "Maybe"))
    first = imported(row(*votes))
    moved = dataclasses.replace(row(*votes), record=dataclasses.replace(row().record, row=77))

    again = imported(moved, events=first.events, at="2026-04-01T00:00:00+00:00")

    assert (len(first.events), again.events, again.known) == (2, [], 2)


def test_ids_follow_from_what_was_decided() -> None:
    votes = (Vote("Ann Kay", "Excluded", ("E1",)), Vote("ben", "Maybe"))

    ids = [[event.event_id for event in imported(row(*votes), at=f"2026-0{n}-01").events] for n in (3, 4)]

    assert ids[0] == ids[1]


def test_a_changed_mind_becomes_an_event_that_replaces_the_earlier_one_however_often() -> None:
    events: list[Event] = []
    for word in ("Included", "Excluded", "Included"):
        events += imported(row(Vote("ben", word)), events=events).events

    (standing,) = current_events(events)
    assert (len({event.event_id for event in events}), standing.decision) == (3, "include")
    assert standing.replaces == events[1].event_id


def test_a_decision_that_the_tool_no_longer_has_is_listed_and_stands() -> None:
    first = imported(row(Vote("ben", "Included")), row(Vote("ben", "Included"), title="A second record"))

    later = imported(row(), row(Vote("ben", "Included"), title="A second record"), events=first.events)

    assert (later.events, [event.subject_id for event in later.gone]) == ([], ["R1"])
    assert len(current_events(first.events)) == 2


def test_a_file_without_a_person_or_a_record_says_nothing_of_them() -> None:
    first = imported(row(Vote("ben", "Included")), row(Vote("ben", "Included"), title="A second record"))

    assert imported(row(Vote("Ann Kay", "Included")), events=first.events).gone == []
    assert imported(row(Vote("ben", "Included")), events=first.events).gone == []


def test_what_a_person_decided_here_is_not_doubled_by_a_tool_that_says_the_same() -> None:
    here = Event("x", "2026-01-01", "bm", STAGE, "R9", "exclude", reason="E1", note="mine")

    assert imported(row(Vote("ben", "Excluded")), events=[here]).known == 1
    assert imported(row(Vote("ben", "Excluded", ("wrong population",))), events=[here]).events[0].replaces == ""
    assert imported(row(Vote("ben", "Included")), events=[here]).events[0].replaces == ""


def test_a_mind_changed_in_the_tool_replaces_what_travelled_there() -> None:
    here = Event("x", "2026-01-01", "bm", STAGE, "R1", "include", note="mine")
    travelled = Vote("ben", "include", note="mine", stage="title_abstract")
    votes = (travelled, Vote("Ben M", "Excluded", ("E1",)))
    meaning = dataclasses.replace(MEANING, people={**MEANING.people, "ben m": "bm"})

    def again(events: list[Event]) -> Imported:
        file = ToolFile("rayyan", [row(*votes)])
        return import_votes(file, Places.of(UNIQUE), meaning, events, stage=STAGE, origin="a.csv", at="2026-03-01")

    (event,) = again([here]).events
    assert (event.decision, event.replaces) == ("exclude", "x")
    assert again([here, event]).events == []
    both = again([]).events
    assert [one.decision for one in current_events(both)] == ["exclude"]
    assert (len(both), again(both).events) == (2, [])


def test_what_travelled_does_not_bring_back_what_was_replaced_here_since() -> None:
    old = Event("x", "2026-01-01", "bm", STAGE, "R1", "include")
    new = Event("y", "2026-01-02", "bm", STAGE, "R1", "exclude", reason="E1", replaces="x")

    found = imported(row(Vote("ben", "include", stage="title_abstract")), events=[old, new])

    assert (found.events, found.known) == ([], 1)


def test_what_she_said_before_comes_along_so_that_first_decisions_are_not_lost() -> None:
    first, second = Vote("ben", "include"), Vote("ben", "maybe", note="hm")
    vote = Vote("ben", "exclude", ("E1",), before=(first, second))

    for one in (vote, dataclasses.replace(vote, stage="title_abstract")):
        events = imported(row(one)).events

        assert [event.decision for event in events] == ["include", "maybe", "exclude"]
        assert [event.replaces for event in events] == ["", events[0].event_id, events[1].event_id]
        assert imported(row(one), events=events).events == []


def test_what_was_taken_back_here_is_not_brought_back_by_the_same_file() -> None:
    first = imported(row(Vote("ben", "Included"))).events
    back = Event("w", "2026-03-02", "bm", STAGE, "R1", "withdrawn", replaces=first[0].event_id)
    other = Event("z", "2026-03-02", "bm", STAGE, "R1", "exclude", replaces=first[0].event_id)

    assert imported(row(Vote("ben", "Included")), events=[*first, back], at="2026-04-01").events == []
    assert imported(row(Vote("ben", "Included")), events=[*first, other], at="2026-04-01").events == []


def test_a_changed_cell_of_our_own_table_replaces_the_event_of_its_time() -> None:
    here = Event("x", "2026-01-01T09:00:00+00:00", "bm", STAGE, "R1", "include")

    (event,) = imported(row(Vote("ben", "exclude", at=here.at)), events=[here]).events

    assert event.replaces == "x"


def test_two_rows_of_one_record_count_once_where_they_agree_and_twice_where_not() -> None:
    agree = imported(row(Vote("ben", "Included")), row(Vote("ben", "Included"), item="6"))
    differ = imported(row(Vote("ben", "Included")), row(Vote("ben", "Excluded"), item="6"))

    assert (len(agree.events), agree.repeated, len(differ.events)) == (1, 1, 2)
    assert len(current_events(differ.events)) == 2
    again = imported(row(Vote("ben", "Included")), row(Vote("ben", "Excluded"), item="6"), events=differ.events)
    assert (again.events, again.known) == ([], 2)


def test_a_vote_that_settled_a_conflict_is_an_adjudication_of_the_stage() -> None:
    (event,) = imported(row(Vote("cleo", "Excluded", ("E1",), settles=True))).events

    assert (event.kind, event.content["stage"]) == (EventKind.ADJUDICATION, STAGE)


def test_a_row_that_fits_no_record_is_listed_with_its_votes_and_an_undecided_one_counted() -> None:
    found = imported(row(Vote("ben", "Included"), title="Never searched"), row(title="Never searched either"))

    assert [one.why for one in found.missed] == ["no record of the searches has this DOI or title (ben: Included)"]
    assert (found.rows, found.undecided) == (2, 1)


def test_a_record_is_found_by_doi_pmid_and_our_own_number_without_a_title() -> None:
    by_id = ToolRow(DecisionRow(2, "", "", None, record_id="R9"), (Vote("ben", "Included"),))
    rows = (row(Vote("ben", "Included"), title="", doi="10.5555/ONE"), by_id)
    found = imported(*rows, row(Vote("ben", "Included"), title="", pmid="99000002"))

    assert ([event.subject_id for event in found.events], found.repeated) == (["R1", "R2"], 1)


def test_what_is_not_known_is_counted_by_its_word() -> None:
    file = ToolFile("table", [row(Vote("Zoe", "ja", ("odd",)), Vote("", "vielleicht"), Vote("Zoe", "vielleicht"))])

    assert unknown_names(file, MEANING) == {"Zoe": 2, "": 1}
    assert unknown_words(file, MEANING) == {"vielleicht": 2}
    assert unknown_reasons(file, MEANING) == {"odd": 1}
    assert not unknown_reasons(file, dataclasses.replace(MEANING, reasons={"*": "note"}))
