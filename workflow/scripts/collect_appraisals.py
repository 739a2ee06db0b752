"""Write what people answered to the items of the appraisal instruments, and what fits no instrument."""

from extraction.appraisal import list_appraisals
from extraction.documents import Appraisal, MatchedDocument, Report, SetAside
from extraction.instruments import load_instruments
from identification.events import read_events
from identification.tables import read_table, write_table
from workflow.job import job

with job(snakemake) as files:
    events, _ = read_events(files.input.appraisals, files.params.people)
    reports, matched = read_table(files.input.reports, Report), read_table(files.input.matched, MatchedDocument)
    appraisals, aside = list_appraisals(events, reports, matched, load_instruments(files.input.instruments))
    write_table(appraisals, Appraisal, files.output.appraisals)
    write_table(aside, SetAside, files.output.set_aside)
