"""Random draws of the unread: what they prove, whoever looks how often, and how they stand in events."""

from dataclasses import replace
from itertools import combinations
from math import comb, exp

import numpy as np
import pytest

from identification.events import Event, parse_event
from identification.stops import AUDIT
from identification.vocabulary import EventKind, Outcome
from screening.audits import (
    Draw,
    audit_of,
    doubt_by_audit,
    draw_audit,
    drawn_records,
    draws_needed,
    interleave,
    log_evidence,
    missed_by_audit,
)
from screening.outcomes import Queued, Screened

GROUPS = {f"R{at}": f"R{at}" for at in range(12)}


def row(at: int, outcome: Outcome = Outcome.AWAITING) -> Screened:
    said = () if outcome in (Outcome.AWAITING, Outcome.NOT_SCREENED) else ("ak",)
    return Screened(f"R{at}", outcome, said, (), (), "", "", 0 if said else 1, "")


def drawn(number: int, content: dict[str, object]) -> Event:
    return Event(f"a{number}", "2026-01-01T00:00:00", "ak", EventKind.STOP, "title_abstract", AUDIT, content=content)


@pytest.mark.parametrize("includes", [0, 1, 2, 3])
def test_the_evidence_against_the_truth_is_one_on_average_over_every_possible_draw(includes: int) -> None:
    """All draws of 3 of 7 records and then of 2 of the other 4 that nobody read, each as likely as any other."""
    values = []
    for first in combinations(range(7), 3):
        x = sum(one < includes for one in first)
        rest = [one for one in range(7) if one not in first]
        for second in combinations(rest, 2):
            y = sum(one < includes for one in second)
            draws = [Draw(7, 3, x, 5, x + y), Draw(4, 2, y, 5 + x, y)]
            values.append(exp(log_evidence(draws, np.array([includes - x - y]), target=0.8)[0]))

    assert len(values) == comb(7, 3) * comb(4, 2)
    assert np.mean(values) <= 1 + 1e-12


def test_the_true_number_is_excluded_at_any_look_in_at_most_five_of_a_hundred_reviews() -> None:
    generator = np.random.default_rng(4)
    wrong, runs = 0, 400
    for _ in range(runs):
        includes = np.zeros(200, bool)
        includes[:8] = True
        order = generator.permutation(200)
        draws: list[tuple[int, int, int]] = []
        for start in range(0, 180, 20):
            draws.append((200 - start, 20, int(includes[order[start : start + 20]].sum())))
            found = int(includes[order[: start + 20]].sum())
            listed = [
                Draw(
                    size,
                    n,
                    x,
                    30 + int(includes[order[: 200 - size]].sum()),
                    found - int(includes[order[: 200 - size]].sum()),
                )
                for size, n, x in draws
            ]
            evidence = log_evidence(listed, np.array([8 - found]), target=0.95)[0]
            if evidence >= np.log(20):
                wrong += 1
                break

    assert wrong / runs <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / runs)


def test_a_draw_without_an_include_costs_little_more_than_the_exact_chance() -> None:
    draw = Draw(unread=1000, size=700, inside=0, before=40, found=0)
    chance = comb(300, 3) / comb(1000, 3)

    assert chance <= doubt_by_audit([draw], 300, 3, target=0.95) <= 2 * chance


def test_without_draws_nothing_is_known() -> None:
    assert missed_by_audit([], 50, target=0.95, confidence=0.95) == 50
    assert doubt_by_audit([], 50, 3, target=0.95) == 1.0


def test_an_include_in_the_draw_raises_the_bound() -> None:
    none, one = (Draw(500, 300, x, 40, x) for x in (0, 1))
    how = {"target": 0.95, "confidence": 0.95}

    assert missed_by_audit([none], 200, **how) < missed_by_audit([one], 200, **how)


def test_so_many_further_records_reach_the_target_and_one_fewer_does_not() -> None:
    how = {"target": 0.95, "confidence": 0.95}
    needed = draws_needed([], 500, 500, found=40, **how)

    assert needed is not None
    assert missed_by_audit([Draw(500, needed, 0, 40, 0)], 500 - needed, **how) == 2
    assert missed_by_audit([Draw(500, needed - 1, 0, 40, 0)], 501 - needed, **how) == 3


def test_a_draw_takes_only_what_nobody_read_and_follows_from_the_seed() -> None:
    rows = [row(at, Outcome.INCLUDED if at < 3 else Outcome.AWAITING) for at in range(12)]

    first, again = (draw_audit(rows, [], size=4, seed=5) for _ in range(2))
    second = draw_audit(rows, [drawn(1, first)], size=4, seed=5)

    assert first == again
    assert (len(first["drawn"]), len(first["unread"]), first["includes"]) == (4, 9, 3)
    assert second["number"] == 2
    assert second["drawn"] != first["drawn"]


def test_a_draw_counts_once_all_of_it_is_decided() -> None:
    content = {"number": 1, "includes": 2, "drawn": ["R2", "R3"], "unread": ["R2", "R3", "R4", "R5"]}
    half = [row(0, Outcome.INCLUDED), row(1, Outcome.INCLUDED), row(2, Outcome.EXCLUDED), row(3), row(4), row(5)]
    whole = [*half[:3], row(3, Outcome.INCLUDED), *half[4:]]

    waiting, counted = (audit_of(rows, [drawn(1, content)], GROUPS) for rows in (half, whole))

    assert (len(waiting.draws), set(waiting.waiting), waiting.not_counted) == (0, {"R3"}, 1)
    assert counted.draws == (Draw(unread=4, size=2, inside=1, before=2, found=1),)


def test_a_draw_says_nothing_of_records_that_a_later_search_brought() -> None:
    content = {"number": 1, "includes": 1, "drawn": ["R1"], "unread": ["R1", "R2"]}
    rows = [row(0, Outcome.INCLUDED), row(1, Outcome.EXCLUDED), row(2), row(9)]

    assert audit_of(rows, [drawn(1, content)], GROUPS).draws == ()


def test_what_was_disputed_when_it_was_drawn_may_be_an_include_outside() -> None:
    content = {"number": 1, "includes": 1, "drawn": ["R1"], "unread": ["R1", "R2"]}
    rows = [row(0, Outcome.INCLUDED), row(1, Outcome.EXCLUDED), row(2), row(3, Outcome.CONFLICT)]

    assert audit_of(rows, [drawn(1, content)], GROUPS).outside == 1


def test_no_draw_counts_behind_one_that_was_left_unread_after_a_look() -> None:
    first = {"number": 1, "includes": 1, "drawn": ["R1", "R2"], "unread": ["R1", "R2", "R3", "R4"]}
    second = {"number": 2, "includes": 2, "drawn": ["R3"], "unread": ["R2", "R3", "R4"]}
    rows = [row(0, Outcome.INCLUDED), row(1, Outcome.INCLUDED), row(2), row(3, Outcome.EXCLUDED), row(4)]
    back = replace(drawn(3, {}), decision="withdrawn", replaces="a1")

    left = audit_of(rows, [drawn(1, first), drawn(2, second)], GROUPS)
    withdrawn = audit_of(rows, [drawn(1, first), drawn(2, second), back], GROUPS)

    assert (len(left.draws), left.not_counted, len(withdrawn.draws)) == (0, 2, 0)


def test_a_draw_that_was_withdrawn_before_anybody_read_it_is_none() -> None:
    first = {"number": 1, "includes": 1, "drawn": ["R1"], "unread": ["R1", "R2", "R3"]}
    second = {"number": 2, "includes": 1, "drawn": ["R2"], "unread": ["R1", "R2", "R3"]}
    back = replace(drawn(3, {}), decision="withdrawn", replaces="a1")
    rows = [row(0, Outcome.INCLUDED), row(1), row(2, Outcome.EXCLUDED), row(3)]

    assert drawn_records([drawn(1, first), back], GROUPS) == set()
    assert len(audit_of(rows, [drawn(1, first), drawn(2, second), back], GROUPS).draws) == 1


def test_drawn_records_stand_between_the_others() -> None:
    queue = [Queued(rank, f"R{rank}", 1.0, "", "", "") for rank in range(1, 7)]

    mixed = interleave(queue, {"R5", "R6"})

    assert [(one.rank, one.group_id) for one in mixed] == list(enumerate(["R1", "R5", "R2", "R6", "R3", "R4"], start=1))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{}", "needs 'number' and 'includes'"),
        ('{"number": 1, "includes": 0, "drawn": "R1", "unread": ["R1"]}', "as lists of ids"),
        ('{"number": 1, "includes": 0, "drawn": ["R2"], "unread": ["R1"]}', "that is not in 'unread'"),
    ],
)
def test_a_draw_that_no_command_wrote_is_no_event(content: str, sentence: str) -> None:
    line = (
        '{"event_id": "a", "at": "2026-01-01T00:00:00", "who": "ak", "kind": "stops", "subject_id": "title_abstract", '
        f'"decision": "audit", "content": {content}}}'
    )

    with pytest.raises(ValueError, match=sentence):
        parse_event(line.encode())
