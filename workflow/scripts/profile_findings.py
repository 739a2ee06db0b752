"""Write the qualitative findings that people wrote, with their evidence and people's confidence in each."""

from pathlib import Path

from extraction.codebook import load_codebook
from extraction.documents import Appraisal, Extract, Report, SetAside
from extraction.instruments import load_instruments
from identification.tables import read_table, write_table
from synthesis.findings import Ground, profile_findings, read_findings
from synthesis.statements import ThemeRow
from synthesis.states import included_studies
from synthesis.theme_tables import EvidenceProfile, Finding
from workflow.job import job

with job(snakemake) as files:
    codebook = load_codebook(files.input.codebook)
    reports, extracts = read_table(files.input.reports, Report), read_table(files.input.extracts, Extract)
    themes, appraisals = read_table(files.input.themes, ThemeRow), read_table(files.input.appraisals, Appraisal)
    coded, questions = included_studies(reports, extracts, codebook), frozenset(files.params.questions)
    instruments = tuple(load_instruments(files.input.instruments))
    ground = Ground(tuple(themes), coded, codebook, tuple(appraisals), questions, instruments)
    findings, profile, aside = profile_findings(read_findings(files.input.findings, Path(files.input.schema)), ground)
    write_table(findings, Finding, files.output.findings)
    write_table(profile, EvidenceProfile, files.output.profile)
    write_table(aside, SetAside, files.output.set_aside)
