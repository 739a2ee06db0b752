"""What is missing, and how sure can one be? Gap sentences with their numbers, their parts and what they rest on."""

from collections.abc import Iterable

from identification.vocabulary import FunnelStage, Reach
from reporting.cells import Cell, Link, Share, Sheet
from reporting.contents import ReviewTables
from reporting.labels import Labels
from synthesis.gap_tables import FunnelStep, Recommendation, SourceReach
from synthesis.statements import Evidence, GapCell

WHOLE = "The family as a whole"


def gap_sheets(tables: ReviewTables, labels: Labels) -> list[Sheet]:
    """The tables on gaps, in the order in which a sceptic asks."""
    return [
        gap_evidence(tables, labels),
        gap_statements(tables, labels),
        gap_parts(tables, labels),
        gap_reach(tables, labels),
        gap_funnel(tables, labels),
        gap_detection(tables, labels),
        recommendations(tables, labels),
    ]


def gap_evidence(tables: ReviewTables, labels: Labels) -> Sheet:
    """Every extract on a declared gap: what counts as evidence, what does not, and why."""
    families = dict.fromkeys(labels.family(one.code_id) for one in tables.evidence)
    subject = ", ".join(families) or "the declared gaps"
    rows = tuple(_evidence(one, labels) for one in _by_weight(tables.evidence))
    header = ("Counts", "Why", "Code", "Perspective", "What it does", "Quote", "Study", "Page", "Origin", "Extract")
    note = "A stated absence, a question, a recommendation and a description of the sample are no findings."
    return Sheet(
        "Gap evidence", f"Evidence and what is none: {subject}", note, header, rows, "Nothing has been coded on it yet."
    )


def gap_statements(tables: ReviewTables, labels: Labels) -> Sheet:
    """One row a declared gap cell: the sentence, what it may be read as, and every number that it stands on."""
    header = (
        *("Gap", "Cell", "Perspective", "May be read as", "Statement", "Included", "Assessed", "Present"),
        *("Looked for, not found", "Present without full look", "Nobody recorded a look", "Not assessable"),
        *("At most (one-sided 95 %)", "At most, over all cells", "Cells", "At most, with what coders miss"),
        *("Unseen studies", "Studies that end 'none'", "Studies that end 'almost none'", "Which studies"),
    )
    note = "Bounds say how many of the studies that such searches reach could report on the cell, if these were a draw."
    rows = tuple(_gap(one, labels) for one in tables.gaps)
    empty = "No gap was declared in the protocol, or nothing has been coded yet."
    return Sheet("Gap statements", "Gap statements with their numbers", note, header, rows, empty)


def gap_parts(tables: ReviewTables, labels: Labels) -> Sheet:
    """Each sentence in its parts, so that each can be checked alone."""
    header = (
        *("Cell", "Perspective", "Counted", "Limit", "What coders miss", "Reach", "Unseen"),
        *("What would change it", "Why it is a gap", "Our own steps"),
    )
    rows = tuple(
        (
            *(cell_name(one, labels), one.perspective, one.says_counted, one.says_bound, one.says_detection),
            *(one.says_reach, one.says_coverage, one.says_tipping, one.says_why, one.says_funnel),
        )
        for one in tables.gaps
    )
    note = "What holds for every cell alike is said in the sentence of the whole family only."
    return Sheet("Gap statement parts", "Gap statements, part by part", note, header, rows, "No gap was declared.")


def gap_reach(tables: ReviewTables, labels: Labels) -> Sheet:
    """Source by code: whether the source could have found such work; perspectives that agree are one row."""
    header = (
        "Code",
        "Perspective",
        "Source",
        "Reach",
        "Why",
        "Confirmed by",
        "Date",
        "Proposed",
        "Why proposed",
        "Words",
    )
    said: dict[tuple[Cell, ...], list[str]] = {}
    for one in tables.reach:
        said.setdefault(_reach(one, labels), []).append(one.cell_id.split(":")[2])
    rows = tuple((row[0], " and ".join(sorted(seen, reverse=True)), *row[1:]) for row, seen in said.items())
    note = (
        "From review/reach.csv; what nobody has confirmed is unknown. Proposals follow the words of the strategy: "
        "reached by the topic, named by terms of its own, cut off by a NOT, a limit, a block or a criterion. Only a "
        "person can say that work lies outside what a source indexes under these terms."
    )
    return Sheet("Gap reach", "Could the searches have found it?", note, header, rows, "No gap was declared.")


def gap_funnel(tables: ReviewTables, labels: Labels) -> Sheet:
    """At each step of the review: records that mention a code in title or abstract, beside those that do not."""
    header = (
        *("Step", "Code", "Mention it", "Of these passed", "Others", "Of others passed", "Exact p"),
        "Without an abstract",
    )
    rows = tuple(_funnel(one, labels) for one in sorted(tables.funnel, key=_place))
    note = (
        "A gap that opens at one of the review's own steps is its own and not the literature's. Titles and abstracts "
        "at every step, searched for the codebook's words; only records that were decided there. Not mentioned in an "
        "abstract is not absent."
    )
    return Sheet("Gap funnel", "Who passed each step", note, header, rows, "No record has been decided on yet.")


def gap_detection(tables: ReviewTables, labels: Labels) -> Sheet:
    """What two coders of one full text both found of each gap's family."""
    header = (
        "Family",
        "Findings of either coder",
        "Found by both",
        "One coder finds",
        "At least",
        "Studies coded twice",
    )
    rows = tuple(
        (
            *(labels.family(one.family), one.positives, one.both),
            *(None if value is None else Share(value) for value in (one.sensitivity, one.at_least)),
            labels.study_links(one.twice),
        )
        for one in tables.detection
    )
    note = (
        "As each coded at first; findings that were refused are left out. Coders who miss the same things find less "
        "of what there is than this says."
    )
    return Sheet("Gap detection", "What coders find", note, header, rows, "No gap was declared.")


def recommendations(tables: ReviewTables, labels: Labels) -> Sheet:
    """Research that would close gaps, and why each is one, in people's words."""
    header = ("Research", "Population", "Question", "Design", "Why it is a gap", "Note", "Closes", "Judged by")
    names = {cell.cell_id: f"{cell_name(cell, labels)} ({cell.perspective})" for cell in tables.gaps}
    rows = tuple(_research(one, names, labels) for one in tables.research)
    note = "Reasons after Robinson 2011. Written by people in review/findings.yaml; no program recommends."
    empty = "No research has been recommended yet."
    return Sheet("Recommendations", "Research that would close gaps", note, header, rows, empty)


def _by_weight(evidence: Iterable[Evidence]) -> list[Evidence]:
    return sorted(evidence, key=lambda one: (not one.counts_as_evidence, one.code_id, one.perspective, one.extract_id))


def _evidence(one: Evidence, labels: Labels) -> tuple[Cell, ...]:
    said = ("yes" if one.counts_as_evidence else "no", one.why, labels.code(one.code_id), one.perspective, one.status)
    where = (labels.study_links([one.study_id]), one.page or None, labels.study(one.origin), _link(one.extract_id))
    return (*said, one.quote, *where)


def cell_name(cell: GapCell, labels: Labels) -> str:
    """The name of a gap cell without its perspective."""
    return WHOLE if cell.is_family else labels.code(cell.code_id)


def _link(extract_id: str) -> tuple[Link, ...]:
    return (Link(extract_id, "extract", extract_id),)


def _gap(one: GapCell, labels: Labels) -> tuple[Cell, ...]:
    names = (labels.family(one.code_id), cell_name(one, labels), one.perspective, one.claim, one.sentence)
    states = (one.included, one.assessed, one.present, one.absent)
    unsure = (one.elsewhere, one.machine_nothing, one.not_assessable)
    bound, bonferroni, corrected = (
        None if value is None else Share(value) for value in (one.bound, one.bonferroni, one.corrected_bound)
    )
    tips = (one.unseen, one.ends_none, one.ends_rare)
    studies = labels.study_links(one.study_ids)
    return (*names, *states, *unsure, bound, bonferroni, one.cells, corrected, *tips, studies)


def _reach(one: SourceReach, labels: Labels) -> tuple[Cell, ...]:
    code = one.cell_id.split(":")[1]
    name = labels.code(code) if "." in code else WHOLE
    why = one.why if one.who else "not confirmed" if one.row else "nobody has said"
    said = (name, one.name, one.reach, why, labels.person(one.who) if one.who else "", one.date)
    proposed = "" if one.proposed == Reach.UNKNOWN else str(one.proposed)
    return (*said, proposed, one.proposed_why, "; ".join(one.words))


def _place(one: FunnelStep) -> tuple[str, bool, str, int]:
    return one.gap_id, "." in one.code_id, one.code_id, list(FunnelStage).index(one.step)


def _funnel(one: FunnelStep, labels: Labels) -> tuple[Cell, ...]:
    name = labels.code(one.code_id) if "." in one.code_id else f"Any of {labels.family(one.code_id)}"
    counts = (one.carriers, one.carriers_passed, one.others, one.others_passed)
    return (one.step, name, *counts, one.p, one.without_abstract)


def _research(one: Recommendation, names: dict[str, str], labels: Labels) -> tuple[Cell, ...]:
    closes = "; ".join(names.get(cell, cell) for cell in one.cells)
    said = (one.research_id, one.population, one.question, one.design, one.reason, one.note)
    return (*said, closes, labels.person(one.by))
