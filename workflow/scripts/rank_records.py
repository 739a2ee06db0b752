"""Write the undecided records, most likely relevant first."""

from identification.records import UniqueRecord
from identification.tables import read_table, write_table
from screening.outcomes import Queued, Screened
from screening.ranking import rank_records
from workflow.job import job

with job(snakemake) as files:
    unique = read_table(files.input.unique, UniqueRecord)
    screened = read_table(files.input.title_abstract, Screened)
    queue = rank_records(unique, screened, question=files.params.question, seed=files.params.seed)
    write_table(queue, Queued, files.output.queue)
