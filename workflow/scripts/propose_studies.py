"""Write which included reports may tell of one study."""

from extraction.documents import Report, StudyOf
from extraction.studies import StudyProposal, documents_of_primaries, propose_studies
from extraction.text_layer import Page
from identification.merge_log import LinkedRecords
from identification.merging import group_of
from identification.records import DuplicatePair, Membership, UniqueRecord
from identification.tables import read_all, read_lines, read_table, write_table
from workflow.job import job

with job(snakemake) as files:
    reports = read_table(files.input.reports, Report)
    places = dict(zip(files.params.names, files.input.pages, strict=True))
    proposals = propose_studies(
        reports,
        read_table(files.input.unique, UniqueRecord),
        {name: read_lines(places[name], Page) for name in documents_of_primaries(reports)},
        linked=read_table(files.input.linked, LinkedRecords),
        pairs=read_table(files.input.pairs, DuplicatePair),
        studies=read_all(files.input.studies, StudyOf),
        groups=group_of(read_table(files.input.membership, Membership)),
    )
    write_table(proposals, StudyProposal, files.output.proposals)
