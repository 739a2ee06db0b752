"""Write the flow as a picture."""

from pathlib import Path

from identification.tables import read_table
from reporting.flow_drawing import draw_flow
from reporting.stages import FlowBox, StageStatus
from reporting.status import interim_reasons
from workflow.job import job

with job(snakemake) as files:
    boxes = read_table(files.input.flow, FlowBox)
    interim = interim_reasons(read_table(files.input.stages, StageStatus))
    Path(files.output.flow).write_text(draw_flow(boxes, interim, files.params.synthetic), encoding="utf-8")
