"""What people did is never lost and never invented: torn lines, changed minds, files that were copied twice."""

import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from identification.events import (
    Event,
    append_event,
    append_events,
    current_events,
    idle_replacements,
    new_event,
    parse_event,
    read_events,
)
from identification.vocabulary import EventKind


def decided(event_id: str, decision: str, replaces: str = "") -> Event:
    """A decision of one reviewer on one record."""
    return Event(event_id, "2022-01-01", "ak", EventKind.TITLE_ABSTRACT, "R1", decision, replaces=replaces)


def test_what_is_appended_is_read_back(tmp_path: Path) -> None:
    event = new_event(
        EventKind.FULL_TEXT, who="ak", subject_id="R1", decision="exclude", reason="E2", note='a "note", NA'
    )
    append_event(event, tmp_path / "new folder" / "ak.jsonl")

    assert read_events([tmp_path / "new folder" / "ak.jsonl"]) == ([event], [])


def test_a_torn_line_costs_itself_only(tmp_path: Path) -> None:
    file = tmp_path / "ak.jsonl"
    append_event(decided("e1", "include"), file)
    with file.open("ab") as torn:
        torn.write(b'{"event_id": "e2", "at": "20')
    append_event(decided("e3", "exclude"), file)

    events, unread = read_events([file])

    assert [event.event_id for event in events] == ["e1", "e3"]
    assert [(line.file, line.line) for line in unread] == [("ak.jsonl", 2)]


def test_a_synced_copy_of_a_file_doubles_nothing(tmp_path: Path) -> None:
    for name in ("ak.jsonl", "ak (conflicted copy).jsonl"):
        append_event(decided("e1", "include"), tmp_path / name)

    assert len(read_events(tmp_path.glob("*.jsonl"))[0]) == 1


def test_two_different_events_with_one_id_are_both_told_of(tmp_path: Path) -> None:
    append_event(decided("1", "include"), tmp_path / "ak.jsonl")
    append_event(decided("1", "exclude"), tmp_path / "bm.jsonl")

    events, unread = read_events(tmp_path.glob("*.jsonl"))

    assert (len(events), unread[0].why) == (1, "another event has the id '1'; give this one an id of its own")


def test_an_event_of_nobody_on_the_team_is_no_event(tmp_path: Path) -> None:
    append_event(decided("1", "include"), tmp_path / "ak.jsonl")

    events, unread = read_events([tmp_path / "ak.jsonl"], {"bm": "reviewer", "ab": "reviewer"})

    assert not events
    assert unread[0].why.startswith("'ak' is not among the reviewers in config.yaml")


def test_only_an_adjudicator_settles(tmp_path: Path) -> None:
    settled = Event(
        "1", "2022-01-01", "ak", EventKind.ADJUDICATION, "R1", "include", content={"stage": "title_abstract"}
    )
    append_event(settled, tmp_path / "ak.jsonl")

    assert read_events([tmp_path / "ak.jsonl"], {"ak": "lead"})[0] == []
    assert read_events([tmp_path / "ak.jsonl"], {"ak": "adjudicator"})[0] == [settled]


def test_an_event_in_the_folder_of_another_kind_is_told_where_it_belongs(tmp_path: Path) -> None:
    append_event(decided("1", "include"), tmp_path / "events" / "full_text" / "ak.jsonl")

    events, unread = read_events([tmp_path / "events" / "full_text" / "ak.jsonl"])

    assert (events, unread[0].why.split("; ")[1]) == ([], "move it to review/events/title_abstract")


def test_a_changed_mind_counts_whatever_the_order_of_the_log() -> None:
    events = [decided("e1", "include"), decided("e2", "exclude", "e1"), decided("e3", "include", "e2")]

    for order in permutations(events):
        assert [event.event_id for event in current_events(order)] == ["e3"]


def test_a_changed_mind_counts_though_the_clock_was_set_back_between(tmp_path: Path) -> None:
    first = replace(decided("e1", "include"), at="2022-03-27T02:30:00+00:00")
    changed = replace(decided("e0", "exclude", "e1"), at="1970-01-01T00:00:00+00:00")
    append_events([first, changed], tmp_path / "ak.jsonl")

    events, unread = read_events([tmp_path / "ak.jsonl"])

    assert (current_events(events), unread) == ([changed], [])


def test_nobody_replaces_what_somebody_else_did() -> None:
    mine = decided("e1", "include")
    theirs = Event("e2", "2022-01-01", "bm", EventKind.TITLE_ABSTRACT, "R1", "withdrawn", replaces="e1")

    assert current_events([mine, theirs]) == [mine]
    assert idle_replacements([mine, theirs]) == [theirs]


def test_a_mistyped_replacement_replaces_nothing_and_is_told_of() -> None:
    own = decided("e1", "include")
    for event in (decided("e2", "exclude", "e9"), decided("e3", "exclude", "e3")):
        assert current_events([own, event]) == [own, event]
        assert idle_replacements([own, event]) == [event]


def test_a_withdrawal_names_what_it_takes_back() -> None:
    good = {"event_id": "e", "at": "2022-01-01", "who": "ak", "kind": "title_abstract", "subject_id": "R"}

    with pytest.raises(ValueError, match="a withdrawal names in 'replaces'"):
        parse_event(json.dumps(good | {"decision": "withdrawn"}).encode())


def test_a_withdrawn_decision_leaves_nothing() -> None:
    assert current_events([decided("e1", "include"), decided("e2", "withdrawn", "e1")]) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"decision": "inlcude"}, "decision 'inlcude' is not one of include, exclude, maybe"),
        ({"kind": "title"}, "'title' is not a valid EventKind"),
        ({"desicion": "include"}, "'desicion' is not a field of an event; did you mean 'decision'?"),
        ({"who": ""}, "the field 'who' is missing"),
        ({"content": "text"}, "'content' is not an object of names and values"),
        ({"event_id": 17}, "'event_id' is 17 and not text"),
        ({"subject_id": ["A"]}, "and not text"),
        ({"seconds": [1]}, "and not a number"),
        ({"at": "yesterday"}, "'at' is 'yesterday' and not a time"),
        ({"kind": "coding", "decision": "affirmed", "content": {"code_id": "X", "quote": ["a"]}}, "and not text"),
        ({"kind": "adjudication"}, "an event of kind 'adjudication' needs 'stage' in its content"),
        ({"kind": "duplicates", "decision": "linked", "content": {"other": "B", "link": "x"}}, "'x' is not one of"),
        ({"kind": "duplicates", "decision": "same", "content": {"other": "R"}}, "duplicate of itself"),
        ({"kind": "stops", "decision": "stop"}, "only 'title_abstract' can be stopped"),
    ],
)
def test_a_bad_value_is_named_in_one_sentence(change: dict[str, str], sentence: str) -> None:
    good = {
        "event_id": "e",
        "at": "2022-01-01",
        "who": "ak",
        "kind": "title_abstract",
        "subject_id": "R",
        "decision": "include",
    }

    with pytest.raises(ValueError, match=sentence.replace("?", r"\?")):
        parse_event(json.dumps(good | change).encode())


@pytest.mark.parametrize("line", [b"[1, 2]", b"42", b"\xff\xfe", b'{"a": 1', b"null"])
def test_a_line_that_is_no_event_says_so(line: bytes) -> None:
    with pytest.raises(ValueError, match="torn|not JSON|not a JSON object"):
        parse_event(line)


@pytest.mark.parametrize("reasons", [None, 5])
def test_further_reasons_are_looked_at_where_somebody_screens_only(tmp_path: Path, reasons: object) -> None:
    event = new_event(EventKind.EDIT, who="ak", subject_id="R1", decision="flag", note="odd")
    append_event(replace(event, content={"further_reasons": reasons}), tmp_path / "ak.jsonl")

    assert read_events([tmp_path / "ak.jsonl"], criteria=["E1"])[1] == []


def test_a_further_reason_that_is_no_criterion_sets_its_event_aside(tmp_path: Path) -> None:
    file = tmp_path / "ak.jsonl"
    for number, reasons in enumerate((["E1", "E2"], ["E9"], "E1")):
        event = new_event(EventKind.FULL_TEXT, who="ak", subject_id=f"R{number}", decision="exclude", reason="E1")
        append_event(replace(event, content={"further_reasons": reasons}), file)

    events, unread = read_events([file], criteria=["I1", "E1", "E2"])

    assert [event.subject_id for event in events] == ["R0"]
    assert [line.why for line in unread] == [
        "'E9' in 'further_reasons' is not a criterion in config.yaml",
        "'further_reasons' is 'E1' and not a list of criteria",
    ]
