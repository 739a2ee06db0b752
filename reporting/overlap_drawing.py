"""What did each source bring that no other did? One SVG: a bar per source, and what each two sources share."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from identification.records import SharedRecords, SourceOverlap
from reporting.flow_drawing import SYNTHETIC
from reporting.svg_text import wrap_text

Spec = dict[str, Any]  # of Vega-Lite
VEGA_LITE = "6.4"
TITLE = "What each source brought, and what sources share"
ALONE, ELSEWHERE = "only here", "also elsewhere"
INK, SOFT = "#16222e", "#48566a"
# Dark and light with an outline, so that they differ without colour too (contrast 7.6 to 1).
FILLS = {ALONE: "#1f3f5b", ELSEWHERE: "#c9dcec"}
PALEST, DARKEST = "#f4f7fa", "#9dbfdc"  # of the matrix: ink is readable on both
FONT = "DejaVu Sans, Segoe UI, Roboto, Helvetica, Arial, sans-serif"
WIDTH, ROW, LONGEST_NAME, MARK = 520, 34, 230, 11  # pixels
ROOM = 1.35  # of the longest bar, so that its numbers have a place behind it
NOTHING = "No export has been read yet"


def draw_overlap(
    overlap: Sequence[SourceOverlap],
    shared: Sequence[SharedRecords],
    names: dict[str, str],
    *,
    interim: Sequence[str] = (),
    synthetic: bool = False,
) -> str:
    """The overlap as SVG text with a title and every number in words, also where no export has been read."""
    listed = [one for one in _in_order(overlap, names) if one.records]
    said = [SYNTHETIC] * synthetic + [f"INTERIM: {'; '.join(interim)}"] * bool(interim)
    marks = [line for mark in said for line in wrap_text(mark, WIDTH, size=MARK)]
    from vl_convert import vegalite_to_svg  # here, because only this picture needs it

    label = _labels(listed, names)
    parts = [_bars(listed, label)] if listed else []
    parts += [_matrix(listed, shared, label)] if len(listed) > 1 else []
    chart = {
        "title": {"text": TITLE, "subtitle": marks, **TITLE_LOOK},
        "vconcat": parts or [NO_CHART],
        "spacing": 36,
        "resolve": {"scale": {"color": "independent"}},
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12},
        },
    }
    return _with_words(vegalite_to_svg(chart, vl_version=VEGA_LITE), overlap_words(listed, shared, label, said))


def overlap_words(
    overlap: Sequence[SourceOverlap], shared: Sequence[SharedRecords], label: dict[str, str], marks: Sequence[str] = ()
) -> str:
    """Every number of the picture as text, for readers who hear the page."""
    said = [f"{label[one.source]}: {one.unique} unique records, {one.only_here} {ALONE}" for one in overlap]
    said += [
        f"{label[one.source_a]} and {label[one.source_b]} share {one.shared}"
        for one in shared
        if one.source_a in label and one.source_b in label
    ]
    return ". ".join([*marks, *(said or [NOTHING])]) + "."


TITLE_LOOK: dict[str, Any] = {
    **{"anchor": "start", "fontSize": 15, "color": INK, "offset": 18},
    **{"subtitleFontSize": MARK, "subtitleColor": "#7a1f1f", "subtitlePadding": 6},
}


def _in_order(overlap: Sequence[SourceOverlap], names: dict[str, str]) -> list[SourceOverlap]:
    places = {source: place for place, source in enumerate(names)}
    return sorted(overlap, key=lambda one: (places.get(one.source, len(places)), one.source))


def _labels(overlap: Sequence[SourceOverlap], names: dict[str, str]) -> dict[str, str]:
    """Names that tell sources apart: two that are called the same carry their ids."""
    plain = {one.source: names.get(one.source, one.source) for one in overlap}
    often = Counter(plain.values())
    return {source: f"{name} ({source})" if often[name] > 1 else name for source, name in plain.items()}


NO_CHART: Spec = {"data": {"values": [{}]}, "mark": {"type": "text", "text": NOTHING, "color": INK}, "width": WIDTH}


def _bars(overlap: Sequence[SourceOverlap], label: dict[str, str]) -> Spec:
    """A bar per source: what only it brought, then what others brought too, with the numbers behind it."""
    rows = []
    for one in overlap:
        ends = ((ALONE, 0, one.only_here), (ELSEWHERE, one.only_here, one.unique))
        rows += [
            {"source": label[one.source], "part": part, "from": start, "to": end}
            for part, start, end in ends
            if end > start
        ]
    said = [
        {"source": label[one.source], "to": one.unique, "said": f"{one.only_here:,} of {one.unique:,} {ALONE}"}
        for one in overlap
    ]
    y = _sources("source", overlap, label)
    room = {"domainMax": ROOM * max(one.unique for one in overlap), "nice": False}
    axis = {"tickMinStep": 1, "grid": False, "format": ",d"}
    x = {"field": "from", "type": "quantitative", "title": "Unique records", "scale": room, "axis": axis}
    legend = {"title": None, "orient": "top", "direction": "horizontal", "labelFontSize": 12, "labelColor": INK}
    fill = {"domain": list(FILLS), "range": list(FILLS.values())}
    bars = {
        "data": {"values": rows},
        "mark": {"type": "bar", "stroke": FILLS[ALONE], "strokeWidth": 1},
        "encoding": {
            "y": y,
            "x": x,
            "x2": {"field": "to"},
            "color": {"field": "part", "type": "nominal", "scale": fill, "legend": legend},
        },
    }
    numbers = {
        "data": {"values": said},
        "mark": {"type": "text", "align": "left", "dx": 6, "color": INK, "fontSize": 12},
        "encoding": {"y": y, "x": {"field": "to", "type": "quantitative"}, "text": {"field": "said"}},
    }
    return {"layer": [bars, numbers], **SIZE}


def _matrix(overlap: Sequence[SourceOverlap], shared: Sequence[SharedRecords], label: dict[str, str]) -> Spec:
    """What each two sources share, with the number in every cell."""
    both = {frozenset((one.source_a, one.source_b)): one.shared for one in shared}
    rows = [
        {"source": label[a.source], "other": label[b.source], "shared": both.get(frozenset((a.source, b.source)), 0)}
        for a in overlap
        for b in overlap
        if a is not b
    ]
    count = {"field": "shared", "type": "quantitative"}
    shade = {**count, "scale": {"range": [PALEST, DARKEST], "domainMin": 0}, "legend": None}
    return {
        "title": {"text": "Shared by two sources", "anchor": "start", "fontSize": 13, "color": SOFT},
        "data": {"values": rows},
        "encoding": {"y": _sources("source", overlap, label), "x": _sources("other", overlap, label, labelAngle=-40)},
        "layer": [
            {"mark": {"type": "rect", "stroke": "#ffffff", "strokeWidth": 2}, "encoding": {"color": shade}},
            {
                "mark": {"type": "text", "color": INK, "fontSize": 12},
                "encoding": {"text": {**count, "format": ",d"}},
            },
        ],
        **SIZE,
    }


SIZE: Spec = {"width": WIDTH, "height": {"step": ROW}}


def _sources(field: str, overlap: Sequence[SourceOverlap], label: dict[str, str], **look: Any) -> Spec:
    axis = {"labelLimit": LONGEST_NAME, "ticks": False, "domain": False, "labelPadding": 6, **look}
    order = [label[one.source] for one in overlap]
    return {"field": field, "type": "nominal", "sort": order, "title": None, "axis": axis}


def _with_words(svg: str, words: str) -> str:
    """The picture with its title and its numbers as text; the library's own names for its parts say nothing aloud."""
    silent = re.sub(r' (?:class|role|aria-roledescription|aria-label|aria-hidden)="[^"]*"', "", svg)
    head = '<svg role="img" aria-labelledby="overlap-title overlap-desc" class="overlap"'
    told = f'<title id="overlap-title">{TITLE}</title><desc id="overlap-desc">{escape(words)}</desc>'
    return re.sub(r"^<svg([^>]*)>", lambda found: f"{head}{found[1]}>{told}", silent.strip(), count=1) + "\n"
