"""Write what two coders of one full text both found of each gap's family."""

from extraction.codebook import load_codebook
from extraction.documents import Extract, Report
from identification.tables import read_table, write_table
from synthesis.double_coding import measure_detection
from synthesis.gap_tables import DoubleCoding
from synthesis.states import declared_gaps, included_studies
from workflow.job import job

with job(snakemake) as files:
    reports, extracts = read_table(files.input.reports, Report), read_table(files.input.extracts, Extract)
    coded = included_studies(reports, extracts, load_codebook(files.input.codebook))
    declared, first = declared_gaps(files.params.gaps), read_table(files.input.first, Extract)
    detection = measure_detection(declared, first, coded, seed=files.params.seed)
    write_table(detection, DoubleCoding, files.output.detection)
