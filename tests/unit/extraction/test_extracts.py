"""A coding becomes an extract only when its quote is found again at its place; what does not is named, not lost."""

from typing import Any

import pytest

from extraction.appraisal import list_appraisals
from extraction.documents import Extract, MatchedDocument, SetAside
from extraction.extracts import anchor_codings
from extraction.instruments import Instrument, Item, Section
from extraction.text_layer import Page
from identification.events import Event
from identification.vocabulary import EventKind
from tests.unit.synthesis.making_extracts import CODEBOOK, report

TEXT = "Leaders said that trust was not the most important thing. It was time that they lacked."
QUOTE = "trust was not the most important thing"
MATCHED = [MatchedDocument("S1.pdf", "R-S1.pdf", "people"), MatchedDocument("copy of S1.pdf", "R-S1.pdf", "title")]


def coding(decision: str = "affirmed", document: str = "S1.pdf", **changed: Any) -> Event:
    """A coding of the quote, with some of its content changed."""
    start = TEXT.index(QUOTE)
    content = {"code_id": "SK.TRUST", "page": 1, "start": start, "end": start + len(QUOTE), "quote": QUOTE, **changed}
    return Event("e1", "t", "ak", EventKind.CODING, document, decision, content=content)


def anchored(*events: Event) -> tuple[list[Extract], list[SetAside]]:
    """What becomes of codings in two files of one report; study S2 is in the review too."""
    pages = {name: [Page(name, 1, 0, 0, TEXT)] for name in ("S1.pdf", "copy of S1.pdf")}
    return anchor_codings(events, pages, CODEBOOK, [report("S1"), report("S2")], MATCHED)


def test_a_quote_at_its_place_is_an_extract_of_its_study() -> None:
    extracts, aside = anchored(coding())

    assert [(one.study_id, one.quote, one.found) for one in extracts] == [("S1", QUOTE, "exact")]
    assert not aside


def test_a_quote_that_moved_is_found_again_word_for_word() -> None:
    assert anchored(coding(start=0, end=5))[0][0].start == TEXT.index(QUOTE)


def test_a_changed_letter_sets_the_coding_aside_and_shows_what_stands_there() -> None:
    extracts, aside = anchored(coding(quote=QUOTE.replace("not", "now")))

    assert not extracts
    assert f"only nearly, as '{QUOTE}'" in aside[0].why


def test_looking_in_vain_needs_no_quote_and_may_name_a_whole_family() -> None:
    extracts, aside = anchored(coding("looked for, not found", code_id="SK", quote=""))

    assert ([one.code_id for one in extracts], aside) == (["SK"], [])


def test_a_rejected_suggestion_is_no_extract_and_nothing_to_mend() -> None:
    assert anchored(coding("not this code", suggested_by="cues")) == ([], [])


def test_an_extract_whose_code_means_something_else_since_needs_another_look() -> None:
    same, other = CODEBOOK.code("SK.TRUST").meaning, "0" * 12

    assert anchored(coding(meaning=same))[0][0].changed == ()
    assert anchored(coding(meaning=other))[0][0].changed == ("the code means something else now",)


def test_an_extract_says_what_proposed_it_to_its_coder() -> None:
    assert anchored(coding(suggested_by="cues"))[0][0].suggested_by == "cues"
    assert anchored(coding())[0][0].suggested_by is None


def test_a_coding_on_another_copy_of_the_report_counts_for_the_report() -> None:
    assert [one.report_id for one in anchored(coding(document="copy of S1.pdf"))[0]] == ["R-S1.pdf"]


@pytest.mark.parametrize("named", ["S2", "S2.pdf", "R-S2.pdf"])
def test_an_origin_names_its_study_by_any_of_its_ids(named: str) -> None:
    assert anchored(coding(attribution="quoted", origin=named))[0][0].origin == "S2"


def test_an_origin_in_words_is_an_outside_source() -> None:
    assert anchored(coding(attribution="quoted", origin="Timmins 2015"))[0][0].origin == "Timmins 2015"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"quote": "words that nobody wrote in this text at all"}, "is not found in the document"),
        ({"quote": "  "}, "is not found in the document"),
        ({"code_id": "SK.TRSUT"}, "'SK.TRSUT' is not in the codebook"),
        ({"document": "gone.pdf"}, "no report of the review has this document"),
        ({"attribution": "hearsay"}, "'hearsay' is not one of own finding, quoted, participant"),
        ({"page": "one"}, "'page' is 'one' and not a whole number"),
        ({"origin": "R0123456789ab"}, "the origin 'R0123456789ab' is no study of the review"),
    ],
)
def test_a_coding_that_cannot_be_used_is_set_aside_with_its_reason(change: dict[str, Any], why: str) -> None:
    extracts, aside = anchored(coding(**change))

    assert not extracts
    assert why in aside[0].why
    assert aside[0].remedy


def test_a_withdrawn_coding_is_neither_an_extract_nor_set_aside() -> None:
    undone = Event("e2", "t", "ak", EventKind.CODING, "S1.pdf", "withdrawn", replaces="e1")

    assert anchored(coding(), undone) == ([], [])


def test_an_appraisal_belongs_to_the_study_of_its_document() -> None:
    content = {"instrument": "mmat_2018", "item": "1.1"}
    answer = Event("a1", "t", "ak", EventKind.APPRAISAL, "copy of S1.pdf", "can't tell", content=content)
    mmat = Instrument("mmat_2018", "MMAT", "Hong 2018", ("yes", "can't tell"), (Section("1", "", (Item("1.1", ""),)),))

    found, _ = list_appraisals([answer], [report("S1")], MATCHED, [mmat])

    assert [(one.study_id, one.item, one.answer) for one in found] == [("S1", "1.1", "can't tell")]
