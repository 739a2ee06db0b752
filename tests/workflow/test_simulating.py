"""`make simulate` replays a labelled set and says what reading in that order would have saved."""

import csv
from pathlib import Path

import pytest

from identification.tables import read_rows
from workflow.commands import main
from workflow.simulating import curve_picture, stopping_points

WORDS = {True: "systems leadership across organisations", False: "antihistamines in hay fever"}


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Thirty records, every third an include, in a folder with a space in its name."""
    path = tmp_path / "my sets" / "small.csv"
    path.parent.mkdir()
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["record_id", "title", "abstract", "label_included"])
        writer.writerows([at, f"{WORDS[not at % 3]} {at}", "", int(not at % 3)] for at in range(30))
    return path


@pytest.mark.parametrize("start", ["cold", "warm"])
def test_a_set_whose_includes_are_alike_is_found_without_a_loss(
    labelled: Path, tmp_path: Path, start: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [f"DATA={labelled}", "QUESTION=Who leads systems?", f"START={start}", f"OUT={tmp_path / 'out'}"]

    assert main(["simulate", *words]) == 0

    figures = read_rows(tmp_path / f"out/small_{start}_1_figures.csv")[0]
    assert (figures["loss"], figures["first_include"]) == ("0.0000", "1")
    assert "fits" in capsys.readouterr().out
    assert (tmp_path / f"out/small_{start}_1_curve.svg").read_text().startswith("<svg")


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", f"DATA={tmp_path / 'none.csv'}"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_rules_that_reviewers_know_say_what_they_would_have_missed() -> None:
    found = [True] + [False] * 60 + [True]

    rules = {rule: (read, recall) for rule, read, recall, _ in stopping_points(found)}

    assert rules["50 irrelevant in a row"] == (51, "0.5000")
    assert rules["100 irrelevant in a row"] == (62, "1.0000")


def test_a_set_without_includes_has_a_curve_and_no_recall() -> None:
    assert "0 includes in 2 records" in curve_picture([False, False])
    assert stopping_points([False] * 60)[0][2] == ""
