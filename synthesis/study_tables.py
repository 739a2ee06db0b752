"""What does each study say, code by code, with its values? One long table for every family of the codebook."""

from collections.abc import Iterable

from extraction.codebook import Codebook
from extraction.documents import StudyCode
from identification.vocabulary import CellState, Role
from synthesis.statements import StudyFinding, StudyValue


def study_findings(states: Iterable[StudyCode], values: Iterable[StudyValue], codebook: Codebook) -> list[StudyFinding]:
    """The state of every included study for every code, with the values of characteristics and their extracts.

    A characteristic is present where a person extracted a value, whatever its status: a described sample is one.
    """
    by_code: dict[tuple[str, str], list[StudyValue]] = {}
    for one in values:
        by_code.setdefault((one.study_id, one.code_id), []).append(one)
    return [_finding(one, by_code.get((one.study_id, one.code_id), []), codebook) for one in states]


def _finding(state: StudyCode, values: list[StudyValue], codebook: Codebook) -> StudyFinding:
    family = codebook.family_of(state.code_id)
    code = codebook.code(state.code_id) if state.code_id in codebook else None
    own = values if family.role == Role.CHARACTERISTICS else []
    return StudyFinding(
        study_id=state.study_id,
        role=family.role,
        family=family.id,
        code_id=state.code_id,
        name=code.name if code else family.name,
        perspective=state.perspective,
        required=bool(code and code.required),
        state=CellState.PRESENT if own else state.state,
        searched=state.searched,
        values=tuple(sorted({one.value for one in own})),
        extract_ids=tuple(sorted({*state.extract_ids, *(one.extract_id for one in own)})),
    )
