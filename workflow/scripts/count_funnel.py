"""Write who of the records that mention a gap's codes in title or abstract passed each step."""

from extraction.codebook import load_codebook
from extraction.documents import Report
from identification.records import UniqueRecord
from identification.tables import read_table, write_table
from screening.outcomes import Screened
from synthesis.funnel import count_funnel
from synthesis.gap_tables import FunnelStep
from synthesis.states import declared_gaps
from workflow.job import job

with job(snakemake) as files:
    unique, reports = read_table(files.input.unique, UniqueRecord), read_table(files.input.reports, Report)
    first, second = (read_table(files.input[name], Screened) for name in ("title_abstract", "full_text"))
    codebook, declared = load_codebook(files.input.codebook), declared_gaps(files.params.gaps)
    write_table(count_funnel(declared, unique, first, second, reports, codebook), FunnelStep, files.output.funnel)
