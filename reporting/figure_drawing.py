"""How is a figure drawn? One look for all, with its marks, its title and its words as text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reporting.cells import Sheet
from reporting.overlap_drawing import FONT, INK, VEGA_LITE, Spec
from reporting.svg_text import wrap_text

BAR, PALE = "#1f3f5b", "#c9dcec"
WIDTH, ROW, LINE, LONGEST_NAME, LETTER, MARK, TITLE = 460, 26, 15, 260, 12, 11, 15  # pixels
# Vega's words for a label of several lines.
LINES = "split(datum.label, '\\n')"


@dataclass(frozen=True)
class Figure:
    """A picture as SVG text with the table of its numbers; the note of the table is the caption of both."""

    name: str
    sheet: Sheet
    svg: str


def wrapped(name: str) -> str:
    """A name in lines that fit beside a drawing, however long it is."""
    return "\n".join(wrap_text(name, LONGEST_NAME, size=LETTER))


def row_height(names: Iterable[str]) -> Spec:
    """The height of the rows of a drawing, in which the name of most lines has room."""
    return {"step": ROW + LINE * max((name.count("\n") for name in names), default=0)}


def name_axis(field: str, order: Sequence[str], **look: Any) -> Spec:
    """An axis of wrapped names in this order."""
    axis = {"ticks": False, "domain": False, "labelPadding": 10, "labelLimit": LONGEST_NAME, "labelExpr": LINES, **look}
    return {"field": field, "type": "nominal", "sort": list(order), "title": None, "axis": axis}


def draw_chart(sheet: Sheet, spec: Spec, marks: Sequence[str], drawn: bool) -> str:
    """A picture with its title, its marks and its numbers as text; nothing where there is nothing to draw."""
    if not drawn:
        return ""
    from vl_convert import vegalite_to_svg  # here, because only pictures need it

    chart = {
        "title": {
            "text": wrap_text(sheet.title, WIDTH, size=TITLE, bold=True),
            "subtitle": [line for mark in marks for line in wrap_text(mark, WIDTH, size=MARK)],
            "anchor": "start",
            "fontSize": TITLE,
            "color": INK,
            "offset": 14,
            "subtitleFontSize": MARK,
            "subtitleColor": "#7a1f1f",
        },
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {"labelColor": INK, "titleColor": INK, "labelFontSize": LETTER},
            "legend": {"labelColor": INK, "titleColor": INK, "labelFontSize": LETTER},
            "text": {"fontSize": LETTER},
        },
        **spec,
    }
    svg = vegalite_to_svg(chart, vl_version=VEGA_LITE)
    return with_words(svg, re.sub(r"\W+", "-", sheet.name.lower()), sheet.title, " ".join([*marks, sheet.note]))


def with_words(svg: str, name: str, title: str, words: str) -> str:
    """A picture with its title and its words as text; the library's own names for its parts say nothing aloud."""
    silent = re.sub(r' (?:class|role|aria-roledescription|aria-label|aria-hidden)="[^"]*"', "", svg)
    told = f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(words)}</desc>'
    head = f'<svg role="img" aria-labelledby="{name}-title {name}-desc"'
    return re.sub(r"^<svg([^>]*)>", lambda found: f"{head}{found[1]}>{told}", silent.strip(), count=1) + "\n"
