"""The sentences that the review's standing questions ask for, each with what it stands on: extracts and studies."""

from collections.abc import Sequence

from extraction.codebook import Codebook
from extraction.documents import Extract
from identification.vocabulary import CodeStatus, Mark, OverlapLevel, Role
from identification.wording import decimal, inside, many, p_value, percent
from synthesis.definitions import elements_by_origin
from synthesis.gaps import in_short
from synthesis.overlap import FEWEST_TO_COMPARE
from synthesis.shared_ground import CoreSet, Overlap
from synthesis.stability import FEWEST_TO_RESAMPLE
from synthesis.statements import CodeCount, Definition, GapCell, Headline
from synthesis.states import Coded, independent_studies

SAYS = (CodeStatus.AFFIRMED, CodeStatus.ABSENCE_STATED)


def state_headlines(
    gaps: Sequence[GapCell],
    coded: Coded,
    codebook: Codebook,
    *,
    definitions: Sequence[Definition],
    elements: Sequence[CodeCount],
    overlap: Sequence[Overlap],
    skills: Sequence[CodeCount],
    core_sets: Sequence[CoreSet],
) -> list[Headline]:
    """Definitions, skills, then each gap family; a sentence says what was counted and nothing beyond."""
    said = [
        _definitions(definitions, elements, overlap, coded, codebook),
        _skills(skills, core_sets, coded, codebook),
        *(_gap(gap) for gap in sorted(gaps, key=_place) if _is_family(gap, codebook)),
    ]
    return [Headline(order, *one) for order, one in enumerate(said, start=1)]


Said = tuple[str, str, str, tuple[str, ...], tuple[str, ...]]


def _gap(gap: GapCell) -> Said:
    return gap.cell_id, in_short(gap), "gaps.csv", tuple(sorted({*gap.extract_ids, *gap.look_ids})), gap.assessed_ids


def _place(gap: GapCell) -> int:
    return gap.order


def _is_family(gap: GapCell, codebook: Codebook) -> bool:
    """Whether the cell is that of a whole family, which is said before its codes."""
    return gap.code_id in {family.id for family in codebook.families}


def _definitions(
    definitions: Sequence[Definition],
    elements: Sequence[CodeCount],
    overlap: Sequence[Overlap],
    coded: Coded,
    codebook: Codebook,
) -> Said:
    by_origin = elements_by_origin(definitions)
    included = many(len(coded.studies), "included study")
    none = _saying_none(coded, codebook, Role.DEFINITIONS)
    parts = [f"No definition has been extracted from the {included}."]
    if by_origin:
        verb = "was" if len(by_origin) == 1 else "were"
        studies = len({definition.study_id for definition in definitions})
        found = f"{many(len(by_origin), 'definition')} of independent origin {verb} found in {studies}"
        parts = [f"{found} of the {included}.", *_common(elements, overlap, len(by_origin))]
    parts.append(_none_agreed(none, coded, "agreed definition"))
    ids = {one for definition in definitions for one in (definition.extract_id, *definition.element_ids)}
    trace = tuple(sorted(ids | {extract.extract_id for extract in none}))
    basis = "definitions.csv, elements.csv, overlap.csv"
    return "definitions", " ".join(part for part in parts if part), basis, trace, coded.studies


def _common(elements: Sequence[CodeCount], overlap: Sequence[Overlap], definitions: int) -> list[str]:
    """What several definitions have in common: elements that all share, or how many share the commonest; overlap."""
    if definitions == 1:
        return []
    most = max((element.present for element in elements), default=0)
    if not most:
        return ["No element of them has been coded."]
    shared = [element.name for element in elements if element.core]
    commonest = "; ".join(inside(element.name) for element in elements if element.present == most)
    common = (
        f"Elements that all of them share: {', '.join(shared)}."
        if shared
        else f"No element is in more than {most} of {definitions} ({commonest})."
    )
    means = [_overlap(one) for one in sorted(overlap, key=_level) if one.mean is not None]
    if not means:
        return [common, f"With fewer than {FEWEST_TO_COMPARE} definitions no mean overlap is given."]
    undefined = max(one.undefined for one in overlap)
    left_out = f"{many(undefined, 'pair')} in which neither has a coded element left out" if undefined else ""
    return [
        common,
        f"Mean pairwise overlap (1 is the same, 0 nothing shared): {'; '.join(means)}.",
        left_out and f"{left_out}.",
    ]


def _level(one: Overlap) -> int:
    return list(OverlapLevel).index(one.level)


def _overlap(one: Overlap) -> str:
    grouped = f" when elements are grouped into {one.things}" * (one.level == OverlapLevel.GROUPS)
    if one.mean is None:
        return ""
    limits = "no interval can be given"
    if one.low is not None and one.high is not None:
        limits = f"jackknife 95 % {decimal(one.low)} to {decimal(one.high)}"
    chance = ""
    if one.by_chance is not None and one.p_value is not None:
        chance = f"; by chance {decimal(one.by_chance)}, as much or more with {p_value(one.p_value)}"
    return f"{decimal(one.mean)}{grouped} ({limits}{chance})"


def _skills(skills: Sequence[CodeCount], core_sets: Sequence[CoreSet], coded: Coded, codebook: Codebook) -> Said:
    named = [skill for skill in skills if skill.present + skill.elsewhere]
    declared = next(one for one in core_sets if one.declared)
    none = _saying_none(coded, codebook, Role.SKILLS)
    if not named:
        parts = [f"No skill has been extracted from the {many(len(coded.studies), 'included study')}."]
    elif not declared.studies:
        rest = "In no study did anybody record what was looked for and not found, so no share can be given."
        parts = [_named(named), rest]
    else:
        parts = [_named(named), _core(skills, declared), *_firm(core_sets, declared)]
    parts.append(_none_agreed(none, coded, "generic set of skills"))
    trace = tuple(sorted({*declared.extract_ids, *(extract.extract_id for extract in none)}))
    studies = declared.study_ids if named else coded.studies
    basis = "skills.csv, core_sets.csv, skill_stability.csv"
    return "skills", " ".join(part for part in parts if part), basis, trace, studies


def _named(named: Sequence[CodeCount]) -> str:
    return f"{many(len(named), 'skill')} {'is' if len(named) == 1 else 'are'} named by at least one study."


def _core(skills: Sequence[CodeCount], declared: CoreSet) -> str:
    share = percent(declared.threshold).replace(".0 %", " %")
    core = sorted((skill for skill in skills if skill.core), key=lambda skill: (-(skill.share or 0), skill.code_id))
    if core:
        listed = "; ".join(f"{inside(skill.name)} ({skill.present} of {skill.assessed})" for skill in core)
        return f"Named by at least {share} of the studies that were looked at, the declared core: {listed}."
    most = max(skill.share or 0 for skill in skills)
    first = [skill for skill in skills if skill.present and skill.share == most]
    listed = "; ".join(f"{inside(skill.name)} in {skill.present} of {skill.assessed}" for skill in first)
    none = f"None is named by {share} of the studies that were looked at, so the declared core is empty"
    return f"{none}; most often named: {listed}." if first else f"{none}."


def _firm(core_sets: Sequence[CoreSet], declared: CoreSet) -> list[str]:
    """How firm the core is: with one study less, in resamples, at the thresholds beside the declared one."""
    studies = many(declared.studies, "study")
    parts = [
        f"Leaving out one of these {studies} changes the core in {len(declared.changing)} of {declared.studies} cases."
    ]
    if declared.empty_resamples is None or declared.same_resamples is None:
        parts.append(f"With fewer than {FEWEST_TO_RESAMPLE} studies no resamples are drawn.")
    else:
        parts.append(
            f"In {declared.resamples:,} resamples of them the core is the same in {percent(declared.same_resamples)} "
            f"and empty in {percent(declared.empty_resamples)}."
        )
    others = [one for one in sorted(core_sets, key=lambda one: one.threshold) if not one.declared]
    sizes = ", ".join(f"{one.size} at {percent(one.threshold).replace('.0 %', ' %')}" for one in others)
    parts.append(f"Skills at other thresholds: {sizes}.")
    return parts


def _saying_none(coded: Coded, codebook: Codebook, role: Role) -> list[Extract]:
    """What says itself that nothing is agreed; such a statement is no definition and no skill."""
    marked = {c.id for family in codebook.families_with(role) for c in family.codes if c.marks == Mark.NONE_AGREED}
    return [extract for extract in coded.extracts if extract.code_id in marked and extract.status in SAYS]


def _none_agreed(none: Sequence[Extract], coded: Coded, what: str) -> str:
    own, shared = independent_studies(coded, none)
    count = len(own) + len(shared)
    return f"{many(count, 'study')} {'states' if count == 1 else 'state'} that there is no {what}." if count else ""
