"""A simulated team screens the real review to its end under every policy; every number of its log is counted by hand.

The hand count starts from what people decided (`a_team.Ledger`) and from the formulas of docs/method.md, written here
anew: it calls nothing that counts in the project.
"""

import hashlib
import json
import math
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from identification.tables import read_rows
from tests.workflow.a_team import ADJUDICATOR, LEAVES, NOVICES, PEOPLE, STAGES, Ledger, Said, Team
from tests.workflow.running import run_review
from workflow.real import replay

SEED = 2022
POLICIES: dict[str, dict[str, Any]] = {
    "single": {"policy": "single"},
    "dual": {"policy": "dual"},
    "dual_share": {
        "policy": "dual_share",
        "share": 0.25,
        "agreement": {"statistic": "ac1", "at_least": 0.6},
    },
    "checked_exclusions": {"policy": "checked_exclusions", "check_share": 0.4},
    "pilot": {"policy": "dual_share", "share": 0.2, "pilot": 24, "agreement": {"statistic": "raw", "at_least": 0.6}},
}


@pytest.fixture
def team(data_folder: Path, tmp_path: Path) -> Team:
    """The real review before anybody screened it, a team of five, and what those who really did decided."""
    review = tmp_path / "the real review"
    replay.build(data_folder, review)
    truth: dict[str, dict[str, Said]] = {stage: {} for stage in STAGES}
    done = run_review(review, "results/identification/membership.csv")
    assert done.code == 0, done.said[-3000:]
    group_of = {
        row["record_id"]: row["group_id"] for row in read_rows(review / "results/identification/membership.csv")
    }
    for stage in STAGES:
        for path in (review / "review/events" / stage).glob("*.jsonl"):
            for line in path.read_text(encoding="utf-8").splitlines():
                event = yaml.safe_load(line)
                truth[stage][group_of[event["subject_id"]]] = Said(event["decision"], event.get("reason", ""))
            path.unlink()
    for path in (review / "review/imports").iterdir():
        path.unlink()
    return Team(review, truth)


def state(team: Team, policy: dict[str, Any]) -> None:
    path = team.review / "config/config.yaml"
    config = yaml.safe_load(path.read_text(encoding="utf-8"))
    config["reviewers"] = [{"id": who, "name": f"Person {who}", "role": role} for who, role in PEOPLE.items()]
    config["reviewers"].append({"id": ADJUDICATOR, "name": "Somebody else", "role": "adjudicator"})
    config["screening"] = {stage: dict(policy) for stage in STAGES}
    path.write_text(yaml.safe_dump(config, sort_keys=False, allow_unicode=True), encoding="utf-8")


@pytest.mark.long
@pytest.mark.parametrize("name", POLICIES)
def test_a_team_of_five_screens_the_real_review_and_every_number_is_that_of_a_count_by_hand(
    name: str, team: Team
) -> None:
    policy = POLICIES[name]
    state(team, policy)

    team.screen()
    done = run_review(team.review)

    assert done.code == 0, done.said[-3000:]
    screening = team.review / "results/screening"
    assert read_rows(screening / "unmatched.csv") == []
    assert read_rows(team.review / "results/reporting/set_aside.csv") == []
    unique = {row["group_id"] for row in read_rows(team.review / "results/identification/unique.csv")}
    looked_at = unique
    log = screening_log(team.review)
    for stage in STAGES:
        hand = Hand(team.ledger, stage, policy, sorted(looked_at))
        rows = {row["group_id"]: row for row in read_rows(screening / f"{stage}.csv")}
        assert rows.keys() == looked_at
        check_records(hand, rows)
        check_readers(hand)
        check_agreement(hand, screening)
        check_criteria(hand, screening)
        check_policy(hand, screening)
        check_log(hand, screening, log)
        looked_at = {group for group in looked_at if hand.outcome(group) == "included"}
    check_flow(team, unique)


class Hand:
    """The ledger of one stage, as a person with a pencil reads it."""

    def __init__(self, ledger: Ledger, stage: str, policy: dict[str, Any], groups: list[str]) -> None:
        self.stage, self.policy, self.groups = stage, policy, groups
        self.said = {group: ledger.said[stage].get(group, {}) for group in groups}
        self.settled = ledger.settled[stage]
        in_turn = sorted(groups, key=lambda group: (not self.over_read(group), place(group, stage, "pilot")))
        self.pilot = set(in_turn[: policy.get("pilot", 0)])
        assert set(ledger.said[stage]) | set(self.settled) <= set(groups)

    def over_read(self, group: str) -> bool:
        twice = self.policy["policy"] == "dual" or self.in_share(group) or self.audited(group)
        return len(self.said[group]) > 1 + twice

    def people(self, group: str, decision: str) -> list[str]:
        return sorted(who for who, said in self.said[group].items() if said.decision == decision)

    def outcome(self, group: str) -> str:
        decisions = {said.decision for said in self.said[group].values()}
        if len(decisions) > 1 or decisions == {"maybe"} or group in self.settled:
            return f"{self.settled[group].decision}d"
        return f"{decisions.pop()}d"

    def drawn(self, group: str, purpose: str, share: float) -> bool:
        return place(group, self.stage, purpose) < share

    def in_share(self, group: str) -> bool:
        return self.policy["policy"] == "dual_share" and self.drawn(group, "share", self.policy["share"])

    def audited(self, group: str) -> bool:
        return self.policy["policy"] == "checked_exclusions" and self.drawn(group, "audit", self.policy["check_share"])

    def batch(self, group: str) -> str:
        if group in self.pilot:
            return "pilot"
        return "share" if self.in_share(group) else "audit" if self.audited(group) else "rest"

    def answers(self, group: str) -> dict[str, bool]:
        return {who: one.decision == "include" for who, one in self.said[group].items() if one.decision != "maybe"}


def place(group: str, stage: str, purpose: str) -> float:
    """docs/method.md: the first six bytes of SHA-256 over seed, stage, purpose and record, as a share."""
    text = "\0".join((str(SEED), stage, purpose, group))
    return int(hashlib.sha256(text.encode()).hexdigest()[:12], 16) / 2**48


def check_records(hand: Hand, rows: dict[str, dict[str, str]]) -> None:
    """Every row: who said what and why, where it stands, who settled it."""
    for group, row in rows.items():
        for decision in ("include", "exclude", "maybe"):
            assert json.loads(row[decision]) == hand.people(group, decision), row
        assert row["outcome"] == hand.outcome(group)
        assert row["adjudicated_by"] == (ADJUDICATOR if group in hand.settled else "")
        assert int(row["needs"]) == 0
        assert row["batch"] == hand.batch(group)
        excluding = [hand.said[group][who] for who in hand.people(group, "exclude")]
        assert json.loads(row["reasons"]) == [one.reason for one in excluding]
        if row["outcome"] == "excluded":
            settled = hand.settled.get(group, Said("", "")).reason
            assert row["reason"] == (settled or excluding[0].reason)


def check_readers(hand: Hand) -> None:
    """As many people read each record as the policy asks for, and no two novices by themselves."""
    for group, said in hand.said.items():
        twice = hand.policy["policy"] == "dual" or hand.in_share(group)
        checked = hand.audited(group) and "exclude" in [one.decision for one in said.values()]
        if group in hand.pilot:
            assert said.keys() >= PEOPLE.keys() - {LEAVES}
        else:
            assert len(said) == (2 if twice or checked else 1), (group, said)
        assert len(said) == 1 or not said.keys() <= NOVICES


def statistics(pairs: list[tuple[bool, bool]]) -> dict[str, float | None]:
    """The usual statistics of two raters by their definitions; None is 0/0."""
    n = len(pairs)
    both, neither = pairs.count((True, True)), pairs.count((False, False))
    of_a, of_b = sum(a for a, _ in pairs), sum(b for _, b in pairs)
    raw = (both + neither) / n
    by_kappa = (of_a * of_b + (n - of_a) * (n - of_b)) / n**2
    mean = (of_a + of_b) / (2 * n)
    by_gwet = 2 * mean * (1 - mean)
    low, high = wilson(both + neither, n)
    return {
        "n": n,
        "both_include": both,
        "both_exclude": neither,
        "only_a": pairs.count((True, False)),
        "only_b": pairs.count((False, True)),
        "raw": raw,
        "raw_low": low,
        "raw_high": high,
        "kappa": None if by_kappa == 1 else (raw - by_kappa) / (1 - by_kappa),
        "pabak": 2 * raw - 1,
        "ac1": (raw - by_gwet) / (1 - by_gwet),
        "positive": 2 * both / (of_a + of_b) if of_a + of_b else None,
        "negative": 2 * neither / (2 * n - of_a - of_b) if 2 * n - of_a - of_b else None,
        "prevalence": mean,
    }


def wilson(part: int, n: int) -> tuple[float, float]:
    z = 1.959963984540054
    share, wide = part / n, z**2 / n
    middle = (share + wide / 2) / (1 + wide)
    half = z * math.sqrt(share * (1 - share) / n + wide / (4 * n)) / (1 + wide)
    return middle - half, middle + half


def check_agreement(hand: Hand, screening: Path) -> None:
    """Every pair, all pairs together, alpha, and drift, in all records and in each batch."""
    rows = [row for row in read_rows(screening / "agreement.csv") if row["stage"] == hand.stage]
    batches = {"all": hand.groups}
    batch_of = {row["group_id"]: row["batch"] for row in read_rows(screening / f"{hand.stage}.csv")}
    if len(set(batch_of.values())) > 1:
        batches |= {name: [group for group in hand.groups if batch_of[group] == name] for name in batch_of.values()}
    expected: dict[tuple[str, str, str], list[tuple[bool, bool]]] = {}
    for batch, groups in batches.items():
        for a, b in combinations(sorted(PEOPLE), 2):
            answers = [hand.answers(group) for group in groups]
            expected[batch, a, b] = [(one[a], one[b]) for one in answers if one.keys() >= {a, b}]
        expected[batch, "any two", "any two"] = [pair for group in groups for pair in any_two(hand, group)]
    listed = {(row["batch"], row["reviewer_a"], row["reviewer_b"]): row for row in rows}
    assert {key for key, row in listed.items() if int(row["n"])} == {key for key, pairs in expected.items() if pairs}
    for key, row in listed.items():
        for name, value in statistics(expected[key]).items() if expected[key] else ():
            assert number(row[name]) == (value if value is None else pytest.approx(value, abs=1e-5)), (key, name)
    check_alpha(hand, screening, batches)
    blocks = [row for row in read_rows(screening / "drift.csv") if row["stage"] == hand.stage]
    pairs = expected["all", "any two", "any two"]
    assert sum(int(row["n"]) for row in blocks) == len(pairs)
    agreed = sum(float(row["raw"]) * int(row["n"]) for row in blocks)
    assert agreed == pytest.approx(sum(a == b for a, b in pairs), abs=1e-3)


def any_two(hand: Hand, group: str) -> list[tuple[bool, bool]]:
    answers = hand.answers(group)
    drawn = sorted(answers, key=lambda who: place(f"{group} {who}", hand.stage, "pair"))[:2]
    return [(answers[min(drawn)], answers[max(drawn)])] if len(drawn) == 2 else []


def check_alpha(hand: Hand, screening: Path, batches: dict[str, list[str]]) -> None:
    """Krippendorff's alpha from the coincidences of values inside records."""
    for row in read_rows(screening / "joint_agreement.csv"):
        if row["stage"] == hand.stage:
            units = [list(hand.answers(group).values()) for group in batches[row["batch"]]]
            several = [unit for unit in units if len(unit) > 1]
            assert int(row["n"]) == len(several)
            assert int(row["decisions"]) == sum(map(len, several))
            assert int(row["decided_once"]) == sum(len(unit) == 1 for unit in units)
            if several:
                values = Counter(value for unit in several for value in unit)
                apart = sum(sum(a != b for a, b in combinations(unit, 2)) * 2 / (len(unit) - 1) for unit in several)
                by_chance = 2 * values[True] * values[False] / (values.total() - 1)
                alpha = None if not by_chance else 1 - apart / by_chance
                assert number(row["alpha"]) == (alpha if alpha is None else pytest.approx(alpha, abs=1e-5))


def check_criteria(hand: Hand, screening: Path) -> None:
    """On which criteria people differ: each record in the first column that fits."""
    shared = [list(said.values()) for said in hand.said.values() if len(said) > 1]
    for row in read_rows(screening / "criteria_disagreement.csv"):
        if row["stage"] == hand.stage:
            counted: Counter[str] = Counter()
            for said in shared:
                others = [one for one in said if row["criterion"] not in (one.reason, *one.further)]
                if len(others) < len(said):
                    words = {one.decision for one in others}
                    counted[
                        "other_included"
                        if "include" in words
                        else "other_unsure"
                        if "maybe" in words
                        else "other_reason"
                        if others
                        else "agreed"
                    ] += 1
            names = ("other_included", "other_unsure", "other_reason", "other_gave_none", "agreed")
            assert {name: int(row[name]) for name in names} == {name: counted[name] for name in names}
            assert (int(row["records"]), int(row["named"])) == (len(shared), counted.total())


def counted_policy(hand: Hand) -> dict[str, int]:
    several = {group for group, said in hand.said.items() if len(said) > 1}
    share = [group for group in hand.groups if hand.in_share(group)]
    excluded = [group for group in hand.groups if hand.people(group, "exclude")]
    to_check = [group for group in excluded if hand.audited(group)]
    checked = [group for group in to_check if group in several]
    disputed = [group for group in checked if hand.people(group, "include") or hand.people(group, "maybe")]
    return {
        "records": len(hand.groups),
        "decided": len(hand.groups),
        "twice": len(several),
        "pilot_records": len(hand.pilot),
        "pilot_awaiting": 0,
        "share_records": len(share),
        "share_twice": sum(group in several for group in share),
        "exclusions": len(excluded),
        "to_check": len(to_check),
        "checked": len(checked),
        "disputed": len(disputed),
        "overturned": sum(hand.outcome(group) == "included" for group in disputed),
    }


def check_policy(hand: Hand, screening: Path) -> None:
    """What the policy's row says, the agreement on the share included."""
    row = next(row for row in read_rows(screening / "policies.csv") if row["stage"] == hand.stage)
    assert {name: int(row[name]) for name in counted_policy(hand)} == counted_policy(hand)
    share = [group for group in hand.groups if hand.in_share(group) and group not in hand.pilot]
    pairs = [pair for group in share for pair in any_two(hand, group)]
    assert int(row["compared"]) == len(pairs)
    if pairs:
        assert float(row["value"]) == pytest.approx(statistics(pairs)[row["statistic"]], abs=1e-5)
    if hand.stage == "title_abstract":
        assert row["waits_for"] == "", "the share asked for more, so the simulation did not reach the end"


def screening_log(review: Path) -> dict[str, dict[str, Any]]:
    """The sheet of the workbook that people receive, by stage."""
    book = load_workbook(review / "results/reporting/evidence_tables.xlsx")
    rows = [[cell.value for cell in row] for row in book["Screening log"].iter_rows()]
    header = next(number for number, row in enumerate(rows) if row[0] == "Stage")
    return {row[0]: dict(zip(rows[header], row, strict=True)) for row in rows[header + 1 :] if row[0]}


def check_log(hand: Hand, screening: Path, log: dict[str, dict[str, Any]]) -> None:
    """The boxes of the stage, in the table and in the workbook."""
    outcomes = Counter(hand.outcome(group) for group in hand.groups)
    row = next(row for row in read_rows(screening / "progress.csv") if row["stage"] == hand.stage)
    boxes = {"records": len(hand.groups), "included": outcomes["included"], "excluded": outcomes["excluded"]}
    assert {name: int(row[name]) for name in boxes} == boxes
    assert [int(row[name]) for name in ("conflicts", "awaiting", "not_screened")] == [0, 0, 0]
    printed, policy = (
        log[hand.stage.replace("title_abstract", "title and abstract").replace("_", " ")],
        counted_policy(hand),
    )
    assert [printed[name] for name in ("Records", "Included", "Excluded")] == list(boxes.values())
    assert [printed[name] for name in ("Conflicts", "Awaiting", "Not screened")] == [0, 0, 0]
    assert [
        printed[name]
        for name in (
            *("Read by two or more", "In the pilot", "In the random share", "Exclusions", "Drawn for a check"),
            *("Checked", "Not excluded by the check", "Included after it"),
        )
    ] == [
        policy[name]
        for name in (
            *("twice", "pilot_records", "share_records", "exclusions", "to_check", "checked"),
            *("disputed", "overturned"),
        )
    ]


def check_flow(team: Team, unique: set[str]) -> None:
    """The boxes of the flow that screening fills."""
    boxes = {row["box"]: row["count"] for row in read_rows(team.review / "results/reporting/flow.csv")}
    first = Hand(team.ledger, "title_abstract", {"policy": "single"}, sorted(unique))
    outcomes = Counter(first.outcome(group) for group in unique)
    assert int(boxes["databases.screened"]) == len(unique)
    assert int(boxes["databases.excluded"]) == outcomes["excluded"]
    assert int(boxes["databases.sought"]) == outcomes["included"]


def number(text: str) -> float | None:
    return float(text) if text else None
