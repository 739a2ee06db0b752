"""An extract's place is told in the selectors of the W3C, and what changed about its file since is noted."""

from dataclasses import replace
from typing import Any

from extraction.anchors import Anchor, find_quote
from extraction.extracts import anchor_codings
from extraction.selectors import anchored_quotes, place_of, web_annotation
from extraction.text_layer import Box, Document, Page, Passage
from identification.events import Event
from identification.vocabulary import DocumentStatus, EventKind, Section, Zone
from tests.unit.extraction.test_extracts import MATCHED
from tests.unit.synthesis.making_extracts import CODEBOOK, report

TEXT = "Leaders said that trust was not the most important thing. It was time that they lacked."
QUOTE = "trust was not the most important thing"
STAMP = "Downloaded from a shelf on 3 March 2026 by University of X. "
FILE = Document("S1.pdf", "a" * 64, DocumentStatus.READ, 1, 16, "text layer 2; pypdfium2 5.0")


def coded(text: str = TEXT, file: Document = FILE, **changed: Any) -> Any:
    """What becomes of a coding that kept its place, in a text that may have changed since."""
    start = TEXT.index(QUOTE)
    content = {"code_id": "SK.TRUST", **place_of(FILE, Page("S1.pdf", 1, 0, 0, TEXT), start, start + len(QUOTE))}
    event = Event("e1", "t", "ak", EventKind.CODING, "S1.pdf", "affirmed", content={**content, **changed})
    pages = {"S1.pdf": [Page("S1.pdf", 1, 0, 0, text)]}
    return anchor_codings([event], pages, CODEBOOK, [report("S1")], MATCHED, [file])


def test_a_coding_keeps_quote_surroundings_page_offsets_file_and_reading() -> None:
    kept = place_of(FILE, Page("S1.pdf", 1, 0, 0, TEXT), 18, 18 + len(QUOTE))

    assert kept == {
        "page": 1,
        "start": 18,
        "end": 56,
        "quote": QUOTE,
        "prefix": "Leaders said that ",
        "suffix": ". It was time that they lacked.",
        "sha256": "a" * 64,
        "text_layer": "text layer 2",
    }


def test_nothing_is_noted_where_nothing_changed() -> None:
    [extract], aside = coded()

    assert (extract.changed, aside) == ((), [])


def test_a_stamped_download_is_noted_and_its_quotes_are_found_again() -> None:
    [extract], aside = coded(STAMP + TEXT, replace(FILE, sha256="b" * 64))

    assert (extract.found, extract.start, extract.quote) == ("exact", 18 + len(STAMP), QUOTE)
    assert extract.changed == ("the file has changed", "it stands elsewhere")
    assert aside == []


def test_a_changed_letter_in_the_quote_names_the_extract() -> None:
    extracts, [aside] = coded(TEXT.replace("not", "now"), replace(FILE, sha256="b" * 64))

    assert extracts == []
    assert aside.subject == "e1"
    assert "trust was now the most important thing" in aside.why


def test_a_changed_letter_around_the_quote_is_noted() -> None:
    [extract], _ = coded(TEXT.replace("time", "tide"), replace(FILE, sha256="b" * 64))

    assert extract.changed == ("the file has changed", "the words around it have changed")


def test_another_reading_is_noted() -> None:
    [extract], _ = coded(file=replace(FILE, reader="text layer 3; pypdfium2 5.0"))

    assert extract.changed == ("the file is read in another way",)


def test_a_coding_that_kept_no_more_than_its_quote_has_nothing_to_compare() -> None:
    start = TEXT.index(QUOTE)
    content = {"code_id": "SK.TRUST", "page": 1, "start": start, "quote": QUOTE}
    event = Event("e1", "t", "ak", EventKind.CODING, "S1.pdf", "affirmed", content=content)
    pages = {"S1.pdf": [Page("S1.pdf", 1, 0, 0, TEXT)]}

    [extract], _ = anchor_codings([event], pages, CODEBOOK, [report("S1")], MATCHED, [replace(FILE, sha256="b")])

    assert extract.changed == ()


def test_of_several_places_the_one_with_the_words_around_it_is_taken() -> None:
    text = "In health, trust is slow to grow. In housing, trust is slow to grow."
    pages = [Page("a.pdf", 1, 0, 0, STAMP + text)]

    found = find_quote("trust is slow to grow", 1, 11, 32, pages, prefix="In housing, ", suffix=".")

    assert found == Anchor(1, len(STAMP) + 46, len(STAMP) + 67, "trust is slow to grow", "exact")


def test_an_extract_is_a_target_of_a_web_annotation() -> None:
    [extract], _ = coded()
    passage = Passage("S1.pdf", 1, 0, 57, TEXT[:57], "", Zone.BODY, Section.OTHER, (Box(72, 100, 300.5, 112),))

    [place] = anchored_quotes([extract], [FILE], {"S1.pdf": [Page("S1.pdf", 1, 0, 0, TEXT)]}, {"S1.pdf": [passage]})
    target = web_annotation(place)

    fragment, quote, box = target["selector"]
    assert fragment["value"] == "page=1"
    assert fragment["refinedBy"] == {"type": "TextPositionSelector", "start": 18, "end": 56}
    assert (quote["exact"], quote["prefix"]) == (QUOTE, "Leaders said that ")
    assert box["value"] == "page=1&viewrect=72.0,100.0,228.5,12.0"
    assert target["state"] == {"type": "State", "sha256": "a" * 64, "textLayer": "text layer 2"}
