"""A reviewer without an installation takes part in the worked example: batches out, filled workbooks in."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from identification.events import current_events, read_events
from identification.records import UniqueRecord
from identification.tables import write_table
from identification.vocabulary import EventKind, Task
from screening.outcomes import Assignment
from workflow.commands import main


@pytest.fixture
def review(worked_example: Path) -> Path:
    """The worked example with two records of a queue, before bm decided anything."""
    for name in ("bm.jsonl", "ak.jsonl"):
        (worked_example / "review/events/title_abstract" / name).unlink()
    records = [UniqueRecord(name, (name,), ("pubmed",), title=f"Title {name}") for name in ("R1", "R2", "R3")]
    write_table(records, UniqueRecord, worked_example / "results/identification/unique.csv")
    (worked_example / "results/identification/membership.csv").write_text(
        "record_id,group_id\nR1,R1\nR2,R2\nR3,R3\n", encoding="utf-8"
    )
    hers = [
        Assignment(rank, record.group_id, EventKind.TITLE_ABSTRACT, "bm", Task.FIRST)
        for rank, record in enumerate(records, start=1)
    ]
    write_table(hers, Assignment, worked_example / "results/screening/assignments.csv")
    return worked_example


def give(review: Path, *words: str) -> Path:
    assert main(["batch", f"REVIEW={review}", "REVIEWER=bm", *words]) == 0
    return review / "review/batches"


def decide(path: Path, decisions: dict[int, str]) -> None:
    book = load_workbook(path)
    for row, decision in decisions.items():
        book["Records"].cell(row, 4).value = decision
    book.save(path)


def standing(review: Path) -> dict[str, str]:
    events, unread = read_events((review / "review/events/title_abstract").glob("*.jsonl"), {"bm": "reviewer"})
    assert unread == []
    return {event.subject_id: event.decision for event in current_events(events)}


def test_batches_do_not_overlap_and_a_filled_one_is_collected_once(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = give(review, "N=2")
    give(review, "N=2")
    decide(folder / "bm-title_abstract-1.xlsx", {2: "include", 3: "exclude"})

    main(["collect", f"REVIEW={review}"])
    before = sorted((review / "review/events/title_abstract").iterdir())
    main(["collect", f"REVIEW={review}"])

    ids = [
        [cell.value for cell in load_workbook(folder / f"bm-title_abstract-{number}.xlsx")["Records"]["A"][1:]]
        for number in (1, 2)
    ]
    assert ids == [["R1", "R2"], ["R3"]]
    assert standing(review) == {"R1": "include", "R2": "exclude"}
    assert sorted((review / "review/events/title_abstract").iterdir()) == before
    assert "2 new decisions, 0 changed or taken back; 2 of 2 rows are answered." in capsys.readouterr().out


def test_a_blank_original_beside_the_filled_copy_takes_nothing_back(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    original = give(review) / "bm-title_abstract-1.xlsx"
    shutil.copyfile(original, original.with_name("back from bm.xlsx"))
    decide(original.with_name("back from bm.xlsx"), {2: "include"})
    main(["collect", f"REVIEW={review}"])
    original.with_name("back from bm.xlsx").unlink()

    main(["collect", f"REVIEW={review}"])

    assert standing(review) == {"R1": "include"}
    told = capsys.readouterr().out
    assert "bm-title_abstract-1.xlsx: passed over, an earlier state of back from bm.xlsx." in told
    assert "bm-title_abstract-1.xlsx: passed over, because a later state of this batch was collected before" in told


def test_a_foreign_workbook_is_one_sentence_and_keeps_no_other_from_coming_in(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = give(review, "N=2")
    foreign = folder / "a.xlsx"
    shutil.copyfile(folder / "bm-title_abstract-1.xlsx", foreign)
    book = load_workbook(foreign)
    book["Batch"]["B2"].value, book["Batch"]["B6"].value = "zz", "another batch"
    book.save(foreign)
    decide(folder / "bm-title_abstract-1.xlsx", {2: "include"})

    main(["collect", f"REVIEW={review}"])
    told = capsys.readouterr().out

    assert "a.xlsx: this is a batch of 'zz', who is not among the reviewers" in told
    assert standing(review) == {"R1": "include"}
    assert main(["collect", f"REVIEW={review}", f"FILE={foreign}"]) == 1


def test_a_batch_that_cannot_be_is_one_sentence(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["batch", f"REVIEW={review}", "REVIEWER=bm"]

    for more, sentence in (
        (["STAGE=coding"], "STAGE is 'coding', which has no batches. Use one of title_abstract, full_text."),
        (["N=many"], "N is 'many', not a number of records."),
    ):
        assert main([*words, *more]) == 1
        assert sentence in capsys.readouterr().err
    assert main([*words, "STAGE=full_text"]) == 0
    assert "No record waits for bm at this stage." in capsys.readouterr().out
    give(review)
    assert main(words) == 0
    assert "No record waits for bm at this stage that is not in a batch already" in capsys.readouterr().out
    (review / "results/screening/assignments.csv").unlink()
    assert main(words) == 1
    assert "there are no results yet" in capsys.readouterr().err
