"""Where a quote stands in a document: at its place, moved, in other spelling, or nearly. Or nowhere.

Engines and versions differ in spaces, hyphens and ligatures, so that an exact match survives a change of engine in
few quotes and a match of letters and digits in nearly all. How a quote was found is always told: a quote found "near"
is not the quote that somebody coded, and a person looks at it.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from extraction.documents import Page

EXACT, LETTERS, NEAR = "exact", "letters and digits", "near"
# Of 100. At 90 every quote is found again after a change of engine and none of 300 is found in a wrong document.
NEAR_CUTOFF = 90
# With fewer letters than this, 90 of 100 allows one changed letter in a phrase that any document might hold; such a
# quote has to match letter for letter, as whole words, on the page where it was coded.
SHORT_QUOTE = 20
# The marks that may close a quote and are no letters.
CLOSING = ".,;:!?…)]}\"'”’»"


@dataclass(frozen=True)
class Anchor:
    """The place of a quote and the words that stand there; `found` is exact, letters and digits, or near."""

    page: int
    start: int
    end: int
    text: str
    found: str


def find_quote(quote: str, page: int, start: int, end: int, pages: Sequence[Page]) -> Anchor | None:
    """The place of a quote that was coded at `page`, `start`, `end`; None when it is not in these pages.

    Its own page is searched first, exactly, then by letters and digits, then the other pages from the nearest on, and
    last its own page again for a near match. Of several places the one nearest to `start` is taken.
    """
    own = [one for one in pages if one.page == page]
    others = sorted((one for one in pages if one.page != page), key=lambda one: (abs(one.page - page), one.page))
    if own and quote.strip() and own[0].text[start:end] == quote:
        return Anchor(page, start, end, quote, EXACT)
    is_short = len(_letters(quote)) < SHORT_QUOTE
    for one in own + ([] if is_short else others):
        if anchor := _verbatim(quote, start, one) or _by_letters(quote, start, one, whole_words=is_short):
            return anchor
    return None if is_short or not own else _near(quote, own[0])


def _verbatim(quote: str, start: int, page: Page) -> Anchor | None:
    if not quote.strip():
        return None
    places = [place for place in _occurrences(quote, page.text) if _is_whole(page.text, place, place + len(quote))]
    if not places:
        return None
    place = min(places, key=lambda found: abs(found - start))
    return Anchor(page.page, place, place + len(quote), quote, EXACT)


def _by_letters(quote: str, start: int, page: Page, *, whole_words: bool) -> Anchor | None:
    wanted = _letters(quote)
    letters, offsets = _lettered(page.text)
    spans = [(offsets[at], offsets[at + len(wanted) - 1] + 1) for at in _occurrences(wanted, letters)]
    spans = [span for span in spans if not whole_words or _is_whole(page.text, *span)]
    if not spans:
        return None
    first, last = min(spans, key=lambda span: abs(span[0] - start))
    last = _with_closing(quote, page.text, last)
    text = page.text[first:last]
    return Anchor(page.page, first, last, text, EXACT if text == quote else LETTERS)


def _near(quote: str, page: Page) -> Anchor | None:
    wanted = _letters(quote)
    letters, offsets = _lettered(page.text)
    if len(letters) < len(wanted) * NEAR_CUTOFF // 100:
        return None
    best = fuzz.partial_ratio_alignment(wanted, letters, score_cutoff=NEAR_CUTOFF)
    if best is None or best.dest_end <= best.dest_start:
        return None
    first, last = _to_words(page.text, offsets[best.dest_start], offsets[best.dest_end - 1] + 1)
    last = _with_closing(quote, page.text, last)
    return Anchor(page.page, first, last, page.text[first:last], NEAR)


def _occurrences(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _letters(text: str) -> str:
    return _lettered(text)[0]


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


def _with_closing(quote: str, text: str, end: int) -> int:
    """The end with the marks that close the quote, where they stand in the text too."""
    closing = quote[len(quote.rstrip(CLOSING)) :]
    while end < len(text) and text[end] in closing:
        end += 1
    return end
