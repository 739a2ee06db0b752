"""Codings that go to other programs: `make export SET=codings`, given on purpose, outside the run."""

import csv
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import xlsxwriter

from extraction.coding_sheets import COLUMNS, annotations, coding_rows
from extraction.leaving import Leaving, leaving
from extraction.refi_qda import Source, write_project
from extraction.selectors import anchored_quotes
from extraction.text_layer import Passage
from identification.errors import InputError
from identification.events import REJECTED, current_events
from identification.people import names_out, roles_of
from identification.tables import as_csv_cell, read_lines
from identification.vocabulary import Outcome
from identification.wording import many
from reporting.workbook import CELL_LIMIT, CUT, UNDATED
from workflow.asking import Values, one_of, path_of, review_of, wanted
from workflow.coded_review import EXTRACTION, CodedReview

FORMATS: Mapping[str, tuple[str, ...]] = {
    "qdpx": (".qdpx",),
    "csv": (".csv",),
    "xlsx": (".xlsx",),
    "annotations": (".jsonld", ".json"),
}


def export_codings(values: Values) -> str:
    """Write the codings that hold, as a REFI-QDA project, a table or annotations; with REVIEWER only hers."""
    folder, path, form = review_of(values), *_wanted_file(values)
    with_files = one_of(values.get("TEXTS") or "yes", ["yes", "no"], "TEXTS") == "yes"
    review = CodedReview.read(folder)
    people = roles_of(review.protocol["reviewers"])
    reader = one_of(values["REVIEWER"], list(people), "REVIEWER") if values.get("REVIEWER") else ""
    hers = [event for event in current_events(review.events) if reader in ("", event.who)]
    extracts, aside = review.anchored(hers)
    by_name = review.protocol["leaves_team"]["names"]
    codings = leaving(extracts, hers, names_out(review.protocol["reviewers"], named=by_name))
    path.parent.mkdir(parents=True, exist_ok=True)
    if form == "qdpx":
        sources = _sources(review, {one.document_id for one in extracts}, with_files=with_files)
        write_project(path, review.protocol["title"], review.codebook, sources, codings)
    elif form == "annotations":
        path.write_text(_annotations(review, codings), encoding="utf-8")
    else:
        reports = {one.report_id: one for one in review.reports}
        _write_table(coding_rows(codings, review.codebook, reports), path)
    rejected = sum(event.decision == REJECTED for event in hers)
    told = (
        f"Wrote {many(len(codings), 'coding')} to {path}.",
        f"People stand in it {'by name' if by_name else 'by number and role (leaves_team.names is off)'}.",
        f"{many(len(aside), 'coding')} did not hold and stayed here: see set_aside_codings.csv." if aside else "",
        f"{many(rejected, 'rejected suggestion')} stayed here." if rejected else "",
        "It holds publishers' texts: it is for your own tool, not to be passed on.",
    )
    return " ".join(filter(None, told))


def _wanted_file(values: Values) -> tuple[Path, str]:
    """The file to write and its format; nothing is written over."""
    path = path_of(wanted(values, "FILE", "the file to write"))
    form = one_of(wanted(values, "FORMAT", f"one of {', '.join(FORMATS)}"), list(FORMATS), "FORMAT")
    if path.suffix.lower() not in FORMATS[form]:
        fault = f"FORMAT={form} cannot be written to a file that ends in '{path.suffix}'."
        raise InputError(fault, remedy=f"Use {' or '.join(FORMATS[form])}.")
    if path.exists():
        raise InputError(f"{path} is there already.", remedy="Nothing was changed; name another file.")
    return path, form


def _sources(review: CodedReview, coded: set[str], *, with_files: bool) -> list[Source]:
    """The documents of reports that are not excluded, and those that somebody coded."""
    reports = {one.report_id: one for one in review.reports}
    found = []
    for one in sorted(review.matched, key=lambda one: one.document_id):
        report = reports.get(one.report_id)
        is_out = report is None or report.outcome == Outcome.EXCLUDED
        file = review.folder / "review/fulltexts" / one.document_id
        is_pdf = with_files and file.suffix.lower() == ".pdf" and file.is_file()
        if one.document_id in coded or (not is_out and one.document_id in review.pages):
            pages = tuple(review.pages.get(one.document_id, ()))
            found.append(Source(one.document_id, pages, report, file if is_pdf else None))
    return found


def _write_table(rows: list[list[str | int]], path: Path) -> None:
    if path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([COLUMNS, *([as_csv_cell(cell) for cell in row] for row in rows)])
        return
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": datetime.fromisoformat(UNDATED)})
        page = book.add_worksheet("codings")
        header: list[str | int] = list(COLUMNS)
        for number, row in enumerate([header, *rows]):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    page.write_number(number, column, cell)
                else:
                    cut = len(cell) > CELL_LIMIT
                    page.write_string(number, column, cell[: CELL_LIMIT - len(CUT)] + CUT if cut else cell)
        page.freeze_panes(1, 0)


def _annotations(review: CodedReview, codings: list[Leaving]) -> str:
    extracts = [one.extract for one in codings]
    passages = {
        one: read_lines(review.folder / EXTRACTION / one / "passages.jsonl", Passage)
        for one in {extract.document_id for extract in extracts}
    }
    places = anchored_quotes(extracts, review.documents.values(), review.pages, passages)
    by_id = {one.extract_id: one for one in places}
    return annotations(codings, by_id, review.codebook, review.protocol["title"])
