"""How firm is the core set of skills: would other studies, one study less or another threshold give the same one?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthesis.shared_ground import CodeNaming, CoreSet, SkillStability
from synthesis.statements import CodeCount

RESAMPLES = 2000
FEWEST_TO_RESAMPLE = 5
STEP = 0.1
STEPS = 2
TINY = 1e-9  # a share that falls short by less is at the threshold: .1 + .2 is not .3 in a computer

Weights = NDArray[np.int64]
Shares = NDArray[np.float64]


@dataclass(frozen=True)
class _Naming:
    """Who counts for one skill: the studies of each independent naming, and those in which it is absent."""

    naming: tuple[tuple[int, ...], ...]
    absent: tuple[int, ...]


def skill_stability(
    skills: Sequence[CodeCount], naming: Sequence[CodeNaming], *, core_share: float, seed: int
) -> list[SkillStability]:
    """Each skill with the share of resamples in which it is core, and the studies on which that hangs."""
    studies, people = _who_counts(skills, naming)
    sampled = _resampled(len(studies), people, seed)
    core = sampled >= core_share - TINY
    without = _without_each(len(studies), people) >= core_share - TINY
    return [
        SkillStability(
            code_id=skill.code_id,
            name=skill.name,
            present=skill.present,
            assessed=skill.assessed,
            core=skill.core,
            core_resamples=float(core[:, place].mean()) if len(core) else None,
            resamples=len(core),
            changes_without=tuple(
                study for study, one in zip(studies, without[:, place], strict=True) if one != skill.core
            ),
        )
        for place, skill in enumerate(skills)
    ]


def core_sets(
    skills: Sequence[CodeCount], naming: Sequence[CodeNaming], *, core_share: float, seed: int
) -> list[CoreSet]:
    """The core set at the declared threshold and at those `STEP` and twice `STEP` to either side."""
    studies, people = _who_counts(skills, naming)
    sampled, without = _resampled(len(studies), people, seed), _without_each(len(studies), people)
    shares = np.array([np.nan if skill.share is None else skill.share for skill in skills])
    ids = {skill.code_id for skill in skills}
    rests_on = sorted({one for row in naming if row.code_id in ids for one in row.extract_ids})
    found = []
    for threshold in _thresholds(core_share):
        core = shares >= threshold - TINY
        resampled, left = sampled >= threshold - TINY, without >= threshold - TINY
        found.append(
            CoreSet(
                threshold=threshold,
                declared=threshold == core_share,
                size=int(core.sum()),
                skills=tuple(skill.code_id for skill, one in zip(skills, core, strict=True) if one),
                studies=len(studies),
                empty_resamples=float((~resampled.any(axis=1)).mean()) if len(resampled) else None,
                same_resamples=float((resampled == core).all(axis=1).mean()) if len(resampled) else None,
                resamples=len(resampled),
                changing=tuple(study for study, row in zip(studies, left, strict=True) if (row != core).any()),
                study_ids=studies,
                extract_ids=tuple(rests_on),
            )
        )
    return found


def _thresholds(declared: float) -> list[float]:
    around = [declared + STEP * step for step in range(-STEPS, STEPS + 1)]
    return [declared if one == declared else round(one, 3) for one in around if TINY < one <= 1 + TINY]


def _who_counts(skills: Sequence[CodeCount], naming: Sequence[CodeNaming]) -> tuple[tuple[str, ...], list[_Naming]]:
    """The studies in a denominator of any skill, and by skill the places of those that name it and those without."""
    wanted = {skill.code_id for skill in skills}
    counted = [row for row in naming if row.counted and row.code_id in wanted]
    studies = tuple(sorted({row.study_id for row in counted}))
    place = {study: at for at, study in enumerate(studies)}
    by_code: dict[str, list[CodeNaming]] = {skill.code_id: [] for skill in skills}
    for row in counted:
        by_code[row.code_id].append(row)
    return studies, [_people(rows, place) for rows in by_code.values()]


def _people(rows: Sequence[CodeNaming], place: Mapping[str, int]) -> _Naming:
    groups: dict[str, list[int]] = {}
    for row in rows:
        if row.counts_as:
            groups.setdefault(row.counts_as, []).append(place[row.study_id])
    absent = tuple(place[row.study_id] for row in rows if not row.counts_as)
    return _Naming(tuple(tuple(group) for group in groups.values()), absent)


def _resampled(studies: int, people: Sequence[_Naming], seed: int) -> Shares:
    """The share of each skill in each bootstrap sample of the studies (Efron 1979); none with too few studies."""
    if studies < FEWEST_TO_RESAMPLE:
        return np.empty((0, len(people)))
    drawn = np.random.default_rng(seed).multinomial(studies, np.full(studies, 1 / studies), size=RESAMPLES)
    return _shares(drawn, people)


def _without_each(studies: int, people: Sequence[_Naming]) -> Shares:
    return _shares(1 - np.eye(studies, dtype=np.int64), people)


def _shares(weights: Weights, people: Sequence[_Naming]) -> Shares:
    """The share of each skill where study j counts weights[i, j] times; not a number where none is left.

    Studies that take a skill over from one source are one naming, there as often as the one of them drawn most often.
    """
    columns = []
    for one in people:
        present = sum((weights[:, list(group)].max(axis=1) for group in one.naming), np.zeros(len(weights)))
        assessed = present + weights[:, list(one.absent)].sum(axis=1)
        columns.append(np.divide(present, assessed, out=np.full(len(weights), np.nan), where=assessed > 0))
    return np.column_stack(columns) if columns else np.empty((len(weights), 0))
