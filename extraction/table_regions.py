"""Where the tables of a page stand: below or above a caption that says "Table N", between its rules or in its type.

Rules and bands of colour are looked at on pages with such a caption only. A table that lies on its side is looked at
turned upright.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extraction.lines import Box4, RawLine, RawPage, Rule, gaps_of
from extraction.views import View, turn_of, view_of
from extraction.zones import SAME_SIZE, follows, is_caption, main_size
from identification.vocabulary import Zone

# Pieces of one rule, drawn column by column, are at most so many points apart; a gutter between columns is wider.
RULE_GAP = 9.0
# Rules at one height differ by at most so many points.
RULE_HEIGHT = 2.0
# Rules of one table begin and end at most so many points apart; a wider one is the page's frame or another table's.
OVERHANG = 20.0
# A caption beside its table takes at most so much of the page's width.
SIDE_SHARE = 0.35
# A table begins within so many heights of its caption's lines; more is white space before other text.
CAPTION_GAP = 4.0
# Rows without rules between them are at most so many of their own heights apart.
ROW_GAP = 2.2
# A gap between two words of a row that is wider than this, in sizes of the type, tells two cells.
CELL_GAP = 1.2
# A line of prose fills at least so much of the usual column, without such a gap.
PROSE_SHARE = 0.8
# A note under a table fills at least so much of its width.
NOTE_SHARE = 0.6

TABLE = re.compile(r"(?i)(?:\w+\s+)?tab(?:le|\.)")
CONTINUED = re.compile(r"(?i)[\s(\[]*(?:\(?\s*cont(?:inued|inuation|['’]?d|\.)?|continues)[\s.)\]]*")
LABEL = re.compile(r"(?i)(?:\w+\s+)?tab(?:le|\.)\s*[-–.]?\s*[A-Z]?\.?\d{1,3}(?:\.\d{1,2})?|(?i:table)\s*[IVX]{1,5}")


class Body(NamedTuple):
    """The running text of a document: the size of its type, and the width of its columns."""

    size: float
    width: float


class Region(NamedTuple):
    """The place of a table in its view, and its caption's lines."""

    view: View
    box: Box4
    caption: tuple[RawLine, ...]


def regions(page: RawPage, zones: Sequence[Zone], body: Body) -> Iterator[Region]:
    """The places of the tables of a page, in the order of their captions; `body` tells of the running text."""
    captions = list(_captions(page, zones))
    for caption in captions:
        turn = turn_of(caption[0][1])
        view = view_of(page, turn, zones)
        own = {index for index, _ in caption}
        lines = [line for index, line in view.lines if index in own]
        others = [line for index, line in view.lines if zones[index] is Zone.CAPTION and index not in own]
        free = [line for index, line in view.lines if zones[index] is Zone.BODY]
        box = next(filter(None, (way(lines, free, others, view, body) for way in (_beside, _below, _above))), None)
        if box:
            yield Region(view, box, tuple(lines))


def body_of(pages: Sequence[RawPage]) -> Body:
    """The size of type that most letters are set in, and the width that most of its lines have."""
    size = main_size(pages)
    widths = Counter(5 * round((one.x1 - one.x0) / 5) for page in pages for one in page.lines if one.size == size)
    wide = {width: times for width, times in widths.items() if width >= 20 * size}
    return Body(size, max(wide or {0: 0}, key=lambda width: (wide.get(width, 0), width)))


def label_of(caption: str) -> str:
    """The label of a table as every part of it has it: "table 1", and nothing where there is none.

    >>> label_of("TABLE 1 (continued)"), label_of("Supplemental Table-2: Means")
    ('table 1', 'supplemental table 2')
    """
    found = LABEL.match(caption)
    return " ".join(re.findall(r"\w+", found[0].casefold())) if found else ""


def _captions(page: RawPage, zones: Sequence[Zone]) -> Iterator[list[tuple[int, RawLine]]]:
    caption: list[tuple[int, RawLine]] = []
    before: RawLine | None = None
    for index, line in enumerate(page.lines):
        opens = zones[index] is Zone.CAPTION and is_caption(line, before if not caption else None)
        if caption and (opens or zones[index] is not Zone.CAPTION):
            yield caption
            caption = []
        if (opens and TABLE.match(line.text)) or (caption and zones[index] is Zone.CAPTION):
            caption.append((index, line))
        before = None if zones[index] is Zone.RUNNING else line
    if caption:
        yield caption


def _below(
    caption: Sequence[RawLine], free: list[RawLine], others: list[RawLine], view: View, body: Body
) -> Box4 | None:
    x0, foot = min(one.x0 for one in caption), max(one.bottom for one in caption)
    x1 = max(one.x1 for one in caption)
    stop = min((one.top for one in others if one.top > foot and one.x0 < x1 and x0 < one.x1), default=view.height)
    return _ruled(caption, free, view, body, (x0, foot, x1, stop)) or _plain(caption, free, body, (x0, foot, x1, stop))


def _beside(
    caption: Sequence[RawLine], free: list[RawLine], others: list[RawLine], view: View, body: Body
) -> Box4 | None:
    """A table whose caption stands left of it, in a narrow column of its own."""
    x1, head = max(one.x1 for one in caption), min(one.top for one in caption)
    if x1 - min(one.x0 for one in caption) > SIDE_SHARE * view.width:
        return None
    stop = min((one.top for one in others if one.top > head + 2 and one.x0 < x1), default=view.height)
    right = [one for one in free if one.x0 > x1]
    return _ruled(caption, right, view, body, (x1 + 2, head - caption[0].height, view.width, stop))


def _above(
    caption: Sequence[RawLine], free: list[RawLine], others: list[RawLine], view: View, body: Body
) -> Box4 | None:
    """A table whose caption stands under it, looked at upside down."""
    high = view.height
    flip = [one._replace(top=high - one.bottom, bottom=high - one.top) for one in free]
    cap = [one._replace(top=high - one.bottom, bottom=high - one.top) for one in caption]
    rest = [one._replace(top=high - one.bottom, bottom=high - one.top) for one in others]
    rules = [Rule(rule.x0, high - rule.bottom, rule.x1, high - rule.top) for rule in view.rules]
    x0, foot, x1 = min(one.x0 for one in cap), max(one.bottom for one in cap), max(one.x1 for one in cap)
    stop = min((one.top for one in rest if one.top > foot and one.x0 < x1 and x0 < one.x1), default=high)
    found = _ruled(cap, flip, view._replace(rules=rules), body, (x0, foot, x1, stop))
    return (found[0], high - found[3], found[2], high - found[1]) if found else None


def _ruled(caption: Sequence[RawLine], free: list[RawLine], view: View, body: Body, room: Box4) -> Box4 | None:
    """From the first rule below a caption to the last that only rows of a table part from it."""
    x0, foot, x1, stop = room
    rows = [row for row in _rule_rows(view.rules, x0, x1) if foot - RULE_HEIGHT * 2 <= row.top < stop]
    height = caption[-1].height
    if not rows or rows[0].top - foot > CAPTION_GAP * height:
        return None
    left, top, right, bottom = rows[0].x0, rows[0].top, rows[0].x1, rows[0].bottom
    for row in rows[1:]:
        if row.x0 >= right or row.x1 <= left:
            continue
        if row.x0 < left - OVERHANG or row.x1 > right + OVERHANG:
            break
        between = [
            one for one in _within(free, min(left, row.x0), max(right, row.x1)) if bottom < _middle(one) < row.top
        ]
        if _has_prose(between, body) or (bottom > top and _is_note(between, right - left)):
            break
        left, right, bottom = min(left, row.x0), max(right, row.x1), max(bottom, row.bottom)
    foot = _down(free, (left, top, right, bottom), stop, body)
    if _is_table([one for one in _within(free, left, right) if bottom < _middle(one) < foot]):
        bottom = foot  # the last rule stood under the heads of the columns, or within the rows
    grown = [one for one in _within(free, left, right) if top < _middle(one) < bottom]
    return (left - 2, top, right + 2, bottom) if _is_table(grown) else None


def _plain(caption: Sequence[RawLine], free: list[RawLine], body: Body, room: Box4) -> Box4 | None:
    """Rows below a caption without rules, as long as they follow each other and are not prose."""
    x0, foot, x1, stop = room
    first = [one for one in free if foot - 1 <= one.top < foot + CAPTION_GAP * caption[-1].height]
    first = [one for one in first if one.x0 < x1 and x0 < one.x1]
    if not first:
        return None
    left, right = min(x0, *(one.x0 for one in first)), max(x1, *(one.x1 for one in first))
    bottom = _down(free, (left, foot, right, foot), stop, body)
    inside = [one for one in _within(free, left, right) if foot < _middle(one) < bottom]
    return (left - 2, foot, right + 2, bottom + 1) if _is_table(inside) else None


def _down(free: list[RawLine], box: Box4, stop: float, body: Body) -> float:
    """The foot of the rows that follow downwards from a box, in one size of type."""
    left, top, right, bottom = box
    below = sorted((one for one in _within(free, left, right) if top < _middle(one) < stop), key=lambda one: one.top)
    size, last = below[0].size if below else 0.0, bottom
    for number, one in enumerate(below):
        if _middle(one) > bottom:
            apart = one.top - last
            other = abs(one.size - size) > 2 * SAME_SIZE * size and one.size > size
            if apart > ROW_GAP * one.height or other or _has_prose(below[number : number + 3], body):
                break
        last = max(last, one.bottom)
    return last


def _rule_rows(rules: Sequence[Rule], x0: float, x1: float) -> list[Rule]:
    """The rules at each height as one, from the top; of what stands at one height only what touches the caption's."""
    flat = sorted((one for one in rules if one.x1 - one.x0 > one.bottom - one.top), key=lambda one: (one.top, one.x0))
    rows: list[list[Rule]] = []
    for one in flat:
        if rows and one.top - rows[-1][0].top <= RULE_HEIGHT:
            rows[-1].append(one)
        else:
            rows.append([one])
    joined = []
    for row in rows:
        for part in _connected(row):
            if part.x0 < x1 - 1 and x0 < part.x1 - 1 and part.x1 - part.x0 > 30:
                joined.append(part)
    return joined


def _connected(row: Sequence[Rule]) -> Iterator[Rule]:
    part: Rule | None = None
    for one in sorted(row):
        if part is not None and one.x0 - part.x1 <= RULE_GAP:
            part = Rule(part.x0, min(part.top, one.top), max(part.x1, one.x1), max(part.bottom, one.bottom))
            continue
        if part is not None:
            yield part
        part = one
    if part is not None:
        yield part


def _within(lines: Sequence[RawLine], left: float, right: float) -> list[RawLine]:
    return [one for one in lines if left - 2 <= (one.x0 + one.x1) / 2 <= right + 2]


def _middle(line: RawLine) -> float:
    return (line.top + line.bottom) / 2


def _has_prose(lines: Sequence[RawLine], body: Body) -> bool:
    """Whether two lines that follow each other are set like the body and fill a column."""
    full = sorted((one for one in lines if _is_prose(one, body)), key=lambda one: one.top)
    return any(follows(one, other) for number, one in enumerate(full) for other in full[number + 1 : number + 4])


def _is_prose(line: RawLine, body: Body) -> bool:
    fills = line.x1 - line.x0 >= PROSE_SHARE * body.width and abs(line.size - body.size) <= SAME_SIZE * body.size
    return fills and max(gaps_of(line), default=0) <= CELL_GAP * line.size


def _is_note(lines: Sequence[RawLine], width: float) -> bool:
    """Whether all that stands between two rules is sentences across the table, as notes under it are."""
    if not lines or max(one.x1 - one.x0 for one in lines) < NOTE_SHARE * width:
        return False
    ordered = sorted(lines, key=lambda one: one.top)
    alone = all(other.top > _middle(one) for one, other in zip(ordered, ordered[1:], strict=False))
    return alone and all(max(gaps_of(one), default=0) <= CELL_GAP * one.size for one in lines)


def _is_table(lines: Sequence[RawLine]) -> bool:
    """Whether lines stand side by side, as cells do, in two rows at least."""
    heights: Counter[int] = Counter()
    for line in lines:
        wide = sum(gap > CELL_GAP * line.size for gap in gaps_of(line))
        heights[round(_middle(line) / 4)] += 1 + wide
    return sum(pieces > 1 for pieces in heights.values()) >= 2


def is_continued(caption: str) -> bool:
    """Whether a caption says that its table began on an earlier page.

    >>> is_continued("Table 1 (continued)"), is_continued("Table 1. Continued growth of trusts")
    (True, False)
    """
    found = LABEL.match(caption)
    rest = caption[found.end() :].lstrip(" .:") if found else ""
    return bool(rest and CONTINUED.fullmatch(rest))
