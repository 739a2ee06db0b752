"""Write all suggestions of all documents, scored by what people decided in other documents."""

from extraction.codebook import load_codebook
from extraction.documents import Suggestion
from extraction.learning import decided_in, rescored_documents
from extraction.text_layer import Passage
from identification.events import read_events
from identification.tables import read_lines, write_table
from workflow.job import job

with job(snakemake) as files:
    codebook = load_codebook(files.input.codebook)
    suggestions = [read_lines(path, Suggestion) for path in files.input.suggestions]
    passages = [read_lines(path, Passage) for path in files.input.passages]
    decided = decided_in(read_events(files.input.codings, files.params.people)[0])
    write_table(rescored_documents(suggestions, passages, codebook, decided), Suggestion, files.output.suggestions)
