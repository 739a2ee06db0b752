"""The page on the real reviews: numbers with their files, tables that stay tables, links that lead somewhere."""

from pathlib import Path

import pytest

from identification.errors import InputError
from workflow.real.findings import Fact, Section, Table
from workflow.real.page import html, markdown
from workflow.real.running import make_room

FLOW = "results/reporting/flow.csv"
SECTION = Section(
    title="A review",
    text=("It was run.",),
    facts=(Fact("records", "1,234", f"{FLOW} and human/decisions.csv", "as exported"),),
    tables=(
        Table("Pairs | kept", ("Title", "Year"), [("One | two\nthree", "2020")], FLOW),
        Table("Nothing here", ("Title",), [], FLOW),
    ),
    mended=("A year was lost.",),
)


def test_every_number_stands_beside_its_file() -> None:
    text = markdown({"a-review": SECTION})

    assert f"| records | 1,234 | `{FLOW}` and `human/decisions.csv` | as exported |" in text


def test_a_sign_that_divides_cells_divides_none_inside_a_cell() -> None:
    assert "| One \\| two three | 2020 |" in markdown({"a-review": SECTION})


def test_an_empty_table_says_so_and_what_was_mended_stands_at_the_end() -> None:
    text = markdown({"a-review": SECTION})

    assert f"**Nothing here** (`{FLOW}`)\n\nNone." in text
    assert text.endswith("### A review\n\n- A year was lost.\n")


def test_a_file_of_the_review_is_a_link_and_one_of_the_data_is_a_name(tmp_path: Path) -> None:
    (tmp_path / "a-review/results/reporting").mkdir(parents=True)
    (tmp_path / "a-review" / FLOW).touch()

    page = html({"a-review": SECTION}, tmp_path)

    assert f'<a href="a-review/{FLOW}"><code>{FLOW}</code></a>' in page
    assert "<code>human/decisions.csv</code></td>" in page
    assert page.count("<table>") == 2
    assert "| records" not in page


def test_a_build_that_was_broken_off_leaves_no_lock_and_no_old_review_for_the_next(tmp_path: Path) -> None:
    make_room(tmp_path)
    for part in ("review", ".snakemake/locks", "results"):
        (tmp_path / part).mkdir(parents=True)

    make_room(tmp_path)

    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_dir()}
    assert left == {".snakemake", "results"}


def test_a_folder_that_people_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "review").mkdir()

    with pytest.raises(InputError, match="was not built by this command"):
        make_room(tmp_path)

    assert (tmp_path / "review").is_dir()
