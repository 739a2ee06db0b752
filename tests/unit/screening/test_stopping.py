"""The stopping statement: bounds that hold, what they assume, and every state that a review can be in."""

from dataclasses import replace

import numpy as np
import pytest

from identification.events import Event
from identification.vocabulary import EventKind, Outcome, StopRule
from screening.audits import Audit, Draw
from screening.outcomes import Screened, Stopping
from screening.stopping import Reading, StopPlan, state_review, state_stopping
from screening.stopping_rules import doubt_by_late_half, doubt_by_windows, missed_at_most, tolerated


def row(number: int, outcome: Outcome) -> Screened:
    said = ("ak",) if outcome in (Outcome.INCLUDED, Outcome.EXCLUDED, Outcome.CONFLICT) else ()
    return Screened(f"R{number:05d}", outcome, said, (), (), "", "", 0 if said else 1, "")


def rows(total: int, decided: int, found: int) -> list[Screened]:
    """`found` includes read first, then exclusions, then what awaits people."""
    outcomes = [Outcome.INCLUDED] * found + [Outcome.EXCLUDED] * (decided - found)
    return [row(at, one) for at, one in enumerate(outcomes + [Outcome.AWAITING] * (total - decided))]


def stated(total: int, decided: int, found: int, rule: StopRule = StopRule.EXHAUSTIVE, **reading: object) -> Stopping:
    return state_stopping(rows(total, decided, found), StopPlan(rule), Reading(**reading))  # type: ignore[arg-type]


def test_nobody_read_anything_so_nothing_is_said() -> None:
    for rule in StopRule:
        assert stated(10, 0, 0, rule).missed_at_most is None
        assert "nothing can be said" in stated(10, 0, 0, rule).sentence


def test_a_review_without_records_says_nothing() -> None:
    assert (stated(0, 0, 0).missed_at_most, stated(0, 0, 0).may_stop) == (None, False)


def test_everything_read_leaves_nothing_to_bound() -> None:
    for rule in StopRule:
        assert (stated(10, 10, 2, rule).missed_at_most, stated(10, 10, 2, rule).may_stop) == (0, True)


def test_no_include_among_half_of_the_records_bounds_those_among_the_rest() -> None:
    # 4 hidden among 1,000 all fall into the unread half with probability .062, 5 with .031.
    assert missed_at_most(total=1000, decided=500, found=0, confidence=0.95) == 4


def test_a_protocol_that_reads_everything_never_lets_stop_early() -> None:
    assert not stated(1000, 999, 50).may_stop
    assert "every record is read" in stated(1000, 999, 50).sentence


def test_no_include_yet_lets_no_ranked_rule_stop() -> None:
    assert not any(stated(1000, 990, 0, rule).may_stop for rule in StopRule)


def test_the_sentence_gives_denominators_assumption_single_screener_and_costs() -> None:
    sentence = stated(1000, 500, 20).sentence

    assert "500 of 1,000 records are undecided" in sentence
    assert "no worse than chance" in sentence
    assert "81% (76 screeners, 16 Campbell reviews)" in sentence
    assert "takes 500 decisions." in sentence


def test_costs_are_hours_at_the_teams_own_pace_once_times_are_recorded() -> None:
    assert stated(1000, 500, 20, seconds=(36.0,) * 9).hours_left is None
    assert stated(1000, 500, 20, seconds=(36.0,) * 9 + (9000.0,)).hours_left == 5.0


def test_a_second_person_costs_a_second_decision() -> None:
    undecided = [replace(one, needs=2) if one.outcome == Outcome.AWAITING else one for one in rows(10, 4, 1)]

    assert state_stopping(undecided, StopPlan()).decisions_left == 12


def test_an_open_conflict_may_be_an_include_that_was_missed() -> None:
    settled = rows(400, 400, 30)
    disputed = [*settled[:-2], row(398, Outcome.CONFLICT), row(399, Outcome.CONFLICT)]

    assert state_stopping(disputed, StopPlan(StopRule.GUARANTEED)).not_screened == 2


def test_records_in_a_row_are_counted_in_the_order_of_reading() -> None:
    late = {f"R{at:05d}": float(at) for at in range(400)} | {"R00000": 350.5}

    reached = stated(1000, 400, 20, StopRule.IN_A_ROW, places={key: float(key[1:]) for key in late})
    broken = stated(1000, 400, 20, StopRule.IN_A_ROW, places=late)

    assert (reached.may_stop, broken.may_stop) == (True, False)
    assert "proves nothing" in reached.assumes


def test_rapid_stops_where_the_later_half_holds_few_includes_and_not_where_it_holds_many() -> None:
    first = {f"R{at:05d}": float(at) for at in range(900)}
    last = {f"R{at:05d}": float(-at) for at in range(900)}

    assert stated(1000, 900, 40, StopRule.RAPID, places=first).may_stop
    assert not stated(1000, 900, 40, StopRule.RAPID, places=last).may_stop


def test_rapid_asks_for_a_random_draw_where_more_includes_may_be_missed() -> None:
    places = {f"R{at:05d}": float(at) for at in range(900)}
    audit = Audit((Draw(unread=500, size=400, inside=0, before=100, found=0),))

    alone = stated(1000, 900, 100, StopRule.RAPID, places=places)
    drawn = stated(1000, 900, 100, StopRule.RAPID, places=places, audit=audit)

    assert (alone.may_stop, drawn.may_stop) == (False, True)
    assert alone.audit_needed is not None
    assert "nothing on the ranking" in drawn.assumes


def test_no_draw_is_asked_for_while_includes_still_come_often() -> None:
    often = {f"R{at:05d}": float(-at) for at in range(500)}

    assert stated(1000, 500, 100, StopRule.GUARANTEED, places=often).audit_needed is None


def test_the_bound_of_rapid_is_below_what_the_target_tolerates_exactly_where_it_lets_stop() -> None:
    for decided in range(120, 1000, 40):
        one = stated(1000, decided, 40, StopRule.RAPID, places={f"R{at:05d}": float(at) for at in range(decided)})

        assert one.missed_at_most is not None
        assert one.may_stop == (one.missed_at_most < tolerated(40, 0.95))


def test_guaranteed_stops_on_random_draws_only() -> None:
    audit = Audit((Draw(unread=700, size=500, inside=0, before=40, found=0),))

    without, enough = (
        stated(1000, 800, 40, StopRule.GUARANTEED),
        stated(1000, 800, 40, StopRule.GUARANTEED, audit=audit),
    )

    assert (without.may_stop, enough.may_stop) == (False, True)
    assert without.audit_needed is not None
    assert "nothing on the ranking" in enough.assumes
    assert "no worse than chance" in without.assumes


def test_records_that_no_draw_speaks_of_count_as_missed() -> None:
    draw = Draw(unread=600, size=400, inside=0, before=40, found=0)
    inside = stated(1000, 800, 40, StopRule.GUARANTEED, audit=Audit((draw,)))
    beside = stated(1000, 800, 40, StopRule.GUARANTEED, audit=Audit((draw,), outside=3))

    assert beside.missed_at_most == (inside.missed_at_most or 0) + 3
    assert not beside.may_stop


def test_the_team_stops_with_a_statement_that_later_decisions_leave_as_it_was() -> None:
    stop = Event(
        "s1", "2026-01-02T10:00:00", "ak", EventKind.STOP, "title_abstract", "stop", content={"statement": "So."}
    )

    said = state_review(rows(10, 5, 1), [stop], {}, StopPlan(), {})

    assert said.recorded == "ak, 2026-01-02: So."


def test_the_windows_are_those_of_the_published_rule() -> None:
    """The smallest probability over every stretch that ends now, counted without the shortcut."""
    from scipy.stats import hypergeom

    generator = np.random.default_rng(3)
    for _ in range(20):
        total, read = 120, int(generator.integers(5, 119))
        labels = [1, *(generator.random(read - 1) < 0.15)]
        found, most = int(sum(labels)), tolerated(int(sum(labels)), 0.95)
        every = [
            hypergeom.cdf(sum(labels[start:]), total - start, most + sum(labels[start:]), read - start)
            for start in range(read)
        ]

        assert found
        assert doubt_by_windows(labels, total, 0.95) == pytest.approx(min(every))


def test_with_a_flat_prior_the_later_half_gives_the_binomial_p_value() -> None:
    from scipy.stats import binom

    from screening import stopping_rules

    shrunk = doubt_by_late_half(4, 2, 300, 100)
    assert shrunk < binom.cdf(2, 6, 0.75)
    stopping_rules_prior, stopping_rules.PRIOR_INCLUDES = stopping_rules.PRIOR_INCLUDES, 1.0
    try:
        assert doubt_by_late_half(4, 2, 300, 100) == pytest.approx(binom.cdf(2, 6, 0.75))
    finally:
        stopping_rules.PRIOR_INCLUDES = stopping_rules_prior


@pytest.mark.parametrize(("relevant", "decided"), [(5, 300), (40, 500), (40, 900)])
def test_the_bound_covers_the_truth_in_random_draws(relevant: int, decided: int) -> None:
    generator = np.random.default_rng(7)
    found = generator.hypergeometric(relevant, 1000 - relevant, decided, size=2000)
    bounds = {one: missed_at_most(total=1000, decided=decided, found=int(one), confidence=0.95) for one in set(found)}

    covered = np.mean([relevant - one <= bounds[one] for one in found])

    assert covered >= 0.95 - 2 * np.sqrt(0.95 * 0.05 / 2000)
