"""Write which study names which skill or other counted code, of its own or taken over."""

from extraction.codebook import load_codebook
from extraction.documents import Extract, Report, StudyCode
from identification.tables import read_table, write_table
from synthesis.naming import name_codes
from synthesis.shared_ground import CodeNaming
from synthesis.states import included_studies
from workflow.job import job

with job(snakemake) as files:
    codebook = load_codebook(files.input.codebook)
    reports, extracts = read_table(files.input.reports, Report), read_table(files.input.extracts, Extract)
    coded = included_studies(reports, extracts, codebook)
    naming = name_codes(codebook, read_table(files.input.study_codes, StudyCode), coded)
    write_table(naming, CodeNaming, files.output.naming)
