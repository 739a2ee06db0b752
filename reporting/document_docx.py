"""A document as a Word file: real headings, lists and captions, heads of tables that repeat, alternative texts."""

import io
from collections.abc import Iterable
from datetime import datetime

import docx
import vl_convert
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from reporting.document_html import address
from reporting.document_parts import Box, Figure, Grid, Heading, Listing, Look, Paper, Paragraph, Part, Run, Words
from reporting.word_parts import (
    add_field,
    begin_field,
    end_field,
    fresh_numbers,
    keep_whole,
    link_run,
    printable,
    repeat_row,
    rule_rows,
    same_bytes,
    set_language,
)
from reporting.workbook import UNDATED

INK, NAVY, SOFT, RED, ACCENT = "16222E", "16344E", "48566A", "7A1F1F", "1A4F7D"
FONT = "Arial"  # on every machine that has Word, and as wide as Liberation Sans elsewhere
FILLS = {Look.MISSING: "FFF4D6", Look.INTERIM: "FFF4D6", Look.SYNTHETIC: "FBEAEA"}
STYLES = {  # size, colour, and points of space before
    "Title": (17, NAVY, 0),
    "Heading 1": (14, NAVY, 11),
    "Heading 2": (11.5, NAVY, 8),
    "Heading 3": (10.5, NAVY, 6),
}
SCALE = 2  # of a drawing's pixels, so that it prints sharply
WIDTH, HEIGHT = Cm(17), Cm(21)  # what a page of A4 leaves between its margins, less room for a caption


def write_docx(paper: Paper) -> bytes:
    """The document as the bytes of a DOCX file, the same for the same parts: its only date is `paper.day`."""
    word = docx.Document()
    _set_up(word, paper)
    _first_page(word, paper)
    numbers = {"Table": 0, "Figure": 0}
    for part in paper.opening:
        _write_part(word, part, numbers)
    if paper.contents:
        _contents(word, [one for one in paper.parts if isinstance(one, Heading) and one.level <= CONTENTS_TO])
    for part in paper.body:
        _write_part(word, part, numbers)
    return same_bytes(word)


CONTENTS_TO = 3  # the lowest level of headings in the list of contents


def _set_up(word: WordFile, paper: Paper) -> None:
    day = datetime.fromisoformat((paper.day or UNDATED)[:10])
    word.core_properties.title, word.core_properties.language = (
        printable(f"{paper.kind}: {paper.title}")[:255],
        "en-GB",
    )
    word.core_properties.author, word.core_properties.keywords = "", "; ".join(paper.marks)
    word.core_properties.created = word.core_properties.modified = day
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Pt(10), RGBColor.from_string(INK)
    normal.paragraph_format.space_after = Pt(4)
    for name in ("List Bullet", "List Number"):
        word.styles[name].paragraph_format.space_after = Pt(2)
    set_language(normal.element.get_or_add_rPr())
    for name, (size, colour, before) in STYLES.items():
        style = word.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor.from_string(colour)
        fonts = style.element.rPr.rFonts
        for one in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.attrib.pop(
                qn("w:cstheme" if one == "cs" else f"w:{one}Theme"), None
            )  # a theme's font would win over the named one
            fonts.set(qn(f"w:{one}"), FONT)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(3)
    word.styles["Caption"].font.color.rgb = RGBColor.from_string(NAVY)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    _add(head, (Run("  \u00b7  ".join(paper.marks), Look.STRONG),), colour=RED, size=8)
    _add(head, (Run(("    " if paper.marks else "") + paper.kind),), colour=SOFT, size=8)
    _add(foot, (Run(f"{paper.title[:90]}    Page "),), colour=SOFT, size=8)
    add_field(foot, "PAGE", "1")
    _add(foot, (Run(" of "),), colour=SOFT, size=8)
    add_field(foot, "NUMPAGES", "1")


def _first_page(word: WordFile, paper: Paper) -> None:
    _add(word.add_paragraph(), (Run(f"RAPID EVIDENCE REVIEW \u00b7 {paper.kind.upper()}"),), colour=SOFT, size=8.5)
    word.add_paragraph(printable(paper.title), style="Title")
    facts = word.add_paragraph()
    for place, (name, said) in enumerate(paper.facts):
        _add(facts, (Run(("  \u00b7  " if place else "") + f"{name}: "),), colour=SOFT, size=9)
        _add(facts, (Run(said),), size=9)


def _contents(word: WordFile, headings: Iterable[Heading]) -> None:
    """A table of contents that Word can bring up to date, filled in already so that it is never empty."""
    word.add_paragraph("Contents", style="Heading 1")
    listed = list(headings)
    lines = [word.add_paragraph() for _ in listed]
    for line, one in zip(lines, listed, strict=True):
        line.paragraph_format.left_indent = Cm(0.6 * (one.level - 2))
        line.paragraph_format.space_after = Pt(1)
    if lines:
        begin_field(lines[0], 'TOC \\o "1-2" \\h \\z \\u')
        for line, one in zip(lines, listed, strict=True):
            line.add_run(printable(one.text))
        end_field(lines[-1])


def _write_part(word: WordFile, part: Part, numbers: dict[str, int]) -> None:
    if isinstance(part, Heading):
        word.add_heading(printable(part.text), level=part.level - 1)
    elif isinstance(part, Paragraph):
        _write_paragraph(word, part)
    elif isinstance(part, Listing):
        _write_list(word, part)
    elif isinstance(part, Box):
        _write_box(word, part)
    elif isinstance(part, Figure):
        _write_figure(word, part, numbers)
    else:
        _write_grid(word, part, numbers)


def _write_paragraph(word: WordFile, part: Paragraph) -> None:
    style = "Quote" if part.look == Look.QUOTE else "Normal"
    small = part.look == Look.NOTE
    size = 9 if small else 11.5 if part.look == Look.LEAD else None
    _add(word.add_paragraph(style=style), part.words, colour=SOFT if small else "", size=size)


def _write_list(word: WordFile, part: Listing) -> None:
    number = fresh_numbers(word) if part.ordered else None
    for item in part.items:
        line = word.add_paragraph(style="List Number" if part.ordered else "List Bullet")
        if number is not None:
            line.paragraph_format.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
        _add(line, item)


def _write_box(word: WordFile, part: Box) -> None:
    line = word.add_paragraph()
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), FILLS[part.look])
    line.paragraph_format.element.get_or_add_pPr().append(shade)
    _add(line, (Run(f"{part.title}: ", Look.STRONG), *part.words))


def _write_figure(word: WordFile, part: Figure, numbers: dict[str, int]) -> None:
    picture = vl_convert.svg_to_png(part.svg, scale=SCALE)
    shown = word.add_picture(io.BytesIO(picture))
    ratio = min(WIDTH * part.width / shown.width, HEIGHT / shown.height)
    shown.width, shown.height = int(shown.width * ratio), int(shown.height * ratio)
    shown._inline.docPr.set("descr", printable(part.alt))
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    _caption(word, "Figure", part.caption, numbers)


def _write_grid(word: WordFile, part: Grid, numbers: dict[str, int]) -> None:
    if not part.rows:
        none = (Run(f"{part.title}: ", Look.STRONG), Run(part.empty))
        _add(word.add_paragraph(), none, colour=SOFT, size=9)
        return
    if part.title:
        line = _caption(word, "Table", part.title, numbers)
        line.paragraph_format.keep_with_next = True
        _add(line, (Run(f". {part.note}"),) if part.note else (), colour=SOFT, size=8.5)
    table = word.add_table(rows=1, cols=len(part.header))
    table.autofit = False
    rule_rows(table)
    repeat_row(table.rows[0]._tr)
    for cell, name in zip(table.rows[0].cells, part.header, strict=True):
        _fill(cell, (Run(name, Look.STRONG),), shade="F1F5F9")
    for row in part.rows:
        added = table.add_row()
        keep_whole(added._tr)
        for place, (cell, words) in enumerate(zip(added.cells, row, strict=True)):
            _fill(cell, words, right=place in part.right)
    total = sum(part.weights)
    for column, weight in zip(table.columns, part.weights, strict=True):
        column.width = int(WIDTH * weight / total)
        for cell in column.cells:
            cell.width = column.width
    _add(word.add_paragraph(), part.more, colour=SOFT, size=9)


def _caption(word: WordFile, kind: str, text: str, numbers: dict[str, int]) -> WordParagraph:
    numbers[kind] += 1
    line = word.add_paragraph(style="Caption")
    line.add_run(f"{kind} ")
    add_field(line, f"SEQ {kind} \\* ARABIC", str(numbers[kind]))
    line.add_run(f": {printable(text)}")
    return line


def _fill(cell: _Cell, words: Words, *, right: bool = False, shade: str = "") -> None:
    line = cell.paragraphs[0]
    line.paragraph_format.space_after = Pt(1)
    if right:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _add(line, words, size=8.5)
    if shade:
        fill = OxmlElement("w:shd")
        fill.set(qn("w:val"), "clear")
        fill.set(qn("w:fill"), shade)
        cell._tc.get_or_add_tcPr().append(fill)


def _add(line: WordParagraph, words: Words, *, colour: str = "", size: float | None = None) -> None:
    for one in words:
        run = line.add_run(printable(one.text))
        run.bold, run.italic = one.look == Look.STRONG, one.look == Look.EMPHASIS or None
        run.font.name = "Consolas" if one.look == Look.CODE else None
        run.font.size = Pt(size) if size else None
        if colour or one.link:
            run.font.color.rgb = RGBColor.from_string(ACCENT if one.link else colour)
        if one.link:
            run.font.underline = True
            link_run(line, run._r, address(one.link))
