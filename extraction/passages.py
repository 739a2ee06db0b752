"""Sentences of a document, each with its place, the heading it stands under and the part of the document it is in.

A passage is `pages[page].text[start:end]`, always. A sentence that runs over a page's end is two passages, because a
quote has one page.
"""

import re
from collections.abc import Iterator

from extraction.documents import Box, Passage
from extraction.headings import is_references
from extraction.layers import Block, TextLayer, box_between
from identification.vocabulary import Zone

# Words that a full stop follows within a sentence. "etc." is not among them: before a capital it ends one.
ABBREVIATIONS = {
    *(
        "al",
        "approx",
        "b.sc",
        "ca",
        "cf",
        "ch",
        "chap",
        "co",
        "corp",
        "dept",
        "dr",
        "e.g",
        "ed",
        "eds",
        "eg",
        "eq",
        "eqs",
    ),
    *(
        "esp",
        "est",
        "fig",
        "figs",
        "gov",
        "hon",
        "i.e",
        "ie",
        "inc",
        "incl",
        "jr",
        "ltd",
        "m.d",
        "m.sc",
        "mr",
        "mrs",
        "ms",
    ),
    *("no", "nos", "nr", "p", "ph.d", "pp", "prof", "ref", "refs", "resp", "rev", "sec", "sect", "sr", "st", "tab"),
    *("u.k", "u.s", "u.s.a", "univ", "viz", "vol", "vols", "vs"),
}
# These are abbreviations only before a number: "No. 5", but "They said no. We left."
BEFORE_NUMBER = frozenset({"no", "nos", "nr", "p", "pp", "ch", "sec", "est"})
# "J." and "N.H.S."; where they end a sentence it runs into the next: two together lose nothing, a torn name does.
INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
SENTENCE_END = re.compile(
    r"(?P<word>[^\s.!?…]+(?:\.[^\s.!?…]+)*)?[.!?…]+[\"'”’»)\]]*(?:(?<=[^\W\d][.!?])\d{1,3}(?:[,–-]\d{1,3})*)?\s+"
    r"(?=[\"'“‘«(\[]*[^\W_a-zß-öø-ÿ])"
)
# "3." or "a." at the start of an item is its number, not a sentence.
ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})")


def split_passages(layer: TextLayer) -> list[Passage]:
    """The passages of a document in reading order; none when it has no text.

    A heading is one passage. `heading` is the nearest heading above, or the lead-in of the list ("Leaders need to:")
    that an item stands in. The reference list lasts until a heading of the same rank or higher: an appendix behind it
    is body again.
    """
    texts = {page.page: page.text for page in layer.pages}
    passages, heading, lead_in, references = [], "", "", 0
    for block in layer.blocks:
        text = texts[block.page][block.start : block.end].strip()
        if block.rank:
            references = block.rank if is_references(text) else references * (block.rank > references)
        above = lead_in if block.is_item and lead_in else heading
        zone = Zone.REFERENCES if references else Zone.BODY
        whole = _trimmed(texts[block.page], block.start, block.end)
        for start, end in whole if block.rank else sentences(texts[block.page], block.start, block.end):
            boxes = tuple(_boxes(texts[block.page], block, start, end))
            words = texts[block.page][start:end]
            passages.append(Passage(layer.document.document_id, block.page, start, end, words, above, zone, boxes))
        if block.rank:
            heading = " ".join(text.lstrip("# ").split())
        if not block.is_item:
            lead_in = " ".join(text.split()) if text.endswith(":") else ""
    return passages


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of `text[start:end]`, without the space around it; none without a letter or digit.

    >>> text = "Smith et al. (2010) agree, e.g. Dr. Jones. He was 5.5 years in office. No. 5 is new."
    >>> [text[start:end] for start, end in sentences(text, 0, len(text))][1:]
    ['He was 5.5 years in office.', 'No. 5 is new.']
    """
    begin = start
    for found in SENTENCE_END.finditer(text, start, end):
        numeral = found.start() == begin and bool(ENUMERATOR.fullmatch(found["word"] or ""))
        if not numeral and _ends(found["word"] or "", text[found.end() : end]):
            yield from _trimmed(text, begin, found.end())
            begin = found.end()
    yield from _trimmed(text, begin, end)


def _ends(word: str, following: str) -> bool:
    bare = word.lstrip("([{\"'“‘").casefold()
    if bare in BEFORE_NUMBER:
        return not following[:1].isdigit()
    initials = bool(INITIALS.fullmatch(bare)) and word[-1].isupper() and bare != "i"
    return not (bare in ABBREVIATIONS or initials)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if any(character.isalnum() for character in piece):
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _boxes(text: str, block: Block, start: int, end: int) -> Iterator[Box]:
    """One rectangle per line that a passage touches, around the words that belong to it."""
    for line in block.lines:
        box = box_between(text, line, start, end) if line.start < end and line.end > start else None
        if box:
            yield box
