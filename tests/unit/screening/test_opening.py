"""What stands beside records: keywords, related records, and what colleagues said, where it anchors nobody."""

from pathlib import Path

import pytest

from identification.events import Event, append_events
from identification.merge_log import LinkedRecords
from identification.records import RawFields, UniqueRecord
from identification.tables import write_lines, write_table
from identification.vocabulary import EventKind, LinkKind, Outcome
from screening.desk import Desk
from screening.drawing import Related
from screening.opening import Told, read_keywords, relations
from screening.outcomes import Queued, Screened
from screening.views import View, Which, choices, find

RECORDS = [
    UniqueRecord("R1", ("R1", "R2"), ("pubmed", "web"), "Leading systems", "An abstract on wards.", "Ash, A.", "2020"),
    UniqueRecord("R3", ("R3",), ("web",), "Wards", "", "Birch, B.", "2021", language="fre"),
]


def test_keywords_are_those_of_every_member_each_once(tmp_path: Path) -> None:
    rows = [
        RawFields("R1", {"KW": ("Leadership", "Hospitals; Wards"), "AN": ("77",)}),
        RawFields("R2", {"Author Keywords": ("leadership; NHS",)}),
        RawFields("R9", {"KW": ("of no record",)}),
    ]
    write_lines(rows, tmp_path / "raw.jsonl")

    assert read_keywords(tmp_path / "raw.jsonl", RECORDS) == {"R1": ["Leadership", "Hospitals", "Wards", "NHS"]}
    assert read_keywords(tmp_path / "absent.jsonl", RECORDS) == {}


def test_two_linked_records_name_each_other() -> None:
    linked = LinkedRecords("R1", "R3", LinkKind.ERRATUM, "", "", "Leading systems", "Wards", "", "", "", "")

    assert relations([linked]) == {
        "R1": [Related("erratum", "R3", "Wards")],
        "R3": [Related("erratum", "R1", "Leading systems")],
    }


@pytest.mark.parametrize(
    ("outcome", "needs", "which", "decided", "told"),
    [
        (Outcome.EXCLUDED, 0, Which.ALL, True, ["bm"]),
        (Outcome.EXCLUDED, 0, Which.ALL, False, []),
        (Outcome.AWAITING, 1, Which.ALL, True, []),
        (Outcome.CONFLICT, 0, Which.ALL, True, []),
        (Outcome.CONFLICT, 0, Which.CONFLICTS, False, ["bm"]),
    ],
)
def test_what_colleagues_said_is_told_once_it_anchors_nobody(
    tmp_path: Path, outcome: Outcome, needs: int, which: Which, decided: bool, told: list[str]
) -> None:
    at = "2026-01-01T09:00:00+00:00"
    folder, table = tmp_path / "events", tmp_path / "title_abstract.csv"
    said = [Event(f"e-{who}", at, who, EventKind.TITLE_ABSTRACT, "R1", "exclude") for who in ("ak", "bm")][
        not decided :
    ]
    append_events(said, folder / "title_abstract/all.jsonl")
    write_table([Screened("R1", outcome, (), (), (), "", "", needs, "")], Screened, table)
    desk = Desk([Queued(1, "R1", 0.5, "", "", "")], RECORDS, said, reviewer="ak", folder=folder, conflicts=["R1"])
    desk.show(View(which))
    desk.open("R1")

    assert [event.who for event in Told(desk, table, folder / "title_abstract")("R1")] == told


def test_a_search_finds_every_word_in_any_field_titles_first() -> None:
    assert [record.group_id for record, _ in find(RECORDS, "WARDS")] == ["R3", "R1"]
    assert find(RECORDS, "wards")[1][1] == "Ash, A. 2020  An abstract on wards."
    assert [record.group_id for record, _ in find(RECORDS, "ash leading 2020")] == ["R1"]
    assert find(RECORDS, "ash birch") == find(RECORDS, "  ") == []


def test_the_filters_offer_what_records_have_most_frequent_first() -> None:
    assert choices(RECORDS) == {"languages": ["fre"], "sources": ["web", "pubmed"]}
