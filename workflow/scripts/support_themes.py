"""Write people's themes with the extracts and studies that carry them, where they hold and what is outside them."""

from pathlib import Path

from extraction.codebook import load_codebook
from extraction.documents import Extract, Report, SetAside
from identification.tables import read_table, write_table
from synthesis.statements import ThemeRow
from synthesis.states import included_studies
from synthesis.theme_ground import co_occurrence, outside_themes, theme_contexts, with_frame
from synthesis.theme_tables import OutsideThemes, ThemeContext, ThemePair
from synthesis.themes import read_themes, support_themes
from workflow.job import job

with job(snakemake) as files:
    codebook = load_codebook(files.input.codebook)
    reports, extracts = read_table(files.input.reports, Report), read_table(files.input.extracts, Extract)
    coded = included_studies(reports, extracts, codebook)
    themes, aside = support_themes(read_themes(files.input.themes, Path(files.input.schema)), coded)
    write_table(with_frame(themes, codebook, coded), ThemeRow, files.output.themes)
    write_table(theme_contexts(themes, codebook, coded), ThemeContext, files.output.contexts)
    write_table(co_occurrence(themes, coded), ThemePair, files.output.co_occurrence)
    write_table(outside_themes(themes, codebook, coded), OutsideThemes, files.output.outside)
    write_table(aside, SetAside, files.output.set_aside)
