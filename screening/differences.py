"""Does agreement change while people screen, and on which criteria do they differ?"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from identification.events import FURTHER_REASONS, Event, parse_event
from identification.vocabulary import Decision, EventKind
from screening.agreement import Said, any_two, first_decisions, said_at_first, within
from screening.outcomes import CriterionDisagreement, Drift

MOST_BLOCKS = 10
SMALLEST_BLOCK = 30


def order_of_events(paths: Iterable[Path | str]) -> dict[str, int]:
    """The place of every event in the order in which people wrote them down, by event id.

    Inside a file the lines say it. Files, one a sitting, are ordered by the median of their times, which a clock that
    jumped for a while does not move, and then by name; an event that stands in two files counts where it stands first.
    """
    files = sorted((_written(Path(path)) for path in paths), key=lambda file: file[:2])
    order: dict[str, int] = {}
    for _, _, listed in files:
        for event in listed:
            order.setdefault(event.event_id, len(order))
    return order


def places_in_order(
    events: Iterable[Event], groups: Mapping[str, str], stage: EventKind, order: Mapping[str, int]
) -> dict[str, float]:
    """Where each record stood on average in what each of its people decided at first, from 0 to 1."""
    of_person: dict[str, list[Event]] = {}
    for event in first_decisions(events, stage):
        if event.subject_id in groups:
            of_person.setdefault(event.who, []).append(event)
    shares: dict[str, list[float]] = {}
    for own in of_person.values():
        for place, event in enumerate(sorted(own, key=lambda event: (order.get(event.event_id, -1), event.event_id))):
            shares.setdefault(groups[event.subject_id], []).append(place / len(own))
    return {group: sum(found) / len(found) for group, found in shares.items()}


def count_drift(
    events: Iterable[Event], groups: Mapping[str, str], stage: EventKind, *, order: Mapping[str, int], seed: int
) -> list[Drift]:
    """Agreement of any two people in blocks of records of equal size, the first decided first; empty without pairs.

    At most `MOST_BLOCKS`, each of at least `SMALLEST_BLOCK` records; a smaller number is one block. A record stands
    where its deciders had it on average in what each of them decided, so that no two clocks are compared.
    """
    listed = list(events)
    said = said_at_first(listed, groups, stage)
    places = places_in_order(listed, groups, stage, order)
    sure = {who: {group for group, answers in of_one.items() if len(answers) == 1} for who, of_one in said.items()}
    shared = {group for own in sure.values() for group in own if sum(group in others for others in sure.values()) > 1}
    queue = sorted(shared, key=lambda group: (places[group], group))
    return [_drift(said, block, stage, number, seed) for number, block in enumerate(_blocks(queue), start=1)]


def count_criteria(
    events: Iterable[Event], groups: Mapping[str, str], stage: EventKind, criteria: Sequence[str]
) -> list[CriterionDisagreement]:
    """How far people differ on each criterion, a reason that is no criterion of the protocol included.

    Counted as they decided at first, on records that two or more decided.
    """
    said: dict[str, dict[str, list[Event]]] = {}
    for event in first_decisions(events, stage):
        if event.subject_id in groups:
            said.setdefault(groups[event.subject_id], {}).setdefault(event.who, []).append(event)
    shared = [list(of_record.values()) for of_record in said.values() if len(of_record) > 1]
    named = {reason for record in shared for own in record for reason in _reasons(own)}
    return [_criterion(one, shared, stage) for one in [*criteria, *sorted(named - set(criteria))] if shared]


def _criterion(criterion: str, shared: Sequence[list[list[Event]]], stage: EventKind) -> CriterionDisagreement:
    found = dict.fromkeys(("other_included", "other_unsure", "other_reason", "other_gave_none", "agreed"), 0)
    for record in shared:
        naming = [own for own in record if criterion in _reasons(own)]
        if naming:
            found[_difference(criterion, record)] += 1
    return CriterionDisagreement(stage, criterion, len(shared), sum(found.values()), **found)


def _difference(criterion: str, record: Iterable[list[Event]]) -> str:
    """What the others said of a record that somebody excluded for this criterion."""
    others = [own for own in record if criterion not in _reasons(own)]
    decisions = {event.decision for own in others for event in own}
    if Decision.INCLUDE in decisions:
        return "other_included"
    if Decision.MAYBE in decisions:
        return "other_unsure"
    if any(_reasons(own) for own in others):
        return "other_reason"
    return "other_gave_none" if others else "agreed"


def _reasons(own: Iterable[Event]) -> set[str]:
    """Every criterion for which one person excluded a record."""
    excluding = [event for event in own if event.decision == Decision.EXCLUDE]
    named = [reason for event in excluding for reason in (event.reason, *event.content.get(FURTHER_REASONS, ()))]
    return set(filter(None, named))


def _drift(said: Mapping[str, Said], block: Sequence[str], stage: EventKind, number: int, seed: int) -> Drift:
    one = any_two(within(said, set(block)), stage, seed=seed)
    return Drift(
        *(stage, number, one.n),
        *(one.raw, one.raw_low, one.raw_high),
        *(one.ac1, one.ac1_low, one.ac1_high),
        *(one.positive, one.positive_low, one.positive_high),
    )


def _blocks(queue: Sequence[str]) -> list[Sequence[str]]:
    """Blocks whose sizes differ by one at most."""
    count = min(MOST_BLOCKS, max(1, len(queue) // SMALLEST_BLOCK)) if queue else 0
    ends = [round(len(queue) * number / count) for number in range(count + 1)] if count else []
    return [queue[start:end] for start, end in zip(ends, ends[1:], strict=False)]


def _written(path: Path) -> tuple[float, str, list[Event]]:
    """When a file was written, its name, and its events line by line; what is no event is reported elsewhere."""
    events = []
    for line in path.read_bytes().split(b"\n"):
        try:
            events.append(parse_event(line))
        except ValueError:
            continue
    times = [_seconds(event.at) for event in events]
    return (median(times) if times else 0.0), path.as_posix(), events


def _seconds(at: str) -> float:
    """A time as a number; one without a zone is taken as UTC, in which events are written."""
    time = datetime.fromisoformat(at)
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
