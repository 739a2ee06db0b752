"""The sentences that the review's standing questions ask for, each with the numbers that it stands on."""

from collections.abc import Sequence

from extraction.codebook import Codebook
from identification.vocabulary import CodeStatus
from synthesis.definitions import elements_by_origin
from synthesis.statements import CodeCount, Definition, GapCell, Headline
from synthesis.states import Coded


def state_headlines(
    definitions: Sequence[Definition],
    elements: Sequence[CodeCount],
    skills: Sequence[CodeCount],
    gaps: Sequence[GapCell],
    coded: Coded,
    *,
    codebook: Codebook,
    core_share: float,
) -> list[Headline]:
    """Definitions, skills, then each gap family; a sentence says what was counted and nothing beyond."""
    families = {gap.code_id for gap in gaps if "." not in gap.code_id}
    return [
        Headline("definitions", _definitions(definitions, elements, coded, codebook), "definitions.csv, elements.csv"),
        Headline("skills", _skills(skills, core_share), "skills.csv"),
        *(Headline(f"gap {gap.cell_id}", gap.sentence, "gaps.csv") for gap in gaps if gap.code_id in families),
    ]


def _definitions(
    definitions: Sequence[Definition], elements: Sequence[CodeCount], coded: Coded, codebook: Codebook
) -> str:
    by_origin = elements_by_origin(definitions)
    if not by_origin:
        return f"No definition has been extracted from the {len(coded.studies)} included studies."
    most = max(elements, key=lambda element: (element.present, element.code_id))
    shared = [element.name for element in elements if element.core]
    verb = "was" if len(by_origin) == 1 else "were"
    studies = _many(len({definition.study_id for definition in definitions}), "study")
    sentence = f"{_many(len(by_origin), 'definition')} of independent origin {verb} found in {studies}. "
    if len(by_origin) > 1:
        sentence += (
            f"Elements that all of them share: {', '.join(shared)}."
            if shared
            else f"No element is shared by all; the most frequent ({most.name.lower()}) is in {most.present} of "
            f"{most.assessed}."
        )
    return f"{sentence} {_no_consensus(coded, codebook)}".strip()


def _no_consensus(coded: Coded, codebook: Codebook) -> str:
    family = next(family.id for family in codebook.families if family.role == "definitions")
    stating = {
        extract.study_id
        for extract in coded.extracts
        if extract.code_id == f"{family}.NO_CONSENSUS"
        and extract.status in (CodeStatus.AFFIRMED, CodeStatus.ABSENCE_STATED)
    }
    if not stating:
        return ""
    verb = "states" if len(stating) == 1 else "state"
    return f"{_many(len(stating), 'study')} {verb} that there is no agreed definition."


def _skills(skills: Sequence[CodeCount], core_share: float) -> str:
    named = [skill for skill in skills if skill.present]
    if not named:
        return "No skill has been extracted from the included studies."
    core = sorted((skill for skill in skills if skill.core), key=lambda skill: (-(skill.share or 0), skill.code_id))
    most = max(named, key=lambda skill: (skill.share or 0, skill.present, skill.code_id))
    start = f"{_many(len(named), 'skill')} {'is' if len(named) == 1 else 'are'} named by at least one study. "
    if not core:
        return start + (
            f"None is named by {core_share:.0%} of the studies that were looked at, which was declared as the core; "
            f"the most frequent ({most.name.lower()}) is in {most.present} of {most.assessed}."
        )
    listed = "; ".join(f"{skill.name.lower()} ({skill.present} of {skill.assessed})" for skill in core)
    return start + f"Named by at least {core_share:.0%} of the studies that were looked at: {listed}."


def _many(count: int, noun: str) -> str:
    plural = {"study": "studies"}.get(noun, f"{noun}s")
    return f"{count} {noun if count == 1 else plural}"
