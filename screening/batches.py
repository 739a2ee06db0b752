"""Which records does a reviewer's next batch hold, and how is a batch known again, whatever its file is called?"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from identification.errors import InputError
from identification.events import Event, current_events
from identification.vocabulary import EventKind

SIGN = " / "  # between the parts of a batch's mark; ids hold no blanks


@dataclass(frozen=True)
class Batch:
    """Who was given which records at which stage, by which version of the criteria. `record_ids` in their order."""

    review: str
    reviewer: str
    stage: EventKind
    number: int
    criteria_version: str
    record_ids: tuple[str, ...] = ()
    id: str = ""

    @property
    def name(self) -> str:
        """The name of its file, without the ending."""
        return f"{self.reviewer}-{self.stage}-{self.number}"

    @property
    def ref(self) -> str:
        """What its events name it by."""
        return f"{self.name}-{self.id}"

    @property
    def mark(self) -> str:
        """What stands in every row, so that a table without its hidden sheet is known again."""
        return SIGN.join(
            (self.reviewer, self.stage, str(self.number), f"criteria {self.criteria_version or '-'}", self.id)
        )


def new_batch(
    review: str, reviewer: str, stage: EventKind, number: int, *, criteria_version: str, record_ids: Sequence[str]
) -> Batch:
    """A batch with an id that follows from all that it is, so that two with one number are never taken for one."""
    parts = [review, reviewer, str(stage), number, criteria_version, list(record_ids)]
    found = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:12]
    return Batch(review, reviewer, stage, number, criteria_version, tuple(record_ids), found)


def read_mark(mark: str, review: str) -> Batch | None:
    """The batch that a row's mark names; None for a text that is no mark."""
    parts = [part.strip() for part in mark.split(SIGN.strip())]
    if len(parts) != MARK_PARTS or parts[1] not in tuple(EventKind) or not parts[2].isdecimal():
        return None
    version = parts[3].removeprefix("criteria").strip()
    return Batch(review, parts[0], EventKind(parts[1]), int(parts[2]), "" if version == "-" else version, (), parts[4])


MARK_PARTS = 5


def next_records(
    candidates: Iterable[str],
    events: Iterable[Event],
    groups: Mapping[str, str],
    *,
    reviewer: str,
    stage: EventKind,
    taken: Collection[str] = (),
    size: int,
) -> list[str]:
    """The first `size` of the candidates that this reviewer has not decided and that lie in none of her batches.

    `taken` are the record ids of her batches that have been written; a decision on any member counts for its group.
    """
    own = [event for event in current_events(events) if event.who == reviewer and event.kind == stage]
    gone = {groups.get(one, one) for one in (*(event.subject_id for event in own), *taken)}
    left = [one for one in dict.fromkeys(candidates) if groups.get(one, one) not in gone]
    return left[:size]


def check_stage(stage: str) -> EventKind:
    """The stage that batches are made for; another word is an `InputError`."""
    if stage not in STAGES:
        raise InputError(f"STAGE is '{stage}', which has no batches.", remedy=f"Use one of {', '.join(STAGES)}.")
    return EventKind(stage)


STAGES = (EventKind.TITLE_ABSTRACT, EventKind.FULL_TEXT)
