"""Where is evidence, and where is none? Rows by columns of the codebook, the independent studies in each cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from identification.vocabulary import CellState
from reporting.contents import CodeName, Cover, ReviewTables, of_included
from reporting.findings_sheets import WITHOUT
from reporting.labels import included_reports
from synthesis.countries import whole_of
from synthesis.statements import StudyFinding

# What `evidence_map` of config.yaml may say beside a family or a characteristic.
GAPS, PERSPECTIVES = "gaps", "perspectives"
NOT_ASSESSED = "not assessed"
# Values of a characteristic that get a column or a bar of their own; the others stand together.
MOST_VALUES = 12
OTHERS = "other values"
ALL_YES, NOT_ALL_YES, NOT_APPRAISED = "every item answered yes", "some item not answered yes", "not appraised"
Split = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True)
class EvidenceCell:
    """One cell of the evidence map: independent studies, those looked through, and those with a full look nowhere.

    `present` counts the studies that have it among the `assessed` (a person looked in every report), `elsewhere` those
    that have it although nobody recorded a full look. `statement` is what stands in the cell, and `by` its `study_ids`
    split by appraisal, perspective and the characteristics of the map ("Design: survey = 2").
    """

    row_id: str
    row: str
    column_id: str
    column: str
    included: int
    present: int
    assessed: int
    elsewhere: int
    statement: str
    by: tuple[str, ...]
    study_ids: tuple[str, ...]
    assessed_ids: tuple[str, ...]
    extract_ids: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A row or column of the map: which studies have it, in which somebody looked, and the extracts that say so."""

    line_id: str
    name: str
    having: Mapping[str, tuple[str, ...]]
    assessed: frozenset[str]


@dataclass(frozen=True)
class _Ground:
    """What every cell needs: the number of included studies, and from which perspective each extract speaks."""

    included: int
    seen: Mapping[str, str]


def map_evidence(tables: ReviewTables, cover: Cover, config: Mapping[str, Any]) -> list[EvidenceCell]:
    """Every cell of the map that the protocol declares, also the empty ones: they are what the map is for.

    A study is in a cell when it has the row's code and the column's; it is assessed there when a person looked for
    both. For a gap's codes by perspectives that is the count of the gap statements.
    """
    tables = of_included(tables)
    declared = config.get("evidence_map") or {}
    rows, columns = declared.get("rows") or GAPS, declared.get("columns") or PERSPECTIVES
    known = {code.code_id: code for code in cover.codes}
    wanted = _codes(rows, tables, cover)
    splits = study_splits(tables, cover, config)
    seen_from = {one.extract_id: one.perspective or "not stated" for one in tables.extracts}
    ground = _Ground(len({one.study_id for one in included_reports(tables) if not one.covers}), seen_from)
    if columns == PERSPECTIVES:
        seen = list(dict.fromkeys(one.perspective for one in tables.gaps)) or [""]
        pairs = [
            (_code_line(code, known, tables, one), Line(one, one or "any perspective", {}, frozenset()))
            for code in wanted
            for one in seen
        ]
        return [_cell(row, column, row, splits, ground) for row, column in pairs]
    across = _lines(columns, known, tables, cover)
    down = [_code_line(code, known, tables, None) for code in wanted]
    return [_cell(row, column, _both(row, column), splits, ground) for row in down for column in across]


def study_splits(
    tables: ReviewTables, cover: Cover, config: Mapping[str, Any]
) -> dict[str, dict[str, tuple[str, ...]]]:
    """By which a cell is split: for each name (Design, Appraisal ...) the words that hold for each study."""
    studies = sorted({one.study_id for one in included_reports(tables) if not one.covers})
    names = {code.code_id: code.name for code in cover.codes}
    found = {}
    for code_id in split_codes(tables, config):
        words = words_by_study(tables, code_id, studies)
        found[names.get(code_id, code_id)] = {study: _with_whole(listed) for study, listed in words.items()}
    answers: dict[str, set[str]] = {}
    for answer in tables.appraisals:
        answers.setdefault(answer.study_id, set()).add(answer.answer)
    found["Appraisal"] = {one: (_appraised(answers.get(one, set())),) for one in studies}
    return found


def split_codes(tables: ReviewTables, config: Mapping[str, Any]) -> list[str]:
    """The characteristics by which cells are split: those that the protocol names, else the required ones."""
    named = (config.get("evidence_map") or {}).get("split")
    required = dict.fromkeys(
        one.code_id for one in tables.study_findings if one.required and one.role == "characteristics"
    )
    return list(named or required)


def words_by_study(tables: ReviewTables, code_id: str, studies: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The values of a characteristic by study, or why there is none, in the words of the table of included studies."""
    values = values_by_study(tables, code_id)
    states = {one.study_id: one.state for one in tables.study_findings if one.code_id == code_id}
    without = {study: WITHOUT[states.get(study, CellState.MACHINE_NOTHING)] for study in studies}
    return {study: values.get(study, (word,)) for study, word in without.items()}


def _with_whole(values: tuple[str, ...]) -> tuple[str, ...]:
    """Values with the country of which one names a part: who asks for the United Kingdom asks for Wales too."""
    return tuple(dict.fromkeys((*values, *filter(None, map(whole_of, values)))))


def values_by_study(tables: ReviewTables, code_id: str) -> dict[str, tuple[str, ...]]:
    """What people extracted for a characteristic, by study: "Sweden; Norway" are two values; rare ones are one."""
    found = {
        one.study_id: tuple(sorted({part.strip() for value in one.values for part in value.split(";") if part.strip()}))
        for one in tables.study_findings
        if one.code_id == code_id and one.values
    }
    often: dict[str, int] = {}
    for values in found.values():
        for value in values:
            often[value] = often.get(value, 0) + 1
    kept = sorted(often, key=lambda value: (-often[value], value))
    kept = kept if len(kept) <= MOST_VALUES else kept[: MOST_VALUES - 1]
    return {
        study: tuple(dict.fromkeys(one if one in kept else OTHERS for one in values)) for study, values in found.items()
    }


def _appraised(answers: set[str]) -> str:
    if not answers:
        return NOT_APPRAISED
    return ALL_YES if {one.casefold() for one in answers} == {"yes"} else NOT_ALL_YES


def _codes(rows: str, tables: ReviewTables, cover: Cover) -> list[str]:
    """The codes of the rows: those of the declared gaps, their family first, or those of a family that are counted."""
    if rows == GAPS:
        return list(dict.fromkeys(one.code_id for one in sorted(tables.gaps, key=lambda one: one.order)))
    counted = {one.code_id for one in (*tables.skills, *tables.matrices, *tables.elements)}
    codes = [code.code_id for code in cover.codes if code.family == rows and code.code_id != rows]
    return [one for one in codes if one in counted] or codes


def _code_line(code_id: str, known: Mapping[str, CodeName], tables: ReviewTables, perspective: str | None) -> Line:
    """A code with the studies that have it, from one perspective or, where none is given, from any."""
    rows = [one for one in tables.study_findings if one.code_id == code_id and perspective in (None, one.perspective)]
    having: dict[str, tuple[str, ...]] = {}
    for one in rows:
        if one.state == CellState.PRESENT:
            having[one.study_id] = tuple(sorted({*having.get(one.study_id, ()), *one.extract_ids}))
    assessed = {one.study_id for one in rows} - {one.study_id for one in rows if not _is_assessed(one)}
    return Line(code_id, known[code_id].name if code_id in known else code_id, having, frozenset(assessed))


def _is_assessed(one: StudyFinding) -> bool:
    return one.state == CellState.ABSENT or (one.state == CellState.PRESENT and one.searched)


def _lines(columns: str, known: Mapping[str, CodeName], tables: ReviewTables, cover: Cover) -> list[Line]:
    """The columns: the codes of a family, or the values of a characteristic."""
    if columns in {code.family for code in cover.codes}:
        return [_code_line(code, known, tables, None) for code in _codes(columns, tables, cover)]
    quotes: dict[str, tuple[str, ...]] = {
        one.study_id: one.extract_ids for one in tables.study_findings if one.code_id == columns
    }
    values = values_by_study(tables, columns)
    names = sorted({value for listed in values.values() for value in listed}, key=lambda one: (one == OTHERS, one))
    return [
        Line(f"{columns}={name}", name, {one: quotes[one] for one in values if name in values[one]}, frozenset(values))
        for name in names
    ]


def _both(row: Line, column: Line) -> Line:
    having = {one: (*row.having[one], *column.having[one]) for one in row.having if one in column.having}
    return Line("", "", having, row.assessed & column.assessed)


def _cell(row: Line, column: Line, held: Line, splits: Split, ground: _Ground) -> EvidenceCell:
    studies = sorted(held.having)
    present = len(held.assessed & held.having.keys())
    elsewhere = len(studies) - present
    extracts = tuple(sorted({extract for one in studies for extract in held.having[one]}))
    seen = {one: {ground.seen[key] for key in held.having[one] if key in ground.seen} for one in studies}
    perspectives = {one: tuple(sorted(words)) for one, words in seen.items()}
    return EvidenceCell(
        row_id=row.line_id,
        row=row.name,
        column_id=column.line_id,
        column=column.name,
        included=ground.included,
        present=present,
        assessed=len(held.assessed),
        elsewhere=elsewhere,
        statement=statement(present, len(held.assessed), elsewhere),
        by=tuple(_counted({**splits, "Perspective": perspectives}, studies)),
        study_ids=tuple(studies),
        assessed_ids=tuple(sorted(held.assessed)),
        extract_ids=extracts,
    )


def statement(present: int, assessed: int, elsewhere: int) -> str:
    """What stands in a cell: silence is never printed as none.

    >>> statement(0, 39, 0), statement(2, 39, 1), statement(0, 0, 0), statement(0, 0, 3)
    ('0 of 39', '2 of 39, and 1 more', 'not assessed', '3, nobody looked through the others')
    """
    if not assessed:
        return f"{elsewhere}, nobody looked through the others" if elsewhere else NOT_ASSESSED
    return f"{present} of {assessed}" + (f", and {elsewhere} more" if elsewhere else "")


def _counted(splits: Split, studies: Sequence[str]) -> Iterable[str]:
    for name, words in sorted(splits.items()):
        often: dict[str, int] = {}
        for word in (word for one in studies for word in words.get(one, ())):
            often[word] = often.get(word, 0) + 1
        yield from (f"{name}: {word} = {often[word]}" for word in sorted(often))
