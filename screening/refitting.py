"""How does a reviewer's own sitting move what she reads next? Her queue fitted anew, beside her, while she reads.

The queue comes from `rank_records`, as in the workflow: the same decisions give the same queue. Only what settles a
record without anybody else counts before the next run of the workflow; what colleagues decide reaches a desk by a run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from typing import Any

from identification.protocol import question_text
from identification.records import KnownPaperFound, UniqueRecord
from identification.tables import read_all, read_table
from identification.vocabulary import Batch, Decision, EventKind, Outcome
from screening.assignment import assigned_to, own_first
from screening.desk import Desk
from screening.explaining import explain_rank, may_be_explained
from screening.features import Features, read_features
from screening.outcomes import Assignment, Queued, Screened
from screening.ranking import fit_ranking, rank_records

HIDDEN = "Why it stands here is not shown: several people decide on this record, and a hint would anchor"
BY_LIKENESS = "It stands here by likeness to the review's question; decisions on both sides say more"
NOTHING_HERE = "Nothing is known of the place of this record yet"
SETTLES = {Decision.INCLUDE: Outcome.INCLUDED, Decision.EXCLUDE: Outcome.EXCLUDED}


@dataclass(frozen=True, eq=False)
class Basis:
    """What a queue is made of besides the decisions of this sitting, as the last run left it."""

    unique: Sequence[UniqueRecord]
    screened: Sequence[Screened]
    question: str
    seed: int
    known_papers: Sequence[KnownPaperFound] = ()
    features: Features | None = None
    assignments: Sequence[Assignment] = ()


class Refit:
    """Fits a desk's queue anew after a decision, in the background, and hands it over at the decision after that.

    The record on the desk is never taken away: only what comes after it is put in another order. While a fit is
    running no second one starts; the decisions that came meanwhile are in the next.
    """

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self._running: Thread | None = None
        self._ready: list[Queued] | None = None

    def after_decision(self, desk: Desk) -> None:
        """Put the desk in the order of the last finished fit, and begin the next."""
        if self._running and self._running.is_alive():
            return
        if self._ready is not None:
            desk.reorder(self._ready)
        decided, reviewer = desk.decided(), desk.reviewer
        self._running = Thread(target=self._fit, args=(decided, reviewer), daemon=True)
        self._running.start()

    def wait(self) -> None:
        """Come back when the fit that is running is done: for those who want to see its queue."""
        if self._running:
            self._running.join()

    def why(self, desk: Desk) -> str:
        """Why the record on the desk stands where it stands, by the decisions so far, or that it is hidden."""
        return why_here(self.basis, desk.decided(), desk.current.group_id) if desk.current else NOTHING_HERE

    def _fit(self, decided: Mapping[str, str], reviewer: str) -> None:
        self._ready = requeue(self.basis, decided, reviewer)


def requeue(basis: Basis, decided: Mapping[str, str], reviewer: str) -> list[Queued]:
    """One reviewer's queue, as the workflow would make it if it counted what she decided on her own."""
    queue = rank_records(
        basis.unique,
        [settled(row, decided.get(row.group_id, "")) for row in basis.screened],
        question=basis.question,
        seed=basis.seed,
        known_papers=basis.known_papers,
        features=basis.features,
    )
    return own_first(queue, assigned_to(basis.assignments, reviewer, EventKind.TITLE_ABSTRACT))


def why_here(basis: Basis, decided: Mapping[str, str], group_id: str) -> str:
    """The terms that lift or sink a record, in a sentence; hidden where a hint would anchor several people."""
    row = next((row for row in basis.screened if row.group_id == group_id), None)
    if row is None:
        return NOTHING_HERE
    if not may_be_explained(row):
        return HIDDEN
    rows = [settled(one, decided.get(one.group_id, "")) for one in basis.screened]
    fitted = fit_ranking(
        basis.unique,
        rows,
        question=basis.question,
        seed=basis.seed,
        known_papers=basis.known_papers,
        features=basis.features,
    )
    at = next(at for at, (record, _) in enumerate(fitted.rows) if record.group_id == group_id)
    effects = explain_rank(
        fitted.rows[at][0], at, features=fitted.features, relevance=fitted.relevance, known=fitted.known
    )
    lift = ", ".join(one.term for one in effects if one.effect > 0)
    sink = ", ".join(one.term for one in effects if one.effect < 0)
    if not effects:
        return BY_LIKENESS
    return f"Its place by your decisions: lifted by {lift or 'nothing'}; sunk by {sink or 'nothing'}"


def settled(row: Screened, decision: str) -> Screened:
    """Where a record stands once one person's decision is counted: moved only where nobody else's is awaited."""
    alone = row.outcome == Outcome.AWAITING and row.batch == Batch.REST and row.needs <= 1
    if not alone or row.include or row.exclude or row.maybe or decision not in SETTLES:
        return row
    return replace(row, outcome=SETTLES[Decision(decision)], needs=0)


def open_refit(review: Path, protocol: Mapping[str, Any]) -> Refit | None:
    """What fits the desk of a review folder anew; None where no run has made what it needs."""
    results = review / "results"
    screened = results / "screening/title_abstract.csv"
    if not screened.is_file():
        return None
    known, assigned = results / "identification/known_papers.csv", results / "screening/assignments.csv"
    basis = Basis(
        read_table(results / "identification/unique.csv", UniqueRecord),
        read_table(screened, Screened),
        question_text(protocol),
        protocol["seed"],
        read_all([known] * known.is_file(), KnownPaperFound),
        read_features(results / "screening/features.npz"),
        read_all([assigned] * assigned.is_file(), Assignment),
    )
    return Refit(basis)
