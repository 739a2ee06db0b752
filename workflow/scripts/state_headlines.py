"""Write the sentences that answer the standing questions."""

from extraction.codebook import load_codebook
from extraction.documents import Extract, Report
from identification.tables import read_table, write_table
from synthesis.headlines import state_headlines
from synthesis.shared_ground import CoreSet, Overlap
from synthesis.statements import CodeCount, Definition, GapCell, Headline
from synthesis.states import included_studies
from workflow.job import job

with job(snakemake) as files:
    codebook = load_codebook(files.input.codebook)
    reports, extracts = read_table(files.input.reports, Report), read_table(files.input.extracts, Extract)
    headlines = state_headlines(
        read_table(files.input.gaps, GapCell),
        included_studies(reports, extracts, codebook),
        codebook,
        definitions=read_table(files.input.definitions, Definition),
        elements=read_table(files.input.elements, CodeCount),
        overlap=read_table(files.input.overlap, Overlap),
        skills=read_table(files.input.skills, CodeCount),
        core_sets=read_table(files.input.core_sets, CoreSet),
    )
    write_table(headlines, Headline, files.output.headlines)
