"""Write every claim of the review with what it rests on."""

from pathlib import Path

from identification.tables import write_table
from identification.yaml_files import read_yaml
from reporting.claims import Claim, list_claims
from reporting.contents import cover_of, read_tables
from workflow.job import job

with job(snakemake) as files:
    cover = cover_of(files.params.config, read_yaml(Path(files.input.codebook)).values)
    write_table(list_claims(read_tables(dict(files.input.items())), cover), Claim, files.output.claims)
