"""What do two records have in common? Their texts as numbers, for whatever learns from decisions.

Words and word pairs of title (TITLE_WEIGHT times) and abstract; pieces of title words, runs of three to five letters
that have "triptans" and "sumatriptan", "nudge" and "nudging" in common; topics: what words stand together with, from
these records alone (latent semantic analysis; Deerwester 1990), since the last includes often use other words than the
first; whether an abstract is missing, which is a sign against a trial of a drug and for a dissertation, and how long it
is; and, where a team wants it, what a language model makes of the text. Each record knows those with which it shares
most rare terms.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

from screening.meaning import embed
from screening.terms import (
    Dense,
    Places,
    counts,
    cutter,
    piece_reader,
    saturated,
    shared,
    slot_of,
    term_reader,
    weighted,
)

# A title says in ten words what an abstract says in two hundred.
TITLE_WEIGHT = 3
# The shares of terms, pieces of title words, topics, traits and meaning in what two records have in common, and what a
# trait is worth there. See docs/benchmarks.md for what was tried.
SHARES = (0.6, 0.2, 0.2, 1.0, 0.3)
TRAITS = ("no abstract", "length of the abstract")
TRAIT_SHARES = (0.1, 0.02)
UNUSUAL = 3.0
ROOTS = np.sqrt(np.asarray(SHARES, dtype=np.float32))
# With how many records each one is linked, by terms that no more than this share of them has (two may always);
# and up to how many records that is reckoned, since the time grows with their square.
NEIGHBOURS = 20
NEIGHBOUR_SHARE = 0.1
FEWEST_SHARING = 2
NEIGHBOUR_RECORDS = 20_000
AT_ONCE = 500
# How many topics, from how many of the terms that most records have, and of how many records: what memory allows.
TOPICS = 100
TOPIC_TERMS = 50_000
TOPIC_RECORDS = 20_000
DENSE = ("topics", "traits", "meaning", "slots", "spread", "piece_slots", "piece_spread", "common", "axes")
SPARSE = ("terms", "pieces", "near")
PARTS = ("data", "indices", "indptr", "shape")
# Raised with every change of what a text is turned into, so that numbers kept from before are made anew.
VERSION = "3"


@dataclass(frozen=True, eq=False)
class Features:
    """Records as rows, in the order given: weighted `terms`, `pieces` of titles, places among `topics`, `meaning`.

    Each part has rows of length 1, terms only in the mean of their squares: a record that says more has more in common
    with others. `traits` are those of TRAITS, 0 in the mean, times the root of their shares; `meaning` has no columns
    unless it was asked for. `near` has in each row the records that are most like it, by weights that add up to 1;
    nothing in a set of more than NEIGHBOUR_RECORDS. `slots` names each column of terms by its hash, and `spread` says
    how many records have it; those of pieces stand beside them. `common` are the columns that the topics are made of,
    `axes` what each topic is made of, and `digest` names the texts.
    """

    terms: csr_matrix
    pieces: csr_matrix
    topics: Dense
    traits: Dense
    meaning: Dense
    near: csr_matrix
    slots: Places
    spread: Places
    piece_slots: Places
    piece_spread: Places
    common: Places
    axes: Dense
    digest: str

    def rows_of(self, texts: Sequence[str]) -> csr_matrix:
        """Other texts, such as a question, as rows like those of `joined`; what no record has counts nothing.

        A text without a term that some record has is no row: it would be like nothing.
        """
        records = self.terms.shape[0]
        terms = csr_matrix(normalize(saturated(counts(texts, term_reader())[:, self.slots], self.spread, records)))
        cut = counts(_titles(texts), piece_reader())[:, self.piece_slots]
        meaning = meaning_of(texts) if self.meaning.shape[1] else np.zeros((len(texts), 0), dtype=np.float32)
        traits = np.zeros((len(texts), len(TRAITS)), dtype=np.float32)
        pieces = weighted(cut, self.piece_spread, records)
        whole = _joined(terms, pieces, _placed(terms, self.common, self.axes), traits, meaning)
        return csr_matrix(whole[np.diff(terms.indptr) > 0])

    @property
    def parts(self) -> tuple[Any, ...]:
        """The parts of `joined`, in its order."""
        return self.terms, self.pieces, self.topics, self.traits, self.meaning

    def joined(self, at: slice | npt.NDArray[np.intp]) -> csr_matrix:
        """Some records as rows whose products say how much they have in common: all parts, by their shares."""
        return _joined(*(part[at] for part in self.parts))

    def split(self, weights: Dense) -> list[Dense]:
        """Weights of the columns of `joined` as weights of each part."""
        ends = np.cumsum([part.shape[1] for part in self.parts[:-1]])
        return [root * part for root, part in zip(ROOTS, np.split(weights, ends), strict=True)]

    def score(self, weights: Dense) -> npt.NDArray[np.float64]:
        """The products of all rows of `joined` with these weights, without making those rows."""
        products = [np.asarray(part @ some) for part, some in zip(self.parts, self.split(weights), strict=True)]
        return np.asarray(np.sum(products, axis=0), dtype=np.float64)

    def columns_of(self, text: str) -> dict[str, int]:
        """The terms of a text that other records have too, each with its column: to say what a score is made of."""
        found = {term: self._column.get(slot_of(term)) for term in dict.fromkeys(cutter(term_reader())(text))}
        return {term: column for term, column in found.items() if column is not None}

    def piece_columns_of(self, title: str) -> dict[str, list[int]]:
        """The words of a title, each with the column of every piece in it: a piece that it has twice stands twice."""
        cut, known = cutter(piece_reader()), self._piece_column
        slots = {word: [slot_of(piece) for piece in cut(word)] for word in title.lower().split()}
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


def make_features(texts: Sequence[str], meaning: Dense | None = None) -> Features:
    """The features of these texts: every term that two of them share, less those that nearly all of them have.

    `meaning` is what `meaning_of` makes of the same texts, where a team wants it.
    """
    found, slots, spread = shared(counts(texts, term_reader()))
    terms = saturated(found, spread, len(texts))
    terms = terms / np.float32(np.sqrt(terms.multiply(terms).sum() / len(texts)) if terms.nnz else 1)
    pieces, piece_slots, piece_spread = shared(counts(_titles(texts), piece_reader()))
    common = np.sort(np.argsort(-spread, kind="stable")[:TOPIC_TERMS])
    axes = _axes(terms[:: max(1, -(-len(texts) // TOPIC_RECORDS)), common])
    return Features(
        terms=terms,
        pieces=weighted(pieces, piece_spread, len(texts)),
        topics=_placed(terms, common, axes),
        traits=_traits(texts),
        meaning=np.zeros((len(texts), 0), dtype=np.float32) if meaning is None else meaning,
        near=_near(terms[:, spread <= max(FEWEST_SHARING, NEIGHBOUR_SHARE * len(texts))]),
        slots=slots,
        spread=spread,
        piece_slots=piece_slots,
        piece_spread=piece_spread,
        common=common,
        axes=axes,
        digest=digest_of(texts),
    )


def meaning_of(texts: Sequence[str]) -> Dense:
    """What a language model makes of each text: some eight a second on one core, so it is read once and kept."""
    return embed([". ".join(parts) for parts in zip(_titles(texts), _abstracts(texts), strict=True)])


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
            for name in SPARSE:
                data, indices, starts, shape = (kept[f"{name}_{part}"] for part in PARTS)
                sparse[name] = csr_matrix((data, indices, starts), shape=tuple(shape))
            rest: dict[str, Any] = {name: kept[name] for name in DENSE}
            return Features(digest=str(kept["digest"]), **sparse, **rest)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def _titles(texts: Sequence[str]) -> list[str]:
    return [text.partition("\n")[0] for text in texts]


def _abstracts(texts: Sequence[str]) -> list[str]:
    """What `text_of` puts behind the title; a text of fewer lines, such as a question, has none."""
    return ["".join(text.split("\n", TITLE_WEIGHT)[TITLE_WEIGHT:]).strip() for text in texts]


def _traits(texts: Sequence[str]) -> Dense:
    """Whether an abstract is missing, and the logarithm of its words in spreads of those that are there."""
    words = np.asarray([len(abstract.split()) for abstract in _abstracts(texts)], dtype=np.float32)
    missing, lengths, there = words == 0, np.log1p(words), words > 0
    if there.any():
        lengths = (lengths - lengths[there].mean()) / (lengths[there].std() or 1)
    lengths = np.where(there, np.clip(lengths, -UNUSUAL, UNUSUAL), 0)
    columns = np.stack([missing - (missing.mean() if len(texts) else 0), lengths], axis=1)
    return np.asarray(columns * np.sqrt(TRAIT_SHARES), dtype=np.float32)


def _joined(*parts: Any) -> csr_matrix:
    """Rows of all parts, each times the root of its share."""
    return csr_matrix(hstack([root * csr_matrix(part) for root, part in zip(ROOTS, parts, strict=True)]))


def _near(rows: csr_matrix) -> csr_matrix:
    """For each row the NEIGHBOURS others that it has most terms in common with."""
    total = rows.shape[0]
    many = min(NEIGHBOURS, total - 1)
    if many < 1 or total > NEIGHBOUR_RECORDS:
        nothing = np.zeros(0, dtype=int)
        return csr_matrix((np.zeros(0, np.float32), (nothing, nothing)), shape=(total, total))
    columns, others = [], rows.T.tocsr()
    for start in range(0, total, AT_ONCE):
        alike = (rows[start : start + AT_ONCE] @ others).toarray()
        alike[np.arange(len(alike)), np.arange(start, start + len(alike))] = -1
        first = np.argpartition(-alike, many - 1, axis=1)[:, :many]
        columns.append((first, np.maximum(np.take_along_axis(alike, first, axis=1), 0)))
    indices, values = (np.concatenate(parts) for parts in zip(*columns, strict=True))
    starts = np.arange(0, total * many + 1, many)
    return csr_matrix(normalize(csr_matrix((values.ravel(), indices.ravel(), starts), shape=(total, total)), norm="l1"))


def _axes(terms: csr_matrix) -> Dense:
    """One column a topic, in the terms given; none where a set is too small to have any."""
    topics = min(TOPICS, *(side - 1 for side in terms.shape))
    if topics < 1:
        return np.zeros((terms.shape[1], 0), dtype=np.float32)
    return np.asarray(randomized_svd(terms, topics, random_state=0)[2].T, dtype=np.float32)


def _placed(terms: csr_matrix, common: npt.NDArray[np.int64], axes: Dense) -> Dense:
    places = np.asarray(terms[:, common] @ axes, dtype=np.float32)
    return np.asarray(normalize(places)) if places.size else places
