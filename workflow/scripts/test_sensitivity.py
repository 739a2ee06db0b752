"""Write what changes when weak studies, grey literature, a country or quoted findings are left out."""

from pathlib import Path

from extraction.codebook import load_codebook
from extraction.documents import Appraisal, Extract, Report, Suggestion
from extraction.instruments import load_instruments
from identification.records import UniqueRecord
from identification.tables import read_table, write_table
from synthesis.grey import grey_studies
from synthesis.sensitivity import Ground, negative_answers, sensitivity, trials
from synthesis.states import declared_gaps
from synthesis.theme_tables import Sensitivity
from synthesis.themes import read_themes
from workflow.job import job

with job(snakemake) as files:
    reports, extracts = read_table(files.input.reports, Report), read_table(files.input.extracts, Extract)
    suggestions, codebook = read_table(files.input.suggestions, Suggestion), load_codebook(files.input.codebook)
    declared, themes = declared_gaps(files.params.gaps), read_themes(files.input.themes, Path(files.input.schema))
    tables = (tuple(reports), tuple(extracts), tuple(suggestions))
    ground = Ground(*tables, codebook, tuple(declared), tuple(themes), files.params.core_share)
    weak = negative_answers(read_table(files.input.appraisals, Appraisal), load_instruments(files.input.instruments))
    groups = read_table(files.input.unique, UniqueRecord)
    sources = {record: group.sources for group in groups for record in group.record_ids}
    called = {record: group.kind for group in groups for record in group.record_ids}
    grey = grey_studies(reports, sources, files.params.kinds, called)
    rows = sensitivity(ground, trials(ground, weak=weak, weak_from=files.params.weak_from, grey=grey))
    write_table(rows, Sensitivity, files.output.sensitivity)
