"""A simulated team that screens a review to its end, each person in her own way; and what it did, written down apart.

Five people screen: the lead and a reviewer who leaves in the notebook's desk, a reviewer in workbooks only, a novice in
Rayyan only, a novice in the notebook's desk. A sixth adjudicates. The ledger knows nothing of events or tables of
results: it is what people decided, as somebody with a pencil would have noted it.
"""

import csv
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from openpyxl import load_workbook

from identification.protocol import read_protocol
from identification.tables import read_rows
from screening.opening import open_desk
from tests.workflow.running import run_review
from workflow.asking import SCHEMA
from workflow.commands import main

LEAD, LEAVES, WORKBOOK, RAYYAN, NOVICE, ADJUDICATOR = "ak", "cd", "bm", "dn", "en", "zz"
PEOPLE = {LEAD: "lead", LEAVES: "reviewer", WORKBOOK: "reviewer", RAYYAN: "novice", NOVICE: "novice"}
NOVICES = {who for who, role in PEOPLE.items() if role == "novice"}
STAGES = ("title_abstract", "full_text")
ERRS = {"lead": 0.03, "reviewer": 0.05, "novice": 0.09}
UNSURE = 0.02
# What Rayyan's user calls the criteria, and how the import is told what she means.
CALLED = {"E1": "off topic", "E2": "no suicidality", "E3": "no norms", "E4": "something else"}
REASONS = "; ".join(f"{word}={criterion}" for criterion, word in CALLED.items())
DORA = "Dora Nov\u00e1k"


@dataclass(frozen=True)
class Said:
    """One decision as it was noted: a primary reason and further ones only where it excludes."""

    decision: str
    reason: str = ""
    further: tuple[str, ...] = ()


@dataclass
class Ledger:
    """Who said what of which record first, in the order of decisions, and how conflicts were settled."""

    said: dict[str, dict[str, dict[str, Said]]] = field(default_factory=lambda: {stage: {} for stage in STAGES})
    settled: dict[str, dict[str, Said]] = field(default_factory=lambda: {stage: {} for stage in STAGES})

    def note(self, stage: str, group: str, who: str, said: Said) -> None:
        """One decision; a second one of the same person on the same record would be a fault of the simulation."""
        assert who not in self.said[stage].get(group, {}), (stage, group, who)
        self.said[stage].setdefault(group, {})[who] = said


@dataclass
class Team:
    """The people, what belongs in the review by the people who really screened it, and what has been decided."""

    review: Path
    truth: Mapping[str, Mapping[str, Said]]
    ledger: Ledger = field(default_factory=Ledger)
    left: bool = False

    def says(self, who: str, stage: str, group: str) -> Said:
        """What a person says of a record: as a rule the truth, at times the contrary, at times that she is not sure."""
        dice = random.Random(f"{who} {stage} {group}")
        truth = self.truth[stage].get(group, Said("exclude", "E1" if stage == "title_abstract" else "E4"))
        if dice.random() < UNSURE:
            return Said("maybe")
        if (truth.decision == "include") == (dice.random() >= ERRS[PEOPLE[who]]):
            return Said("include")
        reason = truth.reason or "E4"
        reason = reason if dice.random() < 0.8 else dice.choice(sorted(CALLED))
        others = sorted(CALLED.keys() - {reason})
        further = (dice.choice(others),) if who in (WORKBOOK, RAYYAN) and dice.random() < 0.1 else ()
        return Said("exclude", reason, further)

    def screen(self) -> int:
        """Turns until nothing is assigned and nothing disputed: each reads what is hers, one leaves after the first."""
        for turn in range(1, 30):
            self.count()
            waiting = read_rows(self.review / "results/screening/assignments.csv")
            disputed = read_rows(self.review / "results/screening/conflicts.csv")
            if not waiting and not disputed:
                return turn
            for stage in STAGES:
                for who, way in WAYS.items():
                    hers = [row["group_id"] for row in waiting if (row["reviewer"], row["stage"]) == (who, stage)]
                    if hers:
                        way(self, who, stage, len(hers) // 2 if turn == 1 and len(hers) > 1 else len(hers))
            if turn == 1:
                self.leave(LEAVES)
            for row in disputed:
                self.settle(row["stage"], row["group_id"])
        raise AssertionError("the team never came to an end")

    def count(self) -> None:
        """A run of the workflow as far as the tables of screening."""
        done = run_review(self.review, "results/screening/assignments.csv", "results/screening/conflicts.csv")
        assert done.code == 0, done.said[-3000:]

    def leave(self, who: str) -> None:
        """Somebody leaves the team."""
        path = self.review / "config/config.yaml"
        config = yaml.safe_load(path.read_text(encoding="utf-8"))
        next(one for one in config["reviewers"] if one["id"] == who)["left"] = "2022-03-31"
        path.write_text(yaml.safe_dump(config, sort_keys=False, allow_unicode=True), encoding="utf-8")
        self.left = True

    def settle(self, stage: str, group: str) -> None:
        """The adjudicator decides as those who really screened the review did."""
        truth = self.truth[stage].get(group, Said("exclude", "E1" if stage == "title_abstract" else "E4"))
        said = truth if truth.decision == "include" else Said("exclude", truth.reason or "E4")
        words = [f"STAGE={stage}", f"SUBJECT={group}", f"DECISION={said.decision}", f"WHO={ADJUDICATOR}"]
        reason = [f"REASON={said.reason}"] * bool(said.reason)
        assert main(["event", f"REVIEW={self.review}", "KIND=adjudication", *words, *reason]) == 0
        self.ledger.settled[stage][group] = said


def at_the_desk(team: Team, who: str, stage: str, count: int) -> None:
    """The notebook's desk at titles and abstracts; full texts are decided by the command."""
    if stage == "title_abstract":
        desk = open_desk(team.review, who, read_protocol(team.review / "config/config.yaml", SCHEMA))
        for _ in range(count):
            assert desk.current
            group = desk.current.group_id
            said = team.says(who, stage, group)
            desk.decide(said.decision, said.reason)
            team.ledger.note(stage, group, who, said)
        return
    rows = read_rows(team.review / "results/screening/assignments.csv")
    hers = [row["group_id"] for row in rows if (row["reviewer"], row["stage"]) == (who, stage)]
    for group in hers[:count]:
        said = team.says(who, stage, group)
        words = [f"SUBJECT={group}", f"DECISION={said.decision}", f"WHO={who}"]
        reason = [f"REASON={said.reason}"] * bool(said.reason)
        assert main(["event", f"REVIEW={team.review}", f"KIND={stage}", *words, *reason]) == 0
        team.ledger.note(stage, group, who, said)


def in_workbooks(team: Team, who: str, stage: str, count: int) -> None:
    """A workbook out, filled in by its headings, and back."""
    folder = team.review / "review/batches"
    before = set(folder.glob("*.xlsx"))
    words = [f"REVIEW={team.review}", f"REVIEWER={who}", f"STAGE={stage}", f"N={count}"]
    assert main(["batch", *words]) == 0
    for path in sorted(set(folder.glob("*.xlsx")) - before):
        book = load_workbook(path)
        sheet = book["Records"]
        columns = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            group = sheet.cell(row, columns["record id"]).value
            if not group:
                continue
            said = team.says(who, stage, group)
            sheet.cell(row, columns["decision"]).value = said.decision
            sheet.cell(row, columns["reason"]).value = said.reason or None
            sheet.cell(row, columns["further reasons"]).value = ", ".join(said.further) or None
            team.ledger.note(stage, group, who, said)
        book.save(path)
    assert main(["collect", f"REVIEW={team.review}"]) == 0


def in_rayyan(team: Team, who: str, stage: str, count: int) -> None:
    """Her records go to Rayyan; what it exports then has its own keys and notes, and is told what its words mean."""
    folder = team.review.parent / "rayyan"
    folder.mkdir(exist_ok=True)
    number = len(list(folder.iterdir()))
    sent, back = folder / f"{number} sent.csv", folder / f"{number} articles.csv"
    words = [f"REVIEW={team.review}", f"STAGE={stage}", f"REVIEWER={who}", "FORMAT=rayyan", f"FILE={sent}"]
    assert main(["export", *words]) == 0
    with sent.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:count]
    for place, row in enumerate(rows, start=1):
        group = row["notes"].removeprefix("record_id: ")
        said = team.says(who, stage, group)
        word = {"include": "Included", "exclude": "Excluded", "maybe": "Maybe"}[said.decision]
        reasons = [CALLED[one] for one in (said.reason, *said.further) if one]
        told = f'RAYYAN-INCLUSION: {{"{DORA}"=>"{word}"}}'
        told += f" | RAYYAN-EXCLUSION-REASONS: {','.join(reasons)}" if reasons else ""
        row |= {"key": f"rayyan-{1000 * number + place}", "notes": f"{row['notes']} | {told}"}
        team.ledger.note(stage, group, who, said)
    with back.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    mapped = [f"NAMES={DORA}={who}", f"REASONS={REASONS}"]
    assert main(["decisions", f"REVIEW={team.review}", f"STAGE={stage}", f"FILE={back}", *mapped]) == 0


WAYS: Mapping[str, Callable[[Team, str, str, int], None]] = {
    LEAD: at_the_desk,
    LEAVES: at_the_desk,
    WORKBOOK: in_workbooks,
    RAYYAN: in_rayyan,
    NOVICE: at_the_desk,
}
