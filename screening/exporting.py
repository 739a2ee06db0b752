"""A set of records as a file for another tool: its labels where the tool reads them, every decision in a note.

People stand in it as the caller names them. The abstracts are in it: it is the team's own file for the team's own tool.
ASReview has one label a record and reads it from a column or from the RIS tag N1; Rayyan reads its notes; Covidence and
EPPI-Reviewer read references only, so that the set that a file is of says what is decided.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from identification.errors import InputError
from identification.events import FURTHER_REASONS, Event, current_events
from identification.records import UniqueRecord
from identification.vocabulary import EventKind, Outcome
from screening import rayyan
from screening.outcomes import Screened
from screening.tool_words import Vote, carried, named

FORMATS = ("ris", "csv", "xlsx", "asreview", "rayyan", "eppi", "covidence")
SETS: Mapping[str, Outcome | None] = {
    "awaiting": Outcome.AWAITING,
    "included": Outcome.INCLUDED,
    "excluded": Outcome.EXCLUDED,
    "conflicts": Outcome.CONFLICT,
    "all": None,
}
LABEL: Mapping[Outcome | None, str] = {Outcome.INCLUDED: "1", Outcome.EXCLUDED: "0"}
KINDS = ("BOOK", "CHAP", "CONF", "CPAPER", "GEN", "JOUR", "MGZN", "NEWS", "RPRT", "THES", "UNPB", "WEB", "EJOUR")
RAYYAN_COLUMNS = (
    *("key", "title", "year", "month", "day", "journal", "issn", "volume", "issue", "pages", "authors", "url"),
    *("language", "publisher", "location", "abstract", "notes", "doi", "keywords", "pubmed_id", "pmc_id"),
)
ASREVIEW_COLUMNS = (
    *("record_id", "title", "abstract", "authors", "keywords", "doi", "url", "included", "asreview_label", "year"),
    *("journal", "pmid", "review_record_id", "review_decisions"),
)
TABLE_COLUMNS = (
    *("record_id", "title", "authors", "year", "journal", "volume", "issue", "pages", "doi", "pmid", "url", "abstract"),
    *("stage", "outcome", "reviewer", "decision", "reason", "reason_text", "note", "decided_at"),
    "earlier_decisions",
)


@dataclass(frozen=True)
class Exported:
    """One record of a set, where it stands at the stage, and what people said of it there."""

    record: UniqueRecord
    outcome: Outcome | None
    votes: tuple[Vote, ...]


def choose(
    unique: Iterable[UniqueRecord],
    screened: Sequence[Screened],
    events: Iterable[Event],
    groups: Mapping[str, str],
    *,
    wanted: Outcome | None,
    stage: EventKind,
    names: Mapping[str, str],
) -> list[Exported]:
    """The records of a stage with this outcome (all without one), each with the votes that stand, by person."""
    said: dict[str, list[Vote]] = {}
    listed = list(events)
    by_id = {event.event_id: event for event in listed}
    for event in sorted(current_events(listed), key=_place):
        if event.subject_id in groups and (event.kind == stage or event.content.get("stage") == stage):
            said.setdefault(groups[event.subject_id], []).append(_vote(event, stage, names, by_id))
    known = {record.group_id: record for record in unique}
    return [
        Exported(known[row.group_id], row.outcome, tuple(said.get(row.group_id, ())))
        for row in screened
        if wanted in (None, row.outcome)
    ]


def export_text(rows: Sequence[Exported], form: str, ending: str, criteria: Mapping[str, str]) -> str:
    """The file's text; Rayyan and ASReview have a table and, where its name ends in .ris, tags."""
    if form in ("ris", "eppi", "covidence") or (form in ("rayyan", "asreview") and ending == ".ris"):
        return "".join(_ris(row, form) for row in rows)
    table = {"rayyan": _rayyan_table, "asreview": _asreview_table}.get(form)
    header, lines = table(rows) if table else export_table(rows, criteria)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return file.getvalue()


def export_table(rows: Sequence[Exported], criteria: Mapping[str, str]) -> tuple[tuple[str, ...], list[list[str]]]:
    """A row for each vote, and one for a record without; the header first."""
    return TABLE_COLUMNS, [_table_row(row, vote, criteria) for row in rows for vote in row.votes or (Vote("", ""),)]


def check_form(form: str, ending: str) -> None:
    """Nothing where the format can be written to a file of this name; else an `InputError`."""
    endings = {"csv": (".csv",), "xlsx": (".xlsx",), "rayyan": (".csv", ".ris"), "asreview": (".csv", ".ris")}
    if ending not in endings.get(form, (".ris", ".txt")):
        likely = " or ".join(endings.get(form, (".ris",)))
        raise InputError(f"FORMAT={form} cannot be written to a file that ends in '{ending}'.", remedy=f"Use {likely}.")


def _place(event: Event) -> tuple[bool, str, str]:
    return event.kind == EventKind.ADJUDICATION, event.who, event.event_id


def _vote(event: Event, stage: EventKind, names: Mapping[str, str], by_id: Mapping[str, Event]) -> Vote:
    """An event as a vote, with what it replaced; a chain that bites its tail ends there."""
    old = by_id.get(event.replaces)
    before = (
        _vote(old, stage, names, _without(by_id, event))
        if old and (old.who, old.kind) == (event.who, event.kind)
        else None
    )
    reasons = tuple(filter(None, (event.reason, *event.content.get(FURTHER_REASONS, ()))))
    settles = event.kind == EventKind.ADJUDICATION
    who = names.get(event.who, "somebody not on the team")
    earlier = (*before.before, replace(before, before=())) if before else ()
    return Vote(who, event.decision, reasons, event.note, event.at, settles, str(stage), earlier)


def _without(by_id: Mapping[str, Event], event: Event) -> dict[str, Event]:
    return {key: one for key, one in by_id.items() if key != event.event_id}


def _ris(row: Exported, form: str) -> str:
    """One record in RIS. EPPI-Reviewer keeps U1 and N1, Rayyan N1, ASReview reads its label from N1."""
    one = row.record
    first, _, last = one.pages.partition("-")
    notes = {
        "rayyan": [rayyan.write_notes(row.votes, one.group_id)],
        "asreview": [f"ASReview_{ASREVIEW_WORDS.get(row.outcome, 'not_seen')}"],
    }.get(form, [])
    ours = [] if form == "rayyan" else [f"record_id: {one.group_id}", *map(carried, row.votes)]
    tags = [
        ("TY", one.kind if one.kind in KINDS else "JOUR"),
        ("ID", one.group_id),
        ("TI" if form != "eppi" else "T1", one.title),
        *(("AU", author.strip()) for author in one.authors.split(";")),
        ("PY", one.year),
        ("T2", one.venue),
        *(("VL", one.volume), ("IS", one.issue), ("SP", first), ("EP", last), ("SN", one.issn), ("DO", one.doi)),
        *(("UR", one.url), ("LA", one.language), ("AB", one.abstract)),
        *((("KW", "eppi-reviewer4"), ("U1", one.group_id)) if form == "eppi" else ()),
        *(("N1", note) for note in (*notes, *ours)),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in tags if value.strip()]
    return "\n".join([*lines, "ER  - ", "", ""])


ASREVIEW_WORDS: Mapping[Outcome | None, str] = {Outcome.INCLUDED: "relevant", Outcome.EXCLUDED: "irrelevant"}


def _rayyan_table(rows: Sequence[Exported]) -> tuple[tuple[str, ...], list[list[str]]]:
    return RAYYAN_COLUMNS, [_cells(row, RAYYAN_COLUMNS, _rayyan_cells(row)) for row in rows]


def _rayyan_cells(row: Exported) -> dict[str, str]:
    authors = " and ".join(filter(None, map(str.strip, row.record.authors.split(";"))))
    notes = rayyan.write_notes(row.votes, row.record.group_id)
    return {"key": row.record.group_id, "authors": authors, "notes": notes, "pubmed_id": row.record.pmid}


def _asreview_table(rows: Sequence[Exported]) -> tuple[tuple[str, ...], list[list[str]]]:
    """ASReview numbers records by whole numbers; ours travels in a column of its own, which ASReview keeps."""
    lines = []
    for number, row in enumerate(rows):
        label = LABEL.get(row.outcome, "")
        votes = " | ".join(map(carried, row.votes))
        own = {"record_id": str(number), "review_record_id": row.record.group_id, "review_decisions": votes}
        lines.append(_cells(row, ASREVIEW_COLUMNS, own | {"included": label, "asreview_label": label}))
    return ASREVIEW_COLUMNS, lines


def _table_row(row: Exported, vote: Vote, criteria: Mapping[str, str]) -> list[str]:
    own = {
        "record_id": row.record.group_id,
        "stage": vote.stage,
        "outcome": str(row.outcome or ""),
        "reviewer": named(vote),
        "decision": vote.decision,
        "reason": "; ".join(vote.reasons),
        "reason_text": "; ".join(criteria.get(reason, "") for reason in vote.reasons),
        "note": vote.note,
        "decided_at": vote.at,
        "earlier_decisions": " | ".join(map(carried, vote.before)),
    }
    return _cells(row, TABLE_COLUMNS, own)


def _cells(row: Exported, columns: Iterable[str], own: dict[str, str]) -> list[str]:
    known = {name: getattr(row.record, name) for name in FIELDS} | {"journal": row.record.venue} | own
    return [known.get(column, "") for column in columns]


FIELDS = ("title", "abstract", "authors", "year", "volume", "issue", "pages", "doi", "pmid", "issn", "url", "language")
