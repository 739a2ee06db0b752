"""Why does a record stand where it stands? The terms that lift or sink it, for a reviewer who asks.

A hint anchors who reads it, so records that several people read on their own are never explained before they have.
"""

from collections import Counter
from dataclasses import dataclass
from string import punctuation

from identification.records import UniqueRecord
from identification.vocabulary import Batch
from screening.features import TRAITS, Features, text_of
from screening.outcomes import Screened
from screening.ranking import ENGLISH
from screening.relevance import Relevance
from screening.simulation import Labels

# Words without a meaning of their own; lists of libraries hold "system" too.
_SMALL = "a at be been but can has have how in into is it its may more not on or our than their these they was we which"
SMALL_WORDS = ENGLISH | set(_SMALL.split())


@dataclass(frozen=True)
class TermEffect:
    """What one term of a record adds to its score: above 0 it lifts, below it sinks."""

    term: str
    effect: float


def explain_rank(
    record: UniqueRecord, at: int, *, features: Features, relevance: Relevance, known: Labels, most: int = 5
) -> list[TermEffect]:
    """The terms that lift a record most, then those that sink it most, `most` of each.

    They add up to what the machine makes of its terms, themselves, in pieces of title words and through topics, and of
    its traits; what its neighbours and its meaning add, and the question while includes are few, is no part of it.
    Nothing as long as nothing was excluded: then likeness to the question decides. Terms that begin or end with a small
    word count and are not named: "and of the" tells nobody anything.
    """
    if not (known == 0).any() or not relevance.learns(known):
        return []
    found = relevance.effects(at, known)
    columns = features.columns_of(text_of(record.title, record.abstract))
    effects = {term: float(found.terms[column]) for term, column in columns.items()}
    pieces = features.piece_columns_of(record.title)
    times = Counter(column for cut in pieces.values() for column in cut)
    for word, cut in pieces.items():
        bare = word.strip(punctuation)
        effects[bare] = effects.get(bare, 0.0) + sum(float(found.pieces[column]) / times[column] for column in cut)
    effects |= {f"({trait})": float(effect) for trait, effect in zip(TRAITS, found.traits, strict=True)}
    told = [TermEffect(term, round(effect, 6)) for term, effect in effects.items() if effect and _is_telling(term)]
    told.sort(key=lambda one: (-one.effect, one.term))
    lifting = [one for one in told if one.effect > 0][:most]
    return lifting + [one for one in told if one.effect < 0][-most:]


def _is_telling(term: str) -> bool:
    words = term.casefold().split()
    return bool(words) and not {words[0], words[-1]} & SMALL_WORDS


def may_be_explained(row: Screened) -> bool:
    """Whether a hint does no harm: not in the pilot, not in an audit, and not where two or more people decide."""
    return row.batch == Batch.REST and row.needs <= 1 and not (row.include or row.exclude or row.maybe)
