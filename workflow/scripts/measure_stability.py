"""Write how firm the core set of skills is, skill by skill and threshold by threshold."""

from identification.tables import read_table, write_table
from synthesis.shared_ground import CodeNaming, CoreSet, SkillStability
from synthesis.stability import core_sets, skill_stability
from synthesis.statements import CodeCount
from workflow.job import job

with job(snakemake) as files:
    skills, naming = read_table(files.input.skills, CodeCount), read_table(files.input.naming, CodeNaming)
    share, seed = files.params.core_share, files.params.seed
    stability = skill_stability(skills, naming, core_share=share, seed=seed)
    write_table(stability, SkillStability, files.output.stability)
    write_table(core_sets(skills, naming, core_share=share, seed=seed), CoreSet, files.output.core_sets)
