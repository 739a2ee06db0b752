"""Which terms stand in which record? The text of records as numbers, for whatever learns from decisions.

Words and word pairs of title (TITLE_WEIGHT times) and abstract, counted without a vocabulary: each term falls into one
of 2^22 slots by its hash, so that 100,000 records need no dictionary of ten million strings, and the same text gives
the same numbers on any machine. Beside them stand pieces of title words, runs of three to five letters that have
"triptans" and "sumatriptan", "nudge" and "nudging" in common, and topics: what words stand together with, from these
records alone (latent semantic analysis; Deerwester 1990), since the last includes often use other words than the first.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

Dense = npt.NDArray[np.float32]
# A title says in ten words what an abstract says in two hundred.
TITLE_WEIGHT = 3
# 2^22 slots: at 2,000 records of 250,000 terms one term in twenty shares its slot with another.
SLOTS = 2**22
# The letters of a piece of a title word.
PIECE_LETTERS = (3, 5)
# A term that only one record has cannot tell anything of another.
FEWEST_RECORDS = 2
# Terms in nearly every record tell nothing apart. Below so many records nothing is cut: rare terms carry small reviews.
MAX_DOCUMENT_SHARE = 0.95
SMALLEST_SET_TO_CUT = 20
# How many topics, from how many of the terms that most records have, and of how many records: what memory allows.
TOPICS = 100
TOPIC_TERMS = 50_000
TOPIC_RECORDS = 20_000
DENSE = ("topics", "slots", "weights", "piece_slots", "piece_weights", "common", "axes")
SPARSE = {"terms": "slots", "pieces": "piece_slots"}
PARTS = ("data", "indices", "indptr")
# Raised with every change of what a text is turned into, so that numbers kept from before are made anew.
VERSION = "2"


@dataclass(frozen=True, eq=False)
class Features:
    """Records as rows, in the order given: weighted `terms`, `pieces` of titles and places among `topics`, of length 1.

    `slots` names each column of terms by its hash and `weights` holds their inverse document frequencies; those of
    pieces stand beside them. `common` are the columns that the topics are made of, `axes` what each topic is made of,
    and `digest` names the texts.
    """

    terms: csr_matrix
    pieces: csr_matrix
    topics: Dense
    slots: npt.NDArray[np.int64]
    weights: Dense
    piece_slots: npt.NDArray[np.int64]
    piece_weights: Dense
    common: npt.NDArray[np.int64]
    axes: Dense
    digest: str

    def rows_of(self, texts: Sequence[str]) -> tuple[csr_matrix, csr_matrix, Dense]:
        """Other texts, such as a question, as terms, pieces and topics of these records; unknown ones count nothing."""
        terms = _weighted(_counts(texts, _reader())[:, self.slots], self.weights)
        pieces = _weighted(_counts(_titles(texts), _piece_reader())[:, self.piece_slots], self.piece_weights)
        return terms, pieces, _placed(terms, self.common, self.axes)

    def columns_of(self, text: str) -> dict[str, int]:
        """The terms of a text that other records have too, each with its column: to say what a score is made of."""
        found = {term: self._column.get(_slot(term)) for term in dict.fromkeys(_terms()(text))}
        return {term: column for term, column in found.items() if column is not None}

    def piece_columns_of(self, title: str) -> dict[str, list[int]]:
        """The words of a title, each with the column of every piece in it: a piece that it has twice stands twice."""
        cut = _piece_reader().build_analyzer()
        slots = {word: [_slot(piece) for piece in cut(word)] for word in title.lower().split()}
        known = self._piece_column
        return {word: [known[slot] for slot in found if slot in known] for word, found in slots.items()}

    @cached_property
    def _column(self) -> dict[int, int]:
        return {int(slot): column for column, slot in enumerate(self.slots)}

    @cached_property
    def _piece_column(self) -> dict[int, int]:
        return {int(slot): column for column, slot in enumerate(self.piece_slots)}


def text_of(title: str, abstract: str) -> str:
    """What is read of a record; titles weigh more by being read more than once, and the first line is the title."""
    return "\n".join([" ".join(title.split())] * TITLE_WEIGHT + [abstract])


def make_features(texts: Sequence[str]) -> Features:
    """The features of these texts: every term that two of them share, less those that nearly all of them have."""
    terms, slots, weights, spread = _shared(_counts(texts, _reader()), len(texts))
    pieces, piece_slots, piece_weights, _ = _shared(_counts(_titles(texts), _piece_reader()), len(texts))
    common = np.sort(np.argsort(-spread, kind="stable")[:TOPIC_TERMS])
    axes = _axes(terms[:: max(1, -(-len(texts) // TOPIC_RECORDS)), common])
    return Features(
        terms=terms,
        pieces=pieces,
        topics=_placed(terms, common, axes),
        slots=slots,
        weights=weights,
        piece_slots=piece_slots,
        piece_weights=piece_weights,
        common=common,
        axes=axes,
        digest=digest_of(texts),
    )


def digest_of(texts: Sequence[str]) -> str:
    """A name for these texts in this order, read by this version: other texts have another."""
    content = hashlib.sha256(f"{VERSION}\n{len(texts)}".encode())
    for text in texts:
        content.update(hashlib.sha256(text.encode()).digest())
    return content.hexdigest()


def write_features(features: Features, path: Path | str) -> None:
    """Keep features for the next fit: same texts, same bytes."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    kept: dict[str, Any] = {name: getattr(features, name) for name in DENSE}
    kept |= {f"{name}_{part}": getattr(getattr(features, name), part) for name in SPARSE for part in PARTS}
    with open(path, "wb") as file:
        np.savez(file, digest=np.asarray(features.digest), **kept)


def read_features(path: Path | str) -> Features | None:
    """What was kept, of whatever texts its digest names; None where it is torn or not there."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            sparse: dict[str, Any] = {}
            for name, slots in SPARSE.items():
                data, indices, starts = (kept[f"{name}_{part}"] for part in PARTS)
                sparse[name] = csr_matrix((data, indices, starts), shape=(len(starts) - 1, len(kept[slots])))
            rest: dict[str, Any] = {name: kept[name] for name in DENSE}
            return Features(digest=str(kept["digest"]), **sparse, **rest)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def _titles(texts: Sequence[str]) -> list[str]:
    return [text.partition("\n")[0] for text in texts]


def _counts(texts: Sequence[str], reader: HashingVectorizer) -> csr_matrix:
    return csr_matrix(reader.transform(texts)) if texts else csr_matrix(np.zeros((0, SLOTS), dtype=np.float32))


def _shared(counts: csr_matrix, records: int) -> tuple[csr_matrix, npt.NDArray[np.int64], Dense, npt.NDArray[np.int64]]:
    """Weighted rows of what two records share, its slots and weights, and how many records have each."""
    spread = np.bincount(counts.indices, minlength=SLOTS)
    few = records < SMALLEST_SET_TO_CUT
    fewest, most = (1, records) if few else (FEWEST_RECORDS, MAX_DOCUMENT_SHARE * records)
    slots = np.flatnonzero((spread >= fewest) & (spread <= most))
    weights = (np.log((1 + records) / (1 + spread[slots])) + 1).astype(np.float32)
    return _weighted(counts[:, slots], weights), slots, weights, spread[slots]


def _weighted(counts: csr_matrix, weights: Dense) -> csr_matrix:
    """Rows of length 1: each count as 1 + ln(count), times the term's weight."""
    rows = csr_matrix(counts, copy=True)
    rows.data = (1 + np.log(rows.data)) * weights[rows.indices]
    return csr_matrix(normalize(rows)) if rows.nnz else rows


def _axes(terms: csr_matrix) -> Dense:
    """One column a topic, in the terms given; none where a set is too small to have any."""
    topics = min(TOPICS, *(side - 1 for side in terms.shape))
    if topics < 1:
        return np.zeros((terms.shape[1], 0), dtype=np.float32)
    return np.asarray(randomized_svd(terms, topics, random_state=0)[2].T, dtype=np.float32)


def _placed(terms: csr_matrix, common: npt.NDArray[np.int64], axes: Dense) -> Dense:
    places = np.asarray(terms[:, common] @ axes, dtype=np.float32)
    return np.asarray(normalize(places)) if places.size else places


def _reader() -> HashingVectorizer:
    return HashingVectorizer(ngram_range=(1, 2), n_features=SLOTS, alternate_sign=False, norm=None, dtype=np.float32)


def _piece_reader() -> HashingVectorizer:
    return HashingVectorizer(
        analyzer="char_wb",
        ngram_range=PIECE_LETTERS,
        n_features=SLOTS,
        alternate_sign=False,
        norm=None,
        dtype=np.float32,
    )


def _terms() -> Callable[[str], list[str]]:
    analyse: Callable[[str], list[str]] = _reader().build_analyzer()
    return analyse


def _slot(term: str) -> int:
    one = HashingVectorizer(n_features=SLOTS, alternate_sign=False, norm=None, analyzer=lambda known: [known])
    return int(one.transform([term]).indices[0])
