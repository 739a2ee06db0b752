"""Where exactly does an extract stand, in words that other programs read? And what has changed since it was coded?

The selectors of the W3C Web Annotation data model (https://www.w3.org/TR/annotation-model/): the quote with the words
around it (TextQuoteSelector), its offsets in the text of its page (TextPositionSelector), its page and the rectangles
around it (FragmentSelector after RFC 3778), and beside them the sha256 of the file and the version of the text layer,
without which offsets mean nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extraction.anchors import Anchor, context_of, letters_of
from extraction.documents import Extract
from extraction.text_layer import Box, Document, Page, Passage

# A PDF's page and a rectangle on it, in points: https://www.rfc-editor.org/rfc/rfc3778 (page, viewrect).
FRAGMENTS = "http://tools.ietf.org/rfc/rfc3778"
CHANGED_FILE = "the file has changed"
CHANGED_READING = "the file is read in another way"
CHANGED_PLACE = "it stands elsewhere"
CHANGED_AROUND = "the words around it have changed"
# Letters of a page in which the words around a quote are looked for: more than the context, since blanks differ.
AROUND = 128


@dataclass(frozen=True)
class AnchoredQuote:
    """The place of one extract's quote: page, offsets and surroundings, the rectangles of its lines, file and reading.

    The rectangles are those of the sentences that it stands in, in points from the top left of the page.
    """

    extract_id: str
    document_id: str
    sha256: str
    text_layer: str
    page: int
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    boxes: tuple[Box, ...]
    found: str


def place_of(document: Document, page: Page, start: int, end: int) -> dict[str, str | int]:
    """What a coding keeps of its place beside its code, so that every later change can be told: its event's content."""
    prefix, suffix = context_of(page.text, start, end)
    place: dict[str, str | int] = {"page": page.page, "start": start, "end": end, "quote": page.text[start:end]}
    return {
        **place,
        "prefix": prefix,
        "suffix": suffix,
        "sha256": document.sha256,
        "text_layer": text_layer_of(document),
    }


def text_layer_of(document: Document) -> str:
    """The version of the text layer that a document was read with."""
    return document.reader.partition(";")[0]


def changes_since(
    content: Mapping[str, Any], place: Anchor, pages: Sequence[Page], document: Document | None
) -> tuple[str, ...]:
    """What is no longer as it was when a quote was coded, as far as the coding says how it was; the quote itself is."""
    text = next((page.text for page in pages if page.page == place.page), "")
    before, after = text[max(0, place.start - AROUND) : place.start], text[place.end : place.end + AROUND]
    around = letters_of(before).endswith(_whole_letters(content, "prefix"))
    around = around and letters_of(after).startswith(_whole_letters(content, "suffix"))
    was = (content.get("page", place.page), content.get("start", place.start))
    layer = text_layer_of(document) if document else ""
    changed = {
        CHANGED_FILE: document is not None and content.get("sha256", document.sha256) != document.sha256,
        CHANGED_READING: document is not None and content.get("text_layer", layer) != layer,
        CHANGED_PLACE: place.page > 0 and was != (place.page, place.start),
        CHANGED_AROUND: place.page > 0 and not around,
    }
    return tuple(what for what, is_so in changed.items() if is_so)


def _whole_letters(content: Mapping[str, Any], key: str) -> str:
    return letters_of(str(content.get(key, "")))


def anchored_quotes(
    extracts: Iterable[Extract],
    documents: Iterable[Document],
    pages: Mapping[str, Sequence[Page]],
    passages: Mapping[str, Sequence[Passage]],
) -> list[AnchoredQuote]:
    """The place of every extract that has a quote, as it is found now."""
    known = {one.document_id: one for one in documents}
    texts = {(name, page.page): page.text for name, listed in pages.items() for page in listed}
    return [
        AnchoredQuote(
            one.extract_id,
            one.document_id,
            known[one.document_id].sha256,
            text_layer_of(known[one.document_id]),
            one.page,
            one.start,
            one.end,
            one.quote,
            *context_of(texts[one.document_id, one.page], one.start, one.end),
            _boxes(one, passages.get(one.document_id, ())),
            one.found,
        )
        for one in extracts
        if one.quote
    ]


def _boxes(one: Extract, passages: Sequence[Passage]) -> tuple[Box, ...]:
    here = [p for p in passages if p.page == one.page and p.start < one.end and one.start < p.end]
    return tuple(box for passage in here for box in passage.boxes)


def web_annotation(one: AnchoredQuote) -> dict[str, Any]:
    """The place as the target of a W3C Web Annotation; each rectangle is a fragment of its own."""
    fragments = [f"page={one.page}"] + [
        f"page={one.page}&viewrect={box.x0:.1f},{box.top:.1f},{box.x1 - box.x0:.1f},{box.bottom - box.top:.1f}"
        for box in one.boxes
    ]
    quote = {"type": "TextQuoteSelector", "exact": one.exact, "prefix": one.prefix, "suffix": one.suffix}
    position = {"type": "TextPositionSelector", "start": one.start, "end": one.end}
    return {
        "source": one.document_id,
        "selector": [
            {"type": "FragmentSelector", "conformsTo": FRAGMENTS, "value": fragments[0], "refinedBy": position},
            quote,
            *({"type": "FragmentSelector", "conformsTo": FRAGMENTS, "value": each} for each in fragments[1:]),
        ],
        "state": {"type": "State", "sha256": one.sha256, "textLayer": one.text_layer},
    }
