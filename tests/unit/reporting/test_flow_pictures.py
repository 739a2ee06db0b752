"""Do PNG and PDF show the same flow as the drawing, with every letter inside its box?"""

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from reporting.flow_drawing import draw_flow
from reporting.flow_layout import Placed, lay_out_flow
from reporting.flow_pictures import SCALE, flow_pdf, flow_png
from reporting.stages import FlowBox
from tests.unit.reporting.test_flow_drawing import BOXES, LONG, UPDATE, WEB

ALL = [
    *BOXES,
    *WEB,
    *UPDATE,
    FlowBox("databases.excluded_full_text.E1", "databases", "E1: " + "wWmM @ " * 60, 2, "a table"),
]
NOTED = [replace(box, detail="counted by hand " * 12) for box in ALL]
WAITS = "412 of 1,073 records undecided"


def rectangles(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Where words stand on the page, as left, top, right and bottom in the drawing's pixels."""
    page = pypdfium2.PdfDocument(pdf)[0]
    height, text = page.get_height(), page.get_textpage()
    found = [text.get_rect(place) for place in range(text.count_rects())]
    return [(left, height - top, right, height - bottom) for left, bottom, right, top in found]


def holds(box: Placed, rectangle: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = rectangle
    return box.x <= left and right <= box.x + box.width and box.y <= top and bottom <= box.bottom


@pytest.mark.parametrize("boxes", [BOXES, ALL, NOTED])
def test_every_word_of_the_pdf_as_it_is_rendered_stands_inside_a_box(boxes: list[FlowBox]) -> None:
    layout = lay_out_flow(boxes, [f"INTERIM: {WAITS}"])

    found = rectangles(flow_pdf(draw_flow(boxes, [WAITS], False)))

    assert len(found) > len(boxes)
    assert [one for one in found if not any(holds(box, one) for box in layout.placed)] == []


def test_the_pdf_holds_every_count_and_mark_as_text() -> None:
    page = pypdfium2.PdfDocument(flow_pdf(draw_flow(BOXES, [WAITS], True)))[0]

    said = " ".join(page.get_textpage().get_text_range().replace("\u00a0", " ").split())

    assert all(f"(n = {box.count:,})" in said for box in BOXES)
    assert f"INTERIM: {WAITS}" in said
    assert "SYNTHETIC EXAMPLE" in said
    assert LONG[:20] in said


def test_the_png_is_as_large_as_the_drawing_and_not_empty() -> None:
    layout = lay_out_flow(BOXES, [])

    picture = Image.open(BytesIO(flow_png(draw_flow(BOXES, [], False))))

    assert picture.size == (SCALE * layout.width, SCALE * layout.height)
    assert len(picture.convert("RGB").getcolors(maxcolors=2**24) or []) > 20


def test_the_same_drawing_gives_the_same_bytes() -> None:
    drawing = draw_flow(ALL, [WAITS], True)

    assert len({flow_pdf(drawing) for _ in range(4)}) == 1
    assert len({flow_png(drawing) for _ in range(2)}) == 1
