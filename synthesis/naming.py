"""Which study names which code, of its own or taken over, and as which independent study does that count?"""

from collections.abc import Iterable, Sequence

from extraction.codebook import Codebook
from extraction.documents import Extract, StudyCode
from identification.vocabulary import CellState, CodeStatus, Naming, Role
from synthesis.counts import names_it
from synthesis.shared_ground import CodeNaming
from synthesis.states import EVIDENCE, Coded, independent_studies, on_code, was_searched

COUNTED_ROLES = (Role.SKILLS, Role.MATRIX)


def name_codes(codebook: Codebook, states: Iterable[StudyCode], coded: Coded) -> list[CodeNaming]:
    """Study by code, for every skill and every code of a matrix; the sums over it are those of `count_codes`."""
    by_code: dict[str, list[StudyCode]] = {}
    for state in states:
        by_code.setdefault(state.code_id, []).append(state)
    return [
        row
        for family in codebook.families
        if family.role in COUNTED_ROLES
        for code in family.codes
        if code.marks is None
        for row in _of_code(code.id, by_code.get(code.id, []), coded)
    ]


def _of_code(code_id: str, states: Sequence[StudyCode], coded: Coded) -> list[CodeNaming]:
    evidence = [extract for extract in on_code(coded.extracts, code_id) if extract.status in EVIDENCE]
    said = [extract for extract in evidence if names_it(extract)]
    own, shared = independent_studies(coded, said)
    counts_as = {study: study for study in own} | {study: min(group) for group in shared for study in group}
    return [_row(state, own, counts_as.get(state.study_id, ""), evidence, coded) for state in states]


def _row(state: StudyCode, own: set[str], counts_as: str, evidence: Sequence[Extract], coded: Coded) -> CodeNaming:
    study, code_id = state.study_id, state.code_id
    here = [extract for extract in evidence if study in (extract.study_id, extract.origin)]
    absent = state.state == CellState.ABSENT
    if study in own:
        named = Naming.OWN
    elif any(extract.study_id == study and names_it(extract) for extract in here):
        named = Naming.QUOTED
    elif here:
        named = Naming.AGAINST
    else:
        named = Naming.NOT_NAMED if absent else Naming.UNKNOWN
    looks = [
        extract
        for extract in coded.of_study(study)
        if extract.status == CodeStatus.LOOKED_NOT_FOUND and extract.code_id in (code_id, code_id.split(".")[0])
    ]
    return CodeNaming(
        code_id=code_id,
        study_id=study,
        named=named,
        counted=was_searched(coded, study, code_id, "") if counts_as or named == Naming.AGAINST else absent,
        counts_as=counts_as,
        extract_ids=tuple(sorted({extract.extract_id for extract in (*here, *looks)})),
    )
