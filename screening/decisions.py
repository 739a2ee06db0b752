"""Where does each record stand? Everybody's decisions put together, whoever decided on which member of a group."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from identification.events import Event, current_events
from identification.records import UniqueRecord
from identification.vocabulary import Decision, EventKind, Outcome, PolicyName
from screening.outcomes import Conflict, Progress, Screened, Unmatched
from screening.policies import Plan, Policy

REASONS_DIFFER = "reasons differ"


def screen_records(
    unique: Sequence[UniqueRecord],
    events: Iterable[Event],
    groups: Mapping[str, str],
    *,
    stage: EventKind,
    policy: Plan | str,
    stopped: bool = False,
    drawn: Collection[str] = (),
) -> list[Screened]:
    """The outcome of every unique record at one stage, in the order of their ids.

    `policy` is what the protocol asks for; a bare name stands for a policy without a pilot, its shares being all.

    A person who decided differently on two members of a group disagrees with herself, which is a conflict like any
    other. When the team recorded a stop, what nobody decided on is `not screened` and stays visible as that; groups in
    `drawn` still wait for their readers, since a random draw of the rest is read after a stop too.
    """
    plan = policy if isinstance(policy, Plan) else Plan(Policy(PolicyName(policy)))
    current = current_events(events)
    said = _by_group([event for event in current if event.kind == stage], groups)
    settled = _by_group([event for event in current if _settles(event, stage)], groups)
    return [
        _screened(
            record,
            said.get(record.group_id, []),
            settled.get(record.group_id, []),
            plan,
            stage,
            stopped and record.group_id not in drawn,
        )
        for record in sorted(unique, key=lambda record: record.group_id)
    ]


def count_readers(events: Iterable[Event], groups: Mapping[str, str], stage: EventKind) -> dict[str, int]:
    """How many people have decided on each record at a stage; records that nobody decided on are left out."""
    said = _by_group([event for event in current_events(events) if event.kind == stage], groups)
    return {group: len({event.who for event in own}) for group, own in said.items()}


def included(unique: Iterable[UniqueRecord], screened: Iterable[Screened]) -> list[UniqueRecord]:
    """The unique records that one stage included: those that the next one looks at."""
    kept = {row.group_id for row in screened if row.outcome == Outcome.INCLUDED}
    return [record for record in unique if record.group_id in kept]


def list_conflicts(screened: Iterable[Screened], stage: EventKind) -> list[Conflict]:
    """The records on which people disagree and nobody has adjudicated yet; on reasons at full text only."""
    return [_conflict(row, stage) for row in screened if _is_disputed(row)]


def list_unmatched(
    events: Iterable[Event], groups: Mapping[str, str], stages: Mapping[EventKind, Sequence[Screened]]
) -> list[Unmatched]:
    """The decisions that fit no record: in no export, or on a record that this stage does not look at."""
    by_stage = {str(stage): {row.group_id: row for row in rows} for stage, rows in stages.items()}
    found = []
    for event in current_events(events):
        note = _misfit(event, groups, by_stage)
        if note:
            found.append(Unmatched(event.event_id, event.kind, event.who, event.subject_id, event.decision, note))
    return found


def count_progress(screened: Sequence[Screened], stage: EventKind) -> Progress:
    """How many records stand where; the boxes add up."""
    boxes = Counter(row.outcome for row in screened)
    return Progress(
        stage=stage,
        records=len(screened),
        included=boxes[Outcome.INCLUDED],
        excluded=boxes[Outcome.EXCLUDED],
        conflicts=boxes[Outcome.CONFLICT],
        awaiting=boxes[Outcome.AWAITING],
        not_screened=boxes[Outcome.NOT_SCREENED],
    )


def is_stopped(events: Iterable[Event], stage: EventKind) -> bool:
    """Whether the team recorded that it stops screening, and nobody took that back."""
    stops = [e for e in current_events(events) if e.kind == EventKind.STOP and e.subject_id == stage]
    return any(event.decision == "stop" for event in stops)


def _by_group(events: Iterable[Event], groups: Mapping[str, str]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in events:
        if event.subject_id in groups:
            found.setdefault(groups[event.subject_id], []).append(event)
    return found


def _settles(event: Event, stage: EventKind) -> bool:
    return event.kind == EventKind.ADJUDICATION and event.content.get("stage") == stage


def _screened(
    record: UniqueRecord, said: list[Event], settled: list[Event], plan: Plan, stage: EventKind, stopped: bool
) -> Screened:
    people = {decision: _who(said, decision) for decision in Decision}
    batch, excluding = plan.batch(record.group_id), people[Decision.EXCLUDE]
    needs = plan.still_needed(record.group_id, {event.who for event in said}, excluded=bool(excluding))
    settling = {event.decision for event in settled} if not needs else set()
    verdict = min(settled, key=lambda event: event.event_id) if len(settling) == 1 else None
    if verdict:
        outcome = Outcome.INCLUDED if verdict.decision == Decision.INCLUDE else Outcome.EXCLUDED
    elif needs and said:
        outcome = Outcome.AWAITING
    else:
        outcome = _outcome(people, disputed=bool(settling), stopped=stopped)
    reasons = tuple(_primary_reason(said, who) for who in excluding)
    return Screened(
        group_id=record.group_id,
        outcome=outcome,
        include=people[Decision.INCLUDE],
        exclude=excluding,
        maybe=people[Decision.MAYBE],
        adjudicated_by=verdict.who if verdict else "",
        reason=_reason(settled if verdict else [], reasons, stage) if outcome == Outcome.EXCLUDED else "",
        needs=needs,
        title=record.title,
        reasons=reasons,
        batch=batch,
    )


def _primary_reason(said: Iterable[Event], who: str) -> str:
    """Why a person excluded; of several decisions, on members of a group, the first by id that names a criterion."""
    own = [event for event in said if event.who == who and event.decision == Decision.EXCLUDE and event.reason]
    return min(own, key=lambda event: event.event_id).reason if own else ""


def _reason(settled: Sequence[Event], reasons: Sequence[str], stage: EventKind) -> str:
    """The adjudicator's reason, else that of who excluded first by id; at full text, where reasons are reported, they
    must not differ (PRISMA 2020, item 16b)."""
    named = [reason for reason in reasons if reason]
    chosen = {event.reason for event in settled if event.reason}
    if len(chosen) == 1:
        return chosen.pop()
    if stage == EventKind.FULL_TEXT and len({*named, *chosen}) > 1:
        return REASONS_DIFFER
    return min(chosen) if chosen else (named or [""])[0]


def _outcome(people: Mapping[Decision, tuple[str, ...]], *, disputed: bool, stopped: bool) -> Outcome:
    """Where a record stands by what as many reviewers said as have to, nobody having settled it."""
    said = [decision for decision in people if people[decision]]
    if not said:
        return Outcome.NOT_SCREENED if stopped else Outcome.AWAITING
    if disputed or len(said) > 1 or people[Decision.MAYBE]:
        return Outcome.CONFLICT
    return Outcome.INCLUDED if people[Decision.INCLUDE] else Outcome.EXCLUDED


def _who(said: Iterable[Event], decision: Decision) -> tuple[str, ...]:
    return tuple(sorted({event.who for event in said if event.decision == decision}))


def _misfit(event: Event, groups: Mapping[str, str], by_stage: Mapping[str, Mapping[str, Screened]]) -> str:
    named = [event.subject_id, *([str(event.content.get("other"))] if event.kind == EventKind.DUPLICATE else [])]
    if event.kind in (EventKind.STOP, EventKind.CODING, EventKind.APPRAISAL):
        return ""
    if any(record_id not in groups for record_id in named):
        return "this record is in no export"
    if event.kind in (EventKind.DUPLICATE, EventKind.EDIT):
        return ""
    stage = str(event.content.get("stage") if event.kind == EventKind.ADJUDICATION else event.kind)
    row = by_stage[stage].get(groups[event.subject_id]) if stage in by_stage else None
    if stage in by_stage and row is None:
        return "the stage before did not include this record"
    if event.kind == EventKind.ADJUDICATION and row and row.needs:
        return "too few people have screened this record, so there is nothing to settle yet"
    return ""


def _conflict(row: Screened, stage: EventKind) -> Conflict:
    reasons = row.reasons or [""] * len(row.exclude)
    excluding = [f"{who} ({why})" if why else who for who, why in zip(row.exclude, reasons, strict=True)]
    parts = {"include": row.include, "exclude": excluding, "maybe": row.maybe}
    decisions = "; ".join(f"{decision}: {', '.join(people)}" for decision, people in parts.items() if people)
    return Conflict(row.group_id, stage, row.title, decisions, _kind_of(row))


def _is_disputed(row: Screened) -> bool:
    return row.outcome == Outcome.CONFLICT or row.reason == REASONS_DIFFER


def _kind_of(row: Screened) -> str:
    if row.outcome != Outcome.CONFLICT:
        return "same decision, other reasons"
    people = [*row.include, *row.exclude, *row.maybe]
    if len(people) > len(set(people)):
        return "one person, two members of a group"
    return "people disagree" if row.include or row.exclude else "nobody is sure"
