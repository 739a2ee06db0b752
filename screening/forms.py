"""What does a form ask of each record, and how does a filled row become an answer? The same for every way to fill it.

A form is its columns and a function that reads one row. Workbooks are written from it and read back by it, so that a
form for another stage, or for coding, is another `Form` and no other machinery.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from identification.errors import nearest
from identification.events import FURTHER_REASONS
from identification.vocabulary import Decision, EventKind
from screening.desk import Criteria

# The cells and properties by which a workbook says what it is.
RECORD_ID, BATCH, REVIEW = "record id", "batch", "review"


class CellError(ValueError):
    """What is wrong with one cell, and in which column it stands."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column = column


@dataclass(frozen=True)
class Column:
    """One column: its heading, its width in characters, whether people fill it in, and the words of its drop-down.

    A `strict` drop-down takes nothing else; the others warn, since a criterion's id alone is as good as its text.
    """

    name: str
    width: int
    filled_in: bool = False
    choices: tuple[str, ...] = ()
    strict: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Answer:
    """What one row says; without a decision the row is not answered."""

    decision: str = ""
    reason: str = ""
    note: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    seconds: float | None = None


@dataclass(frozen=True)
class Form:
    """The columns that people see, and how a row of them is read; a `CellError` names the cell that is no answer."""

    kind: EventKind
    columns: tuple[Column, ...]
    read: Callable[[Mapping[str, str]], Answer]


# What identifies a record to a reader; the ids beside it are for the way back.
SHOWN = (Column(RECORD_ID, 11), Column("title", 30), Column("abstract", 90))
BESIDE = (Column("authors", 24), Column("year", 7), Column("venue", 22), Column("link", 26))
IDENTITY = (Column(BATCH, 14), Column(REVIEW, 14))


def screening_form(stage: EventKind, criteria: Criteria, *, timings: bool = False) -> Form:
    """The form for titles and abstracts or for full texts; `seconds` is asked only where the protocol records timings.

    At full text an exclusion needs its reason, which PRISMA 2020 (item 16b) reports.
    """
    reasons = tuple(f"{one.id}: {one.text}" for one in criteria.exclude)
    needed = stage == EventKind.FULL_TEXT
    why = "The first criterion that it fails" + ("; needed to exclude" if needed else "; where you exclude")
    answers = (
        Column("decision", 11, True, tuple(Decision), strict=True, hint="include, exclude or maybe"),
        Column("reason", 26, True, reasons, hint=why),
        Column("further reasons", 14, True, hint="Other criteria, by their ids: E2, E4"),
        Column("note", 26, True),
        *((Column("seconds", 9, True, hint="How long you took"),) if timings else ()),
    )

    def read(row: Mapping[str, str]) -> Answer:
        return _read_screening(row, criteria, reason_needed=needed, timings=timings)

    return Form(stage, (*SHOWN, *answers, *BESIDE, *IDENTITY), read)


def _read_screening(row: Mapping[str, str], criteria: Criteria, *, reason_needed: bool, timings: bool) -> Answer:
    decision, note = row.get("decision", "").strip().casefold(), row.get("note", "").strip()
    if not decision:
        return Answer(reason=row.get("reason", "").strip(), note=note)
    if decision not in tuple(Decision):
        raise CellError("decision", f"'{row['decision']}' is not one of {', '.join(Decision)}.{_meant(decision)}")
    known = [one.id for one in (*criteria.exclude, *criteria.include)]
    reason = _criterion(row.get("reason", ""), known, "reason")
    further = [_criterion(one, known, "further reasons") for one in _split(row.get("further reasons", ""), known)]
    if decision == Decision.INCLUDE and reason in [one.id for one in criteria.exclude]:
        raise CellError(
            "reason", f"'{reason}' is a reason to exclude and the decision is include; empty one of the two"
        )
    if decision == Decision.EXCLUDE and reason_needed and not reason:
        raise CellError("reason", "a report excluded at full text needs its reason; choose a criterion.")
    content = {FURTHER_REASONS: [one for one in dict.fromkeys(further) if one != reason]}
    content = {key: value for key, value in content.items() if value}
    return Answer(decision, reason, note, content, _seconds(row.get("seconds", "")) if timings else None)


def _meant(word: str) -> str:
    likely = nearest(word, list(Decision))
    return f" Did you mean '{likely}'?" if likely else ""


def _criterion(text: str, known: Sequence[str], column: str) -> str:
    """The id at the beginning of "E1: text", whatever its capitals; nothing for an empty cell."""
    word = re.split(r"[:\s]", text.strip(), maxsplit=1)[0]
    same = [one for one in known if one == word] or [one for one in known if one.casefold() == word.casefold()]
    if word and not same:
        raise CellError(column, f"'{word}' is not a criterion of this review ({', '.join(known)}).")
    return same[0] if word else ""


def _split(text: str, known: Sequence[str]) -> list[str]:
    """The parts of a cell with several criteria. A comma inside a criterion's text begins no other one."""
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    ids = {one.casefold() for one in known}
    found = []
    for part in parts:
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        whole = ":" in part and part.split(":")[0].strip().casefold() in ids
        found += [part] if whole else [word for piece in pieces for word in piece.split()]
    return found


def _seconds(text: str) -> float | None:
    if not text.strip():
        return None
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        found = -1.0
    if not 0 <= found < float("inf"):
        raise CellError("seconds", f"'{text}' is not a number of seconds.")
    return found
