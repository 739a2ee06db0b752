"""Where does each box of the flow stand, and which arrows run between them?

The layout is that of PRISMA 2020: a column per way of finding studies, the previous version to the left of them, and
to the right of each box what leaves the review before the next one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reporting.flow_boxes import (
    AWAITING,
    COLUMN_NAMES,
    DATABASES,
    INCLUDED,
    OTHER,
    PREVIOUS,
    in_flow_order,
    rows_of,
    step_of,
)
from reporting.stages import FlowBox
from reporting.svg_text import NO_BREAK, wrap_text

# In pixels. A gap holds an arrow and its head; the widths let the longest label of STEPS stand in two lines.
SIZE, LEADING, PAD = 13, 18, 11
GAP, STACKED, MARGIN = 30, 10, 14
MAIN, SIDE, BAR = 256, 276, 30
HANGING, INDENT = 10, 10

# What stands below each other in a column, and what leaves to the right of each.
LEVELS: dict[str, tuple[str, ...]] = {
    "identified": ("duplicates", "not_screened", "awaiting_screening"),
    "screened": ("excluded", "screening_conflicts"),
    "sought": ("not_retrieved", "awaiting_retrieval", "awaiting_full_text", "full_text_conflicts"),
    "assessed": ("excluded_full_text",),
}
STAGES = {"Identification": ("identified",), "Screening": ("screened", "sought", "assessed")}
STAGE = 118  # pixels: the word "Identification" upright, which is as high as a stage has to be
HEADINGS = {
    PREVIOUS: "Previous studies",
    DATABASES: "Identification of studies via databases and registers",
    OTHER: "Identification of studies via other methods",
}


@dataclass(frozen=True)
class Line:
    """One line of text in a box, `indent` pixels from its left padding."""

    text: str
    bold: bool = False
    indent: int = 0


@dataclass(frozen=True)
class Placed:
    """A rectangle with text. `look` is box, waiting, heading, stage, mark or note; `says` is read when pointed at."""

    look: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[Line, ...]
    says: str = ""

    @property
    def middle(self) -> tuple[int, int]:
        """The centre of the rectangle."""
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def bottom(self) -> int:
        """The lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class Layout:
    """Everything that is drawn, in pixels; an arrow is the points that it passes."""

    width: int
    height: int
    placed: tuple[Placed, ...]
    arrows: tuple[tuple[tuple[int, int], ...], ...]


def lay_out_flow(boxes: Sequence[FlowBox], marks: Sequence[str]) -> Layout:
    """The flow as rectangles and arrows, with the marks (INTERIM, SYNTHETIC) across its top."""
    sheet = _Sheet(boxes)
    top = MARGIN
    for mark in marks:
        top = sheet.put(
            "mark", MARGIN, top, sheet.width - 2 * MARGIN, wrapped(mark, sheet.width - 2 * MARGIN, bold=True)
        )
        top += STACKED
    top = sheet.put_headings(top)
    for stage, levels in STAGES.items():
        start = top
        for level in levels:
            top = sheet.put_level(level, top)
        top = max(top, start + STAGE + GAP)
        sheet.put_stage(stage, start, top - GAP)
    bottom = sheet.put_notes(sheet.put_included(top))
    return Layout(sheet.width, bottom + MARGIN, tuple(sheet.placed), tuple(sheet.arrows))


def wrapped(text: str, width: int, *, bold: bool = False, indent: int = 0) -> tuple[Line, ...]:
    """A text as lines that fit into a box of this width; the second line of a row hangs in."""
    room = width - 2 * PAD - indent - HANGING
    lines = wrap_text(text, room, size=SIZE, bold=bold)
    return tuple(Line(line, bold, indent + (HANGING if place and not bold else 0)) for place, line in enumerate(lines))


def counted(box: FlowBox) -> str:
    """The count as the flow prints it, never torn apart at the end of a line."""
    return f"n{NO_BREAK}unknown" if box.count is None else f"n{NO_BREAK}={NO_BREAK}{box.count:,}"


def notes_of(boxes: Iterable[FlowBox]) -> list[str]:
    """What stands below the drawing: the detail of each box that has one, by column and label."""
    told = [box for box in in_flow_order(boxes) if box.detail and box.count is not None]
    return [f"{COLUMN_NAMES.get(box.column, box.column)}, {box.label}: {box.detail}." for box in told]


class _Sheet:
    """Collects what is placed so far."""

    def __init__(self, boxes: Sequence[FlowBox]) -> None:
        self.boxes = {box.box: box for box in boxes}
        self.columns = [name for name in (DATABASES, OTHER) if f"{name}.identified" in self.boxes] or [DATABASES]
        self.placed: list[Placed] = []
        self.arrows: list[tuple[tuple[int, int], ...]] = []
        self.last: dict[str, Placed] = {}
        self.lefts = self._lefts()
        self.width = max(self.lefts.values()) + MAIN + GAP + SIDE + MARGIN

    def _lefts(self) -> dict[str, int]:
        left, places = MARGIN + BAR + GAP // 2, {}
        if f"{PREVIOUS}.studies" in self.boxes:
            places[PREVIOUS] = left
            left += MAIN + GAP
        for column in self.columns:
            places[column] = left
            left += MAIN + GAP + SIDE + GAP
        return places

    def put(self, look: str, x: int, y: int, width: int, lines: tuple[Line, ...], says: str = "") -> int:
        """Place a box as high as its lines; returns its lower edge."""
        self.placed.append(Placed(look, x, y, width, len(lines) * LEADING + 2 * PAD - 4, lines, says))
        return self.placed[-1].bottom

    def put_boxes(self, names: Sequence[str], x: int, y: int, width: int) -> Placed | None:
        """Place the boxes of these names as one rectangle; None when the flow has none of them."""
        found = [self.boxes[name] for name in names if name in self.boxes]
        if not found:
            return None
        lines = tuple(line for box in found for line in self._lines(box, width))
        says = "; ".join(dict.fromkeys(f"counted from {box.counted_from}" for box in found))
        look = "waiting" if any(step_of(box) in AWAITING for box in found) else "box"
        self.put(look, x, y, width, lines, "; ".join(filter(None, [says, *(box.detail for box in found)])))
        return self.placed[-1]

    def _lines(self, box: FlowBox, width: int) -> tuple[Line, ...]:
        rows = [
            wrapped(f"{row.label} ({counted(row)})", width, indent=INDENT) for row in rows_of(box, self.boxes.values())
        ]
        return sum(rows, wrapped(f"{box.label} ({counted(box)})", width, bold=True))

    def put_headings(self, top: int) -> int:
        """Place the heading of each column and, below the first, what the previous version had included."""
        first = len(self.placed)
        for column, x in self.lefts.items():
            width = MAIN if column == PREVIOUS else MAIN + GAP + SIDE
            self.put("heading", x, top, width, wrapped(HEADINGS[column], width, bold=True))
        height = max(one.height for one in self.placed[first:])
        self.placed[first:] = [replace(one, height=height) for one in self.placed[first:]]
        top += height + GAP // 2
        if PREVIOUS in self.lefts:
            names = (f"{PREVIOUS}.studies", f"{PREVIOUS}.reports")
            self._remember(PREVIOUS, self.put_boxes(names, self.lefts[PREVIOUS], top, MAIN))
        return top

    def put_level(self, level: str, top: int) -> int:
        """Place one box of every column with what leaves it; returns where the next level begins."""
        bottom = top
        for column in self.columns:
            x = self.lefts[column]
            main = self.put_boxes([f"{column}.{level}"], x, top, MAIN)
            if main is None:
                continue
            if column in self.last:
                self.arrows.append(((self.last[column].middle[0], self.last[column].bottom), (main.middle[0], top)))
            self._remember(column, main)
            bottom = max(bottom, main.bottom, self._put_sides(column, level, main))
        return bottom + GAP

    def _put_sides(self, column: str, level: str, main: Placed) -> int:
        x, y = main.x + MAIN + GAP, main.y
        for step in LEVELS[level]:
            side = self.put_boxes([f"{column}.{step}"], x, y, SIDE)
            if side is not None:
                self.arrows.append(_branch(main, side))
                y = side.bottom + STACKED
        return y - STACKED

    def put_stage(self, name: str, top: int, bottom: int) -> None:
        """Place the bar at the left edge that names a stage."""
        self.placed.append(Placed("stage", MARGIN, top, BAR, bottom - top, (Line(name, bold=True),)))

    def put_included(self, top: int) -> int:
        """Place what is included and, in an update, the totals; returns the lower edge."""
        x = self.lefts[DATABASES] if DATABASES in self.lefts else min(self.lefts.values())
        new = self.put_boxes([f"{INCLUDED}.studies", f"{INCLUDED}.reports"], x, top, MAIN)
        if new is None:
            return top
        self._join_columns(new)
        names = [f"{INCLUDED}.total_studies", f"{INCLUDED}.total_reports"]
        total = self.put_boxes(names, x, new.bottom + GAP, MAIN)
        if total is not None:
            self.arrows.append(((new.middle[0], new.bottom), (new.middle[0], total.y)))
        if total is not None and PREVIOUS in self.last:
            before = self.last[PREVIOUS].middle[0]
            corner = (before, total.middle[1])
            self.arrows.append(((before, self.last[PREVIOUS].bottom), corner, (total.x, total.middle[1])))
        bottom = (total or new).bottom
        self.put_stage("Included", top, bottom)
        return bottom

    def put_notes(self, top: int) -> int:
        """Place what a reader must know of single counts, which no picture shows when it is pointed at."""
        width = self.width - 2 * MARGIN
        lines = tuple(line for note in notes_of(self.boxes.values()) for line in wrapped(note, width))
        return self.put("note", MARGIN, top + STACKED, width, lines) if lines else top

    def _join_columns(self, new: Placed) -> None:
        if DATABASES in self.last:
            self.arrows.append(((new.middle[0], self.last[DATABASES].bottom), (new.middle[0], new.y)))
        if f"{OTHER}.assessed" in self.boxes:
            start = self.last[OTHER].middle[0]
            corner = (start, new.middle[1])
            self.arrows.append(((start, self.last[OTHER].bottom), corner, (new.x + MAIN, new.middle[1])))

    def _remember(self, column: str, placed: Placed | None) -> None:
        if placed is not None:
            self.last[column] = placed


def _branch(main: Placed, side: Placed) -> tuple[tuple[int, int], ...]:
    """An arrow from the box itself where a box to its right stands beside it, else from the line that leaves it."""
    top, bottom = max(main.y, side.y), min(main.bottom, side.bottom)
    if bottom - top >= LEADING:
        return (main.x + main.width, (top + bottom) // 2), (side.x, (top + bottom) // 2)
    return (main.middle[0], side.middle[1]), (side.x, side.middle[1])
