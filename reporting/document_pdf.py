"""A document as PDF: laid out by Typst, fonts embedded, tagged so that a screen reader can follow it."""

import json
from dataclasses import replace
from pathlib import Path

import pypdfium2
import typst

from reporting.document_parts import Paper, as_data

LAYOUT = Path(__file__).parent / "templates" / "document.typ"
SHORT_TITLE = 90  # signs that a foot of a page has room for


def write_pdf(paper: Paper) -> bytes:
    """The document as the bytes of a PDF, the same for the same parts.

    The words reach Typst as data, so that none is read as markup. The PDF conforms to PDF/UA-1; where a sign is in no
    font of the machine, which that standard forbids, it is tagged all the same and shows a box for the sign.
    """
    title = paper.title if len(paper.title) <= SHORT_TITLE else f"{paper.title[:SHORT_TITLE].rstrip()}\u2026"
    told = {"kind": paper.kind, "short": title, "opening": as_data(paper.opening), "body": as_data(paper.body)}
    data = json.dumps({**as_data(replace(paper, parts=())), **told}, ensure_ascii=False)
    try:
        return _compile(data, accessible=True)
    except typst.TypstError as fault:
        if "could not be displayed" not in str(fault):
            raise
        return _compile(data, accessible=False)


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pypdfium2.PdfDocument(pdf) as read:
        return len(read)


def _compile(data: str, *, accessible: bool) -> bytes:
    """The standard is PDF/UA-1 (ISO 14289-1): Typst refuses what a screen reader could not follow."""
    layout, words = LAYOUT.read_bytes(), {"data": data}
    if accessible:
        return typst.compile(layout, format="pdf", sys_inputs=words, pdf_standards="ua-1", timestamp=0)
    return typst.compile(layout, format="pdf", sys_inputs=words, timestamp=0)
