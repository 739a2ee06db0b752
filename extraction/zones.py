"""Which lines of a page are its running text, and which stand beside it: heads and feet, captions, tables, notes.

The reader of a page passes over them in the middle of a sentence, and so must the text; they are kept, each with its
zone. Told from three things: the words that open a caption, type smaller than the body's, and a sentence that breaks
off before other type and goes on behind it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from extraction.headings import is_item, is_section
from extraction.lines import Box4, RawLine, RawPage, Rule, gaps_of
from identification.vocabulary import Zone

# Running heads stand in the outer tenth of a page: 8 % on A4 journal pages, up to 9.5 % on US letter reports.
MARGIN_SHARE = 0.1
# The same words at the same height on two pages are a running head: left and right pages alternate, and an article of
# four pages has each only twice.
RUNNING_PAGES = 2
# Two running heads stand at the same height when they differ by less than this share of the page.
SAME_HEIGHT = 0.01
# Sizes of type that differ by less than this share are the same: producers round them.
SAME_SIZE = 0.04
# Type that carries a fifth of the letters is body, however large: reference lists in small type can outweigh it.
BODY_SHARE = 0.2
# Lines of one paragraph are at most .8 of a line's height apart: 1.5-spaced manuscripts have .6.
LINE_GAP = 0.8
# A sentence that breaks off is looked for behind at most so many lines of other type: a full-page table has 60 to 70.
BREAK_LINES = 80
# A gap between words of more than so many sizes of type parts the cells of a row; no caption has one.
ROW_GAP = 2.0
# Words in a figure: three lines and more of at most so many words each.
LABEL_WORDS = 4
LABELS = 3
# Notes at the foot of a page take at most so much of it; what is longer is text in small type, as methods often are.
NOTES_SHARE = 0.4

# A number alone, "- 12 -", "page 3 of 9" or "iv", digits masked; "12." and "45)" end a reference.
PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—|\[\s]*#[-–—|\]\s]*(?:(?:of|/)\s*#)?|[ivxlc]{1,6}")
ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’)\]]*\d{0,3}$")
# "Figure 2.", "Table 1 Characteristics", "Tab. IV"; "Table 1 shows" is a sentence.
CAPTION = re.compile(
    r"(?P<what>(?i:(?:supplementary\s+|additional\s+|supp?\.\s+)?(?:fig(?:ure|\.)?|table|tab\.|box|scheme|chart|exhibit)))"
    r"[\s-]*(?P<number>(?:[A-Z]\.?)?\d{1,3}(?:\.\d{1,2})?|[IVX]{1,5})(?P<letter>[a-zA-Z]?)"
    r"(?P<mark>\s*[.:|–—-](?=\s|$)|(?=\s+[^a-z\s])|\s*\(|\s*$)"
)


class Spot(NamedTuple):
    """A line, the page that it is on, and its place in the page's stream."""

    page: int
    place: int
    line: RawLine


def captioned(pages: Sequence[RawPage]) -> list[list[Zone]]:
    """The zone of each line of each page as far as heads, feet and captions go; all else is body."""
    zones = [[Zone.BODY] * len(page.lines) for page in pages]
    _mark_running(pages, zones)
    for page, own in zip(pages, zones, strict=True):
        _mark_captions(page, own)
    return zones


def zones_of(
    pages: Sequence[RawPage], captions: Sequence[Sequence[Zone]], boxed: Mapping[int, Sequence[Box4]]
) -> list[list[Zone]]:
    """The zone of each line of each page; `boxed` holds the boxes of the tables on each page, counted from 0."""
    zones = [list(own) for own in captions]
    for number, boxes in boxed.items():
        for index, line in enumerate(pages[number].lines):
            if zones[number][index] is Zone.BODY and any(_inside(line, box) for box in boxes):
                zones[number][index] = Zone.TABLE
    main = main_size(pages)
    for page, own in zip(pages, zones, strict=True):
        _mark_labels(page, own)
        _mark_notes(page, own, main)
    _mark_interruptions(pages, zones, main)
    return zones


def main_size(pages: Sequence[RawPage]) -> float:
    """The size of the body's type: the largest that a fifth of the letters have."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    often = [size for size, letters in sizes.items() if letters >= BODY_SHARE * sizes.total()]
    return max(often or sizes, default=0.0)


def is_caption(line: RawLine, before: RawLine | None) -> bool:
    """Whether a line opens a caption; it does not where the line above it runs on into it."""
    found = CAPTION.match(line.text)
    if not found:
        return False
    if before is None or not follows(before, line) or not same_size(before, line):
        return True
    return bool(ENDS_SENTENCE.search(before.text)) and (bool(found["mark"].strip()) or before.bold != line.bold)


def follows(before: RawLine, line: RawLine) -> bool:
    """Whether a line stands right below another, as the next line of its paragraph."""
    over = line.x0 < before.x1 and before.x0 < line.x1
    return over and line.top > before.top and line.top - before.bottom <= LINE_GAP * before.height


def same_size(one: RawLine, other: RawLine) -> bool:
    """Whether two lines are set in type of one size."""
    return abs(one.size - other.size) <= SAME_SIZE * max(one.size, other.size)


def _inside(line: RawLine, box: Box4) -> bool:
    x0, top, x1, bottom = box
    return x0 <= (line.x0 + line.x1) / 2 <= x1 and top <= (line.top + line.bottom) / 2 <= bottom


def _mark_running(pages: Sequence[RawPage], zones: list[list[Zone]]) -> None:
    """Heads and feet that repeat at the same height, and page numbers."""
    seen: dict[str, list[tuple[int, float]]] = {}
    for number, page in enumerate(pages):
        for line in page.lines:
            if in_margin(line, page):
                seen.setdefault(_mask(line.text), []).append((number, line.top / page.height))
    for number, page in enumerate(pages):
        for index, line in enumerate(page.lines):
            if in_margin(line, page) and _runs(line, page, seen):
                zones[number][index] = Zone.RUNNING


def in_margin(line: RawLine, page: RawPage) -> bool:
    """Whether a line stands in the outer tenth of its page."""
    across, down = page.width * MARGIN_SHARE, page.height * MARGIN_SHARE
    beside = line.x1 <= across or line.x0 >= page.width - across
    return beside or line.bottom <= down or line.top >= page.height - down


def _runs(line: RawLine, page: RawPage, seen: Mapping[str, Sequence[tuple[int, float]]]) -> bool:
    mask, edge = _mask(line.text), page.height * MARGIN_SHARE
    outside = line.bottom <= edge or line.top >= page.height - edge
    if outside and PAGE_NUMBER.fullmatch(mask):  # beside the text a number alone marks a line or a note
        return True
    height = line.top / page.height
    return len({number for number, other in seen[mask] if abs(other - height) < SAME_HEIGHT}) >= RUNNING_PAGES


def _mask(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.casefold().split()))


def _mark_captions(page: RawPage, zones: list[Zone]) -> None:
    """A caption lasts as long as lines of its type follow right below; its first line may be a label of its own."""
    before: RawLine | None = None
    open_caption: list[RawLine] = []
    for index, line in enumerate(page.lines):
        if zones[index] is not Zone.BODY:
            open_caption, before = [], None
            continue
        if is_caption(line, before if not open_caption else None):
            open_caption = [line]
        elif open_caption and not _goes_on(open_caption, line, page):
            open_caption = []
        if open_caption:
            zones[index] = Zone.CAPTION
            open_caption = [*open_caption, line] if open_caption[-1] is not line else open_caption
        before = line


def _goes_on(caption: Sequence[RawLine], line: RawLine, page: RawPage) -> bool:
    last = caption[-1]
    ruled = any(last.top + last.height / 2 < rule.top < line.top + line.height / 2 for rule in _across(page, line))
    if ruled or any(gap > ROW_GAP * line.size for gap in gaps_of(line)):
        return False
    beside = abs(line.top - last.top) < last.height / 2 and line.x0 >= last.x1  # the label stands left of the words
    label_alone = len(caption) == 1 and len(last.words) <= 3
    alike = same_size(last, line) and (line.bold <= last.bold or len(caption) == 1)
    return beside or (follows(last, line) and (alike or label_alone) and not is_section(line.text))


def _across(page: RawPage, line: RawLine) -> Iterator[Rule]:
    return (rule for rule in page.rules if rule.x0 < line.x1 and line.x0 < rule.x1 and rule.bottom - rule.top < 3)


def _mark_labels(page: RawPage, zones: list[Zone]) -> None:
    """Words in a figure: on a page with a figure's caption, runs of lines of some words each, and no list."""
    captions = (line.text for line, zone in zip(page.lines, zones, strict=True) if zone is Zone.CAPTION)
    if not any(CAPTION.match(text) and text[:3].casefold() != "tab" for text in captions):
        return
    for run in _runs_of(page, zones, lambda line: len(line.words) <= LABEL_WORDS and not is_item(line.text)):
        lines = [page.lines[index] for index in run]
        words = sum(len(line.words) for line in lines)
        ends = run[0] > 0 and follows(page.lines[run[0] - 1], lines[0])
        single = all(len(line.text) <= 2 for line in lines)
        if single or (len(run) >= LABELS and words <= LABEL_WORDS * len(run) / 2 + 2 and not ends):
            for index in run:
                zones[index] = Zone.FIGURE


def _mark_notes(page: RawPage, zones: list[Zone], main: float) -> None:
    """Small type at the foot of a column, with nothing of the body below it: notes, addresses, licences."""
    body = [line for line, zone in zip(page.lines, zones, strict=True) if zone is Zone.BODY]
    for run in _runs_of(page, zones, lambda line: line.size < main * (1 - SAME_SIZE)):
        lines = [page.lines[index] for index in run]
        top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
        left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
        column = [one for one in body if one.x0 < right and left < one.x1 and one not in lines]
        below = any(one.top > top for one in column)
        above = [one for one in column if one.bottom <= top + one.height / 2 and one.size > main * (1 - SAME_SIZE)]
        headed = run[0] > 0 and zones[run[0] - 1] is Zone.BODY and is_section(page.lines[run[0] - 1].text)
        if above and not below and not headed and bottom - top <= NOTES_SHARE * page.height:
            for index in run:
                zones[index] = Zone.FOOTNOTE


def _runs_of(page: RawPage, zones: Sequence[Zone], chosen: Callable[[RawLine], bool]) -> Iterator[list[int]]:
    """The places of lines of the body that follow each other in the stream and are all chosen."""
    run: list[int] = []
    for index, line in enumerate(page.lines):
        if zones[index] is Zone.BODY and not is_section(line.text) and chosen(line):
            run.append(index)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _mark_interruptions(pages: Sequence[RawPage], zones: list[list[Zone]], main: float) -> None:
    """What stands between the two parts of a sentence, in other type than both, is no part of it."""
    spots = [
        Spot(number, index, line)
        for number, page in enumerate(pages)
        for index, line in enumerate(page.lines)
        if zones[number][index] is Zone.BODY
    ]
    at = 0
    while at < len(spots):
        broken = spots[at].line
        behind = _resumed(spots, at) if _breaks_off(spots, at, main) else at + 1
        for spot in spots[at + 1 : behind]:
            low = spot.line.top > broken.top and spot.page == spots[at].page
            zones[spot.page][spot.place] = Zone.FOOTNOTE if low else Zone.FIGURE
        at = behind


def _breaks_off(spots: Sequence[Spot], at: int, main: float) -> bool:
    line = spots[at].line
    is_text = abs(line.size - main) <= SAME_SIZE * main and len(line.words) > 3
    if not is_text or at + 1 >= len(spots) or ENDS_SENTENCE.search(line.text):
        return False
    return not same_size(line, spots[at + 1].line)


def _resumed(spots: Sequence[Spot], at: int) -> int:
    """The place of the line that goes on with the one at `at`; the next one where none does."""
    line = spots[at].line
    for place in range(at + 1, min(at + BREAK_LINES, len(spots))):
        other = spots[place].line
        if other.size > line.size * (1 + SAME_SIZE) and len(other.words) > 1:
            return at + 1
        if same_size(line, other):
            goes_on = other.text[0].islower() or line.text[-1] == "-"
            return place if goes_on and other.bold == line.bold else at + 1
    return at + 1
