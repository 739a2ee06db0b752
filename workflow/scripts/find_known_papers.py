"""Write which known papers the searches brought, and their share."""

from identification.known_papers import count_recall, find_known_papers, read_known_papers
from identification.records import KnownPaperFound, Membership, Record, SearchRecall, SourceCount
from identification.tables import read_table, write_table
from workflow.job import job

with job(snakemake) as files:
    records, counts = read_table(files.input.records, Record), read_table(files.input.sources, SourceCount)
    papers, members = read_known_papers(files.input.papers), read_table(files.input.membership, Membership)
    found = find_known_papers(papers, records, members, no_search=files.params.no_search)
    write_table(found, KnownPaperFound, files.output.found)
    write_table(count_recall(found, counts, no_search=files.params.no_search), SearchRecall, files.output.recall)
