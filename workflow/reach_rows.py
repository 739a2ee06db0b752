"""Rows for review/reach.csv, which a person asks for, corrects and signs with her id."""

from extraction.codebook import read_codebook
from identification.tables import append_row
from identification.wording import many
from synthesis.reach import read_reach, rows_to_propose, sources_searched, state_reach
from synthesis.states import declared_gaps
from workflow.asking import ROOT, Values, review_of
from workflow.review import SEARCHES, Review


def reach(values: Values) -> str:
    """Add to review/reach.csv what the strategies propose and no row says yet; no row that is there is changed."""
    review = review_of(values)
    made = Review.open(review, ROOT / "workflow" / "schemas")
    kept = review / "review/reach.csv"
    codebook = read_codebook(review / made.protocol["codebook"], made.schemas / "codebook.schema.yaml")
    declared = declared_gaps(made.protocol["gaps"])
    searched = sources_searched(made.protocol["sources"], made.searches, review / SEARCHES)
    noted, _ = read_reach([kept] if kept.is_file() else [], declared, [one.source for one in searched], made.people)
    proposed = rows_to_propose(declared, state_reach(declared, searched, made.exclusions, noted, codebook), noted)
    for row in proposed:
        append_row(row, kept)
    if not proposed:
        return f"Nothing is missing in {kept}."
    return (
        f"Proposed {many(len(proposed), 'row')} in {kept}. None of them counts yet: correct reach and why of each, and "
        "put your id into who."
    )
