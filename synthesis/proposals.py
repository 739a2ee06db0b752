"""Which quotes of the did-not-fit pile resemble each other? Groups as proposals, which people name, merge or refuse.

No group is named here: it has typical quotes, typical words and a score that says how well it holds together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import silhouette_score

from extraction.codebook import Codebook
from extraction.documents import Extract
from identification.vocabulary import Role
from identification.wording import many
from synthesis.counts import did_not_fit
from synthesis.quotes import distinct_quotes
from synthesis.statements import ThemeRow
from synthesis.states import Coded, independent_studies
from synthesis.theme_tables import Proposal

# Fewer quotes are read in minutes, and any groups of them would be groups of two or three.
MIN_QUOTES = 20
# A group of two is a pair of quotes that resemble each other and no pattern.
MIN_GROUP = 3
# So that a group holds MIN_GROUP quotes on average, and never more groups than a meeting can talk through.
MAX_GROUPS = 12
# Hennig 2007 (10.1016/j.csda.2006.11.025): 100 resamples; a group with a mean Jaccard likeness of .5 or less is
# "dissolved" in them.
RESAMPLES = 100
DISSOLVED = 0.5
# Quotes whose words are dealt out anew: how stable groups of such a size are where there is nothing to find.
SHUFFLES = 40
SHUFFLED_RESAMPLES = 25
CHANCE = 0.95  # groups of shuffled words are as steady as this only one time in twenty
TYPICAL = 3
WORDS = 6

Vectors = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int_]


@dataclass(frozen=True)
class Groups:
    """The group of each quote, and for each group how stable it is and what chance alone reaches."""

    labels: Labels
    stability: tuple[float, ...]
    by_chance: float


def propose_themes(themes: Iterable[ThemeRow], codebook: Codebook, coded: Coded, *, seed: int) -> list[Proposal]:
    """Groups of the quotes that fit no code of their family, largest first; one row that says why where there is none.

    Quotes are weighed by TF-IDF and grouped by Ward's method, the number of groups being the one with the largest mean
    silhouette (Rousseeuw 1987). Shown are groups of at least three quotes that resampling does not
    dissolve and that hold together better than groups of shuffled words.
    """
    characteristics = {code.id for f in codebook.families if f.role == Role.CHARACTERISTICS for code in f.codes}
    beside = {one.extract_id for one in coded.beside}
    pile = [one for one in did_not_fit(codebook, coded) if one.code_id not in characteristics]
    passages = distinct_quotes(one for one in pile if one.extract_id not in beside)
    if len(passages) < MIN_QUOTES:
        why = f"No proposal: {many(len(passages), 'quote')} that fit no code are fewer than {MIN_QUOTES}; read them."
        return [_none(why, passages, coded)]
    texts = [max((one.quote for one in passage), key=len) for passage in passages]
    vectors, words = weigh(texts)
    if not words:
        return [_none("No proposal: the quotes share no word that could group them; read them.", passages, coded)]
    groups = group_quotes(vectors, seed=seed)
    taken = {one: theme.theme_id for theme in themes for one in (*theme.extract_ids, *theme.negative)}
    rows = [_proposal(label, groups, passages, vectors, words, taken, coded) for label in _shown(groups)]
    why = (
        f"No proposal: no group of the {len(passages)} quotes that fit no code holds together when quotes are redrawn."
    )
    return _numbered(rows) or [_none(why, passages, coded)]


def weigh(texts: Sequence[str]) -> tuple[Vectors, list[str]]:
    """The quotes as TF-IDF vectors of length one, and the word of each column; a word of one quote alone is none."""
    try:
        vectorizer = TfidfVectorizer(stop_words="english", min_df=2, sublinear_tf=True)
        found: csr_matrix = vectorizer.fit_transform(texts)
    except ValueError:  # no word is in two quotes
        return np.zeros((len(texts), 0)), []
    return found.toarray(), list(vectorizer.get_feature_names_out())


def group_quotes(vectors: Vectors, *, seed: int) -> Groups:
    """The groups, each with its stability over resamples and with what quotes of shuffled words reach."""
    draw = np.random.default_rng(seed)
    number = how_many(vectors)
    labels = cluster(vectors, number)
    chance = [_chance(vectors, number, draw) for _ in range(SHUFFLES)]
    return Groups(labels, tuple(stability(vectors, labels, RESAMPLES, draw)), float(np.quantile(chance, CHANCE)))


def how_many(vectors: Vectors) -> int:
    """The number of groups with the largest mean silhouette, the smallest such number where several have it."""
    most = min(MAX_GROUPS, len(vectors) // MIN_GROUP)
    scores = {}
    for number in range(2, most + 1):
        labels = cluster(vectors, number)
        if 1 < len(set(labels)) < len(vectors):
            scores[number] = silhouette_score(vectors, labels, metric="euclidean")
    return max(scores, key=lambda number: (scores[number], -number), default=1)


def cluster(vectors: Vectors, number: int) -> Labels:
    """The group of each vector by Ward's method; on vectors of length one it groups by the angle between them."""
    found: Labels = AgglomerativeClustering(number, linkage="ward").fit_predict(vectors)
    return found


def stability(vectors: Vectors, labels: Labels, resamples: int, draw: np.random.Generator) -> list[float]:
    """For each group the mean, over resamples, of its Jaccard likeness to the group there that is most like it."""
    number = int(labels.max()) + 1
    scores: list[list[float]] = [[] for _ in range(number)]
    for _ in range(resamples):
        chosen = np.unique(draw.integers(len(vectors), size=len(vectors)))
        if len(chosen) < number:
            continue
        again = cluster(vectors[chosen], number)
        for label in range(number):
            inside = labels[chosen] == label
            if inside.any():
                scores[label].append(max(jaccard(inside, again == other) for other in set(again)))
    return [float(np.mean(found)) if found else 0.0 for found in scores]


def jaccard(a: npt.NDArray[np.bool_], b: npt.NDArray[np.bool_]) -> float:
    """The share of what is in either of two groups that is in both."""
    return float((a & b).sum() / (a | b).sum())


def _chance(vectors: Vectors, number: int, draw: np.random.Generator) -> float:
    """How steady the steadiest group is where every word stands in as many quotes, dealt out by chance."""
    dealt = np.column_stack([draw.permutation(column) for column in vectors.T])
    lengths = np.linalg.norm(dealt, axis=1, keepdims=True)
    dealt = np.divide(dealt, lengths, out=np.zeros_like(dealt), where=lengths > 0)
    labels = cluster(dealt, number)
    scores, sizes = stability(dealt, labels, SHUFFLED_RESAMPLES, draw), np.bincount(labels)
    return max((score for score, size in zip(scores, sizes, strict=True) if size >= MIN_GROUP), default=0.0)


def _shown(groups: Groups) -> list[int]:
    least = max(DISSOLVED, groups.by_chance)
    sizes = np.bincount(groups.labels)
    kept = [label for label, size in enumerate(sizes) if size >= MIN_GROUP and groups.stability[label] > least]
    return sorted(kept, key=lambda label: (-sizes[label], label))


def _proposal(
    label: int,
    groups: Groups,
    passages: Sequence[Sequence[Extract]],
    vectors: Vectors,
    words: Sequence[str],
    taken: dict[str, str],
    coded: Coded,
) -> Proposal:
    inside: list[int] = np.flatnonzero(groups.labels == label).tolist()
    middle = vectors[inside].mean(axis=0)
    near = sorted(inside, key=lambda place: (-float(vectors[place] @ middle), place))
    telling = np.argsort(-(middle - vectors[groups.labels != label].mean(axis=0)), kind="stable")[:WORDS]
    held = [one for place in inside for one in passages[place]]
    own, shared = independent_studies(coded, held)
    return Proposal(
        proposal_id="",
        quotes=len(inside),
        studies=len(own) + len(shared),
        words=tuple(words[place] for place in telling if middle[place] > 0),
        stability=groups.stability[label],
        by_chance=groups.by_chance,
        typical=tuple(passages[place][0].extract_id for place in near[:TYPICAL]),
        taken_up=tuple(sorted({taken[one.extract_id] for one in held if one.extract_id in taken})),
        sentence=(
            f"{many(len(inside), 'quote')} of {many(len(own) + len(shared), 'study')} resemble each other in "
            f"their words; whether they say one thing, a person decides."
        ),
        study_ids=tuple(sorted(own.union(*shared))),
        extract_ids=tuple(sorted(one.extract_id for one in held)),
    )


def _numbered(rows: Sequence[Proposal]) -> list[Proposal]:
    return [replace(row, proposal_id=f"P{place}") for place, row in enumerate(rows, start=1)]


def _none(why: str, passages: Sequence[Sequence[Extract]], coded: Coded) -> Proposal:
    held = [one for passage in passages for one in passage]
    own, shared = independent_studies(coded, held)
    return Proposal(
        proposal_id="",
        quotes=len(passages),
        studies=len(own) + len(shared),
        words=(),
        stability=None,
        by_chance=None,
        typical=(),
        taken_up=(),
        sentence=why,
        study_ids=tuple(sorted(own.union(*shared))),
        extract_ids=tuple(sorted(one.extract_id for one in held)),
    )
