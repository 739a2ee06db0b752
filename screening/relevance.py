"""How likely is each record to be an include, going by what the team wrote and decided?

What the team wrote says which records are likely before anybody has decided: those that are like it, and like the
records that are most like it (pseudo-relevance feedback; Rocchio 1971). Decisions train a linear support vector machine
with the parameters of ASReview's default (ELAS u4), in which what the team wrote stays as a relevant document. The
likeness counts beside the machine as long as includes are few: its weight is PRIOR_WEIGHT / (1 + includes). A record
is raised by the scores of those most like it (one step of label propagation; Zhu and Ghahramani 2002), by which the
last includes are found that are like others and not like the question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, vstack
from sklearn.svm import LinearSVC

from screening.features import Features
from screening.simulation import UNDECIDED, Labels, Numbers

# What a review says of itself is about no record: "a systematic review and meta-analysis of ...".
ITS_KIND = re.compile(
    r"\ban? (?:[\w-]+ ){0,3}?(?:review|meta-analysis|overview|synthesis|map)(?: and meta-analysis)?(?: of)?\b",
    re.IGNORECASE,
)
# ASReview tuned both on 24 labelled reviews: a small C suits few labels and many terms, and all that is relevant
# together weighs BALANCE times as much as all that is not.
SVM_C = 0.11
BALANCE = 9.8
# How many of the records that are most like the question help to say what is like it (of few records one in
# FEEDBACK_PART), and how much.
FEEDBACK_RECORDS = 20
FEEDBACK_PART = 5
FEEDBACK_WEIGHT = 0.5
# In spreads of the machine's scores.
PRIOR_WEIGHT = 1.0
# What the scores of its neighbours count for a record, in spreads of its own; the same for likeness to the question.
NEIGHBOUR_WEIGHT = 0.6
PRIOR_NEIGHBOUR_WEIGHT = 0.5


class Relevance:
    """Scores for records, from decisions on some of them; high is likely an include, and no score is a probability.

    `wanted` are texts that are relevant without anybody's decision: the review's question and criteria, known papers.
    The same decisions give the same scores, whoever asks: a rule of the workflow, a reviewer's desk, a replay.
    """

    def __init__(self, features: Features, wanted: Sequence[str], *, seed: int) -> None:
        self._features = features
        self._seed = seed
        self._wanted = features.rows_of([ITS_KIND.sub(" ", text) for text in wanted])
        self._prior = self._likeness(self._wanted)

    def __call__(self, known: Labels) -> Numbers:
        """One score a record, in the order of the features."""
        included, excluded = np.flatnonzero(known == 1), np.flatnonzero(known == 0)
        if not len(excluded) and not len(included):
            return self._prior
        if not len(excluded):
            return self._likeness(vstack([self._wanted, self._features.joined(included)]))
        if not self.learns(known):
            return -self._likeness(self._features.joined(excluded))
        weights, offset = self.model(known)
        scores = self._features.score(weights) + offset
        waiting = known == UNDECIDED
        spread = scores[waiting].std() if waiting.any() else 0.0
        scores = scores + spread * PRIOR_WEIGHT / (1 + len(included)) * self._prior
        return scores + spread * NEIGHBOUR_WEIGHT * self._of_neighbours(scores)

    def learns(self, known: Labels) -> bool:
        """Whether there is something of both kinds, relevant and not, to tell apart."""
        return bool((known == 0).any() and ((known == 1).any() or self._wanted.shape[0]))

    def model(self, known: Labels) -> tuple[npt.NDArray[np.float32], float]:
        """The weights of the columns of `joined`, and what is added to each score, once there are two kinds."""
        decided = np.flatnonzero(known != UNDECIDED)
        relevant = np.append(known[decided] == 1, np.ones(self._wanted.shape[0], dtype=bool))
        balance = np.where(relevant, 1.0, relevant.sum() / (BALANCE * (~relevant).sum()))
        machine = LinearSVC(C=SVM_C, random_state=self._seed)
        rows = vstack([self._features.joined(decided), self._wanted], format="csr")
        machine.fit(rows, relevant, sample_weight=balance * len(balance) / balance.sum())
        return machine.coef_.ravel().astype(np.float32), float(machine.intercept_[0])

    def effects(self, at: int, known: Labels) -> "Effects":
        """What each part of one record adds to its score."""
        features = self._features
        of_terms, of_pieces, of_topics, of_traits, _ = features.split(self.model(known)[0])
        counts = features.terms[at].toarray().ravel()
        terms = counts * of_terms
        length = float(np.linalg.norm(counts[features.common] @ features.axes)) or 1.0
        terms[features.common] += counts[features.common] * (features.axes @ of_topics) / length
        pieces = features.pieces[at].toarray().ravel() * of_pieces
        return Effects(terms, pieces, features.traits[at] * of_traits)

    def _of_neighbours(self, scores: Numbers) -> Numbers:
        """What the neighbours of each record say; a record that is like no other has average ones."""
        return _spread(np.asarray(self._features.near @ (scores - scores.mean()), dtype=np.float64))

    def _likeness(self, rows: csr_matrix) -> Numbers:
        """Likeness to these rows, raised by likeness to the records that come first by it, and by that of neighbours;
        0 where there are none."""
        if not rows.shape[0]:
            return np.zeros(self._features.terms.shape[0])
        likeness = _spread(self._features.score(_middle(rows)))
        most = min(FEEDBACK_RECORDS, len(likeness) // FEEDBACK_PART)
        if most:
            first = np.argsort(-likeness, kind="stable")[:most]
            likeness = _spread(
                likeness + FEEDBACK_WEIGHT * _spread(self._features.score(_middle(self._features.joined(first))))
            )
        return _spread(likeness + PRIOR_NEIGHBOUR_WEIGHT * self._of_neighbours(likeness))


@dataclass(frozen=True, eq=False)
class Effects:
    """What terms, themselves and by way of the topics, pieces and traits add to the score of a record."""

    terms: npt.NDArray[np.float32]
    pieces: npt.NDArray[np.float32]
    traits: npt.NDArray[np.float32]


def _middle(rows: csr_matrix) -> npt.NDArray[np.float32]:
    return np.asarray(rows.mean(axis=0), dtype=np.float32).ravel()


def _spread(scores: Numbers) -> Numbers:
    """Scores with mean 0 and spread 1, or all 0 where they are equal."""
    wide = scores.std()
    return (scores - scores.mean()) / wide if wide > 0 else np.zeros_like(scores)
