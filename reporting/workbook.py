"""The evidence tables as one Excel workbook and as CSV files: typed, printable, the same bytes for the same tables."""

import csv
import math
import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from identification.tables import as_csv_cell
from reporting.cells import Cell, Link, Share, Sheet, cell_text, file_name

HEADER_ROW = 3  # title, note and notice stand above it, zero-based
CELL_LIMIT = 32_767  # Excel refuses a longer text (Microsoft: Excel specifications and limits)
CUT = " [cut: Excel holds no more]"
TAB_LIMIT, TAB_REFUSES = 31, str.maketrans(dict.fromkeys("[]:*?/\\", " "))
# In characters. Narrower than 9 a filter button hides the heading; wider than 60 a line is tiring to read.
NARROWEST, WIDEST, BUTTON = 9, 60, 3
LINE_POINTS = 15  # height of one line of the default font
UNDATED = "1980-01-01"  # the first date that a zip archive can carry: said when no event has a date
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "text_wrap": True, "valign": "vcenter"},
    "note": {"font_color": "#3d4a56", "text_wrap": True, "valign": "top"},
    "notice": {"bold": True, "font_color": "#7a1f1f", "text_wrap": True, "valign": "top"},
    "header": {
        **{"bold": True, "bg_color": "#dfe8f1", "bottom": 1},
        **{"text_wrap": True, "valign": "top", "align": "left", "indent": 1},
    },
    "text": {"text_wrap": True, "valign": "top", "align": "left", "indent": 1},
    "whole": {"num_format": "#,##0", "valign": "top", "align": "right"},
    "number": {"num_format": "0.00", "valign": "top", "align": "right"},
    "year": {"num_format": "0", "valign": "top", "align": "right"},
    "day": {"num_format": "yyyy-mm-dd", "valign": "top", "align": "right"},
    "share": {"num_format": "0.0 %", "valign": "top", "align": "right"},
    "link": {"text_wrap": True, "valign": "top", "align": "left", "indent": 1, "font_color": "#1f4e79", "underline": 1},
}


def write_workbook(
    sheets: Sequence[Sheet], path: Path | str, *, title: str, notice: str = "", created: str = ""
) -> None:
    """Write a contents sheet and one sheet per table. `notice` (SYNTHETIC, INTERIM) stands on every sheet and print.

    `created` is the date of the last human event, the only date in the file. Text never becomes a formula, a number
    or an address, whatever sign it begins with.
    """
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), options) as book:
        day = datetime.fromisoformat((created or UNDATED)[:10])
        book.set_properties({"title": title, "comments": notice, "created": day})
        looks = {name: book.add_format(look) for name, look in LOOKS.items()}
        contents = _contents(sheets, title)
        extracts = next((sheet for sheet in sheets if sheet.name == EXTRACTS), None)
        rows = {
            cell_text(row[0]): HEADER_ROW + 2 + place for place, row in enumerate(extracts.rows if extracts else ())
        }
        for sheet in (contents, *sheets):
            _write_sheet(book.add_worksheet(tab_name(sheet)), sheet, notice, looks, rows)


def write_sheets(sheets: Sequence[Sheet], folder: Path | str, *, notice: str = "") -> None:
    """Write each table as a CSV file of its own, text as it was coded; `notice` of an INTERIM state lies beside."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    if notice:
        (Path(folder) / "NOTICE.txt").write_text(f"{notice}\n", encoding="utf-8")
    for sheet in sheets:
        with open(Path(folder) / file_name(sheet), "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(sheet.header)
            writer.writerows([as_csv_cell(_plain(cell)) for cell in row] for row in sheet.rows)


def tab_name(sheet: Sheet) -> str:
    """The sheet's name as Excel takes it."""
    return sheet.name.translate(TAB_REFUSES)[:TAB_LIMIT].strip()


EXTRACTS = "Extracts"  # the table that cells with an extract lead to; its first column is the extract's id


def _contents(sheets: Sequence[Sheet], title: str) -> Sheet:
    rows = tuple(((Link(sheet.name, "sheet", tab_name(sheet)),), sheet.title, len(sheet.rows)) for sheet in sheets)
    return Sheet("Contents", title, "The tables of this review; a name leads to its table.", CONTENTS_HEADER, rows)


CONTENTS_HEADER = ("Sheet", "What it shows", "Rows")


def _write_sheet(
    page: Worksheet, sheet: Sheet, notice: str, looks: dict[str, Format], extracts: dict[str, int]
) -> None:
    widths = [_width(sheet, column) for column in range(len(sheet.header))]
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    for row, (look, text) in enumerate((("title", sheet.title), ("note", sheet.note), ("notice", notice))):
        _write_across(page, row, text, looks[look], widths)
    for column, heading in enumerate(sheet.header):
        page.write_string(HEADER_ROW, column, heading, looks["header"])
    page.set_row(HEADER_ROW, _height(sheet.header, [width - BUTTON for width in widths]))
    for row, cells in enumerate(sheet.rows or ((sheet.empty,),), start=HEADER_ROW + 1):
        page.set_row(row, _height([cell_text(cell) for cell in cells], widths))
        for column, cell in enumerate(cells):
            _write_cell(page, row, column, cell, looks, extracts)
    page.autofilter(HEADER_ROW, 0, HEADER_ROW + max(1, len(sheet.rows)), len(sheet.header) - 1)
    page.freeze_panes(HEADER_ROW + 1, 1)
    _set_up_print(page, sheet, notice)


def _write_across(page: Worksheet, row: int, text: str, look: Format, widths: Sequence[int]) -> None:
    """Text over as many columns as fit a screen, in a row high enough: merged cells do not grow by themselves."""
    across, room = 0, 0
    while across < len(widths) and room < SCREEN:
        room += widths[across]
        across += 1
    if across > 1:
        page.merge_range(row, 0, row, across - 1, "", look)
    page.write_string(row, 0, _cut(text), look)
    size = 1.4 if row == 0 else 1.0
    page.set_row(row, size * _height([text], [int(room / size)]))


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Room for the longest cell of a row, said outright because only Excel itself finds it out on opening."""
    lines = (_lines(text, width) for text, width in zip(texts, widths, strict=False))
    return float(min(TALLEST, LINE_POINTS * max(lines, default=1) + 1))


def _lines(text: str, width: int) -> int:
    parts = text.split("\n")
    return sum(1 if len(part) < width else math.ceil(len(part) / max(1.0, width * FILLED)) for part in parts)


YEAR = re.compile(r"(19|20)\d\d")
TALLEST = 409  # points, the highest row that Excel takes
FILLED = 0.88  # of a line holds text when words break whole: an English word and its space take six signs
SCREEN = 140  # characters of the default font across a laptop's window


def _write_cell(
    page: Worksheet, row: int, column: int, cell: Cell, looks: dict[str, Format], extracts: dict[str, int]
) -> None:
    if isinstance(cell, Share):
        page.write_number(row, column, cell.value, looks["share"])
    elif isinstance(cell, int):
        page.write_number(row, column, cell, looks["whole"])
    elif isinstance(cell, float):
        page.write_number(row, column, cell, looks["number"])
    elif isinstance(cell, str) and YEAR.fullmatch(cell):
        page.write_number(row, column, int(cell), looks["year"])
    elif isinstance(cell, str) and (day := _day(cell)):
        page.write_datetime(row, column, day, looks["day"])
    elif place := _place(cell, extracts):
        page.write_url(row, column, place, looks["link"], _cut(cell_text(cell)))
    elif cell_text(cell):
        page.write_string(row, column, _cut(cell_text(cell)), looks["text"])


def _day(text: str) -> date | None:
    """The day that a text names as 2022-03-31; Excel then sorts and filters by it."""
    try:
        return date.fromisoformat(text) if len(text) == len("2022-03-31") else None
    except ValueError:
        return None


def _place(cell: Cell, extracts: dict[str, int]) -> str:
    if isinstance(cell, tuple) and cell and cell[0].kind == "place":
        return _beside(cell[0].target)
    if not isinstance(cell, tuple) or len(cell) != 1:
        return ""
    if cell[0].kind == "sheet":
        return f"internal:'{cell[0].target}'!A1"
    if cell[0].kind == "address" and len(cell[0].target) <= URL_LIMIT:
        return cell[0].target
    row = extracts.get(cell[0].target) if cell[0].kind == "extract" else None
    return f"internal:'{EXTRACTS}'!A{row}" if row else ""


def _beside(place: str) -> str:
    """The first place that a cell names, where it lies in the workbook or beside it."""
    file, _, part = place.partition("#")
    return {"report.html": f"external:{place}", "evidence_tables.xlsx": f"internal:'{part}'!A1"}.get(file, "")


URL_LIMIT = 2079  # signs, the longest address that Excel takes (Microsoft: Excel specifications and limits; xlsxwriter)


def _set_up_print(page: Worksheet, sheet: Sheet, notice: str) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADER_ROW)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    page.set_header(f"&L{_print(sheet.name)}&R{_print(_marks(notice))}")
    page.set_footer("&LRapid evidence review&RPage &P of &N")


def _marks(notice: str) -> str:
    """The words before each colon of the notice: a running head has no room for the reasons."""
    return " ".join(part.split(":")[0] for part in notice.split(" | "))


def _print(text: str) -> str:
    return text.replace("&", "&&")[:HEADER_LIMIT]


HEADER_LIMIT = 110  # of the 255 signs that Excel takes for the whole header, left and right together


def _width(sheet: Sheet, column: int) -> int:
    texts = [cell_text(row[column]) for row in sheet.rows if column < len(row)]
    words = max((len(word) + BUTTON for word in sheet.header[column].split()), default=0)
    longest = max((len(text) for text in texts), default=len(sheet.empty) if column == 0 else 0)
    return max(NARROWEST, min(words, WIDEST), min(longest + 1, WIDEST))


def _cut(text: str) -> str:
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - len(CUT)] + CUT


def _plain(cell: Cell) -> str:
    number = cell.value if isinstance(cell, Share) else cell
    return f"{number:.6g}" if isinstance(number, float) else cell_text(cell)
