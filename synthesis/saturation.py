"""Do further studies still bring new codes? The curve over random orders, and the stopping rule of Guest 2020."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from extraction.codebook import Code, Codebook, Family
from extraction.documents import Extract
from identification.vocabulary import Mark, Role
from identification.wording import many
from synthesis.quotes import distinct_quotes, quoted
from synthesis.states import EVIDENCE, Coded, origin_of
from synthesis.theme_tables import Saturation, SaturationPoint

# Guest, Namey and Chen 2020 (10.1371/journal.pone.0232076): the codes of the first BASE_SIZE studies are what new
# ones are held against; the rule is met when RUN_LENGTH studies in a row bring at most THRESHOLD of them.
BASE_SIZE = 4
RUN_LENGTH = 2
THRESHOLD = 0.05
# The order in which studies were coded is an accident; over so many orders a share has a standard error below .016.
ORDERS = 1000
MIDDLE = (2.5, 97.5)  # percentiles: the usual 95 %
ALL = "all families"
# Said once beside the sentences, which all rest on it.
RULE = (
    f"The rule is that of Guest 2020: base of {BASE_SIZE} studies, run of {RUN_LENGTH}, at most {100 * THRESHOLD:.0f} "
    f"% new codes, over {ORDERS:,} random orders of the studies. The codes were written beforehand, so this says how "
    "soon they recur and not that there are no others."
)

Grid = npt.NDArray[np.bool_]


def saturation(codebook: Codebook, coded: Coded, *, seed: int) -> tuple[list[Saturation], list[SaturationPoint]]:
    """The rule and the curve for each family of findings, and for all of them together.

    A study has a code that it affirms or contests of its own, or that another report quotes from it. A study in which
    nobody coded or looked for anything of the family is no study without new codes and is left out; what fits no code
    is told beside.
    """
    framed = [family for family in codebook.families if family.role != Role.CHARACTERISTICS]
    groups = [(family.name, [family]) for family in framed] + [(ALL, framed)]
    found = [_of(name, families, coded, seed) for name, families in groups]
    rules = [replace(rule, order=order) for order, (rule, _) in enumerate(found, start=1)]
    points = [point for _, listed in found for point in listed]
    return rules, [replace(point, order=order) for order, point in enumerate(points, start=1)]


def accumulate(grid: Grid, seed: int) -> npt.NDArray[np.int_]:
    """How many codes are known after each study (columns) in each random order (rows) of the studies of a grid.

    `grid` has a row for each study and a column for each code.
    """
    studies, codes = grid.shape
    draw = np.random.default_rng(seed)
    known = np.zeros((ORDERS, studies), dtype=int)
    for order in range(ORDERS):
        first = np.argmax(grid[draw.permutation(studies)], axis=0)
        known[order] = np.cumsum(np.bincount(first, minlength=studies))
    return known


def met_after(known: Sequence[int] | npt.NDArray[np.int_]) -> int | None:
    """After how many studies the rule is met, the run included; None where it is not met before they end.

    Runs overlap: each begins one study after the one before.

    >>> met_after([6, 8, 9, 10, 11, 11, 11]), met_after([6, 8, 9, 10, 11, 12]), met_after([3, 5, 6])
    (7, None, None)
    """
    if len(known) < BASE_SIZE:
        return None
    base = known[BASE_SIZE - 1]
    for end in range(BASE_SIZE + RUN_LENGTH, len(known) + 1):
        if base and known[end - 1] - known[end - 1 - RUN_LENGTH] <= THRESHOLD * base:
            return end
    return None


def _of(name: str, families: Sequence[Family], coded: Coded, seed: int) -> tuple[Saturation, list[SaturationPoint]]:
    ids = {code.id for family in families for code in family.codes if code.marks is None}
    said = [one for one in coded.extracts if one.code_id in ids and one.status in EVIDENCE]
    studies = [study for study in coded.studies if _was_coded(study, {family.id for family in families}, coded)]
    has = {(origin_of(one, coded), one.code_id) for one in said}
    here = [one for one in said if origin_of(one, coded) in studies]
    codes = sorted({one.code_id for one in here})
    grid = np.array([[(study, code) in has for code in codes] for study in studies], dtype=bool)
    known = accumulate(grid, seed) if codes else np.zeros((ORDERS, len(studies)), dtype=int)
    ends = [met_after(order) for order in known] if len(studies) >= BASE_SIZE + RUN_LENGTH and codes else []
    met = [end for end in ends if end is not None]
    piles = [code for family in families for code in family.codes if code.marks == Mark.DID_NOT_FIT]
    pile = _pile(piles, coded)
    row = Saturation(
        order=0,
        family=name,
        studies=len(studies),
        codes=len(codes),
        reached=len(met) / len(ends) if ends else None,
        after=float(np.median(met)) if met else None,
        outside=len(distinct_quotes(pile)),
        sentence="",
        study_ids=tuple(studies),
        extract_ids=tuple(sorted({one.extract_id for one in (*here, *pile)})),
    )
    return replace(row, sentence=_sentence(row)), _points(name, known) if codes else []


def _was_coded(study: str, families: set[str], coded: Coded) -> bool:
    about = (*coded.of_study(study), *coded.quoting(study))
    return any(one.code_id.split(".")[0] in families for one in about)


def _pile(codes: Iterable[Code], coded: Coded) -> list[Extract]:
    ids = {code.id for code in codes}
    return [one for one in quoted(coded.extracts) if one.code_id in ids]


def _points(family: str, known: npt.NDArray[np.int_]) -> list[SaturationPoint]:
    fresh = np.diff(known, axis=1, prepend=0)
    low, high = np.percentile(known, MIDDLE, axis=0)
    return [
        SaturationPoint(
            order=0,
            family=family,
            studies=place + 1,
            codes=float(known[:, place].mean()),
            low=float(low[place]),
            high=float(high[place]),
            fresh=float(fresh[:, place].mean()),
        )
        for place in range(known.shape[1])
    ]


def _sentence(row: Saturation) -> str:
    if not row.studies:
        return f"{row.family}: nobody has coded it."
    held = f"{many(row.codes, 'code') if row.codes else 'no code'} in {many(row.studies, 'coded study')}"
    if row.reached is None:
        why = "no code is named" if not row.codes else f"the rule needs {BASE_SIZE + RUN_LENGTH} coded studies"
        return f"{row.family}: {held}; saturation cannot be judged, since {why}{_beside(row)}."
    after = f", after a median of {row.after:g} studies" if row.after is not None else ""
    share = f"{100 * row.reached:.0f} %"
    return f"{row.family}: {held}; the rule is met before the studies end in {share} of orders{after}{_beside(row)}."


def _beside(row: Saturation) -> str:
    if row.outside:
        return f"; {many(row.outside, 'quote')} {'fits' if row.outside == 1 else 'fit'} no code"
    return "; every quote fits a code" if row.codes else ""
