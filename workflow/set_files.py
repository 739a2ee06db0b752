"""Sets of records that go to other tools: `make export`, given on purpose, outside the run."""

from collections.abc import Mapping
from pathlib import Path

import xlsxwriter

from identification.errors import InputError
from identification.merging import group_of
from identification.people import names_out, roles_of
from identification.protocol import read_protocol
from identification.records import Membership, UniqueRecord
from identification.tables import read_table
from identification.vocabulary import EventKind, ScreeningStage
from identification.wording import many
from screening.assignment import assigned_to
from screening.exporting import FORMATS, SETS, Exported, check_form, choose, export_table, export_text
from screening.outcomes import Assignment, Queued, Screened
from workflow.asking import SCHEMA, Values, one_of, path_of, result_of, review_of, wanted
from workflow.decision_files import UNIQUE, screening_events

MEMBERSHIP = "results/identification/membership.csv"


def export_set(values: Values) -> str:
    """Write a set of records, with who decided what, when and why, as a file for another tool.

    With REVIEWER the file is for one person to screen: what is assigned to her, without what others decided.
    """
    review, path = review_of(values), path_of(wanted(values, "FILE", "the file to write"))
    protocol = read_protocol(review / "config/config.yaml", SCHEMA)
    form = one_of(wanted(values, "FORMAT", f"one of {', '.join(FORMATS)}"), list(FORMATS), "FORMAT")
    people = roles_of(protocol["reviewers"])
    reader = one_of(values["REVIEWER"], list(people), "REVIEWER") if values.get("REVIEWER") else ""
    asked = {**values, "SET": values.get("SET") or "awaiting" * bool(reader)}
    chosen = one_of(
        wanted(asked, "SET", "queue, awaiting, included, excluded, conflicts, all or codings"), [*SETS, "queue"], "SET"
    )
    stage = EventKind(one_of(values.get("STAGE") or "title_abstract", list(ScreeningStage), "STAGE"))
    check_form(form, path.suffix.lower())
    if path.exists():
        raise InputError(f"{path} is there already.", remedy="Nothing was changed; name another file.")
    if chosen == "queue" and stage != EventKind.TITLE_ABSTRACT:
        raise InputError("only titles and abstracts have a queue.", remedy="Use SET=awaiting for full texts.")
    events = screening_events(review, stage, people)
    rows = choose(
        read_table(result_of(review, UNIQUE), UniqueRecord),
        read_table(result_of(review, f"results/screening/{stage}.csv"), Screened),
        [event for event in events if not reader or event.who == reader],
        group_of(read_table(result_of(review, MEMBERSHIP), Membership)),
        wanted=SETS.get(chosen),
        stage=stage,
        names=names_out(protocol["reviewers"], named=protocol["leaves_team"]["names"]),
    )
    if reader or chosen == "queue":
        places = {group: place for place, group in enumerate(_order(review, stage, reader))}
        rows = sorted(
            (row for row in rows if row.record.group_id in places), key=lambda row: places[row.record.group_id]
        )
    criteria = {one["id"]: one["text"] for group in protocol["eligibility"].values() for one in group}
    path.parent.mkdir(parents=True, exist_ok=True)
    if form == "xlsx":
        _write_excel(rows, path, criteria)
    else:
        path.write_text(export_text(rows, form, path.suffix.lower(), criteria), encoding="utf-8")
    votes = sum(len(row.votes) for row in rows)
    people_are = "by name" if protocol["leaves_team"]["names"] else "by number and role (leaves_team.names is off)"
    return (
        f"Wrote {many(len(rows), 'record')} with {many(votes, 'decision')} to {path}. People stand in it {people_are}. "
        "It holds publishers' abstracts: it is for your own tool, not to be passed on."
    )


def _order(review: Path, stage: EventKind, reader: str) -> list[str]:
    """The records that wait for one reader in the order in which to read them; for nobody in particular, the queue."""
    if reader:
        assignments = read_table(result_of(review, "results/screening/assignments.csv"), Assignment)
        return assigned_to(assignments, reader, stage)
    return [row.group_id for row in read_table(result_of(review, "results/screening/queue.csv"), Queued)]


def _write_excel(rows: list[Exported], path: Path, criteria: Mapping[str, str]) -> None:
    """The table as one sheet; text never becomes a formula, a number or an address."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("records")
        header, lines = export_table(rows, criteria)
        for number, line in enumerate([header, *lines]):
            for column, text in enumerate(line):
                page.write_string(number, column, text)
        page.freeze_panes(1, 0)
