"""The types of reporting: how far each stage is, the boxes of the flow and what has to be done next."""

from dataclasses import dataclass

from identification.vocabulary import Stage, StageState


@dataclass(frozen=True)
class StageStatus:
    """How far one stage is. `waiting_for` says in plain words why it is open; the hash is what a sign-off names."""

    stage: Stage
    state: StageState
    waiting_for: tuple[str, ...]
    state_hash: str
    signed_by: str
    signed_at: str


@dataclass(frozen=True)
class SignOff:
    """One row of review/signoff.csv: a person closes a stage in exactly the state that she saw."""

    stage: Stage
    state_hash: str
    who: str
    at: str
    note: str = ""


@dataclass(frozen=True)
class FlowBox:
    """One box of the PRISMA 2020 flow and the file from which it can be counted again."""

    box: str
    column: str
    label: str
    count: int | None
    counted_from: str
    detail: str = ""


@dataclass(frozen=True)
class Equation:
    """An equation between boxes of the flow: a flow that does not add up is no flow."""

    name: str
    left: int
    right: int
    holds: bool


@dataclass(frozen=True)
class NextStep:
    """What a person has to do next, and the exact command."""

    stage: Stage
    order: int
    text: str
    command: str
