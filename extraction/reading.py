"""A full text as pages of text, or the named reason why it has none. No file makes this fail, and none makes it hang.

What a file is, its content says: a web page saved under a PDF's name is the commonest "broken PDF". PDF, HTML and Word
are taken apart in a process of their own with bounds on time and memory, because a broken or hostile file can crash,
stall or swell the libraries that read them; the process ends, the review goes on.
"""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from extraction.layers import Reading, TextLayer, from_json, to_json
from extraction.text_layer import Document, Page
from identification.vocabulary import DocumentStatus

# Raise this when the same file gives another text: codings name it, so that a moved offset has an explanation.
TEXT_LAYER_VERSION = "3"
# 660 pages take 18 s with pdfium and 119 s with pdfplumber on a busy core: only what stalls takes five minutes.
READING_SECONDS = 300
# 660 pages take a third of a GB; two jobs side by side must fit a laptop of 8 GB.
READING_BYTES = 3_000_000_000
# Where a file says what it is: a PDF may have junk before its mark, a web page comments before its first tag.
HEAD_BYTES = 4096

ADVICE = {
    DocumentStatus.READ: "",
    DocumentStatus.ENCRYPTED: "Ask the source for a copy without a password, or save one after opening it with yours.",
    DocumentStatus.NO_TEXT: "It holds images of pages: run text recognition (OCR) over it and save it again.",
    DocumentStatus.GARBLED: "Its fonts hide the letters: get the publisher's HTML, or print it to a new PDF with OCR.",
    DocumentStatus.CORRUPT: "Download it again; if it opens on your screen, print it to a new PDF.",
    DocumentStatus.EMPTY: "The file holds nothing: download it again.",
    DocumentStatus.WRONG_TYPE: "Open it: it is often a log-in page saved for the article; else correct the ending.",
    DocumentStatus.UNKNOWN_TYPE: "Save it as PDF, HTML, DOCX, TXT or MD.",
}
ENDINGS = {".pdf": "pdf", ".html": "html", ".htm": "html", ".docx": "docx", ".txt": "text", ".md": "text"}
HTML_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def read_document(path: Path, document_id: str) -> TextLayer:
    """The document, its pages and their blocks; without text, its status says why and `advice` what to do."""
    data = path.read_bytes()
    reading = _read(path, data)
    text = reading.sheets if reading.status is DocumentStatus.READ else ()
    pages = tuple(Page(document_id, number, *sheet) for number, sheet in enumerate(text, start=1))
    document = Document(
        document_id=document_id,
        sha256=hashlib.sha256(data).hexdigest(),
        status=reading.status,
        pages=len(reading.sheets),
        words=sum(len(page.text.split()) for page in pages),
        reader=f"text layer {TEXT_LAYER_VERSION}; {reading.reader}" if reading.reader else "",
        detail=reading.detail,
        advice=ADVICE[reading.status],
    )
    tables = tuple(replace(table, document_id=document_id) for table in reading.tables)
    return TextLayer(document, pages, *((reading.blocks, tables) if pages else ((), ())))


def kind_of(data: bytes) -> str:
    """What the content is: pdf, html, docx, text, locked (a Word file with a password) or nothing that is read here.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"<!DOCTYPE html>"), kind_of(b"Hello"), kind_of(b"\\x89PNG\\x00")
    ('pdf', 'html', 'text', '')
    """
    head = data[:HEAD_BYTES]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx" if b"word/" in data else ""
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "locked" if "EncryptedPackage".encode("utf-16-le") in data else ""
    if HTML_TAG.search(head.replace(b"\x00", b"")):
        return "html"
    is_text = head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in data
    return "text" if is_text and not head.startswith((b"{\\rtf", b"<?xml")) else ""


def _read(path: Path, data: bytes) -> Reading:
    kind, named = kind_of(data), ENDINGS.get(path.suffix.lower(), "")
    if not data.strip():
        return Reading("", status=DocumentStatus.EMPTY)
    if kind == "locked":
        return Reading("", status=DocumentStatus.ENCRYPTED)
    if not kind:
        broken = named in ("pdf", "docx")
        return Reading("", status=DocumentStatus.CORRUPT if broken else DocumentStatus.UNKNOWN_TYPE)
    if named and kind != named:
        detail = f"its name says {named}, its content is {kind}"
        return Reading("", status=DocumentStatus.WRONG_TYPE, detail=detail)
    if kind == "text":
        from extraction.markup import read_text

        return read_text(data)
    return _read_apart(path, kind)


def _read_apart(path: Path, kind: str, *, seconds: float = READING_SECONDS, most_bytes: int = READING_BYTES) -> Reading:
    """What a process of its own makes of the file, or CORRUPT when it crashes or meets a bound."""
    root = str(Path(__file__).resolve().parents[1])
    found = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-P", "-m", "extraction.reading", kind, str(path.resolve()), str(most_bytes)]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=seconds, env={**os.environ, "PYTHONPATH": found}, check=False
        )
    except subprocess.TimeoutExpired:
        return Reading("", status=DocumentStatus.CORRUPT, detail=f"reading it took longer than {seconds:.0f} seconds")
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        why = last[0] if last and done.returncode > 0 else f"the reader crashed ({done.returncode})"
        return Reading("", status=DocumentStatus.CORRUPT, detail=why)
    return from_json(done.stdout)


def _main(kind: str, path: str, most_bytes: str) -> None:
    _bound_memory(int(most_bytes))
    from extraction.markup import read_docx, read_html
    from extraction.pdf import read_pdf

    if kind == "pdf":
        reading = read_pdf(Path(path))
    else:
        reading = (read_html if kind == "html" else read_docx)(Path(path).read_bytes())
    sys.stdout.buffer.write(to_json(reading))


def _bound_memory(most_bytes: int) -> None:
    if sys.platform == "linux":  # Windows has no such limit and macOS keeps none; the bound on time holds there too
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))


if __name__ == "__main__":
    _main(*sys.argv[1:])
