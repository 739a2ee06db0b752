"""Write a picture of each quote on its page, or why there is none."""

from pathlib import Path

from extraction.documents import Extract, Report
from extraction.selectors import AnchoredQuote
from identification.tables import read_lines, read_table, write_lines
from reporting.claims import Claim, by_precedence
from reporting.page_images import page_images
from workflow.job import job

with job(snakemake) as files:
    images = page_images(
        read_table(files.input.extracts, Extract),
        read_lines(files.input.anchors, AnchoredQuote),
        read_table(files.input.reports, Report),
        dict(zip(files.params.names, map(Path, files.input.fulltexts), strict=True)),
        files.params.config,
        first=by_precedence(read_table(files.input.claims, Claim)),
    )
    write_lines(images, files.output.images)
