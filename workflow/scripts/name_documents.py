"""Write what the metadata of each full text say that it is."""

from pathlib import Path

from extraction.documents import NamedDocument
from extraction.metadata import read_metadata
from identification.tables import write_table
from workflow.job import job

with job(snakemake) as files:
    listed = zip(files.input.documents, files.params.names, strict=True)
    named = [read_metadata(Path(path), name) for path, name in listed]
    write_table(named, NamedDocument, files.output.named)
