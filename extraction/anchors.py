"""Where a quote stands in a document: at its place, moved, in other spelling, or nearly. Or nowhere.

Engines and versions differ in spaces, hyphens and ligatures, so that an exact match survives a change of engine in
few quotes and a match of letters and digits in nearly all. How a quote was found is always told: a quote found "near"
is not the quote that somebody coded, and a person looks at it.

Letters and digits are not all that carries meaning: "able" stands in "unable", and 0.5 has the digits of 05. So a quote
begins and ends with whole words, and its numbers and signs are those of the page; else it stands there only nearly.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from extraction.text_layer import Page

EXACT, LETTERS, NEAR = "exact", "letters and digits", "near"
# Of 100. At 90 every quote is found again after a change of engine and none of 300 is found in a wrong document.
NEAR_CUTOFF = 90
# With fewer letters than this, 90 of 100 allows one changed letter in a phrase that any document might hold; such a
# quote has to match letter for letter, as whole words, on the page where it was coded.
SHORT_QUOTE = 20
# Letters of the page before and after a quote by which one of several places is told (W3C Web Annotation, prefix and
# suffix of a TextQuoteSelector).
CONTEXT = 32
# What numbers and comparisons say beyond their digits: points within them, signs ahead of them, per cent, < and >.
NUMBERS = re.compile(r"(?<![\w.,-])-(?=\.?\d)|\d+(?:[.,]\d+)*|%|[<>=±]")
SAME_MARKS = str.maketrans({"−": "-", "–": "-", "‐": "-", "‑": "-", "·": ".", "∙": ".", "﹤": "<", "＜": "<"})


@dataclass(frozen=True)
class Anchor:
    """The place of a quote and the words that stand there; `found` is exact, letters and digits, or near."""

    page: int
    start: int
    end: int
    text: str
    found: str


@dataclass(frozen=True)
class Coded:
    """What a coding says of its place; `prefix` and `suffix` are the words around the quote, where they were kept."""

    quote: str
    start: int = 0
    prefix: str = ""
    suffix: str = ""


def context_of(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a quote on its page.

    >>> context_of("Leaders need trust.", 8, 12)
    ('Leaders ', ' trust.')
    """
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def letters_of(text: str) -> str:
    """The letters and digits of a text, case and ligatures resolved (NFKC)."""
    return _lettered(text)[0]


def find_quote(
    quote: str, page: int, start: int, end: int, pages: Sequence[Page], *, prefix: str = "", suffix: str = ""
) -> Anchor | None:
    """The place of a quote that was coded at `page`, `start`, `end`; None when it is not in these pages.

    Its own page is searched first, exactly, then by letters and digits, then the other pages from the nearest on, and
    last its own page again for a near match. Of several places the one whose surroundings are likest to `prefix` and
    `suffix` is taken, and without these the one nearest to `start`.
    """
    coded = Coded(quote, start, prefix, suffix)
    own = [one for one in pages if one.page == page]
    others = sorted((one for one in pages if one.page != page), key=lambda one: (abs(one.page - page), one.page))
    if own and quote.strip() and own[0].text[start:end] == quote:
        return Anchor(page, start, end, quote, EXACT)
    is_short = len(letters_of(quote)) < SHORT_QUOTE
    for one in own + ([] if is_short else others):
        if anchor := _verbatim(coded, one) or _by_letters(coded, one):
            return anchor
    return None if is_short or not own else _near(quote, own[0])


def _verbatim(coded: Coded, page: Page) -> Anchor | None:
    quote = coded.quote
    if not quote.strip():
        return None
    places = [place for place in _occurrences(quote, page.text) if _is_whole(page.text, place, place + len(quote))]
    if not places:
        return None
    place, _ = _likeliest([(place, place + len(quote)) for place in places], coded, page)
    return Anchor(page.page, place, place + len(quote), quote, EXACT)


def _likeliest(spans: Sequence[tuple[int, int]], coded: Coded, page: Page) -> tuple[int, int]:
    """Of several places the one whose surroundings are likest, then the nearest."""
    wanted = (letters_of(coded.prefix), letters_of(coded.suffix))

    def unlike(span: tuple[int, int]) -> tuple[float, int]:
        around = context_of(page.text, *span)
        like = sum(fuzz.ratio(one, letters_of(here)) for one, here in zip(wanted, around, strict=True) if one)
        return -like, abs(span[0] - coded.start)

    return min(spans, key=unlike) if len(spans) > 1 else spans[0]


def numbers_in(text: str) -> list[str]:
    """The numbers and comparisons of a text, whatever its dashes and points look like.

    >>> numbers_in("p < 0·05, −5 % of 1,204 (10–20)"), numbers_in("p<0.05, -5% of 1,204 (10-20)")
    (['<', '0.05', '-', '5', '%', '1,204', '10', '20'], ['<', '0.05', '-', '5', '%', '1,204', '10', '20'])
    """
    return NUMBERS.findall(unicodedata.normalize("NFKC", text.translate(SAME_MARKS)))


def _by_letters(coded: Coded, page: Page) -> Anchor | None:
    quote, wanted = coded.quote, letters_of(coded.quote)
    letters, offsets = _lettered(page.text)
    spans = [(offsets[at], offsets[at + len(wanted) - 1] + 1) for at in _occurrences(wanted, letters)]
    numbers = numbers_in(quote)
    spans = [span for span in spans if _is_whole(page.text, *span) and _says(page.text, *span, quote, numbers)]
    if not spans:
        return None
    first, last = _with_marks(quote, page.text, *_likeliest(spans, coded, page))
    text = page.text[first:last]
    return Anchor(page.page, first, last, text, EXACT if text == quote else LETTERS)


def _says(text: str, start: int, end: int, quote: str, numbers: list[str]) -> bool:
    """Whether a span has the numbers and signs of a quote; signs at its ends belong to it where the quote has them."""
    first, last = _with_marks(quote, text, start, end)
    return numbers_in(text[first:last]) == numbers


def _near(quote: str, page: Page) -> Anchor | None:
    wanted = letters_of(quote)
    letters, offsets = _lettered(page.text)
    if len(letters) < len(wanted) * NEAR_CUTOFF // 100:
        return None
    best = fuzz.partial_ratio_alignment(wanted, letters, score_cutoff=NEAR_CUTOFF)
    if best is None or best.dest_end <= best.dest_start:
        return None
    first, last = _to_words(page.text, offsets[best.dest_start], offsets[best.dest_end - 1] + 1)
    first, last = _with_marks(quote, page.text, first, last)
    return Anchor(page.page, first, last, page.text[first:last], NEAR)


def _occurrences(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


@lru_cache(maxsize=512)
def _lettered(text: str) -> tuple[str, tuple[int, ...]]:
    """The letters and digits of a text, case and ligatures resolved, and for each the offset that it comes from."""
    letters, offsets = [], []
    for offset, character in enumerate(text):
        for letter in _plain(character):
            letters.append(letter)
            offsets.append(offset)
    return "".join(letters), tuple(offsets)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", character).casefold() if letter.isalnum())


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a span neither starts nor ends within a word."""
    inside_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    inside_after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not (inside_before or inside_after)


def _to_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def _with_marks(quote: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the marks that open and close the quote, where they stand in the text too, after a blank or not."""
    marks = quote.translate(SAME_MARKS)
    letters = [at for at, one in enumerate(marks) if one.isalnum()] or [0]
    for mark in reversed(marks[: letters[0]].replace(" ", "")):
        at = len(text[:start].rstrip(" ")) - 1
        start = at if at >= 0 and text[at].translate(SAME_MARKS) == mark else start
    for mark in marks[letters[-1] + 1 :].replace(" ", ""):
        at = len(text) - len(text[end:].lstrip(" "))
        end = at + 1 if at < len(text) and text[at].translate(SAME_MARKS) == mark else end
    return start, end
