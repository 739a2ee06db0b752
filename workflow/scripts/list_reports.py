"""Write how the search for each report ended, and which included studies each included review cites."""

from extraction.documents import DocumentMatch, Match, Report, Retrieved, SetAside, StudyOf
from extraction.reports import build_reports
from extraction.reviews import Covered, documents_of_reviews, find_covered, with_covered
from extraction.text_layer import Document, Passage
from identification.merging import group_of
from identification.records import Membership, UniqueRecord
from identification.tables import read_all, read_lines, read_table, write_table
from screening.outcomes import Screened
from workflow.job import job

with job(snakemake) as files:
    reports, aside = build_reports(
        unique=read_table(files.input.unique, UniqueRecord),
        groups=group_of(read_table(files.input.membership, Membership)),
        title_abstract=read_table(files.input.title_abstract, Screened),
        full_text=read_table(files.input.full_text, Screened),
        documents=read_table(files.input.documents, Document),
        matched=read_table(files.input.document_matches, DocumentMatch),
        matches=read_all(files.input.matches, Match),
        retrieved=read_all(files.input.retrieval, Retrieved),
        studies=read_all(files.input.studies, StudyOf),
    )
    places = dict(zip(files.params.names, files.input.passages, strict=True))
    passages = {name: read_lines(places[name], Passage) for name in documents_of_reviews(reports)}
    covered = find_covered(reports, passages)
    write_table(with_covered(reports, covered), Report, files.output.reports)
    write_table(covered, Covered, files.output.covered)
    write_table(aside, SetAside, files.output.set_aside)
