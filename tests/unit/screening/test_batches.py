"""A batch leaves as a workbook and comes back as events: real files, written, filled, saved, spoilt and read again."""

import csv
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from identification.errors import InputError
from identification.events import WITHDRAWN, Event, append_event, current_events, new_event, read_events
from identification.records import UniqueRecord
from identification.vocabulary import EventKind
from screening.batch_workbook import Cover, write_batch
from screening.batches import new_batch, next_records
from screening.collecting import Collected, check_sender, collect, file_of, is_older
from screening.desk import Criteria, Criterion
from screening.forms import screening_form
from screening.returned import read_returned

CRITERIA = Criteria(
    include=(Criterion("I1", "Is about leadership."),),
    exclude=(Criterion("E1", "Is about one organisation, or a team."), Criterion("E2", "Is not about health.")),
    version="2",
)
RECORDS = (
    UniqueRecord("R1", ("R1",), ("pubmed",), title="=Leading", abstract="@once", doi="10.5555/one", year="2019"),
    UniqueRecord("R2", ("R2",), ("pubmed",), title="-Trust", abstract="First.\nSecond.", url="https://example.org/2"),
    UniqueRecord("R3", ("R3", "R4"), ("pubmed",), title="+Systems"),
)
GROUPS = {"R1": "R1", "R2": "R2", "R3": "R3", "R4": "R3", "R9": "R9"}
Filled = Mapping[int, Mapping[str, str]]


def write(path: Path, stage: EventKind = EventKind.TITLE_ABSTRACT, *, timings: bool = False) -> Path:
    ids = [record.group_id for record in RECORDS]
    batch = new_batch("Our review", "ak", stage, 1, criteria_version="2", record_ids=ids)
    form = screening_form(stage, CRITERIA, timings=timings)
    write_batch(batch, RECORDS, form, Cover(CRITERIA, "Ask ab.", datetime(2026, 1, 5, 9)), path)
    return path


def fill(path: Path, rows: Filled, to: Path | None = None) -> Path:
    book = load_workbook(path)
    page = book["Records"]
    columns = {str(cell.value): cell.column for cell in page[1]}
    for row, cells in rows.items():
        for name, text in cells.items():
            page.cell(row, columns[name]).value = text or None
            page.cell(row, columns[name]).data_type = "s" if text else "n"
    book.save(to or path)
    return to or path


def collected(path: Path, events: tuple[Event, ...] = (), *, timings: bool = False) -> Collected:
    returned = read_returned(path)
    return collect(returned, screening_form(returned.batch.stage, CRITERIA, timings=timings), events, GROUPS)


def said(events: tuple[Event, ...]) -> list[tuple[str, str, str]]:
    return sorted((event.subject_id, event.decision, event.reason) for event in events)


def convert(path: Path, ending: str, folder: Path) -> Path:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not on this machine")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [office, profile, "--headless", "--convert-to", ending, "--outdir", str(folder / "saved"), str(path)]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    return folder / "saved" / f"{path.stem}.{ending}"


ANSWERS: Filled = {
    2: {"decision": "include", "note": "=1+1"},
    3: {"decision": "Exclude", "reason": "E1: Is about one organisation, or a team.", "further reasons": "E2"},
}
EVENTS = [("R1", "include", ""), ("R2", "exclude", "E1")]


def test_what_was_filled_in_comes_back_as_the_reviewers_events(tmp_path: Path) -> None:
    path = fill(write(tmp_path / "b.xlsx"), ANSWERS)

    found = collected(path)

    assert said(found.events) == EVENTS
    assert found.problems == ()
    first, second = found.events
    assert (first.who, first.kind, first.criteria_version, first.note) == ("ak", "title_abstract", "2", "=1+1")
    assert second.content["further_reasons"] == ["E2"]
    assert {event.seconds for event in found.events} == {None}


def test_text_that_begins_with_a_sign_of_a_formula_stays_text(tmp_path: Path) -> None:
    page = load_workbook(write(tmp_path / "b.xlsx"))["Records"]

    assert [page.cell(row, 2).value for row in (2, 3, 4)] == ["=Leading", "-Trust", "+Systems"]
    assert {page.cell(row, 2).data_type for row in (2, 3, 4)} == {"s"}
    assert page.cell(2, 3).value == "@once"


def test_the_workbook_has_drop_downs_a_frozen_header_links_and_a_hidden_identity(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path / "b.xlsx"))
    page = book["Records"]
    lists = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation if rule.type == "list"}

    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("Records", "visible"),
        ("Criteria", "visible"),
        ("How to", "visible"),
        ("Batch", "hidden"),
    ]
    assert page.freeze_panes == "C2"
    assert lists == {"D2:D54": "Batch!$D$2:$D$4", "E2:E54": "Batch!$E$2:$E$3"}
    assert [book["Batch"].cell(row, 4).value for row in (2, 3, 4)] == ["include", "exclude", "maybe"]
    assert page["K2"].hyperlink.target == "https://doi.org/10.5555/one"
    assert "Version 2 of the frozen protocol." in [cell.value for cell in book["Criteria"]["A"]]
    assert "seconds" not in [cell.value for cell in page[1]]


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = write(tmp_path / "b.xlsx")

    with pytest.raises(FileExistsError):
        write(path)


def test_collecting_twice_adds_nothing(tmp_path: Path) -> None:
    path = fill(write(tmp_path / "b.xlsx"), ANSWERS)
    once = collected(path).events

    assert collected(path, once).events == ()
    assert said(collected(path).events) == said(once)
    assert [event.event_id for event in collected(path).events] == [event.event_id for event in once]
    assert file_of(once, "ak-batch") == file_of(collected(path).events, "ak-batch")


def test_a_changed_cell_replaces_and_an_emptied_one_takes_back_and_back_again_is_a_third_event(tmp_path: Path) -> None:
    path = fill(write(tmp_path / "b.xlsx"), ANSWERS)
    events = collected(path).events

    fill(path, {2: {"decision": "exclude", "reason": "E2"}, 3: {"decision": "", "reason": "", "further reasons": ""}})
    changed = collected(path, events).events
    events += changed

    assert said(changed) == [("R1", "exclude", "E2"), ("R2", WITHDRAWN, "")]
    assert said(tuple(current_events(events))) == [("R1", "exclude", "E2")]

    fill(path, {**ANSWERS, 2: {"decision": "include", "reason": ""}})
    events += collected(path, events).events

    assert said(tuple(current_events(events))) == EVENTS
    assert len({event.event_id for event in events}) == 6
    assert collected(path, events).events == ()


def test_a_changed_note_or_further_reason_is_a_change(tmp_path: Path) -> None:
    path = fill(write(tmp_path / "b.xlsx"), ANSWERS)
    events = collected(path).events

    fill(path, {2: {"note": "sure now"}, 3: {"further reasons": ""}})

    assert [(one.note, one.content.get("further_reasons")) for one in collected(path, events).events] == [
        ("sure now", None),
        ("", None),
    ]


SCREENING, FULL_TEXT = EventKind.TITLE_ABSTRACT, EventKind.FULL_TEXT
OTHER = "ak / full_text / 3 / criteria 2 / abc"
BROKEN: list[tuple[EventKind, Mapping[str, str], str]] = [
    (SCREENING, {"decision": "inlcude"}, "column D (decision): 'inlcude' is not one of include, exclude, maybe. Did"),
    (SCREENING, {"decision": "exclude", "reason": "E7"}, "column E (reason): 'E7' is not a criterion"),
    (SCREENING, {"decision": "exclude", "further reasons": "E2 E8"}, "column F (further reasons): 'E8' is not"),
    (SCREENING, {"decision": "include", "reason": "E1"}, "column E (reason): 'E1' is a reason to exclude"),
    (SCREENING, {"reason": "E1"}, "column D (decision): a reason stands in this row and no decision."),
    (SCREENING, {"record id": "R7", "decision": "include"}, "column A (record id): 'R7' is no record of"),
    (SCREENING, {"record id": "R9", "decision": "include"}, "column A (record id): 'R9' is not in this batch"),
    (SCREENING, {"record id": "", "decision": "include"}, "column A (record id): the id of the record is missing"),
    (SCREENING, {"decision": "include", "batch": OTHER}, "column L (batch): this row is of another batch"),
    (FULL_TEXT, {"decision": "exclude"}, "column E (reason): a report excluded at full text needs its reason"),
]


@pytest.mark.parametrize(("stage", "cells", "sentence"), BROKEN)
def test_a_broken_cell_is_told_with_its_place_and_the_good_rows_come_in(
    tmp_path: Path, stage: EventKind, cells: Mapping[str, str], sentence: str
) -> None:
    path = fill(write(tmp_path / "b.xlsx", stage), {2: cells, 4: {"decision": "include"}})

    found = collected(path)

    assert said(found.events) == [("R3", "include", "")]
    assert len(found.problems) == 1
    assert f"b.xlsx, sheet 'Records', row 2, {sentence}" in found.problems[0]


def test_rows_in_another_order_blank_rows_and_new_columns_change_nothing(tmp_path: Path) -> None:
    path = fill(write(tmp_path / "b.xlsx"), ANSWERS)
    plain = collected(path).events
    book = load_workbook(path)
    page = book["Records"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2, max_row=4)]
    page.delete_rows(2, 3)
    for at, row in zip((3, 4, 6), reversed(rows), strict=True):
        for column, value in enumerate(row, start=1):
            page.cell(at, column).value = value
            page.cell(at, column).data_type = "s" if value else "n"
    page.insert_cols(1)
    page.cell(1, 1).value = "my own column"
    page.cell(3, 1).value = "to think about"
    page.title = "Renamed"
    book.save(tmp_path / "something else.xlsx")

    moved = collected(tmp_path / "something else.xlsx")

    assert {one.event_id for one in moved.events} == {one.event_id for one in plain}
    assert moved.problems == ()


def test_a_row_that_was_copied_counts_once_and_two_answers_are_told(tmp_path: Path) -> None:
    path = fill(write(tmp_path / "b.xlsx"), ANSWERS)

    same = collected(fill(path, {5: {"record id": "R1", "decision": "include", "note": "=1+1"}}))
    other = collected(fill(path, {5: {"record id": "R1", "decision": "maybe"}}))

    assert (len(same.events), same.problems) == (2, ())
    assert len(other.events) == 2
    assert "row 5, column D (decision): this record stands in row 2 too" in other.problems[0]


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8"), (";", "cp1252"), ("\t", "utf-16")])
def test_a_table_saved_from_the_workbook_holds_the_same_decisions(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    path = fill(write(tmp_path / "b.xlsx"), ANSWERS)
    rows = load_workbook(path)["Records"].iter_rows(values_only=True)
    with open(tmp_path / "ak.csv", "w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows([value or "" for value in row] for row in rows)

    assert [one.event_id for one in collected(tmp_path / "ak.csv").events] == [
        one.event_id for one in collected(path).events
    ]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_libreoffice_saves_again_holds_the_same_decisions(tmp_path: Path, ending: str) -> None:
    path = fill(write(tmp_path / "b.xlsx"), ANSWERS)

    saved = convert(path, ending, tmp_path)

    assert [one.event_id for one in collected(saved).events] == [one.event_id for one in collected(path).events]


def test_libreoffice_keeps_the_drop_downs_and_the_hidden_sheet(tmp_path: Path) -> None:
    book = load_workbook(convert(write(tmp_path / "b.xlsx"), "xlsx", tmp_path))

    assert book["Batch"].sheet_state == "hidden"
    assert [rule.formula1 for rule in book["Records"].data_validations.dataValidation if rule.type == "list"] == [
        "Batch!$D$2:$D$4",
        "Batch!$E$2:$E$3",
    ]


def test_a_stranger_another_review_and_any_other_table_are_one_sentence(tmp_path: Path) -> None:
    returned = read_returned(write(tmp_path / "b.xlsx"))
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "y.csv").write_text("record id,decision\nR1,include\n", encoding="utf-8")

    check_sender(returned, ["ak"], ["New title", "Our review"])
    with pytest.raises(InputError, match="of another review, 'Our review'"):
        check_sender(returned, ["ak"], ["Theirs"])
    with pytest.raises(InputError, match="'ak', who is not among the reviewers"):
        check_sender(returned, ["bm"], ["Our review"])
    with pytest.raises(InputError, match="no sheet in it has a column 'record id'"):
        read_returned(tmp_path / "x.csv")
    with pytest.raises(InputError, match="nothing in it says whose batch it is"):
        read_returned(tmp_path / "y.csv")


def test_a_decision_made_elsewhere_since_stands_and_one_that_contradicts_it_is_told(tmp_path: Path) -> None:
    path = fill(write(tmp_path / "b.xlsx"), ANSWERS)
    events = collected(path).events
    first = next(event for event in events if event.subject_id == "R1")
    elsewhere = new_event(
        first.kind, who="ak", subject_id="R1", decision="exclude", reason="E2", replaces=first.event_id
    )

    unchanged = collected(path, (*events, elsewhere))
    changed = collected(fill(path, {2: {"decision": "maybe"}}), (*events, elsewhere))

    assert (unchanged.events, unchanged.problems) == ((), ())
    assert changed.events == ()
    assert "'maybe' stands here, and ak decided 'exclude' elsewhere" in changed.problems[0]


def test_a_file_that_was_saved_before_one_that_was_collected_is_known_as_older(tmp_path: Path) -> None:
    original = write(tmp_path / "b.xlsx")
    filled = fill(original, ANSWERS, tmp_path / "filled.xlsx")
    events = collected(filled).events

    assert is_older(read_returned(original), events)
    assert not is_older(read_returned(filled), events)


def test_two_people_who_collect_the_same_workbook_make_one_event_of_each_row(tmp_path: Path) -> None:
    path = fill(write(tmp_path / "b.xlsx"), ANSWERS)
    mine = collected(path).events
    theirs = [replace(event, at="2026-02-02T00:00:00+00:00") for event in mine]
    for name, events in (("a.jsonl", mine), ("b.jsonl", theirs)):
        for event in events:
            append_event(event, tmp_path / name)

    events, unread = read_events(tmp_path.glob("*.jsonl"))

    assert len(events) == 2
    assert unread == []


def test_seconds_are_asked_and_read_only_where_the_protocol_records_timings(tmp_path: Path) -> None:
    timed = fill(write(tmp_path / "timed.xlsx", timings=True), {2: {"decision": "include", "seconds": "12,5"}})

    assert [event.seconds for event in collected(timed, timings=True).events] == [12.5]
    assert [event.seconds for event in collected(timed, timings=False).events] == [None]


def test_the_next_batch_holds_nothing_decided_and_nothing_of_another_batch() -> None:
    events = [
        new_event(EventKind.TITLE_ABSTRACT, who="ak", subject_id="R4", decision="include"),
        new_event(EventKind.TITLE_ABSTRACT, who="bm", subject_id="R1", decision="include"),
    ]
    more = {"reviewer": "ak", "stage": EventKind.TITLE_ABSTRACT, "size": 2}

    def chosen(taken: tuple[str, ...]) -> list[str]:
        return next_records(["R3", "R1", "R2", "R9"], events, GROUPS, taken=taken, **more)  # type: ignore[arg-type]

    assert chosen(()) == ["R1", "R2"]
    assert chosen(("R1",)) == ["R2", "R9"]
