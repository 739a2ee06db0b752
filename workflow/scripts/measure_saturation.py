"""Write whether further studies still bring new codes, and the curve over many orders of the studies."""

from extraction.codebook import load_codebook
from extraction.documents import Extract, Report
from identification.tables import read_table, write_table
from synthesis.saturation import saturation
from synthesis.states import included_studies
from synthesis.theme_tables import Saturation, SaturationPoint
from workflow.job import job

with job(snakemake) as files:
    codebook = load_codebook(files.input.codebook)
    reports, extracts = read_table(files.input.reports, Report), read_table(files.input.extracts, Extract)
    rules, curve = saturation(codebook, included_studies(reports, extracts, codebook), seed=files.params.seed)
    write_table(rules, Saturation, files.output.saturation)
    write_table(curve, SaturationPoint, files.output.curve)
