"""Write whether each source could have found work on each gap cell."""

from pathlib import Path

from extraction.codebook import load_codebook
from extraction.documents import SetAside
from identification.records import Search
from identification.tables import read_table, write_table
from synthesis.gap_tables import SourceReach
from synthesis.reach import read_reach, sources_searched, state_reach
from synthesis.states import declared_gaps
from workflow.job import job

with job(snakemake) as files:
    declared, params = declared_gaps(files.params.gaps), files.params
    searches, folder = read_table(files.input.searches, Search), Path(files.input.searches).parent
    searched = sources_searched(params.sources, searches, folder)
    noted, aside = read_reach(files.input.reach, declared, [one.source for one in searched], params.people)
    reach = state_reach(declared, searched, params.exclusions, noted, load_codebook(files.input.codebook))
    write_table(reach, SourceReach, files.output.reach)
    write_table(aside, SetAside, files.output.set_aside)
