"""Write how far each item of each reporting checklist is answered, and where."""

from pathlib import Path

from identification.tables import write_table
from identification.yaml_files import read_yaml
from reporting.checklist_conditions import CONDITIONS, Facts
from reporting.checklist_filling import fill_checklists, texts_with_words
from reporting.checklist_items import read_checklists
from reporting.conduct import protocol_state, provenance
from reporting.contents import cover_of, of_included, read_tables
from reporting.stages import ChecklistRow
from workflow.job import job

with job(snakemake) as files:
    config, codebook, frozen = (Path(one) for one in (files.input.config, files.input.codebook, files.params.frozen))
    lists = read_checklists(files.input.lists, Path(files.input.schema), CONDITIONS)
    facts = Facts(
        tables=of_included(read_tables(dict(files.input.items()))),
        cover=cover_of(files.params.config, read_yaml(codebook).values, provenance=provenance([config, codebook])),
        protocol=protocol_state(files.params.config, config, codebook, frozen, unlogged=()),
        texts=texts_with_words(files.input.texts),
    )
    write_table(fill_checklists(lists, facts), ChecklistRow, files.output.checklists)
