"""Is there an agreed definition? Every verbatim definition with its elements; one that many quote is one."""

from collections.abc import Iterable, Sequence

from extraction.codebook import Codebook
from extraction.documents import Extract
from synthesis.intervals import two_sided
from synthesis.statements import CodeCount, Definition
from synthesis.states import EVIDENCE, Coded, origin_of

EXPLICIT = "EXPLICIT"
ELEMENT = "EL_"


def list_definitions(coded: Coded, codebook: Codebook) -> list[Definition]:
    """The definitions that people coded, each with the element codes that stand inside it or nearest to it."""
    family = _family(codebook)
    explicit = [e for e in coded.extracts if e.code_id == f"{family}.{EXPLICIT}" and e.status in EVIDENCE]
    elements = [e for e in coded.extracts if e.code_id.startswith(f"{family}.{ELEMENT}") and e.status in EVIDENCE]
    owner = {element.extract_id: _nearest(element, explicit) for element in elements}
    return [
        Definition(
            extract_id=extract.extract_id,
            study_id=extract.study_id,
            report_id=extract.report_id,
            document_id=extract.document_id,
            page=extract.page,
            quote=extract.quote,
            attribution=extract.attribution,
            origin=origin_of(extract, coded),
            elements=tuple(sorted({e.code_id for e in elements if owner[e.extract_id] == extract.extract_id})),
        )
        for extract in explicit
    ]


def count_elements(definitions: Sequence[Definition], codebook: Codebook) -> list[CodeCount]:
    """In how many definitions of independent origin each element occurs; two coders of one definition are one."""
    family = codebook.family(_family(codebook))
    by_origin = elements_by_origin(definitions)
    return [
        _count(code.id, code.name, family.id, by_origin)
        for code in family.codes
        if code.id.startswith(f"{family.id}.{ELEMENT}")
    ]


def elements_by_origin(definitions: Iterable[Definition]) -> dict[str, set[str]]:
    """The elements of every independent definition, whoever quotes it."""
    found: dict[str, set[str]] = {}
    for definition in definitions:
        found.setdefault(definition.origin, set()).update(definition.elements)
    return found


def _count(code_id: str, name: str, family: str, by_origin: dict[str, set[str]]) -> CodeCount:
    having = sorted(origin for origin, elements in by_origin.items() if code_id in elements)
    low, high = two_sided(len(having), len(by_origin))
    return CodeCount(
        code_id=code_id,
        name=name,
        family=family,
        present=len(having),
        assessed=len(by_origin),
        share=len(having) / len(by_origin) if by_origin else None,
        low=low,
        high=high,
        core=bool(by_origin) and len(having) == len(by_origin),
        study_ids=(),
        origins=tuple(having),
    )


def _family(codebook: Codebook) -> str:
    return next(family.id for family in codebook.families if family.role == "definitions")


def _nearest(element: Extract, explicit: Iterable[Extract]) -> str:
    """The definition of the same page that an element belongs to: the one it overlaps, else the nearest."""
    here = [e for e in explicit if (e.document_id, e.page) == (element.document_id, element.page)]
    here = [e for e in here if e.who == element.who] or here
    return min(here, key=lambda e: _distance(e, element)).extract_id if here else ""


def _distance(definition: Extract, element: Extract) -> int:
    return max(0, definition.start - element.end, element.start - definition.end)
