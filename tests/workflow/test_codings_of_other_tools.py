"""Files as other programs write them become codings of the people named, or are listed with why not."""

import json
import zipfile
from pathlib import Path

import pytest

from identification.events import read_events
from identification.tables import read_rows
from tests.workflow.a_coded_review import a_read_review
from workflow.commands import main

GOLDEN = Path(__file__).resolve().parents[1] / "golden/codings"
CASES = json.loads((GOLDEN / "expected.json").read_text(encoding="utf-8"))


def zipped(folder: Path, file: Path) -> Path:
    """A project that lies unpacked among the golden files as the archive that a program reads."""
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder).as_posix())
    return file


def taken_in(review: Path) -> list[list[object]]:
    """What the events say: whose, on which document, with which code and status, where, and what else."""
    events = read_events((review / "review/events/coding").glob("*.jsonl"))[0]
    keys = ("value", "attribution", "function")
    return sorted(
        [one.who, one.subject_id, one.content["code_id"], one.decision, one.content.get("page", 0)]
        + [" ".join(str(one.content.get("quote", "")).split()), one.note.split("\n")[0]]
        + [key + ": " + str(one.content[key]) for key in keys if one.content.get(key)]
        for one in events
    )


def listed(review: Path) -> list[list[str]]:
    """What was not taken in, and why."""
    (file,) = (review / "review/imports").glob("*_not_imported.csv")
    return [[row["code"], row["value"] or row["quote"].split("\n")[0], row["why"]] for row in read_rows(file)]


@pytest.mark.parametrize("name", CASES)
def test_each_programs_file_is_read_as_its_note_says(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    review, source = a_read_review(tmp_path / "a review"), GOLDEN / name
    file = zipped(source, tmp_path / f"{name}.qdpx") if source.is_dir() else source

    assert main(["codings", f"REVIEW={review}", f"FILE={file}", *case["words"]]) == 0

    assert taken_in(review) == case["taken in"], case["note"]
    assert listed(review) == case["listed"], case["note"]
