"""A replay reads what a ranker puts first, learns its label, and its figures are those of the field."""

from pathlib import Path

import numpy as np
import pytest

from identification.errors import InputError
from screening.simulation import UNDECIDED, Labels, Numbers, draw_priors, performance, read_labelled, replay


def last_first(known: Labels) -> Numbers:
    """Scores that have a set read from its end."""
    return np.arange(len(known), dtype=float)


def test_a_replay_reads_the_highest_score_first_and_equal_ones_in_the_order_of_the_set() -> None:
    assert replay([True, False, True], last_first).order == (2, 1, 0)
    assert replay([True, False, True], lambda known: np.zeros(len(known))).order == (0, 1, 2)


def test_a_ranker_sees_the_labels_of_what_was_read_and_of_nothing_else() -> None:
    seen: list[list[int]] = []

    def note(known: Labels) -> Numbers:
        seen.append(known.tolist())
        return last_first(known)

    replay([True, False, True], note)

    assert seen == [[UNDECIDED] * 3, [UNDECIDED, UNDECIDED, 1], [UNDECIDED, 0, 1]]


def test_priors_are_known_from_the_start_and_are_no_part_of_the_order() -> None:
    played = replay([True, False, True], last_first, priors=(2,))

    assert played.order == (1, 0)
    assert played.found == [False, True]


def test_priors_are_an_include_and_an_exclude_of_the_set() -> None:
    labels = [False, False, True, False, True]

    assert [labels[at] for at in draw_priors(labels, seed=1)] == [True, False]
    assert draw_priors([True, True], seed=1)[1:] == ()


def test_a_replay_that_ends_at_the_last_include_still_orders_every_record() -> None:
    assert sorted(replay([False] * 5 + [True], last_first, to_the_end=False).order) == list(range(6))


def test_the_scores_of_every_fit_are_kept_where_asked_for() -> None:
    played = replay([True, False], last_first, keep_scores=True)

    assert [(fit.decided, fit.scores.tolist()) for fit in played.fits] == [(0, [0, 1]), (1, [0, 1])]


def test_a_perfect_order_loses_nothing_and_the_worst_everything() -> None:
    assert performance([True, True, False, False]).loss == 0
    assert performance([False, False, True, True]).loss == 1


def test_the_figures_of_an_order_are_counted_by_hand() -> None:
    figures = performance([True, False, True, *[False] * 16, True])

    assert figures.wss95 == pytest.approx(0.95 - 20 / 20)
    assert figures.rrf10 == pytest.approx(1 / 3)
    assert figures.atd == pytest.approx((1 + 3 + 20) / 3 / 20)
    assert figures.first_include == 1


def test_a_set_without_an_include_has_no_figures() -> None:
    assert performance([False, False]).loss is None


def test_a_file_that_is_no_labelled_set_says_which_columns_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "set.csv").write_text("title,label\nA,1\n", encoding="utf-8")

    with pytest.raises(InputError, match="label_included"):
        read_labelled(tmp_path / "set.csv")


def test_a_label_that_is_neither_1_nor_0_is_named_with_its_row(tmp_path: Path) -> None:
    (tmp_path / "set.csv").write_text("title,abstract,label_included\nA,,maybe\n", encoding="utf-8")

    with pytest.raises(InputError, match="row 2"):
        read_labelled(tmp_path / "set.csv")
