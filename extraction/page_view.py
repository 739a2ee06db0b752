"""What a reader needs to see a page and to point at its words: a picture, and where each word stands on it."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from extraction.crops import open_page
from extraction.layers import box_between
from extraction.text_layer import Page, PageLine

# Pixels a point: type of 8 points is read on a screen, and still when the page is shown at twice its size.
SCALE = 2.0
# Pixels of the longer side; a poster of 3 m would take 100 MB.
LARGEST = 2600
# Of zlib's nine levels: four times as fast as the best one, for files a quarter larger.
QUICK = 2


class Word(NamedTuple):
    """A word of a page's text, and its rectangle as shares of the page's width and height (left, top, width, height).

    Without a picture of the page the rectangle is empty.
    """

    start: int
    end: int
    box: tuple[float, ...] = ()


def page_picture(path: Path, page: int) -> bytes:
    """A PNG of one page of a PDF (pages count from 1); no bytes for another kind of file and for no page.

    None either for a file that was taken away or spoilt since a run read it: its text is still there to be shown.
    """
    try:
        with open_page(path, page) as one:
            if one is None:
                return b""
            picture = one.render(scale=min(SCALE, LARGEST / max(one.get_size()))).to_pil().convert("RGB")
    except (OSError, pypdfium2.PdfiumError):
        return b""
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=QUICK)
    return out.getvalue()


def page_words(page: Page, lines: Sequence[PageLine]) -> list[list[Word]]:
    """The words of a page, line by line in the order of its text; a word that two lines share stands in the first."""
    if not lines:
        return [list(words) for words in _words_of_text(page.text)]
    return [list(_words_of_line(page, line)) for line in lines if line.page == page.page]


def _words_of_text(text: str) -> Iterator[Iterator[Word]]:
    at = 0
    for line in text.split("\n"):
        yield (Word(start, end) for start, end, _ in _spans(line, at))
        at += len(line) + 1


def _words_of_line(page: Page, line: PageLine) -> Iterator[Word]:
    """A word reaches to the next one of its line, so that a marked sentence is one stroke."""
    words = [(start, end, box_between(page.text, line, start, end)) for start, end, _ in _spans_of(page, line)]
    for (start, end, box), after in zip(words, [*words[1:], None], strict=True):
        if box:
            right = after[2].x0 if after and after[2] and after[2].x0 > box.x1 else box.x1
            shares = (box.x0 / page.width, box.top / page.height)
            yield Word(start, end, (*shares, (right - box.x0) / page.width, (box.bottom - box.top) / page.height))


def _spans_of(page: Page, line: PageLine) -> Iterator[tuple[int, int, str]]:
    return _spans(page.text[line.start : line.end], line.start)


def _spans(text: str, at: int) -> Iterator[tuple[int, int, str]]:
    for word in text.split(" "):
        if word:
            yield at, at + len(word), word
        at += len(word) + 1
