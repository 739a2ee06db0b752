"""The full texts of the worked example: one Markdown source each, written as PDF, scan, Word, web page or plain text.

The same source gives the same bytes: fixed dates, no random names, images without metadata.
"""

import io
import re
import textwrap
import zipfile
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, FrameBreak, NextPageTemplate, PageTemplate, Paragraph

NOTICE = "Synthetic text written for a worked example"
TWO_COLUMNS, SCANNED = "okonjo_2021", "harland_2019"
MARGIN, GUTTER, HEAD = 62, 18, 130  # points: the white edge, the space between columns, the room for the title
SCAN_SCALE = 1.6  # 115 dots per inch: readable on a screen, 30 kB a page in black and white
WRITTEN = datetime(2026, 3, 6)
ZIP_DATE = (2026, 3, 6, 0, 0, 0)

TITLE = ParagraphStyle("title", fontName="Times-Bold", fontSize=17, leading=21, spaceAfter=6)
SMALL = ParagraphStyle("small", fontName="Times-Italic", fontSize=9, leading=12, spaceAfter=6)
H2 = ParagraphStyle(
    "h2", fontName="Helvetica-Bold", fontSize=13, leading=16, spaceBefore=10, spaceAfter=5, keepWithNext=1
)
H3 = ParagraphStyle(
    "h3", fontName="Helvetica-Bold", fontSize=11.5, leading=14, spaceBefore=7, spaceAfter=4, keepWithNext=1
)
BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11.5, leading=17, spaceAfter=9)
FOOT = ParagraphStyle("foot", fontName="Times-Italic", fontSize=8, leading=10, alignment=TA_CENTER)


class Piece(NamedTuple):
    """A heading of level 2 or 3, or a paragraph of level 0."""

    level: int
    text: str


@dataclass(frozen=True)
class Article:
    """The source of one full text."""

    title: str
    authors: str
    source: str
    pieces: tuple[Piece, ...]


def write_full_text(source: Path, path: Path) -> None:
    """Write one full text in the format that the ending of `path` names."""
    article = read_article(source)
    path.parent.mkdir(parents=True, exist_ok=True)
    if source.stem == SCANNED:
        content = _scan(_pdf(article, columns=1))
    elif path.suffix == ".pdf":
        content = _pdf(article, columns=2 if source.stem == TWO_COLUMNS else 1)
    else:
        content = {".docx": _docx, ".html": _html, ".txt": _text}[path.suffix](article)
    path.write_bytes(content)


def read_article(source: Path) -> Article:
    """The front matter and the pieces of a Markdown source."""
    _, front, body = source.read_text(encoding="utf-8").split("---\n", 2)
    pieces = []
    for block in re.split(r"\n\s*\n|\n(?=\d+\. )", body.strip()):
        marks, text = re.match(r"(#*)\s*(.*)", block, re.DOTALL).groups()  # type: ignore[union-attr]
        pieces.append(Piece(len(marks), " ".join(text.split())))
    return Article(**yaml.safe_load(front), pieces=tuple(pieces))


def _pdf(article: Article, *, columns: int) -> bytes:
    buffer = io.BytesIO()
    document = BaseDocTemplate(buffer, pagesize=A4, title=article.title, author=article.authors, invariant=1)
    document.addPageTemplates([_template("first", columns, article, head=HEAD), _template("later", columns, article)])
    front: list[Flowable] = [Paragraph(escape(article.title), TITLE), Paragraph(escape(article.authors), SMALL)]
    front += [
        Paragraph(escape(article.source), SMALL),
        Paragraph(NOTICE, SMALL),
        NextPageTemplate("later"),
        FrameBreak(),
    ]
    styles = {0: BODY, 2: H2, 3: H3}
    document.build([*front, *(Paragraph(escape(piece.text), styles[piece.level]) for piece in article.pieces)])
    return buffer.getvalue()


def _template(name: str, columns: int, article: Article, head: float = 0) -> PageTemplate:
    width, height = A4
    each = (width - 2 * MARGIN - (columns - 1) * GUTTER) / columns
    tall = height - 2 * MARGIN - head
    frames = [Frame(MARGIN, height - MARGIN - head, width - 2 * MARGIN, head, 0, 0, 0, 0)] if head else []
    frames += [Frame(MARGIN + at * (each + GUTTER), MARGIN, each, tall, 0, 0, 0, 0) for at in range(columns)]
    return PageTemplate(name, frames, onPage=lambda canvas, _: _running(canvas, article))


def _running(canvas: Canvas, article: Article) -> None:
    width, height = A4
    canvas.setFont("Times-Italic", 8)
    canvas.drawString(MARGIN, height - 36, article.source.partition(".")[0])
    canvas.drawCentredString(width / 2, 30, f"{NOTICE} · page {canvas.getPageNumber()}")


def _scan(pdf: bytes) -> bytes:
    """The pages of a PDF as black and white pictures of themselves: what a photocopier sends."""
    import pypdfium2

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setTitle(NOTICE)
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=SCAN_SCALE, grayscale=True).to_pil().convert("1")
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _docx(article: Article) -> bytes:
    import docx

    document = docx.Document()
    properties = document.core_properties
    properties.author, properties.title, properties.comments = article.authors, article.title, NOTICE
    properties.created = properties.modified = WRITTEN
    document.add_paragraph(NOTICE)
    document.add_heading(article.title, level=0)
    document.add_paragraph(article.authors)
    document.add_paragraph(article.source)
    for piece in article.pieces:
        add: Any = document.add_paragraph if not piece.level else document.add_heading
        add(piece.text, **({"level": piece.level - 1} if piece.level else {}))
    buffer = io.BytesIO()
    document.save(buffer)
    return _with_fixed_dates(buffer.getvalue())


def _with_fixed_dates(archive: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(buffer, "w") as target:
        for member in source.infolist():
            dated = zipfile.ZipInfo(member.filename, ZIP_DATE)
            target.writestr(dated, source.read(member), compress_type=zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _html(article: Article) -> bytes:
    tags = {0: "p", 2: "h2", 3: "h3"}
    body = "\n".join(f"<{tags[level]}>{escape(text)}</{tags[level]}>" for level, text in article.pieces)
    page = f"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{escape(article.title)}</title></head>
<body>
<nav><ul><li><a href="#">Home</a></li><li><a href="#">Equality and diversity statement</a></li></ul></nav>
<main><article>
<p>{NOTICE}</p>
<h1>{escape(article.title)}</h1>
<p>{escape(article.authors)}</p>
<p>{escape(article.source)}</p>
{body}
</article></main>
<footer><p>We use cookies.</p></footer>
</body>
</html>
"""
    return page.encode()


def _text(article: Article) -> bytes:
    lines = [NOTICE, "", article.title.upper(), article.authors, article.source, ""]
    for piece in article.pieces:
        lines += [*(textwrap.wrap(piece.text, 78, break_on_hyphens=False)), ""]
    return "\n".join(lines).encode()
