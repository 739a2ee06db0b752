"""What a reviewer says of a record beside her decision: one verdict a pair, an abstract with its origin, a flag."""

from pathlib import Path

import pytest

from identification.errors import InputError
from identification.events import current_events, read_events
from identification.records import UniqueRecord
from screening.desk import Desk
from screening.outcomes import Queued
from screening.remarks import amend_abstract, flag_record, mark_duplicate, said_beside


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    records = [
        UniqueRecord(name, (name,), ("s",), name, abstract="" if name == "R1" else "Text.") for name in ("R1", "R2")
    ]
    queue = [Queued(rank, one.group_id, 0.5, "", "", "") for rank, one in enumerate(records, start=1)]
    return Desk(queue, records, (), reviewer="ak", folder=tmp_path)


def test_a_second_verdict_on_a_pair_replaces_the_first(desk: Desk, tmp_path: Path) -> None:
    mark_duplicate(desk, "R2")
    mark_duplicate(desk, "R2", "erratum")

    standing = current_events(read_events(tmp_path.glob("duplicates/*.jsonl"))[0])
    assert [(one.decision, one.content) for one in standing] == [("linked", {"other": "R2", "link": "erratum"})]
    desk.undo()
    standing = current_events(read_events(tmp_path.glob("duplicates/*.jsonl"))[0])
    assert [one.decision for one in standing] == ["same"]


@pytest.mark.parametrize("other", ["R1", "R9"])
def test_a_record_is_no_duplicate_of_itself_or_of_nothing(desk: Desk, tmp_path: Path, other: str) -> None:
    with pytest.raises(InputError, match="Choose the other record"):
        mark_duplicate(desk, other)

    assert list(tmp_path.iterdir()) == []


def test_an_abstract_and_a_flag_are_events_that_a_run_reads_and_undo_takes_the_abstract_away(
    desk: Desk, tmp_path: Path
) -> None:
    flag_record(desk, "the DOI is of another letter")
    amend_abstract(desk, " Found. ", "the printed issue")

    events, unread = read_events(tmp_path.glob("edits/*.jsonl"), {"ak": "reviewer"})
    assert (len(events), unread) == (2, [])
    assert desk.current is not None
    assert desk.current.abstract == "Found."
    desk.undo()
    assert desk.current.abstract == ""
    assert desk.tally().decided == 0


def test_what_is_incomplete_is_not_written(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="where it comes from"):
        amend_abstract(desk, "Text.", " ")
    with pytest.raises(InputError, match="a word on what is wrong"):
        flag_record(desk, " ")
    desk.go(1)
    with pytest.raises(InputError, match="has an abstract"):
        amend_abstract(desk, "Other.", "somewhere")

    assert list(tmp_path.iterdir()) == []


def test_an_undo_of_a_verdict_on_a_pair_stays_at_the_record_on_which_it_was_said(desk: Desk) -> None:
    desk.go(1)
    mark_duplicate(desk, "R1")  # said first of R2, whose verdict it stays
    desk.go(0)
    mark_duplicate(desk, "R2", "erratum")

    desk.undo()

    assert desk.current is not None
    assert desk.current.group_id == "R1"


def test_an_abstract_that_she_gave_can_be_corrected_and_says_where_it_is_from(desk: Desk, tmp_path: Path) -> None:
    amend_abstract(desk, "Typed wrong.", "the page")
    amend_abstract(desk, "Typed right.", "the page")

    assert desk.current is not None
    assert desk.current.abstract == "Typed right."
    standing = current_events(read_events(tmp_path.glob("edits/*.jsonl"))[0])
    assert [one.content["value"] for one in standing] == ["Typed right."]
    assert said_beside(desk) == ["Abstract given by you, from the page"]
    desk.undo()
    assert desk.current.abstract == "Typed wrong."
    desk.undo()
    assert (desk.current.abstract, said_beside(desk)) == ("", [])
    desk.go(1)
    with pytest.raises(InputError, match="kept as its source gave it"):
        amend_abstract(desk, "Another.", "the page")


def test_what_she_said_of_a_record_stands_on_it_in_a_later_sitting_too(desk: Desk, tmp_path: Path) -> None:
    flag_record(desk, "the DOI is of another letter")
    mark_duplicate(desk, "R2", "erratum")

    later = Desk([], desk.records.values(), (), reviewer="ak", folder=tmp_path)
    later.open("R1")
    assert said_beside(later) == [
        "Flagged by you: the DOI is of another letter",
        "You said: erratum, linked with “R2”",
    ]
    later.open("R2")
    assert said_beside(later) == ["You said: erratum, linked with “R1”"]
