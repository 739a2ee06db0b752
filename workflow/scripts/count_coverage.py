"""Write what of the records and reports nobody has seen."""

from extraction.documents import Report
from identification.tables import read_table, write_table
from screening.outcomes import PolicyCheck, Screened, Stopping
from synthesis.coverage import count_coverage
from synthesis.gap_tables import Coverage
from workflow.job import job

with job(snakemake) as files:
    screened, reports = read_table(files.input.title_abstract, Screened), read_table(files.input.reports, Report)
    stopping, policies = read_table(files.input.stopping, Stopping), read_table(files.input.policies, PolicyCheck)
    write_table(count_coverage(screened, reports, stopping, policies), Coverage, files.output.coverage)
