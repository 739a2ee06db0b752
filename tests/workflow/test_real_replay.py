"""The replayed review line by line: what differs is judged, what adds up is added up, and nothing is filled in."""

from dataclasses import replace
from pathlib import Path

import pytest

from identification.tables import read_rows
from workflow.real.findings import Section, Table
from workflow.real.replay_counts import Counts, counts_of
from workflow.real.replay_differences import JUDGEMENTS, NOT_JUDGED, Difference, differences, replayed
from workflow.real.replay_judged import OPEN, OURS, THEIRS
from workflow.real.replay_lines import line_table, sums
from workflow.real.replay_reading import read


@pytest.fixture(scope="module")
def review(real_reviews: dict[str, Path]) -> Path:
    """The folder of the replayed review after its run."""
    return real_reviews["social-norms-suicide"]


@pytest.fixture(scope="module")
def found(data_folder: Path, review: Path) -> list[Difference]:
    """The differences between the people's list and our groups."""
    return differences(replayed(data_folder, review))


@pytest.fixture(scope="module")
def counts(data_folder: Path, review: Path) -> Counts:
    """Both sides in numbers."""
    return counts_of(replayed(data_folder, review), data_folder, review)


@pytest.fixture(scope="module")
def section(data_folder: Path, review: Path) -> Section:
    """What a lead reads."""
    return read(data_folder, review)


def table(section: Section, begins: str) -> Table:
    """The table whose caption begins so."""
    return next(one for one in section.tables if one.caption.startswith(begins))


def test_every_difference_is_judged_by_a_rule_or_by_a_person_who_read_it(found: list[Difference]) -> None:
    assert [one for one in found if (one.right, one.why) == NOT_JUDGED] == []
    assert {one.right for one in found} == {OURS, THEIRS, OPEN}


def test_no_judgement_is_left_of_a_difference_that_is_gone(found: list[Difference]) -> None:
    assert {why for _, why in JUDGEMENTS.values()} <= {one.why for one in found}


def test_no_difference_stands_twice(found: list[Difference]) -> None:
    rows = [row for one in found for row in one.rows]
    records = [record.group_id for one in found for record in one.records]

    assert (len(rows), len(records)) == (len(set(rows)), len(set(records)))


def test_the_lines_of_both_sides_add_up(counts: Counts) -> None:
    assert [one.name for one in sums(counts) if not one.holds] == []


@pytest.mark.parametrize(
    "name", ["citations", "groups", "further", "meant", "alone", "in_cells", "in_rows", "assessed", "not_recorded"]
)
def test_a_line_that_is_wrong_by_one_breaks_a_sum(name: str, counts: Counts) -> None:
    wrong = replace(counts, **{name: getattr(counts, name) + 1})

    assert not all(one.holds for one in sums(wrong))


def test_the_tally_at_the_foot_of_the_sheet_is_no_decision(counts: Counts) -> None:
    assert (counts.in_cells, counts.in_rows, counts.in_tally) == (32, 31, 31)
    assert (counts.cells, counts.citations, counts.tally_cells) == (1075, 1073, 2)
    assert ("outcome not recorded: 0", "0", "0", "0") in [row[:4] for row in line_table(counts).rows]


def test_who_decides_nothing_waits_with_the_reason(section: Section, review: Path) -> None:
    waiting = table(section, "What nobody decided").rows

    assert len(waiting) == len(read_rows(review / "results/screening/queue.csv"))
    assert all(row[-1] for row in waiting)


def test_what_was_not_imported_is_listed_with_the_records_that_it_fits(review: Path, found: list[Difference]) -> None:
    aside = read_rows(review / "results/reporting/set_aside.csv")
    fits = {row: {record.group_id for record in one.records} for one in found for row in one.rows}

    for listed in aside:
        number = int(listed["subject"].split(":")[0].removeprefix("row "))
        assert all(group in listed["why"] for group in fits[number])


def test_the_report_says_of_an_imported_review_what_is_recorded_and_no_more(review: Path) -> None:
    report = (review / "results/reporting/report.html").read_text(encoding="utf-8")

    assert "was done by one person" not in report
    assert "decided although" not in report
    assert "No record carries decisions of two people." in report


def test_the_page_names_a_file_for_every_number_and_is_the_same_twice(
    section: Section, data_folder: Path, review: Path
) -> None:
    assert all([one.source for one in section.facts] + [one.source for one in section.tables])
    assert read(data_folder, review) == section
