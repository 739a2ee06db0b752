"""The words and lines of a PDF's page as an engine finds them, before anything is decided about them."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import sub
from typing import NamedTuple

# White space of more than so many sizes of the type is no space between words; justified lines reach two.
WIDE_GAP = 3.0


# Left, top, right and bottom in points from the page's top left; the size of a word's type, and whether it is bold.
Box4 = tuple[float, float, float, float]
Type = tuple[float, bool]


class RawLine(NamedTuple):
    """A line, its box, and the commonest size and weight of its type; `edges` are left and right of each word.

    A long report has half a million words: a line keeps two numbers for each, and no object. Where a line runs up or
    down the page, its edges are top and bottom of each word.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    edges: tuple[float, ...]

    @property
    def words(self) -> list[str]:
        """The words, as many as there are pairs of edges."""
        return self.text.split(" ")

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


class Rule(NamedTuple):
    """A straight line that is drawn on a page, or an edge of a band of colour, as a thin box."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class RawPage:
    """What an engine finds on one page, in the order of the content stream; `pictured` is the share under pictures.

    `rules` are looked for on pages only where a caption says that a table stands there.
    """

    width: float
    height: float
    lines: tuple[RawLine, ...]
    pictured: float = 0.0
    is_blank: bool = False
    rules: tuple[Rule, ...] = ()


def lines_of(words: Sequence[str], boxes: Sequence[Box4], types: Sequence[Type]) -> Iterator[RawLine]:
    """Words that an engine takes for one line as lines: where two columns stand at one height it may run them together.

    Apart are words with a wide gap between them, a narrower one where the type changes too, and a word that stands left
    of the one before it.
    """
    start = 0
    for at in _gaps(boxes, types):
        gap, size = boxes[at][0] - boxes[at - 1][2], types[at - 1][0]
        other = abs(types[at][0] - size) > 0.04 * size
        level = abs(boxes[at][1] - boxes[at - 1][1]) < size
        back = boxes[at][2] < boxes[at - 1][0]
        if level and (gap > WIDE_GAP * size or (other and gap > size) or back):
            yield _line(words[start:at], boxes[start:at], types[start:at])
            start = at
    yield _line(words[start:], boxes[start:], types[start:])


def _gaps(boxes: Sequence[Box4], types: Sequence[Type]) -> list[int]:
    """Before which words there is more white space than the type is high, to the right or back to the left."""
    x0, _, x1, _ = zip(*boxes, strict=True)
    size = min(types)[0]
    return [at for at, gap in enumerate(map(sub, x0[1:], x1), start=1) if not -size <= gap <= size]


def _line(words: Sequence[str], boxes: Sequence[Box4], types: Sequence[Type]) -> RawLine:
    x0, top, x1, bottom = zip(*boxes, strict=True)
    around = (round(min(x0), 2), round(min(top), 2), round(max(x1), 2), round(max(bottom), 2))
    low, high = (top, bottom) if is_turned(*around) else (x0, x1)
    edges = tuple([round(side, 1) for pair in zip(low, high, strict=True) for side in pair])
    return RawLine(" ".join(words), *around, *_commonest(words, types), edges)


def is_turned(x0: float, top: float, x1: float, bottom: float) -> bool:
    """Whether a line runs up or down the page: it is higher than wide, as a word of a letter or two may also be."""
    return bottom - top > 1.5 * (x1 - x0)


def gaps_of(line: RawLine) -> list[float]:
    """The white space between the words of a line."""
    return [after - before for before, after in zip(line.edges[1:-1:2], line.edges[2::2], strict=True)]


def _commonest(words: Sequence[str], types: Sequence[Type]) -> Type:
    if len(set(types)) == 1:
        return round(types[0][0] * 2) / 2, types[0][1]
    letters = Counter[Type]()
    for word, (size, bold) in zip(words, types, strict=True):
        letters[round(size * 2) / 2, bold] += len(word)
    return letters.most_common(1)[0][0]


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
    return unicodedata.normalize("NFC", "".join(clean_character(character) for character in text)).replace(" ", "")
