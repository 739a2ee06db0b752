"""Write who is to read which record."""

from identification.tables import read_table, write_table
from identification.vocabulary import EventKind
from screening.assignment import assign_records
from screening.outcomes import Assignment, Queued, Screened
from workflow.job import job

with job(snakemake) as files:
    queue = read_table(files.input.queue, Queued)
    title_abstract, full_text = (read_table(files.input[name], Screened) for name in ("title_abstract", "full_text"))
    how = {"team": files.params.team, "seed": files.params.seed}
    assigned = assign_records(title_abstract, queue, stage=EventKind.TITLE_ABSTRACT, **how)
    assigned += assign_records(full_text, stage=EventKind.FULL_TEXT, **how)
    write_table(assigned, Assignment, files.output.assignments)
