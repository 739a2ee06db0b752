"""Quotes that fit no code are grouped where they hold together, and no program names a group."""

import numpy as np
import pytest

from extraction.documents import Extract
from synthesis.proposals import MIN_QUOTES, cluster, group_quotes, jaccard, propose_themes, stability, weigh
from synthesis.theme_tables import Proposal
from tests.unit.synthesis.making_themes import CODEBOOK, coded_of, rows_of, said, theme

MONEY = ["budget", "money", "funding", "costs", "savings", "invoice", "deficit", "grant"]
PEOPLE = ["nurse", "doctor", "rota", "vacancy", "staffing", "shift", "ward", "agency"]


def quotes(words: list[str], first: str, number: int, seed: int) -> list[Extract]:
    """Quotes of four words each, one a study, that fit no code."""
    draw = np.random.default_rng(seed)
    texts = [" ".join(draw.choice(words, 4, replace=False)) for _ in range(number)]
    return [said(f"{first}{place:02}", "BAR.OTHER", quote=text) for place, text in enumerate(texts)]


def proposed(*extracts: Extract, taken: tuple[Extract, ...] = ()) -> list[Proposal]:
    """The proposals of a small review with, where some extracts are taken up, one theme."""
    coded = coded_of(*extracts)
    themes = rows_of(coded, theme("T1", *taken)) if taken else []
    return propose_themes(themes, CODEBOOK, coded, seed=2022)


TWO_SUBJECTS = [*quotes(MONEY, "A", 14, 1), *quotes(PEOPLE, "B", 12, 2)]


def test_two_subjects_become_two_proposals_that_hold_together() -> None:
    first, second = proposed(*TWO_SUBJECTS)

    assert [(one.proposal_id, one.quotes, one.studies) for one in (first, second)] == [("P1", 14, 14), ("P2", 12, 12)]
    assert {one[0] for one in first.study_ids} == {"A"}
    assert set(first.words) <= set(MONEY)
    assert set(second.words) <= set(PEOPLE)
    assert min(one.stability or 0 for one in (first, second)) > (first.by_chance or 1)
    assert set(first.typical) <= set(first.extract_ids)


def test_quotes_of_random_words_make_no_proposal() -> None:
    (none,) = proposed(*quotes([f"word{number}" for number in range(40)], "A", 30, 3))

    assert none.proposal_id == ""
    assert none.sentence.startswith("No proposal: no group of the 30 quotes that fit no code holds together")


def test_fewer_quotes_than_the_least_make_no_proposal_and_the_table_says_so() -> None:
    few = [said(f"S{number}", "BAR.OTHER") for number in range(MIN_QUOTES - 1)]

    (none,) = proposed(*few)

    assert none.sentence == "No proposal: 19 quotes that fit no code are fewer than 20; read them."
    assert len(none.extract_ids) == 19


def test_a_quote_that_two_people_coded_is_one_and_a_characteristic_is_none() -> None:
    few = [said(f"S{number}", "BAR.OTHER", who=who) for number in range(12) for who in ("ak", "bm")]

    (none,) = proposed(*few, said("S1", "STU.OTHER", start=90))

    assert none.quotes == 12


def test_a_proposal_says_which_theme_has_taken_up_one_of_its_quotes() -> None:
    first, second = proposed(*TWO_SUBJECTS, taken=(TWO_SUBJECTS[0],))

    assert (first.taken_up, second.taken_up) == (("T1",), ())


def test_quotes_without_a_word_in_common_are_told() -> None:
    (none,) = proposed(*(said(f"S{number}", "BAR.OTHER", quote=f"word{number}") for number in range(20)))

    assert none.sentence == "No proposal: the quotes share no word that could group them; read them."


def test_one_seed_gives_the_same_groups() -> None:
    vectors, _ = weigh([one.quote for one in TWO_SUBJECTS])

    first, second = group_quotes(vectors, seed=5), group_quotes(vectors, seed=5)

    assert (first.stability, first.by_chance) == (second.stability, second.by_chance)
    assert (first.labels == second.labels).all()


def test_points_far_apart_are_wholly_stable() -> None:
    points = np.repeat(np.eye(3), 8, axis=0)
    labels = cluster(points, 3)

    assert stability(points, labels, 20, np.random.default_rng(0)) == pytest.approx([1, 1, 1])


def test_jaccard_is_what_is_in_both_of_what_is_in_either() -> None:
    assert jaccard(np.array([True, True, False]), np.array([False, True, True])) == pytest.approx(1 / 3)
