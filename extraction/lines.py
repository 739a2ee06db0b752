"""The words and lines of a PDF's page as an engine finds them, before anything is decided about them."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Token(NamedTuple):
    """A word as an engine gives it: text, box from the page's top left, height of its type, bold or not."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool


class RawLine(NamedTuple):
    """A line, its box, and the commonest size and weight of its type; `edges` are left and right of each word.

    A long report has half a million words: a line keeps two numbers for each, and no object.
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


@dataclass(frozen=True)
class RawPage:
    """What an engine finds on one page, in the order of the content stream; `pictured` is the share under pictures."""

    width: float
    height: float
    lines: tuple[RawLine, ...]
    pictured: float = 0.0
    is_blank: bool = False


def line_of(tokens: Sequence[Token]) -> RawLine:
    """Words as a line."""
    texts, x0, top, x1, bottom, _, _ = zip(*tokens, strict=True)
    edges = tuple([round(side, 1) for token in tokens for side in (token[1], token[3])])
    size, bold = _commonest(tokens)
    box = (round(min(x0), 2), round(min(top), 2), round(max(x1), 2), round(max(bottom), 2))
    return RawLine(" ".join(texts), *box, size, bold, edges)


def _commonest(tokens: Sequence[Token]) -> tuple[float, bool]:
    first = tokens[0][5:]
    if all(token[5:] == first for token in tokens):
        return round(first[0] * 2) / 2, first[1]
    sizes = Counter[tuple[float, bool]]()
    for token in tokens:
        sizes[round(token.size * 2) / 2, token.bold] += len(token.text)
    return sizes.most_common(1)[0][0]


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
