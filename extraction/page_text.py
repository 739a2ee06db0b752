"""From the lines of a PDF, in the order of its content stream, to clean text: what the eye reads, and nothing else.

Words broken at a line's end are put together again, lines become paragraphs, list items and headings. The text of a
page is its running text and behind it what stands beside it, by zone: heads and feet, captions, tables, notes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from extraction.headings import is_item, is_section
from extraction.layers import Block, Line, Sheet
from extraction.lines import Box4, RawLine, RawPage
from extraction.order import in_order
from extraction.table_cells import find_tables
from extraction.text_layer import PageTable
from extraction.zones import BODY_SHARE, ENDS_SENTENCE, LINE_GAP, captioned, zones_of
from identification.vocabulary import Zone

# A heading is set at least 8 % larger than the body, or bold; captions and notes are set smaller.
LARGER = 1.08
# Bold type that is smaller is a heading from this share of the body's size on: a wide sans serif is set smaller.
BOLD_SHARE = 0.7
# The longest heading: 16 words; beyond that bold text is an abstract or a pull quote.
HEADING_WORDS = 16
# Beside the running text lines that are more than so many heights apart belong to different things.
ASIDE_GAP = 3.0
# Words after a hanging hyphen, "pre- and post-test": the hyphen stays and so does the space.
HANGING = {"and", "or", "to", "und", "et"}
# Endings that make another form of a word: "understand" in the document tells that "under-" and "standing" are one.
ENDINGS = ("s", "es", "d", "ed", "ing", "ly", "ness", "er", "al", "ion", "ions")

# A web address or DOI that a line's end has cut; a whole one ends in neither of these.
ADDRESS = re.compile(r"(?://|www\.|\b10\.\d{4,9}/).*[./_=&?-]$|https?:$|\bdoi\.$", re.IGNORECASE)
HYPHENS = "-\u00ad\u2010"
Style = tuple[float, bool]


class Marks(NamedTuple):
    """What the document as a whole tells: how often it writes each word, and which styles of type are headings."""

    words: Counter[str]
    ranks: Mapping[Style, int]


def flow(pages: Sequence[RawPage]) -> tuple[tuple[Sheet, ...], tuple[Block, ...], tuple[PageTable, ...]]:
    """Pages of clean text, their blocks, and the tables that stand on them."""
    pages = [in_order(page) for page in pages]
    captions = captioned(pages)
    tables = tuple(find_tables(pages, captions))
    boxed: dict[int, list[Box4]] = {}
    for table in tables:
        boxed.setdefault(table.page - 1, []).append((table.x0, table.top, table.x1, table.bottom))
    zones = zones_of(pages, captions, boxed)
    marks = Marks(vocabulary(pages), heading_ranks(pages, zones))
    sheets, blocks = [], []
    for number, (page, own) in enumerate(zip(pages, zones, strict=True), start=1):
        text = ""
        for zone, lines in _runs(page, own):
            text += "\n" if text else ""
            text, found = _write(number, text, lines, zone, marks)
            blocks.extend(found)
        sheets.append(Sheet(round(page.width, 2), round(page.height, 2), text))
    return tuple(sheets), tuple(blocks), tables


def _runs(page: RawPage, zones: Sequence[Zone]) -> Iterator[tuple[Zone, list[RawLine]]]:
    """The lines of the body, and then those of each other zone, in stream order."""
    for zone in Zone:
        lines = [line for line, own in zip(page.lines, zones, strict=True) if own is zone]
        if lines:
            yield zone, lines


def vocabulary(pages: Iterable[RawPage]) -> Counter[str]:
    """How often the document writes each word in one piece.

    Words at the end of a line may be halves, and so may those that follow a hyphen there. The parts of a word with a
    hyphen are words too.
    """
    written: Counter[str] = Counter()
    for page in pages:
        broken = False
        for line in page.lines:
            own = line.words
            written.update(own[broken:-1])
            broken = line.text[-1] in HYPHENS
            if not broken and (len(own) > 1 or not own[0][0].islower()):
                written[own[-1]] += 1
    words: Counter[str] = Counter()
    for word, times in written.items():
        words[_bare(word)] += times
        for part in word.split("-") if "-" in word else ():
            words[_bare(part)] += times
    return words


def _bare(text: str) -> str:
    return text.casefold().strip(".,;:!?()[]{}'\"“”‘’")


def heading_ranks(pages: Sequence[RawPage], zones: Sequence[Sequence[Zone]]) -> dict[Style, int]:
    """The styles of type, size and weight, that headings are set in, with their ranks: larger first, then bold."""
    styles: Counter[Style] = Counter()
    for page, own in zip(pages, zones, strict=True):
        for line, zone in zip(page.lines, own, strict=True):
            if zone is Zone.BODY:
                styles[line.size, line.bold] += len(line.text)
    body = [style for style, letters in styles.items() if letters >= BODY_SHARE * styles.total()]
    size, bold = max(body or styles, default=(0.0, False))
    above = [one for one in styles if one[0] >= size * LARGER or (one[1] > bold and one[0] >= size * BOLD_SHARE)]
    return {style: rank for rank, style in enumerate(sorted(above, reverse=True), start=1)}


def rank_of(line: RawLine, ranks: Mapping[Style, int]) -> int:
    """The rank of a heading, 0 for any other line. A section's usual name is a heading in whatever type it is set."""
    style = (line.size, line.bold)
    if is_section(line.text):
        return ranks.get(style, len(ranks) + 1)
    if style not in ranks:
        return 0
    words = line.words
    short = len(words) <= HEADING_WORDS and not line.text.endswith((".", ",", ";"))
    starts = line.text[0].isupper() or line.text[0].isdigit()
    has_word = any(len(word) > 2 and word[-1].isalpha() for word in words)
    return ranks[style] if short and starts and has_word else 0


def _write(number: int, text: str, lines: Sequence[RawLine], zone: Zone, marks: Marks) -> tuple[str, list[Block]]:
    """The text with these lines behind it, and their blocks."""
    blocks: list[Block] = []
    placed: list[Line] = []
    start, rank = len(text), 0
    before: RawLine | None = None
    for line in lines:
        own = 0 if zone is not Zone.BODY else rank if _goes_on(before, line, rank) else rank_of(line, marks.ranks)
        joint = "" if before is None else _joint(before, line, rank, own, marks.words)
        if before and zone is not Zone.BODY and abs(line.top - before.top) > ASIDE_GAP * before.height:
            joint = "\n"
        if joint == "\n":
            blocks.append(_block(number, text, start, rank, zone, placed))
        if joint == HYPHENS[0]:
            text, placed[-1] = text[:-1], placed[-1]._replace(end=placed[-1].end - 1)
        else:
            text += joint
        if joint == "\n" or before is None:
            placed, start, rank = [], len(text), own
        end = len(text) + len(line.text)
        placed.append(Line(len(text), end, line.x0, line.top, line.x1, line.bottom, line.edges))
        text += line.text
        before = line
    return text, [*blocks, _block(number, text, start, rank, zone, placed)]


def _goes_on(before: RawLine | None, line: RawLine, rank: int) -> bool:
    """Whether a heading goes on: same type, right below, in the middle of its sentence."""
    if before is None or not rank or (line.size, line.bold) != (before.size, before.bold):
        return False
    return line.text[0].islower() and len(line.words) <= HEADING_WORDS and 0 <= line.top - before.top < 2 * line.height


def _block(number: int, text: str, start: int, rank: int, zone: Zone, placed: list[Line]) -> Block:
    return Block(number, start, len(text), rank, not rank and is_item(text[start:]), zone, tuple(placed))


def _joint(before: RawLine, line: RawLine, rank: int, own: int, known: Counter[str]) -> str:
    """What stands between two lines: a new block, a space, nothing, or "-" where the hyphen itself has to go."""
    last, first = before.text.rsplit(" ", 1)[-1], line.text.split(" ", 1)[0]
    if rank != own or (rank and is_section(before.text)):
        return "\n"
    if ADDRESS.search(last) and not first[0].isupper():
        return ""
    if _starts_block(before, line):
        return "\n"
    if len(last) < 2 or last[-1] not in HYPHENS + "–—/" or not last[-2].isalnum():
        return " "
    if last[-1] not in HYPHENS or not first[0].islower():
        return ""
    return " " if first in HANGING else _mended(_bare(last[:-1]), _bare(first), known)


def _mended(head: str, tail: str, known: Counter[str]) -> str:
    """Whether the hyphen stays (nothing goes between the lines) or goes, by what the document writes elsewhere."""
    whole, hyphened = known[head + tail], known[f"{head}-{tail}"]
    if whole or hyphened:
        return "" if hyphened > whole else HYPHENS[0]
    if _has_other_form(head + tail, known):
        return HYPHENS[0]
    compound = known[head.rsplit("-")[-1]] and known[tail.split("-")[0]]
    return "" if compound and min(len(head), len(tail)) > 2 else HYPHENS[0]


def _has_other_form(word: str, known: Counter[str]) -> bool:
    stems = {word, *(word.removesuffix(ending) for ending in ENDINGS)}
    return any(known[stem + ending] for stem in stems if len(stem) > 4 for ending in ("", "e", *ENDINGS))


def _starts_block(before: RawLine, line: RawLine) -> bool:
    if is_item(line.text):
        return True
    apart = line.top - before.bottom
    over = line.x0 < before.x1 and before.x0 < line.x1
    ended = bool(ENDS_SENTENCE.search(before.text))
    if over and -before.height <= apart <= LINE_GAP * before.height:
        return ended and (line.x0 > before.x0 + line.size / 2 or before.x1 < line.x1 - 2 * line.size)
    smaller = abs(line.size - before.size) > (LARGER - 1) * before.size
    below = over and apart > 0
    return ended or (not line.text[0].islower() and (smaller or below))
