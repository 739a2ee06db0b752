"""Write quotes of independent studies that speak against each other, side by side."""

from extraction.codebook import load_codebook
from extraction.documents import Extract, Report
from identification.tables import read_table, write_table
from synthesis.contradictions import list_contradictions
from synthesis.statements import ThemeRow
from synthesis.states import included_studies
from synthesis.theme_tables import Contradiction
from workflow.job import job

with job(snakemake) as files:
    codebook = load_codebook(files.input.codebook)
    reports, extracts = read_table(files.input.reports, Report), read_table(files.input.extracts, Extract)
    coded, themes = included_studies(reports, extracts, codebook), read_table(files.input.themes, ThemeRow)
    write_table(list_contradictions(themes, codebook, coded), Contradiction, files.output.contradictions)
