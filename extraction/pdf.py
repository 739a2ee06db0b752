"""The text of a PDF: two engines, each for what it does best, and a name for every way in which a file can fail.

pdfium reads first: on 16 articles its words in stream order, cleaned, hold .971 of the sentences and .945 of them word
for word; pdfplumber's hold .967 and .923, and take eight times as long. pdfplumber reads the file when pdfium cannot
open it, and each page that pdfium finds empty or garbled: a font without a Unicode map that pdfium gives as noise is
often read right. Whichever leaves fewer unreadable characters on that page is kept. Pages are closed as soon as they
are read: kept open, one paper of 40 MB took 6 GB.
"""

import ctypes
import logging
import math
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extraction.layers import Reading, Sheet
from extraction.page_text import Line, RawPage, Token, clean_text, flow, line_of
from identification.vocabulary import DocumentStatus

# A page is garbled when more than 5 % of its characters are unreadable: of 1,038 pages of articles and reports 1,037
# stay below 1 %, and pages with a font that has no map reach 10 % and more.
GARBLED_SHARE = 0.05
# A scan with a stamp, a date or a file number on it has some words and no text. Of 415 pages of articles and reports
# pictures cover four fifths or more of 6, and these have 3 words at most; 20 is a choice that leaves room for a stamp.
PICTURED_SHARE = 0.8
STAMP_WORDS = 20
# A whole PDF ends in %%EOF; servers append up to some kilobytes after it. A download that broke off has none, and
# what an engine then salvages looks like a short document.
TAIL_BYTES = 16 * 1024
# pdfplumber's own default is 3 points, which glues the words of tightly set columns: .116 of sentences found, not .958.
X_TOLERANCE_RATIO = 0.15

# What ends a word in pdfium's stream: space, tab, line ends, no-break space, and 2, a hyphen at a line's end. Any other
# control character is a letter whose font has no map: it stays, unreadable, and counts as such.
BREAKS = frozenset({2, 9, 10, 13, 32, 0xA0})

# 400 is regular and 700 bold; from 600 on a typographer speaks of semibold.
BOLD_WEIGHT = 600
BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
CID = re.compile(r"\(cid:\d+\)")


def read_pdf(path: Path) -> Reading:
    """The text of a PDF with a box for every word, or the status that says why there is none."""
    if b"%%EOF" not in path.read_bytes().rstrip(b"\0\r\n\t ")[-TAIL_BYTES:]:
        return Reading("", status=DocumentStatus.CORRUPT, detail="the file breaks off: its end mark is missing")
    try:
        pages, reader = list(_pdfium_pages(path)), f"pypdfium2 {version('pypdfium2')}"
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower():
            return Reading("", status=DocumentStatus.ENCRYPTED)
        pages, reader = _second_reading(path, None), f"pdfplumber {version('pdfplumber')}"
    else:
        pages, reader = _mended(path, pages, reader)
    return _judged(pages, reader)


def _judged(pages: list[RawPage], reader: str) -> Reading:
    if not pages:
        return Reading(reader, status=DocumentStatus.CORRUPT, detail="neither reader finds a page in it")
    sheets, blocks = flow(pages)
    if all(page.is_blank for page in pages):
        return Reading(reader, sheets, status=DocumentStatus.EMPTY, detail="nothing is printed on its pages")
    if all(_is_scan(page, sheet) for page, sheet in zip(pages, sheets, strict=True)):
        stamps = " ".join(" ".join(sheet.text for sheet in sheets).split())
        detail = f"the few words on pictures of its pages: {stamps}" if stamps else ""
        return Reading(reader, sheets, status=DocumentStatus.NO_TEXT, detail=detail)
    full = [(number, page) for number, page in enumerate(pages, start=1) if page.lines]
    garbled = [number for number, page in full if garbled_share(page) > GARBLED_SHARE]
    if 2 * len(garbled) > len(full):
        return Reading(reader, sheets, status=DocumentStatus.GARBLED)
    empty = [number for number, sheet in enumerate(sheets, start=1) if not sheet.text]
    notes = [_listed("without text", empty)] * bool(empty) + [_listed("garbled", garbled)] * bool(garbled)
    return Reading(reader, sheets, blocks, detail="; ".join(notes))


def _is_scan(page: RawPage, sheet: Sheet) -> bool:
    """Whether a page has no text, or no more than a stamp on a picture of a page."""
    return not sheet.text or (page.pictured >= PICTURED_SHARE and len(sheet.text.split()) < STAMP_WORDS)


def _listed(what: str, pages: list[int]) -> str:
    return f"pages {what}: " + ", ".join(str(page) for page in pages)


def _mended(path: Path, pages: list[RawPage], reader: str) -> tuple[list[RawPage], str]:
    weak = [index for index, page in enumerate(pages) if not page.lines or garbled_share(page) > GARBLED_SHARE]
    better = dict(zip(weak, _second_reading(path, weak), strict=False)) if weak else {}
    taken = [
        index for index, page in better.items() if page.lines and garbled_share(page) < garbled_share(pages[index])
    ]
    if taken:
        on = ", ".join(str(index + 1) for index in taken)
        reader = f"{reader}; pdfplumber {version('pdfplumber')} on pages {on}"
    return [better[index] if index in taken else page for index, page in enumerate(pages)], reader


def garbled_share(page: RawPage) -> float:
    """The share of a page's characters that nobody can read; a page without any is wholly unreadable."""
    text = "".join(line.text for line in page.lines)
    bad = sum(character == "\ufffd" or "\ue000" <= character <= "\uf8ff" for character in text)
    return (bad + sum(len(found) for found in CID.findall(text))) / len(text) if text else 1.0


def _pdfium_pages(path: Path) -> Iterator[RawPage]:
    document = pypdfium2.PdfDocument(path)
    try:
        for index in range(len(document)):
            page = document[index]
            text = page.get_textpage()
            width, height = page.get_size()
            lines = tuple(_pdfium_lines(text, _placing(page)))
            few = sum(len(line.text.split()) for line in lines) < 2 * STAMP_WORDS  # stamps and running heads
            yield RawPage(width, height, lines, _pictured(page) if few else 0.0, few and _is_blank(page))
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


def _placing(page: pypdfium2.PdfPage) -> Any:
    """From pdfium's coordinates, from a corner of the unturned sheet, to the top left of the page as it is seen."""
    left, bottom, right, top = page.get_cropbox()
    turns = {
        0: lambda x0, y0, x1, y1: (x0 - left, top - y1, x1 - left, top - y0),
        90: lambda x0, y0, x1, y1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        180: lambda x0, y0, x1, y1: (right - x1, y0 - bottom, right - x0, y1 - bottom),
        270: lambda x0, y0, x1, y1: (top - y1, right - x1, top - y0, right - x0),
    }
    return turns[page.get_rotation()]


def _pdfium_lines(text: pypdfium2.PdfTextPage, place: Any) -> Iterator[Line]:
    """Lines as pdfium breaks them; it gives the hyphen at a line's end as U+0002 and then no line break."""
    tokens: list[Token] = []
    word: list[int] = []
    codes = [pdfium.FPDFText_GetUnicode(text, index) for index in range(text.count_chars())]
    for index, code in enumerate([*codes, 10]):
        if code not in BREAKS:
            word.append(index)
            continue
        if code == 2 and word:
            word.append(index)
        if word and (token := _pdfium_token(text, codes, word, place)):
            tokens.append(token)
        word = []
        if code in (2, 10, 13) and tokens:
            yield line_of(tokens)
            tokens = []


def _pdfium_token(text: pypdfium2.PdfTextPage, codes: list[int], word: list[int], place: Any) -> Token | None:
    units = b"".join(_utf16(codes[index]) for index in word)
    letters = units.decode("utf-16-le", errors="replace").replace("\u0002", "-")
    clean = clean_text(letters)
    if not clean:
        return None
    rectangle = pdfium.FS_RECTF()
    sides = []
    for index in (word[0], word[-1]):
        if pdfium.FPDFText_GetLooseCharBox(text, index, rectangle):
            sides.append(place(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top))
    return Token(clean, *_around(sides), *_type(text, word[0]))


def _utf16(code: int) -> bytes:
    return code.to_bytes(2, "little") if code < 0x10000 else chr(code).encode("utf-16-le")


def _around(sides: list[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    if not sides:
        return 0.0, 0.0, 0.0, 0.0
    x0, top, x1, bottom = zip(*sides, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def _type(text: pypdfium2.PdfTextPage, index: int) -> tuple[float, bool]:
    """Size and weight of a letter's type. Many producers write size 1 and scale it, so both have to be multiplied."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(text, index, name, 128, None)
    size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    bold = pdfium.FPDFText_GetFontWeight(text, index) >= BOLD_WEIGHT or BOLD.search(name.value.decode("latin-1"))
    return size, bool(bold)


def _second_reading(path: Path, wanted: list[int] | None) -> list[RawPage]:
    """The pages, all or some, as pdfplumber reads them; none when it cannot open the file either."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    pages = []
    try:
        with pdfplumber.open(path) as document:
            for index, page in enumerate(document.pages):
                if wanted is None or index in wanted:
                    pages.append(_plumbed(page))
                page.close()
    except Exception:  # pdfminer lets anything through that a broken file can cause, often with an empty message
        return pages
    return pages


def _plumbed(page: Any) -> RawPage:
    words = page.extract_words(
        use_text_flow=True, x_tolerance_ratio=X_TOLERANCE_RATIO, return_chars=True, expand_ligatures=False
    )
    left, top = page.bbox[0], page.bbox[1]
    tokens = [token for word in words if (token := _plumbed_token(word, left, top))]
    return RawPage(float(page.width), float(page.height), tuple(_lines(tokens)))


def _plumbed_token(word: dict[str, Any], left: float, top: float) -> Token | None:
    clean = clean_text(word["text"])
    first = word["chars"][0]
    box = (word["x0"] - left, word["top"] - top, word["x1"] - left, word["bottom"] - top)
    return Token(clean, *box, first["size"], bool(BOLD.search(first["fontname"]))) if clean else None


def _lines(tokens: list[Token]) -> Iterator[Line]:
    """Words in stream order as lines: a line ends where the next word is not to the right at the same height.

    A word printed twice on one spot, as some programs make bold type, counts once.
    """
    line: list[Token] = []
    for token in tokens:
        if line and token.text == line[-1].text and abs(token.x0 - line[-1].x0) < token.size / 2:
            continue
        if line and (token.top > line[-1].bottom or token.bottom < line[-1].top or token.x0 < line[-1].x0):
            yield line_of(line)
            line = []
        line.append(token)
    if line:
        yield line_of(line)
