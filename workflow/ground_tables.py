"""The tables of shared ground, for the page of tables."""

from synthesis.shared_ground import CodeNaming, CoreSet, DefinitionGroup, Difference, Overlap, SkillStability

SHARED_GROUND: tuple[tuple[str, type], ...] = (
    ("results/synthesis/naming.csv", CodeNaming),
    ("results/synthesis/overlap.csv", Overlap),
    ("results/synthesis/definition_groups.csv", DefinitionGroup),
    ("results/synthesis/skill_stability.csv", SkillStability),
    ("results/synthesis/core_sets.csv", CoreSet),
    ("results/synthesis/differences.csv", Difference),
)
