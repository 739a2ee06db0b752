"""Write all suggestions of all documents."""

from extraction.documents import Suggestion
from identification.tables import read_lines, write_table
from workflow.job import job

with job(snakemake) as files:
    suggestions = [row for path in files.input.suggestions for row in read_lines(path, Suggestion)]
    write_table(suggestions, Suggestion, files.output.suggestions)
