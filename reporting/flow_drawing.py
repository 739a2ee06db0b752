"""What does the flow look like? One SVG in the layout of PRISMA 2020, drawn from the boxes and nothing else."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from reporting.flow_boxes import in_flow_order
from reporting.flow_layout import HEADINGS, LEADING, PAD, SIZE, Layout, Placed, counted, lay_out_flow
from reporting.stages import FlowBox
from reporting.svg_text import NO_BREAK

FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
INK, ARROW, PAPER = "#16222e", "#566472", "#ffffff"

# Fill, line and text of each look; every pair of fill and text has a contrast of at least 7 to 1 (WCAG AAA).
LOOKS = {
    "box": (PAPER, "#566472", INK),
    "waiting": ("#fff6df", "#9a6700", "#4d3300"),
    "heading": ("#dfe8f1", "#dfe8f1", INK),
    "stage": ("#1f3f5b", "#1f3f5b", "#ffffff"),
    "mark": ("#7a1f1f", "#7a1f1f", "#ffffff"),
    "note": (PAPER, PAPER, INK),
}
SYNTHETIC = "SYNTHETIC EXAMPLE: invented records, no finding about the world"


def draw_flow(boxes: Sequence[FlowBox], interim: Sequence[str], synthetic: bool) -> str:
    """The flow as SVG text that reads aloud, fits its boxes and says on its face when it is INTERIM or SYNTHETIC.

    What people have still to decide is dashed; pointing at a box says from which file its number comes.
    """
    marks = [SYNTHETIC] * synthetic + [f"INTERIM: {'; '.join(interim)}"] * bool(interim)
    layout = lay_out_flow(boxes, marks)
    arrows = [_arrow(points) for points in layout.arrows]
    placed = [_rectangle(one) for one in layout.placed]
    return "\n".join([*_head(layout), *_words(boxes, marks), *arrows, *placed, "</svg>"]) + "\n"


def _head(layout: Layout) -> list[str]:
    width, height = layout.width, layout.height
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="flow-title flow-desc" class="flow" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="{FONTS}" font-size="{SIZE}">',
        '<title id="flow-title">PRISMA 2020 flow of records, reports and studies</title>',
        '<defs><marker id="flow-arrow" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" '
        f'orient="auto"><path d="M0 0 8 4 0 8z" fill="{ARROW}"/></marker></defs>',
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
    ]


def _words(boxes: Sequence[FlowBox], marks: Sequence[str]) -> list[str]:
    said = [f"{HEADINGS.get(box.column, 'Included')}: {box.label}, {counted(box)}" for box in in_flow_order(boxes)]
    return [f'<desc id="flow-desc">{_escape(". ".join([*marks, *said]))}.</desc>']


def _rectangle(placed: Placed) -> str:
    fill, line, ink = LOOKS[placed.look]
    dashes = ' stroke-dasharray="5 4"' if placed.look == "waiting" else ""
    says = f"<title>{_escape(placed.says)}</title>" if placed.says else ""
    body = _rotated(placed) if placed.look == "stage" else _lines(placed)
    return (
        f'<g fill="{ink}">{says}<rect x="{placed.x}" y="{placed.y}" width="{placed.width}" height="{placed.height}" '
        f'rx="4" fill="{fill}" stroke="{line}"{dashes}/>{body}</g>'
    )


def _lines(placed: Placed) -> str:
    top = placed.y + PAD + SIZE - 2
    return "".join(
        f'<text x="{placed.x + PAD + line.indent}" y="{top + place * LEADING}"{_weight(line.bold)}>'
        f"{_escape(line.text)}</text>"
        for place, line in enumerate(placed.lines)
    )


def _rotated(placed: Placed) -> str:
    x, y = placed.middle
    where = f'text-anchor="middle" transform="translate({x + SIZE // 2 - 2} {y}) rotate(-90)"'
    return "".join(f"<text {where}{_weight(line.bold)}>{_escape(line.text)}</text>" for line in placed.lines)


def _weight(bold: bool) -> str:
    return ' font-weight="600"' if bold else ""


def _arrow(points: Iterable[tuple[int, int]]) -> str:
    path = " ".join(f"{x},{y}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{ARROW}" stroke-width="1.4" marker-end="url(#flow-arrow)"/>'


def _escape(text: str) -> str:
    return escape("".join(sign if sign.isprintable() or sign == NO_BREAK else " " for sign in text))
