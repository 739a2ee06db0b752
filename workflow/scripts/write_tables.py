"""Write the evidence tables as one workbook and as CSV files."""

from pathlib import Path

from reporting.conduct import cover_page, notice
from reporting.contents import read_tables
from reporting.evidence_tables import evidence_sheets
from reporting.shown_tables import shown_tables
from reporting.workbook import write_sheets, write_workbook
from workflow.job import job

with job(snakemake) as files:
    tables = shown_tables(read_tables(dict(files.input.items())), files.params.config)
    cover = cover_page(
        files.params.config,
        tables,
        codebook=Path(files.input.codebook),
        events=files.input.events,
        config_file=Path(files.input.config),
        frozen=Path(files.params.frozen),
    )
    sheets = evidence_sheets(tables, cover)
    mark, day = notice(cover), cover.last_event
    write_workbook(sheets, files.output.workbook, title=cover.title, notice=mark, created=day)
    write_sheets(sheets, files.output.tables, notice=mark)
