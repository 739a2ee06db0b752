"""What did each source bring that no other did?"""

from identification.overlap import count_shared, source_overlap
from identification.records import Record, SharedRecords, SourceCount, SourceOverlap, UniqueRecord


def group(name: str, *sources: str) -> UniqueRecord:
    return UniqueRecord(name, (name,), sources)


def count(source: str, file: str) -> SourceCount:
    return SourceCount(file, source, "RIS", "2026-01-01", None, 0, 0, 0, "utf-8")


def test_a_record_of_several_sources_is_shared_by_each_two_and_only_in_none() -> None:
    unique = [group("R1", "a", "b", "c"), group("R2", "a"), group("R3", "a", "b")]
    records = [Record("R1", "a", "1"), Record("R2", "a", "2"), Record("R3", "a", "3"), Record("R4", "b", "1")]

    overlap = source_overlap(records, unique, [count("a", "a.ris"), count("empty", "e.ris"), count("website", "")])

    assert overlap == [
        SourceOverlap("a", 3, 3, 1, 2),
        SourceOverlap("b", 1, 2, 0, 2),
        SourceOverlap("empty", 0, 0, 0, 0),
    ]
    assert count_shared(overlap[:2], unique) == [SharedRecords("a", "b", 2)]


def test_records_of_one_source_that_are_one_are_only_there() -> None:
    (one,) = source_overlap([Record("R1", "a", "1"), Record("R2", "a", "2")], [group("R1", "a", "a")], [])

    assert (one.records, one.unique, one.only_here) == (2, 1, 1)
