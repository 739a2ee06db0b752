"""Write how far each stage is, and what keeps it open."""

from pathlib import Path

from identification.records import DuplicatePair
from identification.tables import read_all, read_table, write_table
from reporting.contents import read_tables
from reporting.signoff import stage_hash
from reporting.stages import NextStep, SignOff, StageStatus
from reporting.status import STATE_OF, next_steps, stage_statuses
from workflow.job import job

with job(snakemake) as files:
    tables = read_tables(dict(files.input.items()))
    pairs, sign_offs = read_table(files.input.pairs, DuplicatePair), read_all(files.input.sign_offs, SignOff)
    hashes = {stage: stage_hash([Path(files.input[name]) for name in names]) for stage, names in STATE_OF.items()}
    write_table(stage_statuses(tables, pairs, sign_offs, hashes), StageStatus, files.output.stages)
    write_table(next_steps(tables, pairs), NextStep, files.output.steps)
