"""A reviewer's queue fitted anew beside her: in a process of its own, so that no key waits.

The fit comes from the functions of the workflow: the same decisions give the same queue. Only what settles a record
without anybody else counts before the next run of the workflow; what colleagues decide reaches a desk by a run. The
process beside needs the memory that this costs, and ends with the one that it serves: when its questions do.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from identification.protocol import question_text
from screening.desk import Desk

if TYPE_CHECKING:
    from screening.requeueing import Basis

UNKNOWN = "Why it stands here is not known: what works it out has ended. Run all cells again"


@dataclass(frozen=True)
class Why:
    """Why a record stands where it stands: a sentence, and the words of its text that lift and sink it.

    It stands here, not beside what makes it, because a kernel that hears one should not import all that makes one.
    """

    sentence: str
    lift: tuple[str, ...] = ()
    sink: tuple[str, ...] = ()


class Refit:
    """Fits a desk's queue anew after a decision, in the background, and hands it over at the decision after that.

    The record on the desk is never taken away: only what comes after it is put in another order. While a fit is
    running no second one starts; the decisions that came meanwhile are in the next. `load` makes what a queue is made
    of, and is called in the process beside.
    """

    def __init__(self, load: "Callable[[], Basis]") -> None:
        self._beside = _Beside(load)
        self._running: Future[list[str]] | None = None
        self._asked: Future[Why] | None = None

    def after_decision(self, desk: Desk) -> None:
        """Put the desk in the order of the last finished fit, and begin the next."""
        if self._running and not self._running.done():
            return
        if self._running and not self._running.exception():
            desk.reorder(self._running.result())
        self._running = self._beside.ask("order", desk.decided(), desk.reviewer)

    def wait(self) -> None:
        """Come back when the fit that is running is done: for those who want to see its queue."""
        if self._running:
            self._running.result()

    def explain(self, desk: Desk, tell: Callable[[str, Why], None]) -> None:
        """Tell, as soon as it is known, why the record on the desk stands where it stands, or that it is hidden."""
        if desk.current:
            group = desk.current.group_id
            if self._asked:
                self._asked.cancel()  # nobody waits for why a record that she has passed stood there
            self._asked = self._beside.ask("why", desk.decided(), group)
            self._asked.add_done_callback(lambda done: _told(done, group, tell))

    def close(self) -> None:
        """Let the process beside go."""
        self._beside.close()


def _told(done: Future[Why], group: str, tell: Callable[[str, Why], None]) -> None:
    if not done.cancelled():
        tell(group, Why(UNKNOWN) if done.exception() else done.result())


def open_refit(review: Path, protocol: Mapping[str, Any]) -> Refit | None:
    """What fits the desk of a review folder anew; None where no run has made what it needs."""
    if not (review / "results/screening/title_abstract.csv").is_file():
        return None
    return Refit(Loader(review, question_text(protocol), protocol["seed"]))


class Loader:
    """Reads a review's tables where it is called: it travels to the process beside, and they do not."""

    def __init__(self, review: Path, question: str, seed: int) -> None:
        self.read = (review, question, seed)

    def __call__(self) -> "Basis":
        """What the queues of that review are made of."""
        from screening.requeueing import open_basis  # here, because the kernel needs none of what it imports

        return open_basis(*self.read)


class _Beside:
    """A process that answers questions one by one, over pipes: when this process ends, however it ends, so does it."""

    def __init__(self, load: "Callable[[], Basis]") -> None:
        words = [sys.executable, "-m", "screening.beside"]
        # In a session of its own: Ctrl-C is meant for the notebook's server.
        self._process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            start_new_session=True,
        )
        self._asking = ThreadPoolExecutor(1)
        self._asking.submit(self._send, load)

    def ask(self, *question: object) -> Future[Any]:
        return self._asking.submit(self._answer, question)

    def close(self) -> None:
        self._asking.shutdown(wait=False, cancel_futures=True)
        self._process.terminate()
        self._process.wait()

    def _send(self, told: object) -> None:
        assert self._process.stdin
        pickle.dump(told, self._process.stdin)
        self._process.stdin.flush()

    def _answer(self, question: object) -> Any:
        assert self._process.stdout
        self._send(question)
        answer = pickle.load(self._process.stdout)  # noqa: S301 - our own process wrote it
        if isinstance(answer, Exception):
            raise answer
        return answer
