"""Write people's themes with the extracts and studies that carry them."""

from pathlib import Path

from extraction.codebook import load_codebook
from extraction.documents import Extract, Report, SetAside
from identification.tables import read_table, write_table
from synthesis.statements import ThemeRow
from synthesis.states import included_studies
from synthesis.themes import read_themes, support_themes
from workflow.job import job

with job(snakemake) as files:
    codebook = load_codebook(files.input.codebook)
    reports, extracts = read_table(files.input.reports, Report), read_table(files.input.extracts, Extract)
    coded = included_studies(reports, extracts, codebook)
    themes, aside = support_themes(read_themes(files.input.themes, Path(files.input.schema)), coded)
    write_table(themes, ThemeRow, files.output.themes)
    write_table(aside, SetAside, files.output.set_aside)
