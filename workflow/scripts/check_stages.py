"""Write how far each stage is, and what keeps it open."""

from pathlib import Path

from identification.tables import read_all, write_table
from reporting.conduct import protocol_state
from reporting.contents import read_tables
from reporting.next_steps import next_steps
from reporting.signoff import stage_hash
from reporting.stages import NextStep, SignOff, StageStatus
from reporting.status import STATE_OF, stage_statuses
from workflow.job import job

with job(snakemake) as files:
    written = [Path(one) for one in (files.input.config, files.input.codebook, files.params.frozen)]
    protocol = protocol_state(files.params.config, *written, unlogged=files.params.unlogged)
    steps = next_steps(read_tables(dict(files.input.items())), protocol)
    hashes = {stage: stage_hash([Path(files.input[name]) for name in names]) for stage, names in STATE_OF.items()}
    statuses = stage_statuses(steps, read_all(files.input.sign_offs, SignOff), hashes)
    write_table(statuses, StageStatus, files.output.stages)
    write_table(steps, NextStep, files.output.steps)
