"""Write what each included study says of each code."""

from extraction.codebook import load_codebook
from extraction.documents import Extract, Report, StudyCode, Suggestion
from identification.tables import read_table, write_table
from synthesis.states import declared_gaps, included_studies, study_codes
from workflow.job import job

with job(snakemake) as files:
    codebook = load_codebook(files.input.codebook)
    reports, extracts = read_table(files.input.reports, Report), read_table(files.input.extracts, Extract)
    coded = included_studies(reports, extracts, codebook)
    suggestions = read_table(files.input.suggestions, Suggestion)
    states = study_codes(coded, codebook, suggestions, declared_gaps(files.params.gaps))
    write_table(states, StudyCode, files.output.study_codes)
