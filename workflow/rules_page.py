"""The page that shows the rules for duplicates, each with pairs that it is for and pairs that it refuses."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from identification.comparable import comparable
from identification.comparison import compare
from identification.conditions import unmet
from identification.records import Record
from identification.rules import RULES, Rule

GOLDEN = Path(__file__).resolve().parent.parent / "tests/golden/pairs.json"
HEAD = """\
# Rules for duplicates

Two records that have something in common are tried against these rules from top to bottom, and the first that fires
decides: it fires where everything under *when* holds and nothing under *unless*. "Same" merges two records, "linked"
keeps two that belong together, "different" keeps them apart, "ask" waits for a person. "Place" is volume and first
page. What is missing on one side neither agrees nor contradicts. What each condition measures, and its thresholds,
stand in [method.md](method.md#duplicates).

Below each rule are synthetic pairs that it decides (+) and pairs that it refuses for one condition alone (-). They are
the test cases of tests/golden/pairs.json. This page is made by `python3 launch.py docs`.
"""


@dataclass(frozen=True)
class Shown:
    """A rule with the notes of the pairs that it decides, and of those that fail one condition, with that condition."""

    rule: Rule
    decides: tuple[str, ...]
    refuses: tuple[tuple[str, str], ...]


def rules_page() -> str:
    """Every rule in its order, with its reason, its conditions and its cases."""
    cases = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return HEAD + "".join(_section(place, shown) for place, shown in enumerate(shown_rules(cases), start=1))


def shown_rules(cases: Sequence[Mapping[str, Any]]) -> list[Shown]:
    """Each rule with its cases: pairs with a note, as tests/golden/pairs.json has them."""
    decided: dict[str, list[str]] = {rule.name: [] for rule in RULES}
    refused: dict[str, list[tuple[str, str]]] = {rule.name: [] for rule in RULES}
    for case in cases:
        undecided = True
        for rule, missed in _tried(case):
            if len(missed) == 1:
                refused[rule.name].append((case["note"], missed[0]))
            if undecided and not missed:
                decided[rule.name].append(case["note"])
                undecided = False
    return [Shown(rule, tuple(decided[rule.name]), tuple(refused[rule.name])) for rule in RULES]


def _tried(case: Mapping[str, Any]) -> Iterable[tuple[Rule, list[str]]]:
    """Each rule with the conditions that the pair of a case does not meet."""
    frame = comparable(Record(name, "golden", name, **case[name]) for name in ("a", "b"))
    compared = compare(frame, np.array([[0, 1]]), every=True)
    for rule in RULES:
        failed = unmet(rule, compared)[:, 0]
        words = [NOT + name for name in rule.when] + list(rule.unless)
        yield rule, [word for word, fails in zip(words, failed, strict=True) if fails]


def _section(place: int, shown: Shown) -> str:
    rule = shown.rule
    link = f" ({rule.link})" if rule.link else ""
    lines = [f"\n## {place}. {rule.name}: {rule.verdict}{link}\n", rule.reason, f"\n- when: {'; '.join(rule.when)}"]
    lines += [f"- unless: {'; '.join(rule.unless)}"] if rule.unless else []
    lines += ["", *(f"- (+) {note}" for note in shown.decides[:CASES_SHOWN])]
    near = [one for one in shown.refuses if one[1] != NOT + rule.when[0]] or shown.refuses
    told = sorted(near, key=lambda one: one[1].startswith(NOT))
    lines += [f"- (-) {note} [{missed}]" for note, missed in told[:CASES_SHOWN]]
    return "\n".join(lines) + "\n"


CASES_SHOWN = 3
NOT = "not: "
