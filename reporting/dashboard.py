"""How does the review stand? One page for its lead: what is to be done, how far everybody is, and what was counted."""

import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from extraction.documents import CodingAssignment
from identification.vocabulary import EventKind, StageState, WorkState
from identification.wording import many, percent
from reporting.cells import Cell, Sheet
from reporting.html_report import environment
from reporting.labels import in_words
from reporting.screening_sheets import with_interval
from reporting.stages import NextStep, SignOff, StageStatus, in_order, naming, spoken
from screening.outcomes import (
    Agreement,
    Assignment,
    Conflict,
    JointAgreement,
    PolicyCheck,
    Progress,
    Screened,
    Stopping,
)

AGREEMENT_NOTE = (
    "Before any adjudication, with 95 % intervals. Raw agreement, kappa and AC1 are of two people, alpha is of all who "
    "decided; each tells what another hides, and a small number of records says little."
)
AWAITING_NOTE = "Awaiting: nobody has decided yet, or somebody did and another has to."
CONFLICTS_NOTE = "Who decided what is shown to an adjudicator, who settles it, and to nobody else."
PEOPLE_NOTE = "To read and to do: as the last run shared out the work. What a person decided is not shown here."


@dataclass(frozen=True)
class LeftByRun:
    """What the last run left of the state of a review. `flow` is the drawing of the PRISMA flow as SVG."""

    stages: tuple[StageStatus, ...] = ()
    steps: tuple[NextStep, ...] = ()
    progress: tuple[Progress, ...] = ()
    policies: tuple[PolicyCheck, ...] = ()
    title_abstract: tuple[Screened, ...] = ()
    full_text: tuple[Screened, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    coding: tuple[CodingAssignment, ...] = ()
    agreement: tuple[Agreement, ...] = ()
    joint_agreement: tuple[JointAgreement, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    stopping: tuple[Stopping, ...] = ()
    flow: str = ""


@dataclass(frozen=True)
class Since:
    """What people have written since that run: lines of events, and other files that are no longer what it read."""

    decisions: int = 0
    files: tuple[str, ...] = ()


def render_dashboard(
    protocol: Mapping[str, Any], left: LeftByRun, sign_offs: Sequence[SignOff], since: Since, *, review: str
) -> str:
    """The page as HTML to stand below a heading of the first order; its commands name the folder of the review."""
    people = [one["id"] for one in protocol["reviewers"]]
    return (
        environment()
        .get_template("dashboard.html.j2")
        .render(
            title=protocol["title"],
            synthetic=protocol["synthetic"],
            news=news(since),
            named=f"REVIEW={shlex.quote(review)}",
            steps=[(one.text, naming(one.command, review)) for one in sorted(left.steps, key=lambda step: step.order)],
            ready=[one for one in in_order(left.stages) if one.state is StageState.READY],
            stages=stage_sheet(left.stages, sign_offs),
            progress=progress_sheet(left.progress, left.policies),
            people=people_sheet(people, left),
            agreement=agreement_sheet(left.agreement, left.joint_agreement),
            asked=[one for one in map(_asked, in_order(left.policies)) if one],
            conflicts=conflict_sheet(left.conflicts),
            stopping=left.stopping,
            flow=Markup(left.flow),
            spoken=spoken,
        )
    )


def news(since: Since) -> str:
    """What the numbers do not hold yet, as a sentence; nothing where they are up to date.

    >>> news(Since(2))
    '2 entries in the log since the last run: run again to count them.'
    >>> news(Since(0, ("review/themes.yaml",)))
    'Changed since the last run: review/themes.yaml. Run again.'
    """
    entries = f"{many(since.decisions, 'entry')} in the log since the last run: run again to count them."
    said = [entries] * bool(since.decisions)
    said += [f"Changed since the last run: {', '.join(since.files)}. Run again."] * bool(since.files)
    return " ".join(said)


def stage_sheet(stages: Iterable[StageStatus], sign_offs: Sequence[SignOff]) -> Sheet:
    """How far each stage is, what it waits for, and who signed it."""
    rows = tuple(
        (spoken(one.stage), one.state.value, "; ".join(one.waiting_for), _signed(one, sign_offs))
        for one in in_order(stages)
    )
    return Sheet("Stages", "Stages and sign-offs", "", ("Stage", "State", "Waits for", "Signed"), rows)


def _signed(status: StageStatus, sign_offs: Sequence[SignOff]) -> str:
    if status.signed_by:
        return f"{status.signed_by}, {status.signed_at[:10]}"
    before = [one for one in sign_offs if one.stage == status.stage]
    return f"{before[-1].who}, {before[-1].at[:10]}: in a state that has changed since" if before else ""


def progress_sheet(progress: Iterable[Progress], policies: Sequence[PolicyCheck]) -> Sheet:
    """How many records stand where at each stage of screening."""
    header = ("Stage", "Policy", "Records", "Included", "Excluded", "In conflict", "Awaiting", "Not screened")
    names = {one.stage: in_words(one.policy) for one in policies}
    rows = tuple(
        (
            *(in_words(one.stage).capitalize(), names.get(one.stage, ""), one.records, one.included, one.excluded),
            *(one.conflicts, one.awaiting, one.not_screened),
        )
        for one in in_order(progress)
    )
    return Sheet("Progress", "Records by stage", AWAITING_NOTE, header, rows)


def people_sheet(people: Sequence[str], left: LeftByRun) -> Sheet:
    """How far each person is, with what the run shared out to her."""
    header = (
        *("Person", "Titles decided", "Titles to read", "Full texts decided", "Full texts to read"),
        *("Coding tasks done", "Coding tasks to do"),
    )
    decided = {
        EventKind.TITLE_ABSTRACT: Counter(who for one in left.title_abstract for who in one.people),
        EventKind.FULL_TEXT: Counter(who for one in left.full_text for who in one.people),
    }
    to_read = Counter((one.stage, one.reviewer) for one in left.assignments)
    tasks = Counter((one.reviewer, one.state is WorkState.DONE) for one in left.coding)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            who,
            *(number for stage in decided for number in (decided[stage][who], to_read[stage, who])),
            *(tasks[who, True], tasks[who, False]),
        )
        for who in people
    )
    return Sheet("People", "People", PEOPLE_NOTE, header, rows)


def agreement_sheet(agreement: Iterable[Agreement], joint: Iterable[JointAgreement]) -> Sheet:
    """How people agreed, two by two and all at once, each with its number of records and its interval."""
    header = ("Stage", "Who", "Which records", "Records", "Raw", "Kappa", "AC1", "Alpha")
    rows: list[tuple[Cell, ...]] = [
        (
            *(in_words(one.stage).capitalize(), _both(one), one.batch.value, one.n),
            with_interval(one.raw, one.raw_low, one.raw_high),
            with_interval(one.kappa, one.kappa_low, one.kappa_high),
            with_interval(one.ac1, one.ac1_low, one.ac1_high),
            "",
        )
        for one in in_order(agreement)
    ]
    rows += [
        (
            *(in_words(one.stage).capitalize(), f"all: {', '.join(one.reviewers)}", one.batch.value, one.n),
            *("", "", "", with_interval(one.alpha, one.low, one.high)),
        )
        for one in in_order(joint)
    ]
    empty = "No record carries decisions of two people yet."
    return Sheet("Agreement", "Agreement", AGREEMENT_NOTE, header, tuple(rows), empty)


def _both(one: Agreement) -> str:
    """The two people; what is said of any two is said once."""
    return ", ".join(dict.fromkeys((one.reviewer_a, one.reviewer_b)))


def _asked(check: PolicyCheck) -> str:
    """What the policy of a stage still asks for, and the agreement that it measured."""
    said = [f"it waits for this: {check.waits_for}"] if check.waits_for else []
    if check.value is not None:
        found = with_interval(check.value, check.low, check.high)
        said.append(f"{check.statistic} is {found} on {many(check.compared, 'record')}, {check.at_least} is asked for")
    if check.overturned_at_most is not None:
        said.append(f"at most {percent(check.overturned_at_most)} of exclusions are wrong, by the check of exclusions")
    return f"{in_words(check.stage).capitalize()} ({in_words(check.policy)}): {'; '.join(said)}." if said else ""


def conflict_sheet(conflicts: Iterable[Conflict]) -> Sheet:
    """Where people disagree and nobody has settled it."""
    header = ("Record", "Title", "Stage", "Kind")
    rows = tuple((one.group_id, one.title, in_words(one.stage), one.kind) for one in in_order(conflicts))
    return Sheet("Conflicts", "Open conflicts", CONFLICTS_NOTE, header, rows, "No conflict is open.")
