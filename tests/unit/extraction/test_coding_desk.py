"""A coder's sitting: what stands beside a document, every coding on disk, the way back, and blindness."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extraction.codebook import Codebook
from extraction.coding_desk import Codable, CodingDesk
from extraction.coding_items import Coding
from extraction.documents import Suggestion
from extraction.learning import Decided
from extraction.text_layer import Document, Page, Passage
from identification.errors import InputError
from identification.events import Event, current_events, read_events
from identification.tables import write_lines
from identification.vocabulary import (
    Attribution,
    CodeStatus,
    DocumentStatus,
    EventKind,
    Perspective,
    SuggestedBy,
    Zone,
)
from screening.pen import Pen
from tests.unit.synthesis.making_extracts import CODEBOOK, code

TEXT = "Leaders said that trust was not the most important thing. Women were seldom heard. They lacked time."
TRUST, WOMEN = "trust was not the most important thing", "Women were seldom heard."
NAME = "S1.pdf"


def suggestion(code_id: str, quote: str) -> Suggestion:
    start = TEXT.index(quote)
    return Suggestion(NAME, code_id, 1, start, start + len(quote), quote, quote.split()[0], CodeStatus.AFFIRMED)


def written_results(folder: Path, *suggestions: Suggestion, text: str = TEXT) -> Path:
    place = folder / "results" / NAME
    place.mkdir(parents=True, exist_ok=True)
    document = Document(NAME, "a" * 64, DocumentStatus.READ, 1, 17, "text layer 3; text")
    write_lines([document], place / "document.jsonl")
    write_lines([Page(NAME, 1, 0, 0, text)], place / "pages.jsonl")
    sentences = list(re.finditer(r"[^.]+\.", text))
    passages = [Passage(NAME, 1, one.start(), one.end(), one[0], "", Zone.BODY) for one in sentences]
    write_lines(passages, place / "passages.jsonl")
    write_lines(suggestions, place / "suggestions.jsonl")
    write_lines([], place / "lines.jsonl")
    return folder / "results"


def desk_of(
    folder: Path,
    *suggestions: Suggestion,
    who: str = "ak",
    codebook: Codebook = CODEBOOK,
    text: str = TEXT,
    others: Iterable[Decided] = (),
) -> CodingDesk:
    """The desk of a person whose earlier sittings, and everybody's, lie in the folder."""
    events, _ = read_events((folder / "events").glob("**/*.jsonl"))
    documents = [Codable(NAME, "R1", "S1", "A title", "Okonjo, Ada", "2021", folder / NAME, "main text")]
    results = written_results(folder, *suggestions, text=text)
    return CodingDesk(documents, codebook, pen=Pen(folder / "events", who, events), folder=results, others=others)


def on_disk(folder: Path) -> list[Event]:
    events, unread = read_events((folder / "events").glob("**/*.jsonl"))
    assert unread == []
    return events


def coding(quote: str = TRUST, code_id: str = "SK.TRUST", **more: Any) -> Coding:
    start = TEXT.index(quote)
    return Coding(code_id, 1, start, start + len(quote), **more)


def states(desk: CodingDesk) -> list[tuple[str, str]]:
    shown = desk.items(NAME)
    return [
        (one.coding.code_id, "rejected" if one.rejected else "coded" if one.event_id else "waiting") for one in shown
    ]


def test_a_coding_keeps_its_place_its_words_and_what_its_code_meant(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)

    desk.save(NAME, coding(attribution=Attribution.QUOTED, origin=" Timmins 2015 ", note=" why "))

    (event,) = on_disk(tmp_path)
    assert (event.kind, event.subject_id, event.decision, event.who) == (EventKind.CODING, NAME, "affirmed", "ak")
    assert event.note == "why"
    assert event.content == {
        "code_id": "SK.TRUST",
        "page": 1,
        "start": TEXT.index(TRUST),
        "end": TEXT.index(TRUST) + len(TRUST),
        "quote": TRUST,
        "prefix": TEXT[: TEXT.index(TRUST)],
        "suffix": TEXT[TEXT.index(TRUST) + len(TRUST) :][:32],
        "sha256": "a" * 64,
        "text_layer": "text layer 3",
        "attribution": "quoted",
        "origin": "Timmins 2015",
        "meaning": CODEBOOK.code("SK.TRUST").meaning,
    }


def test_a_decided_suggestion_waits_no_more_and_the_others_stand_in_reading_order(tmp_path: Path) -> None:
    given = [suggestion("EDI.SEX", WOMEN), suggestion("SK.TRUST", TRUST), suggestion("SK.HUMILITY", TRUST)]
    desk = desk_of(tmp_path, *given)
    assert states(desk) == [("SK.HUMILITY", "waiting"), ("SK.TRUST", "waiting"), ("EDI.SEX", "waiting")]

    desk.save(NAME, coding(suggested_by=SuggestedBy.CUES))
    desk.reject(NAME, [coding(WOMEN, "EDI.SEX", suggested_by=SuggestedBy.CUES)])

    assert states(desk) == [("SK.HUMILITY", "waiting"), ("SK.TRUST", "coded"), ("EDI.SEX", "rejected")]
    assert states(desk_of(tmp_path, *given)) == states(desk)


def test_a_suggestion_counts_as_decided_when_its_span_was_edited(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, suggestion("SK.TRUST", TRUST))

    desk.save(NAME, coding("trust was not", suggested_by=SuggestedBy.CUES))

    assert states(desk) == [("SK.TRUST", "coded")]


def test_a_changed_coding_replaces_the_one_before_and_undo_brings_that_back(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    first = desk.save(NAME, coding())

    desk.save(NAME, coding(status=CodeStatus.CONTESTED), replaces=first.event_id)
    assert [one.decision for one in current_events(on_disk(tmp_path))] == ["contested"]

    desk.pen.take_back()
    assert [one.decision for one in current_events(on_disk(tmp_path))] == ["affirmed"]
    desk.pen.take_back()
    assert current_events(on_disk(tmp_path)) == []
    assert desk.pen.take_back() == []


def test_a_removed_coding_comes_back_with_undo_and_can_be_undone_again(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    event = desk.save(NAME, coding())

    desk.remove(NAME, event.event_id)
    assert desk.standing(NAME) == []
    desk.pen.take_back()
    assert [one.content["quote"] for one in desk.standing(NAME)] == [TRUST]

    desk.pen.take_back()
    assert desk.standing(NAME) == []
    assert current_events(on_disk(tmp_path)) == []


def test_looking_in_vain_for_all_families_is_one_step_and_finishes_a_document(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    families = [family.id for family in CODEBOOK.families]
    assert desk.unfinished(NAME) == families

    desk.look(NAME, families)

    assert desk.unfinished(NAME) == []
    assert set(desk.looked(NAME)) == set(families)
    assert desk.look(NAME, families) == []
    desk.pen.take_back()
    assert desk.unfinished(NAME) == families


def test_a_required_code_keeps_a_document_open_until_it_is_coded_or_looked_for(tmp_path: Path) -> None:
    family = CODEBOOK.family("SK")
    needed = replace(family, codes=(*family.codes, replace(code("SK.COUNTRY"), required=True)))
    book = replace(CODEBOOK, families=(needed,))
    desk = desk_of(tmp_path, codebook=book)

    desk.save(NAME, coding())
    assert desk.unfinished(NAME) == ["SK.COUNTRY"]
    desk.look(NAME, ["SK.COUNTRY"])

    assert desk.unfinished(NAME) == []


def test_a_second_coder_sees_nothing_of_the_first(tmp_path: Path) -> None:
    first = desk_of(tmp_path, suggestion("SK.TRUST", TRUST))
    first.save(NAME, coding())
    first.reject(NAME, [coding(WOMEN, "EDI.SEX")])
    first.look(NAME, ["DEF"])

    second = desk_of(tmp_path, suggestion("SK.TRUST", TRUST), who="bm")

    assert states(second) == [("SK.TRUST", "waiting")]
    assert second.looked(NAME) == {}
    with pytest.raises(InputError, match="not yours"):
        second.remove(NAME, first.standing(NAME)[0].event_id)


@pytest.mark.parametrize(("document", "teaches"), [("S2.pdf", True), (NAME, False)])
def test_suggestions_learn_from_colleagues_in_other_documents_and_not_in_this_one(
    tmp_path: Path, document: str, teaches: bool
) -> None:
    at = TEXT.index(WOMEN) - 1
    given = [replace(suggestion("EDI.SEX", WOMEN), start=at, quote=f" {WOMEN}", score=0.5)]
    decided = [Decided(document, "EDI.SEX", f"women were seldom heard {n}", False, "bm") for n in range(30)]

    (before,) = desk_of(tmp_path, *given).items(NAME)
    (after,) = desk_of(tmp_path, *given, others=decided).items(NAME)

    assert (after.score < before.score) == teaches
    assert before.score == 0.5


def test_a_coding_whose_words_moved_shows_where_they_stand_now_and_lost_ones_say_so(tmp_path: Path) -> None:
    desk_of(tmp_path).save(NAME, coding())

    moved = desk_of(tmp_path, text=f"A new first sentence. {TEXT}").items(NAME)
    lost = desk_of(tmp_path, text="Nothing of the kind stands in this text any more, whatever was there.").items(NAME)

    assert (moved[0].coding.start, moved[0].quote) == (TEXT.index(TRUST) + len("A new first sentence. "), TRUST)
    assert (lost[0].coding.page, lost[0].quote) == (0, TRUST)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"code_id": "SK.TRUTS"}, "Did you mean 'SK.TRUST'"),
        ({"start": 5, "end": 5}, "no words are selected"),
        ({"end": 5000}, "no words are selected"),
        ({"page": 2}, "has no page 2"),
        ({"status": CodeStatus.LOOKED_NOT_FOUND}, "a passage was found"),
        ({"code_id": "SK.N", "value": "many"}, "'many' is no number"),
        ({"code_id": "SK.V", "value": "survey; intervew study"}, "Did you mean 'interview study'"),
    ],
)
def test_a_coding_that_cannot_be_is_one_sentence_and_nothing_is_written(
    tmp_path: Path, change: dict[str, Any], fault: str
) -> None:
    family = CODEBOOK.family("SK")
    more = (
        replace(code("SK.N"), field="number"),
        replace(code("SK.V"), field="list", values=("survey", "interview study")),
    )
    desk = desk_of(tmp_path, codebook=replace(CODEBOOK, families=(replace(family, codes=(*family.codes, *more)),)))

    with pytest.raises(InputError, match=fault):
        desk.save(NAME, replace(coding(), **change))

    assert on_disk(tmp_path) == []


def test_blanks_at_the_ends_of_a_selection_are_no_part_of_the_quote(tmp_path: Path) -> None:
    wide = replace(coding(), start=TEXT.index(TRUST) - 1, end=TEXT.index(TRUST) + len(TRUST))

    event = desk_of(tmp_path).save(NAME, wide)

    assert event.content["quote"] == TRUST


def test_what_the_form_says_comes_back_as_it_was_said(tmp_path: Path) -> None:
    said = coding(WOMEN, "EDI.SEX", perspective=Perspective.WORKFORCE, status=CodeStatus.CONTESTED, note="hm")

    desk_of(tmp_path).save(NAME, said)

    assert [one.coding for one in desk_of(tmp_path).items(NAME)] == [said]
