"""Which records are worth comparing? Those that share a block: a DOI, an edge of the title, a place, an author."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

# A block larger than this is walked in a window of it: records next to each other by title, not all pairs of a block.
BLOCK_WINDOW = 60
# Letters of a title's beginning and end that make a block, and that a title cut short must keep.
TITLE_EDGE = 30
# Letters of an abstract's beginning that make a block: with fewer, "Background and objectives" would be one.
ABSTRACT_EDGE = 60


def candidate_pairs(frame: "pd.DataFrame") -> npt.NDArray[np.int64]:
    """Positions of the pairs that share a block, each once, the earlier record first: an array of shape (pairs, 2)."""
    by_title = codes(frame.title, sort=True)
    found = [_within(codes(block), by_title) for block in _blocks(frame)]
    keys = np.sort(np.concatenate(found))
    once = keys[np.insert(np.diff(keys) > 0, 0, values=True)] if len(keys) else keys
    return np.stack(np.divmod(once, max(len(frame), 1)), axis=1)


def codes(values: "pd.Series", *, sort: bool = False) -> npt.NDArray[np.int64]:
    """A number for each value, the same for the same one; -1 for none."""
    import pandas as pd  # here: see identification.comparable

    return np.where(values == "", -1, pd.factorize(values, sort=sort)[0]).astype(np.int64)


def _blocks(frame: "pd.DataFrame") -> "list[pd.Series]":
    """One key per record and block; an empty key is in no block."""
    year = frame.year.astype("string").fillna("")
    surname = frame.surnames.map(lambda names: names[0] if names else "")
    page = frame.page.map(lambda pages: str(pages[1] or ""))
    return [
        frame.doi,
        frame.pmid,
        frame.title.str[:TITLE_EDGE],
        frame.title.str[-TITLE_EDGE:],
        frame.title.str.replace(r"\d+", "", regex=True),
        frame.abstract.str[:ABSTRACT_EDGE].where(frame.abstract.str.len() >= ABSTRACT_EDGE, ""),
        _joined(frame.longest, year),
        _joined(surname, year),
        _joined(frame.volume, page),
        _joined(surname, page),
    ]


def _joined(first: "pd.Series", second: "pd.Series") -> "pd.Series":
    return (first + "|" + second).where((first != "") & (second != ""), "")


def _within(block: npt.NDArray[np.int64], by_title: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The pairs of one block as numbers (first times records, plus second): neighbours by title, up to the window."""
    members = np.flatnonzero(block >= 0)
    order = members[np.lexsort((members, by_title[members], block[members]))]
    found = []
    for step in range(1, BLOCK_WINDOW):
        together = block[order[:-step]] == block[order[step:]]
        if not together.any():
            break
        ends = np.stack((order[:-step][together], order[step:][together]))
        found.append(ends.min(axis=0) * len(block) + ends.max(axis=0))
    return np.concatenate(found) if found else np.empty(0, np.int64)
