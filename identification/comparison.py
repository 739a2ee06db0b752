"""How like are two records? Candidates come from blocks, then every field is compared for all of them at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from identification.blocks import TITLE_EDGE, codes
from identification.titles import other_languages

if TYPE_CHECKING:
    import pandas as pd

Flags = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float32]

# Candidates that share no DOI and no place in a volume are compared field by field from this likeness of titles on,
# and from the lower one where one of them is a notice: below, no rule can fire.
TITLE_CUTOFF = 90.0
NOTICE_CUTOFF = 60.0


@dataclass(frozen=True)
class Compared:
    """One array per field over all candidate pairs. `same_` and `other_` are both false where a side is missing."""

    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    title: Scores
    contained: Flags
    title_length: Scores
    numbers_differ: Flags
    same_doi: Flags
    other_doi: Flags
    same_pmid: Flags
    same_author: Flags
    other_author: Flags
    authors: Scores
    year_gap: Scores
    same_venue: Flags
    other_venue: Flags
    same_volume: Flags
    other_volume: Flags
    same_issue: Flags
    other_issue: Flags
    same_page: Flags
    same_pages: Flags
    other_page: Flags
    same_abstract: Flags
    other_abstract: Flags
    notice: Flags
    translated: Flags
    other_language: Flags
    one_preprint: Flags
    one_thesis: Flags
    one_meeting: Flags
    two_meetings: Flags
    one_protocol: Flags
    one_summary: Flags
    years_differ: Flags


def compare(frame: "pd.DataFrame", pairs: npt.NDArray[np.int64], *, every: bool = False) -> Compared:
    """Every field of every candidate pair compared; pairs on which no rule can fire are left out unless `every`."""
    near = np.full(len(pairs), fill_value=True) if every else _near(frame, pairs)
    score = np.zeros(len(pairs), dtype=np.float32)
    for at, cutoff in ((np.flatnonzero(near), NOTICE_CUTOFF), (np.flatnonzero(~near), TITLE_CUTOFF)):
        score[at] = _title_likeness(frame.title.to_numpy(), pairs[at], cutoff)
    at = np.flatnonzero(near | (score >= TITLE_CUTOFF))
    a, b = (frame.iloc[pairs[at, side]].reset_index(drop=True) for side in (0, 1))
    return _compare_fields(a, b, pairs[at], score[at])


def _near(frame: "pd.DataFrame", pairs: npt.NDArray[np.int64]) -> Flags:
    """Pairs that are compared whatever their titles: one DOI or place, or two kinds of report that a rule may link."""
    left, right = pairs[:, 0], pairs[:, 1]
    doi, pmid, volume, notice = (codes(frame[name]) for name in ("doi", "pmid", "volume", "notice"))
    page = frame.page.map(lambda pages: pages[1]).to_numpy(np.int64)
    near = (doi[left] == doi[right]) & (doi[left] >= 0)
    near |= (pmid[left] == pmid[right]) & (pmid[left] >= 0)
    near |= (volume[left] == volume[right]) & (volume[left] >= 0) & (page[left] == page[right]) & (page[left] != 0)
    near |= notice[left] != notice[right]
    for name in ("protocol", "summary", "preprint"):
        kind = frame[name].to_numpy(bool)
        near |= kind[left] != kind[right]
    return np.asarray(near, dtype=bool)


def _title_likeness(titles: npt.NDArray[np.object_], pairs: npt.NDArray[np.int64], cutoff: float) -> Scores:
    """The likeness of the titles of each pair, 0 below the cutoff, as it is of titles whose lengths are too unlike."""
    lengths = np.fromiter(map(len, titles), dtype=np.float32, count=len(titles))[pairs]
    possible = np.flatnonzero(200 * lengths.min(axis=1) >= cutoff * lengths.sum(axis=1))
    score = np.zeros(len(pairs), dtype=np.float32)
    for begin in range(0, len(possible), PAIRS_AT_ONCE):
        at = possible[begin : begin + PAIRS_AT_ONCE]
        left, right = pairs[at].T
        score[at] = cpdist(titles[left], titles[right], scorer=fuzz.ratio, score_cutoff=cutoff)
    return score


# Titles are copied for comparing; a quarter of a million pairs of them are 50 MB.
PAIRS_AT_ONCE = 250_000


def _compare_fields(a: "pd.DataFrame", b: "pd.DataFrame", pairs: npt.NDArray[np.int64], title: Scores) -> Compared:
    authors = cpdist(a.authors.to_numpy(), b.authors.to_numpy(), scorer=fuzz.token_set_ratio)
    both_authors = (a.authors != "").to_numpy() & (b.authors != "").to_numpy()
    same_author = _pairwise(_shares_surname, a.surnames, b.surnames)
    venue = _pairwise(same_venue, a.venue, b.venue)
    both_venues = (a.venue != "").to_numpy() & (b.venue != "").to_numpy()
    abstract = cpdist(a.abstract.to_numpy(), b.abstract.to_numpy(), scorer=fuzz.ratio) >= ABSTRACT_SAME
    both_abstracts = (a.abstract != "").to_numpy() & (b.abstract != "").to_numpy()
    return Compared(
        left=pairs[:, 0],
        right=pairs[:, 1],
        title=title,
        contained=_contained(a.title, b.title),
        title_length=np.minimum(_lengths(a.title), _lengths(b.title)),
        numbers_differ=(a.numbers.to_numpy() != b.numbers.to_numpy()),
        same_doi=_same(a.doi, b.doi),
        other_doi=_pairwise(_other_doi, a.doi, b.doi),
        same_pmid=_same(a.pmid, b.pmid),
        same_author=same_author,
        other_author=both_authors & ~same_author & (authors < AUTHORS_OTHER),
        authors=authors,
        year_gap=(a.year - b.year).abs().to_numpy(np.float32, na_value=np.nan),
        same_venue=venue & both_venues,
        other_venue=~venue & both_venues,
        same_volume=_same(a.volume, b.volume),
        other_volume=_other(a.volume, b.volume),
        same_issue=_same(a.issue, b.issue),
        other_issue=_other(a.issue, b.issue),
        same_page=_pairwise(_same_page, a.page, b.page),
        same_pages=_pairwise(_same_pages, a.page, b.page),
        other_page=_pairwise(_other_page, a.page, b.page),
        same_abstract=abstract & both_abstracts,
        other_abstract=~abstract & both_abstracts,
        notice=a.notice.to_numpy() != b.notice.to_numpy(),
        translated=(a.translated | b.translated).to_numpy(bool),
        other_language=_pairwise(_translation, a.doi.where(a.doi == b.doi, ""), a.said, b.said),
        one_preprint=_one(a.preprint, b.preprint),
        one_thesis=_one(a.thesis, b.thesis),
        one_meeting=_one(a.meeting, b.meeting),
        two_meetings=(a.meeting & b.meeting).to_numpy(bool),
        one_protocol=_one(a.protocol, b.protocol),
        one_summary=_one(a.summary, b.summary),
        years_differ=_other(a.years, b.years),
    )


# Two abstracts of one article differ in copyright lines and headings (above 80); of two articles they rarely reach 50.
ABSTRACT_SAME = 80.0
# Token sets of the same authors in two styles (initials, order, et al.) stay above 50.
AUTHORS_OTHER = 50.0


def _lengths(texts: "pd.Series") -> Scores:
    return np.asarray(texts.str.len(), dtype=np.float32)


def _same(a: "pd.Series", b: "pd.Series") -> Flags:
    return np.asarray((a.to_numpy() == b.to_numpy()) & (a.to_numpy() != ""), dtype=bool)


def _other(a: "pd.Series", b: "pd.Series") -> Flags:
    return np.asarray((a.to_numpy() != b.to_numpy()) & (a.to_numpy() != "") & (b.to_numpy() != ""), dtype=bool)


def _other_doi(a: str, b: str) -> bool:
    """Whether two DOIs name two things: with the same digits, one letter more, less or other is a typing error."""
    if not a or not b or a == b:
        return False
    return re.sub(r"\D", "", a) != re.sub(r"\D", "", b) or Levenshtein.distance(a, b) > 1


def _contained(a: "pd.Series", b: "pd.Series") -> Flags:
    """Whether one title begins with the whole of the other: a database that drops subtitles."""
    return _pairwise(_begins_with, a, b)


def _begins_with(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return len(short) >= TITLE_EDGE and long.startswith(short)


def _translation(doi: str, a: str, b: str) -> bool:
    """Whether two titles of one DOI are in two languages; of other pairs no rule asks it."""
    return bool(doi) and other_languages(a, b)


def _pairwise(same: Callable[..., bool], *sides: "pd.Series") -> Flags:
    return np.fromiter(map(same, *(side.to_numpy(object) for side in sides)), dtype=bool, count=len(sides[0]))


def _shares_surname(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return bool(set(a) & set(b))


@lru_cache(maxsize=100_000)
def same_venue(a: str, b: str) -> bool:
    """Whether two journal names are one: the same words, or each word of the shorter begins one of the longer in order.

    >>> same_venue("j health organ manag", "journal of health organization and management")
    True
    """
    if a == b or fuzz.ratio(a, b) >= VENUE_SAME:
        return True
    short, long = sorted((_venue_words(a), _venue_words(b)), key=len)
    left = iter(long)
    return bool(short) and all(any(_abbreviates(word, other) for other in left) for word in short)


VENUE_SAME = 85.0
VENUE_SMALL = {
    *("the", "of", "and", "in", "for", "a", "an", "de", "et", "und", "der"),
    *("on", "to", "official", "publication"),
}


def _venue_words(venue: str) -> list[str]:
    return [word for word in venue.split() if word not in VENUE_SMALL]


def _abbreviates(word: str, other: str) -> bool:
    return other.startswith(word) or word.startswith(other)


def _one(a: "pd.Series", b: "pd.Series") -> Flags:
    """Where one side is such a record and the other is not."""
    return np.asarray(a.to_numpy(bool) != b.to_numpy(bool), dtype=bool)


def _same_page(a: tuple[str, int, int], b: tuple[str, int, int]) -> bool:
    return a[1] == b[1] != 0


def _same_pages(a: tuple[str, int, int], b: tuple[str, int, int]) -> bool:
    """Whether two records fill one range of pages, long enough not to be that of two notes or abstracts."""
    return a == b and a[1] > 0 and a[2] - a[1] >= SHORTEST_RANGE - 1


SHORTEST_RANGE = 3


def _other_page(a: tuple[str, int, int], b: tuple[str, int, int]) -> bool:
    """Whether two ranges contradict: an article number does not, nor a page inside the other or "2-8" of 125-8."""
    if not (a[1] and b[1]) or (a[0] == "") != (b[0] == ""):
        return False
    ranges = a[1] < a[2] and b[1] < b[2]
    torn = ranges and (str(a[2]).endswith(str(b[2])) or str(b[2]).endswith(str(a[2])))
    return (a[2] < b[1] or b[2] < a[1]) and not torn
