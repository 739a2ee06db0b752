"""What the replayed review showed: both sides line by line, each difference judged, and the sums between the lines."""

from collections import Counter
from pathlib import Path

from identification.records import DuplicatePair, Record, UniqueRecord
from identification.tables import read_rows, read_table
from identification.vocabulary import Verdict
from identification.wording import many
from reporting.flow_boxes import in_flow_order
from reporting.stages import Equation, FlowBox
from workflow.real.findings import Fact, Section, Table
from workflow.real.replay import FOLDER
from workflow.real.replay_counts import Counts, counts_of
from workflow.real.replay_differences import (
    FITS_SEVERAL,
    KEPT_TWICE,
    NO_RECORD,
    NO_ROW,
    Difference,
    Replayed,
    differences,
    nearest_row,
    replayed,
    said_in,
)
from workflow.real.replay_judged import OPEN, OURS, THEIRS
from workflow.real.replay_lines import line_table, sums

SHEETS = f"{FOLDER}/human"
UNIQUE = "results/identification/unique.csv"


def read(data: Path, review: Path) -> Section:
    """The replayed review as its lead would read it, each number with the file in which it can be counted again."""
    both = replayed(data, review)
    found, counts = differences(both), counts_of(both, data, review)
    return Section(
        title="A real update review, replayed",
        text=_text(found, counts),
        facts=_facts(found, counts, review),
        tables=(
            line_table(counts),
            _sum_table(sums(counts)),
            _difference_table(found, both),
            _waiting(found, review),
            _asked(review),
            _overlap(both),
            _flow(review),
            _no_citations(both),
        ),
        mended=MENDED,
    )


MENDED = (
    "One article stood under two DOIs that differ in one letter; such a DOI is taken for a typing error where title, "
    "author and journal agree.",
    "One article stood under its own DOI and under that of the protocol's registration; a deposit's DOI on a record "
    "with a journal says nothing now.",
    "Articles stood under an English title and one in another language, with one DOI, and were only asked; they are "
    "merged where the DOI, the journal and the author list or the abstract agree.",
    "An article stood twice because one database exchanged the names of its first author and wrote the ISSN into the "
    "journal's name; the author list and the name without ISSN are compared now.",
    "A chapter with a short title stood twice although both records have its abstract; that is evidence now.",
    "Short titles of one author, journal and year were kept apart without a word; they are asked now.",
    "A newsletter's reprint was called a part of a series; it is asked as the same text in another place.",
    "Rows whose title several records have were set aside for want of a DOI; authors, journal, year and source of the "
    "row tell the records apart now, and a row that fits two of them names both.",
    "Row numbers behind an empty row of a sheet were one too low.",
    "The report said that one person had screened, and that reports were decided without a full text; of an imported "
    "review neither is known, and it says what is recorded.",
)


def _text(found: list[Difference], counts: Counts) -> tuple[str, ...]:
    by_side, kinds = Counter(one.right for one in found), Counter(one.kind for one in found)
    return (
        f"The {many(counts.exported, 'record')} in {many(counts.exports, 'export')} of the 2022 update of a review on "
        f"social norms and suicidality, as messy as they came, with what its people decided. They screened "
        f"{counts.citations:,} citations after their deduplication; ours leaves {many(counts.groups, 'record')}. "
        f"{many(len(found), 'difference')} lie between the two, each read and judged below: ours is right in "
        f"{by_side[OURS]}, theirs in {by_side[THEIRS]}, and {by_side[OPEN]} are for a person to say.",
        f"They kept {many(kinds[KEPT_TWICE], 'work')} more than once ({many(counts.further, 'row')} too many). Behind "
        f"{many(kinds[NO_ROW], 'record')} of the exports stands no row of theirs: lost, taken out for a reason that "
        f"nobody wrote down, or a duplicate that only a person can see. Rows of theirs without a record in any export: "
        f"{kinds[NO_RECORD]}. Every merge of ours across unlike titles or two DOIs was read: none joins two works.",
        f"The sheet for titles and abstracts has {counts.cells:,} decision cells on {counts.citations:,} citations: "
        f"{many(counts.tally_cells, 'cell')} at its foot belong to the people's own tally of in and out. So "
        f"{counts.in_cells} cells say in, of which {counts.in_rows} stand beside a citation, and each of these has one "
        f"of the {counts.assessed} outcomes at full text. Outcome not recorded: {counts.not_recorded}.",
        "The sheets name no reviewer and record one decision a citation. So every event is by 'team', no agreement can "
        "be computed, and the dates of the events are that of the update. Whatever no row says stays open: it waits in "
        "the queue, and in a box of its own in the flow.",
    )


def _facts(found: list[Difference], counts: Counts, review: Path) -> tuple[Fact, ...]:
    sheets, merged = f"{SHEETS}/title_abstract_decisions.csv", "results/identification/membership.csv"
    by_kind = Counter(one.kind for one in found)
    facts = [
        Fact("Records exported", f"{counts.exported:,}", f"{FOLDER}/searches/searches.csv and {merged}"),
        Fact(
            "Citations after the people's deduplication", f"{counts.citations:,}", f"{SHEETS}/after_deduplication.csv"
        ),
        Fact("Records after ours", f"{counts.groups:,}", UNIQUE),
        *(Fact(f"Differences: {kind}", str(by_kind[kind]), sheets) for kind in DIFFERENCE_KINDS),
        Fact("Outcome not recorded", str(counts.not_recorded), "results/screening/full_text.csv", NOT_RECORDED),
        Fact("Works kept twice on which their rows disagree", str(counts.disagree), sheets),
        Fact("Events are by", ", ".join(counts.people), "review/events/title_abstract/", "the sheets name no reviewer"),
        Fact("Agreement between reviewers", _agreement(review), "results/screening/agreement.csv", ONE_DECISION),
    ]
    return tuple(facts)


DIFFERENCE_KINDS = (KEPT_TWICE, FITS_SEVERAL, NO_ROW, NO_RECORD)
NOT_RECORDED = "records included on title and abstract without an outcome at full text"
ONE_DECISION = "one decision a record is recorded"


def _agreement(review: Path) -> str:
    return "none" if not (rows := read_rows(review / "results/screening/agreement.csv")) else many(len(rows), "pair")


def _sum_table(equations: list[Equation]) -> Table:
    rows = [(one.name, f"{one.left:,}", f"{one.right:,}", "yes" if one.holds else "no") for one in equations]
    columns = ("sum", "left", "right", "holds")
    return Table("What must add up between the lines", columns, rows, f"{SHEETS}/ and results/")


def _difference_table(found: list[Difference], both: Replayed) -> Table:
    rows = [
        (one.kind, _their_side(one, both), "; ".join(map(_our_record, one.records)) or "none", one.right, one.why)
        for one in found
    ]
    columns = ("what differs", "theirs", "ours", "who is right", "why")
    source = f"{SHEETS}/title_abstract_decisions.csv and {UNIQUE}"
    return Table("Every difference between the two deduplications, read pair by pair", columns, rows, source)


def _their_side(one: Difference, both: Replayed) -> str:
    citations = both.citations()
    if one.rows:
        return "; ".join(_their_row(row, citations[row]) for row in one.rows)
    number, like = nearest_row(one.records[0], citations)
    return f"none; most like it (title {like:.0f} of 100): {_their_row(number, citations[number])}"


def _their_row(number: int, row: dict[str, str]) -> str:
    said = _citation(row["authors"], row["year"].removesuffix(".0"), row["title"], row["journal"], row["doi"])
    return f"row {number} ({row['search']}): {said}"


def _our_record(one: Record | UniqueRecord) -> str:
    sources, names = (one.source, one.record_id) if isinstance(one, Record) else (", ".join(one.sources), one.group_id)
    return f"{names} ({sources}): {_citation(one.authors, one.year, one.title, one.venue, one.doi)}"


def _citation(authors: str, year: str, title: str, venue: str, doi: str) -> str:
    """A citation in one line; a long list of authors ends behind its first name."""
    first = authors.split(";")[0].split(", ")
    who = authors if len(authors) <= AUTHORS_SHOWN else f"{' '.join(first[:2]) if ';' in authors else first[0]} et al."
    return f"{who or 'no author'} ({year or 'no year'}). {title.rstrip('.')}. {venue.rstrip('.')}. {doi or 'no DOI'}"


AUTHORS_SHOWN = 60  # letters: two or three names


def _waiting(found: list[Difference], review: Path) -> Table:
    kinds = {record.group_id: one for one in found for record in one.records}
    rows = [
        (row["rank"], row["title"], row["year"], row["doi"], kinds[row["group_id"]].kind)
        for row in read_rows(review / "results/screening/queue.csv")
    ]
    columns = ("rank", "title", "year", "DOI", "why nobody decided")
    return Table("What nobody decided waits in the queue", columns, rows, "results/screening/queue.csv")


def _asked(review: Path) -> Table:
    folder = review / "results/identification"
    records = {record.record_id: record for record in read_table(folder / "records.csv", Record)}
    pairs = [pair for pair in read_table(folder / "pairs.csv", DuplicatePair) if pair.verdict == Verdict.ASK]
    rows = [(_our_record(records[one.record_a]), _our_record(records[one.record_b]), one.rule) for one in pairs]
    source = "results/identification/pairs.csv"
    return Table("Pairs that the rules leave to a person", ("one record", "the other", "rule"), sorted(rows), source)


def _overlap(both: Replayed) -> Table:
    groups = [set(one.sources) for one in both.unique.values()]
    names = sorted(set().union(*groups))
    rows = [
        (a, *(f"{sum({a, b} <= one for one in groups):,}" for b in names), f"{sum(one == {a} for one in groups):,}")
        for a in names
    ]
    caption = "Records that two sources share after deduplication; on the diagonal, all of a source"
    return Table(caption, ("source", *names, "in no other"), rows, UNIQUE)


def _flow(review: Path) -> Table:
    boxes = in_flow_order(read_table(review / "results/reporting/flow.csv", FlowBox))
    rows = [
        (box.label, "unknown" if box.count is None else f"{box.count:,}", box.counted_from, box.detail) for box in boxes
    ]
    columns = ("box", "count", "counted from (below results/)", "note")
    return Table("The boxes of the flow", columns, rows, "results/reporting/flow.csv")


def _no_citations(both: Replayed) -> Table:
    """The rows of the sheets without a title: the people's own tallies, and what they left beside them."""
    sheets = (("title and abstract", both.decided), ("full text", both.assessed))
    rows = [
        (name, str(row.number), " | ".join(said_in(row)) or "nothing")
        for name, sheet in sheets
        for row in sheet
        if not row.cells["title"]
    ]
    caption = "Rows of the sheets that are no citation: the people's own tallies, as they stand"
    return Table(caption, ("sheet", "row", "what stands there"), rows, f"{SHEETS}/*_decisions.csv")
