"""Write every declared gap cell, and what counts as evidence."""

from extraction.codebook import load_codebook
from extraction.documents import Extract, Report, StudyCode
from identification.records import KnownPaperFound
from identification.tables import read_table, write_table
from synthesis.gap_tables import Coverage, DoubleCoding, FunnelStep, Recommendation, SourceReach
from synthesis.gaps import Grounds, list_evidence, state_gaps
from synthesis.statements import Evidence, GapCell
from synthesis.states import declared_gaps, included_studies
from workflow.job import job

with job(snakemake) as files:
    codebook = load_codebook(files.input.codebook)
    reports, extracts = read_table(files.input.reports, Report), read_table(files.input.extracts, Extract)
    coded = included_studies(reports, extracts, codebook)
    states, declared = read_table(files.input.study_codes, StudyCode), declared_gaps(files.params.gaps)
    grounds = Grounds(
        reach=tuple(read_table(files.input.reach, SourceReach)),
        papers=tuple(read_table(files.input.papers, KnownPaperFound)),
        double=tuple(read_table(files.input.double, DoubleCoding)),
        coverage=tuple(read_table(files.input.coverage, Coverage)),
        funnel=tuple(read_table(files.input.funnel, FunnelStep)),
        research=tuple(read_table(files.input.research, Recommendation)),
    )
    write_table(state_gaps(declared, states, coded, codebook, grounds), GapCell, files.output.gaps)
    write_table(list_evidence(declared, coded), Evidence, files.output.evidence)
