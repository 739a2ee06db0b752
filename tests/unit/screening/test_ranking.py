"""The queue: the question alone ranks the first record, decisions move the rest, and the same input gives it again."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from identification.records import KnownPaperFound, UniqueRecord
from identification.vocabulary import Batch, Found, Outcome, RankFlag
from screening.explaining import explain_rank, may_be_explained
from screening.features import make_features, text_of
from screening.outcomes import Queued, Screened
from screening.ranking import flags_of, known_outcomes, other_language, rank_records, record_texts
from screening.relevance import Relevance
from screening.simulation import UNDECIDED

TITLES = {
    "R1": "Systems leadership in integrated care organisations",
    "R2": "A randomised trial of antihistamines in hay fever",
    "R3": "Leading across organisations: a qualitative study of chief officers",
    "R4": "Antihistamines for urticaria: a comparison of doses",
}
QUESTION = "How do people lead systems of integrated care?"


UNIQUE = [UniqueRecord(name, (name,), ("s",), title=title) for name, title in TITLES.items()]


def queue(question: str = QUESTION, **outcomes: Outcome) -> list[Queued]:
    """The queue of four records of which some were decided."""
    return rank_records(UNIQUE, rows_of(**outcomes), question=question, seed=1)


def rows_of(**outcomes: Outcome) -> list[Screened]:
    return [_row(name, outcomes.get(name, Outcome.AWAITING)) for name in TITLES]


def _row(name: str, outcome: Outcome) -> Screened:
    return Screened(name, outcome, (), (), (), "", "", 1, TITLES[name])


def test_the_question_alone_puts_the_likeliest_record_first() -> None:
    assert queue()[0].group_id == "R1"


def test_decided_records_leave_the_queue() -> None:
    assert {row.group_id for row in queue(R1=Outcome.INCLUDED, R2=Outcome.EXCLUDED)} == {"R3", "R4"}


def test_decisions_move_what_is_like_them() -> None:
    ranked = queue(R3=Outcome.INCLUDED, R2=Outcome.EXCLUDED)

    assert [row.group_id for row in ranked] == ["R1", "R4"]


def test_the_same_decisions_give_the_same_queue() -> None:
    assert queue(R2=Outcome.EXCLUDED) == queue(R2=Outcome.EXCLUDED)


def test_a_finished_review_has_an_empty_queue() -> None:
    assert queue(**dict.fromkeys(TITLES, Outcome.EXCLUDED)) == []


@pytest.mark.parametrize("outcome", [Outcome.INCLUDED, Outcome.EXCLUDED])
def test_decisions_of_one_kind_only_still_rank_what_waits(outcome: Outcome) -> None:
    assert {row.group_id for row in queue(R2=outcome)} == {"R1", "R3", "R4"}
    assert queue(R2=outcome)[-1].group_id == ("R4" if outcome == Outcome.EXCLUDED else queue(R2=outcome)[-1].group_id)


def test_exclusions_alone_sink_what_is_like_them_even_without_a_question() -> None:
    assert queue(question="", R2=Outcome.EXCLUDED)[-1].group_id == "R4"


def test_with_nothing_to_go_by_records_stand_in_the_order_of_their_ids() -> None:
    assert [row.group_id for row in queue(question="")] == list(TITLES)
    assert rank_records([], [], question=QUESTION, seed=1) == []


def test_a_conflict_teaches_nothing_yet_and_does_not_wait() -> None:
    assert known_outcomes(rows_of(R1=Outcome.CONFLICT)).tolist() == [UNDECIDED] * 4
    assert "R1" not in {row.group_id for row in queue(R1=Outcome.CONFLICT)}


def test_decisions_of_an_earlier_round_rank_the_records_of_an_update() -> None:
    earlier = queue(R1=Outcome.INCLUDED, R2=Outcome.EXCLUDED)

    assert [row.group_id for row in earlier] == ["R3", "R4"]


def test_a_known_paper_lifts_what_is_like_it() -> None:
    paper = _known("Urticaria: a comparison of doses")

    ranked = rank_records(UNIQUE, rows_of(), question="", seed=1, known_papers=[paper])

    assert ranked[0].group_id == "R4"


def test_a_known_paper_that_was_excluded_is_no_longer_relevant_text() -> None:
    paper = _known(TITLES["R2"], group_id="R2")

    assert rank_records(UNIQUE, rows_of(R2=Outcome.EXCLUDED), question=QUESTION, seed=1, known_papers=[paper]) == queue(
        R2=Outcome.EXCLUDED
    )


def test_features_kept_from_before_change_nothing_and_those_of_other_texts_are_not_used() -> None:
    ranked = queue(R2=Outcome.EXCLUDED)

    for texts in (record_texts(UNIQUE), record_texts(UNIQUE[:2])):
        rows = rows_of(R2=Outcome.EXCLUDED)
        assert rank_records(UNIQUE, rows, question=QUESTION, seed=1, features=make_features(texts)) == ranked


def test_a_record_without_abstract_or_in_another_language_is_ranked_and_flagged() -> None:
    french = UniqueRecord("R1", ("R1",), ("s",), title="La direction des systèmes", abstract="une étude " * 10)

    assert flags_of(french) == (RankFlag.OTHER_LANGUAGE,)
    assert flags_of(UNIQUE[0]) == (RankFlag.NO_ABSTRACT,)


def test_the_language_that_a_source_states_counts_before_the_words() -> None:
    assert other_language("fre", "The leaders of a system and the people who work for it every day")
    assert not other_language("English", "une étude " * 10)


def test_a_rank_is_explained_by_terms_that_lift_and_terms_that_sink() -> None:
    features = make_features(record_texts(UNIQUE))
    known = np.asarray([UNDECIDED, 0, 1, UNDECIDED], dtype=np.int8)
    relevance = Relevance(features, [QUESTION], seed=1)

    effects = {
        one.term: one.effect
        for one in explain_rank(UNIQUE[3], 3, features=features, relevance=relevance, known=known, most=3)
    }

    assert effects["antihistamines"] < 0


def test_what_terms_add_is_what_the_machine_says_of_a_record() -> None:
    features = make_features(record_texts(UNIQUE))
    known = np.asarray([UNDECIDED, 0, 1, UNDECIDED], dtype=np.int8)
    relevance = Relevance(features, [QUESTION], seed=1)
    weights, _ = relevance.model(known)

    found = relevance.effects(3, known)

    added = found.terms.sum() + found.pieces.sum() + found.traits.sum()
    assert added == pytest.approx(features.score(weights)[3], abs=1e-5)
    assert added == pytest.approx((features.joined(slice(3, 4)) @ weights)[0], abs=1e-5)


def test_what_a_review_says_of_itself_ranks_nothing() -> None:
    features = make_features([text_of("A systematic review and meta-analysis", ""), *record_texts(UNIQUE)])
    nobody = np.full(len(UNIQUE) + 1, UNDECIDED, dtype=np.int8)

    said, silent = (
        Relevance(features, [f"{QUESTION}{more}"], seed=1)(nobody) for more in (": A systematic review of", ":")
    )

    assert np.array_equal(said, silent)


def test_a_record_is_raised_by_those_most_like_it() -> None:
    titles = ["Alpha one", "Alpha two", "Alpha beta", "Beta four", "Gamma five", "Gamma six", "Delta seven"]
    features = make_features([text_of(title, "words of an abstract") for title in titles])
    alone = replace(features, near=features.near * 0)
    known = np.asarray([1, 1, UNDECIDED, UNDECIDED, UNDECIDED, 0, 0], dtype=np.int8)

    scores, without = (Relevance(some, ["Epsilon"], seed=1)(known) for some in (features, alone))

    assert scores[3] - scores[4] > without[3] - without[4]


def test_a_record_like_no_other_is_neither_raised_nor_sunk() -> None:
    titles = ["Alpha one", "Alpha two", "Beta three", "Beta four", "Beta five", "Beta six", "Zeta"]
    features = make_features([text_of(title, "") for title in titles])
    rows = features.near.toarray()
    assert not rows[6].any()
    rows[6] = 1 / len(titles)
    average = replace(features, near=csr_matrix(rows))
    known = np.asarray([1, UNDECIDED, 0, 0, UNDECIDED, UNDECIDED, UNDECIDED], dtype=np.int8)

    alone, like_all = (Relevance(some, ["Alpha"], seed=1)(known) for some in (features, average))

    assert alone[6] == pytest.approx(like_all[6], abs=1e-5)


def test_a_hint_is_hidden_where_it_would_anchor() -> None:
    row = _row("R1", Outcome.AWAITING)

    assert may_be_explained(row)
    assert not may_be_explained(replace(row, batch=Batch.PILOT))
    assert not may_be_explained(replace(row, needs=2))
    assert not may_be_explained(replace(row, include=("ak",)))


def _known(title: str, group_id: str = "") -> KnownPaperFound:
    state = Found.FOUND if group_id else Found.NOT_FOUND
    return KnownPaperFound(1, title, "", "", "", "", (), state, "", "", group_id, (), "", "")
