"""How far is each stage, and is it closed in the state that it is in?"""

from collections.abc import Iterable, Mapping, Sequence

from identification.vocabulary import Stage, StageState
from reporting.signoff import signed
from reporting.stages import NextStep, SignOff, StageStatus, in_order, spoken

# The tables whose bytes are the state that a sign-off names; any later change of one opens the stage again.
STATE_OF: Mapping[Stage, tuple[str, ...]] = {
    Stage.IDENTIFICATION: ("sources", "records", "pairs", "unique", "known_papers"),
    Stage.TITLE_ABSTRACT: ("title_abstract",),
    Stage.FULL_TEXT: ("full_text", "reports"),
    Stage.EXTRACTION: ("extracts", "appraisals", "set_aside"),
    Stage.SYNTHESIS: (
        *("definitions", "elements", "skills", "matrices", "gaps", "research", "themes", "findings", "headlines"),
        *("naming", "definition_overlap", "definition_groups", "skill_stability", "core_sets", "compared"),
    ),
}


RESTS_ON = "rests on a stage that is not closed: "


def stage_statuses(
    steps: Iterable[NextStep], sign_offs: Sequence[SignOff], hashes: Mapping[Stage, str]
) -> list[StageStatus]:
    """How far each stage is, in the order of the review; no stage is complete before those that it rests on."""
    listed = list(steps)
    statuses: list[StageStatus] = []
    for stage in Stage:
        waiting = [step.text for step in listed if step.stage == stage]
        below = [f"{RESTS_ON}{spoken(one.stage)}" for one in statuses if one.state != StageState.CLOSED]
        statuses.append(signed(stage, waiting or below[:1], hashes[stage], sign_offs))
    return statuses


def interim_reasons(statuses: Iterable[StageStatus]) -> list[str]:
    """Why what a commissioner sees is not final; nothing when every stage is closed."""
    reasons: list[str] = []
    for status in in_order(statuses):
        if status.state == StageState.OPEN:
            reasons += [reason for reason in status.waiting_for if not reason.startswith(RESTS_ON)]
        elif status.state == StageState.READY:
            reasons.append(f"{spoken(status.stage)} is complete and waits for its sign-off")
    return reasons


def write_steps(statuses: Sequence[StageStatus], steps: Sequence[NextStep], reminders: Sequence[str] = ()) -> str:
    """results/next_steps.md: the state of each stage and what to do, in plain words; reminders keep no stage open."""
    todo = [f"{step.text}: {step.command}" for step in sorted(steps, key=lambda step: step.order)]
    todo += [
        f"{spoken(status.stage)} is complete: `make signoff STAGE={status.stage} WHO=your-id`"
        for status in in_order(statuses)
        if status.state == StageState.READY
    ]
    todo += reminders
    listed = [f"{number}. {one}" for number, one in enumerate(todo, start=1)] or ["Nothing: every stage is closed."]
    stages = [f"- {spoken(status.stage)}: {_state(status)}" for status in in_order(statuses)]
    return "\n".join(["# Next steps", "", *stages, "", "## To do", "", *listed]) + "\n"


def _state(status: StageStatus) -> str:
    if status.state == StageState.CLOSED:
        return f"closed by {status.signed_by} on {status.signed_at[:10]}"
    return f"{status.state} ({'; '.join(status.waiting_for)})" if status.waiting_for else str(status.state)
