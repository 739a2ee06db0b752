"""How much definitions share, counted on definitions of independent origin, against hands, brute force and chance."""

from collections import Counter
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from scipy.stats import chisquare

from extraction.codebook import Codebook, Family
from identification.vocabulary import Mark, OverlapLevel, Role
from synthesis.definitions import count_elements, list_definitions
from synthesis.overlap import (
    FEWEST_TO_GROUP,
    PERMUTATIONS,
    Table,
    deal_anew,
    group_definitions,
    jackknife,
    mean_overlap,
    measure_overlap,
    overlaps,
)
from synthesis.shared_ground import Overlap
from synthesis.statements import Definition
from tests.unit.synthesis.making_extracts import code, extract, review

LETTERS = "ABCD"


def codebook(**groups: str) -> Codebook:
    """Definitions with the elements A to D and one for what fits none."""
    elements = [replace(code(letter_id(one), "DEF.EXPLICIT"), group=groups.get(one, "")) for one in LETTERS]
    other = code("DEF.OTHER", "DEF.EXPLICIT", marks=Mark.DID_NOT_FIT)
    return Codebook("1", "", (), (Family("DEF", "", Role.DEFINITIONS, "", (code("DEF.EXPLICIT"), *elements, other)),))


def letter_id(letter: str) -> str:
    return f"DEF.{letter}"


def defined(*held: str) -> list[Definition]:
    """One definition for each word, each of another study, whose elements are its letters."""
    return [definition(f"S{place}", letters) for place, letters in enumerate(held)]


def definition(study: str, letters: str, origin: str = "") -> Definition:
    elements = tuple(letter_id(one) for one in letters)
    return Definition(
        f"x-{study}", study, "", "", 1, "", "", origin or study, elements, tuple(f"e-{e}" for e in elements)
    )


def table(*held: str) -> Table:
    return np.array([[one in letters for one in LETTERS] for letters in held])


def overlap(definitions: list[Definition], level: OverlapLevel = OverlapLevel.ELEMENTS, **groups: str) -> Overlap:
    return next(one for one in measure_overlap(definitions, codebook(**groups), seed=1) if one.level == level)


def test_the_mean_is_over_all_pairs_of_definitions() -> None:
    found = overlap(defined("AB", "AC", "D"))

    assert (found.definitions, found.pairs, found.undefined) == (3, 3, 0)
    assert found.mean == pytest.approx((1 / 3 + 0 + 0) / 3)


def test_a_study_is_never_compared_with_itself() -> None:
    own = [definition("S1", "AB"), replace(definition("S1", "AB"), extract_id="again")]

    found = overlap([*own, definition("S2", "C"), definition("S3", "D")])

    assert (found.definitions, found.pairs, found.mean) == (3, 3, 0)


def test_ten_reports_that_quote_one_definition_are_one_definition() -> None:
    quoting = [definition(f"Q{place}", "AB", origin="Academy") for place in range(10)]

    found = overlap([*quoting, definition("S2", "A"), definition("S3", "D")])

    assert (found.definitions, found.pairs) == (3, 3)
    assert found.mean == pytest.approx((1 / 2 + 0 + 0) / 3)


def test_a_pair_of_which_neither_has_an_element_is_in_no_mean_and_is_counted() -> None:
    found = overlap(defined("A", "A", "", ""))

    assert (found.pairs, found.undefined) == (6, 1)
    assert found.mean == pytest.approx(1 / 5)


def test_definitions_without_any_element_have_no_mean_and_no_crash() -> None:
    found = overlap(defined("", "", ""))

    assert (found.mean, found.low, found.by_chance, found.p_value, found.undefined) == (None, None, None, None, 3)


@pytest.mark.parametrize("held", [(), ("A",), ("A", "A")])
def test_one_or_two_definitions_have_no_mean_overlap(held: tuple[str, ...]) -> None:
    found = overlap(defined(*held))

    assert (found.definitions, found.mean, found.low, found.p_value) == (len(held), None, None, None)


def test_elements_of_one_group_are_one_thing_at_the_coarser_level() -> None:
    found = overlap(defined("A", "B", "C"), OverlapLevel.GROUPS, A="where", B="where", C="who")

    assert (found.things, found.most_shared) == (3, 2)
    assert found.mean == pytest.approx(1 / 3)


def test_without_groups_in_the_codebook_there_is_no_coarser_level() -> None:
    assert [one.level for one in measure_overlap(defined("A", "B", "C"), codebook(A="alone"), seed=1)] == ["elements"]


def test_what_fits_no_element_is_shared_by_nobody() -> None:
    coded = review(
        *(extract(study, "DEF.EXPLICIT") for study in ("S1", "S2")),
        *(extract(study, "DEF.OTHER", start=2) for study in ("S1", "S2")),
    )

    listed = list_definitions(coded, codebook())

    assert [one.elements for one in listed] == [(), ()]
    assert "DEF.OTHER" not in {one.code_id for one in count_elements(listed, codebook())}


def test_a_definition_names_the_extracts_of_its_elements() -> None:
    coded = review(extract("S1", "DEF.EXPLICIT"), extract("S1", "DEF.A", start=2), extract("S1", "DEF.A", start=4))

    (found,) = list_definitions(coded, codebook())

    assert found.element_ids == tuple(sorted(one.extract_id for one in coded.extracts if one.code_id == "DEF.A"))


def test_the_jackknife_is_the_one_that_is_worked_out_by_hand() -> None:
    # Overlaps: AB-AC 1/3, AB-D 0, AC-D 0, with A: 1/2, 1/2, 0. Without each: 1/6, 1/6, 4/9, 1/9.
    low, high = jackknife(table("AB", "AC", "D", "A"))

    # Mean of the four 2/9; squares 1/324 + 1/324 + 4/81 + 1/81 = 22/324; error sqrt(3/4 x 22/324) = .22567.
    assert low == 0
    assert high == pytest.approx(2 / 9 + 3.182446 * (3 / 4 * 22 / 324) ** 0.5, abs=1e-6)


def test_a_jackknife_of_no_width_is_none() -> None:
    assert jackknife(table("A", "B", "C", "D")) == (None, None)


def test_a_jackknife_that_is_left_without_a_pair_is_none() -> None:
    assert jackknife(table("A", "", "")) == (None, None)


def test_two_definitions_have_no_jackknife() -> None:
    assert jackknife(table("A", "AB")) == (None, None)


def test_chance_keeps_how_many_elements_a_definition_has_and_how_common_each_is() -> None:
    before = table("AB", "A", "", "ABC", "D")

    after = deal_anew(before, 50, np.random.default_rng(3))

    assert (after.sum(axis=2) == before.sum(axis=1)).all()
    assert (after.sum(axis=1) == before.sum(axis=0)).all()
    assert before.tolist() == table("AB", "A", "", "ABC", "D").tolist()


def every_deal(before: Table) -> list[Table]:
    """Every table with the row and column sums of this one, by brute force."""
    rows = [[list(c) for c in combinations(range(4), int(size))] for size in before.sum(axis=1)]
    tables = [np.array([[column in row for column in range(4)] for row in chosen]) for chosen in product(*rows)]
    return [one for one in tables if (one.sum(axis=0) == before.sum(axis=0)).all()]


@pytest.mark.parametrize(
    "held", [("AB", "AC", "D", "BD"), ("ABC", "AB", "A"), ("A", "A", "B"), ("AB", "AB", "CD", "CD")]
)
def test_chance_is_what_going_through_every_deal_gives(held: tuple[str, ...]) -> None:
    found = overlap(defined(*held))

    means = np.array([mean_overlap(one) for one in every_deal(table(*held))], dtype=float)
    assert found.by_chance == pytest.approx(means.mean(), abs=0.015)
    assert found.p_value == pytest.approx((means >= (found.mean or 0) - 1e-9).mean(), abs=0.05)


def test_every_deal_is_as_likely_as_any_other() -> None:
    before = table("AB", "AC", "D", "BD")
    deals = {one.tobytes() for one in every_deal(before)}

    seen = Counter(one.tobytes() for one in deal_anew(before, 50 * len(deals), np.random.default_rng(5)))

    assert seen.keys() == deals
    assert chisquare(list(seen.values())).pvalue > 0.001


def test_a_p_value_counts_the_review_itself_and_is_never_zero() -> None:
    """Each definition has one element of either group: no deal of these can be more alike, and few are as much."""
    held = ["AC", "AD", "BC", "BD"] * 8

    together = overlap(defined(*held), OverlapLevel.GROUPS, A="one", B="one", C="two", D="two")

    assert together.p_value == 1 / (1 + PERMUTATIONS)


def test_the_same_seed_gives_the_same_table_whatever_the_order_of_the_definitions() -> None:
    listed = defined("AB", "AC", "D", "BD")

    assert measure_overlap(listed, codebook(), seed=7) == measure_overlap(listed[::-1], codebook(), seed=7)


def test_the_mean_overlap_is_between_nothing_and_everything() -> None:
    assert mean_overlap(table("AB", "AB", "AB")) == 1
    assert overlaps(table("A", "B")).tolist() == [0]


def test_alike_definitions_are_a_group_and_the_others_stand_alone() -> None:
    groups = group_definitions(defined("AB", "ABC", "D", "D"))

    assert [(one.group_id, one.origins, one.shared, one.others) for one in groups] == [
        ("G01", ("S0", "S1"), ("DEF.A", "DEF.B"), ("DEF.C",)),
        ("G02", ("S2", "S3"), ("DEF.D",), ()),
    ]
    assert groups[0].mean_overlap == pytest.approx(2 / 3)
    assert "x-S0" in groups[0].extract_ids
    assert "e-DEF.C" in groups[0].extract_ids


def test_definitions_that_share_less_than_half_are_in_no_group_together() -> None:
    assert [one.definitions for one in group_definitions(defined("AB", "AC", "BD", "CD"))] == [1, 1, 1, 1]


def test_too_few_definitions_with_an_element_are_not_grouped() -> None:
    assert group_definitions(defined(*["A"] * (FEWEST_TO_GROUP - 1), "", "")) == []
