"""Write everything that people wrote and that could not be used."""

from extraction.documents import SetAside
from identification.tables import read_all, write_table
from workflow.job import job

WHERE = ("events", "reports", "codings", "appraisals", "themes", "reach", "judgements", "findings")

with job(snakemake) as files:
    parts = [files.input[one] for one in WHERE]
    write_table(read_all(parts, SetAside), SetAside, files.output.set_aside)
