"""What would a ranking have saved on records whose decisions are known? A replay of a labelled set, and its figures.

A replay asks a ranker for scores, reads the undecided record with the highest one, learns its label, and so on. The
figures are those of the field; docs/benchmarks.md has their formulas. Priors, which a replay is given, count in none.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import numpy as np
import numpy.typing as npt

from identification.errors import InputError
from identification.tables import LONGEST_CELL

Numbers = npt.NDArray[np.float64]
# One number a record: 1 included, 0 excluded, UNDECIDED.
Labels = npt.NDArray[np.int8]
Ranker = Callable[[Labels], Numbers]
UNDECIDED = -1
# A replay fits anew after every decision up to here, then after each 50th part more.
STEADY = 50
RECALL = 0.95
TENTH = 0.1


@dataclass(frozen=True)
class Labelled:
    """A record whose decision is known."""

    record_id: str
    title: str
    abstract: str
    included: bool


@dataclass(frozen=True, eq=False)
class Fit:
    """What a ranker said when `decided` records, priors included, were known: one score a record, high is likely."""

    decided: int
    scores: Numbers


@dataclass(frozen=True, eq=False)
class Replay:
    """A replayed review: `order` are positions in the set as they were read, without the `priors` given before.

    `fits` are empty unless they were asked for. `labels` are those of the whole set.
    """

    order: tuple[int, ...]
    priors: tuple[int, ...]
    labels: Labels
    fits: tuple[Fit, ...] = ()

    @property
    def found(self) -> list[bool]:
        """Whether each record was an include, in the order of reading."""
        return [bool(self.labels[at]) for at in self.order]


@dataclass(frozen=True)
class Performance:
    """The figures of one order; None where they are 0/0 (no include, or nothing else)."""

    n: int
    included: int
    loss: float | None
    wss95: float | None
    rrf10: float | None
    atd: float | None
    first_include: int | None


def replay(
    labels: Sequence[bool] | Labels,
    ranker: Ranker,
    *,
    priors: Sequence[int] = (),
    every: bool = False,
    to_the_end: bool = True,
    keep_scores: bool = False,
) -> Replay:
    """The order in which `ranker` would have had a set read whose labels are given.

    Equal scores are read in the order of the set. `every` fits after each decision, as a person's desk does with one
    record at a time; otherwise in growing batches, since a fiftieth more decisions moves little. Without `to_the_end`
    the replay stops learning at the last include, and the rest follows in its last order.
    """
    truth = np.asarray(labels, dtype=np.int8)
    known = np.full(len(truth), UNDECIDED, dtype=np.int8)
    known[list(priors)] = truth[list(priors)]
    order: list[int] = []
    fits: list[Fit] = []
    while len(order) + len(priors) < len(truth):
        scores = ranker(known)
        decided = len(order) + len(priors)
        waiting = np.flatnonzero(known == UNDECIDED)
        ranked = waiting[np.argsort(-scores[waiting], kind="stable")]
        over = not to_the_end and not truth[waiting].any()
        batch = len(ranked) if over else 1 if every else batch_size(decided)
        if keep_scores:
            fits.append(Fit(decided, scores))
        order += ranked[:batch].tolist()
        known[ranked[:batch]] = truth[ranked[:batch]]
    return Replay(tuple(order), tuple(priors), truth, tuple(fits))


def batch_size(decided: int) -> int:
    """How many records a replay reads before it fits again.

    >>> [batch_size(decided) for decided in (0, 99, 100, 1000)]
    [1, 1, 2, 20]
    """
    return max(1, decided // STEADY)


def draw_priors(labels: Sequence[bool] | Labels, *, seed: int) -> tuple[int, ...]:
    """One include and one exclude of a set, drawn at random (the usual warm start), as far as it has them."""
    truth, draw = np.asarray(labels, dtype=bool), np.random.default_rng(seed)
    sides = (np.flatnonzero(truth), np.flatnonzero(~truth))
    return tuple(int(draw.choice(side)) for side in sides if len(side))


def performance(found: Sequence[bool]) -> Performance:
    """The figures of an order, given whether each record in it was an include.

    >>> performance([True, False, True, False]).loss
    0.25
    >>> performance([False, True]).first_include
    2
    """
    n, places = len(found), np.flatnonzero(np.asarray(found, dtype=bool)) + 1
    included = len(places)
    if not included:
        return Performance(n, 0, None, None, None, None, None)
    curve = float(np.cumsum(np.asarray(found, dtype=float)).sum())
    room = included * (n - included)
    needed = ceil(RECALL * included - 1e-9)
    return Performance(
        n=n,
        included=included,
        loss=(included * (n - (included - 1) / 2) - curve) / room if room else None,
        wss95=RECALL - float(places[needed - 1]) / n,
        rrf10=float((places <= TENTH * n).mean()),
        atd=float(places.mean()) / n,
        first_include=int(places[0]),
    )


def read_labelled(path: Path | str) -> list[Labelled]:
    """The records of a labelled set: a CSV file with record_id, title, abstract and label_included (1 or 0)."""
    csv.field_size_limit(LONGEST_CELL)
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = {"title", "abstract", "label_included"}
    if not rows or not wanted <= rows[0].keys():
        raise InputError(
            f"'{path}' is no labelled set.",
            remedy="It has to hold records under the columns record_id, title, abstract and label_included (1 or 0).",
        )
    return [
        Labelled(row.get("record_id") or str(at), row["title"], row["abstract"], _label(row, path, at + 2))
        for at, row in enumerate(rows)
    ]


def _label(row: dict[str, str], path: Path | str, line: int) -> bool:
    if row["label_included"] not in ("0", "1"):
        raise InputError(f"{path}, row {line}: label_included '{row['label_included']}' is not 1 or 0.")
    return row["label_included"] == "1"
