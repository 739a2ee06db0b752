"""The types of reporting: how far each stage is, the flow, the searches as they are told, and what to do next."""

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from identification.vocabulary import ItemStatus, SearchMethod, Stage, StageState


@dataclass(frozen=True)
class StageStatus:
    """How far one stage is. `waiting_for` says in plain words why it is open; the hash is what a sign-off names."""

    stage: Stage
    state: StageState
    waiting_for: tuple[str, ...]
    state_hash: str
    signed_by: str
    signed_at: str


@dataclass(frozen=True)
class SignOff:
    """One row of review/signoff.csv: a person closes a stage in exactly the state that she saw."""

    stage: Stage
    state_hash: str
    who: str
    at: str
    note: str = ""


@dataclass(frozen=True)
class FlowBox:
    """One box of the PRISMA 2020 flow and the file from which it can be counted again."""

    box: str
    column: str
    label: str
    count: int | None
    counted_from: str
    detail: str = ""


@dataclass(frozen=True)
class Equation:
    """An equation between boxes of the flow: a flow that does not add up is no flow."""

    name: str
    left: int
    right: int
    holds: bool


@dataclass(frozen=True)
class NextStep:
    """What a person has to do next, and the exact command."""

    stage: Stage
    order: int
    text: str
    command: str


@dataclass(frozen=True)
class LoggedSearch:
    """One search as the search appendix tells it: its row of searches.csv, filled in from config.yaml, with its yield.

    `strategy` is the text of its strategy file, verbatim; where it cannot be printed `no_strategy` says why.
    """

    number: int
    source: str
    name: str
    method: SearchMethod
    platform: str
    databases: str
    date: str
    limits: str
    filters: str
    adapted_from: str
    updates: str
    peer_reviewed_by: str
    peer_review: str
    note: str
    file: str
    strategy_file: str
    strategy: str
    no_strategy: str
    hits: int | None
    read: int | None
    seen_before: int | None


@dataclass(frozen=True)
class Shortcut:
    """One thing that a full systematic review would have done more of, and what is known of the loss.

    `shortened` is what was done instead, `bias` what that may bring, with its `source`; `shown` is what the decisions
    of this review show of it, and `key` the key of config.yaml that says so.
    """

    stage: Stage
    shortcut: str
    shortened: str
    bias: str
    source: str
    shown: str
    key: str


@dataclass(frozen=True)
class SourceYield:
    """What one source brought to the review; `only_here` and `included_only_here` no other source brought.

    `included` counts included reports. Empty where a source left no export: its hits were looked at where they stand.
    """

    source: str
    hits: int | None
    read: int | None
    unique: int | None
    only_here: int | None
    included: int | None
    included_only_here: int | None


@dataclass(frozen=True)
class ChecklistItem:
    """One item of a reporting checklist: what of it is logged, where that stands, and what is still to be written."""

    item: int
    name: str
    status: ItemStatus
    found_in: str
    missing: str


@dataclass(frozen=True)
class ChecklistRow:
    """One item of one reporting checklist: what it asks for, where that is answered, and what a person has to write.

    `place` is the item's place in its checklist. `found_in` are files of the review's folder below results/reporting,
    or what people keep in review/ and config/, each with the anchor or sheet; `missing` are sentences, one a gap.
    """

    checklist: str
    place: int
    item: str
    section: str
    topic: str
    asks: str
    status: ItemStatus
    found_in: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class DocumentMade:
    """How one of the documents turned out: its pages beside those it may have, and the team's texts that are missing.

    `scored` is the text of the team whose readability the scores are: Flesch Reading Ease, of which more is easier, and
    the Flesch-Kincaid grade; both are empty where that text is missing.
    """

    document: str
    pages: int
    budget: int
    missing: tuple[str, ...]
    scored: str
    words: int
    reading_ease: float | None
    grade: float | None


class Staged(Protocol):
    """A row that belongs to a stage."""

    @property
    def stage(self) -> StrEnum:
        """The stage, under whichever vocabulary it stands."""


Row = TypeVar("Row", bound=Staged)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Rows in the order of the review; a table's file has them in the order of the alphabet."""
    return sorted(rows, key=lambda row: list(Stage).index(Stage(row.stage)))


def naming(steps: str, review: str) -> str:
    """Commands in back-ticks that can be pasted as they stand, since they name the review.

    >>> naming("Decide: `make screen REVIEWER=ak`", "a review")
    "Decide: `make screen REVIEW='a review' REVIEWER=ak`"
    """
    return re.sub(r"`make (\w+)", lambda found: f"{found[0]} REVIEW={shlex.quote(review)}", steps)


def spoken(stage: Stage) -> str:
    """The name of a stage in a sentence that begins with it."""
    return {Stage.TITLE_ABSTRACT: "Title and abstract screening", Stage.FULL_TEXT: "Full-text screening"}.get(
        stage, stage.capitalize()
    )
