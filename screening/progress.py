"""How fast does a reviewer work, what has she found so far, and how long will the rest take her?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, pairwise
from statistics import median

from identification.events import Event
from identification.vocabulary import Decision

# A longer gap between two decisions is a break: no abstract takes five minutes.
LONGEST_READING_S = 300
# Of fewer gaps a median says nothing about the next hour.
FEWEST_GAPS = 5
# What the content of a decision names that came with many others, from a batch or an export.
SAVED_AT_ONCE = frozenset(["batch", "imported_from"])
# A curve of more points than pixels is no finer.
POINTS = 200


@dataclass(frozen=True)
class Tally:
    """One reviewer's own progress: `decided` and `included` in the whole stage, `left` and `queued` in this queue."""

    decided: int
    included: int
    left: int
    queued: int


@dataclass(frozen=True)
class Pace:
    """Seconds a decision, at the median, and the hours that `left` more would take; None while too few are known."""

    seconds: float | None
    hours_left: float | None


def pace_of(decisions: Sequence[Event], left: int) -> Pace:
    """The pace of one reviewer by the times of her decisions; gaps that are breaks, or that a clock made, are left out.

    Times are those at which decisions were saved, in whole seconds; those of a workbook or of another tool were saved
    all at once, and tell no pace.
    """
    read_here = [event for event in decisions if not SAVED_AT_ONCE & event.content.keys()]
    times = [datetime.fromisoformat(event.at).timestamp() for event in read_here]
    gaps = [later - earlier for earlier, later in pairwise(times) if 0 <= later - earlier <= LONGEST_READING_S]
    if len(gaps) < FEWEST_GAPS:
        return Pace(None, None)
    seconds = median(gaps)
    return Pace(seconds, left * seconds / 3600)


def curve_of(decisions: Sequence[Event]) -> list[tuple[int, int]]:
    """After how many decisions she had how many includes, from (0, 0) on, in at most so many points as can be seen."""
    found = [0, *accumulate(event.decision == Decision.INCLUDE for event in decisions)]
    step = max(1, len(found) // POINTS)
    kept = [*range(0, len(found), step), len(found) - 1]
    return [(at, found[at]) for at in dict.fromkeys(kept)]
