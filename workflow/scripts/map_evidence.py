"""Write the evidence map as table, picture and page, and the figures."""

from pathlib import Path

from identification.tables import write_table
from reporting.conduct import cover_page, notice
from reporting.contents import read_tables
from reporting.evidence_drawing import draw_map
from reporting.evidence_map import EvidenceCell, map_evidence
from reporting.evidence_page import render_evidence
from reporting.figures import list_figures, write_figures
from reporting.shown_tables import shown_tables
from workflow.job import job

with job(snakemake) as files:
    config = files.params.config
    tables = shown_tables(read_tables(dict(files.input.items())), config)
    codebook, events = Path(files.input.codebook), files.input.events
    protocol = {"config_file": Path(files.input.config), "frozen": Path(files.params.frozen)}
    cover = cover_page(config, tables, codebook=codebook, events=events, **protocol)
    cells, figures = map_evidence(tables, cover, config), list_figures(tables, cover, config)
    write_table(cells, EvidenceCell, files.output.cells)
    write_figures(figures, Path(files.output.figures), notice(cover))
    Path(files.output.drawing).write_text(draw_map(cells, cover.interim, cover.synthetic), encoding="utf-8")
    Path(files.output.page).write_text(render_evidence(tables, cover, cells, figures, config), encoding="utf-8")
