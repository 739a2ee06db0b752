"""Which tables do themes, what is tested on them, and findings have? A part of the list of all tables."""

from extraction.documents import SetAside
from synthesis.statements import ThemeRow
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

THEME_TABLES: tuple[tuple[str, type], ...] = (
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
)
