"""What do the flow, the workbook and the report print? All tables of a review, and what stands on its cover."""

import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from extraction.coding_tables import CodingAgreement, CodingCheck, CodingDifference, FamilyCoding
from extraction.documents import Appraisal, Extract, RefusedExtract, Report, SetAside, StudyCode, ToRetrieve
from extraction.reviews import Covered
from extraction.studies import StudyProposal
from extraction.text_layer import Document
from identification.merge_log import DoubtfulRecords, LinkedRecords, Merge
from identification.people import names_out
from identification.records import (
    FlaggedRecord,
    KnownPaperFound,
    Record,
    SearchRecall,
    SharedRecords,
    SourceCount,
    SourceOverlap,
    UniqueRecord,
)
from identification.retractions import Retracted, RetractionList
from identification.tables import read_table
from identification.vocabulary import Outcome
from reporting.stages import (
    ChecklistItem,
    ChecklistRow,
    Equation,
    FlowBox,
    LoggedSearch,
    Shortcut,
    SourceYield,
    StageStatus,
)
from screening.outcomes import (
    Agreement,
    Conflict,
    CriterionDisagreement,
    Drift,
    JointAgreement,
    PolicyCheck,
    Progress,
    Screened,
    Stopping,
    Unmatched,
)
from synthesis import theme_tables as themed
from synthesis.gap_tables import Coverage, DoubleCoding, FunnelStep, Recommendation, SourceReach
from synthesis.shared_ground import CodeNaming, CoreSet, DefinitionGroup, Difference, Overlap, SkillStability
from synthesis.statements import CodeCount, Definition, Evidence, GapCell, Headline, StudyFinding, StudyValue, ThemeRow


@dataclass(frozen=True)
class Entry:
    """A name and what it stands for: a question, a criterion, a file and its hash."""

    name: str
    text: str


@dataclass(frozen=True)
class Source:
    """Where records were searched for. Its kind decides the column of the flow in which they are counted."""

    source_id: str
    name: str
    platform: str
    kind: str
    limits: str


@dataclass(frozen=True)
class Previous:
    """What the review that this one updates had included; None is unknown."""

    studies: int | None
    reports: int | None


@dataclass(frozen=True)
class CodeName:
    """What a code of the codebook is called and means, so that no reader meets a bare id."""

    code_id: str
    name: str
    family: str
    role: str
    definition: str


@dataclass(frozen=True)
class Context:
    """The text around a quote on its page, so that a reader can judge whether the quote says what its code says."""

    extract_id: str
    before: str
    after: str


@dataclass(frozen=True)
class Cover:
    """What a review says of itself before its first number.

    `interim` says why it is not final; empty means final. `people` prints reviewers by id and role; names stand there
    only when the team lets them leave. `last_event` is the date of the last human event: deliverables carry no other.
    """

    title: str
    synthetic: bool = False
    interim: tuple[str, ...] = ()
    last_event: str = ""
    frozen_on: str = ""
    commissioner: str = ""
    funding: str = ""
    interests: str = ""
    team: str = ""
    framework: str = ""
    elements: tuple[Entry, ...] = ()
    questions: tuple[Entry, ...] = ()
    include: tuple[Entry, ...] = ()
    exclude: tuple[Entry, ...] = ()
    sources: tuple[Source, ...] = ()
    previous: Previous | None = None
    people: tuple[Entry, ...] = ()
    codes: tuple[CodeName, ...] = ()
    skills_core_share: float | None = None
    amendments: tuple[str, ...] = ()
    shortfalls: tuple[str, ...] = ()
    provenance: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class ReviewTables:
    """Every table that a deliverable is made of; a table that is not there yet is empty and is said to be empty."""

    sources: tuple[SourceCount, ...] = ()
    records: tuple[Record, ...] = ()
    unique: tuple[UniqueRecord, ...] = ()
    merged: tuple[Merge, ...] = ()
    linked: tuple[LinkedRecords, ...] = ()
    doubtful: tuple[DoubtfulRecords, ...] = ()
    flagged: tuple[FlaggedRecord, ...] = ()
    known_papers: tuple[KnownPaperFound, ...] = ()
    recall: tuple[SearchRecall, ...] = ()
    overlap: tuple[SourceOverlap, ...] = ()
    shared: tuple[SharedRecords, ...] = ()
    search_log: tuple[LoggedSearch, ...] = ()
    source_yield: tuple[SourceYield, ...] = ()
    prisma_s: tuple[ChecklistItem, ...] = ()
    checklists: tuple[ChecklistRow, ...] = ()
    title_abstract: tuple[Screened, ...] = ()
    full_text: tuple[Screened, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    agreement: tuple[Agreement, ...] = ()
    joint_agreement: tuple[JointAgreement, ...] = ()
    policies: tuple[PolicyCheck, ...] = ()
    drift: tuple[Drift, ...] = ()
    criteria: tuple[CriterionDisagreement, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    progress: tuple[Progress, ...] = ()
    stopping: tuple[Stopping, ...] = ()
    documents: tuple[Document, ...] = ()
    reports: tuple[Report, ...] = ()
    to_retrieve: tuple[ToRetrieve, ...] = ()
    proposals: tuple[StudyProposal, ...] = ()
    covered: tuple[Covered, ...] = ()
    retractions: tuple[Retracted, ...] = ()
    retraction_lists: tuple[RetractionList, ...] = ()
    extracts: tuple[Extract, ...] = ()
    refused: tuple[RefusedExtract, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    coding_check: tuple[CodingCheck, ...] = ()
    differences: tuple[CodingDifference, ...] = ()
    coding_agreement: tuple[CodingAgreement, ...] = ()
    coding_sources: tuple[FamilyCoding, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    did_not_fit: tuple[Extract, ...] = ()
    study_codes: tuple[StudyCode, ...] = ()
    definitions: tuple[Definition, ...] = ()
    elements: tuple[CodeCount, ...] = ()
    skills: tuple[CodeCount, ...] = ()
    matrices: tuple[CodeCount, ...] = ()
    naming: tuple[CodeNaming, ...] = ()
    definition_overlap: tuple[Overlap, ...] = ()
    definition_groups: tuple[DefinitionGroup, ...] = ()
    skill_stability: tuple[SkillStability, ...] = ()
    core_sets: tuple[CoreSet, ...] = ()
    compared: tuple[Difference, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    gaps: tuple[GapCell, ...] = ()
    reach: tuple[SourceReach, ...] = ()
    detection: tuple[DoubleCoding, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    funnel: tuple[FunnelStep, ...] = ()
    research: tuple[Recommendation, ...] = ()
    themes: tuple[ThemeRow, ...] = ()
    theme_contexts: tuple[themed.ThemeContext, ...] = ()
    theme_pairs: tuple[themed.ThemePair, ...] = ()
    outside_themes: tuple[themed.OutsideThemes, ...] = ()
    theme_proposals: tuple[themed.Proposal, ...] = ()
    saturation: tuple[themed.Saturation, ...] = ()
    saturation_curve: tuple[themed.SaturationPoint, ...] = ()
    sensitivity: tuple[themed.Sensitivity, ...] = ()
    contradictions: tuple[themed.Contradiction, ...] = ()
    findings: tuple[themed.Finding, ...] = ()
    evidence_profile: tuple[themed.EvidenceProfile, ...] = ()
    characteristics: tuple[StudyValue, ...] = ()
    study_findings: tuple[StudyFinding, ...] = ()
    headlines: tuple[Headline, ...] = ()
    stages: tuple[StageStatus, ...] = ()
    flow: tuple[FlowBox, ...] = ()
    equations: tuple[Equation, ...] = ()
    contexts: tuple[Context, ...] = ()


def read_tables(paths: Mapping[str, Any]) -> ReviewTables:
    """The tables whose files are named after the fields of `ReviewTables`; other names in `paths` are passed over."""
    hints = typing.get_type_hints(ReviewTables)
    rows = {field.name: typing.get_args(hints[field.name])[0] for field in fields(ReviewTables) if field.name in paths}
    return ReviewTables(**{name: tuple(read_table(Path(paths[name]), row)) for name, row in rows.items()})


def of_included(tables: ReviewTables) -> ReviewTables:
    """The tables without the extracts and appraisals of reports that are not included: those are in no count."""
    kept = {report.report_id for report in tables.reports if report.outcome == Outcome.INCLUDED}
    extracts = tuple(one for one in tables.extracts if one.report_id in kept)
    appraisals = tuple(one for one in tables.appraisals if one.report_id in kept)
    refused = tuple(one for one in tables.refused if one.report_id in kept)
    return replace(tables, extracts=extracts, refused=refused, appraisals=appraisals)


def cover_of(
    config: Mapping[str, Any],
    codebook: Mapping[str, Any],
    *,
    last_event: str = "",
    frozen_on: str = "",
    interim: Sequence[str] = (),
    amendments: Sequence[str] = (),
    shortfalls: Sequence[str] = (),
    provenance: Sequence[tuple[str, str]] = (),
) -> Cover:
    """The cover of a review, from its protocol, its codebook and what is known of this run."""
    eligibility = config.get("eligibility", {})
    framework = config.get("question_framework", {})
    named = bool(config.get("leaves_team", {}).get("names"))
    return Cover(
        title=config["title"],
        synthetic=bool(config.get("synthetic")),
        interim=tuple(interim),
        last_event=last_event[:10],
        frozen_on=frozen_on,
        commissioner=config.get("commissioner") or "",
        funding=config.get("funding") or "",
        interests=config.get("interests") or "",
        team=(config.get("team") or "") if named else "",
        framework=framework.get("name") or "",
        elements=tuple(Entry(name, str(text)) for name, text in (framework.get("elements") or {}).items()),
        questions=_entries(config.get("questions")),
        include=_entries(eligibility.get("include")),
        exclude=_entries(eligibility.get("exclude")),
        sources=tuple(_source(one) for one in config.get("sources", [])),
        previous=_previous(config.get("previous_review")),
        people=tuple(Entry(*one) for one in names_out(config.get("reviewers") or [], named=named).items()),
        codes=codes_of(codebook),
        skills_core_share=config.get("skills_core_share"),
        amendments=tuple(amendments),
        shortfalls=tuple(shortfalls),
        provenance=tuple(Entry(name, text) for name, text in provenance),
    )


def codes_of(codebook: Mapping[str, Any]) -> tuple[CodeName, ...]:
    """Every code and every family of a codebook, in its order; a family is a code of its own without definition."""
    found = []
    for family in codebook.get("families") or []:
        role = family.get("role") or ""
        found.append(CodeName(family["id"], family["name"], family["id"], role, family.get("rule") or ""))
        for code in family.get("codes") or []:
            definition = " ".join((code.get("definition") or "").split())
            found.append(CodeName(code["id"], code["name"], family["id"], role, definition))
    return tuple(found)


def _entries(listed: Sequence[Mapping[str, Any]] | None) -> tuple[Entry, ...]:
    return tuple(Entry(str(one["id"]), str(one.get("text") or "")) for one in listed or [])


def _source(one: Mapping[str, Any]) -> Source:
    name, platform = one.get("name") or one["id"], one.get("platform") or ""
    return Source(one["id"], name, platform, one.get("kind") or "database", str(one.get("limits") or ""))


def _previous(stated: Mapping[str, Any] | None) -> Previous | None:
    return None if stated is None else Previous(stated.get("studies"), stated.get("reports"))
