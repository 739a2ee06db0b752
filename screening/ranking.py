"""Which undecided record should be read next? An active-learning classifier that starts from the review's question.

The question and the eligibility criteria are a pseudo-relevant document that stays in training, so that the first
record is already a guess and not a draw; with every decision the classifier is fitted anew. The features are those of
ASReview's default (tf-idf of words and word pairs, linear SVM; Teijema 2025), from scikit-learn alone.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from identification.records import UniqueRecord
from identification.repair import link_to
from identification.vocabulary import Outcome
from screening.outcomes import Queued, Screened

# A small C suits few labels and many features; ASReview tuned its default (0.11) on 24 labelled reviews.
SVM_C = 0.11
# Terms in nearly every record tell nothing apart; below that nothing is cut, since rare terms carry small reviews.
MAX_DOCUMENT_SHARE = 0.95
SMALLEST_SET_TO_CUT = 20


def rank_records(
    unique: Sequence[UniqueRecord], screened: Iterable[Screened], *, question: str, seed: int
) -> list[Queued]:
    """The records that still wait for a decision, most likely relevant first; equal scores in the order of ids.

    `score` runs from 1 to 0 within this queue and is no probability.
    """
    by_id = {record.group_id: record for record in unique}
    rows = sorted((row for row in screened if row.group_id in by_id), key=lambda row: row.group_id)
    waiting = [at for at, row in enumerate(rows) if row.outcome in (Outcome.AWAITING, Outcome.NOT_SCREENED)]
    if not waiting:
        return []
    scores = _scale(_relevance([by_id[row.group_id] for row in rows], rows, question, seed)[waiting])
    order = sorted(range(len(waiting)), key=lambda at: (-scores[at], rows[waiting[at]].group_id))
    return [
        _queued(rank, by_id[rows[waiting[at]].group_id], float(scores[at])) for rank, at in enumerate(order, start=1)
    ]


def _relevance(
    records: Sequence[UniqueRecord], rows: Sequence[Screened], question: str, seed: int
) -> npt.NDArray[np.float64]:
    features = _features([f"{record.title}\n{record.title}\n{record.abstract}" for record in records] + [question])
    included = [at for at, row in enumerate(rows) if row.outcome == Outcome.INCLUDED]
    excluded = [at for at, row in enumerate(rows) if row.outcome == Outcome.EXCLUDED]
    positive = [*included, len(records)]
    if not excluded:
        centre = np.asarray(features[positive].mean(axis=0))
        return np.asarray(features @ centre.T).ravel()[:-1]
    classifier = LinearSVC(C=SVM_C, class_weight="balanced", random_state=seed)
    classifier.fit(features[positive + excluded], [1] * len(positive) + [0] * len(excluded))
    return np.asarray(classifier.decision_function(features))[:-1]


def _features(texts: Sequence[str]) -> csr_matrix:
    share = MAX_DOCUMENT_SHARE if len(texts) >= SMALLEST_SET_TO_CUT else 1.0
    return csr_matrix(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_df=share).fit_transform(texts))


def _scale(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    low, high = scores.min(), scores.max()
    return np.round((scores - low) / (high - low), 6) if high > low else np.zeros_like(scores)


def _queued(rank: int, record: UniqueRecord, score: float) -> Queued:
    return Queued(rank, record.group_id, score, record.title, record.year, record.doi, link_to(record.doi, record.url))
