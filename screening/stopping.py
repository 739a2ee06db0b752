"""What can be said of the records that nobody has read? The statement of this moment; nothing stops by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from identification.events import Event, current_events
from identification.vocabulary import EventKind, Outcome, StopRule
from identification.wording import many, percent
from screening.audits import Audit, audit_of, doubt_by_audit, draws_needed, is_unread, missed_by_audit
from screening.differences import places_in_order
from screening.outcomes import Screened, Stopping
from screening.stopping_rules import (
    LATE_HALF_MOST,
    doubt_by_late_half,
    draw_pays,
    in_a_row,
    late_half,
    missed_at_most,
    missed_by_late_half,
    rapid_threshold,
    tolerated,
)

# Recall of one person who screens alone: 76 screeners of 16 Campbell reviews.
SINGLE_SCREENER_RECALL = 0.81
SINGLE_SOURCE = "76 screeners, 16 Campbell reviews"
# Fewer timed decisions are no pace.
FEWEST_TIMES = 10
CHANCE = "the order of reading was no worse than chance"
ASSUMES: Mapping[StopRule, str] = {
    StopRule.EXHAUSTIVE: CHANCE,
    StopRule.GUARANTEED: "nothing on the ranking: the draws are random, and every look and every draw is paid for",
    StopRule.RAPID: (
        "an unread record is an include no more often than one in the later half of what was read, so that includes "
        "which the ranking puts last are not bounded"
    ),
    StopRule.IN_A_ROW: f"{CHANCE}; a run of records without an include proves nothing of the target",
}
MEASURED: Mapping[StopRule, str] = {
    StopRule.EXHAUSTIVE: "",
    StopRule.GUARANTEED: "",
    StopRule.RAPID: (
        "Measured: 0 of 20 labelled sets below 95% recall. In simulated screenings 5% at most where includes that the "
        "ranking does not know come as often early as late (10% of those with 20 to 56 includes), 10% where they "
        "all lie in the last half (26%)."
    ),
    StopRule.IN_A_ROW: (
        "Measured: 50, 100 and 200 in a row missed 95% recall on 16, 10 and 1 of 20 labelled sets, in one or more of "
        "five orders."
    ),
}


@dataclass(frozen=True)
class StopPlan:
    """The stopping rule as the protocol states it; `in_a_row` counts for the rule of that name only."""

    preset: StopRule = StopRule.EXHAUSTIVE
    target_recall: float = 0.95
    confidence: float = 0.95
    in_a_row: int = 100


@dataclass(frozen=True)
class Reading:
    """What the decisions show beside outcomes.

    `places` says where each record stood in the order of reading; `seconds` are the times of decisions, where recorded.
    """

    places: Mapping[str, float] = field(default_factory=dict)
    seconds: tuple[float, ...] = ()
    audit: Audit = Audit()
    recorded: str = ""


def state_stopping(screened: Sequence[Screened], plan: StopPlan, reading: Reading | None = None) -> Stopping:
    """The stopping statement of this moment; the team decides and records a stop, nothing stops by itself.

    A record counts as read once it has all its decisions and no conflict is open; until then it may be an include that
    was missed.
    """
    reading = reading or Reading()
    decided = [row for row in screened if row.outcome in (Outcome.INCLUDED, Outcome.EXCLUDED)]
    labels = _in_order(decided, reading.places)
    found, left = sum(labels), len(screened) - len(decided)
    missed, doubt, may_stop = _judge(len(screened), labels, plan, reading.audit)
    needed = _needed(screened, labels, plan, reading.audit)
    settled = {row.group_id for row in decided}
    decisions_left = sum(max(row.needs, 1) for row in screened if row.group_id not in settled)
    hours = _hours(decisions_left, reading.seconds)
    recall = found / (found + missed) if missed is not None and found else None
    basis = _basis(plan, tolerated(found, plan.target_recall), reading.audit)
    return Stopping(
        rule=StopRule(plan.preset),
        target=plan.target_recall,
        confidence=plan.confidence,
        records=len(screened),
        screened=len(decided),
        included=found,
        not_screened=left,
        missed_at_most=missed,
        recall_at_least=recall,
        doubt=doubt,
        may_stop=may_stop,
        audited=sum(draw.size for draw in reading.audit.draws),
        audit_needed=needed,
        decisions_left=decisions_left,
        hours_left=hours,
        single_screener=SINGLE_SCREENER_RECALL,
        assumes=_assumed(basis),
        measured=MEASURED[StopRule(plan.preset)],
        sentence=_sentence(screened, labels, plan, reading.audit, (missed, recall, doubt, may_stop, needed))
        + _cost(decisions_left, hours),
        recorded=reading.recorded,
    )


def state_review(
    screened: Sequence[Screened],
    events: Sequence[Event],
    groups: Mapping[str, str],
    plan: StopPlan,
    order: Mapping[str, int],
) -> Stopping:
    """The statement of a review from its events; `order` is their place in the order in which people wrote them."""
    reading = Reading(
        places=places_in_order(events, groups, EventKind.TITLE_ABSTRACT, order),
        seconds=_seconds_of(events),
        audit=audit_of(screened, events, groups),
        recorded=_recorded(events),
    )
    return state_stopping(screened, plan, reading)


def _seconds_of(events: Iterable[Event]) -> tuple[float, ...]:
    """How long each title and abstract decision that stands took, where it was recorded."""
    events = [event for event in current_events(events) if event.kind == EventKind.TITLE_ABSTRACT]
    return tuple(event.seconds for event in events if event.seconds is not None and event.seconds > 0)


def _recorded(events: Iterable[Event]) -> str:
    """The statement with which the team stopped, as it stood then; empty while it has not stopped."""
    stops = [event for event in current_events(events) if event.kind == EventKind.STOP and event.decision == "stop"]
    said = [
        f"{event.who}, {event.at[:10]}: {event.content.get('statement') or 'without a statement'}" for event in stops
    ]
    return " ".join(sorted(said))


def _in_order(decided: Iterable[Screened], places: Mapping[str, float]) -> list[int]:
    """Whether each decided record is an include, in the order of reading; what has no place stands first."""
    rows = sorted(decided, key=lambda row: (places.get(row.group_id, -1.0), row.group_id))
    return [int(row.outcome == Outcome.INCLUDED) for row in rows]


def _judge(total: int, labels: Sequence[int], plan: StopPlan, audit: Audit) -> tuple[int | None, float | None, bool]:
    """The bound on missed includes, the rule's doubt that the target is reached, and whether the rule lets stop."""
    found, left = sum(labels), total - len(labels)
    most = tolerated(found, plan.target_recall)
    if not left:
        return (0, None, bool(labels)) if labels else (None, None, False)
    basis = _basis(plan, most, audit)
    if basis == StopRule.GUARANTEED:
        inner = left - audit.outside
        missed = (
            missed_by_audit(audit.draws, inner, target=plan.target_recall, confidence=plan.confidence) + audit.outside
        )
        doubt = doubt_by_audit(audit.draws, inner, max(most - audit.outside, 0), target=plan.target_recall)
        return missed, doubt, missed < most
    if not labels:
        return None, None, False
    if basis == StopRule.RAPID and found:
        half, inside = late_half(labels)
        doubt = float(doubt_by_late_half(most, inside, half, left))
        may_stop = bool(doubt <= rapid_threshold(most, plan.confidence))
        return missed_by_late_half(labels, left, plan.confidence), doubt, may_stop
    missed = missed_at_most(total, len(labels), found, plan.confidence)
    return missed, None, plan.preset == StopRule.IN_A_ROW and bool(found) and in_a_row(labels) >= plan.in_a_row


def _basis(plan: StopPlan, most: int, audit: Audit) -> StopRule:
    """What the bound of this moment rests on: that of `exhaustive` where the rule has none of its own yet."""
    draws = plan.preset == StopRule.GUARANTEED or (plan.preset == StopRule.RAPID and most > LATE_HALF_MOST)
    if draws:
        return StopRule.GUARANTEED if audit.draws else StopRule.EXHAUSTIVE
    return StopRule(plan.preset)


def _needed(screened: Sequence[Screened], labels: Sequence[int], plan: StopPlan, audit: Audit) -> int | None:
    """How large a random draw should be, where draws decide and includes have become rare."""
    found, total = sum(labels), len(screened)
    draws = {StopRule.GUARANTEED, StopRule.EXHAUSTIVE}
    by_draws = _basis(plan, tolerated(found, plan.target_recall), audit) in draws and plan.preset != StopRule.EXHAUSTIVE
    pays = bool(audit.draws) or draw_pays(labels, total, plan.target_recall)
    if not by_draws or not pays or len(labels) == total or audit.waiting:
        return None
    return draws_needed(
        audit.draws,
        sum(is_unread(row) for row in screened),
        total - len(labels) - audit.outside,
        found=found,
        target=plan.target_recall,
        confidence=plan.confidence,
    )


def _hours(decisions: int, seconds: Sequence[float]) -> float | None:
    return round(decisions * median(seconds) / 3600, 1) if len(seconds) >= FEWEST_TIMES else None


def _sentence(
    screened: Sequence[Screened],
    labels: Sequence[int],
    plan: StopPlan,
    audit: Audit,
    said: tuple[int | None, float | None, float | None, bool, int | None],
) -> str:
    missed, recall, doubt, may_stop, needed = said
    total, left = len(screened), len(screened) - len(labels)
    if missed is None:
        return f"None of the {total:,} records has all its decisions yet, so nothing can be said of what they hold."
    beside = f"one person who reads everything finds about {SINGLE_SCREENER_RECALL:.0%} ({SINGLE_SOURCE})"
    if not left:
        return f"All {total:,} records were screened; what is missing is what those who read them missed: {beside}."
    words = [f"{left:,} of {total:,} records are undecided. They hold at most {many(missed, 'include')}"]
    words[0] += f" (one-sided {plan.confidence:.0%} bound), "
    words[0] += f"so at least {percent(recall)} of all were found; {beside}." if recall else "and none was found yet."
    basis = _basis(plan, tolerated(sum(labels), plan.target_recall), audit)
    words.append(f"This assumes {_assumed(basis)}, and that people recognise an include.")
    words.append(_rule_words(labels, plan, audit, basis, doubt, may_stop, needed))
    return " ".join(words)


def _assumed(basis: StopRule) -> str:
    assumed = ASSUMES[basis]
    return assumed if assumed.startswith("nothing") else f"that {assumed}"


def _rule_words(
    labels: Sequence[int],
    plan: StopPlan,
    audit: Audit,
    basis: StopRule,
    doubt: float | None,
    may_stop: bool,
    needed: int | None,
) -> str:
    """What the rule of the protocol says: the p-value, and whether the team may stop by it."""
    if plan.preset == StopRule.EXHAUSTIVE:
        return "The protocol asks that every record is read."
    verdict = "the team may stop" if may_stop else "the team goes on"
    if plan.preset == StopRule.IN_A_ROW:
        run = f"{in_a_row(labels):,} of {many(plan.in_a_row, 'record')} were read since the last include"
        return f"By the rule of records in a row {verdict}: {run}. {MEASURED[StopRule(plan.preset)]}".strip()
    target = f"the target of {plan.target_recall:.0%} is {'reached' if may_stop else 'not reached'}"
    evidence = f", p = {doubt:.3f}" if doubt is not None else ""
    most = tolerated(sum(labels), plan.target_recall)
    limit = float(rapid_threshold(most, plan.confidence)) if basis == StopRule.RAPID else 1 - plan.confidence
    evidence += f" of at most {limit:.3g}" if doubt is not None else ""
    more = f" A random draw of {many(needed, 'further record')}, none an include, would reach it." if needed else ""
    if basis != StopRule.RAPID:
        drawn = sum(draw.size for draw in audit.draws)
        more = f" {many(drawn, 'record')} in it were drawn at random and read.{more}" if drawn else more
        more += f" {many(len(audit.waiting), 'drawn record')} wait to be read." if audit.waiting else ""
    return f"By the rule '{plan.preset}' {target}{evidence}: {verdict}.{more} {MEASURED[StopRule(plan.preset)]}".strip()


def _cost(decisions: int, hours: float | None) -> str:
    """What going on costs, at the team's own pace."""
    if not decisions:
        return ""
    words = f" Reading the rest takes {many(decisions, 'decision')}"
    return words + (f", {hours:,} hours at the median time of a decision so far." if hours is not None else ".")
