"""What a team does about stopping: draw an audit of the unread, and stop with the statement of that moment."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from identification.errors import InputError
from identification.events import append_event, check_event, new_event, read_events
from identification.protocol import read_protocol
from identification.stops import AUDIT
from identification.tables import read_table
from identification.vocabulary import EventKind
from identification.wording import many
from screening.audits import draw_audit, is_unread
from screening.outcomes import Screened, Stopping
from workflow.asking import SCHEMA, Values, member, quoted, review_of, wanted

DECIDED_BY = (EventKind.TITLE_ABSTRACT, EventKind.ADJUDICATION, EventKind.STOP)


def audit(values: Values) -> str:
    """Draw records that nobody has read at random; they come into the queue between the ranked ones."""
    review = review_of(values)
    who, size = member(review, values), wanted(values, "N", "how many records to draw")
    screened = read_table(_current(review, "title_abstract.csv"), Screened)
    unread = sum(map(is_unread, screened))
    if not size.isdecimal() or not 0 < int(size) <= unread:
        raise InputError(
            f"N is '{size}', and {many(unread, 'record')} are unread.", remedy="Draw from 1 to all of them."
        )
    protocol = read_protocol(review / "config/config.yaml", SCHEMA)
    people = {reviewer["id"]: reviewer["role"] for reviewer in protocol["reviewers"]}
    events, _ = read_events((review / "review/events" / EventKind.STOP).rglob("*.jsonl"), people)
    content = draw_audit(screened, events, size=int(size), seed=protocol["seed"])
    event = new_event(EventKind.STOP, who=who, subject_id=EventKind.TITLE_ABSTRACT, decision=AUDIT, content=content)
    check_event(event, people)
    append_event(event, review / "review/events" / EventKind.STOP / f"{who}.jsonl")
    return (
        f"Drew {many(int(size), 'record')} of {unread:,} unread ones as {event.event_id}. Run again: they stand in the "
        "queue between the others, and count once all of them are decided."
    )


def statement_of_the_moment(review: Path) -> Mapping[str, Any]:
    """What the event of a stop holds: the statement that the team stopped with."""
    statement = read_table(_current(review, "stopping.csv"), Stopping)[0]
    kept = ("rule", "target", "confidence", "records", "screened", "included", "missed_at_most", "recall_at_least")
    numbers = {name: getattr(statement, name) for name in (*kept, "doubt", "audited")}
    return {"statement": statement.sentence, **{name: one for name, one in numbers.items() if one is not None}}


def _current(review: Path, name: str) -> Path:
    """A table of the last run, if nothing was decided since; times of files tell, and a run is never wrong."""
    table = review / "results/screening" / name
    again = f"Run the review first: make run REVIEW={quoted(review)}"
    if not table.exists():
        raise InputError("there are no results yet.", remedy=again)
    made = [path for kind in DECIDED_BY for path in (review / "review/events" / kind).rglob("*.jsonl")]
    if any(path.stat().st_mtime > table.stat().st_mtime for path in made):
        raise InputError("people decided since the last run.", remedy=again)
    return table
