"""Write which records are on the team's list of retractions."""

from extraction.documents import Report
from identification.records import UniqueRecord
from identification.retractions import Retracted, RetractionChecked, RetractionList
from identification.tables import read_all, read_table, write_table
from reporting.retraction_lists import check_lists
from workflow.job import job

with job(snakemake) as files:
    unique, reports = read_table(files.input.unique, UniqueRecord), read_table(files.input.reports, Report)
    checked = read_all(files.input.checked, RetractionChecked)
    found, lists = check_lists(files.input.lists, unique, reports, checked)
    write_table(found, Retracted, files.output.retractions)
    write_table(lists, RetractionList, files.output.lists)
