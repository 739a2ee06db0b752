"""Who reads what: balance, novices, people who leave, and what a desk shows of it."""

from collections import Counter
from dataclasses import replace

from identification.vocabulary import Batch, EventKind, Outcome, Task
from screening.assignment import assign_records, assigned_to, own_first
from screening.outcomes import Assignment, Queued, Screened

STAGE = EventKind.TITLE_ABSTRACT
TEAM = {"ak": "lead", "bm": "reviewer", "n1": "novice", "n2": "novice"}


def waiting(number: int, needs: int = 2, **more: object) -> Screened:
    """A record that still needs people."""
    row = Screened(f"R{number:03d}", Outcome.AWAITING, (), (), (), "", "", needs, "")
    return replace(row, **more)  # type: ignore[arg-type]


def assigned(rows: list[Screened], team: dict[str, str] = TEAM) -> list[Assignment]:
    """Who is to read what."""
    return assign_records(rows, stage=STAGE, team=team, seed=2022)


def readers(assignments: list[Assignment]) -> dict[str, set[str]]:
    """The readers of each record."""
    found: dict[str, set[str]] = {}
    for one in assignments:
        found.setdefault(one.group_id, set()).add(one.reviewer)
    return found


def test_everybody_gets_the_same_number_of_records() -> None:
    assert set(Counter(one.reviewer for one in assigned([waiting(n, 1) for n in range(100)])).values()) == {25}


def test_who_has_decided_more_gets_less() -> None:
    done = [waiting(n, 0, outcome=Outcome.INCLUDED, include=("ak",)) for n in range(30)]

    load = Counter(one.reviewer for one in assigned([*done, *(waiting(n, 1) for n in range(30, 100))]))

    assert load["ak"] == 0
    assert max(load["bm"], load["n1"], load["n2"]) <= 25


def test_two_novices_are_never_alone_on_a_record() -> None:
    found = readers(assigned([waiting(n) for n in range(100)]))

    assert len(found) == 100
    assert [pair for pair in found.values() if len(pair) != 2 or pair == {"n1", "n2"}] == []


def test_where_only_novices_are_left_the_second_place_stays_empty() -> None:
    rows = [waiting(1, 1, include=("n1",))]

    assert assigned(rows, {"n1": "novice", "n2": "novice"}) == []


def test_nobody_reads_what_she_decided_and_the_check_of_a_novice_is_by_no_novice() -> None:
    rows = [waiting(n, 1, exclude=("n1",), batch=Batch.AUDIT) for n in range(20)]

    found = assigned(rows)

    assert {one.reviewer for one in found} == {"ak", "bm"}
    assert {one.why for one in found} == {Task.CHECK}


def test_what_somebody_who_left_had_to_read_goes_to_the_others_who_keep_their_own() -> None:
    rows = [waiting(n, 1) for n in range(100)]
    before = assigned(rows)

    after = assigned(rows, {who: role for who, role in TEAM.items() if who != "bm"})

    kept = {(one.group_id, one.reviewer) for one in before} & {(one.group_id, one.reviewer) for one in after}
    assert {one.group_id for one in after} == {row.group_id for row in rows}
    assert len(kept) > 60  # of the 75 that were not hers


def test_a_pilot_record_is_everybodys_and_a_conflict_nobodys() -> None:
    rows = [waiting(1, 4, batch=Batch.PILOT), waiting(2, 0, outcome=Outcome.CONFLICT)]

    assert readers(assigned(rows)) == {"R001": set(TEAM)}


def test_the_same_seed_gives_the_same_shares_in_whatever_order_records_come() -> None:
    rows = [waiting(n) for n in range(50)]

    assert assigned(rows) == assigned(rows[::-1])


def test_no_team_is_no_assignment() -> None:
    assert assigned([waiting(1)], {}) == []


def test_a_desk_has_ones_own_records_first_in_the_order_of_the_queue_and_says_not_why() -> None:
    queue = [Queued(rank, name, 0.5, "", "", "") for rank, name in enumerate(("R1", "R2", "R3", "R4"), start=1)]
    why = {"R2": Task.CHECK, "R3": Task.FIRST, "R4": Task.PILOT}
    assignments = [Assignment(rank, name, STAGE, "ak", task) for rank, (name, task) in enumerate(why.items())]

    others = [Assignment(1, "R1", STAGE, "bm", Task.FIRST), Assignment(1, "R1", EventKind.FULL_TEXT, "ak", Task.FIRST)]
    hers = assigned_to([*assignments, *others], "ak", STAGE)
    own = own_first(queue, [*assignments, *others], "ak", STAGE)

    assert hers == ["R4", "R2", "R3"]
    assert [row.group_id for row in own] == ["R4", "R2", "R3", "R1"]
    assert [row.rank for row in own] == [1, 2, 3, 4]
    assert set(own[0].__dict__) == set(queue[0].__dict__)
