"""A reviewer's queue fitted anew beside her: in a process of its own, so that no key waits.

The fit comes from the functions of the workflow: the same decisions give the same queue. Only what settles a record
without anybody else counts before the next run of the workflow; what colleagues decide reaches a desk by a run.
"""

import os
import signal
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from identification.protocol import question_text
from screening.desk import Desk

if TYPE_CHECKING:
    from screening.requeueing import Basis, Why


class Refit:
    """Fits a desk's queue anew after a decision, in the background, and hands it over at the decision after that.

    The record on the desk is never taken away: only what comes after it is put in another order. While a fit is
    running no second one starts; the decisions that came meanwhile are in the next. `load` makes what a queue is made
    of; it is called in the process beside, which needs the memory that this costs.
    """

    def __init__(self, load: "Callable[[], Basis]") -> None:
        # Not forked: a copy of a process with threads, as a kernel is one, can stand still for ever.
        self._beside = ProcessPoolExecutor(1, get_context("spawn"), _settle_in, (load,))
        self._running: Future[list[str]] | None = None

    def after_decision(self, desk: Desk) -> None:
        """Put the desk in the order of the last finished fit, and begin the next."""
        if self._running and not self._running.done():
            return
        if self._running and not self._running.exception():
            desk.reorder(self._running.result())
        self._running = self._beside.submit(_order, desk.decided(), desk.reviewer)

    def wait(self) -> None:
        """Come back when the fit that is running is done: for those who want to see its queue."""
        if self._running:
            self._running.result()

    def explain(self, desk: Desk, tell: "Callable[[str, Why], None]") -> None:
        """Tell, as soon as it is known, why the record on the desk stands where it stands, or that it is hidden."""
        if desk.current:
            group = desk.current.group_id
            asked = self._beside.submit(_why, desk.decided(), group)
            asked.add_done_callback(lambda done: None if done.exception() else tell(group, done.result()))

    def close(self) -> None:
        """Let the process beside go, and what it was asked and has not begun."""
        self._beside.shutdown(wait=False, cancel_futures=True)


def open_refit(review: Path, protocol: Mapping[str, Any]) -> Refit | None:
    """What fits the desk of a review folder anew; None where no run has made what it needs."""
    if not (review / "results/screening/title_abstract.csv").is_file():
        return None
    return Refit(_Loader(review, question_text(protocol), protocol["seed"]))


class _Loader:
    """Reads a review's tables where it is called: it travels to the process beside, and they do not."""

    def __init__(self, review: Path, question: str, seed: int) -> None:
        self.read = (review, question, seed)

    def __call__(self) -> "Basis":
        from screening.requeueing import open_basis  # here, because the kernel needs none of what it imports

        return open_basis(*self.read)


# What the process beside keeps between two questions.
_kept: "dict[str, Basis]" = {}


def _settle_in(load: "Callable[[], Basis]") -> None:
    # Ctrl-C is meant for the notebook's server, which goes down with this process's parent.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with_the_parent, daemon=True).start()
    _kept["basis"] = load()


def _leave_with_the_parent() -> None:
    """A kernel that is killed cannot say so: without this the process would stay for ever."""
    parent = parent_process()
    if parent:
        connection.wait([parent.sentinel])
        os._exit(0)


def _order(decided: Mapping[str, str], reviewer: str) -> list[str]:
    from screening.requeueing import requeue

    return [row.group_id for row in requeue(_kept["basis"], decided, reviewer)]


def _why(decided: Mapping[str, str], group_id: str) -> "Why":
    from screening.requeueing import why_here

    return why_here(_kept["basis"], decided, group_id)
