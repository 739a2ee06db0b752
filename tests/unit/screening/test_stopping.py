"""The stopping statement: a bound that holds, and a sentence that says what it assumes."""

import numpy as np
import pytest

from identification.vocabulary import Outcome
from screening.outcomes import Screened, Stopping
from screening.stopping import missed_at_most, state_stopping


def stated(total: int, decided: int, found: int) -> Stopping:
    """The statement after `decided` of `total` records, of which `found` were includes."""
    outcomes = (
        [Outcome.INCLUDED] * found + [Outcome.EXCLUDED] * (decided - found) + [Outcome.AWAITING] * (total - decided)
    )
    rows = [Screened(f"R{number:05d}", outcome, (), (), (), "", "", 1, "") for number, outcome in enumerate(outcomes)]
    return state_stopping(rows, rule="hypergeometric", target_recall=0.95, confidence=0.95)


def test_nobody_read_anything_so_nothing_is_said() -> None:
    assert stated(10, 0, 0).missed_at_most is None
    assert "nothing can be said" in stated(10, 0, 0).sentence


def test_everything_read_leaves_nothing_to_bound() -> None:
    assert (stated(10, 10, 2).missed_at_most, stated(10, 10, 2).may_stop) == (0, True)


def test_no_include_among_half_of_the_records_bounds_those_among_the_rest() -> None:
    # 4 hidden among 1,000 all fall into the unread half with probability .062, 5 with .031.
    assert missed_at_most(total=1000, decided=500, found=0, confidence=0.95) == 4


def test_the_sentence_gives_its_denominators_and_its_assumption() -> None:
    sentence = stated(1000, 500, 20).sentence

    assert "500 of 1,000 records are undecided" in sentence
    assert "no worse than chance" in sentence


@pytest.mark.parametrize(("relevant", "decided"), [(5, 300), (40, 500), (40, 900)])
def test_the_bound_covers_the_truth_in_random_draws(relevant: int, decided: int) -> None:
    generator = np.random.default_rng(7)
    found = generator.hypergeometric(relevant, 1000 - relevant, decided, size=2000)
    bounds = {one: missed_at_most(total=1000, decided=decided, found=int(one), confidence=0.95) for one in set(found)}

    covered = np.mean([relevant - one <= bounds[one] for one in found])

    assert covered >= 0.95 - 2 * np.sqrt(0.95 * 0.05 / 2000)
