"""How much do definitions of independent origin share, and is that more than chance would give?"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist
from scipy.special import stdtrit

from extraction.codebook import Codebook
from identification.intervals import CONFIDENCE
from identification.vocabulary import OverlapLevel
from synthesis.definitions import element_codes, elements_by_origin
from synthesis.shared_ground import DefinitionGroup, Overlap
from synthesis.statements import Definition

PERMUTATIONS = 999
TRADES = 20
FEWEST_TO_COMPARE = 3
FEWEST_TO_GROUP = 4
ALIKE = 0.5

Table = NDArray[np.bool_]


def measure_overlap(definitions: Sequence[Definition], codebook: Codebook, *, seed: int) -> list[Overlap]:
    """The overlap element by element, and with grouped elements as one where the codebook groups any.

    A row stands on definitions of independent origin: a study never meets itself, nor one definition its quotations.
    """
    by_origin = elements_by_origin(definitions)
    groups = {code.id: code.group or code.id for code in element_codes(codebook)}
    levels = [(OverlapLevel.ELEMENTS, {code: code for code in groups})]
    if len(set(groups.values())) < len(groups):
        levels.append((OverlapLevel.GROUPS, groups))
    table = _table(by_origin, list(groups))
    drawn = _by_chance(table, seed)
    return [_overlap(level, sorted(by_origin), table, drawn, names) for level, names in levels]


def group_definitions(definitions: Sequence[Definition]) -> list[DefinitionGroup]:
    """Definitions that are alike, the largest group first; none below `FEWEST_TO_GROUP` definitions with an element.

    Average linkage (Sokal and Michener 1958): two groups become one while their members overlap by `ALIKE` on average.
    """
    by_origin = {origin: found for origin, found in sorted(elements_by_origin(definitions).items()) if found}
    if len(by_origin) < FEWEST_TO_GROUP:
        return []
    codes = sorted(set().union(*by_origin.values()))
    table = _table(by_origin, codes)
    numbers = fcluster(linkage(pdist(table, "jaccard"), "average"), 1 - ALIKE, "distance")
    members: dict[int, list[str]] = {}
    for origin, number in zip(by_origin, numbers, strict=True):
        members.setdefault(int(number), []).append(origin)
    ordered = sorted(members.values(), key=lambda origins: (-len(origins), origins))
    return [_group(place, origins, by_origin, definitions) for place, origins in enumerate(ordered, start=1)]


def overlaps(table: Table) -> NDArray[np.float64]:
    """The Jaccard index of every pair of rows; not a number where neither row has anything (0/0).

    >>> overlaps(np.array([[True, True], [True, False], [False, False], [False, False]])).round(2).tolist()
    [0.5, 0.0, 0.0, 0.0, 0.0, nan]
    """
    one, other = np.triu_indices(len(table), 1)
    some = np.asarray(table.any(axis=1))
    return np.where(some[one] | some[other], 1 - pdist(table, "jaccard"), np.nan)


def jackknife(table: Table) -> tuple[float | None, float | None]:
    """The 95 % interval of the mean overlap from leaving out one definition at a time (Tukey 1958, Arvesen 1969).

    Pairs that share a definition are not independent, so pairs are never the n. None where there are too few
    definitions, a mean left without pairs, or no variation: an interval of no width would be a false certainty.
    """
    size = len(table)
    if size < FEWEST_TO_COMPARE:
        return None, None
    left = [mean_overlap(np.delete(table, place, axis=0)) for place in range(size)]
    known = np.array([mean for mean in left if mean is not None])
    whole = mean_overlap(table)
    if whole is None or np.ptp(known) < TINY:
        return None, None
    error = np.sqrt((size - 1) / size * np.sum((known - known.mean()) ** 2))
    reach = float(stdtrit(size - 1, (1 + CONFIDENCE) / 2) * error)
    return max(0.0, whole - reach), min(1.0, whole + reach)


def mean_overlap(table: Table) -> float | None:
    """The mean overlap over the pairs for which it is defined; None without such a pair."""
    found = overlaps(table) if len(table) > 1 else np.array([])
    found = found[~np.isnan(found)]
    return float(found.mean()) if len(found) else None


def deal_anew(table: Table, times: int, rng: np.random.Generator) -> Table:
    """So many tables of the same elements: each row has as many, each element is as common (Strona 2014, curveball).

    Two rows at a time lay together what only one of them has, and take back at random as many as they gave.
    """
    dealt, each = np.repeat(table[np.newaxis], times, axis=0), np.arange(times)
    for _ in range(TRADES * len(table)):
        first = rng.integers(len(table), size=times)
        second = (first + rng.integers(1, len(table), size=times)) % len(table)
        one, other = dealt[each, first], dealt[each, second]
        apart, both = one ^ other, one & other
        ranks = np.where(apart, rng.random(apart.shape), 1).argsort(axis=1).argsort(axis=1)
        mine = apart & (ranks < (one & apart).sum(axis=1, keepdims=True))
        dealt[each, first], dealt[each, second] = both | mine, both | (apart & ~mine)
    return dealt


def _by_chance(table: Table, seed: int) -> Table:
    """Reviews dealt out by chance; none where there is no mean to compare them with."""
    wanted = PERMUTATIONS if len(table) >= FEWEST_TO_COMPARE and mean_overlap(table) is not None else 0
    return deal_anew(table, wanted, np.random.default_rng(seed)) if wanted else np.empty((0, *table.shape), dtype=bool)


def _overlap(
    level: OverlapLevel, origins: Sequence[str], elements: Table, drawn: Table, names: Mapping[str, str]
) -> Overlap:
    things = list(dict.fromkeys(names.values()))
    belongs = np.array([[names[code] == thing for thing in things] for code in names]).reshape(len(names), -1)
    table = elements @ belongs
    found = overlaps(table) if len(table) > 1 else np.array([])
    mean = mean_overlap(table) if len(table) >= FEWEST_TO_COMPARE else None
    low, high = jackknife(table)
    chance = np.array([mean_overlap(one @ belongs) for one in drawn], dtype=float)
    return Overlap(
        level=level,
        definitions=len(origins),
        things=len(things),
        pairs=len(found),
        undefined=int(np.isnan(found).sum()),
        mean=mean,
        low=low,
        high=high,
        by_chance=float(chance.mean()) if len(drawn) else None,
        p_value=float((1 + (chance >= (mean or 0) - TINY).sum()) / (1 + len(chance))) if len(drawn) else None,
        permutations=len(drawn),
        most_shared=int(table.sum(axis=0).max()) if table.size else 0,
        origins=tuple(origins),
    )


def _table(by_origin: Mapping[str, set[str]], codes: Sequence[str]) -> Table:
    rows = [[code in found for code in codes] for _, found in sorted(by_origin.items())]
    return np.array(rows, dtype=bool).reshape(len(by_origin), len(codes))


def _group(
    place: int, origins: Sequence[str], by_origin: Mapping[str, set[str]], definitions: Sequence[Definition]
) -> DefinitionGroup:
    sets = {origin: by_origin[origin] for origin in origins}
    every, some = set.intersection(*sets.values()), set.union(*sets.values())
    ids = {one for d in definitions if d.origin in sets for one in (d.extract_id, *d.element_ids)}
    return DefinitionGroup(
        group_id=f"G{place:02}",
        definitions=len(origins),
        shared=tuple(sorted(every)),
        others=tuple(sorted(some - every)),
        mean_overlap=mean_overlap(_table(sets, sorted(some))),
        origins=tuple(origins),
        extract_ids=tuple(sorted(ids)),
    )


TINY = 1e-9  # two means that differ by less are one: they were summed in another order
