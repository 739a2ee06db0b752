"""How was coded? Where extracts came from, who checked them, how coders agree, and what they see differently."""

from collections.abc import Iterable
from dataclasses import replace

from extraction.coding_tables import CodingAgreement, CodingDifference, FamilyCoding
from identification.vocabulary import Settled
from identification.wording import many
from reporting.cells import Cell, Link, Sheet
from reporting.contents import ReviewTables
from reporting.labels import Labels
from reporting.screening_sheets import NO_INTERVAL, NOT_DEFINED, STATISTICS, statistics_with_intervals, with_interval

AGREEMENT_NOTE = (
    "As each coded at first; any two coders of a report, 95 % intervals in brackets. One answer is one report with one "
    "code: the coder has it there, or not; a family of which neither said anything in a report gives none. One number "
    f"misleads, so all stand together. '{NOT_DEFINED}': as where nobody has the code. '{NO_INTERVAL}': without one "
    "disagreement a statistic does not vary. Passages: the share of both coders' passages that overlap one of the same "
    "code by the other."
)


def coding_sheets(tables: ReviewTables, labels: Labels) -> list[Sheet]:
    """The tables on coding, in the order in which a methodologist asks."""
    return [
        coding_sources(tables),
        coding_agreement(tables),
        coding_differences(tables, labels),
        refused_extracts(tables, labels),
    ]


def coding_sentences(tables: ReviewTables) -> list[str]:
    """What the report says of how extracts came about and were checked; nothing before anything was coded."""
    whole = next((one for one in tables.coding_sources if not one.family), None)
    if whole is None or not whole.extracts + whole.refused:
        return []
    by_machine = whole.extracts - whole.people
    found = [
        f"Suggested by machine, accepted by a person: {by_machine:,} of {many(whole.extracts, 'extract')} "
        f"({_by(whole)}). People found {whole.people:,} themselves and did not accept "
        f"{many(whole.rejected, 'suggestion')}.",
        f"A second person looked at {whole.checked:,} of {many(whole.extracts + whole.refused, 'extract')}: "
        f"{whole.holds:,} held, {whole.disputed:,} disputed, {whole.refused:,} refused.",
    ]
    for check in tables.coding_check:
        found.append(f"{check.twice:,} of {many(check.reports, 'included report')} with text were coded by two people.")
    if tables.differences:
        open_ones = sum(one.settled == Settled.OPEN for one in tables.differences)
        found.append(
            f"Two coders differ in {many(len(tables.differences), 'place')}; {open_ones:,} wait to be settled."
        )
    return found


def coding_sources(tables: ReviewTables) -> Sheet:
    """Family by family: what proposed the extracts, and what second persons made of them."""
    header = (
        *("Family", "Extracts", "From cues", "From likeness", "From decisions", "From fact rules", "Found by people"),
        *("Suggestions not accepted", "Seen by a second person", "Hold", "Disputed", "Refused"),
    )
    rows = tuple(_sources(one) for one in tables.coding_sources)
    note = (
        "A suggestion counts nowhere before a person accepts it. Refused extracts are not among the extracts; what "
        "somebody looked for in vain is none."
    )
    empty = "Nothing has been coded yet."
    return Sheet("Coding", "Where extracts came from and who checked them", note, header, rows, empty)


def coding_agreement(tables: ReviewTables) -> Sheet:
    """How two coders agree, over all codes, per family and per code."""
    header = (
        *("Code", "Name", "Reports", "Answers", "Both", "Neither", "Only A", "Only B", *STATISTICS, "Prevalence"),
        *("Passages", "Passages that overlap", "Passage agreement"),
    )
    rows = tuple(_agreement(one) for one in tables.coding_agreement if one.n)
    empty = "No report has been coded by two people."
    return Sheet("Coding agreement", "Agreement of coders", AGREEMENT_NOTE, header, rows, empty)


def of_families(agreement: Sheet) -> Sheet:
    """The agreement over all codes and per family only, for a page on which a row a code would be too long."""
    return replace(agreement, rows=tuple(row for row in agreement.rows if "." not in str(row[0])))


def coding_differences(tables: ReviewTables, labels: Labels) -> Sheet:
    """What two coders coded differently, open ones first; both codings stand in the table of extracts."""
    header = (
        *("State", "Document", "Family", "Code", "What differs", "Coder A", "A says", "Coder B", "B says"),
        *("Extracts of A", "Extracts of B"),
    )
    order = list(Settled)
    listed = sorted(tables.differences, key=lambda one: (order.index(one.settled), one.document_id, one.code_id))
    rows = tuple(_difference(one, labels) for one in listed)
    note = (
        "Two extracts match where they share a character and have one code. 'not asked': both have the code, so that "
        "another passage changes no count."
    )
    empty = "No two people have coded one document differently."
    return Sheet("Coding differences", "What coders coded differently", note, header, rows, empty)


def refused_extracts(tables: ReviewTables, labels: Labels) -> Sheet:
    """Extracts that people settled as not holding: kept, and in no count."""
    header = ("Extract", "Document", "Page", "Quote", "Family", "Code", "Coded by", "Refused by", "Why")
    rows = tuple(
        (
            *(one.extract_id, one.document_id, one.page, one.quote, labels.family(one.code_id)),
            *(labels.code(one.code_id), labels.person(one.who), _people(one.checked_by, labels), one.why),
        )
        for one in tables.refused
    )
    empty = "No extract has been refused."
    return Sheet("Refused extracts", "Extracts that do not hold", "They count nowhere.", header, rows, empty)


def _by(one: FamilyCoding) -> str:
    named = (
        ("cues", one.cues),
        ("likeness", one.likeness),
        ("decisions", one.decisions),
        ("fact rules", one.fact_rule),
    )
    return ", ".join(f"{name} {count:,}" for name, count in named)


def _sources(one: FamilyCoding) -> tuple[Cell, ...]:
    by = (one.cues, one.likeness, one.decisions, one.fact_rule, one.people, one.rejected)
    return (one.name, one.extracts, *by, one.checked, one.holds, one.disputed, one.refused)


def _agreement(one: CodingAgreement) -> tuple[Cell, ...]:
    return (
        *(one.code_id, one.name, one.reports, one.n, one.both, one.neither, one.only_a, one.only_b),
        *statistics_with_intervals(one),
        NOT_DEFINED if one.prevalence is None else one.prevalence,
        *(one.passages, one.met, with_interval(one.passage, one.passage_low, one.passage_high)),
    )


def _difference(one: CodingDifference, labels: Labels) -> tuple[Cell, ...]:
    return (
        *(one.settled, one.document_id, labels.family(one.code_id), labels.code(one.code_id), one.differs),
        *(labels.person(one.coder_a), one.said_a, labels.person(one.coder_b), one.said_b),
        *(_links(one.extracts_a), _links(one.extracts_b)),
    )


def _links(extracts: Iterable[str]) -> Cell:
    return tuple(Link(one, "extract", one) for one in extracts) or None


def _people(ids: Iterable[str], labels: Labels) -> str:
    return "; ".join(map(labels.person, ids))
