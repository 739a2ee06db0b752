"""What did deduplication do? Every merge beside what it was merged with, what belongs together, what is still asked."""

from identification.merge_log import DoubtfulRecords, LinkedRecords, Merge
from identification.vocabulary import Outcome
from reporting.cells import Cell, Sheet
from reporting.contents import ReviewTables
from reporting.labels import Labels

PAIR_HEADER = ("One", "The other")


def duplicate_sheets(tables: ReviewTables, labels: Labels) -> list[Sheet]:
    """The log of deduplication: merged, linked, and for a person to say."""
    return [merged_records(tables, labels), linked_records(tables), doubtful_records(tables)]


def merged_records(tables: ReviewTables, labels: Labels) -> Sheet:
    """Every record that was merged into an earlier one, the least certain first, with the line that takes it back."""
    header = (
        *("Rule", "Agree in", "Contradict in", "Kept", "Removed", "Kept from", "Removed from"),
        "Command that takes it back",
    )
    rows = tuple(_merged(one, labels) for one in sorted(tables.merged, key=_certainty))
    note = (
        "The least certain merges come first: those whose records agree in few fields or contradict in some. A merge "
        "loses nothing: the kept record carries the sources of all and the best value of each field."
    )
    return Sheet("Merged records", "Records merged as duplicates", note, header, rows, "No record was merged.")


def linked_records(tables: ReviewTables) -> Sheet:
    """Unique records that belong together and are not the same."""
    rows = tuple(
        (one.link or "", *_shown(one), one.rule, one.group_a, one.group_b)
        for one in sorted(tables.linked, key=lambda one: (one.link or "", one.title_a, one.group_a))
    )
    note = "Both stay in the review. Where both report the same data, review/studies.csv makes them one study."
    header = ("How", *PAIR_HEADER, "Rule", "Record", "Other record")
    empty = "No two records were found to belong together."
    return Sheet("Linked records", "Records that belong together and are not the same", note, header, rows, empty)


def doubtful_records(tables: ReviewTables) -> Sheet:
    """Pairs for a person to say, those first by which most would change."""
    outcomes = {row.group_id: row.outcome for row in (*tables.title_abstract, *tables.full_text)}
    ranked = sorted(
        ((_stake(outcomes.get(one.group_a), outcomes.get(one.group_b)), one) for one in tables.doubtful),
        key=lambda found: (found[0], -found[1].title_likeness, found[1].group_a, found[1].group_b),
    )
    rows = tuple(
        (STAKES[stake], *_shown(one), ", ".join(one.agree), ", ".join(one.differ), one.reason, one.group_a, one.group_b)
        for stake, one in ranked
    )
    note = (
        "Until a person says what they are, both stay. Say it with: make event KIND=duplicates SUBJECT=R... OTHER=R... "
        "DECISION=same WHO=your-id (or different, or linked)."
    )
    header = ("At stake", *PAIR_HEADER, "Agree in", "Contradict in", "Why it is asked", "Record", "Other record")
    return Sheet("Doubtful pairs", "Records that may be duplicates", note, header, rows, "No pair is in doubt.")


# What an answer would change, the most first.
STAKES = (
    "both are included: one study may be counted twice",
    "one is included and the other is not: one study may be judged in two ways",
    "not decided yet: the same may be read twice",
    "both are excluded: no count of studies would change",
)


def _stake(a: Outcome | None, b: Outcome | None) -> int:
    included = (a == Outcome.INCLUDED) + (b == Outcome.INCLUDED)
    if included:
        return 2 - included
    return 3 if a == b == Outcome.EXCLUDED else 2


def _certainty(one: Merge) -> tuple[float, float, str]:
    named = CERTAINTY_OF_DOI * ("DOI" in one.agree)
    return named + len(one.agree) - len(one.differ) * CERTAINTY_LOST, one.title_likeness, one.removed_id


# The order of merges for reading: one DOI counts for three fields that agree, and a contradiction takes two away.
CERTAINTY_OF_DOI = 2
CERTAINTY_LOST = 2


def _merged(one: Merge, labels: Labels) -> tuple[Cell, ...]:
    people = ", ".join(map(labels.person, one.who.split(", "))) if one.who else ""
    rule = f"{one.rule} ({people})" if people else one.rule
    return (
        *(rule, ", ".join(one.agree), ", ".join(one.differ)),
        _citation(one.kept_title, one.kept_place, one.kept_doi, one.kept_authors),
        _citation(one.removed_title, one.removed_place, one.removed_doi, one.removed_authors),
        *(f"{one.kept_source}: {one.kept_ref}", f"{one.removed_source}: {one.removed_ref}"),
        one.undo,
    )


def _shown(one: DoubtfulRecords | LinkedRecords) -> tuple[Cell, ...]:
    a, b = (one.title_a, one.place_a, one.doi_a), (one.title_b, one.place_b, one.doi_b)
    return _citation(*a), _citation(*b)


def _citation(title: str, place: str, doi: str, authors: str = "") -> str:
    """What a reader tells a record by.

    >>> _citation("Leading systems?", "Invented Studies 2019; 4: 1-9", "")
    'Leading systems? Invented Studies 2019; 4: 1-9'
    """
    ended = (one if one.endswith((".", "?", "!", ".]")) else f"{one}." for one in (authors, title) if one)
    return " ".join(filter(None, (*ended, place, doi and f"doi:{doi}")))
