"""A set is written as each tool reads it, with every decision in it; golden files show what that looks like."""

from pathlib import Path

import pytest

from identification.errors import InputError
from identification.events import Event
from identification.records import UniqueRecord
from identification.vocabulary import EventKind, Outcome
from screening import rayyan
from screening.exporting import Exported, check_form, choose, export_text
from screening.outcomes import Screened
from screening.tool_words import Vote

GOLDEN = Path(__file__).resolve().parents[2] / "golden/decisions"
STAGE = EventKind.TITLE_ABSTRACT
NAMES = {"ak": "person 1, lead", "bm": "person 2, reviewer", "cd": "person 3, adjudicator"}
CRITERIA = {"E1": "Is about one organisation only.", "E2": "Is not about care."}
ONE = UniqueRecord(
    "R0123456789ab",
    ("R0123456789ab", "R0123456789ac"),
    ("s",),
    title="Leading across invented boundaries",
    abstract='An invented abstract, with "quotes"\nand a second line.',
    authors="Ash, K.; Birch, Q.",
    year="2021",
    venue="Journal of Invented Care",
    pages="1-9",
    doi="10.5555/one",
    pmid="99000001",
)
TWO = UniqueRecord("R0123456789ad", ("R0123456789ad",), ("s",), title="Undecided", kind="CHAP")
EVENTS = [
    Event(
        "3",
        "2026-02-03T09:00:00+00:00",
        "cd",
        EventKind.ADJUDICATION,
        ONE.group_id,
        "exclude",
        reason="E1",
        content={"stage": "title_abstract"},
    ),
    Event("1", "2026-02-01T09:00:00+00:00", "ak", STAGE, ONE.group_id, "include"),
    Event(
        "2",
        "2026-02-02T09:00:00+00:00",
        "bm",
        STAGE,
        "R0123456789ac",
        "exclude",
        reason="E1",
        note='Nurses: "no system" | {a}=>[b]',
        content={"further_reasons": ["E2"]},
    ),
]


def standing(record: UniqueRecord, outcome: Outcome) -> Screened:
    return Screened(record.group_id, outcome, (), (), (), "", "", 0, record.title)


SCREENED = [standing(ONE, Outcome.EXCLUDED), standing(TWO, Outcome.AWAITING)]


def chosen(wanted: Outcome | None = None) -> list[Exported]:
    groups = {member: record.group_id for record in (ONE, TWO) for member in record.record_ids}
    return choose([ONE, TWO], SCREENED, EVENTS, groups, wanted=wanted, stage=STAGE, names=NAMES)


@pytest.mark.parametrize(
    ("form", "ending"),
    [
        *(("ris", ".ris"), ("csv", ".csv"), ("asreview", ".csv"), ("asreview", ".ris"), ("rayyan", ".csv")),
        *(("rayyan", ".ris"), ("eppi", ".ris"), ("covidence", ".ris")),
    ],
)
def test_each_format_is_written_as_its_golden_file_shows(form: str, ending: str) -> None:
    golden = GOLDEN / f"export.{form}{ending}"

    assert export_text(chosen(), form, ending, CRITERIA) == golden.read_text(encoding="utf-8")


def test_a_set_holds_the_records_of_one_outcome_with_votes_on_any_member() -> None:
    (row,) = chosen(Outcome.EXCLUDED)

    assert row.record == ONE
    assert [(vote.who, vote.settles) for vote in row.votes] == [
        ("person 1, lead", False),
        ("person 2, reviewer", False),
        ("person 3, adjudicator", True),
    ]


def test_no_id_and_no_name_of_a_person_stands_in_a_file_unless_the_caller_named_her_so() -> None:
    for form in ("ris", "csv", "asreview", "rayyan"):
        text = export_text(chosen(), form, ".csv", CRITERIA)

        assert not {"ak", "bm", "cd"} & set(text.replace('"', " ").replace(",", " ").split())


def test_rayyans_own_syntax_alone_holds_names_words_reasons_and_notes() -> None:
    votes = (Vote("ann", "include"), Vote("ben", "exclude", ("E1",), 'Says "no" \\ | so'))
    native = rayyan.write_notes(votes, "R0123456789ab").split(" | ReviewDecision")[0]

    read, _ = rayyan.read_notes([native])

    assert [(vote.who, vote.decision, vote.reasons, vote.note) for vote in read] == [
        ("ann", "Included", (), ""),
        ("ben", "Excluded", ("E1",), 'Says "no" \\ | so'),
    ]


def test_a_replaced_decision_goes_along_behind_the_one_that_stands() -> None:
    new = Event("9", "2026-02-04T09:00:00+00:00", "ak", STAGE, ONE.group_id, "maybe", replaces="1")
    groups = dict.fromkeys(ONE.record_ids, ONE.group_id)

    (row,) = choose([ONE], SCREENED[:1], [*EVENTS, new], groups, wanted=None, stage=STAGE, names=NAMES)

    assert [(vote.decision, [one.decision for one in vote.before]) for vote in row.votes] == [
        ("maybe", ["include"]),
        ("exclude", []),
        ("exclude", []),
    ]


def test_a_format_wants_a_file_of_its_kind() -> None:
    with pytest.raises(InputError, match=r"FORMAT=rayyan cannot be written to a file that ends in '.xlsx'"):
        check_form("rayyan", ".xlsx")
    check_form("eppi", ".ris")
