"""How likely is each record to be an include, going by what the team wrote and decided?

What the team wrote says which records are likely before anybody has decided: those that are like it, and like the
records that are most like it (pseudo-relevance feedback; Rocchio 1971). Decisions train a linear support vector machine
with the parameters of ASReview's default (ELAS u4), in which what the team wrote stays as a relevant document. The
likeness counts beside the machine as long as includes are few: its weight is PRIOR_WEIGHT / (1 + includes).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.svm import LinearSVC

from screening.features import Features
from screening.simulation import UNDECIDED, Labels, Numbers

# ASReview tuned both on 24 labelled reviews: a small C suits few labels and many terms, and all that is relevant
# together weighs BALANCE times as much as all that is not.
SVM_C = 0.11
BALANCE = 9.8
# The shares of topics and of pieces of title words in what two records have in common; the rest are terms. See
# docs/method.md for what was tried.
TOPIC_SHARE = 0.2
PIECE_SHARE = 0.2
ROOTS = np.sqrt(np.asarray([1 - PIECE_SHARE - TOPIC_SHARE, PIECE_SHARE, TOPIC_SHARE], dtype=np.float32))
# How many of the records that are most like the question help to say what is like it (of few records one in
# FEEDBACK_PART), and how much.
FEEDBACK_RECORDS = 20
FEEDBACK_PART = 5
FEEDBACK_WEIGHT = 0.5
# In spreads of the machine's scores.
PRIOR_WEIGHT = 1.0


class Relevance:
    """Scores for records, from decisions on some of them; high is likely an include, and no score is a probability.

    `wanted` are texts that are relevant without anybody's decision: the review's question and criteria, known papers.
    The same decisions give the same scores, whoever asks: a rule of the workflow, a reviewer's desk, a replay.
    """

    def __init__(self, features: Features, wanted: Sequence[str], *, seed: int) -> None:
        self._terms, self._topics, self._features = features.terms, features.topics, features
        self._seed = seed
        terms, pieces, topics = features.rows_of(wanted)
        # A text without a term that some record has would be relevant for nothing.
        told = np.diff(terms.indptr) > 0
        self._wanted = _joined(csr_matrix(terms[told]), csr_matrix(pieces[told]), topics[told])
        self._prior = self._likeness(self._wanted)

    def __call__(self, known: Labels) -> Numbers:
        """One score a record, in the order of the features."""
        included, excluded = np.flatnonzero(known == 1), np.flatnonzero(known == 0)
        if not len(excluded):
            return self._likeness(vstack([self._wanted, self._rows(included)])) if len(included) else self._prior
        if not self.learns(known):
            return -self._likeness(self._rows(excluded))
        scores = self.score(*self.model(known))
        waiting = known == UNDECIDED
        spread = scores[waiting].std() if waiting.any() else 0.0
        return scores + spread * PRIOR_WEIGHT / (1 + len(included)) * self._prior

    def learns(self, known: Labels) -> bool:
        """Whether there is something of both kinds, relevant and not, to tell apart."""
        return bool((known == 0).any() and ((known == 1).any() or self._wanted.shape[0]))

    def model(self, known: Labels) -> tuple[npt.NDArray[np.float32], float]:
        """The weights of terms, pieces and topics, and what is added to each score, once there are two kinds."""
        decided = np.flatnonzero(known != UNDECIDED)
        relevant = np.append(known[decided] == 1, np.ones(self._wanted.shape[0], dtype=bool))
        balance = np.where(relevant, 1.0, relevant.sum() / (BALANCE * (~relevant).sum()))
        machine = LinearSVC(C=SVM_C, random_state=self._seed)
        rows = vstack([self._rows(decided), self._wanted], format="csr")
        machine.fit(rows, relevant, sample_weight=balance * len(balance) / balance.sum())
        return machine.coef_.ravel().astype(np.float32), float(machine.intercept_[0])

    def score(self, weights: npt.NDArray[np.float32], offset: float = 0.0) -> Numbers:
        """What these weights of terms, pieces and topics make of each record."""
        of_terms, of_pieces, of_topics = self._scaled(weights)
        scores = self._terms @ of_terms + self._features.pieces @ of_pieces + self._topics @ of_topics
        return np.asarray(scores, dtype=np.float64) + offset

    def effects(self, at: int, known: Labels) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """What each term, itself and by way of the topics, and each piece adds to the score of one record."""
        of_terms, of_pieces, of_topics = self._scaled(self.model(known)[0])
        row = self._terms[at].toarray().ravel()
        place = row[self._features.common] @ self._features.axes
        effects = row * of_terms
        length = float(np.linalg.norm(place)) or 1.0
        effects[self._features.common] += row[self._features.common] * (self._features.axes @ of_topics) / length
        return np.asarray(effects, dtype=np.float32), self._features.pieces[at].toarray().ravel() * of_pieces

    def _scaled(self, weights: npt.NDArray[np.float32]) -> list[npt.NDArray[np.float32]]:
        """The weights of terms, pieces and topics, each times the root of its share, as rows are."""
        ends = np.cumsum([self._terms.shape[1], self._features.pieces.shape[1]])
        return [root * part for root, part in zip(ROOTS, np.split(weights, ends), strict=True)]

    def _likeness(self, rows: csr_matrix) -> Numbers:
        """Likeness to these rows, raised by likeness to the records that come first by it; 0 where there are none."""
        if not rows.shape[0]:
            return np.zeros(self._terms.shape[0])
        likeness = self.score(_middle(rows))
        most = min(FEEDBACK_RECORDS, len(likeness) // FEEDBACK_PART)
        first = np.argsort(-likeness, kind="stable")[:most]
        if not most:
            return _spread(likeness)
        return _spread(_spread(likeness) + FEEDBACK_WEIGHT * _spread(self.score(_middle(self._rows(first)))))

    def _rows(self, at: npt.NDArray[np.intp]) -> csr_matrix:
        return _joined(csr_matrix(self._terms[at]), csr_matrix(self._features.pieces[at]), self._topics[at])


def _joined(terms: csr_matrix, pieces: csr_matrix, topics: npt.NDArray[np.float32]) -> csr_matrix:
    """Rows whose products are those of terms, pieces and topics by their shares."""
    parts = [root * part for root, part in zip(ROOTS, (terms, pieces, csr_matrix(topics)), strict=True)]
    return csr_matrix(hstack(parts, format="csr"))


def _middle(rows: csr_matrix) -> npt.NDArray[np.float32]:
    return np.asarray(rows.mean(axis=0), dtype=np.float32).ravel()


def _spread(scores: Numbers) -> Numbers:
    """Scores with mean 0 and spread 1, or all 0 where they are equal."""
    wide = scores.std()
    return (scores - scores.mean()) / wide if wide > 0 else np.zeros_like(scores)
