"""In how many independent studies does a code occur? What several reports take from one source counts once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from extraction.codebook import Codebook
from extraction.documents import Extract, StudyCode
from identification.intervals import two_sided
from identification.vocabulary import CellState, CodeStatus, Function, Mark, Role
from synthesis.statements import CodeCount, StudyValue
from synthesis.states import EVIDENCE, Coded, independent_studies, on_code, origin_of, was_searched


def names_it(extract: Extract) -> bool:
    """Whether an extract says that something is so, as a skill or a barrier that a study names has to be."""
    return extract.status == CodeStatus.AFFIRMED and extract.function != Function.NULL_FINDING


def count_codes(
    codebook: Codebook, role: Role, states: Iterable[StudyCode], coded: Coded, *, core_share: float
) -> list[CodeCount]:
    """One row per code of the families with this role: the studies that say it, and those in which people looked.

    A study says it of its own or takes it over from a source; what several take from one source counts once. One that
    contests it or found nothing of it does not name it: it is in the denominator, and counted as `against`.
    A code is core when at least `core_share` of the studies looked at name it; the protocol declares that share.
    """
    by_code: dict[str, list[StudyCode]] = defaultdict(list)
    for state in states:
        by_code[state.code_id].append(state)
    return [
        _count(code.id, code.name, family.id, by_code[code.id], coded, core_share)
        for family in codebook.families
        if family.role == role
        for code in family.codes
        if code.marks is None
    ]


def _count(
    code_id: str, name: str, family: str, states: Sequence[StudyCode], coded: Coded, core_share: float
) -> CodeCount:
    evidence = [extract for extract in on_code(coded.extracts, code_id) if extract.status in EVIDENCE]
    said = [extract for extract in evidence if names_it(extract)]
    own, shared = independent_studies(coded, said)
    naming = [{study} for study in sorted(own)] + shared
    named = own.union(*shared)
    searched = {study for study in coded.studies if was_searched(coded, study, code_id, "")}
    present = sum(bool(studies & searched) for studies in naming)
    against = independent_studies(coded, [extract for extract in evidence if not names_it(extract)])
    contesting = against[0].union(*against[1])
    without = {state.study_id for state in states if state.state == CellState.ABSENT} | contesting & searched
    assessed = present + len(without - named)
    low, high = two_sided(present, assessed)
    share = present / assessed if assessed else None
    return CodeCount(
        code_id=code_id,
        name=name,
        family=family,
        present=present,
        assessed=assessed,
        elsewhere=len(naming) - present,
        share=share,
        low=low,
        high=high,
        core=share is not None and share >= core_share,
        study_ids=tuple(sorted(named)),
        origins=tuple(sorted({origin_of(extract, coded) for extract in said})),
        against=len(against[0]) + len(against[1]),
    )


def list_characteristics(codebook: Codebook, coded: Coded) -> list[StudyValue]:
    """What people extracted on each included study: country, design, sample size and the like."""
    names = {
        code.id: code.name
        for family in codebook.families
        if family.role == Role.CHARACTERISTICS
        for code in family.codes
    }
    return [
        _value(extract, names[extract.code_id])
        for extract in (*coded.extracts, *coded.beside)
        if extract.code_id in names and extract.status != CodeStatus.LOOKED_NOT_FOUND
    ]


def did_not_fit(codebook: Codebook, coded: Coded) -> list[Extract]:
    """The extracts that fit no code of their family: the pile from which new codes come."""
    pile = {code.id for code in codebook.codes if code.marks == Mark.DID_NOT_FIT}
    return [
        e for e in (*coded.extracts, *coded.beside) if e.code_id in pile and e.status != CodeStatus.LOOKED_NOT_FOUND
    ]


def _value(extract: Extract, name: str) -> StudyValue:
    return StudyValue(
        study_id=extract.study_id,
        code_id=extract.code_id,
        name=name,
        value=extract.value or extract.quote,
        quote=extract.quote,
        document_id=extract.document_id,
        page=extract.page,
        extract_id=extract.extract_id,
    )
