"""Opens a reviewer's desk at a review's folder, as its last run left it, with what stands beside its records."""

import json
import shlex
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from identification.edits import amend_abstracts
from identification.errors import InputError
from identification.events import ADJUDICATOR, Event, current_events, read_events
from identification.merge_log import LinkedRecords
from identification.people import roles_of
from identification.records import RawFields, UniqueRecord
from identification.tables import read_all, read_lines, read_table
from identification.vocabulary import EventKind, Outcome
from screening.assignment import own_first
from screening.desk import Criteria, Criterion, Desk
from screening.drawing import Pages, Place, Related
from screening.highlights import term_groups
from screening.outcomes import Assignment, Conflict, Queued, Screened, Stopping
from screening.refitting import open_refit
from screening.views import View

# What exports call the words that authors, indexers and databases give a record (RIS, PubMed, Web of Science, tables).
KEYWORDS = frozenset(
    ["kw", "de", "id", "ot", "mh", "keywords", "author keywords", "index keywords", "keywords-plus", "mesh terms"]
)
# More of them fill a screen and are read by nobody.
MOST_KEYWORDS = 15

Row = TypeVar("Row")


def open_desk(
    review: Path,
    reviewer: str,
    protocol: Mapping[str, Any],
    *,
    stage: EventKind = EventKind.TITLE_ABSTRACT,
    queue: Sequence[Queued] | None = None,
    among: Container[str] | None = None,
    view: View | None = None,
) -> Desk:
    """The desk of one reviewer at a stage of a review folder, as its last run left it.

    What is assigned to her comes first, in the order of the queue (without one that of titles and abstracts), of the
    records `among` those that are given; nothing
    says what colleagues decided or why it is hers. Abstracts that people found since that run are there. `protocol` is
    the review's checked config; its last frozen version is the one that decisions name. A reviewer that it does not
    know, and a review that was never run, are one sentence.
    """
    check_reviewer(reviewer, [known["id"] for known in protocol["reviewers"]])
    results = review / "results"
    unique, ranked = results / "identification/unique.csv", results / "screening/queue.csv"
    check_run(review, (unique, ranked), "there is no queue to screen")
    folder = review / "review/events"
    criteria = read_criteria(protocol, frozen_version(review / "review/protocol"))
    edits, _ = read_events((folder / EventKind.EDIT).glob("**/*.jsonl"))
    known = amend_abstracts(read_table(unique, UniqueRecord), edits)
    assigned = _if_there(results / "screening/assignments.csv", Assignment)
    settles = roles_of(protocol["reviewers"]).get(reviewer) == ADJUDICATOR
    conflicts = [one.group_id for one in _if_there(results / "screening/conflicts.csv", Conflict) if one.stage == stage]
    return Desk(
        own_first(read_table(ranked, Queued) if queue is None else queue, assigned, reviewer, stage),
        [one for one in known if among is None or one.group_id in among],
        (),
        reviewer=reviewer,
        folder=folder,
        criteria=criteria,
        stage=stage,
        timings=protocol.get("timings", False),
        conflicts=conflicts if settles else None,
        view=view,
    )


def open_place(
    review: Path, reviewer: str, protocol: Mapping[str, Any], desk: Desk, *, pages: Pages | None = None
) -> Place:
    """What stands beside the records of a desk, from the same folder."""
    results, at_abstracts = review / "results", desk.stage is EventKind.TITLE_ABSTRACT
    keys_file = results / f"notebooks/{reviewer}.json"
    stopping = _if_there(results / "screening/stopping.csv", Stopping) if at_abstracts else []
    conflicts = _if_there(results / "screening/conflicts.csv", Conflict)
    return Place(
        groups=term_groups(review / protocol["codebook"], protocol) if "codebook" in protocol else (),
        source_names={source["id"]: source["name"] for source in protocol["sources"]},
        synthetic=protocol.get("synthetic", False),
        refit=open_refit(review, protocol) if at_abstracts else None,
        keywords=read_keywords(results / "identification/raw_fields.jsonl", desk.records.values()),
        related=relations(_if_there(results / "identification/linked.csv", LinkedRecords)),
        told=Told(desk, results / f"screening/{desk.stage}.csv", review / f"review/events/{desk.stage}"),
        pages=pages,
        stopping=stopping[0] if stopping else None,
        conflicts=sum(one.stage == desk.stage for one in conflicts),
        keys=_read_keys(keys_file),
        keys_file=keys_file,
    )


def read_criteria(protocol: Mapping[str, Any], version: str = "") -> Criteria:
    """The eligibility criteria of a checked config."""
    eligibility = protocol["eligibility"]
    include, exclude = (
        tuple(Criterion(one["id"], one["text"]) for one in eligibility.get(side, [])) for side in ("include", "exclude")
    )
    return Criteria(include, exclude, version)


def check_reviewer(reviewer: str, known: list[str]) -> None:
    """Nothing for a person of the review; for anybody else an `InputError` that names those whom it knows."""
    if reviewer not in known:
        fault = f"'{reviewer}' is not a reviewer of this review." if reviewer else "no reviewer is named."
        raise InputError(fault, remedy=f"It knows {', '.join(known)}: start with your own id.")


def check_run(review: Path, needed: Iterable[Path], so: str) -> None:
    """Nothing where a run has left every file that is needed; else an `InputError` that says what is not there."""
    if not all(file.is_file() for file in needed):
        fault = f"the review in '{review}' has not been run yet, so {so}."
        raise InputError(fault, remedy=f"Run it once: make run REVIEW={shlex.quote(str(review))}")


def frozen_version(folder: Path) -> str:
    """The number of the last frozen protocol; nothing before the first freeze."""
    numbers = [int(record.parent.name) for record in folder.glob("*/protocol.json") if record.parent.name.isdecimal()]
    return str(max(numbers)) if numbers else ""


def read_keywords(raw: Path, records: Iterable[UniqueRecord]) -> dict[str, list[str]]:
    """The keywords of each group, from what its exports held beside the fields that were read; each word once."""
    group_of = {member: one.group_id for one in records for member in one.record_ids}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for one in read_lines(raw, RawFields) if raw.is_file() else ():
        listed = [value for tag, values in one.fields.items() if tag.lower() in KEYWORDS for value in values]
        for word in (word.strip() for value in listed for word in value.split(";")):
            if word and one.record_id in group_of:
                found[group_of[one.record_id]].setdefault(word.casefold(), word)
    return {group: list(words.values())[:MOST_KEYWORDS] for group, words in found.items()}


def relations(linked: Iterable[LinkedRecords]) -> dict[str, list[Related]]:
    """The records that belong to each group and are not the same, whichever of the two names the other."""
    found: dict[str, list[Related]] = defaultdict(list)
    for one in linked:
        found[one.group_a].append(Related(one.link or "linked", one.group_b, one.title_b))
        found[one.group_b].append(Related(one.link or "linked", one.group_a, one.title_a))
    return dict(found)


class Told:
    """What colleagues said of a record, where it anchors nobody any more; read when it is first asked for.

    A reviewer is told of records that she decided and that are settled, an adjudicator in the view of conflicts of all.
    """

    def __init__(self, desk: Desk, screened: Path, events: Path) -> None:
        self._desk, self._screened, self._events = desk, screened, events

    def __call__(self, group_id: str) -> Sequence[Event]:
        """What others said of a group, by who; nothing of what is still to be read by somebody."""
        adjudicates = self._desk.kind is EventKind.ADJUDICATION and self._desk.is_conflict(group_id)
        if not adjudicates and not (self._desk.said and group_id in self._open):
            return ()
        return self._said.get(group_id, ())

    @cached_property
    def _open(self) -> set[str]:
        rows = _if_there(self._screened, Screened)
        return {row.group_id for row in rows if row.outcome in (Outcome.INCLUDED, Outcome.EXCLUDED) and not row.needs}

    @cached_property
    def _said(self) -> dict[str, list[Event]]:
        said: dict[str, list[Event]] = defaultdict(list)
        standing = current_events(read_events(self._events.glob("**/*.jsonl"))[0])
        for event in sorted(standing, key=lambda one: (one.who, one.event_id)):
            if event.who != self._desk.reviewer and event.subject_id in self._desk.group_of:
                said[self._desk.group_of[event.subject_id]].append(event)
        return dict(said)


def _read_keys(file: Path) -> str:
    """The set of keys that a reviewer chose; none where she has not, or where the file was spoilt."""
    try:
        return str(json.loads(file.read_text(encoding="utf-8"))["keys"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _if_there(table: Path, kind: type[Row]) -> list[Row]:
    return read_all([table] * table.is_file(), kind)
