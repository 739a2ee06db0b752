"""The rules of a page: straight lines and the edges of bands of colour, as pdfium knows what is drawn there."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extraction.lines import Rule

Place = Callable[[float, float, float, float], tuple[float, float, float, float]]
# A line is at most so many points thick; what is thicker is a band, and its edges count.
THICKEST = 3.0
# What is shorter is a dash, a tick or a part of a letter.
SHORTEST = 8.0
# A page with more drawings than this holds a picture made of lines: the first ones are looked at.
MOST_DRAWINGS = 20_000
MOST_POINTS = 400


def rules_of(page: pypdfium2.PdfPage) -> tuple[Rule, ...]:
    """The rules of a page, flat and upright, from its top left."""
    place = placing(page)
    drawn = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1)
    found = [rule for one in islice(drawn, MOST_DRAWINGS) for rule in _rules(one)]
    return tuple(sorted({Rule(*(round(side, 1) for side in place(*rule))) for rule in found}))


def placing(page: pypdfium2.PdfPage) -> Place:
    """From pdfium's coordinates, from a corner of the unturned sheet, to the top left of the page as it is seen."""
    left, bottom, right, top = page.get_cropbox()
    turns: dict[int, Place] = {
        0: lambda x0, y0, x1, y1: (x0 - left, top - y1, x1 - left, top - y0),
        90: lambda x0, y0, x1, y1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        180: lambda x0, y0, x1, y1: (right - x1, y0 - bottom, right - x0, y1 - bottom),
        270: lambda x0, y0, x1, y1: (top - y1, right - x1, top - y0, right - x0),
    }
    return turns[page.get_rotation()]


def _rules(drawing: Any) -> Iterator[tuple[float, float, float, float]]:
    x0, y0, x1, y1 = drawing.get_bounds()
    if max(x1 - x0, y1 - y0) < SHORTEST:
        return
    if min(x1 - x0, y1 - y0) <= THICKEST:
        yield x0, y0, x1, y1
        return
    for (ax, ay), (bx, by) in _strokes(drawing):
        flat, upright = abs(ay - by) < 0.5 < SHORTEST < abs(ax - bx), abs(ax - bx) < 0.5 < SHORTEST < abs(ay - by)
        if flat or upright:
            yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _strokes(drawing: Any) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight strokes of a path, each from point to point of the page."""
    count = pdfium.FPDFPath_CountSegments(drawing.raw)
    if count > MOST_POINTS:
        return
    matrix, x, y = pdfium.FS_MATRIX(), pdfium.c_float(), pdfium.c_float()
    pdfium.FPDFPageObj_GetMatrix(drawing.raw, matrix)
    first = last = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(drawing.raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        a, b = x.value, y.value
        point = (matrix.a * a + matrix.c * b + matrix.e, matrix.b * a + matrix.d * b + matrix.f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield last, first
