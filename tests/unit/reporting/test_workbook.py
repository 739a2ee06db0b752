"""Do the tables arrive in Excel and as CSV as they were written: text as text, numbers as numbers, the same bytes?"""

import csv
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reporting.cells import Share, Sheet
from reporting.workbook import CELL_LIMIT, HEADER_ROW, write_sheets, write_workbook

SHEET = Sheet("Skills", "Skills that studies name", "Counted on studies.", ("Skill", "Share"), (("Trust", Share(0.5)),))


@pytest.mark.parametrize("text", ["=SUM(A1:A9)", "+1", "-1", "@here", "{=1}", "https://example.org", "007", "1e5"])
def test_text_stays_text_whatever_sign_it_begins_with(tmp_path: Path, text: str) -> None:
    write_workbook([replace(SHEET, rows=((text, Share(0.5)),))], tmp_path / "t.xlsx", title="A review")

    cell = load_workbook(tmp_path / "t.xlsx")["Skills"].cell(HEADER_ROW + 2, 1)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_numbers_stay_numbers(tmp_path: Path) -> None:
    write_workbook([replace(SHEET, rows=(("Trust", Share(0.5)), ("Humility", 3)))], tmp_path / "t.xlsx", title="")

    page = load_workbook(tmp_path / "t.xlsx")["Skills"]
    assert page.cell(HEADER_ROW + 2, 2).value == 0.5
    assert page.cell(HEADER_ROW + 2, 2).number_format == "0.0 %"
    assert page.cell(HEADER_ROW + 3, 2).value == 3


def test_the_workbook_has_contents_a_frozen_header_filters_and_a_print_set_up(tmp_path: Path) -> None:
    write_workbook([SHEET], tmp_path / "t.xlsx", title="A review")

    book = load_workbook(tmp_path / "t.xlsx")
    page = book["Skills"]
    assert book.sheetnames == ["Contents", "Skills"]
    assert book["Contents"].cell(HEADER_ROW + 2, 1).hyperlink.location == "'Skills'!A1"
    assert (page.freeze_panes, page.auto_filter.ref) == ("B5", "A4:B5")
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
    assert page.print_title_rows == "$4:$4"


def test_interim_stands_on_every_sheet_and_every_print(tmp_path: Path) -> None:
    write_workbook([SHEET], tmp_path / "t.xlsx", title="A review", notice="INTERIM: 4 of 9 undecided & more")

    for page in load_workbook(tmp_path / "t.xlsx").worksheets:
        assert page.cell(3, 1).value == "INTERIM: 4 of 9 undecided & more"
        assert page.oddHeader.right.text == "INTERIM"


def test_the_same_tables_give_the_same_bytes_and_the_only_date_is_the_last_human_event(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write_workbook([SHEET], tmp_path / name, title="A review", created="2022-07-14T10:00:00+00:00")

    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    properties = load_workbook(tmp_path / "one.xlsx").properties
    assert properties.created == properties.modified
    assert f"{properties.created:%Y-%m-%d}" == "2022-07-14"


def test_a_text_longer_than_excel_takes_is_cut_with_a_word_and_not_lost(tmp_path: Path) -> None:
    write_workbook([replace(SHEET, rows=(("a" * 40_000, None),))], tmp_path / "t.xlsx", title="")

    value = load_workbook(tmp_path / "t.xlsx")["Skills"].cell(HEADER_ROW + 2, 1).value
    assert len(value) == CELL_LIMIT
    assert value.endswith("[cut: Excel holds no more]")


def test_a_table_without_rows_says_so(tmp_path: Path) -> None:
    write_workbook([replace(SHEET, rows=(), empty="No skill has been counted yet.")], tmp_path / "t.xlsx", title="")

    page = load_workbook(tmp_path / "t.xlsx")["Skills"]
    assert page.cell(HEADER_ROW + 2, 1).value == "No skill has been counted yet."


def test_the_csv_files_hold_the_same_rows_as_the_sheets(tmp_path: Path) -> None:
    write_sheets([SHEET], tmp_path / "tables")

    with open(tmp_path / "tables" / "skills.csv", encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["Skill", "Share"], ["Trust", "0.5"]]


def test_a_cell_that_looks_like_a_formula_stays_text_in_the_csv_too(tmp_path: Path) -> None:
    sheet = replace(SHEET, rows=(("=1+1", *SHEET.rows[0][1:]),))

    write_sheets([sheet], tmp_path, notice="INTERIM: because")

    assert "'=1+1" in next(tmp_path.glob("*.csv")).read_text(encoding="utf-8")
    assert (tmp_path / "NOTICE.txt").read_text(encoding="utf-8") == "INTERIM: because\n"


def test_years_and_days_are_numbers_and_dates_that_excel_sorts(tmp_path: Path) -> None:
    sheet = Sheet("Dates", "Dates", "", ("Year", "Day", "Text"), (("2021", "2022-03-31", "2022-02-31"),))
    write_workbook([sheet], tmp_path / "book.xlsx", title="A review", notice="", created="")

    row = load_workbook(tmp_path / "book.xlsx")["Dates"][HEADER_ROW + 2]

    assert [one.value for one in row] == [2021, datetime(2022, 3, 31), "2022-02-31"]
    assert [one.number_format for one in row[:2]] == ["0", "yyyy-mm-dd"]
