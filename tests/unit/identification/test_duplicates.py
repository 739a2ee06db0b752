"""A study that disappears is worse than a duplicate that stays: what is merged, linked, asked, and kept apart."""

import json
import random
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from benchmarks.deduplication import labelled_record
from identification import comparison
from identification.duplicates import find_duplicates, group_records, with_verdicts
from identification.events import Event
from identification.merging import merge_groups
from identification.records import DuplicatePair, Record
from identification.tables import read_rows
from identification.vocabulary import EventKind, LinkKind, Verdict

GOLDEN = json.loads((Path(__file__).parents[2] / "golden" / "pairs.json").read_text(encoding="utf-8"))
ARTICLE = {
    "title": "Leading across organisational boundaries in integrated care",
    "authors": "Ash, K.; Birch, L.",
    "year": "2019",
    "venue": "Journal of Invented Health Studies",
    "volume": "12",
    "issue": "3",
    "pages": "101-115",
    "doi": "10.5555/jihs.2019.101",
}


def record(record_id: str, **changed: str) -> Record:
    """The article with some fields changed."""
    return Record(record_id, "s", f"export, {record_id}", **{**ARTICLE, **changed})  # type: ignore[arg-type]


def verdict(a: Record, b: Record) -> DuplicatePair | None:
    """What the rules say of two records, or None when no rule fires."""
    return next(iter(find_duplicates([a, b])), None)


def said(a: str, b: str, decision: str, who: str = "ak", **content: str) -> Event:
    """A person's verdict on a pair."""
    return Event(f"{who}-{a}-{b}", "2022-01-01", who, EventKind.DUPLICATE, a, decision, content={"other": b, **content})


@pytest.mark.parametrize("case", GOLDEN, ids=[case["note"] for case in GOLDEN])
def test_golden_pairs_get_the_verdict_that_their_note_gives_a_reason_for(case: dict[str, Any]) -> None:
    a, b = (Record(name, "s", name, **case[name]) for name in ("a", "b"))

    found = verdict(a, b)

    assert (found.verdict if found else "nothing") == case["verdict"]
    assert (found.link if found else None) == case.get("link")


def test_an_erratum_is_linked_with_its_kind_and_not_merged() -> None:
    pair = verdict(record("a"), record("b", title=f"Correction to: {ARTICLE['title']}", doi="10.5555/e", pages="300"))

    assert pair is not None
    assert (pair.verdict, pair.link) == (Verdict.LINKED, LinkKind.ERRATUM)
    assert len(group_records([record("a"), record("b")], [pair])) == 2


def test_peoples_verdict_stands_before_the_rules() -> None:
    records = [record("a"), record("b")]
    pairs = with_verdicts(find_duplicates(records), [said("b", "a", "different")])

    assert [pair.verdict for pair in pairs] == [Verdict.DIFFERENT]
    assert group_records(records, pairs) == [("a",), ("b",)]


def test_two_people_who_disagree_on_a_pair_leave_it_to_be_asked() -> None:
    events = [said("a", "b", "same"), said("a", "b", "different", who="bm")]

    assert [pair.verdict for pair in with_verdicts([], events)] == [Verdict.ASK]


def test_a_withdrawn_verdict_leaves_the_rules_to_say() -> None:
    records = [record("a"), record("b")]
    undone = Event("w", "t", "ak", EventKind.DUPLICATE, "a", "withdrawn", replaces="ak-a-b")

    pairs = with_verdicts(find_duplicates(records), [said("a", "b", "different"), undone])

    assert [pair.verdict for pair in pairs] == [Verdict.SAME]


def test_a_chain_whose_ends_contradict_is_not_joined() -> None:
    records = [record("a"), record("b"), record("c")]
    pairs = [
        DuplicatePair("a", "b", Verdict.SAME, "r", 100),
        DuplicatePair("b", "c", Verdict.SAME, "r", 99),
        DuplicatePair("a", "c", Verdict.DIFFERENT, "people's verdict", 90, who="ak"),
    ]

    assert group_records(records, pairs) == [("a", "b"), ("c",)]


def test_a_group_is_named_by_the_first_member_ever_seen_in_whatever_order_records_come() -> None:
    records = [record("z", title=ARTICLE["title"].upper()), record("a"), record("m")]
    seen = [Record(**{**vars(one), "seen": place}) for place, one in enumerate(records, start=1)]

    for order in permutations(seen):
        assert group_records(order, find_duplicates(order)) == [("z", "a", "m")]


def test_a_merged_record_takes_the_best_value_of_each_field_and_says_where_it_came_from() -> None:
    capitals = record("a", title=ARTICLE["title"].upper(), abstract="")
    whole = record("b", abstract="What we did and found.", venue="J Invent Health Stud")

    merged = merge_groups([capitals, whole], [("a", "b")])[0]

    assert (merged.title, merged.abstract) == (ARTICLE["title"], "What we did and found.")
    assert merged.venue == ARTICLE["venue"]
    assert (merged.origins["title"], merged.origins["abstract"], merged.origins["venue"]) == ("b", "b", "a")


def test_no_labelled_study_disappears_on_real_sets(data_folder: Path) -> None:
    """Lost studies: predicted groups that hold records of two labelled groups."""
    for name in ("srad_cytology", "srad_stroke", "asysd_diabetes", "iebh_copper", "mckeown_clean", "hardneg"):
        folder = data_folder / "dedup" / name
        truth = {row["record_id"]: row["group_id"] for row in read_rows(folder / "truth.csv")}
        records = [labelled_record(row) for row in read_rows(folder / "records.csv")]

        groups = group_records(records, find_duplicates(records))

        assert [group for group in groups if len({truth[one] for one in group}) > 1] == [], name


@pytest.mark.parametrize("name", ["iebh_copper", "hardneg", "mckeown_clean"])
def test_no_rule_fires_on_a_candidate_that_is_dropped_early(
    name: str, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [labelled_record(row) for row in read_rows(data_folder / "dedup" / name / "records.csv")]
    found = find_duplicates(records)

    monkeypatch.setattr(comparison, "TITLE_CUTOFF", 0.0)

    assert find_duplicates(records) == found


@pytest.mark.parametrize("name", ["iebh_copper", "mckeown_clean", "hardneg", "srad_stroke"])
def test_the_order_of_records_changes_neither_groups_nor_verdicts(name: str, data_folder: Path) -> None:
    records = [labelled_record(row) for row in read_rows(data_folder / "dedup" / name / "records.csv")]
    expected = _said_of(records)

    for seed in range(3):
        shuffled = random.Random(seed).sample(records, len(records))

        assert _said_of([replace(one, seen=place) for place, one in enumerate(shuffled, start=1)]) == expected


def _said_of(records: list[Record]) -> tuple[set[frozenset[str]], dict[frozenset[str], Verdict]]:
    pairs = find_duplicates(records)
    verdicts = {frozenset((pair.record_a, pair.record_b)): pair.verdict for pair in pairs}
    return {frozenset(group) for group in group_records(records, pairs)}, verdicts
