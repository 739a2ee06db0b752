"""Which tables does the synthesis write? A part of the list of all tables."""

from extraction.documents import Extract, SetAside, StudyCode
from synthesis.gap_tables import Coverage, DoubleCoding, FunnelStep, Recommendation, SourceReach
from synthesis.shared_ground import CodeNaming, CoreSet, DefinitionGroup, Difference, Overlap, SkillStability
from synthesis.statements import CodeCount, Definition, Evidence, GapCell, Headline, StudyFinding, StudyValue, ThemeRow
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

SYNTHESIS_TABLES: tuple[tuple[str, type], ...] = (
    ("results/synthesis/study_codes.csv", StudyCode),
    ("results/synthesis/definitions.csv", Definition),
    ("results/synthesis/elements.csv", CodeCount),
    ("results/synthesis/skills.csv", CodeCount),
    ("results/synthesis/matrices.csv", CodeCount),
    ("results/synthesis/naming.csv", CodeNaming),
    ("results/synthesis/overlap.csv", Overlap),
    ("results/synthesis/definition_groups.csv", DefinitionGroup),
    ("results/synthesis/skill_stability.csv", SkillStability),
    ("results/synthesis/core_sets.csv", CoreSet),
    ("results/synthesis/differences.csv", Difference),
    ("results/synthesis/characteristics.csv", StudyValue),
    ("results/synthesis/study_findings.csv", StudyFinding),
    ("results/synthesis/did_not_fit.csv", Extract),
    ("results/synthesis/evidence.csv", Evidence),
    ("results/synthesis/gaps.csv", GapCell),
    ("results/synthesis/reach.csv", SourceReach),
    ("results/synthesis/set_aside_reach.csv", SetAside),
    ("results/synthesis/detection.csv", DoubleCoding),
    ("results/synthesis/coverage.csv", Coverage),
    ("results/synthesis/funnel.csv", FunnelStep),
    ("results/synthesis/research.csv", Recommendation),
    ("results/synthesis/set_aside_judgements.csv", SetAside),
    ("results/synthesis/themes.csv", ThemeRow),
    ("results/synthesis/theme_contexts.csv", ThemeContext),
    ("results/synthesis/theme_cooccurrence.csv", ThemePair),
    ("results/synthesis/outside_themes.csv", OutsideThemes),
    ("results/synthesis/set_aside_themes.csv", SetAside),
    ("results/synthesis/proposals.csv", Proposal),
    ("results/synthesis/saturation.csv", Saturation),
    ("results/synthesis/saturation_curve.csv", SaturationPoint),
    ("results/synthesis/sensitivity.csv", Sensitivity),
    ("results/synthesis/contradictions.csv", Contradiction),
    ("results/synthesis/findings.csv", Finding),
    ("results/synthesis/evidence_profile.csv", EvidenceProfile),
    ("results/synthesis/set_aside_findings.csv", SetAside),
    ("results/synthesis/headlines.csv", Headline),
)
