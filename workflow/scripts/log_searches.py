"""Write every search as PRISMA-S asks for it, what each source brought, and the checklist."""

from pathlib import Path

from extraction.documents import Report
from identification.records import Record, Search, SourceCount, SourceOverlap
from identification.tables import read_table, write_table
from reporting.contents import cover_of
from reporting.prisma_s import check_prisma_s
from reporting.search_log import log_searches, source_yields
from reporting.stages import ChecklistItem, LoggedSearch, SourceYield
from workflow.job import job

with job(snakemake) as files:
    records = read_table(files.input.records, Record)
    searches, counts = read_table(files.input.searches, Search), read_table(files.input.sources, SourceCount)
    overlap, reports = read_table(files.input.overlap, SourceOverlap), read_table(files.input.reports, Report)
    sources = cover_of(files.params.config, {}).sources
    log = log_searches(searches, counts, sources, Path(files.input.searches).parent)
    write_table(log, LoggedSearch, files.output.log)
    write_table(source_yields(log, overlap, records, reports), SourceYield, files.output.source_yield)
    checklist = check_prisma_s(log, records=len(records))
    write_table(checklist, ChecklistItem, files.output.prisma_s)
