"""The curve of saturation has the mean that is known exactly; the rule says where it is met and where it cannot be."""

from math import comb

import numpy as np
import pytest

from extraction.documents import Extract
from synthesis.saturation import ORDERS, RULE, accumulate, met_after, saturation
from synthesis.theme_tables import Saturation
from tests.unit.synthesis.making_extracts import looked
from tests.unit.synthesis.making_themes import coded_of, codes, said

LETTERS = tuple("ABCDEFGH")


def barriers(*extracts: Extract) -> Saturation:
    """The rule for the one family of a small review."""
    book = codes(*LETTERS)
    rules, _ = saturation(book, coded_of(*extracts, codebook=book), seed=1)
    return rules[0]


def test_the_mean_curve_is_that_of_rarefaction() -> None:
    """Over all orders the mean after t of n studies is sum(1 - C(n - k, t) / C(n, t)) over codes in k studies each."""
    draw = np.random.default_rng(3)
    grid = draw.random((9, 12)) < 0.3
    grid = grid[:, grid.any(axis=0)]
    held = [int(column.sum()) for column in grid.T]

    known = accumulate(grid, seed=2022)

    exact = [sum(1 - comb(9 - k, t) / comb(9, t) for k in held) for t in range(1, 10)]
    error = 4 * known.std(axis=0) / ORDERS**0.5 + 1e-9
    assert np.all(np.abs(known.mean(axis=0) - exact) <= error)


@pytest.mark.parametrize(
    ("known", "end", "why"),
    [
        ([5, 8, 9, 10, 10, 10], 6, "a run without a new code"),
        ([5, 8, 9, 10, 11, 11, 11], 7, "the run begins one study later"),
        ([10, 15, 18, 20, 20, 21], 6, "one new code to twenty is just 5 %"),
        ([10, 15, 18, 19, 19, 20], None, "one to nineteen is more than 5 %"),
        ([5, 8, 9, 10, 10], None, "the run is cut short"),
        ([0, 0, 0, 0, 0, 0], None, "there is nothing to hold new codes against"),
    ],
)
def test_the_rule_is_met_where_a_run_brings_at_most_five_percent(known: list[int], end: int | None, why: str) -> None:
    assert met_after(known) == end, why


def test_studies_that_all_say_the_same_are_saturated_in_every_order() -> None:
    row = barriers(*(said(f"S{number}", "BAR.A") for number in range(6)))

    assert (row.studies, row.codes, row.reached, row.after) == (6, 1, 1.0, 6.0)
    assert "the rule is met before the studies end in 100 % of orders, after a median of 6 studies" in row.sentence
    assert row.sentence.endswith("; every quote fits a code.")
    assert "base of 4 studies, run of 2, at most 5 % new codes" in RULE
    assert "Guest" not in row.sentence


def test_studies_that_each_bring_a_code_are_never_saturated() -> None:
    row = barriers(*(said(f"S{number}", f"BAR.{letter}") for number, letter in enumerate(LETTERS)))

    assert (row.reached, row.after) == (0.0, None)


def test_five_studies_are_too_few_to_judge() -> None:
    row = barriers(*(said(f"S{number}", "BAR.A") for number in range(5)))

    assert row.reached is None
    assert "saturation cannot be judged, since the rule needs 6 coded studies" in row.sentence


def test_a_study_in_which_nobody_coded_or_looked_is_left_out_and_one_looked_at_in_vain_is_not() -> None:
    six = [said(f"S{number}", "BAR.A") for number in range(4)]

    assert barriers(*six, looked("S4", "BAR"), said("S5", "SK.TRUST")).studies == 5


def test_a_code_counts_where_it_comes_from() -> None:
    row = barriers(said("S1", "BAR.A", origin="S2"), said("S2", "BAR.B"), said("S1", "BAR.C", origin="Timmins"))

    assert row.codes == 2, "A and B are those of S2, and C is that of no study here"


def test_what_fits_no_code_is_no_code_and_is_told() -> None:
    row = barriers(*(said(f"S{number}", "BAR.A") for number in range(6)), said("S1", "BAR.OTHER"))

    assert (row.codes, row.outside) == (1, 1)
    assert row.sentence.endswith("; 1 quote fits no code.")


def test_a_family_that_nobody_coded_says_so_and_one_looked_at_in_vain_has_no_quote_that_fits() -> None:
    assert barriers(said("S1", "SK.TRUST")).sentence == "Barriers: nobody has coded it."
    assert barriers(looked("S1", "BAR")).sentence == (
        "Barriers: no code in 1 coded study; saturation cannot be judged, since no code is named."
    )


def test_one_seed_gives_one_curve() -> None:
    grid = np.eye(5, dtype=bool)

    assert (accumulate(grid, 7) == accumulate(grid, 7)).all()
