"""The process beside a reviewer's notebook: answers what `refitting` asks, until it asks no more."""

import os
import pickle
import sys
from collections.abc import Mapping

from screening.refitting import Why
from screening.requeueing import Basis, requeue, why_here


def order(basis: Basis, decided: Mapping[str, str], reviewer: str) -> list[str]:
    """The groups of one reviewer's queue, in its order."""
    return [row.group_id for row in requeue(basis, decided, reviewer)]


def why(basis: Basis, decided: Mapping[str, str], group_id: str) -> Why:
    """Why a record stands where it stands."""
    return why_here(basis, decided, group_id)


QUESTIONS = {"order": order, "why": why}


def main() -> None:
    """Answer on what was the standard output; whatever else is printed goes to the notebook's log."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    questions = sys.stdin.buffer
    basis = pickle.load(questions)()  # noqa: S301 - our own process wrote it
    while True:
        try:
            name, *asked = pickle.load(questions)  # noqa: S301
        except EOFError:
            return
        try:
            answer: object = QUESTIONS[name](basis, *asked)
        except Exception as fault:  # told to who asked: the next question is answered all the same
            answer = fault
        pickle.dump(answer, answers)
        answers.flush()


if __name__ == "__main__":
    main()
