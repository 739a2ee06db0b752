"""Write who codes, checks and appraises which full text, and how far the policy is kept."""

from extraction.appraisal import appraised_by
from extraction.assignment import CodingPolicy, assign_coding, documents_to_code
from extraction.codebook import load_codebook
from extraction.coding_agreement import check_coding
from extraction.coding_tables import CodingCheck
from extraction.documents import Appraisal, CodingAssignment, Extract, MatchedDocument, RefusedExtract, Report
from extraction.instruments import load_instruments
from extraction.text_layer import Document
from extraction.work import work_done
from identification.events import read_events
from identification.tables import read_table, write_table
from workflow.job import job

with job(snakemake) as files:
    extracts, refused = read_table(files.input.extracts, Extract), read_table(files.input.refused, RefusedExtract)
    verifications, _ = read_events(files.input.verifications, files.params.people)
    appraisals, instruments = read_table(files.input.appraisals, Appraisal), load_instruments(files.input.instruments)
    codebook = load_codebook(files.input.codebook)
    work = work_done(extracts, refused, verifications, appraisals, instruments, codebook)
    reports, documents = read_table(files.input.reports, Report), read_table(files.input.documents, Document)
    to_code = documents_to_code(reports, read_table(files.input.matched, MatchedDocument), documents)
    policy, appraised = CodingPolicy(**files.params.policy), appraised_by(appraisals, instruments)
    write_table(assign_coding(to_code, work, policy), CodingAssignment, files.output.assignments)
    write_table([check_coding(to_code, extracts, refused, appraised, policy)], CodingCheck, files.output.check)
