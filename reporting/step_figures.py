"""Is work lost at one of our own steps, and do further studies still bring new codes? Both as figures."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from identification.vocabulary import FunnelStage
from reporting.contents import ReviewTables
from reporting.figure_drawing import BAR, LETTER, LINE, LINES, PALE, Figure, draw_chart, name_axis, row_height, wrapped
from reporting.gap_sheets import gap_funnel
from reporting.labels import Labels
from reporting.overlap_drawing import INK, Spec
from reporting.svg_text import wrap_text
from reporting.theme_sheets import saturation as saturation_sheet
from reporting.theme_sheets import saturation_curve
from synthesis.gap_tables import FunnelStep

CARRIERS, OTHERS = "mention it in title or abstract", "do not mention it"
TWO_LINES = "\n"  # the numbers of both sides stand below each other
STEP, BETWEEN = 130, 30  # pixels of a step, and between the numbers at its end and the next
PANEL, PANEL_HEIGHT, PANELS = 240, 150, 2  # pixels of a family, and how many families in a row


def funnel(tables: ReviewTables, labels: Labels, marks: Sequence[str]) -> Figure:
    """At each step of the review, which share passed of the records that mention a code and of the others."""
    drawn = [one for one in tables.funnel if one.carriers]
    data = [row for one in drawn for row in _sides(one, _name(one, labels))]
    order = list(dict.fromkeys(_name(one, labels) for one in sorted(drawn, key=lambda one: "." in one.code_id)))
    all_names = dict.fromkeys(_name(one, labels) for one in tables.funnel)
    none = [name.replace("\n", " ") for name in all_names if name not in order]
    note = (
        "How to read it: for each code, the full dot is the share that passed the step among the records whose title "
        "or abstract mentions it, the ring the share among all others; at the end stand the numbers of both, those "
        "that mention it above. Where the full dot lies far to the left of the ring, work on the code may have been "
        "lost at that step, so that a gap would be ours and not the literature's. Few records make a dot jump: the "
        "exact p (Fisher's test) in the table says how often chance alone would part the two so far, and many codes "
        "are tested at once. Not mentioned in an abstract is not absent."
    )
    if none:
        note += f" Mentioned by no record that was decided on, and so not drawn: {', '.join(none)}."
    sheet = replace(gap_funnel(tables, labels), note=note)
    spec = {
        "data": {"values": data},
        "facet": {
            "column": {
                "field": "step",
                "type": "nominal",
                "sort": [_step(one) for one in FunnelStage],
                "title": None,
                "header": {"labelFontSize": LETTER, "labelColor": INK, "labelExpr": LINES},
            }
        },
        "spacing": BETWEEN,
        "spec": {"layer": _dots(order), "width": STEP, "height": row_height([*order, TWO_LINES])},
    }
    return Figure("funnel", sheet, draw_chart(sheet, spec, marks, bool(data)))


def _name(one: FunnelStep, labels: Labels) -> str:
    return wrapped(labels.code(one.code_id) + ("" if "." in one.code_id else " (whole family)"))


def _sides(one: FunnelStep, name: str) -> list[Spec]:
    sides = ((CARRIERS, one.carriers_passed, one.carriers), (OTHERS, one.others_passed, one.others))
    said = f"{one.carriers_passed} of {one.carriers}\n{one.others_passed} of {one.others}"
    return [
        {"name": name, "step": _step(one.step), "who": who, "share": passed / of, "said": said}
        for who, passed, of in sides
        if of
    ]


def _step(stage: FunnelStage) -> str:
    return "\n".join(wrap_text(stage, STEP, size=LETTER))


def _dots(order: Sequence[str]) -> list[Spec]:
    y = name_axis("name", order)
    x = {
        "field": "share",
        "type": "quantitative",
        "title": "Share that passed",
        "scale": {"domain": [0, 1]},
        "axis": {"format": ".0%", "values": [0, 0.5, 1]},
    }
    who = {
        "field": "who",
        "type": "nominal",
        "scale": {"domain": [CARRIERS, OTHERS], "range": [BAR, "#ffffff"]},
        "legend": {"title": "Records that", "orient": "top", "labelLimit": 0, "symbolStrokeColor": BAR},
    }
    dot = {
        "mark": {"type": "point", "filled": True, "size": 80, "opacity": 1, "stroke": BAR, "strokeWidth": 1.5},
        "encoding": {"y": y, "x": x, "fill": who, "order": {"field": "who", "sort": "descending"}},
    }
    words = {
        "transform": [{"filter": f"datum.who === '{CARRIERS}'"}],
        "mark": {"type": "text", "align": "left", "dx": 10, "dy": -LINE / 2, "color": INK, "lineBreak": "\n"},
        "encoding": {"y": y, "x": {"datum": 1.0}, "text": {"field": "said"}},
    }
    return [dot, words]


def saturation(tables: ReviewTables, labels: Labels, marks: Sequence[str]) -> list[Figure]:
    """The curve of known codes for each family, and whether the stopping rule is met."""
    rule = saturation_sheet(tables, labels)  # less its last column: hundreds of studies in a row hide its sentence
    rule = replace(rule, header=rule.header[:-1], rows=tuple(row[:-1] for row in rule.rows))
    curve = saturation_curve(tables)
    note = (
        "How to read it: the line is the number of different codes known after so many studies, as the mean over "
        "random orders of the studies (their own order is an accident); the band holds the middle 95 % of "
        "orders. A line that has gone flat says that further studies of this kind repeat what is known; one that still "
        "climbs says that they bring more. The codes were written beforehand, so a flat line does not say that there "
        "are no others."
    )
    curve = replace(curve, note=note)
    families = list(dict.fromkeys(one.family for one in tables.saturation_curve))
    title = {one: "\n".join(wrap_text(one, PANEL, size=LETTER, bold=True)) for one in families}
    data = [
        {"family": title[one.family], "studies": one.studies, "codes": one.codes, "low": one.low, "high": one.high}
        for one in tables.saturation_curve
    ]
    whole = {"format": "d", "labelExpr": "datum.value % 1 ? '' : datum.label"}
    x: dict[str, Any] = {
        "field": "studies",
        "type": "quantitative",
        "title": "Studies",
        "axis": {"tickMinStep": 1, "format": "d", "grid": False},
        "scale": {"nice": False},
    }
    y: dict[str, Any] = {"field": "codes", "type": "quantitative", "title": "Codes known", "axis": whole}
    band = {
        "mark": {"type": "area", "color": PALE, "opacity": 1},
        "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
    }
    line = {
        "mark": {"type": "line", "color": BAR, "point": {"color": BAR, "filled": True, "size": 25}},
        "encoding": {"x": x, "y": y},
    }
    header = {
        "labelFontSize": LETTER,
        "labelFontWeight": "bold",
        "labelColor": INK,
        "labelAnchor": "start",
        "labelExpr": LINES,
    }
    spec = {
        "data": {"values": data},
        "facet": {"field": "family", "type": "nominal", "sort": list(title.values()), "title": None, "header": header},
        "columns": PANELS,
        "resolve": {"scale": {"y": "independent", "x": "independent"}},
        "spec": {"layer": [band, line], "width": PANEL, "height": PANEL_HEIGHT},
    }
    return [
        Figure("saturation_curve", curve, draw_chart(curve, spec, marks, bool(data))),
        Figure("saturation", rule, ""),
    ]
