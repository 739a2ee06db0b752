"""Do the people's numbers and ours add up, once each difference is a line of its own?"""

from reporting.stages import Equation
from workflow.real.findings import Table
from workflow.real.replay import FOLDER
from workflow.real.replay_counts import Counts


def sums(c: Counts) -> list[Equation]:
    """Each sum that must hold between the lines; both sides are counted apart, so that one can fail."""
    full_in, full_out, full_total = c.full_tally
    pairs = (
        (
            "records exported = duplicates that we merged + records after our deduplication",
            c.exported,
            c.removed + c.groups,
        ),
        ("their list after deduplication = the citations of their decision sheet", c.listed, c.citations),
        ("the citations that both sheets have = the citations of their decision sheet", c.in_both_sheets, c.citations),
        (
            "rows of their decision sheet = citations + rows of their tally + rows that say nothing",
            c.sheet_rows,
            c.citations + c.tally_rows + c.blank,
        ),
        ("decision cells = citations + cells of their tally", c.cells, c.citations + c.tally_cells),
        ("decision cells = cells that say in + cells that say out", c.cells, c.in_cells + c.out_cells),
        ("citations = in + out", c.citations, c.in_rows + c.out_rows),
        ("in, by their own tally = citations in", c.in_tally, c.in_rows),
        ("out, by their own tally = citations out", c.out_tally, c.out_rows),
        (
            "citations = records of ours that they decide + further rows on one of these + rows that fit several "
            "records + rows that fit none",
            c.citations,
            c.decided + c.further + c.unsure + c.stray,
        ),
        (
            "records after our deduplication = records that they decide + records that an unsure row may mean + "
            "records without any row",
            c.groups,
            c.decided + c.meant + c.alone,
        ),
        (
            "records after our deduplication = included + excluded + undecided",
            c.groups,
            c.included + c.excluded + c.awaiting,
        ),
        (
            "records undecided = records that an unsure row may mean + records without any row",
            c.awaiting,
            c.meant + c.alone,
        ),
        (
            "citations out = our records excluded + further rows out + unsure rows out",
            c.out_rows,
            c.excluded + c.further_out + c.unsure_out,
        ),
        ("citations in = our records included", c.in_rows, c.included),
        ("citations in = outcomes at full text + outcome not recorded", c.in_rows, c.assessed + c.not_recorded),
        ("outcomes at full text = in + out", c.assessed, c.in_full + c.out_full),
        ("outcomes at full text, by their own tally = ours", full_total, c.included_full + c.excluded_full),
        ("in at full text, by their own tally = our records included", full_in, c.included_full),
        ("out at full text, by their own tally = our records excluded", full_out, c.excluded_full),
    )
    return [Equation(name, left, right, left == right) for name, left, right in pairs]


def line_table(c: Counts) -> Table:
    """Both sides line by line; a line that one side has not is empty there, and is never filled from another one."""
    lines: tuple[tuple[str, int | None, int | None, str, str], ...] = (
        (
            "records exported",
            c.exported,
            c.removed + c.groups,
            "",
            "searches/searches.csv; identification/membership.csv",
        ),
        (
            "duplicates removed",
            c.exported - c.listed,
            c.removed,
            "",
            "human/after_deduplication.csv; identification/membership.csv",
        ),
        (
            "records after deduplication",
            c.listed,
            c.groups,
            f"{c.further} further rows on a record that has one, {c.unsure} rows that fit {c.meant} records, {c.stray} "
            f"rows that fit none, {c.alone} records without any row",
            "human/after_deduplication.csv; identification/unique.csv",
        ),
        (
            "decision cells on title and abstract",
            c.cells,
            None,
            f"{c.tally_cells} of them are the tally at the foot of the sheet, beside no citation",
            TITLE_SHEET,
        ),
        (
            "records decided on title and abstract",
            c.citations,
            c.decided,
            f"{c.further} further rows, {c.unsure + c.stray} rows that were not imported",
            f"{TITLE_SHEET}; screening/title_abstract.csv",
        ),
        ("included on title and abstract", c.in_rows, c.included, "", f"{TITLE_SHEET}; screening/title_abstract.csv"),
        (
            "cells that say in",
            c.in_cells,
            None,
            f"{c.in_cells - c.in_rows} of them is their tally, which says {c.in_tally}",
            TITLE_SHEET,
        ),
        (
            "excluded on title and abstract",
            c.out_rows,
            c.excluded,
            f"{c.further_out} further rows and {c.unsure_out} rows that fit several records say out",
            f"{TITLE_SHEET}; screening/title_abstract.csv",
        ),
        (
            "undecided on title and abstract",
            c.listed - c.citations,
            c.awaiting,
            f"{c.meant} records that {c.unsure} rows may mean, {c.alone} without any row",
            f"{TITLE_SHEET}; screening/queue.csv",
        ),
        (
            "outcomes at full text",
            c.assessed,
            c.included_full + c.excluded_full,
            "",
            f"{FULL_SHEET}; screening/full_text.csv",
        ),
        (
            f"outcome not recorded: {c.not_recorded}",
            c.in_rows - c.assessed,
            c.not_recorded,
            "",
            f"{FULL_SHEET}; screening/full_text.csv",
        ),
        ("excluded at full text", c.out_full, c.excluded_full, "", f"{FULL_SHEET}; screening/full_text.csv"),
        ("included at full text", c.in_full, c.included_full, "", f"{FULL_SHEET}; screening/full_text.csv"),
    )
    rows = [_line(*line) for line in lines]
    columns = ("line", "theirs", "ours", "difference", "explanation", "file")
    return Table("The people's lines and ours, each for itself", columns, rows, f"{FOLDER} and results/")


TITLE_SHEET, FULL_SHEET = "human/title_abstract_decisions.csv", "human/full_text_decisions.csv"


def _line(name: str, theirs: int | None, ours: int | None, why: str, files: str) -> tuple[str, ...]:
    apart = "" if theirs is None or ours is None else f"{ours - theirs:+,}" if ours != theirs else "0"
    return (name, *("" if one is None else f"{one:,}" for one in (theirs, ours)), apart, why, files)
