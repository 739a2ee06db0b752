"""The text of full texts that have no page image: HTML, Word, plain text and Markdown. Each is one page."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from extraction.headings import is_item, is_section
from extraction.layers import Block, Paragraph, Reading, Sheet, one_sheet
from identification.vocabulary import DocumentStatus

# A Word file unpacks to at most this: a 600-page report with its images stays below 100 MB; what unpacks to more was
# made to fill a disk.
UNPACKED_BYTES = 300_000_000
# From this length on a line that does not end a sentence was wrapped by an editor (they wrap at 65 to 80).
WRAPPED = 60
# A heading in plain text is a line of at most this length that ends no sentence, or asks: a title may end in a quoted
# word, and an interview stands under its questions.
HEADING_LENGTH = 80
# Ranks in plain text, where no type tells them: a section's usual name stands above any other heading.
SECTION_RANK, HEADING_RANK = 1, 2

# The elements of trafilatura's tree that hold lines of their own; others stand within a line.
HOLDERS = frozenset({"body", "code", "cell", "head", "item", "list", "p", "quote", "row", "table"})


def read_html(data: bytes) -> Reading:
    """The main text of a web page: headings, paragraphs, list items and table cells, a line each."""
    import trafilatura

    tree = trafilatura.bare_extraction(decoded(data), favor_recall=True, include_comments=False, with_metadata=False)
    body = getattr(tree, "body", None)
    reading = one_sheet(f"trafilatura {trafilatura.__version__}", [] if body is None else _html_paragraphs(body))
    return reading if reading.blocks else Reading(reading.reader, status=DocumentStatus.NO_TEXT)


def _html_paragraphs(element: Any) -> Iterator[Paragraph]:
    loose = element.text or ""
    for child in element:
        if child.tag in HOLDERS:
            yield _html_paragraph(element, loose)
            yield from _html_paragraphs(child)
            loose = child.tail or ""
        else:
            loose += (" " if child.tag == "lb" else "".join(child.itertext())) + (child.tail or "")
    yield _html_paragraph(element, loose)


def _html_paragraph(element: Any, text: str) -> Paragraph:
    rank = int(element.get("rend", "h3")[-1]) if element.tag == "head" else 0
    return Paragraph(text, rank, element.tag == "item")


def read_docx(data: bytes) -> Reading:
    """The paragraphs and table cells of a Word file in their order. Notes and text boxes are not among them."""
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > UNPACKED_BYTES:
                return Reading("", status=DocumentStatus.CORRUPT, detail="unpacks to more than a document can hold")
        document = docx.Document(io.BytesIO(data))
    except Exception as fault:  # python-docx lets through whatever zipfile and lxml raise
        return Reading("", status=DocumentStatus.CORRUPT, detail=str(fault) or type(fault).__name__)
    reading = one_sheet("python-docx", _docx_paragraphs(document))
    return reading if reading.blocks else Reading(reading.reader, status=DocumentStatus.NO_TEXT)


def _docx_paragraphs(holder: Any) -> Iterator[Paragraph]:
    for part in holder.iter_inner_content():
        if hasattr(part, "rows"):
            cells = {cell._tc: cell for row in part.rows for cell in row.cells}
            for cell in cells.values():
                yield from _docx_paragraphs(cell)
        else:
            style = part.style.name if part.style is not None else ""
            numbered = part._p.pPr is not None and part._p.pPr.numPr is not None
            yield Paragraph(part.text, _docx_rank(style), numbered or style.startswith("List"))


def _docx_rank(style: str) -> int:
    heading = re.fullmatch(r"Heading (\d)", style)
    return int(heading[1]) + 1 if heading else int(style == "Title")


def read_text(data: bytes) -> Reading:
    """The file's text as it stands, so that offsets into it and into the page are the same."""
    text = decoded(data)
    if not text.strip():
        return Reading("text", status=DocumentStatus.EMPTY)
    return Reading("text", (Sheet(0, 0, text),), tuple(text_blocks(text)))


def decoded(data: bytes) -> str:
    """Bytes as text with line ends as `open` gives them: by byte-order mark, else UTF-8, else Windows-1252.

    No guess by statistics: it would change with its library, and every offset behind a changed letter with it.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def text_blocks(text: str) -> Iterator[Block]:
    """The paragraphs, list items and headings of plain text or Markdown, found by blank lines, bullets and length."""
    for part in re.finditer(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text):
        start = part.start()
        lines = list(re.finditer(r"[^\n]+", part[0]))
        for line, following in zip(lines, [*lines[1:], None], strict=True):
            if following is None or not _goes_on(line[0], following[0]):
                yield _text_block(text, start, part.start() + line.end())
                start = part.start() + (following.start() if following else 0)


def _goes_on(line: str, following: str) -> bool:
    if is_item(following.strip()) or line.startswith("#"):
        return False
    unfinished = len(line) >= WRAPPED or following.lstrip()[:1].islower()
    return unfinished and not is_section(line.strip())


def _text_block(text: str, start: int, end: int) -> Block:
    piece = text[start:end].strip()
    marks = re.match(r"(#{1,6})\s", piece)
    if marks:
        return Block(1, start, end, len(marks[1]))
    if is_section(piece):
        return Block(1, start, end, SECTION_RANK)
    ends = piece.endswith("?") or piece.rstrip("'\"’”»)]")[-1:].isalnum()
    like_heading = len(piece) <= HEADING_LENGTH and piece[:1].isupper() and ends and not is_item(piece)
    return Block(1, start, end, HEADING_RANK if like_heading else 0, is_item(piece))
