"""Does every link of a filled-in checklist lead to something in the report, the workbook and the folder?"""

import csv
import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

Row = dict[str, str]


@pytest.fixture(scope="module")
def rows(finished_example: Path) -> list[Row]:
    with (finished_example / "results/reporting/checklists.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def places(rows: list[Row], file: str) -> set[str]:
    """What the items link to in one file."""
    named = [place.partition("#") for row in rows for place in json.loads(row["found_in"])]
    return {part for one, _, part in named if one == file}


def test_an_item_names_its_place_unless_the_team_has_to_write_it_and_then_says_what(
    rows: list[Row],
) -> None:
    assert len(rows) == 42 + 22 + 20 + 21 + 16
    for row in rows:
        assert bool(json.loads(row["found_in"])) == (row["status"] != "team to write"), row
        assert bool(json.loads(row["missing"])) == (row["status"] != "linked"), row


def test_every_anchor_leads_to_a_place_in_the_report_that_is_filled(finished_example: Path, rows: list[Row]) -> None:
    page = (finished_example / "results/reporting/report.html").read_text(encoding="utf-8")

    wanted = places(rows, "report.html")

    names = re.findall(r'\bid="([^"]+)"', page)
    assert wanted
    assert wanted - set(names) == set()
    assert len(names) == len(set(names)), "a name of a place stands twice"
    assert [one for one in wanted if f'class="empty" id="{one}"' in page] == [], "a link leads to an empty table"


def test_every_link_within_the_report_resolves(finished_example: Path) -> None:
    page = (finished_example / "results/reporting/report.html").read_text(encoding="utf-8")

    assert set(re.findall(r'href="#([^"]+)"', page)) - set(re.findall(r'\bid="([^"]+)"', page)) == set()


def test_every_other_place_is_a_sheet_or_a_file_that_is_there(finished_example: Path, rows: list[Row]) -> None:
    book = load_workbook(finished_example / "results/reporting/evidence_tables.xlsx", read_only=True)
    named = {place.partition("#")[0] for row in rows for place in json.loads(row["found_in"])}

    assert places(rows, "evidence_tables.xlsx") <= set(book.sheetnames)
    for name in named - {"report.html", "evidence_tables.xlsx"}:
        assert (finished_example / name).exists(), name


def test_the_workbook_has_a_sheet_a_checklist_with_the_same_words(finished_example: Path, rows: list[Row]) -> None:
    book = load_workbook(finished_example / "results/reporting/evidence_tables.xlsx")
    for name, key in (("PRISMA 2020", "prisma_2020"), ("PRISMA-ScR", "prisma_scr"), ("ENTREQ", "entreq")):
        listed = [list(line) for line in book[name].iter_rows(min_row=5, values_only=True)]
        columns = ("item", "section", "topic", "asks", "status")
        expected = [[row[column] for column in columns] for row in rows if row["checklist"] == key]

        assert [[str(value) for value in line[:5]] for line in listed] == expected


def test_the_flow_lies_there_in_three_forms(finished_example: Path) -> None:
    folder = finished_example / "results/reporting"
    heads = {"flow.svg": b"<svg", "flow.png": b"\x89PNG", "flow.pdf": b"%PDF"}

    assert {name: (folder / name).read_bytes()[: len(head)] for name, head in heads.items()} == heads
    listed = json.loads((finished_example / "results/manifest.json").read_text(encoding="utf-8"))["results"]
    assert {f"results/reporting/{name}" for name in heads} <= listed.keys()
