"""Is a stage closed? A person closes it in exactly the state that she saw, and any later change opens it again."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from identification.errors import InputError, nearest
from identification.vocabulary import Stage, StageState
from reporting.stages import SignOff, StageStatus


def stage_hash(paths: Sequence[Path]) -> str:
    """The state of a stage in 64 letters: sha256 over the names and bytes of the tables that it rests on.

    A table that is not there counts as such, so that its coming or going changes the state too.
    """
    state = hashlib.sha256()
    for path in paths:
        content = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "missing"
        state.update(f"{path.name}\n{content}\n".encode())
    return state.hexdigest()


def signed(stage: Stage, waiting_for: Sequence[str], state_hash: str, sign_offs: Iterable[SignOff]) -> StageStatus:
    """How far a stage is: open while it waits for something, closed once somebody signed this very state."""
    if waiting_for:
        return StageStatus(stage, StageState.OPEN, tuple(waiting_for), state_hash, "", "")
    named = [one for one in sign_offs if (one.stage, one.state_hash) == (stage, state_hash)]
    if not named:
        return StageStatus(stage, StageState.READY, (), state_hash, "", "")
    return StageStatus(stage, StageState.CLOSED, (), state_hash, named[-1].who, named[-1].at)


def sign_off(word: str, who: str, statuses: Iterable[StageStatus], *, at: str, note: str = "") -> SignOff:
    """The row that closes a stage; an `InputError` when it waits for something or is closed already."""
    status = {one.stage: one for one in statuses}.get(known_stage(word))
    if status is None:
        raise InputError(f"nothing is known yet about the stage '{word}'.", remedy="Run the review first: make run.")
    if status.state is StageState.OPEN:
        waiting = "; ".join(status.waiting_for)
        raise InputError(
            f"the stage '{word}' is still open: {waiting}.", remedy="results/next_steps.md says what to do."
        )
    if status.state is StageState.CLOSED:
        raise InputError(f"{status.signed_by} closed the stage '{word}' on {status.signed_at[:10]} in this very state.")
    return SignOff(status.stage, status.state_hash, who, at, note)


def known_stage(word: str) -> Stage:
    """The stage that a person named; an `InputError` with the likeliest one when there is none of that name."""
    if word in tuple(Stage):
        return Stage(word)
    likely = nearest(word, list(Stage))
    remedy = f"Did you mean '{likely}'?" if likely else f"The stages are {', '.join(Stage)}."
    raise InputError(f"'{word}' is not a stage.", remedy=remedy)
