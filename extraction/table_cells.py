"""The cells of a table: its words in columns, told apart by white space that hardly a row crosses, and in rows.

Rows are parted by rules where nearly each has one, by wider gaps where there are two widths of gap, and else by the
lines themselves; a line that has nothing in the first column and goes on in small letters belongs to the row above.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extraction.lines import Box4, RawPage
from extraction.table_regions import Region, body_of, label_of, regions
from extraction.text_layer import PageTable, TableCell
from extraction.views import upright_box
from identification.vocabulary import Zone

# White space parts two columns where at most this share of the lines crosses it: heads may span several columns.
CROSSED_SHARE = 0.2
# ... and where it is at least so many points wide.
COLUMN_GAP = 3.0
# Words lower than this share of the usual height are indices and marks.
SMALL_SHARE = 0.85
# Gaps between lines tell rows where the wide ones are at least so many points wider than the narrow ones.
TWO_GAPS = 1.8
# ... and where at least so much of all gaps is wide, and so much narrow: a gap under the heads tells nothing of rows.
FEWEST = 0.2


class Piece(NamedTuple):
    """Words that stand together on one line of a table."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


def find_tables(pages: Sequence[RawPage], zones: Sequence[Sequence[Zone]]) -> Iterator[PageTable]:
    """The tables that stand below or above a caption, page by page."""
    body = body_of(pages)
    for number, (page, own) in enumerate(zip(pages, zones, strict=True), start=1):
        for region in regions(page, own, body):
            cells = cells_of(region)
            caption = " ".join(line.text for line in region.caption)
            x0, top, x1, bottom = (round(side, 1) for side in upright_box(region.box, region.view))
            if cells:
                yield PageTable("", number, label_of(caption), caption, x0, top, x1, bottom, tuple(cells))


def cells_of(region: Region) -> list[TableCell]:
    """The cells of a table that have text, by row and column."""
    lines = _visual_lines(region)
    if not lines:
        return []
    parts = _separators(lines, region)
    rows = _rows(lines, parts, region)
    cells = []
    for number, row in enumerate(rows):
        columns: dict[int, list[Piece]] = {}
        for line in row:
            for piece in _cut(line, parts):
                columns.setdefault(sum(part <= piece.x0 + 1 for part in parts), []).append(piece)
        for column, pieces in sorted(columns.items()):
            text = _text([piece.text for piece in pieces])
            box = upright_box(_around(pieces), region.view)
            cells.append(TableCell(number, column, text, *(round(side, 1) for side in box)))
    return cells


def _around(pieces: Sequence[Piece]) -> Box4:
    return (
        min(one.x0 for one in pieces),
        min(one.top for one in pieces),
        max(one.x1 for one in pieces),
        max(one.bottom for one in pieces),
    )


def _text(pieces: Sequence[str]) -> str:
    text = ""
    for piece in pieces:
        broken = text.endswith("-") and piece[:1].islower()
        text = text[:-1] + piece if broken else f"{text} {piece}".strip()
    return text


def _visual_lines(region: Region) -> list[list[Piece]]:
    """The words inside a table by the height that they stand at, each line from left to right."""
    left, top, right, bottom = region.box
    own = set(region.caption)
    words = [
        Piece(word, x0, line.top, x1, line.bottom)
        for _, line in region.view.lines
        if line not in own and top <= (line.top + line.bottom) / 2 <= bottom
        for word, x0, x1 in zip(line.words, line.edges[::2], line.edges[1::2], strict=True)
        if left <= (x0 + x1) / 2 <= right
    ]
    usual = sorted(word.bottom - word.top for word in words)[len(words) // 2] if words else 0.0
    lines: list[list[Piece]] = []
    raised = []
    for word in sorted(words, key=lambda one: ((one.top + one.bottom) / 2, one.x0)):
        if word.bottom - word.top < SMALL_SHARE * usual:
            raised.append(word)
        elif lines and (word.top + word.bottom) / 2 < _middle(lines[-1]) + usual / 3:
            lines[-1].append(word)
        else:
            lines.append([word])
    for word in raised:  # marks and indices stand higher or lower than the line that they belong to
        max(lines, key=lambda line: min(line[0].bottom, word.bottom) - max(line[0].top, word.top)).append(word)
    return [sorted(line, key=lambda one: one.x0) for line in lines]


def _middle(line: Sequence[Piece]) -> float:
    return sum(one.top + one.bottom for one in line) / (2 * len(line))


def _height(line: Sequence[Piece]) -> float:
    return max(one.bottom - one.top for one in line)


def _joined(line: Sequence[Piece], gap: float) -> list[Piece]:
    """The words of a line with those together that are nearer than `gap`."""
    pieces: list[Piece] = []
    for word in line:
        if pieces and word.x0 - pieces[-1].x1 < gap:
            last = pieces[-1]
            box = (last.x0, min(last.top, word.top), max(last.x1, word.x1), max(last.bottom, word.bottom))
            pieces[-1] = Piece(f"{last.text} {word.text}", *box)
        else:
            pieces.append(word)
    return pieces


def _separators(lines: Sequence[Sequence[Piece]], region: Region) -> list[float]:
    """Where one column ends and the next begins: the left edge of what stands right of the white space."""
    left, right = region.box[0], region.box[2]
    pieces = [piece for line in lines for piece in _joined(line, COLUMN_GAP)]
    steps = sorted({piece.x0 for piece in pieces} | {piece.x1 for piece in pieces})
    most = CROSSED_SHARE * len(lines)
    white: list[tuple[float, float]] = []
    for low, high in zip(steps, steps[1:], strict=False):
        crossing = sum(piece.x0 < high and piece.x1 > low for piece in pieces)
        if crossing > most:
            continue
        if white and white[-1][1] == low:
            white[-1] = (white[-1][0], high)
        else:
            white.append((low, high))
    inner = [(low, high) for low, high in white if low > left + 3 and high < right and high - low >= COLUMN_GAP]
    return [high for _, high in inner]


def _cut(line: Sequence[Piece], parts: Sequence[float]) -> list[Piece]:
    """A line as pieces of cells: apart where a column begins, unless the words run on over the white space."""
    pieces: list[Piece] = []
    for word in line:
        last = pieces[-1] if pieces else None
        column = sum(part <= word.x0 + 1 for part in parts)
        runs_on = last is not None and word.x0 - last.x1 < COLUMN_GAP
        same = last is not None and column == sum(part <= last.x1 - 1 for part in parts)
        if last is not None and (same or runs_on):
            box = (last.x0, min(last.top, word.top), max(last.x1, word.x1), max(last.bottom, word.bottom))
            pieces[-1] = Piece(f"{last.text} {word.text}", *box)
        else:
            pieces.append(word)
    return pieces


def _rows(lines: list[list[Piece]], parts: Sequence[float], region: Region) -> list[list[list[Piece]]]:
    rows: list[list[list[Piece]]] = [[lines[0]]]
    rules = sorted({round(rule.top) for rule in region.view.rules if region.box[1] < rule.top < region.box[3]})
    by_rules = len(rules) >= len(lines) / 3 and len(rules) > 3
    wide = _wide_gap(lines)
    for before, line in zip(lines, lines[1:], strict=False):
        low, high = _middle(before), _middle(line)
        if any(low < rule < high for rule in rules):
            new = True
        elif by_rules:
            new = False
        elif wide:
            new = high - low > wide
        else:
            new = not _continues(line, parts)
        if new:
            rows.append([])
        rows[-1].append(line)
    return rows


def _wide_gap(lines: Sequence[Sequence[Piece]]) -> float:
    """The gap between lines above which a new row begins; 0 where gaps do not tell."""
    gaps = sorted(_middle(after) - _middle(before) for before, after in zip(lines, lines[1:], strict=False))
    if len(gaps) < 3:
        return 0.0
    steps = [(high - low, (high + low) / 2) for low, high in zip(gaps, gaps[1:], strict=False)]
    near = [step for step in steps if step[1] < 2.5 * _height(lines[0])]
    step, place = max(near, default=(0.0, 0.0))
    narrow = sum(gap < place for gap in gaps)
    return place if step >= TWO_GAPS and FEWEST * len(gaps) <= narrow <= (1 - FEWEST) * len(gaps) else 0.0


def _continues(line: Sequence[Piece], parts: Sequence[float]) -> bool:
    pieces = _cut(line, parts)
    empty_first = bool(parts) and pieces[0].x0 >= parts[0] - 1
    return empty_first and all(piece.text[:1].islower() or piece.text[:1] == "(" for piece in pieces)
