"""Write which file belongs to which record."""

from extraction.documents import DocumentMatch, Match, MatchedDocument, NamedDocument
from extraction.matching import belonging, match_documents
from extraction.text_layer import Document, Page
from identification.records import UniqueRecord
from identification.tables import read_all, read_lines, read_table, write_table
from workflow.job import job

with job(snakemake) as files:
    documents = [row for path in files.input.documents for row in read_lines(path, Document)]
    matched = match_documents(
        documents,
        (page for path in files.input.pages for page in read_lines(path, Page)),
        read_table(files.input.named, NamedDocument),
        read_table(files.input.unique, UniqueRecord),
        read_all(files.input.matches, Match),
    )
    write_table(documents, Document, files.output.documents)
    write_table(matched, DocumentMatch, files.output.matches)
    write_table(belonging(matched), MatchedDocument, files.output.matched)
