"""Write the boxes of the flow and the equations between them."""

from identification.tables import write_table
from reporting.contents import cover_of, read_tables
from reporting.flow import check_flow, count_flow, refuse_broken_flow
from reporting.stages import Equation, FlowBox
from workflow.job import job

with job(snakemake) as files:
    boxes = count_flow(read_tables(dict(files.input.items())), cover_of(files.params.config, {}))
    equations = check_flow(boxes)
    refuse_broken_flow(equations)
    write_table(boxes, FlowBox, files.output.flow)
    write_table(equations, Equation, files.output.equations)
