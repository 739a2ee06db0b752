"""Write why people call something a gap, and the research that would close it."""

from pathlib import Path

from extraction.documents import SetAside
from identification.tables import write_table
from synthesis.gap_tables import Recommendation
from synthesis.judgements import read_judgements
from synthesis.states import declared_gaps
from workflow.job import job

with job(snakemake) as files:
    declared, schema = declared_gaps(files.params.gaps), Path(files.input.schema)
    research, aside = read_judgements(files.input.findings, schema, declared, files.params.people)
    write_table(research, Recommendation, files.output.research)
    write_table(aside, SetAside, files.output.set_aside)
