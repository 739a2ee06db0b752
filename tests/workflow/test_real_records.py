"""What a lead reads of the real records with known overlap: every pair counted, every doubt with whose word holds."""

from math import comb
from pathlib import Path

import pytest

from identification.tables import read_rows
from workflow.real import records_reading
from workflow.real.findings import Section, Table


@pytest.fixture
def read(real_reviews: dict[str, Path], data_folder: Path) -> Section:
    """The section on the records."""
    return records_reading.read(data_folder, real_reviews["systems-leadership-records"])


def table(section: Section, caption: str) -> Table:
    """The table whose caption begins so."""
    return next(one for one in section.tables if one.caption.startswith(caption))


def test_every_pair_of_records_stands_in_one_cell_of_the_two_by_two(
    read: Section, real_reviews: dict[str, Path]
) -> None:
    review = real_reviews["systems-leadership-records"]
    records = read_rows(review / "results/identification/records.csv")
    (_, found, wrong), (_, missed, apart) = table(read, "Every pair of records").rows

    assert sum(map(int, (found, wrong, missed, apart))) == comb(len(records), 2)
    assert (wrong, missed) == ("0", "1")


def test_every_pair_that_differs_says_whose_word_holds(read: Section) -> None:
    (row,) = table(read, "Every pair that differs").rows

    assert row[-1] == "the overlap: they are one work; the rules do not decide and leave it to a person"


def test_the_places_of_the_grey_literature_in_the_queue_are_told(read: Section, real_reviews: dict[str, Path]) -> None:
    results = real_reviews["systems-leadership-records"] / "results"
    unique = read_rows(results / "identification/unique.csv")
    grey = {row["group_id"] for row in unique if row["sources"] == '["grey"]'}
    queue = read_rows(results / "screening/queue.csv")
    places = sorted(int(row["rank"]) for row in queue if row["group_id"] in grey)

    assert f"stand at {', '.join(map(str, places))} of {len(queue)}." in " ".join(read.text)


def test_reports_of_websites_stand_in_the_flow_beside_the_databases(real_reviews: dict[str, Path]) -> None:
    results = real_reviews["systems-leadership-records"] / "results"
    read = {row["source"]: row["read"] for row in read_rows(results / "identification/sources.csv")}
    boxes = {row["box"]: row["count"] for row in read_rows(results / "reporting/flow.csv")}

    assert boxes["other.identified"] == read["grey"]
