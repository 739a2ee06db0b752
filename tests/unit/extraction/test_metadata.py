"""A file's metadata name it by its DOI; no file, however broken, makes looking fail."""

import zipfile
from pathlib import Path

import pytest

from extraction.metadata import read_metadata
from tests.unit.extraction import making_pdfs

XMP = (
    b"<x:xmpmeta><rdf:RDF><rdf:Description><dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Leading &amp; lines</rdf:li>"
    b"</rdf:Alt></dc:title><prism:doi>10.5555/line.1</prism:doi></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def named(path: Path) -> tuple[str, str]:
    found = read_metadata(path, path.name)
    return found.doi, found.title


def holding(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_the_xmp_packet_of_a_pdf_names_it(tmp_path: Path) -> None:
    assert named(holding(tmp_path / "a.pdf", b"%PDF-1.7\n" + XMP)) == ("10.5555/line.1", "Leading & lines")


def test_the_information_of_a_pdf_names_it(tmp_path: Path) -> None:
    data = b"%PDF-1.4\n<< /Title (Leading \\(without\\) a line) /Subject (Journal of Lines, doi:10.5555/line.1) >>"

    assert named(holding(tmp_path / "a.pdf", data)) == ("10.5555/line.1", "Leading (without) a line")


def test_two_dois_name_nothing(tmp_path: Path) -> None:
    data = b"%PDF-1.7\n" + XMP + XMP.replace(b"line.1", b"line.2")

    assert named(holding(tmp_path / "a.pdf", data))[0] == ""


def test_the_head_of_a_web_page_names_it(tmp_path: Path) -> None:
    page = b'<html><head><meta content="10.5555/line.1" name="citation_doi"><meta name="DC.Title" content="Leading">'

    assert named(holding(tmp_path / "a.html", page)) == ("10.5555/line.1", "Leading")


def test_a_word_file_has_a_title(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as packed:
        packed.writestr("docProps/core.xml", "<cp:coreProperties><dc:title>Leading</dc:title></cp:coreProperties>")

    assert named(tmp_path / "a.docx") == ("", "Leading")


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-", b"PK\x03\x04 and no archive", b"\xff\xfe\x00", b"%PDF-1.4 /Title (open"]
)
def test_a_broken_file_names_nothing(tmp_path: Path, data: bytes) -> None:
    assert named(holding(tmp_path / "a.pdf", data)) == ("", "")


def test_a_file_that_cannot_be_opened_is_searched_all_the_same(tmp_path: Path) -> None:
    assert named(making_pdfs.with_password(tmp_path / "a.pdf"))[0] == ""


def test_real_articles_are_named_by_their_own_doi_or_by_none(data_folder: Path) -> None:
    rows = (data_folder / "pdfs/articles/manifest.csv").read_text(encoding="utf-8").splitlines()[1:]
    files = [data_folder / f"pdfs/articles/{row.split(',')[0]}.pdf" for row in rows]

    found = {file.name: read_metadata(file, file.name).doi for file in files}

    assert sum(map(bool, found.values())) >= 8
    assert all(not doi or doi in row for doi, row in zip(found.values(), rows, strict=True))
