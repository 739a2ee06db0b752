"""From the words of a PDF, in the order of its content stream, to clean text: what the eye reads, and nothing else.

Running heads and feet leave the flow, words broken at a line's end are put together again, lines become paragraphs,
list items and headings. The order of the content stream is trusted; geometry only tells where a paragraph ends.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from extraction.headings import is_item, is_section
from extraction.layers import Block, Sheet, Word

# Running heads stand in the outer tenth of a page: 8 % on A4 journal pages, up to 9.5 % on US letter reports.
MARGIN_SHARE = 0.1
# The same words at the same height on two pages are a running head: left and right pages alternate, and an article of
# four pages has each only twice.
RUNNING_PAGES = 2
# Two running heads stand at the same height when they differ by less than this share of the page.
SAME_HEIGHT = 0.01
# A heading is set at least 8 % larger than the body, or bold; captions and notes are set smaller.
LARGER = 1.08
# Type that carries a fifth of the letters is body, however large: reference lists in small type can outweigh it.
BODY_SHARE = 0.2
# The longest heading: 16 words; beyond that bold text is an abstract or a pull quote.
HEADING_WORDS = 16
# Lines of one paragraph are at most .8 of a line's height apart: 1.5-spaced manuscripts have .6.
LINE_GAP = 0.8
# Words after a hanging hyphen, "pre- and post-test": the hyphen stays and so does the space.
HANGING = {"and", "or", "to", "und", "et"}

# A number alone, "- 12 -", "page 3 of 9" or "iv", digits masked; "12." and "45)" end a reference.
PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—|\[\s]*#[-–—|\]\s]*(?:(?:of|/)\s*#)?|[ivxlc]{1,6}")
ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’)\]]*\d{0,3}$")
# A web address or DOI that a line's end has cut; a whole one ends in neither of these.
ADDRESS = re.compile(r"(?://|www\.|\b10\.\d{4,9}/).*[./_=&?-]$|https?:$|\bdoi\.$", re.IGNORECASE)
HYPHENS = "-\u00ad\u2010"


class Token(NamedTuple):
    """A word as an engine gives it: text, box from the page's top left, height of its type, bold or not."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool


class Line(NamedTuple):
    """The words of one line, its box, and the commonest size and weight of its type."""

    tokens: tuple[Token, ...]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool


@dataclass(frozen=True)
class RawPage:
    """What an engine finds on one page, in the order of the content stream; `pictured` is the share under pictures."""

    width: float
    height: float
    lines: tuple[Line, ...]
    pictured: float = 0.0
    is_blank: bool = False


def line_of(tokens: Sequence[Token]) -> Line:
    """Words as a line."""
    sizes = Counter[tuple[float, bool]]()
    for token in tokens:
        sizes[round(token.size * 2) / 2, token.bold] += len(token.text)
    (size, bold), _ = sizes.most_common(1)[0]
    x0, top = min(token.x0 for token in tokens), min(token.top for token in tokens)
    x1, bottom = max(token.x1 for token in tokens), max(token.bottom for token in tokens)
    return Line(tuple(tokens), " ".join(token.text for token in tokens), x0, top, x1, bottom, size, bold)


def clean_character(character: str) -> str:
    """A character as it should stand in the text: ligatures apart, Arabic forms as letters, superscripts untouched.

    Full NFKC would turn 10² into 102, so only the ranges of presentation forms are taken apart.

    >>> clean_character("ﬁ"), clean_character("²"), clean_character("\\u0003")
    ('fi', '²', '\\ufffd')
    """
    if "\ufb00" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufefc":
        return unicodedata.normalize("NFKC", character)
    if character in "\u00ad\u200b\ufeff\ufffe\uffff":
        return ""
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cs", "Cn") else character


def clean_text(text: str) -> str:
    """A word with every character as it should stand, and accents on their letters."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", "".join(clean_character(character) for character in text))


def flow(pages: Sequence[RawPage]) -> tuple[tuple[Sheet, ...], tuple[Block, ...]]:
    """Pages of clean text and their blocks."""
    kept = without_running_lines(pages)
    known = vocabulary(kept)
    ranks = heading_ranks(kept)
    sheets, blocks = [], []
    for number, page in enumerate(kept, start=1):
        text, found = _write_page(number, page.lines, known, ranks)
        sheets.append(Sheet(round(page.width, 2), round(page.height, 2), text))
        blocks.extend(found)
    return tuple(sheets), tuple(blocks)


def without_running_lines(pages: Sequence[RawPage]) -> list[RawPage]:
    """The pages without heads and feet that repeat at the same height, and without page numbers."""
    seen: dict[str, list[tuple[int, float]]] = {}
    for number, page in enumerate(pages):
        for line in page.lines:
            if _in_margin(line, page):
                seen.setdefault(_mask(line.text), []).append((number, line.top / page.height))
    return [replace(page, lines=tuple(line for line in page.lines if not _runs(line, page, seen))) for page in pages]


def _in_margin(line: Line, page: RawPage) -> bool:
    across, down = page.width * MARGIN_SHARE, page.height * MARGIN_SHARE
    beside = line.x1 <= across or line.x0 >= page.width - across
    return beside or line.bottom <= down or line.top >= page.height - down


def _runs(line: Line, page: RawPage, seen: dict[str, list[tuple[int, float]]]) -> bool:
    if not _in_margin(line, page):
        return False
    if PAGE_NUMBER.fullmatch(_mask(line.text)):
        return True
    height = line.top / page.height
    alike = {number for number, other in seen[_mask(line.text)] if abs(other - height) < SAME_HEIGHT}
    return len(alike) >= RUNNING_PAGES


def _mask(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.casefold().split()))


def vocabulary(pages: Iterable[RawPage]) -> Counter[str]:
    """How often the document writes each word in one piece; words at the end of a line may be halves."""
    words: Counter[str] = Counter()
    for page in pages:
        for line in page.lines:
            words.update(_bare(token.text) for token in line.tokens[:-1])
            words.update([_bare(line.tokens[-1].text)] * (line.text[-1] not in HYPHENS))
    return words


def _bare(text: str) -> str:
    return text.casefold().strip(".,;:!?()[]{}'\"“”‘’")


def heading_ranks(pages: Sequence[RawPage]) -> dict[tuple[float, bool], int]:
    """The styles of type, size and weight, that headings are set in, with their ranks: larger first, then bold."""
    styles: Counter[tuple[float, bool]] = Counter()
    for page in pages:
        for line in page.lines:
            styles[line.size, line.bold] += len(line.text)
    body = [style for style, letters in styles.items() if letters >= BODY_SHARE * styles.total()]
    size, bold = max(body or styles, default=(0.0, False))
    above = [style for style in styles if style[0] >= size * LARGER or (style[1] > bold and style[0] >= size)]
    return {style: rank for rank, style in enumerate(sorted(above, reverse=True), start=1)}


def rank_of(line: Line, ranks: dict[tuple[float, bool], int]) -> int:
    """The rank of a heading, 0 for any other line. A section's usual name is a heading in whatever type it is set."""
    if is_section(line.text):
        return ranks.get((line.size, line.bold), len(ranks) + 1)
    short = len(line.tokens) <= HEADING_WORDS and not line.text.endswith((".", ",", ";"))
    starts = line.text[0].isupper() or line.text[0].isdigit()
    has_word = any(len(token.text) > 2 and token.text[-1].isalpha() for token in line.tokens)
    return ranks.get((line.size, line.bold), 0) if short and starts and has_word else 0


def _write_page(
    number: int, lines: Sequence[Line], known: Counter[str], ranks: dict[tuple[float, bool], int]
) -> tuple[str, list[Block]]:
    text, blocks = "", []
    placed: list[tuple[Word, ...]] = []
    start, rank = 0, 0
    for before, line in zip((None, *lines), lines, strict=False):
        own = rank if before and _goes_on(before, line, rank) else rank_of(line, ranks)
        joint = "\n" if before is None else _joint(before, line, rank, own, known)
        if joint == "\n" and before is not None:
            blocks.append(_block(number, text, start, rank, placed))
        if joint == HYPHENS[0]:
            text, placed[-1] = text[:-1], _shortened(placed[-1])
        elif before is not None:
            text += joint
        if joint == "\n":
            placed, start, rank = [], len(text), own
        placed.append(_place(line, len(text)))
        text += line.text
    return text, blocks + ([_block(number, text, start, rank, placed)] if lines else [])


def _goes_on(before: Line, line: Line, rank: int) -> bool:
    """Whether a heading goes on: same type, right below, in the middle of its sentence."""
    same = rank and (line.size, line.bold) == (before.size, before.bold) and line.text[0].islower()
    return bool(
        same and len(line.tokens) <= HEADING_WORDS and 0 <= line.top - before.top < 2 * (line.bottom - line.top)
    )


def _block(number: int, text: str, start: int, rank: int, placed: list[tuple[Word, ...]]) -> Block:
    return Block(number, start, len(text), rank, not rank and is_item(text[start:]), tuple(placed))


def _place(line: Line, start: int) -> tuple[Word, ...]:
    words = []
    for token in line.tokens:
        box = (round(side, 2) for side in (token.x0, token.top, token.x1, token.bottom))
        words.append(Word(start, start + len(token.text), *box))
        start += len(token.text) + 1
    return tuple(words)


def _shortened(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return (*words[:-1], words[-1]._replace(end=words[-1].end - 1))


def _joint(before: Line, line: Line, rank: int, own: int, known: Counter[str]) -> str:
    """What stands between two lines: a new block, a space, nothing, or "-" where the hyphen itself has to go."""
    last, first = before.tokens[-1].text, line.tokens[0].text
    if rank != own or is_section(before.text):
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
    whole, hyphened = known[head + tail], known[f"{head}-{tail}"]
    if whole or hyphened:
        return "" if hyphened > whole else HYPHENS[0]
    compound = known[head.rsplit("-")[-1]] and known[tail.split("-")[0]]
    return "" if compound and min(len(head), len(tail)) > 2 else HYPHENS[0]


def _starts_block(before: Line, line: Line) -> bool:
    if is_item(line.text):
        return True
    height = before.bottom - before.top
    apart = line.top - before.bottom
    over = line.x0 < before.x1 and before.x0 < line.x1
    ended = bool(ENDS_SENTENCE.search(before.text))
    if over and -height <= apart <= LINE_GAP * height:
        return ended and (line.x0 > before.x0 + line.size / 2 or before.x1 < line.x1 - 2 * line.size)
    smaller = abs(line.size - before.size) > (LARGER - 1) * before.size
    below = over and apart > 0
    return ended or (not line.text[0].islower() and (smaller or below))
