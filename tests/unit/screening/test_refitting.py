"""A sitting moves what comes next: by the function of the workflow, never the record on the desk, never by hearsay."""

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from queue import Queue

from identification.records import UniqueRecord
from identification.vocabulary import Batch, Decision, EventKind, Outcome, Task
from screening.desk import Desk
from screening.outcomes import Assignment, Screened
from screening.ranking import rank_records
from screening.refitting import UNKNOWN, Refit, Why
from screening.requeueing import BY_LIKENESS, HIDDEN, Basis, requeue, settled, why_here

TITLES = {
    "R1": "Systems leadership in integrated care organisations",
    "R2": "A randomised trial of antihistamines in hay fever",
    "R3": "Leading across organisations: a qualitative study of chief officers",
    "R4": "Antihistamines for urticaria: a comparison of doses",
    "R5": "Chief officers who lead integrated care systems",
}
UNIQUE = [UniqueRecord(name, (name,), ("s",), title=title) for name, title in TITLES.items()]
ROWS = [Screened(name, Outcome.AWAITING, (), (), (), "", "", 1, title) for name, title in TITLES.items()]
QUESTION = "How do people lead systems of integrated care?"
BASIS = Basis(UNIQUE, ROWS, QUESTION, seed=1)


def made() -> Basis:
    """What the process beside works with; it calls this itself."""
    return BASIS


def missing() -> Basis:
    """A basis that cannot be read: the process beside ends with it."""
    raise FileNotFoundError("screening.csv")


def desk_in(folder: Path) -> Desk:
    queue = rank_records(UNIQUE, ROWS, question=QUESTION, seed=1)
    return Desk(queue, UNIQUE, (), reviewer="ak", folder=folder)


def test_the_queue_of_a_sitting_is_that_of_the_workflow_after_the_same_decisions() -> None:
    counted = [replace(row, outcome=Outcome.EXCLUDED, needs=0) if row.group_id == "R1" else row for row in ROWS]

    assert requeue(BASIS, {"R1": Decision.EXCLUDE}, "ak") == rank_records(UNIQUE, counted, question=QUESTION, seed=1)


def test_what_is_assigned_to_a_reviewer_moves_with_her_decisions_too() -> None:
    hers = [Assignment(rank, name, EventKind.TITLE_ABSTRACT, "ak", Task.FIRST) for rank, name in enumerate(TITLES, 1)]
    assigned = replace(BASIS, assignments=hers)
    decided = {"R1": Decision.EXCLUDE, "R2": Decision.INCLUDE}

    assert requeue(assigned, decided, "ak") == requeue(BASIS, decided, "ak")
    assert requeue(assigned, {}, "ak") == requeue(BASIS, {}, "ak")
    before, after = ([row.group_id for row in requeue(assigned, one, "ak")] for one in ({}, decided))
    assert before.index("R4") > before.index("R3")
    assert after.index("R4") < after.index("R3"), "it is like what she included"
    pilot = [*hers[:-1], replace(hers[-1], why=Task.PILOT)]
    assert requeue(replace(BASIS, assignments=pilot), decided, "ak")[0].group_id == "R5"


def test_a_record_drawn_at_random_keeps_its_place_among_the_first() -> None:
    queue = [row.group_id for row in requeue(BASIS, {}, "ak")]

    drawn = requeue(replace(BASIS, drawn={queue[-1]}), {}, "ak")

    assert [row.group_id for row in drawn] == [queue[0], queue[-1], *queue[1:-1]]


def test_a_decision_that_somebody_else_has_to_confirm_moves_nothing() -> None:
    for row in (replace(ROWS[0], needs=2), replace(ROWS[0], batch=Batch.PILOT), replace(ROWS[0], include=("bk",))):
        assert settled(row, Decision.EXCLUDE) == row


def test_a_reviewer_is_told_which_terms_lift_and_sink_a_record_and_not_where_others_decide_too() -> None:
    decided = {"R2": Decision.EXCLUDE, "R1": Decision.INCLUDE}
    together = replace(BASIS, screened=[replace(row, batch=Batch.PILOT) for row in ROWS])

    why = why_here(BASIS, decided, "R4")
    assert "antihistamines" in why.sink
    assert "antihistamines" in why.sentence.partition("lowers it")[2]
    assert why_here(together, decided, "R4") == Why(HIDDEN)
    assert why_here(BASIS, {}, "R4") == Why(BY_LIKENESS)


def test_a_maybe_settles_nothing() -> None:
    assert settled(ROWS[0], Decision.MAYBE) == ROWS[0]


def test_the_record_on_the_desk_stays_when_the_rest_moves(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    refit = Refit(made)
    desk.decide("exclude")
    desk.reorder([row.group_id for row in reversed(requeue(BASIS, desk.decided(), "ak"))])
    refit.after_decision(desk)
    refit.wait()
    shown, listed = desk.current, desk.listed

    refit.after_decision(desk)
    refit.close()

    assert desk.current == shown
    assert desk.listed != listed


def test_why_is_told_for_the_record_that_was_on_the_desk(tmp_path: Path) -> None:
    desk, told = desk_in(tmp_path), Queue[tuple[str, Why]]()
    refit, shown = Refit(made), desk.current
    assert shown is not None

    refit.explain(desk, lambda group, why: told.put((group, why)))
    desk.decide("include")

    assert told.get(timeout=60) == (shown.group_id, Why(BY_LIKENESS))
    refit.close()


def test_a_reviewer_is_told_that_nobody_works_out_why_a_record_stands_there(tmp_path: Path) -> None:
    desk, told = desk_in(tmp_path), Queue[Why]()
    refit = Refit(missing)

    refit.explain(desk, lambda _group, why: told.put(why))

    assert told.get(timeout=60) == Why(UNKNOWN)
    refit.close()


def test_a_kernel_that_hears_why_imports_nothing_that_fits() -> None:
    heard = f"import pickle, sys; pickle.loads({pickle.dumps(Why(BY_LIKENESS))!r}); print('sklearn' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", heard], capture_output=True, check=True, text=True).stdout == "False\n"


def test_what_comes_after_follows_the_last_finished_fit(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    queue = requeue(BASIS, {}, "ak")
    backwards = [row.group_id for row in reversed(queue)]

    desk.reorder(backwards)
    read = []
    while desk.current:
        read.append(desk.current.group_id)
        desk.decide("maybe")

    assert read == [queue[0].group_id, *(group for group in backwards if group != queue[0].group_id)]


def test_undo_brings_back_the_right_record_after_a_new_order(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    first = desk.current
    desk.decide("exclude")
    desk.reorder([row.group_id for row in reversed(requeue(BASIS, desk.decided(), "ak"))])

    desk.undo()

    assert desk.current == first
