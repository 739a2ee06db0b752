"""What stands beside the running text of a page, the tables on it, and the order of its lines."""

from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extraction.layers import TextLayer, boxes_between, page_lines
from extraction.passages import split_passages
from extraction.reading import read_document
from extraction.text_layer import PageLine
from identification.vocabulary import Section, Zone
from tests.unit.extraction import making_pdfs

WIDTH, HEIGHT = A4
FONT = "Helvetica"
PROSE = (
    "Leaders who work across systems share their power with others and",
    "build trust before they need it, since nobody can be told to follow",
    "where no line of command leads. They say so in many of the interviews",
)
REST = (
    "that were held with them over the years, and they say it of others as",
    "well as of themselves. We return to this in the discussion, where the",
    "limits of what people say of themselves are taken up once again here.",
)


def drawn(path: Path, draw: Callable[[Canvas], None]) -> TextLayer:
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    draw(canvas)
    canvas.save()
    return read_document(path, path.name)


def write(canvas: Canvas, lines: tuple[str, ...], top: float, *, size: float = 11, x: float = 72) -> None:
    canvas.setFont(FONT, size)
    for row, line in enumerate(lines):
        canvas.drawString(x, HEIGHT - top - 1.25 * size * row, line)


def rule(canvas: Canvas, top: float, x0: float = 72, x1: float = 420) -> None:
    canvas.line(x0, HEIGHT - top, x1, HEIGHT - top)


def of_zone(layer: TextLayer, zone: Zone) -> list[str]:
    return [one.text for one in split_passages(layer) if one.zone is zone]


def test_a_sentence_goes_on_behind_the_caption_that_stands_within_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, PROSE, 120)
        write(canvas, ("Figure 2. Who was asked, and when they were asked.",), 220, size=9)
        write(canvas, REST, 260)

    layer = drawn(tmp_path / "a.pdf", draw)

    assert any("the interviews that were held with them" in text for text in of_zone(layer, Zone.BODY))
    assert of_zone(layer, Zone.CAPTION) == ["Figure 2.", "Who was asked, and when they were asked."]


def test_a_sentence_that_begins_with_a_figure_or_table_is_no_caption(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(
            canvas,
            (*PROSE[:2], "where no line of command leads, as we show in", "Table 1 and in the text below it."),
            120,
        )

    layer = drawn(tmp_path / "a.pdf", draw)

    assert of_zone(layer, Zone.CAPTION) == []


def test_small_type_at_the_foot_of_a_page_is_a_note_and_not_within_the_sentence_over_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, PROSE, 120)
        write(canvas, ("* Address for letters: 5 Long Street, Upper Town.",), 700, size=8)
        canvas.showPage()
        write(canvas, REST, 120)

    layer = drawn(tmp_path / "a.pdf", draw)

    assert of_zone(layer, Zone.FOOTNOTE) == ["* Address for letters: 5 Long Street, Upper Town."]
    assert layer.pages[0].text.index("interviews") < layer.pages[0].text.index("* Address")


def test_words_in_a_figure_stand_beside_the_text(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, PROSE, 120)
        for row, label in enumerate(("North 12", "South 5", "West 3", "East 8")):
            write(canvas, (label,), 220 + 30 * row, x=200)
        write(canvas, ("Figure 1. Leaders by region",), 350, size=9)
        write(canvas, REST, 400)

    layer = drawn(tmp_path / "a.pdf", draw)

    assert any("the interviews that were held" in text for text in of_zone(layer, Zone.BODY))
    assert "North 12" in " ".join(of_zone(layer, Zone.FIGURE))


def table(canvas: Canvas) -> None:
    write(canvas, PROSE, 80)
    write(canvas, ("Table 1. Skills by role",), 150, size=9)
    rows = (("Skill", "Boards", "Wards"), ("Trust", "12", "30"), ("Courage", "7", "9"), ("Long view", "3", "1"))
    for top in (156, 172, 220):
        rule(canvas, top)
    for number, row in enumerate(rows):
        for x, cell in zip((72, 220, 340), row, strict=True):
            write(canvas, (cell,), 168 + 15 * number, size=9, x=x)
    write(canvas, ("Boards met monthly, and wards each day of every week of the year.",), 232, size=8)
    write(canvas, REST, 280)


def test_a_table_under_its_caption_has_cells_with_a_rectangle_each(tmp_path: Path) -> None:
    layer = drawn(tmp_path / "a.pdf", table)

    [found] = layer.tables
    assert (found.page, found.label, found.caption) == (1, "table 1", "Table 1. Skills by role")
    assert [(cell.row, cell.column, cell.text) for cell in found.cells] == [
        (0, 0, "Skill"), (0, 1, "Boards"), (0, 2, "Wards"),
        (1, 0, "Trust"), (1, 1, "12"), (1, 2, "30"),
        (2, 0, "Courage"), (2, 1, "7"), (2, 2, "9"),
        (3, 0, "Long view"), (3, 1, "3"), (3, 2, "1"),
    ]  # fmt: skip
    trust = found.cells[3]
    assert (trust.x0, trust.x1 > trust.x0, 170 < trust.top < 183 < trust.bottom < 190) == (72, True, True)


def test_the_words_of_a_table_are_passages_of_its_zone_under_its_caption(tmp_path: Path) -> None:
    layer = drawn(tmp_path / "a.pdf", table)

    cells = [one for one in split_passages(layer) if one.zone is Zone.TABLE]
    assert "Courage" in " ".join(one.text for one in cells)
    assert {one.heading for one in cells} == {"Table 1. Skills by role"}
    assert any("the interviews that were held" in text for text in of_zone(layer, Zone.BODY))


def test_a_table_on_its_side_is_read_as_it_would_be_upright(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        canvas.translate(0, WIDTH - HEIGHT)
        table(canvas)

    layer = drawn(tmp_path / "a.pdf", draw)

    [found] = layer.tables
    assert [cell.text for cell in found.cells if cell.row == 1] == ["Trust", "12", "30"]
    assert all(cell.bottom > cell.top and 0 <= cell.x0 < cell.x1 <= WIDTH for cell in found.cells)


def test_a_caption_without_a_table_leaves_the_text_below_it_in_the_flow(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, ("Table 1. Skills by role (see the appendix)",), 120, size=9)
        write(canvas, PROSE + REST, 160)

    layer = drawn(tmp_path / "a.pdf", draw)

    assert layer.tables == ()
    assert any("build trust before they need it" in text for text in of_zone(layer, Zone.BODY))


def test_a_page_that_a_program_wrote_from_its_foot_is_read_from_the_top_and_named(tmp_path: Path) -> None:
    lines = tuple(f"this is line number {number} of the page" for number in range(20))

    def draw(canvas: Canvas) -> None:
        for row, line in reversed(list(enumerate(lines))):
            write(canvas, (line,), 120 + 14 * row)

    layer = drawn(tmp_path / "a.pdf", draw)

    assert "number 3 of the page this is line number 4" in layer.pages[0].text
    assert layer.document.detail == "pages whose order is doubtful: 1"


def test_the_lines_of_a_page_give_the_rectangles_of_any_quote_on_it(tmp_path: Path) -> None:
    layer = read_document(making_pdfs.two_columns(tmp_path / "a.pdf"), "a.pdf")
    text = layer.pages[0].text
    start = text.index("trust before")

    lines = [line for line in page_lines(layer) if line.page == 1]
    [box] = boxes_between(text, lines, start, start + len("trust before"))

    assert isinstance(lines[0], PageLine)
    assert (box.x0, box.x1 < 200) == (72, True)


def test_a_passage_says_the_section_that_it_stands_in(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for number, name in enumerate(("Abstract", "2. Materials and Methods", "Results", "References")):
            canvas.setFont("Helvetica-Bold", 14)
            canvas.drawString(72, HEIGHT - 120 - 100 * number, name)
            write(canvas, (f"This is the text of part {number} and of no other part.",), 150 + 100 * number)

    passages = split_passages(drawn(tmp_path / "a.pdf", draw))

    assert [one.section for one in passages if one.text.startswith("This")] == [
        Section.ABSTRACT,
        Section.METHODS,
        Section.RESULTS,
        Section.REFERENCES,
    ]
    assert [one.zone for one in passages][-1] is Zone.REFERENCES


def test_the_tables_of_a_real_article_are_found_with_a_rectangle_for_each_cell(data_folder: Path) -> None:
    path = data_folder / "pdfs/articles/dc9340453a.pdf"

    tables = read_document(path, path.name).tables

    assert [one.label for one in tables] == [f"table {number}" for number in range(1, 6)]
    assert all(cell.x0 < cell.x1 and cell.top < cell.bottom for one in tables for cell in one.cells)
