"""What a file says of itself beside its text: the DOI and the title in its metadata.

Publishers write the DOI into XMP packets, document information or `<meta>` tags, and nobody else does: where it stands
it names this very file. Titles there are often those of a template or of the typesetter ("4104595.dvi"), so that a
title alone never decides. Bytes are only searched and nothing is executed or unpacked beyond a bound: no file, however
broken, makes this fail.
"""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from extraction.documents import NamedDocument
from identification.repair import repair_doi

XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
XMP_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"']+")
XMP_TITLE = re.compile(r"<dc:title>\s*<rdf:Alt>\s*<rdf:li[^>]*>([^<]+)</rdf:li>")
# Entries of a PDF's document information; brackets within a string are escaped or balanced one deep.
INFO = re.compile(rb"/(Title|Subject|DOI|doi)\s*\(((?:\\.|[^\\()]|\([^()]*\))*)\)", re.DOTALL)
META = re.compile(r"<meta\b[^>]*>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"\b(name|property|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
DOI_NAMES = frozenset({"citation_doi", "bepress_citation_doi", "prism.doi", "dc.identifier", "dc.identifier.doi"})
TITLE_NAMES = ("citation_title", "bepress_citation_title", "dc.title", "og:title")
# A web page names itself in its head, ahead of any text.
HEAD_LETTERS = 200_000
# The core properties of a Word file are a kilobyte; what unpacks to more was made to fill a disk.
CORE_BYTES = 100_000


def read_metadata(path: Path, document_id: str) -> NamedDocument:
    """The DOI and the title that a file's metadata give; empty where there is none, or more than one DOI.

    Pictures in a PDF have metadata of their own ("Layer 1"), so that of several titles the longest is taken.
    """
    data = path.read_bytes()
    if b"%PDF-" in data[:1024]:
        dois, titles = _of_pdf(data)
    elif data.startswith(b"PK\x03\x04"):
        dois, titles = _of_word(data)
    else:
        dois, titles = _of_page(data[:HEAD_LETTERS].decode("utf-8", errors="replace"))
    named = {found for found in map(repair_doi, dois) if found}
    title = max((" ".join(html.unescape(one).split()) for one in titles), key=len, default="")
    return NamedDocument(document_id, named.pop() if len(named) == 1 else "", title)


def _of_pdf(data: bytes) -> tuple[list[str], list[str]]:
    packets = [packet.decode("utf-8", errors="replace") for packet in XMP.findall(data)]
    entries = [(name.decode().lower(), _pdf_string(text)) for name, text in INFO.findall(data)]
    dois = [found for packet in packets for found in XMP_DOI.findall(packet)]
    dois += [text for name, text in entries if name == "doi" or (name == "subject" and "doi" in text.lower())]
    titles = [found for packet in packets for found in XMP_TITLE.findall(packet)]
    return dois, titles + [text for name, text in entries if name == "title"]


def _pdf_string(text: bytes) -> str:
    plain = re.sub(rb"\\([()\\])", rb"\1", text)
    return plain.decode("utf-16-be" if plain.startswith(b"\xfe\xff") else "latin-1", errors="replace").lstrip("\ufeff")


def _of_page(page: str) -> tuple[list[str], list[str]]:
    tags = list(_tags(page))
    dois = [content for name, content in tags if name in DOI_NAMES and "10." in content]
    return dois, [content for wanted in TITLE_NAMES for name, content in tags if name == wanted]


def _tags(page: str) -> Iterator[tuple[str, str]]:
    for tag in META.findall(page):
        found = {name.lower(): double or single for name, double, single in ATTRIBUTE.findall(tag)}
        yield (found.get("name") or found.get("property") or "").lower(), found.get("content", "")


def _of_word(data: bytes) -> tuple[list[str], list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open("docProps/core.xml") as file:
            core = file.read(CORE_BYTES).decode("utf-8", errors="replace")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, zlib.error, EOFError):
        return [], []
    dois = [one for one in re.findall(r"<dc:identifier>(.*?)</dc:identifier>", core) if "10." in one]
    return dois, re.findall(r"<dc:title>(.*?)</dc:title>", core)
