"""Simulated screenings in which a stopping rule may fail: includes that come late, a useless ranking, a drifting one.

Each run has RECORDS records and from 8 to 400 includes (log-uniform). A useful ranking puts an include at a place
Beta(1, b) of the order, b log-uniform from 4 to 30: half of all are found after 2 to 16 % of the records.
"""

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

RECORDS = 2000
FEWEST, MOST = 8, 400

Places = npt.NDArray[np.float64]
World = Callable[[int, np.random.Generator], Places]


def screening(world: World, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """The labels of one run, in the order of reading."""
    includes = int(np.exp(rng.uniform(np.log(FEWEST), np.log(MOST))))
    labels = np.zeros(RECORDS, dtype=np.int64)
    order = np.arange(includes)
    places = np.minimum(np.floor(np.sort(world(includes, rng)) * RECORDS), RECORDS - 1)
    # Two includes at one place: the second comes right after the first.
    apart = np.maximum.accumulate(places - order) + order
    labels[np.minimum(apart, RECORDS - includes + order).astype(int)] = 1
    return labels


def useful(includes: int, rng: np.random.Generator) -> Places:
    """A ranking that knows all includes."""
    return rng.beta(1, np.exp(rng.uniform(np.log(4), np.log(30))), includes)


def useless(includes: int, rng: np.random.Generator) -> Places:
    """A ranking that knows nothing."""
    return rng.random(includes)


def with_stragglers(share: float, begin: float) -> World:
    """Each include is unknown to the ranking with this probability, and lies anywhere behind `begin`."""

    def world(includes: int, rng: np.random.Generator) -> Places:
        late = begin + (1 - begin) * rng.random(includes)
        return np.where(rng.random(includes) < share, late, useful(includes, rng))

    return world


def drifting(includes: int, rng: np.random.Generator) -> Places:
    """After a tenth to four tenths of the records the ranking knows nothing more of what is sought, of 40 %."""
    return with_stragglers(0.4, rng.uniform(0.1, 0.4))(includes, rng)


WORLDS: Mapping[str, World] = {
    "useful": useful,
    "useless": useless,
    "drifting": drifting,
    "stragglers 10 %": with_stragglers(0.1, 0.0),
    "stragglers 20 %": with_stragglers(0.2, 0.0),
    "last half 10 %": with_stragglers(0.1, 0.5),
    "last tenth 10 %": with_stragglers(0.1, 0.9),
}
