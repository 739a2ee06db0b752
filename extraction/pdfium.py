"""The lines of a PDF's pages as pdfium finds them, in the order of the content stream, each word with its place.

The fast path: one call for a page's text, two for each word's sides and one for its type. Whatever is asked of pdfium
for each letter costs more than pdfium's own work on the page.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extraction.drawings import Place, placing, rules_of
from extraction.lines import Box4, RawLine, RawPage, Type, clean_text, lines_of

# 400 is regular and 700 bold; from 600 on a typographer speaks of semibold.
BOLD_WEIGHT = 600
BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
# With fewer words than this a page may be blank or a scan under a stamp and a running head: its objects are looked at.
FEW_WORDS = 40
# What ends a word in pdfium's stream: space, tab, line ends, no-break space, and its mark for a hyphen at a line's end.
# Any other control character is a letter whose font has no map: it stays, unreadable, and counts as such.
HYPHEN = "\ufffe"
WORD = re.compile(f"[^\t\n\r \u00a0{HYPHEN}]+{HYPHEN}?")
CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f]")
LINE = re.compile(f"[^\n\r{HYPHEN}]+{HYPHEN}?")
# Where a line begins with this a table may stand, and the drawings of its page are looked at.
TABLE = re.compile(r"(?i)(?:\w+\s+)?tab(?:le|\.)\W")


def pdfium_pages(path: Path) -> Iterator[RawPage]:
    """The pages of a PDF, each closed before the next is opened."""
    document = pypdfium2.PdfDocument(path)
    try:
        for index in range(len(document)):
            page = document[index]
            text = page.get_textpage()
            width, height = page.get_size()
            lines = tuple(_lines(text, placing(page)))
            rules = rules_of(page) if any(TABLE.match(line.text) for line in lines) else ()
            few = sum(len(line.words) for line in lines) < FEW_WORDS
            yield RawPage(width, height, lines, _pictured(page) if few else 0.0, few and _is_blank(page), rules)
            text.close()
            page.close()
    finally:
        document.close()


def _pictured(page: pypdfium2.PdfPage) -> float:
    """The share of a page that its pictures cover; scanners save a page whole or in strips."""
    left, bottom, right, top = page.get_cropbox()
    sides = [picture.get_bounds() for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])]
    return float(sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in sides) / ((right - left) * (top - bottom)))


def _is_blank(page: pypdfium2.PdfPage) -> bool:
    return not pdfium.FPDFPage_CountObjects(page) and not pdfium.FPDFPage_GetAnnotCount(page)


def _lines(page: pypdfium2.PdfTextPage, place: Place) -> Iterator[RawLine]:
    """Lines as pdfium breaks them; after its mark for a hyphen at a line's end it gives no line break."""
    raw, letters, types = page.raw, _letters(page), _Types(page.raw)
    plain = not CONTROL.search(letters)
    for line in LINE.finditer(letters):
        spans = [found.span() for found in WORD.finditer(letters, *line.span())]
        if not spans:
            continue
        first, last = types.of(spans[0][0]), types.of(spans[-1][0])
        words, boxes, styles = [], [], []
        for start, end in spans:
            word = letters[start:end]
            if not (plain and word.isascii()):
                word = clean_text(_joined(word))
            box = _box(raw, start, end, types.box) if word else None
            if box:
                words.append(word)
                boxes.append(place(*box))
                styles.append(first if first == last else types.of(start))  # what stands between is of no other size
        if words:
            yield from lines_of(words, boxes, styles)


def _box(raw: Any, start: int, end: int, box: Any) -> Box4 | None:
    """The box around the first and the last letter of a word."""
    if not pdfium.FPDFText_GetLooseCharBox(raw, start, box):
        return None
    x0, y0, x1, y1 = box.left, box.bottom, box.right, box.top
    if end - start > 1 and pdfium.FPDFText_GetLooseCharBox(raw, end - 1, box):
        if box.bottom == y0 and box.left > x0:  # as in nearly all words; else one runs up, down or to the left
            return x0, y0, box.right, y1
        return min(x0, box.left), min(y0, box.bottom), max(x1, box.right), max(y1, box.top)
    return x0, y0, x1, y1


def _letters(page: pypdfium2.PdfTextPage) -> str:
    """A page's text with one character for each that pdfium counts, so that places in it are pdfium's own."""
    count = page.count_chars()
    units = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(page.raw, 0, count, units) == count + 1:
        return "".join(map(chr, units[:count]))
    codes = (pdfium.FPDFText_GetUnicode(page.raw, index) for index in range(count))  # it left unmapped letters out
    return "".join(HYPHEN if code == 2 else chr(code) for code in codes)


def _joined(word: str) -> str:
    """The word with the hyphen at its end, and halves of characters beyond the basic plane put together."""
    if word.isascii():
        return word
    word = word.replace(HYPHEN, "-")
    if not any("\ud800" <= letter <= "\udfff" for letter in word):
        return word
    return word.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")


class _Types:
    """Size and weight of a page's letters, asked once for each piece of text; `box` is for pdfium to fill."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.known: dict[int, Type] = {}
        self.box = pdfium.FS_RECTF()
        self.matrix = pdfium.FS_MATRIX()
        self.name = ctypes.create_string_buffer(128)

    def of(self, index: int) -> Type:
        """Of the letter at `index`."""
        piece = pdfium.FPDFText_GetTextObject(self.raw, index)
        key = ctypes.addressof(piece.contents) if piece else -index
        if key not in self.known:
            self.known[key] = self._asked(index)
        return self.known[key]

    def _asked(self, index: int) -> Type:
        """Many producers write size 1 and scale it, so both have to be multiplied."""
        pdfium.FPDFText_GetMatrix(self.raw, index, self.matrix)
        size = pdfium.FPDFText_GetFontSize(self.raw, index) * math.hypot(self.matrix.c, self.matrix.d)
        if pdfium.FPDFText_GetFontWeight(self.raw, index) >= BOLD_WEIGHT:
            return size, True
        pdfium.FPDFText_GetFontInfo(self.raw, index, self.name, 128, None)
        return size, bool(BOLD.search(self.name.value.decode("latin-1")))
