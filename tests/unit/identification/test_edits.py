"""What people say of a record while they screen: an abstract counts where no export brought one, a flag stays open."""

import json
from dataclasses import replace

import pytest

from identification.edits import amend_abstracts, list_flagged
from identification.events import Event, parse_event
from identification.records import FlaggedRecord, UniqueRecord
from identification.vocabulary import EventKind

BARE = UniqueRecord("R1", ("R1", "R2"), ("pubmed", "hmic"), title="Leading", origins={"title": "R2"})
WHOLE = UniqueRecord("R3", ("R3",), ("pubmed",), title="Whole", abstract="As exported.", origins={"abstract": "R3"})


def amended(event_id: str, subject: str, value: str, who: str = "ak", replaces: str = "") -> Event:
    """An abstract that somebody found."""
    content = {"field": "abstract", "value": value, "origin": "https://example.org/leading"}
    return Event(event_id, "2026-01-01", who, EventKind.EDIT, subject, "amend", content=content, replaces=replaces)


def flagged(event_id: str, subject: str, note: str) -> Event:
    """A flag for the librarian."""
    return Event(event_id, "2026-01-01", "bm", EventKind.EDIT, subject, "flag", note=note)


def settled(flag: str) -> Event:
    """A flag that somebody else has dealt with."""
    return Event("s1", "2026-01-02", "cd", EventKind.EDIT, "R1", "settled", content={"other": flag})


@pytest.mark.parametrize("member", ["R1", "R2"])
def test_an_abstract_found_for_any_member_fills_the_record_and_names_its_event(member: str) -> None:
    (record,) = amend_abstracts([BARE], [amended("e1", member, "Found  on\n the page.")])

    assert record.abstract == "Found on the page."
    assert record.origins == {"title": "R2", "abstract": "e1"}


def test_an_abstract_that_came_with_an_export_is_never_overwritten() -> None:
    assert amend_abstracts([WHOLE], [amended("e1", "R3", "Something else.")]) == [WHOLE]


def test_an_amendment_that_was_replaced_or_withdrawn_counts_no_more() -> None:
    first, second = amended("e1", "R1", "Hasty."), amended("e2", "R1", "Careful.", replaces="e1")
    back = replace(second, event_id="e3", decision="withdrawn", replaces="e2", content={})

    assert amend_abstracts([BARE], [first, second])[0].abstract == "Careful."
    assert amend_abstracts([BARE], [first, second, back]) == [BARE]


def test_of_two_amendments_that_stand_the_smallest_id_counts_whatever_the_order_of_the_log() -> None:
    two = [amended("e2", "R1", "Second.", "bm"), amended("e1", "R2", "First.")]

    for order in (two, two[::-1]):
        assert [one.abstract for one in amend_abstracts([BARE], order)] == ["First."]


def test_a_flag_is_listed_under_its_group_until_somebody_of_the_team_settles_it() -> None:
    flags = [flagged("e2", "R2", "no authors"), flagged("e1", "R9", "of no export")]
    open_ones = [
        FlaggedRecord("e1", "R9", "", "bm", "of no export"),
        FlaggedRecord("e2", "R1", "Leading", "bm", "no authors"),
    ]

    assert list_flagged([BARE], flags) == open_ones
    assert list_flagged([BARE], [*flags, settled("e2")]) == open_ones[:1]
    assert list_flagged([BARE], [*flags, settled("e7")]) == open_ones, "a mistyped id settles nothing"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"content": {"field": "abstract", "value": "Text."}}, "an edit 'amend' needs 'origin' in its content"),
        ({"content": {"field": "abstract", "value": " ", "origin": "page"}}, "needs 'value' in its content"),
        ({"content": {"field": "abstract", "value": 3, "origin": "page"}}, "needs 'value' in its content, as text"),
        ({"content": {"field": "title", "value": "Text.", "origin": "page"}}, "'title' is not one of abstract"),
        ({"decision": "flag", "content": {}}, "a flag needs a note that says what is wrong"),
        ({"decision": "settled", "content": {}}, "an edit 'settled' needs 'other' in its content"),
        ({"decision": "correct"}, "decision 'correct' is not one of amend, flag, settled"),
    ],
)
def test_an_edit_that_lacks_something_is_told_what(change: dict[str, object], sentence: str) -> None:
    good = {"event_id": "e", "at": "2026-01-01", "who": "ak", "kind": "edits", "subject_id": "R1", "decision": "amend"}

    with pytest.raises(ValueError, match=sentence):
        parse_event(json.dumps(good | change).encode())
