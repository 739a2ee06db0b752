"""Write the index page of the package."""

from pathlib import Path

from identification.tables import read_table
from reporting.contents import cover_of
from reporting.index_page import render_index
from reporting.stages import DocumentMade, LoggedSearch, StageStatus
from reporting.status import interim_reasons
from workflow.job import job

with job(snakemake) as files:
    cover = cover_of(files.params.config, {}, interim=interim_reasons(read_table(files.input.stages, StageStatus)))
    page = render_index(
        cover,
        read_table(files.input.search_log, LoggedSearch),
        read_table(files.input.documents, DocumentMade),
        [Path(file) for file in files.input.package],
        folder=Path(files.output.index).parent,
    )
    Path(files.output.index).write_text(page, encoding="utf-8")
