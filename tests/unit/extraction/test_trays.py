"""What the card is told and what it makes of an answer: coding, checking, settling and appraising one document."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extraction.appraisal_desk import AppraisalDesk
from extraction.checking_desk import CheckingDesk
from extraction.checks import check_extracts
from extraction.coding_card import ELSEWHERE, CodingCard, Workplace
from extraction.comparison import compare_codings
from extraction.documents import Extract
from extraction.instruments import Instrument, Item, Section
from extraction.text_layer import Page
from extraction.trays import AppraisalTray, CheckingTray, CodingTray, SettlingTray, Tray
from identification.events import current_events
from identification.tables import write_lines
from identification.vocabulary import Attribution, CodeStatus, EventKind
from screening.pen import Pen
from screening.widget import UNFORESEEN
from tests.unit.extraction.test_coding_desk import (
    NAME,
    TEXT,
    TRUST,
    WOMEN,
    desk_of,
    on_disk,
    suggestion,
)
from tests.unit.synthesis.making_extracts import CODEBOOK

INSTRUMENT = Instrument(
    "mmat", "MMAT", "Hong 2018", ("yes", "no"), (Section("S", "All", (Item("S1", "Is it clear?"), Item("S2", "Why?"))),)
)


def extracted(extract_id: str, who: str, quote: str = TRUST, code_id: str = "SK.TRUST", **more: Any) -> Extract:
    start = TEXT.index(quote)
    fields = {
        "status": CodeStatus.AFFIRMED,
        "attribution": Attribution.OWN,
        "origin": "",
        "perspective": None,
        "page": 1,
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "value": "",
        "note": "",
        "found": "exact",
    }
    return Extract(extract_id, NAME, "R1", "S1", code_id, who=who, **fields | more)


def card_of(folder: Path, *extracts: Extract, who: str = "cd", to_code: bool = False) -> CodingCard:
    coding = desk_of(folder, suggestion("SK.TRUST", TRUST), suggestion("EDI.SEX", WOMEN), who=who)
    standing, refused, _ = check_extracts(extracts, on_disk(folder), CODEBOOK)
    differences = compare_codings(standing, CODEBOOK, refused)
    checking = CheckingDesk(standing, CODEBOOK, pen=coding.pen, refused=refused, differences=differences)
    check = CheckingTray(checking, coding, frozenset([NAME] * to_code))
    appraise = AppraisalTray(AppraisalDesk([INSTRUMENT], pen=coding.pen))
    trays: dict[str, Tray] = {
        "code": CodingTray(coding),
        "check": check,
        "settle": SettlingTray(check),
        "appraise": appraise,
    }
    return CodingCard(Workplace(coding.pen, coding, trays))


def told(card: CodingCard, do: str, mode: str = "code", **more: Any) -> dict[str, Any]:
    assert card.place is not None
    return card.answer(card.place, {"do": do, "document": NAME, "mode": mode, **more})[0]


def test_accepting_a_suggestion_answers_with_what_changed_only(tmp_path: Path) -> None:
    card = card_of(tmp_path)
    first, second = told(card, "open")["items"]

    answer = told(card, "save", coding=first)

    assert [(one["state"], one["quote"]) for one in answer["changed"]] == [("done", TRUST)]
    assert answer["gone"] == [first["key"]]
    assert answer["said"].startswith("SK.TRUST, affirmed: trust was not")
    assert answer["progress"][NAME]["coded"] == 1
    assert [one["key"] for one in told(card, "open")["items"]] == [answer["now"], second["key"]]


def test_a_fault_is_a_sentence_and_the_card_stays_as_it_was(tmp_path: Path) -> None:
    card = card_of(tmp_path)
    first = told(card, "open")["items"][0]

    answer = told(card, "save", coding=first | {"end": first["start"], "quote": ""})

    assert answer == {"kind": "refused", "problem": "No words are selected. Select them on the page first."}
    assert on_disk(tmp_path) == []


def test_words_that_do_not_stand_at_their_place_are_not_coded(tmp_path: Path) -> None:
    card = card_of(tmp_path)
    first = told(card, "open")["items"][0]

    answer = told(card, "save", coding=first | {"quote": "words of another page"})

    assert answer["problem"].startswith("The words shown are not those at their place, which are 'trust was not")
    assert on_disk(tmp_path) == []


def test_every_suggestion_of_a_code_is_rejected_in_one_step(tmp_path: Path) -> None:
    card = card_of(tmp_path)
    items = told(card, "open")["items"]

    answer = told(card, "reject", codings=items)
    assert [one["state"] for one in answer["changed"]] == ["refused", "refused"]
    told(card, "undo")

    assert current_events(on_disk(tmp_path)) == []


def test_what_was_looked_for_stands_in_the_list_and_can_be_removed(tmp_path: Path) -> None:
    card = card_of(tmp_path)
    told(card, "open")

    answer = told(card, "look", codes=["DEF"])
    (look,) = answer["changed"]
    assert (look["code_id"], look["look"], look["state"]) == ("DEF", True, "done")
    told(card, "remove", event_id=look["key"])

    assert current_events(on_disk(tmp_path)) == []


def test_undo_shows_the_document_in_which_it_took_something_back(tmp_path: Path) -> None:
    card = card_of(tmp_path)
    told(card, "save", coding=told(card, "open")["items"][0])
    assert card.place is not None
    other = replace(card.place.coding.documents[NAME], document_id="S2.pdf", why_not="No text.")
    card.place.coding.documents["S2.pdf"] = other
    card.answer(card.place, {"do": "open", "document": "S2.pdf", "mode": "code"})

    answer = card.answer(card.place, {"do": "undo", "document": "S2.pdf", "mode": "code"})[0]

    assert (answer["kind"], answer["document"]) == ("document", NAME)
    assert answer["said"] == "Taken back: SK.TRUST, affirmed, trust was not the most important thing."


def test_once_a_design_is_begun_the_questions_of_others_stand_aside(tmp_path: Path) -> None:
    sections = [Section(name, name, (Item(f"{name}.1", "?"), Item(f"{name}.2", "?")), name) for name in ("A", "B")]
    desk = AppraisalDesk([replace(INSTRUMENT, sections=(*INSTRUMENT.sections, *sections))], pen=Pen(tmp_path, "ak"))
    tray = AppraisalTray(desk)
    assert {one["state"] for one in tray.items(NAME).values()} == {"waiting"}

    desk.answer(NAME, "mmat", "A.1", "yes")

    states = {one["item"]: one["state"] for one in tray.items(NAME).values()}
    assert states == {"S1": "waiting", "S2": "waiting", "A.1": "done", "A.2": "waiting", "B.1": "aside", "B.2": "aside"}


@pytest.mark.parametrize("change", [{"page": None}, {"status": "affirmd"}, {"perspective": "workers"}])
def test_a_form_that_makes_no_sense_is_refused_and_no_traceback(tmp_path: Path, change: dict[str, Any]) -> None:
    card = card_of(tmp_path)
    first = told(card, "open")["items"][0]

    assert told(card, "save", coding=first | change)["problem"].startswith("The form could not be read")


def test_a_second_person_judges_what_others_coded_and_never_her_own(tmp_path: Path) -> None:
    card = card_of(tmp_path, extracted("x1", "ak"), extracted("x2", "cd"))
    assert [one["key"] for one in told(card, "open", "check")["items"]] == ["x1"]

    assert told(card, "judge", "check", key="x1", judgement="does not hold")["problem"].startswith("Say why")
    answer = told(card, "judge", "check", key="x1", judgement="does not hold", note="says the opposite")
    assert [one["state"] for one in answer["changed"]] == ["refused"]
    told(card, "judge", "check", key="x1", judgement="holds")

    (event,) = current_events(on_disk(tmp_path))
    assert (event.kind, event.decision, event.content["sitting"]) == (EventKind.VERIFICATION, "holds", "verification")
    assert event.content["meaning"] == CODEBOOK.code("SK.TRUST").meaning
    assert "nobody verifies" in told(card, "judge", "check", key="x2", judgement="holds")["problem"].lower()


def test_a_coder_who_is_not_finished_does_not_see_what_a_colleague_coded(tmp_path: Path) -> None:
    card = card_of(tmp_path, extracted("x1", "bm"), who="ak", to_code=True)

    for mode in ("check", "settle"):
        assert told(card, "open", mode)["problem"].startswith("You code this text yourself")
    told(card, "look", codes=[family.id for family in CODEBOOK.families])

    assert [one["key"] for one in told(card, "open", "check")["items"]] == ["x1"]


def test_a_difference_is_settled_by_judging_both_sides_and_both_codings_stay(tmp_path: Path) -> None:
    both = [extracted("x1", "ak"), extracted("x2", "bm", status=CodeStatus.CONTESTED)]
    card = card_of(tmp_path, *both)
    (item,) = told(card, "open", "settle")["items"]
    assert (item["differs"], item["said"], item["state"]) == ("status", ["affirmed", "contested"], "waiting")

    answer = told(card, "settle", "settle", key=item["key"], keep="b")

    assert [one["state"] for one in answer["changed"]] == ["done"]
    said = {one.content["extract_id"]: one.decision for one in on_disk(tmp_path)}
    assert said == {"x1": "does not hold", "x2": "holds"}
    standing, refused, _ = check_extracts(both, on_disk(tmp_path), CODEBOOK)
    assert ([one.extract_id for one in standing], [one.extract_id for one in refused]) == (["x2"], ["x1"])


def test_what_is_added_while_settling_makes_nobody_a_third_coder(tmp_path: Path) -> None:
    card = card_of(tmp_path, extracted("x1", "ak"))
    start = TEXT.index(WOMEN)
    coding = {"code_id": "EDI.SEX", "page": 1, "start": start, "end": start + len(WOMEN), "quote": WOMEN}

    told(card, "save", "settle", coding=coding)

    assert [one.content["sitting"] for one in on_disk(tmp_path)] == ["reconciliation"]


def test_an_answer_replaces_the_one_before_and_can_be_withdrawn(tmp_path: Path) -> None:
    card = card_of(tmp_path)
    asked = {"instrument": "mmat", "item": "S1"}
    assert [one["question"] for one in told(card, "open", "appraise")["items"]] == ["Is it clear?", "Why?"]

    told(card, "answer", "appraise", **asked, answer="yes")
    told(card, "answer", "appraise", **asked, answer="no", note="not said")
    (event,) = current_events(on_disk(tmp_path))
    assert (event.decision, event.note, event.content) == ("no", "not said", asked)

    assert told(card, "answer", "appraise", **asked, answer="maybe")["problem"] == "'maybe' is not one of yes, no."
    told(card, "answer", "appraise", **asked, answer="")
    assert current_events(on_disk(tmp_path)) == []
    told(card, "undo", "appraise")
    assert [one.decision for one in current_events(on_disk(tmp_path))] == ["no"]


def test_a_page_comes_with_its_words_and_their_places_in_its_text(tmp_path: Path) -> None:
    answer = told(card_of(tmp_path), "page", page=1)

    assert [answer["text"][start:end] for line in answer["words"] for start, end in line] == TEXT.split()


def test_a_second_window_of_one_coder_codes_nothing_twice_and_sees_what_the_first_did(tmp_path: Path) -> None:
    here, there = card_of(tmp_path), card_of(tmp_path)
    item = told(here, "open")["items"][0]
    told(there, "open")
    first = told(here, "save", coding=item)

    answer = told(there, "save", coding=item)
    assert (answer["kind"], answer["problem"]) == ("refused", ELSEWHERE)
    assert [(one["key"], one["state"]) for one in answer["changed"]] == [(first["now"], "done")]
    assert answer["gone"] == [item["key"]]
    changed = told(there, "save", coding=item | {"note": "mine"}, replaces=first["now"])
    assert told(here, "remove", event_id=first["now"])["problem"] == ELSEWHERE

    assert [(one.event_id, one.note) for one in current_events(on_disk(tmp_path))] == [(changed["now"], "mine")]


def test_a_file_that_was_taken_away_since_the_run_is_still_read_as_text(tmp_path: Path) -> None:
    card = card_of(tmp_path)
    pages = tmp_path / "results" / NAME / "pages.jsonl"
    write_lines([Page(NAME, 1, 595, 842, "Leaders said that.")], pages)

    answer = told(card, "page", page=1)

    assert (answer["text"], answer["shape"]) == ("Leaders said that.", 0)


def test_a_coder_who_takes_back_what_made_her_finished_judges_nothing_unseen(tmp_path: Path) -> None:
    others = extracted("e1", "bm")
    card = card_of(tmp_path, others, to_code=True)
    told(card, "open")
    told(card, "look", codes=[family.id for family in CODEBOOK.families])
    assert [one["key"] for one in told(card, "open", "check")["items"]] == ["e1"]

    back = told(card, "undo", "check")
    assert (back["kind"], back["mode"], back["said"][:10]) == ("document", "code", "Taken back")
    assert back["problem"].startswith("You code this text yourself")
    refused = told(card, "judge", "check", key="e1", judgement="holds")

    assert refused["problem"].startswith("You code this text yourself")
    assert [one.kind for one in on_disk(tmp_path) if one.kind == EventKind.VERIFICATION] == []


def test_an_undo_that_is_refused_shows_what_the_other_window_did(tmp_path: Path) -> None:
    here, there = card_of(tmp_path), card_of(tmp_path)
    first, second = told(here, "open")["items"]
    coded = told(here, "save", coding=first)["now"]
    told(there, "open")
    told(there, "save", coding=first | {"note": "changed"}, replaces=coded)
    told(there, "save", coding=second)

    answer = told(here, "undo")

    assert answer["kind"] == "refused"
    assert second["key"] in answer["gone"]
    assert {one["state"] for one in answer["changed"]} == {"done"}


def test_a_fault_that_nobody_foresaw_is_said_at_once(tmp_path: Path) -> None:
    card, sent = card_of(tmp_path), []
    card.send = lambda content, *_: sent.append(content)
    (tmp_path / "results" / NAME / "pages.jsonl").unlink()

    with pytest.raises(FileNotFoundError):
        card._hear(card, {"do": "open", "document": NAME, "mode": "code"}, [])

    assert sent == [{"kind": "refused", "problem": UNFORESEEN}]
