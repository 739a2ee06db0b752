"""Which undecided record should be read next? An active-learning classifier that starts from the review's question.

What the team wrote is relevant text that stays in training, so that the first record is already a guess and not a
draw; with every decision the classifier is fitted anew. The workflow's rule and a reviewer's desk call the same
function, so the same decisions give the same queue. It orders and removes nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from identification.records import KnownPaperFound, UniqueRecord
from identification.repair import link_to
from identification.vocabulary import Outcome, RankFlag
from screening.features import Features, digest_of, make_features, meaning_of, text_of
from screening.outcomes import Queued, Screened
from screening.relevance import Relevance
from screening.simulation import UNDECIDED, Labels, Numbers

# A text of fewer words is not judged; in English at least one word in twenty is one of these small ones.
FEWEST_WORDS = 10
ENGLISH_SHARE = 0.05
ENGLISH = frozenset(["the", "of", "and", "to", "for", "with", "that", "are", "were", "by", "from", "as", "this", "an"])
WAITING = (Outcome.AWAITING, Outcome.NOT_SCREENED)


def rank_records(
    unique: Sequence[UniqueRecord],
    screened: Iterable[Screened],
    *,
    question: str,
    seed: int,
    known_papers: Iterable[KnownPaperFound] = (),
    features: Features | None = None,
) -> list[Queued]:
    """The records that still wait for a decision, most likely relevant first; equal scores in the order of ids.

    `score` runs from 1 to 0 within this queue and is no probability. `known_papers` are papers that the
    team knew before: relevant text, as the question is, until their records are decided. Decisions of earlier rounds
    are decisions, so they rank the records of an update. `features` are those of `record_texts`, kept from before; of
    other texts they are made anew.
    """
    listed = list(screened)
    if not any(row.outcome in WAITING for row in listed):
        return []
    return queue_of(
        fit_ranking(unique, listed, question=question, seed=seed, known_papers=known_papers, features=features)
    )


def queue_of(fitted: "Fitted") -> list[Queued]:
    """What still waits, in the order of a fit."""
    waiting = [at for at, (_, row) in enumerate(fitted.rows) if row.outcome in WAITING]
    if not waiting:
        return []
    scores = _scale(fitted.relevance(fitted.known)[waiting])
    records = [fitted.rows[at][0] for at in waiting]
    order = sorted(range(len(waiting)), key=lambda at: (-scores[at], records[at].group_id))
    return [_queued(rank, records[at], float(scores[at])) for rank, at in enumerate(order, start=1)]


@dataclass(frozen=True, eq=False)
class Fitted:
    """What ranks: the records with where they stand, in the order of ids, their features, and what decisions teach."""

    rows: tuple[tuple[UniqueRecord, Screened], ...]
    features: Features
    relevance: Relevance
    known: Labels


def fit_ranking(
    unique: Sequence[UniqueRecord],
    screened: Iterable[Screened],
    *,
    question: str,
    seed: int,
    known_papers: Iterable[KnownPaperFound] = (),
    features: Features | None = None,
) -> Fitted:
    """What `rank_records` ranks with, for those who want to know why."""
    rows = _in_order(unique, screened)
    read = tuple((record.title, record.abstract) for record, _ in rows)
    if features is None or features.digest != _digest(read):
        features = make_features([text_of(*one) for one in read])
    known_texts = _known_texts(list(known_papers), rows)
    relevance = _relevance(features, (" ".join(question.split()), *known_texts), seed)
    return Fitted(tuple(rows), features, relevance, known_outcomes([row for _, row in rows]))


@lru_cache(maxsize=1)
def _digest(read: tuple[tuple[str, str], ...]) -> str:
    """The digest of titles and abstracts; kept, since a sitting asks for that of the same records at every decision."""
    return digest_of([text_of(*one) for one in read])


@lru_cache(maxsize=1)
def _relevance(features: Features, wanted: tuple[str, ...], seed: int) -> Relevance:
    """What these texts make relevant; kept, since no decision changes it."""
    return Relevance(features, wanted, seed=seed)


def flags_of(record: UniqueRecord) -> tuple[RankFlag, ...]:
    """Why the place of a record says less than that of others: no abstract, or words of another language."""
    return _flags(record.language, record.title, record.abstract)


@cache
def _flags(language: str, title: str, abstract: str) -> tuple[RankFlag, ...]:
    """Kept, since no decision changes them and every fit asks for those of all records."""
    other = other_language(language, f"{title} {abstract}")
    return (RankFlag.NO_ABSTRACT,) * (not abstract.strip()) + (RankFlag.OTHER_LANGUAGE,) * other


def other_language(stated: str, text: str) -> bool:
    """Whether a text is in another language than English: by what its source says, else by its small words.

    >>> other_language("", "La direction des systèmes de santé: une étude de cas dans trois régions de France")
    True
    """
    if stated.strip():
        return not stated.strip().lower().startswith("en")
    words = re.findall(r"[^\W\d_]+", text.lower())
    return len(words) >= FEWEST_WORDS and sum(word in ENGLISH for word in words) < ENGLISH_SHARE * len(words)


def record_texts(records: Sequence[UniqueRecord]) -> list[str]:
    """What is read of each record, in the order of ids: features that are kept for the ranking are made of these."""
    return [text_of(record.title, record.abstract) for record in sorted(records, key=lambda one: one.group_id)]


def read_records(records: Sequence[UniqueRecord], *, semantic: bool) -> Features:
    """The features of these records, to be kept for every ranking; `semantic` reads their meaning too, slowly."""
    texts = record_texts(records)
    return make_features(texts, meaning_of(texts) if semantic else None)


def known_outcomes(rows: Sequence[Screened]) -> Labels:
    """What the decisions of people teach: a conflict or an open decision teaches nothing yet."""
    taught = {Outcome.INCLUDED: 1, Outcome.EXCLUDED: 0}
    return np.asarray([taught.get(row.outcome, UNDECIDED) for row in rows], dtype=np.int8)


def _known_texts(papers: Sequence[KnownPaperFound], listed: Iterable[tuple[UniqueRecord, Screened]]) -> list[str]:
    """What is known to be relevant without a decision: the record of a known paper that waits, or its title alone."""
    groups = {paper.group_id for paper in papers}
    rows = {record.group_id: (record, row) for record, row in listed if record.group_id in groups}
    texts = []
    for paper in papers:
        record, row = rows.get(paper.group_id, (None, None))
        if record is None:
            texts.append(text_of(paper.title, ""))
        elif row is not None and row.outcome in WAITING:
            texts.append(text_of(record.title, record.abstract))
    return texts


def _in_order(unique: Sequence[UniqueRecord], screened: Iterable[Screened]) -> list[tuple[UniqueRecord, Screened]]:
    """Each record with where it stands, by id; a row without a record cannot be read and a record without a row waits
    for the rule that makes the rows."""
    by_id = {record.group_id: record for record in unique}
    rows = sorted((row for row in screened if row.group_id in by_id), key=lambda row: row.group_id)
    return [(by_id[row.group_id], row) for row in rows]


def _scale(scores: Numbers) -> Numbers:
    low, high = scores.min(), scores.max()
    return np.round((scores - low) / (high - low), 6) if high > low else np.zeros_like(scores)


def _queued(rank: int, record: UniqueRecord, score: float) -> Queued:
    link = link_to(record.doi, record.url)
    return Queued(rank, record.group_id, score, record.title, record.year, record.doi, link, flags_of(record))
