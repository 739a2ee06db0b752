"""A page held so that what stands on it can be read: tables often lie on their side."""

from collections.abc import Sequence
from typing import NamedTuple

from extraction.lines import Box4, RawLine, RawPage, Rule, is_turned
from identification.vocabulary import Zone


class View(NamedTuple):
    """A page as it has to be held to read a table on it: its lines with their places in the stream, and its rules."""

    lines: list[tuple[int, RawLine]]
    rules: list[Rule]
    turn: str
    width: float
    height: float


def turn_of(line: RawLine) -> str:
    """How a line runs: `up` or `down` the page, or neither."""
    if not is_turned(line.x0, line.top, line.x1, line.bottom):
        return ""
    return "up" if line.edges[0] > line.edges[-2] or len(line.edges) == 2 else "down"


def view_of(page: RawPage, turn: str, zones: Sequence[Zone]) -> View:
    """A page with the lines that can be read when it is held upright, or turned with its text going `up` or `down`."""
    lines = [
        (index, turned_line(line, turn, page.width, page.height))
        for index, line in enumerate(page.lines)
        if (turn_of(line) == turn or len(line.text) <= 2) and zones[index] is not Zone.RUNNING
    ]
    rules = [Rule(*turned_box((rule.x0, rule.top, rule.x1, rule.bottom), turn, page)) for rule in page.rules]
    return View(lines, rules, turn, page.width, page.height)


def turned_line(line: RawLine, turn: str, width: float, height: float) -> RawLine:
    """A line as it stands on the turned page."""
    if not turn:  # a figure alone is higher than wide, and no turned line
        return line._replace(edges=(line.x0, line.x1)) if len(line.edges) == 2 else line
    size = RawPage(width, height, ())
    x0, top, x1, bottom = turned_box((line.x0, line.top, line.x1, line.bottom), turn, size)
    pairs = zip(line.edges[::2], line.edges[1::2], strict=True)
    edges = [edge for low, high in pairs for edge in ((height - high, height - low) if turn == "up" else (low, high))]
    if not is_turned(line.x0, line.top, line.x1, line.bottom):
        edges = [x0, x1]
    return line._replace(x0=x0, top=top, x1=x1, bottom=bottom, edges=tuple(edges))


def turned_box(box: Box4, turn: str, page: RawPage) -> Box4:
    """A box as it stands on the turned page."""
    x0, top, x1, bottom = box
    if turn == "up":
        return page.height - bottom, x0, page.height - top, x1
    return (top, page.width - x1, bottom, page.width - x0) if turn else box


def upright_box(box: Box4, view: View) -> Box4:
    """A box of a view as it stands on the page itself."""
    x0, top, x1, bottom = box
    if view.turn == "up":
        return top, view.height - x1, bottom, view.height - x0
    return (view.width - bottom, x0, view.width - top, x1) if view.turn else box
