"""Two files with one text are known as such; two articles are not."""

from dataclasses import replace
from pathlib import Path

from extraction.copies import find_copies
from extraction.reading import read_document
from extraction.text_layer import Document, Page
from identification.vocabulary import DocumentStatus

WORDS = [f"word{number * 7919 % 1009}" for number in range(900)]
TEXT = " ".join(WORDS)
STAMP = "Downloaded from a shelf by University of X on 2026-02-03. For personal use only. "


def document(name: str) -> Document:
    return Document(name, f"bytes of {name}", DocumentStatus.READ, 1, 900, "")


def copies(**texts: str) -> dict[str, tuple[str, ...]]:
    return find_copies(
        [document(name) for name in texts], {name: [Page(name, 1, 0, 0, text)] for name, text in texts.items()}
    )


def test_a_stamped_download_is_a_copy() -> None:
    assert copies(a=TEXT, b=STAMP + TEXT) == {"a": ("b",), "b": ("a",)}


def test_another_text_is_no_copy() -> None:
    assert copies(a=TEXT, b=" ".join(reversed(WORDS))) == {}


def test_short_texts_are_never_copies() -> None:
    assert copies(a="This page is left empty.", b="This page is left empty.") == {}


def test_copies_of_copies_are_one_family() -> None:
    same = [document("a"), replace(document("b"), sha256="bytes of a"), document("c")]

    found = find_copies(same, {"a": [Page("a", 1, 0, 0, TEXT)], "c": [Page("c", 1, 0, 0, STAMP + TEXT)]})

    assert found == {"a": ("b", "c"), "b": ("a", "c"), "c": ("a", "b")}


def test_real_articles_are_no_copies_of_each_other_and_each_is_one_of_its_stamped_self(data_folder: Path) -> None:
    files = sorted((data_folder / "pdfs/articles").glob("*.pdf"))[:3]
    pages = {file.name: read_document(file, file.name).pages for file in files}
    stamped = {
        f"stamped {name}": [replace(page, text=STAMP + page.text) for page in own] for name, own in pages.items()
    }

    found = find_copies([document(name) for name in (*pages, *stamped)], {**pages, **stamped})

    assert {name: copy for name, (copy,) in found.items() if name in pages} == {
        name: f"stamped {name}" for name in pages
    }
