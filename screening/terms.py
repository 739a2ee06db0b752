"""Which terms stand in which text? Words, word pairs and pieces of title words as counts and weights.

They are counted without a vocabulary: each term falls into one of 2^22 slots by its hash, so that 100,000 records need
no dictionary of ten million strings, and the same text gives the same numbers on any machine.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

Dense = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
# 2^22 slots: at 2,000 records of 250,000 terms one term in twenty shares its slot with another.
SLOTS = 2**22
# The letters of a piece of a title word.
PIECE_LETTERS = (3, 5)
# BM25's usual settings: how soon a term that is repeated says nothing more, and how much a long text is marked down.
TERM_ROOM = 1.2
LENGTH_PENALTY = 0.75
# A term that only one record has cannot tell anything of another.
FEWEST_RECORDS = 2
# Terms in nearly every record tell nothing apart. Below so many records nothing is cut: rare terms carry small reviews.
MAX_DOCUMENT_SHARE = 0.95
SMALLEST_SET_TO_CUT = 20


def counts(texts: Sequence[str], reader: HashingVectorizer) -> csr_matrix:
    """How often each text has what falls into each slot."""
    return csr_matrix(reader.transform(texts)) if texts else csr_matrix(np.zeros((0, SLOTS), dtype=np.float32))


def shared(found: csr_matrix) -> tuple[csr_matrix, Places, Places]:
    """The counts of what two texts share, without what nearly all have; its slots, and how many texts have each."""
    texts, spread = found.shape[0], np.bincount(found.indices, minlength=SLOTS)
    few = texts < SMALLEST_SET_TO_CUT
    fewest, most = (1, texts) if few else (FEWEST_RECORDS, MAX_DOCUMENT_SHARE * texts)
    slots = np.flatnonzero((spread >= fewest) & (spread <= most))
    return csr_matrix(found[:, slots]), slots, spread[slots]


def saturated(found: csr_matrix, spread: Places, texts: int) -> csr_matrix:
    """Counts as BM25 weighs them (Robertson and Zaragoza 2009), of `texts` texts of which `spread` have each term.

    Where these are all the texts, one that is longer than their mean has to say a term more often; others, such as a
    question, are of no length.
    """
    rows = csr_matrix(found, copy=True)
    lengths = np.asarray(rows.sum(axis=1)).ravel()
    longer = lengths / (lengths.mean() or 1) if rows.shape[0] == texts and texts else np.ones(rows.shape[0])
    room = np.repeat(TERM_ROOM * (1 - LENGTH_PENALTY + LENGTH_PENALTY * longer), np.diff(rows.indptr))
    weights = np.log1p((texts - spread + 0.5) / (spread + 0.5))
    rows.data = (rows.data * (TERM_ROOM + 1) / (rows.data + room) * weights[rows.indices]).astype(np.float32)
    return rows


def weighted(found: csr_matrix, spread: Places, texts: int) -> csr_matrix:
    """Rows of length 1: each count as 1 + ln(count), times the inverse document frequency of what is counted."""
    rows = csr_matrix(found, copy=True)
    weights = np.log((1 + texts) / (1 + spread)) + 1
    rows.data = ((1 + np.log(rows.data)) * weights[rows.indices]).astype(np.float32)
    return csr_matrix(normalize(rows)) if rows.nnz else rows


def term_reader() -> HashingVectorizer:
    """Reads words and word pairs."""
    return HashingVectorizer(ngram_range=(1, 2), n_features=SLOTS, alternate_sign=False, norm=None, dtype=np.float32)


def piece_reader() -> HashingVectorizer:
    """Reads runs of letters inside words."""
    return HashingVectorizer(
        analyzer="char_wb",
        ngram_range=PIECE_LETTERS,
        n_features=SLOTS,
        alternate_sign=False,
        norm=None,
        dtype=np.float32,
    )


def cutter(reader: HashingVectorizer) -> Callable[[str], list[str]]:
    """What a reader makes of one text, in words."""
    analyse: Callable[[str], list[str]] = reader.build_analyzer()
    return analyse


def slot_of(term: str) -> int:
    """The slot that a term falls into."""
    one = HashingVectorizer(n_features=SLOTS, alternate_sign=False, norm=None, analyzer=lambda known: [known])
    return int(one.transform([term]).indices[0])
