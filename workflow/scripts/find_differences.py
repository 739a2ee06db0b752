"""Write whether studies of one setting or design name a code more often than the others."""

from extraction.codebook import load_codebook
from identification.tables import read_table, write_table
from synthesis.differences import find_differences
from synthesis.shared_ground import CodeNaming, Difference
from synthesis.statements import StudyValue
from workflow.job import job

with job(snakemake) as files:
    differences = find_differences(
        read_table(files.input.naming, CodeNaming),
        read_table(files.input.characteristics, StudyValue),
        compare_by=files.params.compare_by,
        codebook=load_codebook(files.input.codebook),
    )
    write_table(differences, Difference, files.output.differences)
