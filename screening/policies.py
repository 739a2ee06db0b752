"""How many people have to decide on a record? The policies of screening, and the draws that they rest on.

A draw follows from a hash of seed, stage, purpose and record: it knows nothing of ranks, so that a random share is one,
and a later search changes no earlier draw. A group of duplicates is drawn by the name of its first member ever seen.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from identification.people import roles_of
from identification.records import Record, SourceCount
from identification.vocabulary import Batch, PolicyName

SHARE, AUDIT, PILOT = "share", "audit", "pilot"
ADJUDICATOR = "adjudicator"


@dataclass(frozen=True)
class Policy:
    """The policy of one screening stage, as the protocol states it.

    `team` are the people whose decisions are awaited on pilot records: everybody but adjudicators, who may have to
    settle them, and people who left.
    """

    name: PolicyName = PolicyName.SINGLE
    stage: str = ""
    seed: int = 0
    share: float = 1.0
    check_share: float = 1.0
    pilot: int = 0
    statistic: str = ""
    at_least: float = 0.0
    team: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """A policy, and the records of its pilot."""

    policy: Policy
    pilots: frozenset[str] = frozenset()

    def batch(self, group_id: str) -> Batch:
        """The draw that a record is in; the pilot comes before all others, since everybody reads it in training."""
        if group_id in self.pilots:
            return Batch.PILOT
        if self.in_share(group_id):
            return Batch.SHARE
        return Batch.AUDIT if self.is_checked(group_id) else Batch.REST

    def in_share(self, group_id: str) -> bool:
        """Whether the record is in the random share that two people screen."""
        return self.policy.name == PolicyName.DUAL_SHARE and self._drawn(group_id, SHARE, self.policy.share)

    def is_checked(self, group_id: str) -> bool:
        """Whether a second person reads the record when the first excludes it."""
        return self.policy.name == PolicyName.CHECKED_EXCLUSIONS and self._drawn(
            group_id, AUDIT, self.policy.check_share
        )

    def still_needed(self, group_id: str, decided: Collection[str], *, excluded: bool) -> int:
        """How many more people have to decide on a record that these people `decided`, and one of them excluded."""
        twice = self.policy.name == PolicyName.DUAL or self.in_share(group_id)
        missing = (2 if twice or (excluded and self.is_checked(group_id)) else 1) - len(decided)
        awaited = set(self.policy.team) - set(decided) if group_id in self.pilots else ()
        return max(0, missing, len(awaited))

    def _drawn(self, group_id: str, purpose: str, share: float) -> bool:
        return place_of(group_id, seed=self.policy.seed, stage=self.policy.stage, purpose=purpose) < share


def place_of(group_id: str, *, seed: int, stage: str, purpose: str) -> float:
    """A number from 0 to 1, as good as random, that a record keeps: below the share it is drawn.

    A larger share so draws everything that a smaller one drew.

    >>> places = [place_of(f"R{n}", seed=1, stage="full_text", purpose="share") for n in range(1000)]
    >>> sum(place < 0.2 for place in places)
    201
    """
    digest = hashlib.sha256("\0".join((str(seed), stage, purpose, group_id)).encode()).digest()
    return int.from_bytes(digest[:6]) / 256**6


def plan_screening(
    policy: Policy,
    candidates: Iterable[str],
    first_seen: Mapping[str, str] | None = None,
    readers: Mapping[str, int] | None = None,
) -> Plan:
    """The plan of a stage for its records: which of them everybody screens first.

    The pilot is drawn from what the first search brought, that of the earliest date with which there are enough
    records, so that no later search puts other records into a pilot that people have read. At full text candidates
    arrive while people screen: what more people read than the policy asks for, by the counts in `readers`, was in the
    pilot and keeps its place.
    """
    if not policy.pilot:
        return Plan(policy)
    dates, read, usual = first_seen or {}, readers or {}, Plan(policy)
    listed = sorted(candidates, key=lambda group: (dates.get(group, ""), group))
    last = dates.get(listed[: policy.pilot][-1], "") if listed else ""
    kept = {group for group in listed if read.get(group, 0) > usual.still_needed(group, (), excluded=True)}
    pool = [group for group in listed if dates.get(group, "") <= last or group in kept]

    def turn(group: str) -> tuple[bool, float]:
        return group not in kept, place_of(group, seed=policy.seed, stage=policy.stage, purpose=PILOT)

    return Plan(policy, frozenset(sorted(pool, key=turn)[: policy.pilot]))


def dates_first_seen(records: Iterable[Record], sources: Iterable[SourceCount]) -> dict[str, str]:
    """The date of the search that first brought each record; a group has that of the record it is named after."""
    date_of = {one.file: one.date for one in sources}
    return {record.record_id: date_of.get(record.source_ref.rpartition(", record ")[0], "") for record in records}


def policy_settings(protocol: Mapping[str, Any], stage: str) -> dict[str, Any]:
    """What `Policy` takes, from a checked config."""
    stated = protocol["screening"][stage]
    return {
        "name": stated["policy"],
        "stage": stage,
        "seed": protocol["seed"],
        "share": stated["share"],
        "check_share": stated["check_share"],
        "pilot": stated["pilot"],
        "statistic": stated["agreement"]["statistic"],
        "at_least": stated["agreement"]["at_least"],
        "team": tuple(screeners(protocol)),
    }


def screeners(protocol: Mapping[str, Any]) -> dict[str, str]:
    """The people who screen, each with the role: neither adjudicators nor people who left."""
    return roles_of([one for one in protocol["reviewers"] if one["role"] != ADJUDICATOR and not one.get("left")])
