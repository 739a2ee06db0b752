"""Doubtful pairs: what differs is marked, every verdict is on disk, and later is no verdict."""

from pathlib import Path

import pytest

from identification.errors import InputError
from identification.events import Event, current_events, read_events
from identification.merge_log import PEOPLE_DISAGREE, DoubtfulRecords
from identification.records import Record
from identification.vocabulary import EventKind
from screening.pair_card import PairCard, open_pair_card
from screening.pair_desk import Pair, PairDesk, PairPlace, differing, side_by_side

RECORDS = [
    Record("R1", "pubmed", "", title="Leading a system", year="2019"),
    Record("R2", "web", "", title="Leading the system", year="2019"),
    Record("R3", "web", "", title="Another work"),
    Record("R4", "web", "", title="Another work."),
]


def doubtful(a: str, b: str, likeness: float, reason: str = "Alike.") -> DoubtfulRecords:
    texts = ("",) * 8
    return DoubtfulRecords(a, b, "rule", reason, likeness, (), (), (a, b), *texts, (), ())


def desk_in(folder: Path, *events: Event, reason: str = "Alike.") -> PairDesk:
    asked = [doubtful("R1", "R2", 90), doubtful("R3", "R4", 99, reason)]
    return PairDesk(asked, RECORDS, events, reviewer="ak", folder=folder)


def shown(desk: PairDesk) -> str:
    assert desk.current is not None
    return desk.current.key


def test_the_most_alike_come_first_and_a_verdict_is_on_disk_before_the_next(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    assert (shown(desk), desk.left) == ("R3 R4", 2)

    event = desk.decide("linked", "erratum", " a notice ")

    assert read_events(tmp_path.glob("duplicates/*.jsonl")) == ([event], [])
    assert (event.subject_id, event.content, event.note) == ("R4", {"other": "R3", "link": "erratum"}, "a notice")
    assert (shown(desk), desk.left) == ("R1 R2", 1)
    desk.decide("different")
    assert desk.current is None


def test_later_is_no_verdict_and_comes_again(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    desk.later()

    assert shown(desk) == "R1 R2"
    desk.decide("same")
    assert (shown(desk), desk.left) == ("R3 R4", 1)
    assert [event.subject_id for event in read_events(tmp_path.glob("duplicates/*.jsonl"))[0]] == ["R2"]


def test_undo_brings_the_pair_back_and_a_new_verdict_replaces_one_gone_back_to(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    desk.decide("same")
    desk.undo()
    assert (shown(desk), desk.left) == ("R3 R4", 2)
    desk.decide("different")
    desk.go(-1)
    desk.decide("same")

    standing = current_events(read_events(tmp_path.glob("duplicates/*.jsonl"))[0])
    assert [(event.subject_id, event.decision) for event in standing] == [("R4", "same")]


def test_a_pair_on_which_people_disagree_is_asked_again_with_what_the_others_said(tmp_path: Path) -> None:
    at = "2026-01-01T09:00:00+00:00"
    own, other = (
        Event(f"e-{who}", at, who, EventKind.DUPLICATE, "R4", said, content={"other": "R3"})
        for who, said in (("ak", "same"), ("bm", "different"))
    )
    desk = desk_in(tmp_path, own, other, reason=PEOPLE_DISAGREE)

    card = PairCard(PairPlace(desk, [own, other], {}))

    assert shown(desk) == "R3 R4"
    assert (card.view["pair"]["own"], card.view["pair"]["others"]) == ("same", ["bm: different"])
    assert desk.decide("different").replaces == "e-ak"
    assert desk.left == 1


def test_a_second_window_decides_no_pair_twice(tmp_path: Path) -> None:
    first, second = desk_in(tmp_path), desk_in(tmp_path)
    first.decide("same")

    with pytest.raises(InputError, match="in another window meanwhile: same"):
        second.decide("different")


def test_a_link_needs_its_kind(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a link needs its kind"):
        desk_in(tmp_path).decide("linked")


def test_what_differs_is_marked_word_by_word_and_a_missing_value_differs_in_nothing() -> None:
    pair = Pair(RECORDS[0], RECORDS[1], doubtful("R1", "R2", 90))

    rows = {name: (a, b) for name, a, b in side_by_side(pair, {"web": "Websites"})}

    assert rows["Title"] == (
        [("Leading ", False), ("a", True), (" system", False)],
        [("Leading ", False), ("the", True), (" system", False)],
    )
    assert rows["Year"] == ([("2019", False)], [("2019", False)])
    assert rows["Found in"] == ([("pubmed", True)], [("Websites", True)])
    assert "Abstract" not in rows
    assert differing("Care Notes 7", "Health Letters 7")[0] == [("Care Notes", True), (" 7", False)]
    assert differing("", "2020") == ([], [("2020", False)])


def test_a_key_that_was_meant_for_another_pair_decides_none(tmp_path: Path) -> None:
    card = PairCard(PairPlace(desk_in(tmp_path), [], {}))
    message = {"do": "decide", "key": "R3 R4", "verdict": "same", "link": "", "note": ""}
    card._handle_custom_msg(message, [])
    card._handle_custom_msg(message, [])

    assert [event.subject_id for event in read_events(tmp_path.glob("duplicates/*.jsonl"))[0]] == ["R4"]
    assert card.view["pair"]["key"] == "R1 R2"


def test_a_folder_that_is_no_review_is_a_sentence_on_the_card(tmp_path: Path) -> None:
    card = open_pair_card(tmp_path, "ak", tmp_path / "config.schema.yaml")

    assert card.view["state"] == "error"
    assert "config.yaml: there is no such file." in card.view["problem"]
