"""The queue: the question alone ranks the first record, decisions move the rest, and the same input gives it again."""

from identification.records import UniqueRecord
from identification.vocabulary import Outcome
from screening.outcomes import Queued, Screened
from screening.ranking import rank_records

TITLES = {
    "R1": "Systems leadership in integrated care organisations",
    "R2": "A randomised trial of antihistamines in hay fever",
    "R3": "Leading across organisations: a qualitative study of chief officers",
    "R4": "Antihistamines for urticaria: a comparison of doses",
}
QUESTION = "How do people lead systems of integrated care?"


def queue(**outcomes: Outcome) -> list[Queued]:
    """The queue of four records of which some were decided."""
    unique = [UniqueRecord(name, (name,), ("s",), title=title) for name, title in TITLES.items()]
    rows = [_row(name, outcomes.get(name, Outcome.AWAITING)) for name in TITLES]
    return rank_records(unique, rows, question=QUESTION, seed=1)


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
