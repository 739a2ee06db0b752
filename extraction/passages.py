"""Sentences of a document, each with its place, the heading it stands under and the part of the document it is in.

A passage is `pages[page].text[start:end]`, always. A sentence that runs over a page's end is two passages, because a
quote has one page.
"""

import re
from collections.abc import Iterator, Sequence

from extraction.headings import section_of
from extraction.layers import Block, TextLayer, boxes_between
from extraction.text_layer import PageTable, Passage
from identification.vocabulary import Section, Zone

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
    """The passages of a document, page by page: its running text, and then what stands beside it; none without text.

    A heading is one passage. `heading` is the nearest heading above, or the lead-in of the list ("Leaders need to:")
    that an item stands in; a table's is its caption. The reference list lasts until a heading of the same rank or
    higher: an appendix behind it is body again. So does each section, but headings of a lower rank stay within it.
    """
    texts = {page.page: page.text for page in layer.pages}
    passages: list[Passage] = []
    place = _Place()
    for block in layer.blocks:
        page = texts[block.page]
        text = page[block.start : block.end].strip()
        heading, section, zone = place.of(block, text, layer.tables)
        whole = block.rank or block.zone is Zone.TABLE
        for start, end in (_trimmed if whole else sentences)(page, block.start, block.end):
            boxes = boxes_between(page, block.lines, start, end)
            where = (layer.document.document_id, block.page, start, end)
            passages.append(Passage(*where, page[start:end], heading, zone, section, boxes))
    return passages


class _Place:
    """Where in a document its blocks stand, followed from block to block."""

    def __init__(self) -> None:
        self.heading, self.lead_in = "", ""
        self.section, self.rank = Section.OTHER, 0

    def of(self, block: Block, text: str, tables: Sequence[PageTable]) -> tuple[str, Section, Zone]:
        """Heading, section and zone of a block."""
        if block.zone is not Zone.BODY:
            return _caption(block, tables) if block.zone is Zone.TABLE else "", Section.OTHER, block.zone
        if block.rank:
            named = section_of(text)
            if named is not Section.OTHER or block.rank <= self.rank:
                self.section, self.rank = named, block.rank
        above = self.lead_in if block.is_item and self.lead_in else self.heading
        if block.rank:
            self.heading = " ".join(text.lstrip("# ").split())
        if not block.is_item:
            self.lead_in = " ".join(text.split()) if text.endswith(":") else ""
        return above, self.section, Zone.REFERENCES if self.section is Section.REFERENCES else Zone.BODY


def _caption(block: Block, tables: Sequence[PageTable]) -> str:
    """The caption of the table that a block stands in."""
    line = block.lines[0]
    x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    own = (one for one in tables if one.page == block.page and one.x0 <= x <= one.x1 and one.top <= y <= one.bottom)
    return next((one.caption for one in own), "")


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
