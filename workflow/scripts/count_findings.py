"""Write definitions, skills and every other family, counted on studies."""

from extraction.codebook import load_codebook
from extraction.documents import Extract, Report, StudyCode
from identification.tables import read_table, write_table
from identification.vocabulary import Role
from synthesis.counts import count_codes, did_not_fit, list_characteristics
from synthesis.definitions import count_elements, list_definitions
from synthesis.statements import CodeCount, Definition, StudyFinding, StudyValue
from synthesis.states import included_studies
from synthesis.study_tables import study_findings
from workflow.job import job

with job(snakemake) as files:
    codebook = load_codebook(files.input.codebook)
    reports, extracts = read_table(files.input.reports, Report), read_table(files.input.extracts, Extract)
    coded = included_studies(reports, extracts, codebook)
    states = read_table(files.input.study_codes, StudyCode)
    definitions = list_definitions(coded, codebook)
    write_table(definitions, Definition, files.output.definitions)
    write_table(count_elements(definitions, codebook), CodeCount, files.output.elements)
    share = files.params.core_share
    write_table(count_codes(codebook, Role.SKILLS, states, coded, core_share=share), CodeCount, files.output.skills)
    write_table(count_codes(codebook, Role.MATRIX, states, coded, core_share=share), CodeCount, files.output.matrices)
    values = list_characteristics(codebook, coded)
    write_table(values, StudyValue, files.output.characteristics)
    write_table(study_findings(states, values, codebook), StudyFinding, files.output.study_findings)
    write_table(did_not_fit(codebook, coded), Extract, files.output.did_not_fit)
