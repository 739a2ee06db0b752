"""Write the undecided records, most likely relevant first."""

from identification.events import read_events
from identification.merging import group_of
from identification.records import KnownPaperFound, Membership, UniqueRecord
from identification.tables import read_table, write_table
from screening.audits import drawn_records, interleave
from screening.features import read_features
from screening.outcomes import Queued, Screened
from screening.ranking import rank_records
from workflow.job import job

with job(snakemake) as files:
    queue = rank_records(
        read_table(files.input.unique, UniqueRecord),
        read_table(files.input.title_abstract, Screened),
        question=files.params.question,
        seed=files.params.seed,
        known_papers=read_table(files.input.known_papers, KnownPaperFound),
        features=read_features(files.input.features),
    )
    events, _ = read_events(files.input.stops, files.params.people)
    drawn = drawn_records(events, group_of(read_table(files.input.membership, Membership)))
    write_table(interleave(queue, drawn), Queued, files.output.queue)
