"""Write the search appendix."""

from pathlib import Path

from reporting.conduct import notice
from reporting.contents import cover_of, read_tables
from reporting.search_appendix import write_appendix
from reporting.status import interim_reasons
from workflow.job import job

with job(snakemake) as files:
    tables = read_tables(dict(files.input.items()))
    cover = cover_of(files.params.config, {}, interim=interim_reasons(tables.stages))
    Path(files.output.appendix).write_text(write_appendix(tables, cover, notice(cover)), encoding="utf-8")
