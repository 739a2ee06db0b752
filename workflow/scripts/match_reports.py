"""Write which file is the full text of which record, and how the search for each ended."""

from extraction.documents import Document, Match, MatchedDocument, Page, Report, Retrieved, SetAside, StudyOf
from extraction.matching import belonging, build_reports, match_documents, opening_texts
from identification.merging import group_of
from identification.records import Membership, UniqueRecord
from identification.tables import read_all, read_lines, read_table, write_table
from screening.outcomes import Screened
from workflow.job import job

with job(snakemake) as files:
    documents = [row for path in files.input.documents for row in read_lines(path, Document)]
    openings = opening_texts(page for path in files.input.pages for page in read_lines(path, Page))
    unique, matches = read_table(files.input.unique, UniqueRecord), read_all(files.input.matches, Match)
    matched = match_documents(documents, openings, unique, matches)
    reports, aside = build_reports(
        unique=unique,
        groups=group_of(read_table(files.input.membership, Membership)),
        title_abstract=read_table(files.input.title_abstract, Screened),
        full_text=read_table(files.input.full_text, Screened),
        documents=documents,
        matched=matched,
        matches=matches,
        retrieved=read_all(files.input.retrieval, Retrieved),
        studies=read_all(files.input.studies, StudyOf),
    )
    write_table(documents, Document, files.output.documents)
    write_table(belonging(matched), MatchedDocument, files.output.matched)
    write_table(reports, Report, files.output.reports)
    write_table(aside, SetAside, files.output.set_aside)
