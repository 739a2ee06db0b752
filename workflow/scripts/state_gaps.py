"""Write every declared gap cell, and what counts as evidence."""

from extraction.codebook import load_codebook
from extraction.documents import Extract, Report, StudyCode
from identification.tables import read_table, write_table
from synthesis.gaps import list_evidence, state_gaps
from synthesis.statements import Evidence, GapCell
from synthesis.states import declared_gaps, included_studies
from workflow.job import job

with job(snakemake) as files:
    codebook = load_codebook(files.input.codebook)
    reports, extracts = read_table(files.input.reports, Report), read_table(files.input.extracts, Extract)
    coded = included_studies(reports, extracts, codebook)
    states, declared = read_table(files.input.study_codes, StudyCode), declared_gaps(files.params.gaps)
    write_table(state_gaps(declared, states, coded, codebook), GapCell, files.output.gaps)
    write_table(list_evidence(declared, coded), Evidence, files.output.evidence)
