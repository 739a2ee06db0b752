"""`make reach` on a whole review: it proposes what is missing, and leaves what people wrote."""

import shutil
from pathlib import Path

import pytest

from workflow.reach_rows import reach


@pytest.fixture
def review(root: Path, tmp_path: Path) -> Path:
    """The worked example as people wrote it, in a folder with a space."""
    folder = tmp_path / "my review"
    left_out = shutil.ignore_patterns("results", ".snakemake")
    shutil.copytree(root / "examples/worked-example", folder, ignore=left_out)
    return folder


def test_it_proposes_each_source_for_each_gap_and_each_code_that_a_not_takes_out(review: Path) -> None:
    (review / "review/reach.csv").unlink()

    said = reach({"REVIEW": str(review)})

    rows = (review / "review/reach.csv").read_text(encoding="utf-8").splitlines()
    assert [row.split(",")[:3] for row in rows[1:]] == [
        ["edi", "pubmed", "reached"],
        ["edi", "hmic", "reached"],
        ["edi:EDI.PREGNANCY", "hmic", "cut off"],
        ["edi", "scopus", "reached"],
        ["edi", "commons", "reached"],
        ["edi", "references", "unknown"],
    ]
    assert all(row.endswith(",,") for row in rows[1:])
    assert "Proposed 6 rows" in said


def test_rows_that_people_wrote_stay_byte_for_byte(review: Path) -> None:
    kept = review / "review/reach.csv"
    lines = kept.read_text(encoding="utf-8").splitlines(keepends=True)
    kept.write_text("".join(line for line in lines if "scopus" not in line), encoding="utf-8")
    before = kept.read_text(encoding="utf-8")

    reach({"REVIEW": str(review)})

    after = kept.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert after.removeprefix(before).startswith("edi,scopus,reached,")
    assert "Nothing is missing" in reach({"REVIEW": str(review)})
