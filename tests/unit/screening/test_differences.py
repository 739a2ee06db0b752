"""Drift and criteria: in which order people decided, and on what they differ."""

from pathlib import Path

from identification.events import Event, event_line
from identification.vocabulary import EventKind
from screening.differences import count_criteria, count_drift, order_of_events
from screening.outcomes import CriterionDisagreement

STAGE = EventKind.TITLE_ABSTRACT


def decided(
    who: str, subject: str, decision: str, reason: str = "", at: str = "2022-01-01", **content: object
) -> Event:
    """One decision."""
    return Event(f"{who}{subject}", at, who, STAGE, subject, decision, reason=reason, content=content)


def test_lines_order_a_file_and_a_clock_that_jumps_does_not(tmp_path: Path) -> None:
    early = [decided("a", f"R{n}", "include", at=at) for n, at in enumerate(("2022-01-02", "2035-01-01", "2022-01-03"))]
    late = [decided("a", "R9", "include", at="2022-02-01T10:00:00+00:00")]
    (tmp_path / "a-2.jsonl").write_text("".join(f"{event_line(event)}\n" for event in early) + "torn\n")
    (tmp_path / "a-1.jsonl").write_text(f"{event_line(late[0])}\n{event_line(early[0])}\n")

    order = order_of_events(tmp_path.glob("*.jsonl"))

    assert sorted(order, key=lambda event: order[event]) == ["aR0", "aR1", "aR2", "aR9"]
    assert order == order_of_events(sorted(tmp_path.glob("*.jsonl"), reverse=True))


def test_blocks_are_of_equal_size_and_show_where_people_moved_apart() -> None:
    names = [f"R{n:03d}" for n in range(120)]
    events = [decided("a", name, "include" if n % 2 else "exclude") for n, name in enumerate(names)]
    events += [decided("b", name, "include" if n % 2 and n < 90 else "exclude") for n, name in enumerate(names)]
    order = {event.event_id: place for place, event in enumerate(events)}

    blocks = count_drift(events, {name: name for name in names}, STAGE, order=order, seed=1)

    assert [(one.block, one.n, one.raw) for one in blocks] == [(1, 30, 1), (2, 30, 1), (3, 30, 1), (4, 30, 0.5)]
    assert blocks[3].positive == 0


def test_few_records_are_one_block_and_none_are_none() -> None:
    events = [decided(who, "R1", "include") for who in "ab"]

    assert [(one.n, one.ac1) for one in count_drift(events, {"R1": "R1"}, STAGE, order={}, seed=1)] == [(1, 1.0)]
    assert count_drift(events[:1], {"R1": "R1"}, STAGE, order={}, seed=1) == []


def test_a_criterion_says_how_often_somebody_else_said_otherwise() -> None:
    events = [
        *(decided("a", "R1", "exclude", "E1"), decided("b", "R1", "exclude", "E1")),
        *(decided("a", "R2", "exclude", "E1"), decided("b", "R2", "include")),
        *(decided("a", "R3", "exclude", "E1"), decided("b", "R3", "exclude", "E2")),
        *(decided("a", "R4", "exclude", "E1"), decided("b", "R4", "exclude", "E2", further_reasons=["E1"])),
        *(decided("a", "R5", "exclude", "E1"), decided("b", "R5", "exclude")),
        *(decided("a", "R6", "maybe"), decided("b", "R6", "exclude", "E1")),
        decided("a", "R7", "exclude", "E1"),
    ]

    one, two, never = count_criteria(events, {f"R{n}": f"R{n}" for n in range(9)}, STAGE, ["E1", "E2", "E3"])

    assert one == CriterionDisagreement(STAGE, "E1", 6, 6, 1, 1, 1, 1, 2)
    assert two == CriterionDisagreement(STAGE, "E2", 6, 2, 0, 0, 2, 0, 0)
    assert (never.records, never.named) == (6, 0)
