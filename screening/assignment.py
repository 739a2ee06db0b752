"""Who is to read what? Shares of equal size, drawn, so that each reader sees records from all over the queue."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from identification.vocabulary import Batch, EventKind, Outcome, Task
from screening.outcomes import Assignment, Queued, Screened
from screening.policies import place_of

NOVICE = "novice"


def assign_records(
    screened: Iterable[Screened],
    queue: Sequence[Queued] = (),
    *,
    stage: EventKind,
    team: Mapping[str, str],
    seed: int,
) -> list[Assignment]:
    """Who is to read each record that still needs somebody; `team` is everybody who screens, each with the role.

    Everybody ends with the same number of records, those that she decided included. A record prefers people in an order
    that a draw gives it, and the first who has room reads it: so a decision, or somebody who leaves, moves few other
    records. Nobody reads what she decided, and two novices are never alone on a record: where nobody else is left, its
    second place stays empty. `queue` gives the ranks; without one records stand in the order of their ids.
    """
    rows = sorted(screened, key=lambda row: row.group_id)
    open_rows = [row for row in rows if row.needs and row.outcome == Outcome.AWAITING]
    load = Counter(who for row in rows for who in row.people if who in team)
    wanted = load.total() + sum(min(row.needs, len(team.keys() - row.people)) for row in open_rows)
    room = {who: -(-wanted // len(team)) for who in team}
    ranks = {row.group_id: row.rank for row in queue} or {row.group_id: n for n, row in enumerate(open_rows, start=1)}
    found = []
    for row in sorted(open_rows, key=lambda row: place_of(row.group_id, seed=seed, stage=stage, purpose="turn")):
        readers = _readers(row, team, load, room, seed=seed, stage=stage)
        load.update(readers)
        found += [
            Assignment(ranks.get(row.group_id, len(ranks) + 1), row.group_id, stage, who, _task(row, place))
            for place, who in enumerate(readers)
        ]
    return sorted(found, key=lambda one: (one.rank, one.group_id, one.reviewer))


def assigned_to(assignments: Iterable[Assignment], reviewer: str, stage: EventKind) -> list[str]:
    """The records that one reviewer is to read at a stage: the pilot first, then in the order of the queue."""
    own = [one for one in assignments if (one.reviewer, one.stage) == (reviewer, stage)]
    return [one.group_id for one in sorted(own, key=lambda one: (one.why != Task.PILOT, one.rank, one.group_id))]


def own_first(
    queue: Sequence[Queued], assignments: Iterable[Assignment], reviewer: str, stage: EventKind
) -> list[Queued]:
    """The queue with what a reviewer is to read at a stage first, the pilot before the rest, each in its order.

    It says not why a record is hers. The ranks are those of `queue`: those of assignments are of the last run.
    """
    own = [one for one in assignments if (one.reviewer, one.stage) == (reviewer, stage)]
    places = {one.group_id: int(one.why != Task.PILOT) for one in own}
    listed = sorted(queue, key=lambda row: (places.get(row.group_id, 2), row.rank))
    return [row if row.rank == rank else replace(row, rank=rank) for rank, row in enumerate(listed, start=1)]


def _readers(
    row: Screened, team: Mapping[str, str], load: Counter[str], room: Mapping[str, int], *, seed: int, stage: str
) -> list[str]:
    """The people who are still to read one record."""
    decided = row.people

    def draw(who: str) -> float:
        return place_of(f"{row.group_id} {who}", seed=seed, stage=stage, purpose="reader")

    free = sorted(team.keys() - decided, key=lambda who: (max(0, load[who] + 1 - room[who]), draw(who)))
    if row.batch == Batch.PILOT:
        return free
    chosen: list[str] = []
    for who in free:
        if len(chosen) < row.needs and _may_join(who, [*decided, *chosen], row.needs - len(chosen), team):
            chosen.append(who)
    return chosen


def _may_join(who: str, others: Collection[str], places: int, team: Mapping[str, str]) -> bool:
    """Whether a reader may have one of the last places: somebody on each record that several read is no novice."""
    novices = all(team.get(one) == NOVICE for one in (*others, who))
    return not novices or places > 1 or not others


def _task(row: Screened, place: int) -> Task:
    if row.batch == Batch.PILOT:
        return Task.PILOT
    if row.batch == Batch.AUDIT and row.exclude:
        return Task.CHECK
    return Task.SECOND if place or row.people else Task.FIRST
