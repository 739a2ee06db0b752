"""Every tool's file is read whole: each person's word, reason, note and time; who decided nothing decided nothing."""

import csv
import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from identification.errors import InputError
from screening.tool_readers import Options, read_tool
from screening.tool_words import ToolFile, Vote, together

GOLDEN = Path(__file__).resolve().parents[2] / "golden/decisions"
CASES = json.loads((GOLDEN / "expected.json").read_text(encoding="utf-8"))


def told(file: ToolFile) -> list[list[Any]]:
    """The rows of a file as the golden cases have them; what is empty is left out."""
    rows = []
    for row in file.rows:
        votes = [{key: value for key, value in vars(vote).items() if value} for vote in row.votes]
        rows.append([row.item, row.record.title, row.record.doi, list(row.labels), json.loads(json.dumps(votes))])
    return rows


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_file_is_read_as_its_tool_means_it(case: dict[str, Any]) -> None:
    options = Options(**{**case["options"], "people": frozenset(case["options"].get("people", ()))})

    file = read_tool(GOLDEN / case["file"], options)

    assert (file.tool, told(file)) == (case["tool"], case["rows"])


def test_the_log_in_rayyans_zip_says_when_and_who_gave_which_reason(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.write(GOLDEN / "rayyan_articles.csv", "articles.csv")
        archive.write(GOLDEN / "rayyan_log.csv", "customizations_log.csv")

    rows = read_tool(tmp_path / "export.zip", Options()).rows

    ann, ben = "ann@team.example", "ben@team.example"
    assert [vote for row in rows for vote in row.votes] == [
        Vote(ann, "Included", at="2026-02-01T09:00:00+00:00"),
        Vote(ben, "Excluded", ("wrong population",), at="2026-02-01T10:00:00+00:00"),
        Vote(ann, "Maybe", at="2026-02-02T08:00:00+00:00"),
    ]


def test_rayyans_zip_without_a_log_is_read_by_its_notes(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.write(GOLDEN / "rayyan_articles.csv", "some folder/articles.csv")

    assert told(read_tool(tmp_path / "export.zip", Options())) == told(
        read_tool(GOLDEN / "rayyan_articles.csv", Options())
    )


def test_a_title_that_begins_like_a_code_decides_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "ItemId,Title,Short title,Code\n1,Included or not?,Exclude 2020,\n", encoding="utf-8"
    )
    (tmp_path / "a.ris").write_text(
        "TY  - JOUR\nT1  - Include all\nKW  - eppi-reviewer4\nU1  - 1\nER  - \n", encoding="utf-8"
    )

    assert [row.votes for name in ("a.csv", "a.ris") for row in read_tool(tmp_path / name, Options()).rows] == [(), ()]


def test_an_excel_report_is_read_like_the_same_table_in_csv(tmp_path: Path) -> None:
    lines = [line.split(",") for line in (GOLDEN / "eppi_report.csv").read_text(encoding="utf-8").splitlines()]
    with xlsxwriter.Workbook(str(tmp_path / "report.xlsx")) as book:
        page = book.add_worksheet()
        for number, line in enumerate(lines):
            page.write_row(number, 0, line)

    assert told(read_tool(tmp_path / "report.xlsx", Options())) == told(
        read_tool(GOLDEN / "eppi_report.csv", Options())
    )


def project(path: Path, files: dict[str, Any]) -> Path:
    """An ASReview project: a zip of texts, and of databases given as lists of statements."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            if isinstance(content, list):
                base = path.with_name("base.sqlite")
                base.unlink(missing_ok=True)
                with sqlite3.connect(base) as connection:
                    for statement in content:
                        connection.execute(statement)
                connection.close()
                archive.write(base, name)
            else:
                archive.writestr(name, content)
    return path


def test_a_project_of_asreview_1_is_read_with_its_data_set(tmp_path: Path) -> None:
    results = [
        "CREATE TABLE results (record_id INTEGER, label INTEGER, classifier TEXT, labeling_time INTEGER, notes TEXT)",
        "INSERT INTO results VALUES (1, 0, 'max', 1769936400500000, 'not for us')",
        "INSERT INTO results VALUES (0, 1, 'prior', 1769936400000000, NULL)",
        "CREATE TABLE record_table (record_id INT)",
    ]
    path = project(
        tmp_path / "mine.asreview",
        {
            "project.json": '{"dataset_path": "hits.csv", "reviews": [{"id": "ab"}]}',
            "data/hits.csv": "title,included\nLeading across boundaries,\nA second record,1\nA third record,1\n",
            "reviews/ab/results.sql": results,
        },
    )

    file = read_tool(path, Options())

    assert file.tool == "asreview"
    assert [(row.record.title, row.votes) for row in file.rows] == [
        ("Leading across boundaries", (Vote("", "1", at="2026-02-01T09:00:00+00:00"),)),
        ("A second record", (Vote("", "0", note="not for us", at="2026-02-01T09:00:00+00:00"),)),
        ("A third record", ()),
    ]


def test_a_project_of_asreview_2_is_read_from_its_two_databases(tmp_path: Path) -> None:
    record = [
        "CREATE TABLE record (record_id INTEGER, title TEXT, authors TEXT, doi TEXT, included INTEGER)",
        "INSERT INTO record VALUES (0, 'Leading across boundaries', '[\"Ash, K.\", \"Birch, Q.\"]', '10.5555/one', 0)",
        "INSERT INTO record VALUES (1, 'Not read yet', '[]', NULL, NULL)",
    ]
    results = [
        "CREATE TABLE results (record_id INTEGER, label INTEGER, querier TEXT, time FLOAT, note TEXT, user_id INTEGER)",
        "INSERT INTO results VALUES (0, 1, 'max', 1769936400.25, NULL, 3), (1, NULL, 'max', NULL, NULL, 3)",
        "INSERT INTO results VALUES (7, 1, '', 1, '', 3)",
    ]
    path = project(
        tmp_path / "mine.asreview",
        {"project.json": "{}", "data_store.db": record, "reviews/ab/results.db": results},
    )

    rows = read_tool(path, Options()).rows

    assert [(row.record.title, row.record.authors, len(row.votes)) for row in rows] == [
        ("Leading across boundaries", "Ash, K.; Birch, Q.", 1),
        ("Not read yet", "", 0),
        ("", "", 1),
    ]
    assert rows[0].votes == (Vote("3", "1", at="2026-02-01T09:00:00+00:00"),)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.asreview", b"PK\x03\x04 cut off", "damaged"),
        ("a.json", b'{"CodeSets": []}', "no JSON report of EPPI-Reviewer"),
        ("a.json", b'{"CodeSets": [', "no JSON report of EPPI-Reviewer"),
        ("a.csv", b"%PDF-1.7", "not an export that can be read"),
        ("a.csv", b'key,title,notes\n1,"never closed,x\n', "never closed"),
        ("a.ris", b"TY  - JOUR\nTI  - One\nER  - \nTY  - JOUR\nTI  - Cut", "cut off"),
    ],
)
def test_a_broken_file_stops_with_a_sentence(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(InputError, match=sentence):
        read_tool(tmp_path / name, Options())


def test_a_project_without_results_stops_with_a_sentence(tmp_path: Path) -> None:
    path = project(tmp_path / "a.asreview", {"project.json": "{}", "data/hits.csv": "title,doi\nOne,\n"})

    with pytest.raises(InputError, match="holds no labels"):
        read_tool(path, Options())


def test_a_column_that_the_file_has_not_is_said_with_those_that_it_has() -> None:
    with pytest.raises(
        InputError, match="decision=urteil, and the file has no such column. Its columns are: titel, jahr"
    ):
        read_tool(GOLDEN / "table_one_column_each.csv", Options(columns={"title": "Titel", "decision": "Urteil"}))


def test_a_changed_word_in_the_tool_stands_beside_what_travelled() -> None:
    travelled = [Vote("ann", "include", note="why"), Vote("ben", "exclude", ("E1",))]

    assert together([Vote("ann", "Excluded"), Vote("ben", "Excluded")], travelled) == (
        *travelled,
        Vote("ann", "Excluded"),
    )


def test_a_tool_with_one_label_repeats_what_travelled_and_adds_what_is_new() -> None:
    travelled = [Vote("ann", "include"), Vote("ben", "include")]

    assert together([Vote("", "1")], travelled) == tuple(travelled)
    assert together([Vote("", "0")], travelled) == (*travelled, Vote("", "0"))


def test_a_real_table_with_a_column_for_each_of_two_people_is_read_whole(data_folder: Path) -> None:
    file = data_folder / "agreement/teachers_soft_skills/screening_two_reviewers.csv"
    with file.open(encoding="utf-8-sig", newline="") as opened:
        lines = list(csv.DictReader(opened))

    rows = read_tool(file, Options(people=frozenset({"incl_nm", "incl_oj"}))).rows

    assert [[vote.decision for vote in row.votes] for row in rows] == [
        [word for word in (line["incl_NM"].strip(), line["incl_OJ"].strip()) if word] for line in lines
    ]


def test_a_real_export_of_eppi_reviewer_is_a_list_of_one_decision(data_folder: Path) -> None:
    rows = read_tool(data_folder / "exports/excl_tutorial.ris", Options(decision="exclude")).rows

    assert {row.votes for row in rows} == {(Vote("", "exclude"),)}
    assert len({row.item for row in rows}) == len(rows) == 180
