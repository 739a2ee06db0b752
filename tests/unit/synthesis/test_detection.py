"""What coders miss corrects a share, and never without a sensitivity that was measured."""

import numpy as np
import pytest
from scipy.stats import binomtest

from synthesis.detection import corrected_bound, corrected_share, mean_sensitivity, sensitivity


def test_with_nineteen_positives_nothing_is_corrected_and_with_twenty_it_is() -> None:
    assert sensitivity(19, 19) is None
    assert corrected_bound(0, found=19, both=19, singly=39, doubly=0) is None
    assert sensitivity(20, 20) is not None


def test_the_lower_limit_is_that_of_the_binomial_share_found_by_both() -> None:
    q = binomtest(24, 30).proportion_ci(0.95, method="exact").low

    known = sensitivity(30, 24)

    assert known == pytest.approx((2 * 0.8 / 1.8, 2 * q / (1 + q)))


def test_the_share_found_by_both_leads_back_to_the_sensitivity_of_coders_who_miss_independently() -> None:
    draw = np.random.default_rng(8)
    a, b = draw.random((2, 200_000)) < 0.7

    known = sensitivity(int((a | b).sum()), int((a & b).sum()))

    assert known is not None
    assert known[0] == pytest.approx(0.7, abs=0.005)


def test_two_coders_miss_what_both_miss() -> None:
    assert mean_sensitivity(0.8, singly=0, doubly=5) == pytest.approx(0.96)
    assert mean_sensitivity(0.8, singly=5, doubly=0) == pytest.approx(0.8)


def test_a_share_grows_by_what_was_missed_and_is_no_more_than_all() -> None:
    found = corrected_share(3, found=40, both=24, singly=30, doubly=0)

    assert found == pytest.approx(0.1 / 0.75)
    assert corrected_share(30, found=40, both=24, singly=30, doubly=0) == 1.0


def test_coders_who_share_no_positive_leave_everything_possible() -> None:
    assert corrected_bound(0, found=25, both=0, singly=39, doubly=0) == 1.0
    assert corrected_share(0, found=25, both=0, singly=39, doubly=0) is None


def test_nothing_assessed_has_no_corrected_bound() -> None:
    assert corrected_bound(0, found=30, both=30, singly=0, doubly=0) is None
    assert corrected_share(0, found=30, both=30, singly=0, doubly=0) is None


def test_the_corrected_bound_is_wider_than_at_95_per_cent_even_where_nobody_missed_anything() -> None:
    both = corrected_bound(0, found=4000, both=4000, singly=39, doubly=0)

    assert both == pytest.approx(1 - 0.025 ** (1 / 39), rel=2e-3)


def test_the_corrected_bound_for_many_cells_is_wider_still() -> None:
    one, many = (corrected_bound(0, found=30, both=27, singly=39, doubly=0, cells=cells) for cells in (1, 22))

    assert one is not None
    assert many is not None
    assert one < many
