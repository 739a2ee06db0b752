"""Is there an agreed definition? Every verbatim definition with its elements; one that many quote is one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extraction.codebook import Code, Codebook
from extraction.documents import Extract
from identification.intervals import two_sided
from identification.vocabulary import Attribution, Role
from synthesis.quotes import distinct_quotes
from synthesis.statements import CodeCount, Definition
from synthesis.states import EVIDENCE, Coded, origin_of


def list_definitions(coded: Coded, codebook: Codebook) -> list[Definition]:
    """The definitions that people coded, each with the element codes that stand inside it or nearest to it."""
    families = codebook.families_with(Role.DEFINITIONS)
    whole = {c.id for family in families for c in family.codes if not c.only_beside and c.marks is None}
    parts = {code.id for code in element_codes(codebook)}
    said = [extract for extract in coded.extracts if extract.status in EVIDENCE]
    explicit = [extract for extract in said if extract.code_id in whole]
    elements = [extract for extract in said if extract.code_id in parts]
    passages = _passages(explicit)
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
            origin=_origin(extract, explicit, coded),
            elements=tuple(sorted({e.code_id for e in elements if owner[e.extract_id] == extract.extract_id})),
            element_ids=tuple(sorted(e.extract_id for e in elements if owner[e.extract_id] == extract.extract_id)),
            passage=passages[extract.extract_id],
        )
        for extract in explicit
    ]


@dataclass(frozen=True)
class OneDefinition:
    """A definition as it is read: the longest of the extracts that share a passage, with the elements of all."""

    definition: Definition
    extract_ids: tuple[str, ...]


def read_once(definitions: Iterable[Definition]) -> list[OneDefinition]:
    """One definition for each passage, whoever coded it: the table has a row for each extract that stands.

    Where coders differ on whose words they are, whoever saw a source is followed, as their origin is.
    """
    passages: dict[str, list[Definition]] = {}
    for one in definitions:
        passages.setdefault(one.passage or one.extract_id, []).append(one)
    return [_read(key, found) for key, found in passages.items()]


def _read(passage: str, found: Sequence[Definition]) -> OneDefinition:
    whole = next((one for one in found if one.extract_id == passage), found[0])
    attributed = {one.attribution for one in found}
    quoted = Attribution.QUOTED.value in attributed
    return OneDefinition(
        replace(
            whole,
            attribution=Attribution.QUOTED.value if quoted else whole.attribution,
            elements=tuple(sorted({code for one in found for code in one.elements})),
            element_ids=tuple(sorted({element for one in found for element in one.element_ids})),
        ),
        (whole.extract_id, *sorted({one.extract_id for one in found} - {whole.extract_id})),
    )


def count_elements(definitions: Sequence[Definition], codebook: Codebook) -> list[CodeCount]:
    """In how many definitions of independent origin each element occurs; two coders of one definition are one."""
    by_origin = elements_by_origin(definitions)
    return [_count(code.id, code.name, codebook.family_of(code.id).id, by_origin) for code in element_codes(codebook)]


def elements_by_origin(definitions: Iterable[Definition]) -> dict[str, set[str]]:
    """The elements of every independent definition, whoever quotes it."""
    found: dict[str, set[str]] = {}
    for definition in definitions:
        found.setdefault(definition.origin, set()).update(definition.elements)
    return found


def element_codes(codebook: Codebook) -> list[Code]:
    """The codes that stand only beside another: the elements of a definition beside the explicit definition.

    What fits no element is none: two definitions that each hold something of their own would else share it.
    """
    families = codebook.families_with(Role.DEFINITIONS)
    return [code for family in families for code in family.codes if code.only_beside and code.marks is None]


def _count(code_id: str, name: str, family: str, by_origin: dict[str, set[str]]) -> CodeCount:
    having = sorted(origin for origin, elements in by_origin.items() if code_id in elements)
    low, high = two_sided(len(having), len(by_origin))
    return CodeCount(
        code_id=code_id,
        name=name,
        family=family,
        present=len(having),
        assessed=len(by_origin),
        elsewhere=0,
        share=len(having) / len(by_origin) if by_origin else None,
        low=low,
        high=high,
        core=bool(by_origin) and len(having) == len(by_origin),
        study_ids=(),
        origins=tuple(having),
    )


def _passages(explicit: Iterable[Extract]) -> dict[str, str]:
    """The longest extract of the passage that each extract is part of, by its id; the first of several as long."""
    longest = [
        (min(passage, key=lambda one: (one.start - one.end, one.extract_id)), passage)
        for passage in distinct_quotes(explicit)
    ]
    return {one.extract_id: whole.extract_id for whole, passage in longest for one in passage}


def _origin(extract: Extract, explicit: Iterable[Extract], coded: Coded) -> str:
    """Where a definition comes from; where coders differ on one passage, whoever saw a source is followed.

    Two origins for one passage would count a single definition twice.
    """
    same = [e for e in explicit if (e.document_id, e.page) == (extract.document_id, extract.page)]
    origins = {origin_of(e, coded) for e in same if e.start < extract.end and extract.start < e.end}
    return min(origins - {extract.study_id}, default=extract.study_id)


def _nearest(element: Extract, explicit: Iterable[Extract]) -> str:
    """The definition of the same document that an element belongs to: the one it overlaps, else the nearest.

    What is taken from one source is no part of a definition that is taken from another.
    """
    here = [e for e in explicit if e.document_id == element.document_id]
    here = [e for e in here if not e.origin or not element.origin or e.origin == element.origin]
    here = [e for e in here if e.who == element.who] or here
    return min(here, key=lambda e: _distance(e, element)).extract_id if here else ""


def _distance(definition: Extract, element: Extract) -> tuple[int, int]:
    apart = max(0, definition.start - element.end, element.start - definition.end)
    return abs(definition.page - element.page), apart
