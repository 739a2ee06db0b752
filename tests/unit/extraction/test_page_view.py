"""What a card is given of a page: its picture, and the place of each word in its text and on the picture."""

import io
from pathlib import Path

from PIL import Image

from extraction.page_view import Word, page_picture, page_words
from extraction.text_layer import Page, PageLine

OURS = Path(__file__).parents[3] / "examples/worked-example/review/fulltexts"


def test_words_of_a_text_without_a_picture_are_found_in_it_line_by_line() -> None:
    text = "Leaders wait.\n\nNobody  else does."

    words = page_words(Page("a.txt", 1, 0, 0, text), [])

    assert [[text[start:end] for start, end, _ in line] for line in words] == [
        ["Leaders", "wait."],
        [],
        ["Nobody", "else", "does."],
    ]


def test_a_word_on_a_picture_reaches_to_the_next_of_its_line_in_shares_of_the_page() -> None:
    page = Page("a.pdf", 2, 200, 100, "We led.")
    line = PageLine("a.pdf", 2, 0, 7, 20, 10, 104, 20, (20, 48, 56, 104))

    (words,) = page_words(page, [line])

    assert words == [Word(0, 2, (0.1, 0.1, 0.18, 0.1)), Word(3, 7, (0.28, 0.1, 0.24, 0.1))]


def test_the_picture_of_a_page_is_that_of_a_pdf_and_of_a_page_that_is_there() -> None:
    picture = Image.open(io.BytesIO(page_picture(OURS / "okonjo_2021.pdf", 1)))

    assert picture.height > picture.width > 1000
    assert page_picture(OURS / "okonjo_2021.pdf", 99) == page_picture(OURS / "castellan_2020.txt", 1) == b""


def test_a_file_that_has_gone_or_is_spoilt_has_no_picture(tmp_path: Path) -> None:
    (tmp_path / "spoilt.pdf").write_bytes(b"%PDF-1.4 and no more")

    assert page_picture(tmp_path / "gone.pdf", 1) == page_picture(tmp_path / "spoilt.pdf", 1) == b""
