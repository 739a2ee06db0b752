"""What does the page look like where a quote stands? A picture of it with the quote boxed, for readers who want to see.

The characters are found again in the PDF itself, so that the boxes hold just the words; where pdfium does not read them
(a page that another library had to read) the rectangles of the text layer are drawn, which hold whole lines.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref, c_int
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw

from extraction.anchors import letters_of
from extraction.selectors import AnchoredQuote
from extraction.text_layer import Box

# Pixels a point: 144 dots per inch, at which type of 8 points is read on a screen.
SCALE = 2.0
# Bytes in which a PDF says what it is; some servers put a few lines ahead of its mark.
HEAD = 1024
# Points of the page above and below the quote: some lines, so that the sentence before can be read.
MARGIN = 40.0
# Points around the words, so that the box does not touch them.
AIR = 1.5
# Of the type's size, between two words of a line: justified lines stretch a blank to more than one.
BLANK = 3.0
# Red that stands out from black and grey print, and its width in pixels.
COLOUR, WIDTH = (196, 30, 58), 2

Pixels = tuple[float, ...]


def crop_quote(path: Path, place: AnchoredQuote, *, scale: float = SCALE) -> bytes | None:
    """A PNG of the strip of the page on which a quote stands, each of its lines boxed; None without a page image."""
    with open_page(path, place.page) as page:
        if page is None:
            return None
        picture = page.render(scale=scale).to_pil().convert("RGB")
        boxes = quote_boxes(page, place.exact, picture.size, nearest=place.boxes[:1], scale=scale)
    strip = cut_out(picture, boxes or line_boxes(place, scale), scale)
    out = io.BytesIO()
    if strip:
        strip.save(out, "PNG", optimize=True)
    return out.getvalue() or None


def line_boxes(place: AnchoredQuote, scale: float) -> list[Pixels]:
    """The rectangles of the text layer in pixels, which hold whole lines: where the letters are not found."""
    return [tuple(scale * side for side in (one.x0, one.top, one.x1, one.bottom)) for one in place.boxes]


def cut_out(picture: Image.Image, boxes: Sequence[Pixels], scale: float) -> Image.Image | None:
    """The strip of a page around some boxes, each of them drawn; the picture that is given is not changed."""
    if not boxes:
        return None
    first = max(0, int(min(box[1] for box in boxes) - MARGIN * scale))
    last = min(picture.height, int(max(box[3] for box in boxes) + MARGIN * scale))
    strip, air = picture.crop((0, first, picture.width, last)), AIR * scale
    drawn = ImageDraw.Draw(strip)
    for x0, top, x1, bottom in boxes:
        place = (x0 - air, top - first - air, x1 + air, bottom - first + air)
        drawn.rectangle(place, outline=COLOUR, width=WIDTH)
    return strip


@contextmanager
def open_page(path: Path, number: int) -> Iterator[pypdfium2.PdfPage | None]:
    """One page of a PDF (pages count from 1), closed afterwards; None for another kind of file and for no such page."""
    with open(path, "rb") as file:
        is_pdf = b"%PDF-" in file.read(HEAD)
    if not is_pdf:
        yield None
        return
    with pypdfium2.PdfDocument(path) as document:
        page = document[number - 1] if 1 <= number <= len(document) else None
        try:
            yield page
        finally:
            if page is not None:
                page.close()


def quote_boxes(
    page: pypdfium2.PdfPage, quote: str, size: tuple[int, int], *, nearest: Iterable[Box] = (), scale: float = SCALE
) -> list[Pixels]:
    """A rectangle in pixels for each line of a quote on a page, around its characters; none where it is not found.

    Of several places the one nearest to the first of the rectangles given is taken.
    """
    text = page.get_textpage()
    letters, places = _letters(text)
    found: list[list[Pixels]] = []
    wanted, at = letters_of(quote), -1
    while wanted and (at := letters.find(wanted, at + 1)) >= 0:
        found.append([_on_picture(page, text, place, size) for place in places[at : at + len(wanted)]])
    text.close()
    if not found:
        return []
    heights = [scale * box.top for box in nearest] or [0.0]
    return list(_lines(min(found, key=lambda one: abs(one[0][1] - heights[0]))))


def _letters(text: pypdfium2.PdfTextPage) -> tuple[str, list[int]]:
    """The letters and digits of a page, and for each the number of its character."""
    letters, places = [], []
    for place in range(text.count_chars()):
        for letter in letters_of(chr(pdfium.FPDFText_GetUnicode(text, place))):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def _on_picture(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, place: int, size: tuple[int, int]) -> Pixels:
    """The box of a character on the picture of its page, however the page is turned and cut."""
    left, bottom, right, top = text.get_charbox(place, loose=True)
    corners = [_to_pixels(page, x, y, size) for x, y in ((left, bottom), (right, top))]
    (xs, ys) = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _to_pixels(page: pypdfium2.PdfPage, x: float, y: float, size: tuple[int, int]) -> tuple[int, int]:
    across, down = c_int(), c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, byref(across), byref(down))
    return across.value, down.value


def _lines(boxes: Sequence[Pixels]) -> Iterator[Pixels]:
    """The boxes of characters, joined as long as they stand beside each other, or below each other in upright lines."""
    upright = sum(abs(b[1] - a[1]) - abs(b[0] - a[0]) for a, b in pairwise(boxes)) > 0 and _is_narrow(boxes)
    along, across = (1, 0) if upright else (0, 1)
    line: list[Pixels] = []
    for box in boxes:
        if line and not _follows(line[-1], box, along, across):
            yield _around(line)
            line = []
        line.append(box)
    if line:
        yield _around(line)


def _is_narrow(boxes: Sequence[Pixels]) -> bool:
    """Whether most characters stand over or under the one before, as they do in upright lines only."""
    over = sum(a[0] < b[2] and b[0] < a[2] for a, b in pairwise(boxes))
    return over * 2 > len(boxes)


def _follows(last: Pixels, box: Pixels, along: int, across: int) -> bool:
    overlap = box[across] < last[across + 2] and last[across] < box[across + 2]
    gap = max(box[along] - last[along + 2], last[along] - box[along + 2])
    return overlap and gap <= BLANK * (last[across + 2] - last[across])


def _around(boxes: Sequence[Pixels]) -> Pixels:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)
