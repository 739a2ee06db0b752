"""One reviewer's sitting: which record is next, what was decided, and every decision on disk before the next one.

The desk knows nothing of screens: a notebook, a test or another front end opens it, reads `current` and calls `decide`
and `undo`. Nobody else's decisions can be asked of it, so that none can show.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from identification.errors import InputError
from identification.events import Event, current_events, read_events
from identification.records import UniqueRecord
from identification.tables import read_all, read_table
from identification.vocabulary import Decision, EventKind
from identification.yaml_files import read_yaml
from screening.assignment import assigned_to, own_first
from screening.outcomes import Assignment, Queued
from screening.pen import Pen


@dataclass(frozen=True)
class Criterion:
    """One eligibility criterion; its `id` is what an exclusion gives as its reason."""

    id: str
    text: str


@dataclass(frozen=True)
class Criteria:
    """What a reviewer decides by, and the version of the protocol that it stands in."""

    include: tuple[Criterion, ...] = ()
    exclude: tuple[Criterion, ...] = ()
    version: str = ""

    @property
    def ids(self) -> list[str]:
        """The ids of all criteria, those of inclusion first."""
        return [criterion.id for criterion in (*self.include, *self.exclude)]


@dataclass(frozen=True)
class Tally:
    """One reviewer's own progress: `decided` and `included` in the whole stage, `left` and `queued` in this queue."""

    decided: int
    included: int
    left: int
    queued: int


class Desk:
    """The records that one reviewer has not decided yet, in the order of the queue, and the pen to decide them with.

    `events` are everybody's, as read; only the reviewer's own that still stand are kept. `folder` is where the events
    of every kind lie. Unless `timings` says so, no event holds how long a decision took.
    """

    def __init__(
        self,
        queue: Sequence[Queued],
        records: Iterable[UniqueRecord],
        events: Iterable[Event],
        *,
        reviewer: str,
        folder: Path,
        criteria: Criteria | None = None,
        stage: EventKind = EventKind.TITLE_ABSTRACT,
        timings: bool = False,
    ) -> None:
        self.reviewer = reviewer
        self.timings = timings
        self.stage = stage
        self.criteria = criteria or Criteria()
        self._pen = Pen(folder, reviewer)
        member_of = {member: record for record in records for member in (record.group_id, *record.record_ids)}
        queued = (member_of[row.group_id] for row in sorted(queue, key=_rank) if row.group_id in member_of)
        self._queue = list({record.group_id: record for record in queued}.values())
        self._decided = _decided_by(reviewer, stage, events, member_of)
        self._positions: list[int] = []
        self._position = self._next_from(0)

    @property
    def current(self) -> UniqueRecord | None:
        """The record to decide now; None when this reviewer has decided every record of the queue."""
        return self._queue[self._position] if self._position < len(self._queue) else None

    @property
    def file(self) -> Path:
        """Where this sitting writes."""
        return self._pen.file_of(self.stage)

    @property
    def reason_needed(self) -> bool:
        """Whether an exclusion must name its criterion: at full text, where PRISMA 2020 (item 16b) reports reasons."""
        return self.stage is EventKind.FULL_TEXT

    def decide(self, decision: str, reason: str = "", note: str = "", seconds: float | None = None) -> Event:
        """The event of this decision on the current record: when it comes back it is on disk and the next is current.

        A decision that could not be written is an `InputError`, and the record stays current.
        """
        record = self.current
        if record is None:
            raise InputError("there is no record left to decide.", remedy="Undo goes back to the last one.")
        self._check(decision, reason)
        event = self._pen.write(
            self.stage,
            subject_id=record.group_id,
            decision=decision,
            reason=reason,
            note=note.strip(),
            criteria_version=self.criteria.version,
            seconds=seconds if self.timings else None,
        )
        self._positions.append(self._position)
        self._decided[record.group_id] = event.decision
        self._position = self._next_from(self._position)
        return event

    def undo(self) -> Event | None:
        """The last decision of this sitting, now withdrawn and its record current again; None when there is none."""
        last = self._pen.take_back()
        if not last:
            return None
        del self._decided[last[0].subject_id]
        self._position = self._positions.pop()
        return last[0]

    def tally(self) -> Tally:
        """How far this reviewer is."""
        included = sum(decision == Decision.INCLUDE for decision in self._decided.values())
        left = sum(record.group_id not in self._decided for record in self._queue)
        return Tally(len(self._decided), included, left, len(self._queue))

    def decided(self) -> dict[str, str]:
        """What this reviewer decided at this stage, by group: her own standing decisions and nobody else's."""
        return dict(self._decided)

    def reorder(self, queue: Iterable[Queued]) -> None:
        """Put what comes after the current record in the order of another queue; unknown records keep theirs."""
        place, after = {row.group_id: row.rank for row in queue}, self._position + 1
        self._queue[after:] = sorted(self._queue[after:], key=lambda one: place.get(one.group_id, len(place) + 1))

    def _next_from(self, position: int) -> int:
        while position < len(self._queue) and self._queue[position].group_id in self._decided:
            position += 1
        return position

    def _check(self, decision: str, reason: str) -> None:
        if decision not in tuple(Decision):
            raise InputError(f"'{decision}' is not one of {', '.join(Decision)}.")
        known = self.criteria.ids
        if reason and reason not in known:
            raise InputError(f"'{reason}' is not a criterion of this review.", remedy=f"Known: {', '.join(known)}.")
        if decision == Decision.EXCLUDE and not reason and self.reason_needed:
            raise InputError("an exclusion at full text needs its reason.", remedy="Choose an exclusion criterion.")


def open_desk(review: Path, reviewer: str, protocol: Mapping[str, Any]) -> Desk:
    """The desk of one reviewer at the titles and abstracts of a review folder, as its last run left it.

    What is assigned to her comes first, in the order of the queue; nothing says what colleagues did or why it is hers.
    `protocol` is the review's checked config; its last frozen version is the one that decisions name. A reviewer that
    it does not know, and a review that was never run, are one sentence each.
    """
    check_reviewer(reviewer, [known["id"] for known in protocol["reviewers"]])
    unique, queue = review / "results/identification/unique.csv", review / "results/screening/queue.csv"
    for table in (unique, queue):
        if not table.is_file():
            fault = f"the review in '{review}' has not been run yet, so there is no queue to screen."
            raise InputError(fault, remedy=f"Run it once: make run REVIEW='{review}'")
    folder = review / "review/events"
    criteria = read_criteria(protocol, frozen_version(review / "review/protocol"))
    events, _ = read_events((folder / EventKind.TITLE_ABSTRACT).glob("**/*.jsonl"), criteria=criteria.ids)
    assigned = review / "results/screening/assignments.csv"
    assignments = read_all([assigned] * assigned.is_file(), Assignment)
    own = assigned_to(assignments, reviewer, EventKind.TITLE_ABSTRACT)
    return Desk(
        own_first(read_table(queue, Queued), own),
        read_table(unique, UniqueRecord),
        events,
        reviewer=reviewer,
        folder=folder,
        criteria=criteria,
        timings=protocol.get("timings", False),
    )


def read_criteria(protocol: Mapping[str, Any], version: str = "") -> Criteria:
    """The eligibility criteria of a checked config."""
    eligibility = protocol["eligibility"]
    include, exclude = (
        tuple(Criterion(one["id"], one["text"]) for one in eligibility.get(side, [])) for side in ("include", "exclude")
    )
    return Criteria(include, exclude, version)


def concept_terms(codebook: Path) -> list[str]:
    """The patterns of the review's concept, to be highlighted; none where there is no codebook or no concept yet.

    Teams screen while they still write their codebook, so a missing one keeps nobody from the desk.
    """
    concept = (read_yaml(codebook).values.get("concept") if codebook.is_file() else None) or {}
    return list(concept.get("terms", []))


def mark_terms(text: str, terms: Iterable[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether a term stands there; joined, the pieces are the text again.

    >>> mark_terms("System leaders lead.", [r"system leader\\w*"])
    [('System leaders', True), (' lead.', False)]
    """
    pieces, end = [], 0
    for start, stop in _joined_spans(text, terms):
        pieces += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    return [piece for piece in [*pieces, (text[end:], False)] if piece[0]]


def _joined_spans(text: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    """Where terms stand, in order; terms that overlap are one span."""
    joined: list[tuple[int, int]] = []
    for start, stop in sorted(found.span() for term in terms for found in _pattern(term).finditer(text)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        elif stop > start:
            joined.append((start, stop))
    return joined


@cache
def _pattern(term: str) -> re.Pattern[str]:
    try:
        return re.compile(term, re.IGNORECASE)
    except re.error as fault:
        remedy = "Mend it in the codebook, below 'concept'."
        raise InputError(
            f"the term '{term}' is not a pattern that can be searched ({fault}).", remedy=remedy
        ) from fault


def check_reviewer(reviewer: str, known: list[str]) -> None:
    """Nothing for a person of the review; for anybody else an `InputError` that names those whom it knows."""
    if reviewer not in known:
        fault = f"'{reviewer}' is not a reviewer of this review." if reviewer else "no reviewer is named."
        raise InputError(fault, remedy=f"It knows {', '.join(known)}: start with your own id.")


def frozen_version(folder: Path) -> str:
    """The number of the last frozen protocol; nothing before the first freeze."""
    numbers = [int(record.parent.name) for record in folder.glob("*/protocol.json") if record.parent.name.isdecimal()]
    return str(max(numbers)) if numbers else ""


def _decided_by(
    reviewer: str, stage: EventKind, events: Iterable[Event], member_of: Mapping[str, UniqueRecord]
) -> dict[str, str]:
    """What one reviewer's standing events say, by group; a decision on any member is a decision on its group."""
    own = [event for event in current_events(events) if event.who == reviewer and event.kind == stage]
    return {member_of[event.subject_id].group_id: event.decision for event in own if event.subject_id in member_of}


def _rank(row: Queued) -> int:
    return row.rank
