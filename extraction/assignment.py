"""Who codes, checks and appraises what? The policies of coding, and shares of equal size.

Draws follow from a hash of seed, stage, purpose and report, as those of screening do: a later report changes no earlier
draw. All full texts of a report go to the same people.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extraction.documents import CodingAssignment, MatchedDocument, Report
from extraction.text_layer import Document
from identification.vocabulary import (
    AppraisalPolicyName,
    CodingPolicyName,
    CodingTask,
    DocumentStatus,
    EventKind,
    Outcome,
    WorkState,
)
from screening.assignment import NOVICE
from screening.policies import SHARE, place_of, screeners

CHECK, TURN, READER = "check", "turn", "reader"


@dataclass(frozen=True)
class CodingPolicy:
    """How many people code, check and appraise, as the protocol states it; `team` is everybody who may, by role."""

    name: CodingPolicyName = CodingPolicyName.SINGLE_VERIFIED
    share: float = 0.2
    check_share: float = 1.0
    appraisal: AppraisalPolicyName = AppraisalPolicyName.SINGLE
    instruments: tuple[str, ...] = ()
    seed: int = 0
    team: Mapping[str, str] = field(default_factory=dict)

    def coders(self, report_id: str) -> int:
        """How many people code a report."""
        drawn = self.name == CodingPolicyName.DUAL_SHARE and self._drawn(report_id, SHARE, self.share)
        return 2 if drawn or self.name == CodingPolicyName.DUAL else 1

    @property
    def is_verified(self) -> bool:
        """Whether the policy is that one person codes and a second one checks."""
        return self.name == CodingPolicyName.SINGLE_VERIFIED

    def is_checked(self, report_id: str) -> bool:
        """Whether somebody who did not code the report checks its extracts."""
        return self.is_verified and self._drawn(report_id, CHECK, self.check_share)

    def appraisers(self) -> int:
        """How many people appraise a report; nobody where the protocol names no instrument."""
        return (2 if self.appraisal == AppraisalPolicyName.DUAL else 1) if self.instruments else 0

    def _drawn(self, report_id: str, purpose: str, share: float) -> bool:
        return place_of(report_id, seed=self.seed, stage=EventKind.CODING, purpose=purpose) < share


@dataclass(frozen=True)
class Work:
    """What people have done already: who began and who finished each task, as (report, person)."""

    coding: frozenset[tuple[str, str]] = frozenset()
    coded: frozenset[tuple[str, str]] = frozenset()
    checking: frozenset[tuple[str, str]] = frozenset()
    checked: frozenset[tuple[str, str]] = frozenset()
    appraising: frozenset[tuple[str, str]] = frozenset()
    appraised: frozenset[tuple[str, str]] = frozenset()


def coding_settings(protocol: Mapping[str, Any]) -> dict[str, Any]:
    """What `CodingPolicy` takes, from a checked config."""
    coding, appraisal = protocol["coding"], protocol["appraisal"]
    return {
        "name": coding["policy"],
        "share": coding["share"],
        "check_share": coding["check_share"],
        "appraisal": appraisal["policy"],
        "instruments": tuple(appraisal["instruments"]),
        "seed": protocol["seed"],
        "team": screeners(protocol),
    }


def documents_to_code(
    reports: Iterable[Report], matched: Iterable[MatchedDocument], documents: Iterable[Document]
) -> dict[str, list[str]]:
    """The full texts with text of every included report, by report."""
    included = {one.report_id for one in reports if one.outcome == Outcome.INCLUDED}
    read = {one.document_id for one in documents if one.status == DocumentStatus.READ}
    found: dict[str, list[str]] = {}
    for one in sorted(matched, key=lambda one: one.document_id):
        if one.report_id in included and one.document_id in read:
            found.setdefault(one.report_id, []).append(one.document_id)
    return found


def assign_coding(to_code: Mapping[str, Sequence[str]], work: Work, policy: CodingPolicy) -> list[CodingAssignment]:
    """Who codes, checks and appraises each full text, those tasks included that are done.

    Everybody ends with the same number of reports of each task. A person keeps what she began; one who left keeps what
    she finished. Nobody checks what she coded, and two novices are never alone on a report: where nobody else is left,
    the place stays empty. What two people coded is compared and waits for no check. The first coder appraises too,
    since she has read the report.
    """
    turns = sorted(to_code, key=lambda one: place_of(one, seed=policy.seed, stage=EventKind.CODING, purpose=TURN))
    first = _share_out(turns, dict.fromkeys(turns, 1), {}, work.coding, work.coded, policy)
    second = _share_out(turns, {one: policy.coders(one) - len(first[one]) for one in turns}, first, (), (), policy)
    coders = {one: [*first[one], *second[one]] for one in turns}
    to_check = {one: int(policy.is_checked(one) and len(coders[one]) == 1) for one in turns}
    checkers = _share_out(turns, to_check, coders, work.checking, work.checked, policy)
    appraisers = _appraisers(turns, coders, checkers, work, policy)
    rows = []
    for report_id in turns:
        found = [(CodingTask.SECOND if place else CodingTask.CODE, who) for place, who in enumerate(coders[report_id])]
        found += [(CodingTask.VERIFY, who) for who in checkers[report_id]]
        tasks = (CodingTask.APPRAISE, CodingTask.SECOND_APPRAISAL)
        found += [(tasks[min(place, 1)], who) for place, who in enumerate(appraisers[report_id])]
        rows += [
            CodingAssignment(document, report_id, task, who, _state(task, report_id, who, work, coders[report_id]))
            for document in to_code[report_id]
            for task, who in found
        ]
    return sorted(rows, key=lambda one: (one.document_id, list(CodingTask).index(one.task), one.reviewer))


def tasks_of(assignments: Iterable[CodingAssignment], reviewer: str) -> list[CodingAssignment]:
    """What one person has still to do: what she began first, then coding before checking before appraising.

    A check that waits for its coder stands last. Nothing says who else works on the report, so that a second coder
    stays blind.
    """
    own = [one for one in assignments if one.reviewer == reviewer and one.state != WorkState.DONE]
    turn = (WorkState.BEGUN, WorkState.OPEN, WorkState.WAITS)
    return sorted(own, key=lambda one: (turn.index(one.state), list(CodingTask).index(one.task), one.document_id))


def _share_out(
    turns: Sequence[str],
    needs: Mapping[str, int],
    others: Mapping[str, Sequence[str]],
    begun: Collection[tuple[str, str]],
    done: Collection[tuple[str, str]],
    policy: CodingPolicy,
) -> dict[str, list[str]]:
    """The people of one task on each report; `others` work on it otherwise and may not have this task too."""
    team = policy.team
    held = {one: _holders(one, begun, done, team, others.get(one, ())) for one in turns}
    load = Counter(who for people in held.values() for who in people if who in team)
    wanted = load.total() + sum(max(0, needs[one] - len(held[one])) for one in turns)
    room = -(-wanted // len(team)) if team else 0
    found: dict[str, list[str]] = {}
    # Reports on which there are novices only come first, while those who may join them have room.
    for one in sorted(turns, key=lambda one: not _novices(others.get(one, ()), team)):
        chosen = list(held[one])
        present = others.get(one, ())

        def draw(who: str, report_id: str = one) -> tuple[int, float]:
            place = place_of(f"{report_id} {who}", seed=policy.seed, stage=EventKind.CODING, purpose=READER)
            return max(0, load[who] + 1 - room), place

        for who in sorted(team.keys() - {*chosen, *present}, key=draw):
            together = [*present, *chosen, who]
            if len(chosen) < needs[one] and not (len(together) > 1 and _novices(together, team)):
                chosen.append(who)
                load[who] += 1
        found[one] = chosen
    return found


def _holders(
    report_id: str,
    begun: Collection[tuple[str, str]],
    done: Collection[tuple[str, str]],
    team: Collection[str],
    barred: Collection[str],
) -> list[str]:
    """The people who have a task already: those who finished it, then those who began it and are still there."""
    finished = {who for report, who in done if report == report_id}
    working = {who for report, who in begun if report == report_id and who in team}
    return [who for who in [*sorted(finished), *sorted(working - finished)] if who not in barred]


def _novices(people: Sequence[str], team: Mapping[str, str]) -> bool:
    return bool(people) and all(team.get(who) == NOVICE for who in people)


def _appraisers(
    turns: Sequence[str],
    coders: Mapping[str, Sequence[str]],
    checkers: Mapping[str, Sequence[str]],
    work: Work,
    policy: CodingPolicy,
) -> dict[str, list[str]]:
    """Those who appraised already, then the people who read the report anyway, then anybody."""
    needs, found = policy.appraisers(), {}
    for one in turns:
        held = _holders(one, work.appraising, work.appraised, policy.team, ())
        readers = [who for who in (*coders[one], *checkers[one]) if who in policy.team]
        rest = sorted(
            policy.team,
            key=lambda who: place_of(f"{one} {who}", seed=policy.seed, stage=EventKind.APPRAISAL, purpose=READER),
        )
        for who in dict.fromkeys((*readers, *rest)):
            if len(held) < needs and who not in held and not (held and _novices([*held, who], policy.team)):
                held.append(who)
        found[one] = held
    return found


def _state(task: CodingTask, report_id: str, who: str, work: Work, coders: Iterable[str]) -> WorkState:
    begun, done = {
        CodingTask.CODE: (work.coding, work.coded),
        CodingTask.SECOND: (work.coding, work.coded),
        CodingTask.VERIFY: (work.checking, work.checked),
        CodingTask.APPRAISE: (work.appraising, work.appraised),
        CodingTask.SECOND_APPRAISAL: (work.appraising, work.appraised),
    }[task]
    if (report_id, who) in done:
        return WorkState.DONE
    if task == CodingTask.VERIFY and not any((report_id, one) in work.coding for one in coders):
        return WorkState.WAITS
    return WorkState.BEGUN if (report_id, who) in begun else WorkState.OPEN
