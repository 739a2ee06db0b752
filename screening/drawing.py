"""What the screening card is told: a desk and what stands beside it, as dictionaries that card.js draws."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from identification.events import Event
from identification.records import UniqueRecord
from identification.vocabulary import Decision, LinkKind
from screening.desk import Criterion, Desk
from screening.highlights import TermGroup, mark
from screening.outcomes import Stopping
from screening.progress import curve_of, pace_of
from screening.refitting import Refit
from screening.remarks import given_abstract, said_beside


class Related(NamedTuple):
    """A record that belongs to another and is not the same: an erratum, a preprint."""

    link: str
    group_id: str
    title: str


class Page(NamedTuple):
    """One page of a full text: its text, and its picture as PNG where it has one."""

    text: str
    picture: bytes = b""


class Pages(Protocol):
    """The full texts that are there, by group of records."""

    def name(self, group_id: str) -> str:
        """The file's name; empty where there is no full text."""

    def count(self, group_id: str) -> int:
        """How many pages it has; 0 where there is none that can be shown."""

    def page(self, group_id: str, number: int) -> Page:
        """One page, the first being 1."""


@dataclass
class Place:
    """What a card shows beside its desk's records.

    `told` gives what people said of a record, where the policy lets this reviewer know it; `keys` is the set of keys
    that she chose, kept in `keys_file`; `conflicts` counts those of the stage that the last run found open.
    """

    groups: Sequence[TermGroup] = ()
    source_names: Mapping[str, str] = field(default_factory=dict)
    synthetic: bool = False
    refit: Refit | None = None
    keywords: Mapping[str, Sequence[str]] = field(default_factory=dict)
    related: Mapping[str, Sequence[Related]] = field(default_factory=dict)
    told: Callable[[str], Sequence[Event]] | None = None
    pages: Pages | None = None
    stopping: Stopping | None = None
    conflicts: int = 0
    keys: str = ""
    keys_file: Path | None = None


def drawn(desk: Desk, place: Place) -> dict[str, Any]:
    """Everything that stands on the card, except what is asked for one by one."""
    tally, record = desk.tally(), desk.current
    return {
        "state": "record" if record else "finished",
        "stage": desk.stage,
        "kind": desk.kind,
        "reviewer": desk.reviewer,
        "synthetic": place.synthetic,
        "keys": place.keys,
        "links": list(LinkKind),
        "groups": [group.name for group in place.groups],
        "record": _record(record, desk, place) if record else None,
        "own": _own(desk.said) if desk.said else None,
        "told": [_own(event) for event in place.told(record.group_id)] if record and place.told else [],
        "include": _listed(desk.criteria.include),
        "exclude": _listed(desk.criteria.exclude),
        "reason_needed": desk.reason_needed,
        "tally": {"decided": tally.decided, "included": tally.included, "left": tally.left, "queued": tally.queued},
        "view": {
            "which": desk.view.which,
            "filters": desk.view.filters(place.source_names),
            "at": desk.position,
            "of": desk.size,
        },
        "maybes": sum(event.decision == Decision.MAYBE for event in desk.here().values()),
        "conflicts": desk.conflicts_open,
    }


def pieces(record: UniqueRecord, groups: Sequence[TermGroup], hints: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """Title and abstract with the terms of each group marked by its number, and by lift and sink what ranks it."""
    patterns: dict[str, Sequence[str]] = {str(at): group.terms for at, group in enumerate(groups)}
    patterns |= {name: [_as_pattern(word) for word in words if word[:1] != "("] for name, words in hints.items()}
    return {"title": mark(record.title, patterns), "abstract": mark(record.abstract, patterns)}


def progress(desk: Desk, place: Place) -> dict[str, Any]:
    """How this reviewer gets on, and what the last run said of stopping and of open conflicts."""
    decisions, tally = desk.decisions(), desk.tally()
    pace = pace_of(decisions, tally.left)
    one, told = place.stopping, ("sentence", "assumes", "measured", "recorded", "may_stop")
    return {
        "decided": tally.decided,
        "included": tally.included,
        "left": tally.left,
        "seconds": pace.seconds,
        "hours_left": pace.hours_left,
        "curve": curve_of(decisions),
        "conflicts": place.conflicts,
        "stopping": {key: getattr(one, key) for key in told} if one else None,
    }


def found(listed: Iterable[tuple[UniqueRecord, str]], said: Mapping[str, str]) -> list[dict[str, Any]]:
    """The finds of a search as choices: the title, and what tells one from another."""
    return [
        {
            "ids": [record.group_id],
            "name": record.title or "No title",
            "more": " · ".join(
                filter(None, (record.authors[:60], record.year, _words(said.get(record.group_id, "")), where))
            ),
        }
        for record, where in listed
    ]


def _record(record: UniqueRecord, desk: Desk, place: Place) -> dict[str, Any]:
    """A record as the card draws it; one that belongs to it and is not looked at in this stage is named, no link."""
    related, given = place.related.get(record.group_id, ()), given_abstract(desk)
    return {
        "group_id": record.group_id,
        **pieces(record, place.groups, {}),
        "authors": record.authors,
        "year": record.year,
        "venue": record.venue,
        "language": record.language,
        "keywords": list(place.keywords.get(record.group_id, ())),
        "sources": [place.source_names.get(source, source) for source in record.sources],
        "given": {"text": given.content["value"], "origin": given.content["origin"]} if given else None,
        "beside": said_beside(desk),
        "related": [one._asdict() | {"is_here": one.group_id in desk.group_of} for one in related],
        "doi": record.doi,
        "url": record.url,
        "file": place.pages.name(record.group_id) if place.pages else "",
        "pages": place.pages.count(record.group_id) if place.pages else 0,
    }


def _own(event: Event) -> dict[str, str]:
    return {"who": event.who, "decision": event.decision, "reason": event.reason, "note": event.note, "at": event.at}


def _words(decision: str) -> str:
    said = {Decision.INCLUDE: "you included it", Decision.EXCLUDE: "you excluded it", Decision.MAYBE: "maybe"}
    return said[Decision(decision)] if decision else ""


def _as_pattern(words: str) -> str:
    """A term of the ranking as it may stand in a text: whole words, whatever stands between them."""
    return r"\b" + r"\W+".join(map(re.escape, words.split())) + r"\b"


def _listed(criteria: Iterable[Criterion]) -> list[dict[str, str]]:
    return [{"id": criterion.id, "text": criterion.text} for criterion in criteria]
