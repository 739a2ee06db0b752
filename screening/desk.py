"""One reviewer's sitting: which record is next, what was decided, and every decision on disk before the next one.

The desk knows nothing of screens: a notebook, a test or another front end opens it, reads `current` and calls `decide`
and `undo`. Of nobody else's decisions does it know more than whoever opened it told it, so that none can show.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import attrgetter
from pathlib import Path

from identification.errors import InputError
from identification.events import Event
from identification.records import UniqueRecord
from identification.vocabulary import Decision, EventKind
from screening.outcomes import Queued
from screening.pen import Pen, withdrawal_of
from screening.progress import Tally
from screening.views import TO_DECIDE, View, Which, in_view


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


class Desk:
    """The records that one reviewer has not decided yet, in the order of the queue, and the pen to decide them with.

    Her own events are read from `folder`, where those of every kind lie; of `events`, everybody's further ones, only
    hers are kept. Unless `timings` says so, no event holds how long a decision took. `conflicts` are the groups
    that an adjudicator may settle; nobody else is given any.
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
        conflicts: Iterable[str] | None = None,
        view: View | None = None,
    ) -> None:
        self.reviewer = reviewer
        self.timings = timings
        self.stage = stage
        self.criteria = criteria or Criteria()
        self.pen = Pen(folder, reviewer, events)
        listed = list(records)
        self.group_of = {member: one.group_id for one in listed for member in (one.group_id, *one.record_ids)}
        self.records = {one.group_id: one for one in listed}
        ranked = sorted(queue, key=attrgetter("rank"))
        order = (self.group_of[row.group_id] for row in ranked if row.group_id in self.group_of)
        self._queue = dict.fromkeys(order)
        self._settles = conflicts is not None
        self._conflicts = [group for group in conflicts or () if group in self.records]
        for kind in (stage, EventKind.ADJUDICATION, EventKind.EDIT, EventKind.DUPLICATE):
            self.pen.look(kind)
        self._decided = self._standing(stage)
        self._settled = self._standing(EventKind.ADJUDICATION)
        self.show(view or View())

    @property
    def current(self) -> UniqueRecord | None:
        """The record to decide now; None when this reviewer has decided every record of the view."""
        return self.records[self._list[self.position]] if self.position < len(self._list) else None

    @property
    def listed(self) -> list[UniqueRecord]:
        """The records of the view, in their order; those decided since it was chosen are still in it."""
        return [self.records[group] for group in self._list]

    @property
    def size(self) -> int:
        """How many records the view has."""
        return len(self._list)

    @property
    def following(self) -> UniqueRecord | None:
        """The record that comes when the current one is decided, as the order is now."""
        after = self._next_undecided(min(self.position + 1, len(self._list)))
        return self.records[self._list[after]] if after < len(self._list) else None

    @property
    def said(self) -> Event | None:
        """What this reviewer said of the current record, where that stands."""
        return self.here().get(self.current.group_id) if self.current else None

    @property
    def kind(self) -> EventKind:
        """The kind of event that a decision is written as: in the view of conflicts it settles one."""
        return EventKind.ADJUDICATION if self.view.which is Which.CONFLICTS else self.stage

    @property
    def file(self) -> Path:
        """Where this sitting writes."""
        return self.pen.file_of(self.kind)

    @property
    def conflicts_open(self) -> int:
        """How many conflicts wait for this adjudicator; nobody else is told."""
        return sum(group not in self._settled for group in self._conflicts)

    @property
    def reason_needed(self) -> bool:
        """Whether an exclusion must name its criterion: at full text, where PRISMA 2020 (item 16b) reports reasons."""
        return self.stage is EventKind.FULL_TEXT

    def is_conflict(self, group_id: str) -> bool:
        """Whether this adjudicator may settle what people said of it."""
        return group_id in self._conflicts

    def here(self) -> Mapping[str, Event]:
        """What this reviewer said in the kind of this view, by group."""
        return self._settled if self.kind is EventKind.ADJUDICATION else self._decided

    def show(self, view: View) -> None:
        """Lay the records of another view on the desk, at the first that is not decided."""
        if view.which is Which.CONFLICTS and not self._settles:
            raise InputError("only an adjudicator settles conflicts.", remedy="config.yaml names each person's role.")
        self.view, self._left = view, ""
        rest = () if view.which is Which.UNDECIDED else (one for one in self.records if one not in self._queue)
        pool = self._conflicts if view.which is Which.CONFLICTS else (*self._queue, *rest)
        self._list = [one.group_id for one in in_view(view, (self.records[group] for group in pool), self.here())]
        self.position = self._next_undecided(0)
        if view.which not in TO_DECIDE and self.current is None:
            self.position = 0

    def go(self, position: int) -> None:
        """Lay another record of the view on the desk, the first being 0; one beyond the last says what is done."""
        self.position, self._left = min(max(position, 0), len(self._list)), ""

    def open(self, group_id: str) -> None:
        """Lay this record on the desk; once it is decided, the one that it was called away from comes back."""
        group = self.group_of.get(group_id)
        if group is None:
            raise InputError("this record is not in the tables of the last run.", remedy="Run the review again.")
        if self.kind is EventKind.ADJUDICATION and not self.is_conflict(group):
            fault = "people do not disagree on this record, so there is nothing to settle."
            raise InputError(fault, remedy="Press v to see all records.")
        self._left = self._left or (self.current.group_id if self.current else "")
        self._lay(group)

    def decide(self, decision: str, reason: str = "", note: str = "", seconds: float | None = None) -> Event:
        """The event of this decision on the current record: when it comes back it is on disk and the next is current.

        What she had decided on it before is replaced. A decision that could not be written is an `InputError`, and so
        is one on a record that she decided elsewhere meanwhile; the record stays current.
        """
        record, before, kind = self.current, self.said, self.kind
        if record is None:
            raise InputError("there is no record left to decide.", remedy="Undo goes back to the last one.")
        self._check(decision, reason)
        self._look(record, before)
        standing = [one for one in self.pen.standing(kind) if self._is_on(one, record.group_id)] if before else []
        decided = {
            "subject_id": standing[0].subject_id if standing else record.group_id,
            "decision": decision,
            "reason": reason,
            "note": note.strip(),
            "content": {"stage": str(self.stage)} if kind is EventKind.ADJUDICATION else {},
            "criteria_version": self.criteria.version,
            "seconds": seconds if self.timings else None,
            "replaces": standing[0].event_id if standing else "",
        }
        event = self.pen.write_all(kind, [decided, *map(withdrawal_of, standing[1:])])[0]
        self._keep(record.group_id, event)
        self._go_on(decided_before=before is not None)
        return event

    def undo(self) -> Event | None:
        """What was last done in this sitting, now taken back and its record current again; None when there is none."""
        try:
            last = self.pen.take_back()
        finally:
            self._decided, self._settled = self._standing(self.stage), self._standing(EventKind.ADJUDICATION)
        if not last:
            return None
        if last[0].kind in (self.stage, EventKind.ADJUDICATION) and last[0].kind is not self.kind:
            self.show(View(Which.CONFLICTS if last[0].kind is EventKind.ADJUDICATION else Which.UNDECIDED))
        group, other = (self.group_of.get(str(one)) for one in (last[0].subject_id, last[0].content.get("other")))
        if group and not (self.current and self.current.group_id == other):  # of a pair either may be on the desk
            self._lay(group)
        if group and last[0].content.get("field") == "abstract":
            again = [one.content for one in self.pen.standing(last[0].kind, last[0].subject_id) if one.content]
            self.amend(group, again[-1]["value"] if again else "")
        return last[0]

    def tally(self) -> Tally:
        """How far this reviewer is; in the view of conflicts, with those."""
        if self.kind is EventKind.ADJUDICATION:
            settled = [self._settled[group] for group in self._conflicts if group in self._settled]
            included = sum(event.decision == Decision.INCLUDE for event in settled)
            return Tally(len(settled), included, self.conflicts_open, len(self._conflicts))
        included = sum(event.decision == Decision.INCLUDE for event in self._decided.values())
        left = len(self._queue.keys() - self._decided.keys())
        return Tally(len(self._decided), included, left, len(self._queue))

    def decided(self) -> dict[str, str]:
        """What this reviewer decided at this stage, by group: her own standing decisions and nobody else's."""
        return {group: event.decision for group, event in self._decided.items()}

    def decisions(self) -> list[Event]:
        """The same as events, in the order in which they were written as far as their times tell."""
        return sorted(self._decided.values(), key=lambda event: event.at)

    def reorder(self, order: Iterable[str]) -> None:
        """Put what comes after the current record in another order of groups; unknown ones come last."""
        if self.view.which is Which.UNDECIDED:
            place, after = {group: at for at, group in enumerate(order)}, self.position + 1
            self._list[after:] = sorted(self._list[after:], key=lambda group: place.get(group, len(place)))

    def amend(self, group_id: str, abstract: str) -> None:
        """Show an abstract that this reviewer has just given a record; the next run puts it there for everybody."""
        self.records[group_id] = replace(self.records[group_id], abstract=abstract)

    def _look(self, record: UniqueRecord, before: Event | None) -> None:
        """Take in what she did in another window, and decide nothing that she decided there meanwhile."""
        for event in self.pen.look(self.kind):
            if event.subject_id in self.group_of:
                self._decided_anew(self.group_of[event.subject_id])
        now = self.said
        if now and now != before:
            fault = f"you decided this record in another window meanwhile: {now.decision}."
            raise InputError(fault, remedy="That stands; press the key again to replace it, or go on to the next.")

    def _decided_anew(self, group: str) -> None:
        standing = [one for one in self.pen.standing(self.kind) if self._is_on(one, group)]
        self._keep(group, standing[0] if standing else None)

    def _is_on(self, event: Event, group: str) -> bool:
        settles = event.kind is not EventKind.ADJUDICATION or event.content.get("stage") == self.stage
        return settles and self.group_of.get(event.subject_id) == group

    def _keep(self, group: str, event: Event | None) -> None:
        kept = self._settled if self.kind is EventKind.ADJUDICATION else self._decided
        kept.pop(group, None)
        if event:
            kept[group] = event

    def _standing(self, kind: EventKind) -> dict[str, Event]:
        """What her standing events of a kind say, by group; a decision on any member is a decision on its group."""
        own = [one for one in self.pen.standing(kind) if one.subject_id in self.group_of]
        return {self.group_of[one.subject_id]: one for one in own if self._is_on(one, self.group_of[one.subject_id])}

    def _lay(self, group: str) -> None:
        """Put a record on the desk; one that is not in the view stands before the current one."""
        if group not in self._list:
            self._list.insert(self.position, group)
        self.position = self._list.index(group)

    def _go_on(self, *, decided_before: bool) -> None:
        """On to the next record: in a view of undecided ones to one that is, in others to the one after."""
        left, self._left = self._left, ""
        if left:
            self._lay(left)
        if self.view.which in TO_DECIDE or not (left or decided_before):
            self.position = self._next_undecided(self.position)
        elif not left:
            self.position += 1

    def _next_undecided(self, position: int) -> int:
        """The first undecided place from here on, else the first of all; behind the last where none is left."""
        said = self.here()
        places = chain(range(position, len(self._list)), range(position))
        return next((at for at in places if self._list[at] not in said), len(self._list))

    def _check(self, decision: str, reason: str) -> None:
        words = [one for one in Decision if self.kind is not EventKind.ADJUDICATION or one is not Decision.MAYBE]
        if decision not in words:
            raise InputError(f"'{decision}' is not one of {', '.join(words)}.")
        known = self.criteria.ids
        if reason and reason not in known:
            raise InputError(f"'{reason}' is not a criterion of this review.", remedy=f"Known: {', '.join(known)}.")
        if decision == Decision.EXCLUDE and not reason and self.reason_needed:
            raise InputError("an exclusion at full text needs its reason.", remedy="Choose an exclusion criterion.")
