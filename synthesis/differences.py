"""Do studies of one setting or design name a skill more often than others? Tested only where numbers allow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from extraction.codebook import Codebook
from identification.errors import InputError
from identification.vocabulary import Role
from synthesis.shared_ground import CodeNaming, Difference
from synthesis.statements import StudyValue

FEWEST_IN_GROUP = 5


def find_differences(
    naming: Iterable[CodeNaming],
    values: Sequence[StudyValue],
    *,
    compare_by: Sequence[str],
    codebook: Codebook,
) -> list[Difference]:
    """Every counted code by every value of the characteristics that the protocol names, against all other values.

    Where two values part the studies in the same two groups, only the first is compared: it would be one test twice.
    """
    _check_fields(compare_by, codebook)
    by_code = [(code, list(rows)) for code, rows in groupby(sorted(naming, key=_code), _code)]
    found = [
        one
        for field in compare_by
        for code, rows in by_code
        for one in _of_code(code, codebook.code(code).name, field, rows, _values(values, field))
    ]
    return _corrected(found)


def _check_fields(compare_by: Iterable[str], codebook: Codebook) -> None:
    known = [code.id for family in codebook.families_with(Role.CHARACTERISTICS) for code in family.codes]
    for field in compare_by:
        if field not in known:
            fault = f"'{field}' below 'compare_by' is no characteristic of the codebook."
            remedy = f"Known: {', '.join(known)}." if known else "Give the codebook a family of characteristics."
            raise InputError(fault, file="config/config.yaml", remedy=remedy)


def _values(values: Iterable[StudyValue], field: str) -> dict[str, dict[str, str]]:
    """The values of each study, without regard to capitals, with the extract that each was taken from."""
    held: dict[str, dict[str, str]] = {}
    for one in values:
        if one.code_id == field:
            held.setdefault(one.study_id, {})[" ".join(one.value.casefold().split())] = one.extract_id
    return held


def _of_code(
    code: str, name: str, field: str, rows: Sequence[CodeNaming], held: Mapping[str, Mapping[str, str]]
) -> list[Difference]:
    known = [row for row in rows if row.counted and row.study_id in held]
    units: dict[str, list[CodeNaming]] = {}
    for row in known:
        units.setdefault(row.counts_as or row.study_id, []).append(row)
    found, seen = [], set()
    for value in sorted({value for row in known for value in held[row.study_id]}):
        having = {unit for unit, rows in units.items() if any(value in held[row.study_id] for row in rows)}
        parting = frozenset((frozenset(having), frozenset(units.keys() - having)))
        if parting in seen:
            continue
        seen.add(parting)
        found.append(_compare(code, name, field, value, having, units, held))
    return found


def _compare(
    code: str,
    name: str,
    field: str,
    value: str,
    having: set[str],
    units: Mapping[str, Sequence[CodeNaming]],
    held: Mapping[str, Mapping[str, str]],
) -> Difference:
    from scipy.stats import fisher_exact  # here: importing scipy.stats takes longer than most jobs

    naming = {unit for unit, rows in units.items() if rows[0].counts_as}
    others = units.keys() - having
    present, others_present = len(having & naming), len(others & naming)
    enough = min(len(having), len(others)) >= FEWEST_IN_GROUP
    compared = enough and 0 < present + others_present < len(units)
    cells = np.array([[present, len(having) - present], [others_present, len(others) - others_present]])
    rows = [row for rows in units.values() for row in rows]
    return Difference(
        code_id=code,
        name=name,
        characteristic=field,
        value=value,
        present=present,
        assessed=len(having),
        others_present=others_present,
        others_assessed=len(others),
        compared=compared,
        p_value=float(fisher_exact(cells).pvalue) if compared else None,
        p_corrected=None,
        comparisons=0,
        study_ids=tuple(sorted({row.study_id for row in rows})),
        extract_ids=tuple(sorted({one for row in rows for one in (*row.extract_ids, *held[row.study_id].values())})),
    )


def _corrected(found: Sequence[Difference]) -> list[Difference]:
    """With Holm's correction (1979) over all comparisons that were made, and their number in each row."""
    tested = sorted((one.p_value, place) for place, one in enumerate(found) if one.p_value is not None)
    steps = np.array([p for p, _ in tested]) * np.arange(len(tested), 0, -1)
    corrected = np.minimum(1, np.maximum.accumulate(steps))
    by_place = {place: float(p) for (_, place), p in zip(tested, corrected, strict=True)}
    return [replace(one, p_corrected=by_place.get(place), comparisons=len(tested)) for place, one in enumerate(found)]


def _code(row: CodeNaming) -> str:
    return row.code_id
