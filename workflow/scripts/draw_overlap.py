"""Write what sources share as a picture."""

from pathlib import Path

from identification.records import SharedRecords, SourceOverlap
from identification.tables import read_table
from reporting.overlap_drawing import draw_overlap
from reporting.stages import StageStatus
from reporting.status import interim_reasons
from workflow.job import job

with job(snakemake) as files:
    overlap = read_table(files.input.overlap, SourceOverlap)
    shared = read_table(files.input.shared, SharedRecords)
    interim = interim_reasons(read_table(files.input.stages, StageStatus))
    drawing = draw_overlap(overlap, shared, files.params.names, interim=interim, synthetic=files.params.synthetic)
    Path(files.output.overlap).write_text(drawing, encoding="utf-8")
