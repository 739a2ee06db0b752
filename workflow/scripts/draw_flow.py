"""Write the flow as a picture in three forms."""

from pathlib import Path

from identification.tables import read_table
from reporting.flow_drawing import draw_flow
from reporting.flow_pictures import flow_pdf, flow_png
from reporting.stages import FlowBox, StageStatus
from reporting.status import interim_reasons
from workflow.job import job

with job(snakemake) as files:
    boxes = read_table(files.input.flow, FlowBox)
    interim = interim_reasons(read_table(files.input.stages, StageStatus))
    drawing = draw_flow(boxes, interim, files.params.synthetic)
    Path(files.output.flow).write_text(drawing, encoding="utf-8")
    Path(files.output.png).write_bytes(flow_png(drawing))
    Path(files.output.pdf).write_bytes(flow_pdf(drawing))
