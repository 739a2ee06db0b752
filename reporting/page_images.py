"""What does a reader see of a quote's page? A picture for each quote whose text may be shown, as small as it gets."""

import base64
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from extraction.crops import cut_out, line_boxes, open_page, quote_boxes
from extraction.documents import Extract, Report
from extraction.selectors import AnchoredQuote
from reporting.leaving_package import MayLeave, why_open

# Pixels a point: 115 dots per inch, at which print of 8 points is read and a strip takes 10 to 30 kB.
SCALE = 1.6
# A strip that takes more is drawn at half its size, then left out: a quote over most of a page of photographs.
MOST_BYTES_EACH = 150_000
# Colours of print with its grey edges and a red box, and the size above which a strip may hold a photograph.
COLOURS, OF_PRINT = 16, 20_000
# All pictures of one file: what a browser opens from a USB stick in a second or two, and what a mail may carry.
MOST_BYTES = 25_000_000
NO_PAGES = "this kind of file has no pages to picture"
NOT_OPEN = "the licence in retrieval.csv is not an open one"
NOT_RECORDED = "no licence is recorded in retrieval.csv"
SWITCHED_OFF = "the team has switched pictures off (trace in config.yaml)"
WITHHELD = "the team withholds this text (trace in config.yaml)"
TOO_MANY = f"pictures in one file are limited to {MOST_BYTES // 1_000_000} MB, and those of other quotes came first"
TOO_LARGE = "its picture would be too large"
NOT_FOUND = "the quote was not found on the picture of its page"


@dataclass(frozen=True)
class PageImage:
    """The picture of one quote on its page as an address of its bytes (data:), or why there is none."""

    extract_id: str
    image: str
    width: int
    height: int
    why: str


def page_images(
    extracts: Iterable[Extract],
    places: Iterable[AnchoredQuote],
    reports: Iterable[Report],
    files: Mapping[str, Path],
    config: Mapping[str, Any],
    *,
    first: Sequence[str] = (),
    most: int = MOST_BYTES,
) -> list[PageImage]:
    """A picture, or the reason why there is none, for every extract with a quote, in the order of their ids.

    `files` are the full texts by document id. Where not all pictures fit into `most` bytes, those named `first` come
    first. Each page is drawn once, however many quotes stand on it.
    """
    of_report, at = {one.report_id: one for one in reports}, {one.extract_id: one for one in places}
    quoted, may = [one for one in extracts if one.quote], MayLeave.of(config)
    refused = {one.extract_id: why for one in quoted if (why := _why_not(one, of_report.get(one.report_id), may))}
    wanted = [at[one.extract_id] for one in quoted if one.extract_id not in refused and one.extract_id in at]
    rank = {extract_id: place for place, extract_id in enumerate(first)}
    drawn = {one.extract_id: one for one in _drawn(sorted(wanted, key=lambda one: _place(one, rank)), files, most)}
    asked = {one.extract_id for one in wanted if one.document_id in files}
    listed = sorted(one.extract_id for one in quoted)
    without = {one: refused.get(one) or (TOO_MANY if one in asked else NOT_FOUND) for one in listed}
    return [drawn.get(one) or PageImage(one, "", 0, 0, without[one]) for one in listed]


def _place(place: AnchoredQuote, rank: Mapping[str, int]) -> tuple[int, str]:
    return rank.get(place.extract_id, len(rank)), place.extract_id


def _why_not(extract: Extract, report: Report | None, may: MayLeave) -> str:
    if report is None or extract.document_id in may.withheld:
        return WITHHELD
    if why_open(report.licence):
        return "" if may.page_images else SWITCHED_OFF
    return NOT_OPEN if report.licence else NOT_RECORDED


def _drawn(places: Sequence[AnchoredQuote], files: Mapping[str, Path], left: int) -> Iterator[PageImage]:
    """The pictures page by page, in the order of the places, until no more fit."""
    by_page: dict[tuple[str, int], list[AnchoredQuote]] = {}
    for place in places:
        by_page.setdefault((place.document_id, place.page), []).append(place)
    for (document, number), quotes in by_page.items():
        for one in _of_page(files[document], number, quotes) if document in files and left > 0 else ():
            left -= len(one.image)
            if left > 0:
                yield one


def _of_page(path: Path, number: int, quotes: Iterable[AnchoredQuote]) -> Iterator[PageImage]:
    with open_page(path, number) as page:
        if page is None:
            yield from (PageImage(one.extract_id, "", 0, 0, NO_PAGES) for one in quotes)
            return
        picture = page.render(scale=SCALE).to_pil().convert("RGB")
        for one in quotes:
            boxes = quote_boxes(page, one.exact, picture.size, nearest=one.boxes[:1], scale=SCALE)
            strip = cut_out(picture, boxes or line_boxes(one, SCALE), SCALE)
            yield _image(one.extract_id, strip) if strip else PageImage(one.extract_id, "", 0, 0, NOT_FOUND)


def _image(extract_id: str, strip: Image.Image) -> PageImage:
    for picture in (strip, strip.reduce(2)):
        kind, content = smallest(picture)
        if len(content) <= MOST_BYTES_EACH:
            address = f"data:image/{kind};base64,{base64.b64encode(content).decode()}"
            return PageImage(extract_id, address, strip.width, strip.height, "")
    return PageImage(extract_id, "", 0, 0, TOO_LARGE)


def smallest(picture: Image.Image) -> tuple[str, bytes]:
    """A picture in the format that takes least: PNG of few colours for print, JPEG or WebP for photographs."""
    made = {"png": _bytes(picture.quantize(COLOURS, Image.Quantize.FASTOCTREE), "PNG", compress_level=6)}
    if len(made["png"]) > OF_PRINT:
        made["webp"] = _bytes(picture, "WEBP", quality=55, method=2)
        made["jpeg"] = _bytes(picture, "JPEG", quality=70)
    kind = min(made, key=lambda name: len(made[name]))
    return kind, made[kind]


def _bytes(picture: Image.Image, kind: str, **how: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()
