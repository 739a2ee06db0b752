"""Whether the order of a page's stream is one that an eye could follow, and another order where it is not.

Producers write text in reading order nearly always, so that the stream is trusted first: geometry alone, which has to
guess columns, finds .84 of the sentences where the stream finds .97. But some programs write a page from its foot, or
by kind of type. Such a stream goes back up within a column again and again.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from extraction.lines import RawLine, RawPage, is_turned

# A page with fewer lines of so many words tells nothing of its order; words in figures stand in any order.
FEWEST_LINES = 12
WORDS = 4
# Of the steps from line to line, those back up in the same column: of 1,075 pages of articles, reports and files that
# break tools one has more than .12 (heads, notes and figures come last). A page with more than DOUBTFUL is named, one
# with more than WRONG is put in order by geometry.
DOUBTFUL, WRONG = 0.15, 0.3
# White space that parts two columns is at least so many points wide.
GUTTER = 8.0


def in_order(page: RawPage) -> RawPage:
    """The page, with its lines by columns and from the top where the stream's order cannot be the reader's."""
    if steps_back(page) <= WRONG:
        return page
    return replace(page, lines=tuple(_cut(list(page.lines))))


def is_doubtful(page: RawPage) -> bool:
    """Whether geometry speaks against the order of the stream, so that a person should compare a page with its text."""
    return steps_back(page) > DOUBTFUL


def steps_back(page: RawPage) -> float:
    """The share of steps from a line to the next that go back up within a column.

    >>> edges = (10, 20, 30, 40, 50, 60, 70, 90)
    >>> line = RawLine("of four words each", 10, 0, 90, 8, 8, False, edges)
    >>> from_the_foot = [line._replace(top=top, bottom=top + 8) for top in range(200, 0, -10)]
    >>> steps_back(RawPage(100, 300, tuple(from_the_foot)))
    1.0
    """
    lines = [one for one in page.lines if len(one.words) >= WORDS and not is_turned(*one[1:5])]
    if len(lines) < FEWEST_LINES:
        return 0.0
    back = sum(
        after.bottom <= before.top + before.height / 2 and after.x0 < before.x1 and before.x0 < after.x1
        for before, after in zip(lines, lines[1:], strict=False)
    )
    return back / (len(lines) - 1)


def _cut(lines: Sequence[RawLine]) -> list[RawLine]:
    """Lines by columns where white space runs down between them, else by the widest white space across."""
    if len(lines) < 2:
        return list(lines)
    for low, high in ((0, 2), (1, 3)):  # left and right sides part columns, tops and bottoms what stands above another
        sides = sorted(((*one[1:5], place) for place, one in enumerate(lines)), key=lambda one: one[low])
        ordered = [lines[one[4]] for one in sides]
        ends = list(accumulate((one[high] for one in sides), max))
        gap, place = max(
            (after[low] - end, at) for at, (end, after) in enumerate(zip(ends, sides[1:], strict=False), 1)
        )
        if gap >= (GUTTER if low == 0 else 0.0):
            return _cut(ordered[:place]) + _cut(ordered[place:])
    return sorted(lines, key=lambda one: (one.top, one.x0))
