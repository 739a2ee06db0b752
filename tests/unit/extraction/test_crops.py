"""A reader sees the page with the quote in a box, and nothing else in it."""

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from extraction.anchors import find_quote
from extraction.crops import COLOUR, crop_quote, quote_boxes
from extraction.passages import split_passages
from extraction.reading import read_document
from extraction.selectors import AnchoredQuote
from extraction.text_layer import Box
from tests.unit.extraction import making_pdfs


def place(quote: str, page: int = 1, boxes: tuple[Box, ...] = ()) -> AnchoredQuote:
    return AnchoredQuote("x1", "a.pdf", "", "", page, 0, 0, quote, "", "", boxes, "exact")


def cropped(path: Path, quote: AnchoredQuote) -> Image.Image:
    png = crop_quote(path, quote)
    assert png is not None
    return Image.open(io.BytesIO(png)).convert("RGB")


def coloured(picture: Image.Image) -> tuple[int, int, int, int]:
    """The rectangle that holds everything in the colour of the box."""
    hits = [(x, y) for y in range(picture.height) for x in range(picture.width) if picture.getpixel((x, y)) == COLOUR]
    assert hits
    return min(x for x, _ in hits), min(y for _, y in hits), max(x for x, _ in hits), max(y for _, y in hits)


def test_the_box_stands_around_the_words_and_the_words_stand_in_it(tmp_path: Path) -> None:
    path = making_pdfs.written(tmp_path / "a.pdf", "Leaders need trust.\nThey build trust early on.\nTrust is slow.")

    picture = cropped(path, place("They build trust"))
    x0, top, x1, bottom = coloured(picture)

    inked = [
        x
        for x in range(picture.width)
        for y in range(top + 3, bottom - 2)
        if x0 + 3 < x < x1 - 2 and sum(picture.getpixel((x, y))) < 200  # type: ignore[arg-type]
    ]
    assert abs(x0 - 2 * 72) < 6  # the line begins an inch from the edge, at two pixels a point
    assert 0 < min(inked) - x0 < 8
    assert 0 < x1 - max(inked) < 8
    assert 150 < x1 - x0 < 190  # "They build trust" in Helvetica 11, and not the whole line
    assert bottom - top < 40


def test_a_quote_over_two_lines_and_a_hyphen_has_a_box_for_each_line(tmp_path: Path) -> None:
    path = making_pdfs.two_columns(tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(path) as document:
        boxes = quote_boxes(document[0], "work across boundaries that others drew.", (1190, 1684))

    assert len(boxes) == 2
    assert boxes[0][1] < boxes[1][1]


def test_a_turned_page_is_boxed_where_it_is_seen(tmp_path: Path) -> None:
    path = making_pdfs.turned(tmp_path / "a.pdf", "Leaders need trust.")

    with pypdfium2.PdfDocument(path) as document:
        size = document[0].render(scale=2).to_pil().size
        [box] = quote_boxes(document[0], "Leaders need trust.", size)

    assert box[3] - box[1] > 5 * (box[2] - box[0])  # upright, and one box for the whole line
    assert cropped(path, place("Leaders need trust")).height > box[3] - box[1]


def test_where_the_words_are_not_read_the_rectangles_of_the_text_layer_are_drawn(tmp_path: Path) -> None:
    path = making_pdfs.image_only(tmp_path / "a.pdf")

    x0, top, x1, bottom = coloured(cropped(path, place("Leaders", boxes=(Box(100, 200, 150, 212),))))

    assert (x0, x1) == (197, 303)
    assert bottom - top == 30


@pytest.mark.parametrize("quote", [place("Nowhere to be found"), place("Leaders", page=9)])
def test_without_a_place_there_is_no_picture(tmp_path: Path, quote: AnchoredQuote) -> None:
    assert crop_quote(making_pdfs.written(tmp_path / "a.pdf", "Leaders need trust."), quote) is None


def test_a_web_page_has_no_picture(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body>Leaders need trust.</body></html>", encoding="utf-8")

    assert crop_quote(tmp_path / "a.html", place("Leaders")) is None


def test_a_sentence_of_a_real_article_is_boxed_in_its_own_column(data_folder: Path) -> None:
    path = data_folder / "pdfs/articles/7706dfe7f0.pdf"
    layer = read_document(path, "a.pdf")
    one = next(p for p in split_passages(layer) if p.zone == "body" and p.page == 3 and len(p.boxes) >= 3)
    found = find_quote(one.text, one.page, one.start, one.end, layer.pages)
    assert found is not None

    picture = cropped(path, place(found.text, page=3, boxes=one.boxes))
    x0, _, x1, _ = coloured(picture)

    assert x1 - x0 < picture.width * 0.55
    assert abs(x0 / 2 - min(box.x0 for box in one.boxes)) < 5
