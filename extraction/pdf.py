"""The text of a PDF: two engines, each for what it does best, and a name for every way in which a file can fail.

pdfium reads first: on 16 articles its words in stream order, cleaned, hold .971 of the sentences and .945 of them word
for word; pdfplumber's hold .967 and .923, and take eight times as long. pdfplumber reads the file when pdfium cannot
open it, and each page that pdfium finds empty or garbled: a font without a Unicode map that pdfium gives as noise is
often read right. Whichever leaves fewer unreadable characters on that page is kept. Pages are closed as soon as they
are read: kept open, one paper of 40 MB took 6 GB.
"""

import logging
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pypdfium2

from extraction.layers import Reading, Sheet
from extraction.lines import Box4, RawLine, RawPage, Type, clean_text, lines_of
from extraction.order import is_doubtful
from extraction.page_text import flow
from extraction.pdfium import BOLD, pdfium_pages
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

UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
CID = re.compile(r"\(cid:\d+\)")


def read_pdf(path: Path) -> Reading:
    """The text of a PDF with a box for every word, or the status that says why there is none."""
    if b"%%EOF" not in path.read_bytes().rstrip(b"\0\r\n\t ")[-TAIL_BYTES:]:
        return Reading("", status=DocumentStatus.CORRUPT, detail="the file breaks off: its end mark is missing")
    try:
        pages, reader = list(pdfium_pages(path)), f"pypdfium2 {version('pypdfium2')}"
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
    sheets, blocks, tables = flow(pages)
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
    doubtful = [number for number, page in full if is_doubtful(page)]
    found = {"without text": empty, "garbled": garbled, "whose order is doubtful": doubtful}
    notes = [_listed(what, numbers) for what, numbers in found.items() if numbers]
    return Reading(reader, sheets, blocks, detail="; ".join(notes), tables=tables)


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
    text = "".join([line.text for line in page.lines])
    bad = 0 if text.isascii() else len(UNREADABLE.findall(text))
    return (bad + sum(map(len, CID.findall(text)))) / len(text) if text else 1.0


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
    return RawPage(float(page.width), float(page.height), tuple(_lines(words, left, top)))


def _lines(found: list[dict[str, Any]], left: float, top: float) -> Iterator[RawLine]:
    """Words in stream order as lines: a line ends where the next word is not to the right at the same height.

    A word printed twice on one spot, as some programs make bold type, counts once.
    """
    words: list[str] = []
    boxes: list[Box4] = []
    types: list[Type] = []
    for one in found:
        word, first = clean_text(one["text"]), one["chars"][0]
        box = (one["x0"] - left, one["top"] - top, one["x1"] - left, one["bottom"] - top)
        if not word or (words and word == words[-1] and abs(box[0] - boxes[-1][0]) < first["size"] / 2):
            continue
        if boxes and (box[1] > boxes[-1][3] or box[3] < boxes[-1][1] or box[0] < boxes[-1][0]):
            yield from lines_of(words, boxes, types)
            words, boxes, types = [], [], []
        words.append(word)
        boxes.append(box)
        types.append((first["size"], bool(BOLD.search(first["fontname"]))))
    if words:
        yield from lines_of(words, boxes, types)
