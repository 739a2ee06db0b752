"""Write what two coders coded differently, how they agree, and where extracts came from."""

from extraction.codebook import load_codebook
from extraction.coding_agreement import agree_on_codes, count_families
from extraction.coding_tables import CodingAgreement, CodingDifference, FamilyCoding
from extraction.comparison import compare_codings
from extraction.documents import Extract, RefusedExtract
from identification.events import read_events
from identification.tables import read_table, write_table
from workflow.job import job

with job(snakemake) as files:
    events, _ = read_events(files.input.codings, files.params.people)
    codebook, first = load_codebook(files.input.codebook), read_table(files.input.first, Extract)
    extracts, refused = read_table(files.input.extracts, Extract), read_table(files.input.refused, RefusedExtract)
    write_table(compare_codings(extracts, codebook, refused), CodingDifference, files.output.differences)
    agreement = agree_on_codes(first, codebook, seed=files.params.seed)
    write_table(agreement, CodingAgreement, files.output.agreement)
    write_table(count_families(extracts, refused, events, codebook), FamilyCoding, files.output.sources)
