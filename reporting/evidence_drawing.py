"""What does the evidence map look like on paper? One SVG: rows by columns, the statement in every cell."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from reporting.evidence_map import EvidenceCell
from reporting.flow_drawing import FONTS, INK, PAPER, SYNTHETIC
from reporting.svg_text import wrap_text

TITLE = "Evidence map: independent studies in each cell"
EMPTY = "No cell is declared yet, or no study is included"
SIZE, LEADING, PAD = 13, 17, 8  # pixels
LEFT, COLUMN = 250, 150
# From none to most: four blues on which ink keeps a contrast of 7 to 1; none is amber, not assessed is hatched.
SHADES = ("#e3eef8", "#c9dff1", "#aecfe9", "#93bee0")
NONE, LINE, MARK = "#fff4d6", "#9aa7b4", "#7a1f1f"


def draw_map(cells: Sequence[EvidenceCell], interim: Sequence[str], synthetic: bool) -> str:
    """The map as SVG text that reads aloud and says on its face when it is INTERIM or SYNTHETIC."""
    rows, columns = (
        list(dict.fromkeys(ids)) for ids in ([_row(one) for one in cells], [_column(one) for one in cells])
    )
    width = LEFT + COLUMN * max(1, len(columns)) + 2 * PAD
    marks = [SYNTHETIC] * synthetic + [f"INTERIM: {'; '.join(interim)}"] * bool(interim)
    said = [line for mark in marks for line in wrap_text(mark, width - 2 * PAD, size=SIZE, bold=True)]
    parts, y = [], PAD + LEADING
    for text, colour, weight in [(TITLE, INK, 600), *((line, MARK, 600) for line in said)]:
        parts.append(_text(PAD, y, text, colour, weight))
        y += LEADING
    y += PAD
    if not cells:
        parts.append(_text(PAD, y, EMPTY, INK, 400))
    heads = [wrap_text(name, COLUMN - 2 * PAD, size=SIZE, bold=True) for _, name in columns]
    deepest = max(map(len, heads), default=0)
    for place, lines in enumerate(heads):
        parts += _lines(LEFT + place * COLUMN + PAD, y + (deepest - len(lines)) * LEADING, lines, 600)
    y += deepest * LEADING
    at, most = {(_row(one), _column(one)): one for one in cells}, max((len(one.study_ids) for one in cells), default=0)
    for row in rows:
        names = wrap_text(row[1], LEFT - 2 * PAD, size=SIZE)
        held = [at.get((row, column)) for column in columns]
        texts = [
            wrap_text(one.statement, COLUMN - 2 * PAD, size=SIZE, bold=bool(one.study_ids)) if one else []
            for one in held
        ]
        height = max(len(names), *map(len, texts)) * LEADING + PAD
        parts += _lines(PAD, y + LEADING - 3, names, 400)
        for place, (cell, lines) in enumerate(zip(held, texts, strict=True)):
            parts.append(_box(LEFT + place * COLUMN, y, height, cell, most))
            parts += _lines(
                LEFT + place * COLUMN + PAD, y + LEADING - 3, lines, 600 if cell and cell.study_ids else 400
            )
        y += height + 3
    return "\n".join([*_head(width, y + PAD, cells, marks), *parts, "</svg>"]) + "\n"


def _row(one: EvidenceCell) -> tuple[str, str]:
    return one.row_id, one.row


def _column(one: EvidenceCell) -> tuple[str, str]:
    return one.column_id, one.column


def _head(width: int, height: int, cells: Sequence[EvidenceCell], marks: Sequence[str]) -> list[str]:
    said = [f"{one.row}, {one.column}: {one.statement}" for one in cells] or [EMPTY]
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="map-title map-desc" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}" font-family="{FONTS}" font-size="{SIZE}">',
        f'<title id="map-title">{TITLE}</title><desc id="map-desc">{_escape(". ".join([*marks, *said]))}.</desc>',
        '<defs><pattern id="map-hatch" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{PAPER}"/><path d="M0 8 8 0" stroke="#d8dee4"/></pattern></defs>',
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
    ]


def _box(x: int, y: int, height: int, cell: EvidenceCell | None, most: int) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{COLUMN - 3}" height="{height}" rx="3" fill="{_fill(cell, most)}" '
        f'stroke="{LINE}" stroke-width=".7"/>'
    )


def _fill(cell: EvidenceCell | None, most: int) -> str:
    if cell is None or not (cell.assessed or cell.study_ids):
        return "url(#map-hatch)"
    return SHADES[(len(cell.study_ids) * len(SHADES) - 1) // most] if cell.study_ids else NONE


def _lines(x: int, y: int, lines: Sequence[str], weight: int) -> list[str]:
    return [_text(x, y + place * LEADING, line, INK, weight) for place, line in enumerate(lines)]


def _text(x: int, y: int, text: str, colour: str, weight: int) -> str:
    return f'<text x="{x}" y="{y}" fill="{colour}" font-weight="{weight}">{_escape(text)}</text>'


def _escape(text: str) -> str:
    return escape("".join(sign if sign.isprintable() else " " for sign in text))
