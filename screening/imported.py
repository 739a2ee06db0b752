"""What does a file of another tool change? Its words in ours, each decision once, a changed mind as a new event.

A decision is known again by the person, the record, and what was decided, why and with which note; never by a row
number. What was imported from the tool before, and stands, is compared with what the file says now.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from identification.events import FURTHER_REASONS, Event, current_events
from identification.vocabulary import Decision, EventKind
from screening.importing import NotImported, Places
from screening.tool_words import DECISIONS, ToolFile, ToolRow, Vote, joined

IN_NOTE = "note"
EVERY_OTHER = "*"


@dataclass(frozen=True)
class Meaning:
    """What names and words of a file mean: people by name, decisions by word, criteria by reason; small letters.

    The reason "*" stands for every one that is not named; the criterion "note" keeps a reason in the note.
    `nobody` is who decided where the file names nobody.
    """

    people: Mapping[str, str]
    words: Mapping[str, Decision]
    reasons: Mapping[str, str]
    nobody: str = ""

    def person(self, vote: Vote) -> str:
        """The id of the person, or nothing."""
        return self.people.get(vote.who.casefold(), "") if vote.who else self.nobody

    def decision(self, vote: Vote) -> Decision | None:
        """The decision, or nothing."""
        return {**DECISIONS, **self.words}.get(vote.decision.casefold())

    def reason(self, word: str) -> str:
        """The criterion, "note", or nothing."""
        return self.reasons.get(word.casefold()) or self.reasons.get(EVERY_OTHER, "")


@dataclass(frozen=True)
class Imported:
    """What came of a file: events to be added, rows that fit no record, and what the tool no longer says.

    `rows` are those of the file, `undecided` those without a decision; a vote is `new`, `known` (said before, here or
    in an earlier import) or `repeated` in the file. `in_note` counts the reasons that were kept in a note.
    """

    rows: int
    undecided: int
    votes: int
    known: int
    repeated: int
    events: list[Event] = field(default_factory=list)
    missed: list[NotImported] = field(default_factory=list)
    gone: list[Event] = field(default_factory=list)
    in_note: Mapping[str, int] = field(default_factory=dict)

    @property
    def changed(self) -> int:
        """How many of the new events replace an earlier one."""
        return sum(bool(event.replaces) for event in self.events)


@dataclass(frozen=True)
class _Statement:
    """One vote in this review's words, on the record that it means."""

    row: ToolRow
    vote: Vote
    group: str
    stage: EventKind
    who: str
    decision: Decision
    reasons: tuple[str, ...]
    note: str
    before: "tuple[_Statement, ...]" = ()

    @property
    def content(self) -> tuple[Decision, tuple[str, ...], str]:
        """What is said."""
        return self.decision, self.reasons, self.note

    @property
    def kind(self) -> EventKind:
        """A vote that settled a conflict is an adjudication."""
        return EventKind.ADJUDICATION if self.vote.settles else self.stage


def unknown_names(file: ToolFile, meaning: Meaning) -> Counter[str]:
    """The names that are nobody's on the team, with the number of their votes; "" stands for votes of nobody."""
    return Counter(vote.who for vote in _votes(file) if not meaning.person(vote))


def unknown_words(file: ToolFile, meaning: Meaning) -> Counter[str]:
    """The words for a decision that are not known."""
    return Counter(vote.decision for vote in _votes(file) if meaning.decision(vote) is None)


def unknown_reasons(file: ToolFile, meaning: Meaning) -> Counter[str]:
    """The reasons that are no criterion and were not mapped to one."""
    return Counter(reason for vote in _votes(file) for reason in vote.reasons if not meaning.reason(reason))


def import_votes(
    file: ToolFile, places: Places, meaning: Meaning, events: Iterable[Event], *, stage: EventKind, origin: str, at: str
) -> Imported:
    """The events that a file adds to those there are; `at` is said of decisions of which the tool tells no time.

    A decision that the person made before, here or in the tool, adds nothing. Where the tool now says something else
    of the same record and person than at an earlier import, the new event replaces the earlier one. What an earlier
    import said and this file holds no more, of a record that is in it and a person who is, is `gone`: listed, and left
    to stand. What she took back or changed here since its import is not brought back by the same file.
    """
    events = list(events)
    groups = {member: group for group, record in places.known.items() for member in record.record_ids}
    statements: dict[tuple[str, EventKind, str], list[_Statement]] = {}
    missed, seen, undecided, in_note = [], set(), 0, Counter[str]()
    for row in file.rows:
        group, why = places.find(row.record)
        seen.add(group)
        undecided += not row.votes
        if row.votes and why:
            missed.append(NotImported(row.record.row, row.record.title, _whose(row, why)))
        for vote in row.votes if group else ():
            said = _statement(row, vote, group, meaning, stage)
            in_note.update(reason for reason in vote.reasons if meaning.reason(reason) == IN_NOTE)
            statements.setdefault((said.who, said.kind, group), []).append(said)
    mine: dict[tuple[str, EventKind, str], list[Event]] = {}
    for event in events:
        if event.subject_id in groups and (event.kind == stage or event.content.get("stage") == stage):
            mine.setdefault((event.who, event.kind, groups[event.subject_id]), []).append(event)
    new: list[Event] = []
    gone: list[Event] = []
    known = repeated = 0
    people = {who for who, _, _ in statements}
    for key in sorted({*statements, *(one for one in mine if one[0] in people and one[2] in seen)}):
        added = _added(statements.get(key, []), mine.get(key, []), file.tool, origin, at)
        new, gone = new + added.events, gone + added.gone
        known, repeated = known + added.known, repeated + added.repeated
    there = {event.event_id for event in events}
    added_now = [event for event in new if event.event_id not in there]
    known += len(new) - len(added_now)
    votes = sum(len(row.votes) for row in file.rows)
    return Imported(len(file.rows), undecided, votes, known, repeated, added_now, missed, gone, dict(in_note))


def _votes(file: ToolFile) -> Iterator[Vote]:
    return (vote for row in file.rows for vote in row.votes)


def _whose(row: ToolRow, why: str) -> str:
    said = ", ".join(f"{vote.who or 'nobody named'}: {vote.decision}" for vote in row.votes)
    return f"{why} ({said})"


def _statement(row: ToolRow, vote: Vote, group: str, meaning: Meaning, stage: EventKind) -> _Statement:
    decision = meaning.decision(vote)
    assert decision is not None  # the caller has asked for unknown words first
    # Where a tool keeps one reason for all people, it is theirs who excluded.
    others = decision == Decision.INCLUDE and len(row.votes) > 1 and not vote.stage
    told = () if others else vote.reasons
    known = [meaning.reason(reason) for reason in told]
    kept = [f"reason: {reason}" for reason in told if meaning.reason(reason) == IN_NOTE]
    reasons = tuple(dict.fromkeys(reason for reason in known if reason not in ("", IN_NOTE)))
    before = tuple(_statement(row, one, group, meaning, stage) for one in vote.before if meaning.decision(one))
    note = joined((vote.note, *kept))
    return _Statement(row, vote, group, stage, meaning.person(vote), decision, reasons, note, before)


@dataclass
class _Added:
    """What one person's votes on one record add to her events on it."""

    events: list[Event] = field(default_factory=list)
    known: int = 0
    repeated: int = 0
    gone: list[Event] = field(default_factory=list)


def _added(said: Sequence[_Statement], mine: Sequence[Event], tool: str, origin: str, at: str) -> _Added:
    """The events that one person's votes on one record add, how many were known or repeated, and what is gone.

    What travelled with the record is what she said before she saw it in the tool: it is known where she ever said it,
    and what the tool has of her own replaces it.
    """
    added = _Added()
    standing = current_events(mine)
    left = [event for event in standing if event.content.get("tool") == tool]
    before: list[Event] = []
    for one in (one for one in said if one.vote.stage):
        ever = [event for event in mine if _same(one, event, tool)]
        if not ever and not _repeats(one, added):
            *first, last = _chain(one, None, tool, origin, at)
            ever, added.events = [last], [*added.events, *first, last]
        else:
            added.known += bool(ever)
        before += [event for event in ever if event in standing or event in added.events]
    left = [event for event in left if event not in before]
    fresh: list[_Statement] = []
    for one in (one for one in said if not one.vote.stage):
        same = [event for event in (*standing, *before) if _same(one, event, tool)]
        left = [event for event in left if event not in same]
        before = [event for event in before if event not in same]
        if same:
            added.known += 1
        elif any(one.content == other.content for other in fresh):
            added.repeated += 1
        else:
            fresh.append(one)
    for one in fresh:
        timed = [
            event for event in standing if one.vote.at and event.at == one.vote.at and event not in (*before, *left)
        ]
        replaced = next(iter((*before, *left, *timed)), None)
        before, left = [[event for event in some if event is not replaced] for some in (before, left)]
        added.events += _chain(one, replaced, tool, origin, at)
    added.gone = left
    return added


def _repeats(said: _Statement, added: _Added) -> bool:
    """Whether the file itself said it already; counted, since every vote is accounted for."""
    again = any(_same(said, event, "") for event in added.events)
    added.repeated += again
    return again


def _same(said: _Statement, event: Event, tool: str) -> bool:
    """Whether an event says it already; of what was not decided in the tool it may keep neither reasons nor notes."""
    loosely = event.content.get("tool") != tool
    theirs = (*filter(None, [event.reason]), *event.content.get(FURTHER_REASONS, ()))
    if said.decision != event.decision:
        return False
    reasons = set(said.reasons) == set(theirs) and said.reasons[:1] == theirs[:1]
    return (reasons or (loosely and not said.reasons)) and (said.note == event.note or (loosely and not said.note))


def _chain(said: _Statement, replaced: Event | None, tool: str, origin: str, at: str) -> list[Event]:
    """The event of a vote; where it replaces none that is here, after those of what she had said before."""
    events: list[Event] = []
    for one in (*(() if replaced else said.before), said):
        replaced = _event(one, replaced, tool, origin, at)
        events.append(replaced)
    return events


def _event(said: _Statement, replaced: Event | None, tool: str, origin: str, at: str) -> Event:
    content = {
        "stage": str(said.stage) if said.vote.settles else "",
        "tool": tool,
        "item": said.row.item,
        "imported_from": origin,
        "row": said.row.record.row,
        FURTHER_REASONS: list(said.reasons[1:]),
        "labels": list(said.row.labels),
        "time": "" if said.vote.at else "not told by the tool",
    }
    event = Event(
        event_id="",
        at=said.vote.at or at,
        who=said.who,
        kind=said.kind,
        subject_id=replaced.subject_id if replaced else said.group,
        decision=str(said.decision),
        reason=said.reasons[0] if said.reasons else "",
        note=said.note,
        content={key: value for key, value in content.items() if value not in ("", [])},
        replaces=replaced.event_id if replaced else "",
    )
    about = said.row.item or event.subject_id
    parts = (tool, said.stage, event.kind, about, event.who, *said.content, said.vote.at, event.replaces)
    return replace(event, event_id=hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32])
