"""Write how much definitions of independent origin share, and which of them are alike."""

from extraction.codebook import load_codebook
from identification.tables import read_table, write_table
from synthesis.overlap import group_definitions, measure_overlap
from synthesis.shared_ground import DefinitionGroup, Overlap
from synthesis.statements import Definition
from workflow.job import job

with job(snakemake) as files:
    definitions = read_table(files.input.definitions, Definition)
    overlap = measure_overlap(definitions, load_codebook(files.input.codebook), seed=files.params.seed)
    write_table(overlap, Overlap, files.output.overlap)
    write_table(group_definitions(definitions), DefinitionGroup, files.output.groups)
