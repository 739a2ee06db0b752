"""How does a table leave the team without its people? Every column is of a kind, and each kind has its rule."""

import dataclasses
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from identification.events import Event
from identification.vocabulary import EventKind
from reporting.leaving_package import MayLeave
from reporting.prisma_s import NOBODY

Row = TypeVar("Row")
SOMEBODY = "a person who is not named"


def _named(columns: str) -> frozenset[str]:
    return frozenset(columns.split())


# What stands in a column, by the column's name; a name that is nowhere here holds nothing of people or publishers.
# tests/unit/reporting/test_pseudonyms.py lists those, so that a new column waits for somebody's decision.
# A name with a point is that of one table's row and column, and goes before the same column of other tables.
PEOPLE = _named(
    "who reviewer reviewers reviewer_a reviewer_b coder_a coder_b checked_by adjudicated_by signed_by "
    "include exclude maybe peer_reviewed_by Recommendation.by Finding.by"
)
EVENT_IDS = _named(
    "event_id extract_id extract_ids extracts extracts_a extracts_b replaces negative negative_of_parts element_ids "
    "look_ids detection_ids passage extract_for extract_against typical against looked Claim.checked "
    "UniqueRecord.origins"
)
TIMES = frozenset(["at", "signed_at"])
SECONDS = "seconds"
# The column of an event that holds names and values: each is of the kind of its name.
CONTENT = "content"
PLAIN_CONTENT = _named(
    "code_id other link stage instrument item sha256 text_layer status attribution function perspective suggested_by "
    "sitting origin meaning tool further_reasons version since key drawn unread field"
)
# What stands in an edit under names that mean something else elsewhere: an abstract, where it is from, the flag's id.
OF_EDITS = {"value": "abstract", "origin": "note", "other": "event_id"}
QUOTES = frozenset(["quote", "exact", "value", "values", "quote_for", "quote_against"])
# Where values stand inside words of the workflow: "Country was extracted for 5 of 6 included studies: Wales (2)."
WITH_QUOTES = _named(
    "Claim.sentence EvidenceCell.column EvidenceCell.row EvidenceCell.column_id EvidenceCell.row_id EvidenceCell.by "
    "Sensitivity.which contexts"
)
SOURCE_TEXTS = frozenset(["abstract", "prefix", "suffix", "around"])
# What people wrote, and sentences of the workflow that repeat it or words of the protocol.
WRITTEN = _named(
    "note reason reasons why where remedy subject decisions said_a said_b peer_review why_missed retrieval_note "
    "accepted not_obtained obtained_from kind_by matched_by undo shown command text detail waiting_for waits_for "
    "changed known_from old new checked details source statement explanation no_negative_case population question "
    "design methodological_limitations_reason coherence_reason adequacy_reason relevance_reason asks sentence "
    "says_counted says_bound says_detection says_reach says_coverage says_tipping says_funnel says_why recorded "
    "Claim.sure ThemeRow.name Contradiction.name LoggedSearch.name SourceReach.name SourceReach.words"
)
# A search strategy is of others: full names go, short words stay, which may be terms.
STRATEGIES = frozenset(["LoggedSearch.strategy"])
# What the lists above would else take for something of people: literature, and what a reporting checklist asks for.
OF_NOBODY = frozenset(["Shortcut.source", "EvidenceCell.statement", "ChecklistRow.asks"])
SHORTEST_NAME = 3  # letters: "Li" would be taken out of every "Li et al."
# Words that stand in no codebook perhaps, and that a name or an id may be all the same.
ENGLISH = _named("a an and as at be by do for go he i if in is it its me my no not of on or our so the to up us we who")
# What an id of an event, or a word in a sentence, is set apart by.
APART = re.compile(r"[^\s'\"(),;\[\]]*[^\s'\"(),;:.!?\[\]]")


@dataclass(frozen=True)
class Person:
    """Somebody of the team as she is called in the data package; `name` only where names may leave."""

    person: str
    role: str
    name: str = ""


@dataclass(frozen=True)
class Pseudonyms:
    """What people and their events are called outside the team; empty where names may leave.

    `people` are ids, and `ids` those of them that are taken out of sentences; `names` every part of a name; `events`
    the ids of events, where those tell who made them.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)
    named: bool = False

    @classmethod
    def of(
        cls,
        reviewers: Iterable[Mapping[str, Any]],
        event_ids: Iterable[str],
        *,
        named: bool,
        words: Container[str] = (),
    ) -> "Pseudonyms":
        """Those of a team, numbered in the order of config.yaml; one person may be listed more than once.

        `words` are those that the review's own protocol and codebook use, in small letters: an id that is one, such as
        "team", names nobody inside a sentence, and taking it out would spoil the sentence.
        """
        if named:
            return cls(named=True)
        team = list(reviewers)
        known = dict.fromkeys(one["id"] for one in team)
        people = {one: f"person-{number}" for number, one in enumerate(known, start=1)}
        told = {one: person for one, person in people.items() if one.casefold() not in ENGLISH and one not in words}
        names = {part: people[one["id"]] for one in reversed(team) for part in _parts(one.get("name") or "")}
        ids = sorted(set(event_ids))
        numbered = {one: f"event-{number:06d}" for number, one in enumerate(ids, start=1)}
        return cls(people, names, told, numbered if any(_tells(one, people) for one in ids) else {})

    def person(self, who: str) -> str:
        """A person, or several with commas between them, as outside the team; one outside it is not named at all."""
        if self.named or who.strip().casefold() in NOBODY:
            return who
        return ", ".join(dict.fromkeys(self.people.get(one, SOMEBODY) for one in re.split(r",\s*", who)))

    def event(self, event_id: str) -> str:
        """The id of an event that does not tell who made it."""
        return self.events.get(event_id, event_id)

    def told(self, text: str) -> str:
        """What people wrote, without the names and ids of the team and with the new ids of events."""
        without = APART.sub(lambda found: self.event(found.group()), text) if self.events else text
        ids = {way: name for one, name in self.ids.items() for way in (one.upper(), one)}
        return _replaced(self.unnamed(without), ids)

    def unnamed(self, text: str) -> str:
        """A text of others, such as a search strategy, without the full names; its short words stay as they are."""
        return _replaced(text, self.names)


@dataclass(frozen=True)
class Leaving:
    """Everything that decides how a cell leaves: what may, what people are called, and the quotes that are cut."""

    may: MayLeave
    pseudonyms: Pseudonyms
    cut: Mapping[str, str] = field(default_factory=dict)

    def row(self, row: Row) -> Row:
        """The row of a table as it may leave."""
        names = [one.name for one in dataclasses.fields(row)]  # type: ignore[arg-type]
        of_withheld = {
            getattr(row, name) for name in ("document_id", "subject_id") if name in names
        } & self.may.withheld
        leaving = replace(self, may=replace(self.may, source_texts=False)) if of_withheld else self
        values = {one: leaving.cell(column_of(type(row), one), getattr(row, one)) for one in names}
        if isinstance(row, Event) and row.kind == EventKind.EDIT:
            parts = row.content.items()
            values[CONTENT] = {key: leaving.cell(OF_EDITS.get(key) or _of_content(key), part) for key, part in parts}
        return dataclasses.replace(row, **values)  # type: ignore[type-var]

    def cell(self, column: str, value: Any) -> Any:
        """What stands in a column as it may leave; lists and names with values go part by part."""
        if isinstance(value, Mapping):
            return {
                key: self.cell(_of_content(key) if column == CONTENT else column, part) for key, part in value.items()
            }
        if isinstance(value, tuple | list):
            return type(value)(self.cell(column, part) for part in value)
        if column == SECONDS:
            return value if self.may.timings else None
        if not isinstance(value, str) or isinstance(value, StrEnum):
            return value
        return self._text(column, value)

    def _text(self, column: str, text: str) -> str:
        if column in PEOPLE:
            return self.pseudonyms.person(text)
        if column in EVENT_IDS:
            return self.pseudonyms.event(text)
        if column in TIMES:
            return self.may.time(text)
        if column in QUOTES:
            return self.cut.get(text, text)
        if column in WITH_QUOTES:
            return self._cut_inside(text)
        if column in SOURCE_TEXTS:
            return self.may.source_text(text)
        if column in STRATEGIES:
            return self.pseudonyms.unnamed(text)
        return self.pseudonyms.told(text) if column in WRITTEN else text

    def _cut_inside(self, text: str) -> str:
        for full, shown in self.cut.items():
            text = text.replace(full, shown)
        return text


def column_of(kind: type, column: str) -> str:
    """The name under which the lists here have a column: with its type where they tell it from others of that name."""
    own = f"{kind.__name__}.{column}"
    return own if own in OWN else column


OWN = PEOPLE | EVENT_IDS | WITH_QUOTES | WRITTEN | STRATEGIES | OF_NOBODY


def protocol_out(values: Any, pseudonyms: Pseudonyms) -> Any:
    """The values of a protocol or of people's themes without the team; a reviewer has a number and a role there."""
    if pseudonyms.named:
        return values
    if isinstance(values, Mapping):
        kept = {key: protocol_out(part, pseudonyms) for key, part in values.items()}
        if "role" in kept and "id" in kept:
            return {"id": pseudonyms.person(values["id"]), "role": values["role"]}
        if isinstance(values.get("by"), str):
            kept["by"] = pseudonyms.person(values["by"])
        return kept | ({"team": ""} if kept.get("team") else {})
    if isinstance(values, list | tuple):
        return [protocol_out(part, pseudonyms) for part in values]
    return pseudonyms.told(values) if isinstance(values, str) else values


def _parts(name: str) -> list[str]:
    """A name and each part of it with a capital letter."""
    parts = [part for part in re.findall(r"[^\W\d_]+", name) if part[0].isupper() and part.casefold() not in ENGLISH]
    return [part for part in [*parts, name] if len(part) >= SHORTEST_NAME]


def _of_content(key: str) -> str:
    """The column whose rule holds for a value of an event; what tools put there beside ours may name anybody."""
    known = key in PLAIN_CONTENT or key in PEOPLE | EVENT_IDS | TIMES | QUOTES | SOURCE_TEXTS or key == SECONDS
    return key if known else "note"


def _tells(event_id: str, people: Mapping[str, str]) -> bool:
    """Whether an id of an event holds a person's; ids of this software's own are random and tell nothing."""
    if re.fullmatch(r"[0-9a-f]{32}", event_id):
        return False
    return any(re.search(rf"(?<![^\W_]){re.escape(one)}(?![^\W\d_])", event_id, re.IGNORECASE) for one in people)


def _replaced(text: str, words: Mapping[str, str]) -> str:
    """The text with whole words replaced, the longest first."""
    return _any_of(tuple(words)).sub(lambda found: words[found.group()], text) if words else text


@cache
def _any_of(words: tuple[str, ...]) -> "re.Pattern[str]":
    longest = sorted(words, key=lambda word: (-len(word), word))
    # Not "SK" in "SK.TRUST" nor in "EDI.SK": a code may begin like a person.
    return re.compile(rf"(?<![^\W_])(?<!\w\.)(?:{'|'.join(map(re.escape, longest))})(?![^\W_]|\.\w)")
