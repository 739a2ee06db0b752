"""Does a reader see the page on which a quote stands, wherever it may be shown, and else the reason?"""

import base64
import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from extraction.crops import COLOUR
from extraction.documents import Extract
from extraction.selectors import AnchoredQuote
from reporting import page_images as page
from reporting.page_images import PageImage, page_images, smallest
from tests.unit.synthesis.making_extracts import extract, report

PDF = Path(__file__).parents[3] / "examples/worked-example/review/fulltexts/okonjo_2021.pdf"
QUOTES = ("interviewed 24 leaders", "partners", "leadership")
REPORT = replace(report("S1"), licence="CC BY 4.0")


def quoted(number: int, quote: str) -> tuple[Extract, AnchoredQuote]:
    one = replace(extract("S1", "SK.TRUST", start=number), quote=quote)
    return one, AnchoredQuote(one.extract_id, "S1.pdf", "", "", 1, number, number + 1, quote, "", "", (), "exact")


EXTRACTS, PLACES = zip(*(quoted(number, quote) for number, quote in enumerate(QUOTES)), strict=True)


def made(**more: object) -> list[PageImage]:
    settings = {"files": {"S1.pdf": PDF}, "config": {}, "reports": [REPORT], **more}
    return page_images(EXTRACTS, PLACES, **settings)  # type: ignore[arg-type]


def test_an_open_text_shows_each_quote_boxed_on_its_page() -> None:
    images = made()

    assert [one.why for one in images] == ["", "", ""]
    for one in images:
        kind, _, content = one.image.removeprefix("data:image/").partition(";base64,")
        picture = Image.open(io.BytesIO(base64.b64decode(content)))
        assert (picture.format or "").lower() == kind
        assert picture.size == (one.width, one.height)
        colours = picture.convert("RGB").getcolors(maxcolors=100_000) or []
        assert any(all(abs(a - b) < 24 for a, b in zip(colour, COLOUR, strict=True)) for _, colour in colours)  # type: ignore[arg-type]
    assert images == made(), "same pages, same bytes"


@pytest.mark.parametrize(
    ("licence", "config", "why"),
    [
        ("all rights reserved", {}, page.NOT_OPEN),
        ("CC BY-NC 4.0", {}, page.NOT_OPEN),
        ("", {}, page.NOT_RECORDED),
        ("CC BY", {"trace": {"page_images": False}}, page.SWITCHED_OFF),
        ("CC BY", {"trace": {"withheld": ["S1.pdf"]}}, page.WITHHELD),
    ],
)
def test_what_may_not_be_shown_has_a_reason_in_place_of_a_picture(licence: str, config: object, why: str) -> None:
    images = made(config=config, reports=[replace(REPORT, licence=licence)])

    assert {(one.image, one.why) for one in images} == {("", why)}


def test_a_text_without_pages_and_a_lost_file_say_so(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>interviewed 24 leaders</p>")

    assert {one.why for one in made(files={"S1.pdf": tmp_path / "a.html"})} == {page.NO_PAGES}
    assert {one.why for one in made(files={})} == {page.NOT_FOUND}


def test_where_not_all_pictures_fit_those_that_carry_claims_come_first() -> None:
    largest = max(len(one.image) for one in made())
    last = EXTRACTS[-1].extract_id

    images = {one.extract_id: one for one in made(most=largest + 1, first=[last])}

    assert images[last].image
    assert [one.why for name, one in images.items() if name != last] == [page.TOO_MANY] * 2


def test_print_is_kept_as_png_and_a_photograph_is_not() -> None:
    photograph = Image.merge("RGB", [Image.effect_noise((900, 400), 60) for _ in range(3)]).reduce(2).resize((900, 400))

    assert smallest(Image.new("RGB", (900, 400), "white"))[0] == "png"
    assert smallest(photograph)[0] in ("jpeg", "webp")
