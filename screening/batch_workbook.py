"""A batch as an Excel workbook that a reviewer fills in without any installation.

It opens in Excel, LibreOffice and Google Sheets. Nothing in it is protected, so that people can sort, filter and
widen; the drop-downs refuse what is no answer, and what comes back is checked row by row (`screening.collecting`).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from identification.records import UniqueRecord
from identification.repair import link_to
from identification.vocabulary import Decision, EventKind
from screening.batches import Batch
from screening.desk import Criteria
from screening.forms import BATCH, IDENTITY, RECORD_ID, REVIEW, Column, Form

RECORDS, CRITERIA, HOW_TO, HIDDEN = "Records", "Criteria", "How to", "Batch"
# Rows below the last record in which drop-downs still work, for people who insert rows.
SPARE_ROWS = 50
CELL_LIMIT, URL_LIMIT, HINT_LIMIT = 32_767, 2_079, 255  # signs (Microsoft: Excel specifications and limits)
LINE_POINTS, TALLEST = 14, 409  # points: a line of the font below, and the highest row that Excel takes
FILLED = 1.05  # of a column's width in characters holds text of the font below when words break whole
LOOKS: Mapping[str, dict[str, Any]] = {
    "header": {"bold": True, "bg_color": "#dfe8f1", "bottom": 1, "text_wrap": True, "valign": "top"},
    "answer header": {"bold": True, "bg_color": "#1f4e79", "font_color": "#ffffff", "bottom": 1, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top", "font_size": 10, "bottom": 4, "bottom_color": "#8a97a3"},
    "answer": {
        "text_wrap": True,
        "valign": "top",
        "font_size": 10,
        "border": 1,
        "border_color": "#8a97a3",
        "num_format": "@",
    },
    "link": {"text_wrap": True, "valign": "top", "font_size": 10, "font_color": "#1f4e79", "underline": 1, "bottom": 4},
    "id": {
        "text_wrap": True,
        "valign": "top",
        "font_size": 8,
        "font_color": "#59636d",
        "bg_color": "#eceff1",
        "bottom": 4,
    },
    "title": {"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"},
    "head": {"bold": True, "text_wrap": True, "valign": "top", "top": 1},
    "words": {"text_wrap": True, "valign": "top", "font_size": 11},
}
# The word itself stands in the cell; a sign before it and the kind of letter say the same as the colour.
SAID: Mapping[Decision, dict[str, Any]] = {
    Decision.INCLUDE: {"bg_color": "#cfe8d5", "bold": True, "num_format": '"\u2713 "@'},
    Decision.EXCLUDE: {"bg_color": "#e3dcd6", "italic": True, "num_format": '"\u2717 "@'},
    Decision.MAYBE: {"bg_color": "#fdf1c4", "underline": 1, "num_format": '"? "@'},
}
STAGE_NAMES = {EventKind.TITLE_ABSTRACT: "titles and abstracts", EventKind.FULL_TEXT: "full texts"}


@dataclass(frozen=True)
class Cover:
    """What a workbook says beside its records: by what to decide, whom to ask, when it was written, and whether its
    records are made up."""

    criteria: Criteria
    contact: str
    written: datetime
    synthetic: bool = False


def write_batch(batch: Batch, records: Sequence[UniqueRecord], form: Form, cover: Cover, path: Path) -> None:
    """Write the workbook of one batch. Text never becomes a formula, a number or an address, whatever it begins with.

    A file that is there already is never written over: `FileExistsError`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.open("x").close()
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": f"{batch.name}: {batch.review}", "created": cover.written})
        looks = {name: book.add_format({"font_name": "Calibri", **look}) for name, look in LOOKS.items()}
        sheets = {name: book.add_worksheet(name) for name in (RECORDS, CRITERIA, HOW_TO, HIDDEN)}
        lists = _write_hidden(sheets[HIDDEN], batch, form)
        _write_records(sheets[RECORDS], batch, records, form, looks, lists)
        for decision, look in SAID.items():
            _colour(sheets[RECORDS], form, len(records), decision, book.add_format(look))
        _write_lines(sheets[CRITERIA], looks, _criteria_lines(batch, cover))
        _write_lines(sheets[HOW_TO], looks, _how_to(batch, form, cover))


def _write_records(
    page: Worksheet,
    batch: Batch,
    records: Sequence[UniqueRecord],
    form: Form,
    looks: Mapping[str, Format],
    lists: Mapping[str, str],
) -> None:
    last = len(records) + SPARE_ROWS
    for at, column in enumerate(form.columns):
        page.set_column(at, at, column.width)
        page.write_string(0, at, column.name, looks["answer header" if column.filled_in else "header"])
        _validate(page, column, at, last, lists.get(column.name, ""))
    for row, record in enumerate(records, start=1):
        cells = _cells(record, batch)
        page.set_row(row, _height(cells, form))
        for at, column in enumerate(form.columns):
            _write_cell(page, row, at, column, cells, looks)
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, len(records), len(form.columns) - 1)
    _set_up_print(page, batch, len(records), len(form.columns) - len(IDENTITY))


def _cells(record: UniqueRecord, batch: Batch) -> dict[str, str]:
    return {
        RECORD_ID: record.group_id,
        "title": record.title,
        "abstract": record.abstract or "(no abstract in the databases)",
        "authors": record.authors,
        "year": record.year,
        "venue": record.venue,
        "link": link_to(record.doi, record.url),
        BATCH: batch.mark,
        REVIEW: batch.review,
    }


def _write_cell(
    page: Worksheet, row: int, at: int, column: Column, cells: Mapping[str, str], looks: Mapping[str, Format]
) -> None:
    text = cells.get(column.name, "")[:CELL_LIMIT]
    if column.filled_in:
        page.write_blank(row, at, None, looks["answer"])
    elif column.name == "link" and text.startswith(("http://", "https://")) and len(text) <= URL_LIMIT:
        page.write_url(row, at, text, looks["link"], text.removeprefix("https://doi.org/"))
    else:
        own = column.name in (RECORD_ID, BATCH, REVIEW)
        page.write_string(row, at, text, looks["id" if own else "text"])


def _validate(page: Worksheet, column: Column, at: int, last: int, choices: str) -> None:
    """The drop-down of a column, or its hint. An id takes no other text at all, which needs no protected sheet."""
    if column.name in (RECORD_ID, BATCH, REVIEW):
        rule: dict[str, Any] = {
            "validate": "custom",
            "value": "=FALSE",
            "error_title": "Please leave this",
            "error_message": "By this column the decision finds its record again. Press Esc.",
        }
    elif choices:
        rule = {"validate": "list", "source": choices, "error_type": "stop" if column.strict else "warning"}
        rule |= {"error_title": column.name, "error_message": "Please choose from the list."}
    elif column.hint:
        rule = {"validate": "any"}
    else:
        return
    if column.hint:
        rule |= {"input_title": column.name, "input_message": column.hint[:HINT_LIMIT]}
    page.data_validation(1, at, last, at, rule)


def _colour(page: Worksheet, form: Form, records: int, decision: Decision, look: Format) -> None:
    at = [column.name for column in form.columns].index("decision")
    rule = {"type": "cell", "criteria": "==", "value": f'"{decision}"', "format": look}
    page.conditional_format(1, at, records + SPARE_ROWS, at, rule)


def _write_hidden(page: Worksheet, batch: Batch, form: Form) -> dict[str, str]:
    """The identity of the batch, the record of each row, and the words of the drop-downs, each as its range."""
    said = {
        "review": batch.review,
        "reviewer": batch.reviewer,
        "stage": str(batch.stage),
        "number": str(batch.number),
        "criteria_version": batch.criteria_version,
        "id": batch.id,
    }
    for row, (key, value) in enumerate(said.items()):
        page.write_string(row, 0, key)
        page.write_string(row, 1, value)
    page.write_column(0, 2, ["record_ids", *batch.record_ids])
    ranges = {}
    with_choices = [column for column in form.columns if column.choices]
    for at, column in enumerate(with_choices, start=3):
        page.write_column(0, at, [column.name, *column.choices])
        letter = chr(ord("A") + at)
        ranges[column.name] = f"={HIDDEN}!${letter}$2:${letter}${len(column.choices) + 1}"
    page.hide()
    return ranges


Line = tuple[str, str]


def _criteria_lines(batch: Batch, cover: Cover) -> list[Line]:
    version = batch.criteria_version
    lines = [("title", batch.review), *_made_up(cover)]
    lines.append(
        ("words", f"Version {version} of the frozen protocol." if version else "The protocol is not frozen yet.")
    )
    for head, criteria in (("Include", cover.criteria.include), ("Exclude", cover.criteria.exclude)):
        lines += [("head", head), *(("words", f"{one.id}: {one.text}") for one in criteria)]
    return lines


def _how_to(batch: Batch, form: Form, cover: Cover) -> list[Line]:
    reason = "needs its reason" if form.kind == EventKind.FULL_TEXT else "should say its reason"
    head = f"{len(batch.record_ids):,} records for {batch.reviewer}: {STAGE_NAMES[batch.stage]}, batch {batch.number}"
    steps = (step.format(reason=reason) for step in STEPS)
    return [
        ("title", head),
        *_made_up(cover),
        *(("words", f"{number}. {step}") for number, step in enumerate(steps, start=1)),
        ("head", "Whom to ask"),
        ("words", cover.contact),
    ]


STEPS = (
    "On the sheet Records choose include, exclude or maybe for each record; an empty cell is undecided.",
    "An exclusion {reason}: the first criterion that the record fails; others go into further reasons.",
    "Decide on your own, by the sheet Criteria, and write what your colleagues should know into note.",
    "Sort, filter, add columns and save under any name as you like, and leave the grey columns as they are.",
    "Send the file back finished or not: you can go on later, change or empty a decision, and send it again.",
)


def _made_up(cover: Cover) -> list[Line]:
    return [("head", "SYNTHETIC EXAMPLE: the records are made up.")] * cover.synthetic


def _write_lines(page: Worksheet, looks: Mapping[str, Format], lines: Sequence[Line]) -> None:
    page.set_column(0, 0, PAGE)
    for row, (look, text) in enumerate(lines):
        wide = PAGE * (0.72 if look == "title" else FILLED)
        page.set_row(row, (1.4 if look == "title" else 1.15) * LINE_POINTS * math.ceil(max(1, len(text)) / wide) + 3)
        page.write_string(row, 0, text, looks[look])
    page.hide_gridlines(2)
    page.set_portrait()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


PAGE = 84  # characters across a page of text


def _height(cells: Mapping[str, str], form: Form) -> float:
    """Room for the longest cell of a row, said outright because only Excel itself finds it out on opening."""
    own = (RECORD_ID, BATCH, REVIEW)
    wide = {column.name: column.width for column in form.columns if column.name not in own}
    lines = (_lines(cells.get(name, ""), width) for name, width in wide.items())
    return float(min(TALLEST, LINE_POINTS * max(*lines, 2) + 3))


def _lines(text: str, width: int) -> int:
    return sum(max(1, math.ceil(len(part) / (width * FILLED))) for part in text.split("\n"))


def _set_up_print(page: Worksheet, batch: Batch, records: int, columns: int) -> None:
    page.set_landscape()
    page.set_paper(8)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.print_area(0, 0, records, columns - 1)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.set_footer(f"&L{batch.name}&RPage &P of &N")
