"""Write groups of the quotes that fit no code, as proposals for themes and codes."""

from extraction.codebook import load_codebook
from extraction.documents import Extract, Report
from identification.tables import read_table, write_table
from synthesis.proposals import propose_themes
from synthesis.statements import ThemeRow
from synthesis.states import included_studies
from synthesis.theme_tables import Proposal
from workflow.job import job

with job(snakemake) as files:
    codebook = load_codebook(files.input.codebook)
    reports, extracts = read_table(files.input.reports, Report), read_table(files.input.extracts, Extract)
    coded, themes = included_studies(reports, extracts, codebook), read_table(files.input.themes, ThemeRow)
    write_table(propose_themes(themes, codebook, coded, seed=files.params.seed), Proposal, files.output.proposals)
