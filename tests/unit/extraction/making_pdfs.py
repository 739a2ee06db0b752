"""Small PDFs that show one thing each."""

import io
import re
from pathlib import Path

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEFT = (
    "Systems leaders work across boun-",
    "daries that others drew. They build",
    "trust before they need it, and they",
)
RIGHT = (
    "share the credit afterwards. None of",
    "them works alone. A well-known long-",
    "term view helps.",
)


def two_columns(path: Path, *, pages: int = 1) -> Path:
    """Pages with a running head, a heading, two columns, and a page number; a sentence crosses the columns."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, HEIGHT - 40, "Journal of Connected Work 8 (2021)")
        canvas.drawCentredString(WIDTH / 2, 30, str(100 + number))
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(72, HEIGHT - 90, f"Findings of part {number}")
        canvas.setFont("Helvetica", 11)
        for x, lines in ((72, LEFT), (312, RIGHT)):
            for row, line in enumerate(lines):
                canvas.drawString(x, HEIGHT - 120 - 14 * row, line)
        canvas.showPage()
    canvas.save()
    return path


def written(path: Path, *pages: str) -> Path:
    """Pages with the given lines, one below the other."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for page in pages:
        canvas.setFont("Helvetica", 11)
        for row, line in enumerate(page.splitlines()):
            canvas.drawString(72, HEIGHT - 120 - 14 * row, line)
        canvas.showPage()
    canvas.save()
    return path


def turned(path: Path, line: str) -> Path:
    """A page that is shown turned by a quarter, as scanners and slide programs make them."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setPageRotation(90)
    canvas.drawString(100, 300, line)
    canvas.save()
    return path


def image_only(path: Path) -> Path:
    """A scan: a picture of a page and no text."""
    picture = io.BytesIO()
    Image.new("L", (60, 80), 200).save(picture, "PNG")
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
    canvas.save()
    return path


def stamped_scan(path: Path, *, words: int = 3, strips: int = 1) -> Path:
    """A picture of a page, whole or in strips as scanners save it, and over it some words as text."""
    picture = io.BytesIO()
    Image.new("L", (60, 80), 200).save(picture, "PNG")
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for strip in range(strips):
        canvas.drawImage(ImageReader(picture), 0, strip * HEIGHT / strips, WIDTH, HEIGHT / strips)
    for number in range(words):
        canvas.drawString(72, 700 - 14 * number, f"received{number}")
    canvas.save()
    return path


def blank(path: Path) -> Path:
    """Two pages on which nothing is printed."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    return path


def with_password(path: Path) -> Path:
    """A PDF that opens with a password only."""
    canvas = Canvas(str(path), pagesize=A4, encrypt="secret")
    canvas.drawString(72, 700, "Only for those who know the word.")
    canvas.save()
    return path


def for_reading_only(path: Path) -> Path:
    """A PDF that opens without a password and must not be changed or copied from without one, as many publishers do."""
    only = StandardEncryption("", ownerPassword="secret", canModify=0, canCopy=0, canPrint=0)
    canvas = Canvas(str(path), pagesize=A4, encrypt=only)
    canvas.drawString(72, 700, "Everybody may read this.")
    canvas.save()
    return path


def cut_in_the_middle(path: Path) -> Path:
    """A download that broke off."""
    whole = two_columns(path, pages=3).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def empty(path: Path) -> Path:
    """A file of no bytes."""
    path.write_bytes(b"")
    return path


def without_letters(path: Path) -> Path:
    """A PDF that looks right and whose font says that its letters are for private use."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    canvas = Canvas(str(path), pagesize=A4, pageCompression=0, invariant=1)
    canvas.setFont("Vera", 11)
    canvas.drawString(72, 700, "Words that can be seen and not be read")
    canvas.save()
    path.write_bytes(re.sub(rb"<00([0-9A-F]{2})>", rb"<E0\1>", path.read_bytes(), flags=re.IGNORECASE))
    return path
