"""The card answers every message of the browser, and never decides a record that the reviewer does not see."""

from pathlib import Path
from typing import Any

import pytest

from identification.events import read_events
from identification.records import UniqueRecord
from screening.card import NOTHING_TO_UNDO, Card
from screening.desk import Desk
from screening.drawing import Place, Related
from screening.highlights import TermGroup
from screening.outcomes import Queued
from screening.pair_card import PairCard
from screening.widget import UNFORESEEN


def card_of(folder: Path, *names: str, synthetic: bool = False) -> Card:
    queue = [Queued(rank, name, 0.5, "", "", "") for rank, name in enumerate(names, start=1)]
    records = [UniqueRecord(name, (name,), ("pubmed",), title=f"System leaders {name}") for name in names]
    desk = Desk(queue, records, [], reviewer="ak", folder=folder)
    groups = [TermGroup("systems leadership", ("system leader\\w*",))]
    return Card(desk, Place(groups=groups, source_names={"pubmed": "PubMed"}, synthetic=synthetic))


def press(card: Card, group_id: str, decision: str, note: str = "") -> dict[str, Any]:
    """What the card shows after a key was pressed in the browser while it showed this record."""
    message = {"do": "decide", "group_id": group_id, "decision": decision, "reason": "", "note": note, "seconds": 1.5}
    card._handle_custom_msg(message, [])
    return dict(card.view)


def test_the_card_shows_the_record_with_its_terms_marked_and_its_sources_named(tmp_path: Path) -> None:
    record = card_of(tmp_path, "R1").view["record"]

    assert record["title"] == [("System leaders", ("0",)), (" R1", ())]
    assert record["sources"] == ["PubMed"]


def test_the_card_of_a_synthetic_review_says_so(tmp_path: Path) -> None:
    assert card_of(tmp_path, "R1", synthetic=True).view["synthetic"]
    assert not card_of(tmp_path, "R1").view["synthetic"]


def test_a_key_pressed_twice_on_one_record_decides_one_record(tmp_path: Path) -> None:
    card = card_of(tmp_path, "R1", "R2")

    press(card, "R1", "include")
    view = press(card, "R1", "include")

    events, _ = read_events(tmp_path.glob("**/*.jsonl"))
    assert [event.subject_id for event in events] == ["R1"]
    assert view["record"]["group_id"] == "R2"


def test_every_message_is_answered_so_that_no_card_waits_for_ever(tmp_path: Path) -> None:
    card = card_of(tmp_path, "R1", "R2")

    turns = [
        press(card, group, decision)["turn"] for group, decision in [("R1", "maybe"), ("R9", "maybe"), ("R2", "?")]
    ]

    assert turns == [2, 3, 4]


def test_a_decision_that_cannot_be_saved_stays_on_the_card_with_its_note(tmp_path: Path) -> None:
    (tmp_path / "events").write_text("a file stands where the folder should be")
    card = card_of(tmp_path / "events", "R1", "R2")

    view = press(card, "R1", "include", note="why I think so")

    assert "This was not saved" in view["problem"]
    assert (view["record"]["group_id"], view["note"]) == ("R1", "why I think so")


def test_undo_brings_the_record_and_its_note_back_and_says_when_there_is_nothing_to_undo(tmp_path: Path) -> None:
    card = card_of(tmp_path, "R1")
    press(card, "R1", "exclude", note="not leadership")
    assert card.view["state"] == "finished"

    card._handle_custom_msg({"do": "undo"}, [])
    assert (card.view["record"]["group_id"], card.view["note"]) == ("R1", "not leadership")

    card._handle_custom_msg({"do": "undo"}, [])
    assert card.view["said"] == NOTHING_TO_UNDO


def test_a_message_that_nobody_foresaw_leaves_no_card_waiting(tmp_path: Path) -> None:
    card = card_of(tmp_path, "R1")

    with pytest.raises(KeyError):
        card._hear(card, {"do": "dance"}, [])

    assert (card.view["turn"], card.view["problem"]) == (2, UNFORESEEN)


def test_a_flag_taken_back_leaves_its_words_out_of_the_note(tmp_path: Path) -> None:
    card = card_of(tmp_path, "R1")
    card._handle_custom_msg({"do": "flag", "group_id": "R1", "why": "wrong DOI", "note": "mine"}, [])
    card._handle_custom_msg({"do": "undo", "note": "mine"}, [])

    assert (card.view["said"], card.view["note"]) == ("Taken back: the flag", "mine")


def test_a_card_that_cannot_open_says_why_whatever_the_browser_asks() -> None:
    for card in (Card(None, refusal="Run the review once."), PairCard(None, refusal="Run the review once.")):
        card._handle_custom_msg({"do": "why"}, [])

        assert (card.view["state"], card.view["problem"]) == ("error", "Run the review once.")


def test_a_related_record_that_this_stage_does_not_look_at_is_named_and_leads_nowhere(tmp_path: Path) -> None:
    card = card_of(tmp_path, "R1", "R2")
    card.place.related = {"R1": [Related("erratum", "R2", "Two"), Related("reply", "R9", "Nine")]}
    card._handle_custom_msg({"do": "go", "to": 0}, [])

    related = card.view["record"]["related"]
    assert [(one["title"], one["is_here"]) for one in related] == [("Two", True), ("Nine", False)]
