"""How like is a passage to what a codebook says of a code? Words in common, the rare ones counting more (TF-IDF).

With the cues that fire it makes the prior: what is known of a passage before anybody decided on one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from extraction.codebook import Code, Codebook
from extraction.weighing import Weights

Numbers = NDArray[np.float64]

# The prior as log odds: of a passage that shares nothing with its code, of each cue that fires (further hits of the
# cues count half, and ever less), and of a likeness of 1.
NOTHING_SHARED = -2
A_CUE = 2
LIKENESS = 8
FURTHER_HITS = 0.5


@dataclass(frozen=True)
class Ground:
    """The passages of a document as rows of weighted words, and the likeness of each to each code of the codebook."""

    words: Weights
    rows: csr_matrix
    likeness: Numbers
    codes: tuple[str, ...]

    def shared(self, row: int, code: Code, most: int = 3) -> list[str]:
        """The words that a passage shares with a code's rules, those that tell most ahead."""
        both = self.rows[row].multiply(self.words.rows([words_of(code)])).tocoo()
        names = list(self.words.columns)
        found = sorted(zip(-both.data, both.col, strict=True))
        return [names[column] for _, column in found[:most]]


def words_of(code: Code) -> str:
    """What a codebook says of a code, but for what it is not."""
    return " ".join((code.name, code.definition, code.include_when, code.example))


@lru_cache(maxsize=4)
def ground(texts: tuple[str, ...], codebook: Codebook) -> Ground:
    """Everything that likeness and learning need of a document; kept, since a coder asks for it again and again."""
    rules = [words_of(code) for code in codebook.codes]
    words = Weights.of([*texts, *rules])
    rows = words.rows(texts)
    likeness = (rows @ words.rows(rules).T).toarray()
    return Ground(words, rows, likeness, tuple(code.id for code in codebook.codes))


def prior(likeness: Numbers, fired: Numbers, times: Numbers) -> Numbers:
    """The log odds before any decision, from likeness, the number of cues that fired and how often they did."""
    cues = fired + FURTHER_HITS * np.log1p(times)
    return NOTHING_SHARED + A_CUE * cues + LIKENESS * likeness


def as_score(log_odds: float) -> float:
    """Log odds as a number from 0 to 1 of two digits that orders as they do, also in a table."""
    return round(float(1 / (1 + np.exp(-log_odds))), 4)


def log_odds_of(score: float) -> float:
    """The log odds of a score; the ends are as far as four digits tell."""
    inside = min(max(score, 0.00005), 0.99995)
    return float(np.log(inside / (1 - inside)))


def most_like(scores: Numbers, candidates: Sequence[int], most: int, least: float) -> list[int]:
    """Of some rows the few that score highest, none below `least`; at a draw the earlier one."""
    ordered = sorted(candidates, key=lambda row: (-scores[row], row))
    return [row for row in ordered[:most] if scores[row] >= least]
