"""Every table of the synthesis once more, from the ground of a data package: the calls of workflow/scripts, again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from extraction.documents import Extract, SetAside, StudyCode
from identification.tables import read_table, write_table
from identification.vocabulary import Role
from reporting.package_ground import Ground
from synthesis.contradictions import list_contradictions
from synthesis.counts import count_codes, did_not_fit, list_characteristics
from synthesis.coverage import count_coverage
from synthesis.definitions import count_elements, list_definitions
from synthesis.differences import find_differences
from synthesis.double_coding import measure_detection
from synthesis.findings import Ground as FindingsGround
from synthesis.findings import profile_findings, read_findings
from synthesis.funnel import count_funnel
from synthesis.gap_tables import Coverage, DoubleCoding, FunnelStep, Recommendation, SourceReach
from synthesis.gaps import Grounds, list_evidence, state_gaps
from synthesis.grey import grey_studies
from synthesis.headlines import state_headlines
from synthesis.judgements import read_judgements
from synthesis.naming import name_codes
from synthesis.overlap import group_definitions, measure_overlap
from synthesis.proposals import propose_themes
from synthesis.reach import read_reach, sources_searched, state_reach
from synthesis.saturation import saturation
from synthesis.sensitivity import Ground as SensitivityGround
from synthesis.sensitivity import negative_answers, sensitivity, trials
from synthesis.shared_ground import CodeNaming, CoreSet, DefinitionGroup, Difference, Overlap, SkillStability
from synthesis.stability import core_sets, skill_stability
from synthesis.statements import CodeCount, Definition, Evidence, GapCell, Headline, StudyFinding, StudyValue, ThemeRow
from synthesis.states import study_codes
from synthesis.study_tables import study_findings
from synthesis.theme_ground import co_occurrence, outside_themes, theme_contexts, with_frame
from synthesis.theme_tables import (
    Contradiction,
    EvidenceProfile,
    Finding,
    OutsideThemes,
    Proposal,
    Saturation,
    SaturationPoint,
    Sensitivity,
    ThemeContext,
    ThemePair,
)
from synthesis.themes import read_themes, support_themes

THEMES, FINDINGS, REACH = "review/themes.yaml", "review/findings.yaml", "review/reach.csv"
Row = TypeVar("Row")


@dataclass(frozen=True)
class Recounted:
    """A folder of tables that are counted again, at the paths that they have in the package."""

    folder: Path

    def keep(self, path: str, kind: type[Row], rows: Iterable[Row]) -> list[Row]:
        """Write a table and read it again: what is counted from it has to meet its rows in the same order."""
        write_table(rows, kind, self.folder / path)
        return read_table(self.folder / path, kind)

    def synthesis(self, name: str, kind: type[Row], rows: Iterable[Row]) -> list[Row]:
        """A table of the synthesis by the name of its file, written and read again."""
        return self.keep(f"results/synthesis/{name}.csv", kind, rows)


@dataclass(frozen=True)
class Counts:
    """The tables of the synthesis that other tables are counted from."""

    definitions: Sequence[Definition]
    elements: Sequence[CodeCount]
    skills: Sequence[CodeCount]
    matrices: Sequence[CodeCount]
    characteristics: Sequence[StudyValue]
    study_codes: Sequence[StudyCode]
    study_findings: Sequence[StudyFinding]
    gaps: Sequence[GapCell] = ()
    themes: Sequence[ThemeRow] = ()
    findings: Sequence[Finding] = ()
    evidence_profile: Sequence[EvidenceProfile] = ()
    headlines: Sequence[Headline] = ()


def recount_synthesis(ground: Ground, out: Recounted) -> Counts:
    """Count every table of the synthesis again into `out`, in the order of workflow/rules/synthesis.smk."""
    states = study_codes(ground.coded, ground.codebook, ground.suggestions, ground.declared)
    counts = _findings_of_studies(ground, out, out.synthesis("study_codes", StudyCode, states))
    overlap, core = _shared_ground(ground, out, counts)
    gaps = _gaps(ground, out, counts.study_codes)
    themes, findings, profiles = _themes(ground, out)
    _robustness(ground, out)
    headlines = state_headlines(
        gaps,
        ground.coded,
        ground.codebook,
        definitions=counts.definitions,
        elements=counts.elements,
        overlap=overlap,
        skills=counts.skills,
        core_sets=core,
    )
    said = out.synthesis("headlines", Headline, headlines)
    return replace(counts, gaps=gaps, themes=themes, findings=findings, evidence_profile=profiles, headlines=said)


def _findings_of_studies(ground: Ground, out: Recounted, states: Sequence[StudyCode]) -> Counts:
    book, coded, share = ground.codebook, ground.coded, ground.config["skills_core_share"]
    definitions = out.synthesis("definitions", Definition, list_definitions(coded, book))
    skills = count_codes(book, Role.SKILLS, states, coded, core_share=share)
    matrices = count_codes(book, Role.MATRIX, states, coded, core_share=share)
    values = out.synthesis("characteristics", StudyValue, list_characteristics(book, coded))
    out.synthesis("did_not_fit", Extract, did_not_fit(book, coded))
    return Counts(
        definitions=definitions,
        elements=out.synthesis("elements", CodeCount, count_elements(definitions, book)),
        skills=out.synthesis("skills", CodeCount, skills),
        matrices=out.synthesis("matrices", CodeCount, matrices),
        characteristics=values,
        study_codes=states,
        study_findings=out.synthesis("study_findings", StudyFinding, study_findings(states, values, book)),
    )


def _shared_ground(ground: Ground, out: Recounted, counts: Counts) -> tuple[list[Overlap], list[CoreSet]]:
    book, seed, share = ground.codebook, ground.config["seed"], ground.config["skills_core_share"]
    named = out.synthesis("naming", CodeNaming, name_codes(book, counts.study_codes, ground.coded))
    overlap = out.synthesis("overlap", Overlap, measure_overlap(counts.definitions, book, seed=seed))
    out.synthesis("definition_groups", DefinitionGroup, group_definitions(counts.definitions))
    stability = skill_stability(counts.skills, named, core_share=share, seed=seed)
    out.synthesis("skill_stability", SkillStability, stability)
    by = ground.config["compare_by"]
    compared = find_differences(named, counts.characteristics, compare_by=by, codebook=book)
    out.synthesis("differences", Difference, compared)
    sets = core_sets(counts.skills, named, core_share=share, seed=seed)
    return overlap, out.synthesis("core_sets", CoreSet, sets)


def _gaps(ground: Ground, out: Recounted, states: Sequence[StudyCode]) -> list[GapCell]:
    tables, declared, book = ground.tables, ground.declared, ground.codebook
    detection = measure_detection(declared, ground.first_extracts, ground.coded, seed=ground.config["seed"])
    coverage = count_coverage(tables.title_abstract, tables.reports, tables.stopping, tables.policies)
    research, _ = read_judgements(ground.present(FINDINGS), ground.schema("findings"), declared, ground.people)
    grounds = Grounds(
        reach=tuple(out.synthesis("reach", SourceReach, _reach(ground))),
        papers=tuple(ground.known_papers),
        double=tuple(out.synthesis("detection", DoubleCoding, detection)),
        coverage=tuple(out.synthesis("coverage", Coverage, coverage)),
        funnel=tuple(out.synthesis("funnel", FunnelStep, _funnel(ground))),
        research=tuple(out.synthesis("research", Recommendation, research)),
    )
    out.synthesis("evidence", Evidence, list_evidence(declared, ground.coded))
    return out.synthesis("gaps", GapCell, state_gaps(declared, states, ground.coded, book, grounds))


def _reach(ground: Ground) -> list[SourceReach]:
    searched = sources_searched(ground.config["sources"], ground.searches, ground.searches_folder)
    sources = [one.source for one in searched]
    noted, _ = read_reach(ground.present(REACH), ground.declared, sources, ground.people)
    return state_reach(ground.declared, searched, ground.exclusions, noted, ground.codebook)


def _funnel(ground: Ground) -> list[FunnelStep]:
    """Counted where abstracts are in the package; else as it stands there, for what is counted from it."""
    if not ground.has_abstracts:
        return ground.read("results/synthesis/funnel.csv", FunnelStep)
    tables = ground.tables
    screened = (tables.title_abstract, tables.full_text)
    return count_funnel(ground.declared, tables.unique, *screened, tables.reports, ground.codebook)


def _themes(ground: Ground, out: Recounted) -> tuple[list[ThemeRow], list[Finding], list[EvidenceProfile]]:
    book, coded, seed = ground.codebook, ground.coded, ground.config["seed"]
    supported, aside = support_themes(read_themes(ground.present(THEMES), ground.schema("themes")), coded)
    themes = out.synthesis("themes", ThemeRow, with_frame(supported, book, coded))
    out.synthesis("theme_contexts", ThemeContext, theme_contexts(supported, book, coded))
    out.synthesis("theme_cooccurrence", ThemePair, co_occurrence(supported, coded))
    out.synthesis("outside_themes", OutsideThemes, outside_themes(supported, book, coded))
    out.synthesis("set_aside_themes", SetAside, aside)
    out.synthesis("proposals", Proposal, propose_themes(themes, book, coded, seed=seed))
    out.synthesis("contradictions", Contradiction, list_contradictions(themes, book, coded))
    questions = frozenset(one["id"] for one in ground.config["questions"])
    appraised, asked = ground.tables.appraisals, tuple(ground.instruments)
    stated = read_findings(ground.present(FINDINGS), ground.schema("findings"))
    found = profile_findings(stated, FindingsGround(tuple(themes), coded, book, appraised, questions, asked))
    profiles = out.synthesis("evidence_profile", EvidenceProfile, found[1])
    out.synthesis("set_aside_findings", SetAside, found[2])
    return themes, out.synthesis("findings", Finding, found[0]), profiles


def _robustness(ground: Ground, out: Recounted) -> None:
    """Saturation, and what changes when something is left out."""
    rules, curve = saturation(ground.codebook, ground.coded, seed=ground.config["seed"])
    out.synthesis("saturation", Saturation, rules)
    out.synthesis("saturation_curve", SaturationPoint, curve)
    tables, config = ground.tables, ground.config
    themes = read_themes(ground.present(THEMES), ground.schema("themes"))
    before = (tables.reports, tables.extracts, tuple(ground.suggestions))
    whole = SensitivityGround(
        *before, ground.codebook, tuple(ground.declared), tuple(themes), config["skills_core_share"]
    )
    sources = {record: group.sources for group in tables.unique for record in group.record_ids}
    called = {record: group.kind for group in tables.unique for record in group.record_ids}
    kinds = {one["id"]: one["kind"] for one in config["sources"]}
    left_out = trials(
        whole,
        weak=negative_answers(tables.appraisals, ground.instruments),
        weak_from=config["sensitivity"]["weak_from"],
        grey=grey_studies(tables.reports, sources, kinds, called),
    )
    out.synthesis("sensitivity", Sensitivity, sensitivity(whole, left_out))
