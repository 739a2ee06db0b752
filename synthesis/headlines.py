"""The sentences that the review's standing questions ask for, each with what it stands on: extracts and studies."""

from collections.abc import Sequence

from extraction.codebook import Codebook
from extraction.documents import Extract
from identification.vocabulary import CodeStatus, DocumentStatus, Mark, OverlapLevel, Role
from identification.wording import decimal, inside, many, percent
from synthesis.definitions import elements_by_origin
from synthesis.gaps import in_short
from synthesis.overlap import FEWEST_TO_COMPARE
from synthesis.shared_ground import CoreSet, Overlap
from synthesis.stability import FEWEST_TO_RESAMPLE
from synthesis.statements import CodeCount, Definition, GapCell, Headline
from synthesis.states import Coded, independent_studies, looks_for, origin_of, was_searched

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
        _with_origins(_definitions(definitions, elements, overlap, coded, codebook), coded),
        _with_origins(_skills(skills, core_sets, coded, codebook), coded),
        *(_gap(gap) for gap in sorted(gaps, key=_place) if gap.is_family),
    ]
    return [Headline(order, *one) for order, one in enumerate(said, start=1)]


Said = tuple[str, str, str, tuple[str, ...], tuple[str, ...]]


def _with_origins(said: Said, coded: Coded) -> Said:
    """A sentence that also counts on the included studies from which its extracts quote: what B takes from A is A's."""
    name, sentence, basis, trace, studies = said
    named = [one for one in coded.extracts if one.extract_id in set(trace)]
    origins = {origin_of(one, coded) for one in named if origin_of(one, coded) != one.study_id}
    return name, sentence, basis, trace, tuple(sorted({*studies, *(origins & set(coded.studies))}))


def _gap(gap: GapCell) -> Said:
    return gap.cell_id, in_short(gap), "gaps.csv", tuple(sorted({*gap.extract_ids, *gap.look_ids})), gap.assessed_ids


def _place(gap: GapCell) -> int:
    return gap.order


def _definitions(
    definitions: Sequence[Definition],
    elements: Sequence[CodeCount],
    overlap: Sequence[Overlap],
    coded: Coded,
    codebook: Codebook,
) -> Said:
    by_origin = elements_by_origin(definitions)
    none = _saying_none(coded, codebook, Role.DEFINITIONS)
    parts = [_nothing("definition", coded, codebook, Role.DEFINITIONS)]
    if by_origin:
        parts = [_found(definitions, len(by_origin), coded), *_common(elements, overlap, len(by_origin))]
    parts.append(_none_agreed(none, coded, "agreed definition"))
    ids = {one for definition in definitions for one in (definition.extract_id, *definition.element_ids)}
    looks = set() if by_origin else _looks(coded, codebook, Role.DEFINITIONS)
    trace = tuple(sorted(ids | looks | {extract.extract_id for extract in none}))
    basis = "definitions.csv, elements.csv, overlap.csv"
    return "definitions", " ".join(part for part in parts if part), basis, trace, coded.studies


def _found(definitions: Sequence[Definition], origins: int, coded: Coded) -> str:
    """How many definitions in how many studies, those that only quote one and those without text told apart."""
    studies = {one.study_id for one in definitions}
    quoting = studies - {one.study_id for one in definitions if one.origin == one.study_id}
    unread = {one.study_id for one in coded.reports if one.document_status != DocumentStatus.READ} - studies
    verb = "was" if origins == 1 else "were"
    included = many(len(coded.studies), "included study")
    said = f"{many(origins, 'definition')} of independent origin {verb} found in {len(studies)} of the {included}"
    said += f"; {len(quoting)} of these only {_verb(len(quoting), 'quote')} one" * bool(quoting)
    return f"{said}; {many(len(unread), 'study')} without readable text." if unread else f"{said}."


def _nothing(what: str, coded: Coded, codebook: Codebook, role: Role) -> str:
    """That nothing was extracted, and in how many studies people recorded that they looked: silence is no absence."""
    families = [family.id for family in codebook.families_with(role)]
    looked = sum(any(was_searched(coded, study, one, "") for one in families) for study in coded.studies)
    looks = f"people looked through {looked} of them" if looked else "nobody has recorded a look through any of them"
    return f"No {what} has been extracted from the {many(len(coded.studies), 'included study')}; {looks}."


def _looks(coded: Coded, codebook: Codebook, role: Role) -> set[str]:
    families = {family.id for family in codebook.families_with(role)}
    return {one.extract_id for family in families for one in looks_for(coded.extracts, family, "")}


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
        f"On average two definitions share {'; '.join(means)}.",
        left_out and f"{left_out}.",
    ]


def _level(one: Overlap) -> int:
    return list(OverlapLevel).index(one.level)


def _overlap(one: Overlap) -> str:
    if one.mean is None:
        return ""
    of_what = " of the elements that either has"
    if one.level == OverlapLevel.GROUPS:
        of_what = f" when elements are grouped into {one.things}"
    limits = "no interval can be given"
    if one.low is not None and one.high is not None:
        limits = f"jackknife 95 % {decimal(one.low)} to {decimal(one.high)}"
    chance = "" if one.by_chance is None else f"; elements dealt out by chance give {decimal(one.by_chance)}"
    return f"{decimal(one.mean)}{of_what} ({limits}{chance})"


def _skills(skills: Sequence[CodeCount], core_sets: Sequence[CoreSet], coded: Coded, codebook: Codebook) -> Said:
    named = [skill for skill in skills if skill.present + skill.elsewhere]
    declared = next(one for one in core_sets if one.declared)
    none = _saying_none(coded, codebook, Role.SKILLS)
    if not named:
        parts = [_nothing("skill", coded, codebook, Role.SKILLS)]
    elif not declared.studies:
        rest = "In no study did anybody record what was looked for and not found, so no share can be given."
        parts = [_named(named, skills), rest]
    else:
        parts = [_named(named, skills), _core(skills, declared), *_firm(core_sets, declared)]
    parts.append(_none_agreed(none, coded, "generic set of skills"))
    looks = set() if named else _looks(coded, codebook, Role.SKILLS)
    trace = tuple(sorted({*declared.extract_ids, *looks, *(extract.extract_id for extract in none)}))
    studies = declared.study_ids if named and not none else coded.studies
    basis = "skills.csv, core_sets.csv, skill_stability.csv"
    return "skills", " ".join(part for part in parts if part), basis, trace, studies


def _named(named: Sequence[CodeCount], skills: Sequence[CodeCount]) -> str:
    verb = "is" if len(named) == 1 else "are"
    return f"{len(named)} of the {many(len(skills), 'skill')} of the codebook {verb} named by at least one study."


def _core(skills: Sequence[CodeCount], declared: CoreSet) -> str:
    share = percent(declared.threshold).replace(".0 %", " %")
    core = sorted((skill for skill in skills if skill.core), key=lambda skill: (-(skill.share or 0), skill.code_id))
    if core:
        listed = "; ".join(f"{inside(skill.name)} ({_counted(skill)})" for skill in core)
        return f"Named by at least {share} of the studies that were looked through, the declared core: {listed}."
    most = max(skill.share or 0 for skill in skills)
    first = [skill for skill in skills if skill.present and skill.share == most]
    listed = "; ".join(f"{inside(skill.name)} ({_counted(skill)})" for skill in first)
    none = f"None is named by {share} of the studies that were looked through, so the declared core is empty"
    return f"{none}; most often named: {listed}." if first else f"{none}."


def _counted(skill: CodeCount) -> str:
    """A count of independent studies with its interval, and how many contest it or found nothing of it."""
    limits = "" if skill.low is None or skill.high is None else f", {percent(skill.low)} to {percent(skill.high)}"
    return f"{skill.present} of {skill.assessed}{limits}" + (f"; {skill.against} against it" if skill.against else "")


def _firm(core_sets: Sequence[CoreSet], declared: CoreSet) -> list[str]:
    """How firm the core is: with one study less, in resamples, at the thresholds beside the declared one."""
    parts = [f"Leaving out one study changes the core in {len(declared.changing)} of {declared.studies} cases."]
    if declared.empty_resamples is None or declared.same_resamples is None:
        parts.append(f"With fewer than {FEWEST_TO_RESAMPLE} studies no resamples are drawn.")
    else:
        parts.append(
            f"In {declared.resamples:,} resamples of the studies the core is the same in "
            f"{percent(declared.same_resamples)} and empty in {percent(declared.empty_resamples)}."
        )
    others = [one for one in sorted(core_sets, key=lambda one: one.threshold) if not one.declared]
    sizes = ", ".join(f"{one.size} at {percent(one.threshold).replace('.0 %', ' %')}" for one in others)
    parts.append(f"Skills at other thresholds: {sizes}.")
    return parts


def _saying_none(coded: Coded, codebook: Codebook, role: Role) -> list[Extract]:
    """What says itself that nothing is agreed; such a statement is no definition and no skill."""
    marked = {c.id for family in codebook.families_with(role) for c in family.codes if c.marks == Mark.NONE_AGREED}
    return [one for one in coded.extracts if one.code_id in marked and one.status in (*SAYS, CodeStatus.CONTESTED)]


def _none_agreed(none: Sequence[Extract], coded: Coded, what: str) -> str:
    own, shared = independent_studies(coded, [one for one in none if one.status in SAYS])
    against, others = independent_studies(coded, [one for one in none if one.status not in SAYS])
    count, contesting = len(own) + len(shared), len(against) + len(others)
    said = [
        f"{count} of the {many(len(coded.studies), 'included study')} {_verb(count, 'say')} that there is no {what}"
    ]
    said += [f"{len(shared)} of these only {_verb(len(shared), 'quote')} that"] * bool(shared)
    said += [f"{contesting} {_verb(contesting, 'contest')} it"] * bool(contesting)
    return f"{'; '.join(said)}." if count + contesting else ""


def _verb(count: int, verb: str) -> str:
    return f"{verb}s" if count == 1 else verb
