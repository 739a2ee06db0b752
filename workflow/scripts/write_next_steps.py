"""Write what people have to do next."""

from pathlib import Path

from identification.event_copies import describe_copies, find_copies
from identification.tables import read_table
from reporting.document_words import document_steps
from reporting.package_text import licence_reminders
from reporting.stages import DocumentMade, NextStep, StageStatus
from reporting.status import write_steps
from workflow.job import job

with job(snakemake) as files:
    stages, steps = read_table(files.input.stages, StageStatus), read_table(files.input.steps, NextStep)
    texts = document_steps(read_table(files.input.documents, DocumentMade))
    copies = describe_copies(find_copies(map(Path, files.input.events)))
    words = write_steps(stages, steps, [*texts, *licence_reminders(files.params.config), *copies])
    Path(files.output.steps).write_text(words, encoding="utf-8")
