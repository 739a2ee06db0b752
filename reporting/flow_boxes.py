"""What are the boxes of the flow called, and in which order are they read?"""

from collections.abc import Iterable, Sequence

from reporting.stages import FlowBox

PREVIOUS, DATABASES, OTHER, INCLUDED = "previous", "databases", "other", "included"
COLUMN_NAMES = {
    PREVIOUS: "Previous studies",
    DATABASES: "Databases and registers",
    OTHER: "Other methods",
    INCLUDED: "Included",
}

# The boxes of one column in reading order, with their labels. Rows below a box are named column.step.row.
STEPS = {
    "identified": "Records identified",
    "duplicates": "Duplicate records removed before screening",
    "not_screened": "Records not screened: screening stopped",
    "awaiting_screening": "Awaiting: records undecided at title and abstract",
    "screened": "Records screened",
    "excluded": "Records excluded at title and abstract",
    "screening_conflicts": "Awaiting: conflicts at title and abstract",
    "sought": "Reports sought for retrieval",
    "not_retrieved": "Reports not retrieved",
    "awaiting_retrieval": "Awaiting: reports not yet retrieved",
    "awaiting_full_text": "Awaiting: reports undecided at full text",
    "full_text_conflicts": "Awaiting: conflicts at full text",
    "assessed": "Reports assessed for eligibility",
    "excluded_full_text": "Reports excluded at full text",
}
TOTALS = {
    "previous.studies": "Studies included in the previous version of the review",
    "previous.reports": "Reports of studies included in the previous version",
    "included.studies": "Studies included in the review",
    "included.reports": "Reports of included studies",
    "included.total_studies": "Total studies included, with the previous version",
    "included.total_reports": "Total reports of included studies, with the previous version",
}

# Boxes of work that people have still to do; while one of them holds anything the flow is INTERIM.
AWAITING = (
    "awaiting_screening",
    "screening_conflicts",
    "awaiting_retrieval",
    "awaiting_full_text",
    "full_text_conflicts",
)
# These are printed only when something is in them; all others are printed even when they hold nothing.
ONLY_WHEN_FILLED = ("not_screened", *AWAITING)


def in_flow_order(boxes: Iterable[FlowBox]) -> list[FlowBox]:
    """Boxes as they are read, column by column and top to bottom, each before its rows, the largest row first."""
    return sorted(boxes, key=_reading_order)


def step_of(box: FlowBox) -> str:
    """The step that a box, or a row below a box, belongs to."""
    return box.box.split(".")[1]


def is_row(box: FlowBox) -> bool:
    """Whether this is a row below a box (one source, one reason) and not a box of its own."""
    return box.box.count(".") > 1


def rows_of(box: FlowBox, boxes: Iterable[FlowBox]) -> list[FlowBox]:
    """The rows below a box, the largest first."""
    return [row for row in in_flow_order(boxes) if row.box.startswith(f"{box.box}.")]


def _reading_order(box: FlowBox) -> tuple[int, int, bool, int, str]:
    steps = [*STEPS, *(name.split(".")[1] for name in TOTALS)]
    places = _place(list(COLUMN_NAMES), box.column), _place(steps, step_of(box))
    return (*places, is_row(box), -(box.count or 0), box.box)


def _place(known: Sequence[str], name: str) -> int:
    return known.index(name) if name in known else len(known)
