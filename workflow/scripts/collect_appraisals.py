"""Write what people answered to the items of the appraisal instruments."""

from extraction.appraisal import list_appraisals
from extraction.documents import Appraisal, MatchedDocument, Report
from identification.events import read_events
from identification.tables import read_table, write_table
from workflow.job import job

with job(snakemake) as files:
    events, _ = read_events(files.input.appraisals, files.params.people)
    reports = read_table(files.input.reports, Report)
    write_table(
        list_appraisals(events, reports, read_table(files.input.matched, MatchedDocument)),
        Appraisal,
        files.output.appraisals,
    )
