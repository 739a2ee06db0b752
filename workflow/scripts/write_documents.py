"""Write main messages, summary and report as HTML, DOCX and PDF."""

from pathlib import Path

from identification.tables import write_table
from reporting.amendments import frozen_versions
from reporting.conduct import cover_page
from reporting.contents import read_tables
from reporting.document_material import material
from reporting.documents import write_documents
from reporting.shown_tables import shown_tables
from reporting.stages import DocumentMade
from reporting.team_words import read_team_words
from workflow.job import job

with job(snakemake) as files:
    config, frozen = files.params.config, Path(files.params.frozen)
    codebook, stated = Path(files.input.codebook), Path(files.input.config)
    tables = shown_tables(read_tables(dict(files.input.items())), config)
    cover = cover_page(config, tables, codebook=codebook, events=files.input.events, config_file=stated, frozen=frozen)
    known = material(
        tables,
        cover,
        questions=config["questions"],
        words=read_team_words(files.input.texts),
        frozen=frozen_versions(frozen),
        overlap=Path(files.input.overlap_drawing).read_text(encoding="utf-8"),
        files=files.input.deliverables,
    )
    write_table(write_documents(known, Path(files.output.main_html).parent), DocumentMade, files.output.documents)
