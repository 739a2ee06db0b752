"""The statistics of agreement against independent computations, 0/0 included."""

from collections.abc import Iterable

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta
from sklearn.metrics import cohen_kappa_score

from identification.events import Event
from identification.vocabulary import EventKind
from screening.agreement import agreement_of, count_agreement, count_joint_agreement, joint_agreement_of
from screening.outcomes import Agreement, JointAgreement

STAGE = EventKind.TITLE_ABSTRACT
STATISTICS = ("kappa", "pabak", "ac1", "positive", "negative")
ANSWERS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40)
SHEETS = st.lists(st.lists(st.sampled_from([True, False, None]), min_size=4, max_size=4), min_size=1, max_size=30)


def agreed(yes_yes: int, no_no: int, only_a: int, only_b: int, *, seed: int = 1) -> Agreement:
    """The agreement of a 2 x 2 table."""
    pairs = [(True, True)] * yes_yes + [(False, False)] * no_no + [(True, False)] * only_a + [(False, True)] * only_b
    return agreement_of(STAGE, "a", "b", pairs, seed=seed)


def jointly(answers: Iterable[Iterable[bool | None]]) -> JointAgreement:
    """The joint agreement on records, None where somebody did not answer."""
    said = [[one for one in record if one is not None] for record in answers]
    return joint_agreement_of(STAGE, "abcd", said, seed=1)


# ------------------------------------------------------------------------------------------ against other computations


@pytest.mark.parametrize(("table", "kappa"), [((40, 45, 9, 6), 0.70), ((80, 5, 10, 5), 0.32)])
def test_the_tables_of_the_kappa_paradox_give_their_published_kappa(
    table: tuple[int, int, int, int], kappa: float
) -> None:
    # Feinstein and Cicchetti 1990: the same raw agreement of .85, and another prevalence.
    result = agreed(*table)

    assert result.raw == pytest.approx(0.85)
    assert result.kappa == pytest.approx(kappa, abs=0.005)


@pytest.mark.parametrize(
    ("table", "ac1"),
    [
        ((118, 0, 5, 2), 0.9408),  # Gwet's paradox: p = .972, E = .054432, (.944 - .054432) / .945568
        ((80, 5, 10, 5), 0.8080),  # p = .875, E = .21875, (.85 - .21875) / .78125
        ((40, 45, 9, 6), 0.7007),  # p = .475, E = .49875, (.85 - .49875) / .50125
    ],
)
def test_ac1_is_what_its_formula_gives_by_hand(table: tuple[int, int, int, int], ac1: float) -> None:
    assert agreed(*table).ac1 == pytest.approx(ac1, abs=0.00005)


def test_positive_and_negative_agreement_and_pabak_are_what_their_formulas_give_by_hand() -> None:
    result = agreed(80, 5, 10, 5)

    assert result.positive == pytest.approx(160 / 175)
    assert result.negative == pytest.approx(10 / 25)
    assert result.pabak == pytest.approx(0.70)
    assert result.prevalence == pytest.approx(0.875)


@given(ANSWERS)
def test_kappa_is_scikit_learns(pairs: list[tuple[bool, bool]]) -> None:
    result = agreement_of(STAGE, "a", "b", pairs, seed=1).kappa
    same = len(set(pairs)) == 1 and pairs[0][0] == pairs[0][1]

    assert same if result is None else result == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)))


@given(SHEETS)
def test_alpha_is_the_krippendorff_packages_with_answers_missing(answers: list[list[bool | None]]) -> None:
    shared = [said for record in answers if len(said := [one for one in record if one is not None]) > 1]
    result = jointly(answers)

    assert result.n == len(shared)
    if len({one for said in shared for one in said}) < 2:
        assert result.alpha is None
    else:
        assert result.alpha == pytest.approx(_alpha(answers))


def _alpha(answers: Iterable[Iterable[bool | None]]) -> float:
    """Alpha by the package: raters as rows."""
    table = np.array([[np.nan if one is None else float(one) for one in record] for record in answers]).T
    return float(krippendorff.alpha(reliability_data=table, level_of_measurement="nominal"))


def test_alpha_is_the_published_one_of_krippendorffs_example() -> None:
    # Krippendorff 2011, section A: ten units, two observers, binary.
    meg, owen = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)

    assert jointly([(bool(a), bool(b)) for a, b in zip(meg, owen, strict=True)]).alpha == pytest.approx(0.095, abs=5e-4)


# ---------------------------------------------------------------------------------------------------------- identities


@given(ANSWERS)
def test_whoever_is_named_first_the_agreement_is_the_same(pairs: list[tuple[bool, bool]]) -> None:
    one = agreement_of(STAGE, "a", "b", pairs, seed=1)
    other = agreement_of(STAGE, "a", "b", [(b, a) for a, b in pairs], seed=1)

    for name in ("raw", *STATISTICS, "prevalence"):
        assert getattr(one, name) == pytest.approx(getattr(other, name)), name


@given(ANSWERS)
def test_the_other_answer_swaps_positive_and_negative_and_nothing_else(pairs: list[tuple[bool, bool]]) -> None:
    one = agreement_of(STAGE, "a", "b", pairs, seed=1)
    other = agreement_of(STAGE, "a", "b", [(not a, not b) for a, b in pairs], seed=1)

    assert one.positive == pytest.approx(other.negative)
    assert one.negative == pytest.approx(other.positive)
    for name in ("raw", "kappa", "pabak", "ac1"):
        assert getattr(one, name) == pytest.approx(getattr(other, name)), name


@given(ANSWERS)
def test_ac1_is_never_below_pabak_since_its_chance_is_never_above_a_half(pairs: list[tuple[bool, bool]]) -> None:
    result = agreement_of(STAGE, "a", "b", pairs, seed=1)
    assert result.pabak is not None
    assert result.ac1 is not None

    assert result.ac1 >= result.pabak - 1e-9


@given(ANSWERS)
def test_alpha_of_two_people_is_scotts_pi_less_its_correction_for_small_samples(pairs: list[tuple[bool, bool]]) -> None:
    result, joint = agreement_of(STAGE, "a", "b", pairs, seed=1), jointly(pairs)
    assert result.raw is not None
    assert result.prevalence is not None

    by_chance = 2 * result.prevalence * (1 - result.prevalence) * 2 * result.n / (2 * result.n - 1)
    assert joint.alpha == (None if by_chance == 0 else pytest.approx(1 - (1 - result.raw) / by_chance))


@given(ANSWERS)
def test_an_interval_lies_in_the_range_of_its_statistic_and_has_a_width(pairs: list[tuple[bool, bool]]) -> None:
    result = agreement_of(STAGE, "a", "b", pairs, seed=1)

    for name in STATISTICS:
        low, high = getattr(result, f"{name}_low"), getattr(result, f"{name}_high")
        assert (low is None) == (high is None)
        assert low is None or -1 <= low < high <= 1
        assert getattr(result, name) is not None or low is None


# ----------------------------------------------------------------------------------------------------------- intervals


def test_the_bootstrap_interval_has_the_width_that_large_samples_give_by_formula() -> None:
    # Kappa's large-sample standard error, Fleiss, Cohen and Everitt 1969, for 400, 350, 150, 100 of 1000: .0273.
    result = agreed(400, 350, 150, 100)
    assert result.kappa_low is not None
    assert result.kappa_high is not None

    assert result.kappa_high - result.kappa_low == pytest.approx(2 * 1.96 * _standard_error(), rel=0.05)
    assert (result.kappa_high + result.kappa_low) / 2 == pytest.approx(0.5, abs=0.005)


def _standard_error() -> float:
    p, rows, cols = np.array([[0.40, 0.15], [0.10, 0.35]]), np.array([0.55, 0.45]), np.array([0.5, 0.5])
    chance = float(rows @ cols)
    kappa = (np.trace(p) - chance) / (1 - chance)
    on = sum(p[i, i] * (1 - (rows[i] + cols[i]) * (1 - kappa)) ** 2 for i in (0, 1))
    off = (1 - kappa) ** 2 * sum(p[i, 1 - i] * (cols[i] + rows[1 - i]) ** 2 for i in (0, 1))
    spread = on + off - (kappa - chance * (1 - kappa)) ** 2
    return float(np.sqrt(spread / 1000) / (1 - chance))


def test_the_seed_decides_the_interval_and_nothing_else() -> None:
    one, again, other = (agreed(10, 84, 4, 5, seed=seed) for seed in (1, 1, 2))

    assert one == again
    assert (one.kappa, one.raw_low) == (other.kappa, other.raw_low)
    assert one.kappa_low != other.kappa_low


def test_a_third_reviewer_changes_no_interval_of_the_first_two() -> None:
    events = decided([(f"{who}{n}", who, f"R{n}", "include" if n < 3 else "exclude") for who in "ab" for n in range(9)])
    third = decided([(f"c{n}", "c", f"R{n}", "include") for n in range(9)])
    slip = decided([("a9", "a", "R9", "include"), ("b9", "b", "R9", "exclude")])
    groups = {f"R{n}": f"R{n}" for n in range(10)}

    two = count_agreement([*events, *slip], groups, STAGE, seed=1)
    three = count_agreement([*events, *slip, *third], groups, STAGE, seed=1)

    assert two[0].kappa_low is not None
    assert two[0] == three[0]


def test_without_one_disagreement_there_is_no_interval_that_would_claim_certainty() -> None:
    result = agreed(3, 97, 0, 0)

    assert (result.kappa, result.kappa_low, result.ac1_low) == (1.0, None, None)
    assert result.raw_low is not None
    assert result.raw_low < 0.97


def test_resamples_without_the_one_include_are_left_out_of_the_interval_of_positive_agreement() -> None:
    # 37 % of resamples miss the one record that somebody included; in all others the two agree on nothing.
    assert (agreed(0, 99, 1, 0).positive, agreed(0, 99, 1, 0).positive_low) == (0.0, None)
    assert agreed(1, 98, 1, 0).positive_high == 1.0


@pytest.mark.parametrize(("n", "limit"), [(105, 0.0281), (39, 0.0740)])
def test_where_nobody_included_any_record_a_limit_stands_in_place_of_positive_agreement(n: int, limit: float) -> None:
    result = agreed(0, n, 0, 0)

    assert result.positive is None
    assert result.either_at_most == pytest.approx(limit, abs=0.0001)


def test_the_limit_counts_what_either_of_two_included() -> None:
    # Clopper and Pearson's one-sided limit is a quantile of a beta distribution.
    assert agreed(2, 90, 5, 3).either_at_most == pytest.approx(beta.ppf(0.95, 11, 90))


# ------------------------------------------------------------------------------------------------- 0/0, and who counts


def test_at_low_prevalence_ac1_and_positive_agreement_tell_two_stories() -> None:
    result = agreed(1, 980, 10, 9)

    assert result.ac1 is not None
    assert result.positive is not None
    assert result.ac1 > 0.97
    assert result.positive < 0.1


@pytest.mark.parametrize(("counts", "kappa", "positive"), [((0, 105, 0, 0), None, None), ((7, 0, 0, 0), None, 1.0)])
def test_no_variety_leaves_kappa_undefined_and_crashes_nothing(
    counts: tuple[int, int, int, int], kappa: float | None, positive: float | None
) -> None:
    result = agreed(*counts)

    assert (result.raw, result.kappa, result.positive) == (1.0, kappa, positive)


def test_nothing_decided_by_both_is_nothing_said() -> None:
    result = agreed(0, 0, 0, 0)

    assert (result.n, result.raw, result.kappa, result.ac1, result.raw_low) == (0, None, None, None, None)


def decided(events: Iterable[tuple[str, str, str, str]]) -> list[Event]:
    """Events from (id, who, record, decision)."""
    return [Event(one, "t", who, STAGE, record, decision) for one, who, record, decision in events]


def test_agreement_is_that_of_first_decisions_before_people_talked() -> None:
    events = decided([("1", "ak", "R1", "include"), ("2", "bm", "R1", "exclude")])
    changed = Event("3", "t", "bm", STAGE, "R1", "include", replaces="2")

    result = count_agreement([*events, changed], {"R1": "R1"}, STAGE, seed=1)[0]

    assert (result.n, result.only_a) == (1, 1)


def test_a_slip_that_was_taken_back_is_no_disagreement() -> None:
    events = decided([("1", "ak", "R1", "include"), ("2", "bm", "R1", "exclude"), ("4", "bm", "R1", "include")])
    undone = Event("3", "t", "bm", STAGE, "R1", "withdrawn", replaces="2")

    result = count_agreement([*events, undone], {"R1": "R1"}, STAGE, seed=1)[0]

    assert (result.n, result.both_include) == (1, 1)


def test_nobody_takes_back_what_somebody_else_decided_at_first() -> None:
    events = decided([("1", "ak", "R1", "include"), ("2", "bm", "R1", "exclude")])
    foreign = Event("3", "t", "ak", STAGE, "R1", "withdrawn", replaces="2")

    result = count_agreement([*events, foreign], {"R1": "R1"}, STAGE, seed=1)[0]

    assert (result.n, result.only_a) == (1, 1)


def test_a_record_that_one_person_decided_enters_no_alpha_and_is_counted_beside() -> None:
    listed = [("1", "ak", "R1", "include"), ("2", "bm", "R1", "include"), ("3", "cd", "R1", "exclude")]
    events = decided(
        [*listed, ("4", "ak", "R2", "exclude"), ("5", "ak", "R3", "exclude"), ("6", "bm", "R3", "exclude")]
    )

    (result,) = count_joint_agreement(events, {one: one for one in ("R1", "R2", "R3")}, STAGE, seed=1)

    assert (result.reviewers, result.n, result.decided_once, result.decisions) == (("ak", "bm", "cd"), 2, 1, 5)
    assert result.alpha == pytest.approx(_alpha([(True, True, False), (False, False, None)]))


def test_who_said_both_on_two_members_of_a_group_enters_no_alpha_for_it() -> None:
    events = decided([("1", "ak", "R1", "include"), ("2", "ak", "R2", "exclude"), ("3", "bm", "R1", "include")])

    (result,) = count_joint_agreement(events, {"R1": "R1", "R2": "R1"}, STAGE, seed=1)

    assert (result.n, result.decided_once, result.alpha) == (0, 1, None)


def test_one_reviewer_alone_has_no_joint_agreement() -> None:
    assert count_joint_agreement(decided([("1", "ak", "R1", "include")]), {"R1": "R1"}, STAGE, seed=1) == []
