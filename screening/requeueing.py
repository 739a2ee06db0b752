"""How does a reviewer's own sitting move what she reads next? Her queue, fitted anew with what she decided.

The queue comes from `rank_records`, as in the workflow: the same decisions give the same queue. Only what settles a
record without anybody else counts before the next run of the workflow; what colleagues decide reaches a desk by a run.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from identification.events import read_events
from identification.merging import group_of
from identification.records import KnownPaperFound, Membership, UniqueRecord
from identification.tables import read_all, read_table
from identification.vocabulary import Batch, Decision, EventKind, Outcome
from screening.assignment import own_first
from screening.audits import drawn_records, interleave
from screening.explaining import explain_rank, may_be_explained
from screening.features import Features, read_features
from screening.outcomes import Assignment, Queued, Screened
from screening.ranking import Fitted, fit_ranking, queue_of
from screening.refitting import Why

HIDDEN = "Why it stands here is not shown: several people decide on this record, and a hint would anchor"
BY_LIKENESS = "It stands here by likeness to the review's question; decisions on both sides say more"
NOTHING_HERE = "Nothing is known of the place of this record yet"
SETTLES = {Decision.INCLUDE: Outcome.INCLUDED, Decision.EXCLUDE: Outcome.EXCLUDED}


@dataclass(frozen=True, eq=False)
class Basis:
    """What a queue is made of besides the decisions of this sitting, as the last run left it.

    `drawn` are the groups that were drawn at random from the unread ones.
    """

    unique: Sequence[UniqueRecord]
    screened: Sequence[Screened]
    question: str
    seed: int
    known_papers: Sequence[KnownPaperFound] = ()
    features: Features | None = None
    assignments: Sequence[Assignment] = ()
    drawn: Collection[str] = ()


def requeue(basis: Basis, decided: Mapping[str, str], reviewer: str) -> list[Queued]:
    """One reviewer's queue, as the workflow would make it if it counted what she decided on her own."""
    queue = interleave(queue_of(_fitted(basis, decided)), basis.drawn)
    return own_first(queue, basis.assignments, reviewer, EventKind.TITLE_ABSTRACT)


def why_here(basis: Basis, decided: Mapping[str, str], group_id: str) -> Why:
    """The terms that lift or sink a record, in a sentence; hidden where a hint would anchor several people."""
    row = next((row for row in basis.screened if row.group_id == group_id), None)
    if row is None:
        return Why(NOTHING_HERE)
    if not may_be_explained(row):
        return Why(HIDDEN)
    fitted = _fitted(basis, decided)
    at = next(at for at, (record, _) in enumerate(fitted.rows) if record.group_id == group_id)
    effects = explain_rank(
        fitted.rows[at][0], at, features=fitted.features, relevance=fitted.relevance, known=fitted.known
    )
    lift, sink = (tuple(one.term for one in effects if (one.effect > 0) is lifts) for lifts in (True, False))
    if not effects:
        return Why(BY_LIKENESS)
    raised, lowered = (", ".join(word.strip("()") for word in words) or "nothing" for words in (lift, sink))
    return Why(
        f"By your decisions, what raises it: {raised} (underlined). What lowers it: {lowered} (dotted).", lift, sink
    )


def settled(row: Screened, decision: str) -> Screened:
    """Where a record stands once one person's decision is counted: moved only where nobody else's is awaited."""
    alone = row.outcome == Outcome.AWAITING and row.batch == Batch.REST and row.needs <= 1
    if not alone or row.include or row.exclude or row.maybe or decision not in SETTLES:
        return row
    return replace(row, outcome=SETTLES[Decision(decision)], needs=0)


def _fitted(basis: Basis, decided: Mapping[str, str]) -> Fitted:
    return fit_ranking(
        basis.unique,
        [settled(row, decided.get(row.group_id, "")) for row in basis.screened],
        question=basis.question,
        seed=basis.seed,
        known_papers=basis.known_papers,
        features=basis.features,
    )


def open_basis(review: Path, question: str, seed: int) -> Basis:
    """What the queues of a review folder are made of, as its last run left it."""
    results = review / "results"
    known, assigned = results / "identification/known_papers.csv", results / "screening/assignments.csv"
    members = results / "identification/membership.csv"
    stops, _ = read_events((review / "review/events/stops").glob("**/*.jsonl"))
    groups = group_of(read_all([members] * members.is_file(), Membership))
    return Basis(
        read_table(results / "identification/unique.csv", UniqueRecord),
        read_table(results / "screening/title_abstract.csv", Screened),
        question,
        seed,
        read_all([known] * known.is_file(), KnownPaperFound),
        read_features(results / "screening/features.npz"),
        read_all([assigned] * assigned.is_file(), Assignment),
        drawn_records(stops, groups),
    )
