"""A synced folder leaves copies of event files: they are found and told of, and none is told of that is no copy."""

import shutil
from pathlib import Path

import pytest

from identification.event_copies import EventCopy, describe_copies, find_copies
from identification.events import Event, append_event, append_events, read_events
from identification.vocabulary import EventKind

ORIGINAL = "title_abstract/ak.jsonl"


def decided(event_id: str, at: str = "2026-01-01") -> Event:
    """A decision of one reviewer on one record."""
    return Event(event_id, at, "ak", EventKind.TITLE_ABSTRACT, f"R{event_id}", "include")


def written(folder: Path, name: str, *event_ids: str) -> Path:
    """A file of decisions in the folder of their kind."""
    file = folder / EventKind.TITLE_ABSTRACT / name
    append_events(map(decided, event_ids), file)
    return file


def found(folder: Path) -> list[EventCopy]:
    """The copies below a folder of events."""
    return find_copies(folder.rglob("*.jsonl"))


@pytest.mark.parametrize(
    "name",
    [
        "ak (conflicted copy 2026-01-02).jsonl",  # Dropbox, to whoever is not signed in
        "ak (Ann's conflicted copy 2026-01-02).jsonl",  # Dropbox
        "ak (conflicted copy 2026-01-02 093000).jsonl",  # Nextcloud
        "ak_conflict-20260102-093000.jsonl",  # ownCloud
        "ak (1).jsonl",  # Google Drive
        "ak(1).jsonl",
        "ak.sync-conflict-20260102-093000-ABCDEFG.jsonl",  # Syncthing
    ],
)
def test_a_copy_is_known_by_the_name_that_a_program_gave_it(tmp_path: Path, name: str) -> None:
    written(tmp_path, "ak.jsonl", "1", "2")
    written(tmp_path, name, "3")

    assert found(tmp_path) == [EventCopy(f"title_abstract/{name}", ORIGINAL, events=1, only_here=1)]


@pytest.mark.parametrize("name", ["ak-DESKTOP-AB12.jsonl", "ak-Anns-MacBook.jsonl", "ak - Copy.jsonl", "old/ak.jsonl"])
def test_a_copy_of_any_name_is_known_by_its_events(tmp_path: Path, name: str) -> None:
    written(tmp_path, "ak.jsonl", "1", "2")
    written(tmp_path, name, "1", "3")

    assert found(tmp_path) == [EventCopy(f"title_abstract/{name}", ORIGINAL, events=2, only_here=1)]


def test_files_that_share_no_event_are_no_copies_however_much_their_names_are_alike(tmp_path: Path) -> None:
    written(tmp_path, "ak.jsonl", "1")
    written(tmp_path, "ak-20260101T090000-ab12cd.jsonl", "2")
    written(tmp_path, "ak-batch-3.jsonl", "3")
    written(tmp_path, "ak_rayyan.jsonl", "4")
    written(tmp_path, "bm (1).jsonl", "5")

    assert found(tmp_path) == []


def test_a_torn_line_makes_no_copy_and_is_lost_with_none(tmp_path: Path) -> None:
    torn = b'{"event_id": "9", "at": "20'
    for name in ("ak.jsonl", "bm.jsonl"):
        with written(tmp_path, name, name).open("ab") as file:
            file.write(torn)
    assert found(tmp_path) == []

    copy = written(tmp_path, "ak (1).jsonl", "ak.jsonl")
    assert [one.only_here for one in found(tmp_path)] == [0]
    with copy.open("ab") as file:
        file.write(torn + b"26-01")

    assert [one.only_here for one in found(tmp_path)] == [1]


def test_what_stands_in_two_copies_and_not_in_the_original_keeps_one_of_them(tmp_path: Path) -> None:
    written(tmp_path, "ak.jsonl", "1")
    for name in ("ak (1).jsonl", "ak (2).jsonl"):
        written(tmp_path, name, "1", "2")

    assert [(copy.file, copy.only_here) for copy in found(tmp_path)] == [
        ("title_abstract/ak (1).jsonl", 1),
        ("title_abstract/ak (2).jsonl", 0),
    ]


def test_an_event_with_another_time_is_the_same_and_one_with_another_decision_is_not(tmp_path: Path) -> None:
    original, copy = written(tmp_path, "ak.jsonl", "1"), tmp_path / "title_abstract/ak (1).jsonl"
    append_event(decided("1", "2026-02-02"), copy)
    assert [one.only_here for one in found(tmp_path)] == [0]

    copy.write_text(original.read_text().replace("include", "exclude"))

    assert [one.only_here for one in found(tmp_path)] == [1]


def test_only_a_copy_that_holds_nothing_of_its_own_is_said_to_be_deletable(tmp_path: Path) -> None:
    original = written(tmp_path, "ak.jsonl", "1", "2")
    copy = tmp_path / "title_abstract/ak (1).jsonl"
    shutil.copyfile(original, copy)
    (said,) = describe_copies(found(tmp_path))
    assert said.startswith(
        "review/events/title_abstract/ak (1).jsonl is a copy of review/events/title_abstract/ak.jsonl"
    )
    assert "it holds 2 events, none of them only there; nothing counts twice and nothing is lost" in said
    before = read_events(tmp_path.rglob("*.jsonl"))

    copy.unlink()
    assert read_events(tmp_path.rglob("*.jsonl")) == before
    written(tmp_path, copy.name, "1", "2", "3")

    (said,) = describe_copies(found(tmp_path))
    assert said.endswith("keep it, since 1 of its 3 events would be lost with it; all are counted, each once")
