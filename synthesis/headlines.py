"""The sentences that the review's standing questions ask for, each with the numbers that it stands on."""

from collections.abc import Sequence

from extraction.codebook import Codebook
from identification.vocabulary import CodeStatus, Mark, Role
from identification.wording import many
from synthesis.definitions import elements_by_origin
from synthesis.statements import CodeCount, Definition, GapCell, Headline
from synthesis.states import Coded, independent_studies


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
    said = [
        ("definitions", _definitions(definitions, elements, coded, codebook), "definitions.csv, elements.csv"),
        ("skills", _skills(skills, coded, codebook, core_share), "skills.csv"),
    ]
    said += [(gap.cell_id, gap.sentence, "gaps.csv") for gap in sorted(gaps, key=_place) if _is_family(gap, codebook)]
    return [Headline(order, *one) for order, one in enumerate(said, start=1)]


def _place(gap: GapCell) -> int:
    return gap.order


def _is_family(gap: GapCell, codebook: Codebook) -> bool:
    """Whether the cell is that of a whole family, which is said before its codes."""
    return gap.code_id in {family.id for family in codebook.families}


def _definitions(
    definitions: Sequence[Definition], elements: Sequence[CodeCount], coded: Coded, codebook: Codebook
) -> str:
    by_origin = elements_by_origin(definitions)
    if not by_origin:
        return f"No definition has been extracted from the {many(len(coded.studies), 'included study')}."
    most = max(elements, key=lambda element: (element.present, element.code_id))
    shared = [element.name for element in elements if element.core]
    verb = "was" if len(by_origin) == 1 else "were"
    studies = many(len({definition.study_id for definition in definitions}), "study")
    sentence = f"{many(len(by_origin), 'definition')} of independent origin {verb} found in {studies}. "
    if len(by_origin) > 1 and not any(element.present for element in elements):
        sentence += "No element of them has been coded."
    elif len(by_origin) > 1:
        sentence += (
            f"Elements that all of them share: {', '.join(shared)}."
            if shared
            else f"No element is shared by all; the most frequent ({most.name.lower()}) is in {most.present} of "
            f"{most.assessed}."
        )
    return f"{sentence} {_none_agreed(coded, codebook, Role.DEFINITIONS, 'agreed definition')}".strip()


def _skills(skills: Sequence[CodeCount], coded: Coded, codebook: Codebook, core_share: float) -> str:
    named = [skill for skill in skills if skill.present + skill.elsewhere]
    none_agreed = _none_agreed(coded, codebook, Role.SKILLS, "generic set of skills")
    if not named:
        return f"No skill has been extracted from the included studies. {none_agreed}".strip()
    core = sorted((skill for skill in skills if skill.core), key=lambda skill: (-(skill.share or 0), skill.code_id))
    most = max(named, key=lambda skill: (skill.share or 0, skill.present, skill.code_id))
    start = f"{many(len(named), 'skill')} {'is' if len(named) == 1 else 'are'} named by at least one study. "
    listed = "; ".join(f"{skill.name.lower()} ({skill.present} of {skill.assessed})" for skill in core)
    share = f"{core_share:.0%} of the studies that were looked at".replace("%", " %")
    if not most.assessed:
        rest = "In no study did anybody record what was looked for and not found, so no share can be given."
        return f"{start}{rest} {none_agreed}".strip()
    rest = (
        f"Named by at least {share}, which the protocol declared as the core: {listed}."
        if core
        else f"None is named by {share}, which the protocol declared as the core; the most frequent "
        f"({most.name.lower()}) is in {most.present} of {most.assessed}."
    )
    return f"{start}{rest} {none_agreed}".strip()


def _none_agreed(coded: Coded, codebook: Codebook, role: Role, what: str) -> str:
    """How many studies say themselves that nothing is agreed; such a statement is no definition and no skill."""
    marked = {c.id for family in codebook.families_with(role) for c in family.codes if c.marks == Mark.NONE_AGREED}
    says = (CodeStatus.AFFIRMED, CodeStatus.ABSENCE_STATED)
    own, shared = independent_studies(coded, [e for e in coded.extracts if e.code_id in marked and e.status in says])
    count = len(own) + len(shared)
    return f"{many(count, 'study')} {'states' if count == 1 else 'state'} that there is no {what}." if count else ""
