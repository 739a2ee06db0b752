"""A filled form as events: what is new is added, what changed replaces, what was emptied is taken back.

Collecting twice adds nothing, and whoever collects writes the same events: an event's id follows from the batch, the
record, what the row says and the event that it replaces.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from identification.errors import InputError
from identification.events import WITHDRAWN, Event, current_events
from screening.forms import BATCH, RECORD_ID, Answer, CellError, Form
from screening.returned import Returned, ReturnedRow


@dataclass(frozen=True)
class Collected:
    """What came of one file: the new events, a sentence for each cell that was none, and rows answered so far."""

    events: tuple[Event, ...]
    problems: tuple[str, ...]
    answered: int
    rows: int


def check_sender(returned: Returned, people: Iterable[str], titles: Iterable[str]) -> None:
    """Nothing when the file is of this review and of somebody on the team; else an `InputError`.

    `titles` are the review's title and those of its frozen versions: a team may change its title while a batch is out.
    """
    batch = returned.batch
    if batch.review not in titles:
        fault = f"this is a batch of another review, '{batch.review}'."
        raise InputError(fault, file=returned.file, remedy="Collect it in that review's folder.")
    if batch.reviewer not in people:
        fault = f"this is a batch of '{batch.reviewer}', who is not among the reviewers in config.yaml."
        raise InputError(fault, file=returned.file, remedy="Add the person there, or correct who was meant.")


def collect(returned: Returned, form: Form, events: Iterable[Event], groups: Mapping[str, str]) -> Collected:
    """What a filled form adds to the reviewer's events.

    A row that says the same as when it was last collected adds nothing, even where the reviewer decided anew elsewhere
    since. Where she decided elsewhere and the row says something else as well, nobody guesses: it is a problem.
    """
    own = [one for one in events if one.who == returned.batch.reviewer and one.kind == form.kind]
    log = _Log(returned, own, groups)
    new, problems, answered = [], [], 0
    for row in returned.rows:
        try:
            answer = _read(row, returned, form, groups)
            answered += bool(answer.decision)
            new += _changes(row, answer, log)
        except CellError as fault:
            problems.append(f"{returned.place(row.row, fault.column)}: {fault}")
    return Collected(tuple(new), tuple(problems), answered, len(returned.rows))


class _Log:
    """What this reviewer said before: in this batch by record, and what of all that stands, by group."""

    def __init__(self, returned: Returned, own: list[Event], groups: Mapping[str, str]) -> None:
        self.returned, self.groups = returned, groups
        self.seen: dict[str, tuple[int, Answer]] = {}
        self.standing: dict[str, list[Event]] = {}
        for event in current_events(own):
            self.standing.setdefault(groups.get(event.subject_id, event.subject_id), []).append(event)
        hers = [event for event in own if event.content.get("batch") == returned.batch.ref]
        replaced = {event.replaces for event in hers}
        self.last = {event.subject_id: event for event in hers if event.event_id not in replaced}

    def standing_of(self, record: str) -> list[Event]:
        return self.standing.get(self.groups.get(record, record), [])


def _read(row: ReturnedRow, returned: Returned, form: Form, groups: Mapping[str, str]) -> Answer:
    """The row's answer, once it is sure whose row it is and of which record."""
    answer = form.read(row.cells)
    record, batch = row.cells.get(RECORD_ID, ""), returned.batch
    filled = [column.name for column in form.columns if column.filled_in and row.cells.get(column.name)]
    if not record:
        if filled:
            raise CellError(RECORD_ID, "the id of the record is missing, so nobody can say what was decided on.")
        return Answer()
    if record not in groups:
        raise CellError(RECORD_ID, f"'{record}' is no record of this review.")
    if batch.record_ids and record not in batch.record_ids:
        raise CellError(RECORD_ID, f"'{record}' is not in this batch ({batch.name}).")
    if (mark := row.cells.get(BATCH, "")) and not mark.endswith(batch.id):
        raise CellError(BATCH, f"this row is of another batch ({mark}) than the file ({batch.mark}).")
    return answer


def _changes(row: ReturnedRow, answer: Answer, log: _Log) -> list[Event]:
    record = row.cells.get(RECORD_ID, "")
    if not record:
        return []
    if record in log.seen:
        first, before = log.seen[record]
        if before == answer or not answer.decision:
            return []
        raise CellError("decision", f"this record stands in row {first} too, with another answer; that one counts.")
    log.seen[record] = (row.row, answer)
    last = log.last.get(record)
    standing = log.standing_of(record)
    if not answer.decision:
        return _emptied(answer, last, standing, log)
    if last and _said(last) == _given(answer):
        return []
    elsewhere = [one for one in standing if one.content.get("batch") != log.returned.batch.ref]
    if any((one.decision, one.reason) == (answer.decision, answer.reason) for one in elsewhere):
        return []
    if elsewhere:
        why = f"'{answer.decision}' stands here, and {log.returned.batch.reviewer} decided '{elsewhere[0].decision}'"
        remedy = f"which stands until `make event ... REPLACES={elsewhere[0].event_id}` changes it."
        raise CellError("decision", f"{why} elsewhere, {remedy}")
    return [_event(record, answer, last, log.returned)]


def _emptied(answer: Answer, last: Event | None, standing: list[Event], log: _Log) -> list[Event]:
    if last and last in standing:
        return [_event(last.subject_id, Answer(WITHDRAWN), last, log.returned)]
    if answer.reason:
        raise CellError("decision", "a reason stands in this row and no decision.")
    return []


def _said(event: Event) -> tuple[object, ...]:
    content = {key: value for key, value in event.content.items() if key != "batch"}
    return event.decision, event.reason, event.note, content, event.seconds


def _given(answer: Answer) -> tuple[object, ...]:
    return answer.decision, answer.reason, answer.note, answer.content, answer.seconds


def _event(record: str, answer: Answer, last: Event | None, returned: Returned) -> Event:
    batch, replaces = returned.batch, last.event_id if last else ""
    said = json.dumps([batch.ref, record, *_given(answer), replaces], sort_keys=True)
    return Event(
        event_id=hashlib.sha256(said.encode()).hexdigest()[:32],
        at=returned.saved,
        who=batch.reviewer,
        kind=batch.stage,
        subject_id=record,
        decision=answer.decision,
        reason=answer.reason,
        note=answer.note,
        content={"batch": batch.ref, **answer.content},
        criteria_version=batch.criteria_version,
        replaces=replaces,
        seconds=answer.seconds,
    )


def file_of(events: Iterable[Event], batch: str) -> str:
    """The name of the file for new events of a batch: the same for the same events, so that copies can meet."""
    ids = "".join(event.event_id for event in events)
    return f"{batch}-{hashlib.sha256(ids.encode()).hexdigest()[:8]}.jsonl"


def is_older(returned: Returned, events: Iterable[Event]) -> bool:
    """Whether a file is an earlier state of a batch that was collected already: saved before, or still blank."""
    saved = [event.at for event in events if event.content.get("batch") == returned.batch.ref]
    last = max(map(datetime.fromisoformat, saved), default=None)
    return last is not None and (not returned.filled or datetime.fromisoformat(returned.saved) < last)
