"""How much does each stopping rule spare, how often does it miss 95 % recall, and in which worlds does it fail?

    python benchmarks/stopping.py SET.csv... --questions questions.yaml [--shuffles 5] [--draws 10] [--runs 10000]
        [--only RULE...] [--no-worlds] [--no-sets] [--json FILE]

A set has the columns title, abstract and label_included (1 or 0); questions.yaml names each set's review question by
the name of its file. Each set is shuffled, and read cold by the ranking of this project. All rules read the same
orders, and look after each hundredth of the records. Rules that draw at random do so `--draws` times for each order;
what a rule learned from its draws does not train the ranking here.

The peer is the rule of Callaghan and Mueller-Hansen 2020 (hypergeometric), as their package buscarpy computes it. In
the simulated worlds it looks at fewer stretches (benchmarks.stopping_rules.WINDOWS), which favours its validity. Ideas
that were not kept are simulated less often (SHARE_OF_RUNS).
"""

import argparse
import json
import random
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.ranking import keep_order, kept_order, ours, sets_among
from benchmarks.stopping_rules import CONFIDENCE, RULES, TARGET, Labels, Stop, apply, quick_windows
from benchmarks.stopping_worlds import WORLDS, screening
from screening.simulation import read_labelled
from screening.simulation import replay as ranked

ORDER = "the ranking of screening.relevance, cold"
DRAWS = ("guaranteed", "rapid", "draws by score", "early audit")
# How many runs of a simulated world a rule gets, as a share of --runs.
SHARE_OF_RUNS = {"every read counts": 50}
SHARE_OF_RUNS |= {"draws by score": 100, "early audit": 50, "oracle": 20}
PEER = "hypergeometric"
MANY_RECORDS, FEW_INCLUDES = 1500, 20
# At 95 % recall one include may be missed from 20 on, three from 57 on: from there rapid goes by draws.
SIZES = ((8, 19), (20, 56), (57, 400))
BOOTSTRAPS = 10_000
Row = dict[str, Any]


def replay(path: Path, question: str, seed: int) -> Labels:
    """The labels of a set in the order in which its ranking reads them; benchmarks/ranking.py keeps them too."""
    kept = kept_order(path, question, seed)
    if not kept.exists():
        records = read_labelled(path)
        random.Random(seed).shuffle(records)
        labels = [record.included for record in records]
        keep_order(path, question, seed, ranked(labels, ours(records, question), to_the_end=False).found)
    return np.asarray(np.load(kept), dtype=np.int64)


def measure(path: Path, question: str, shuffles: int, draws: int, rules: Sequence[str]) -> Iterable[Row]:
    """A row for every rule, order and draw of one set."""
    for seed in range(1, shuffles + 1):
        labels = replay(path, question, seed)
        for rule in rules:
            for draw in range(draws if rule in DRAWS else 1):
                stop = apply(RULES[rule], labels, np.random.default_rng([seed, draw]))
                yield _row(rule, path.stem, ORDER, seed, draw, len(labels), int(labels.sum()), stop)


def simulate(runs: int, rules: Sequence[str], seed: int = 7) -> Iterable[Row]:
    """A row for every rule and world: how often the target was missed, with its Monte Carlo error."""
    for world, drawn in WORLDS.items():
        for rule in rules:
            rng, share = np.random.default_rng(seed), SHARE_OF_RUNS.get(rule, 1)
            quick = {PEER: quick_windows(0.95), f"{PEER} 97.5 %": quick_windows(0.975)}.get(rule, RULES[rule])
            orders = [screening(drawn, rng) for _ in range(max(1, runs // share))]
            stops = [apply(quick, order, rng) for order in orders]
            below, saved = np.mean([one.below for one in stops]), np.mean([one.saved for one in stops])
            error = float(np.sqrt(max(below * (1 - below), 1 / len(stops)) / len(stops)))
            row = {"rule": rule, "set": f"simulated: {world}", "order": world, "target": TARGET}
            row |= {
                "confidence": CONFIDENCE,
                "runs": len(stops),
                "recall": round(float(np.mean([s.recall for s in stops])), 4),
            }
            sizes = np.asarray([order.sum() for order in orders])
            missed = np.asarray([one.below for one in stops])
            parts = {f"below, {low} to {high} includes": (sizes >= low) & (sizes <= high) for low, high in SIZES}
            row |= {name: round(float(missed[part].mean()), 4) for name, part in parts.items() if part.any()}
            yield row | {
                "saved": round(float(saved), 4),
                "below_target": round(float(below), 4),
                "error": round(error, 4),
            }


def summary(rows: Sequence[Row], names: Sequence[str]) -> list[Row]:
    """Means over sets, each set counting once: saved with a bootstrap interval over sets, against the peer, below."""
    chosen = [name for name in names if any(row["set"] == name for row in rows)]
    rules = list(dict.fromkeys(row["rule"] for row in rows))
    saved = {rule: np.array([_mean(rows, rule, name, "saved") for name in chosen]) for rule in rules}
    found = []
    again = np.random.default_rng(0).integers(0, len(chosen), (BOOTSTRAPS, len(chosen))) if chosen else np.empty((0, 0))
    for rule in rules if chosen else ():
        below = np.array([_mean(rows, rule, name, "below_target") for name in chosen])
        low, high = np.quantile(saved[rule][again].mean(axis=1), [0.025, 0.975])
        one = {"rule": rule, "sets": len(chosen), "saved": saved[rule].mean(), "low": low, "high": high}
        one |= {"below": below.mean(), "sets_below": int((below > 1 - CONFIDENCE).sum())}
        if PEER in rules:
            ratios = saved[rule][again].mean(axis=1) / np.maximum(saved[PEER][again].mean(axis=1), 1e-9)
            one |= {"ratio": saved[rule].mean() / max(saved[PEER].mean(), 1e-9)}
            one |= dict(zip(("ratio_low", "ratio_high"), np.quantile(ratios, [0.025, 0.975]), strict=True))
        found.append(one)
    return found


def main(words: Sequence[str] | None = None) -> None:
    """Print the tables, and write every row as JSON where asked."""
    asked = _asked(words)
    rules = asked.only or list(RULES)
    questions = yaml.safe_load(asked.questions.read_text(encoding="utf-8")) if asked.questions else {}
    rows: list[Row] = []
    for path in [] if asked.no_sets else sets_among(asked.sets):
        rows += measure(path, str(questions.get(path.stem, "")), asked.shuffles, asked.draws, rules)
        _print_set(rows, path.stem)
    sizes = {row["set"]: (row["n"], row["included"]) for row in rows}
    for title, names in _parts(sizes).items():
        _print_summary(title, summary(rows, names))
    for row in [] if asked.no_worlds else simulate(asked.runs, rules):
        rows.append(row)
        below = f"below {row['below_target']:.4f} ± {row['error']:.4f}"
        print(f"{row['set']:28} {row['rule']:22} {row['runs']:6} runs: {below}, saved {row['saved']:.3f}", end="; ")
        print("; ".join(f"{name} {value:.3f}" for name, value in row.items() if name.startswith("below, ")), flush=True)
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=0), encoding="utf-8")


def _parts(sizes: Mapping[str, tuple[int, int]]) -> dict[str, list[str]]:
    many = [name for name, (n, _) in sizes.items() if n >= MANY_RECORDS]
    few = [name for name, (_, included) in sizes.items() if included < FEW_INCLUDES]
    rest = [name for name in sizes if name not in few]
    return {
        "all sets": list(sizes),
        f"from {MANY_RECORDS:,} records": many,
        f"under {FEW_INCLUDES} includes": few,
        f"from {FEW_INCLUDES} includes": rest,
        f"from {MANY_RECORDS:,} records and {FEW_INCLUDES} includes": [name for name in many if name in rest],
    }


def _row(rule: str, name: str, order: str, seed: int, draw: int, n: int, included: int, stop: Stop) -> Row:
    row: Row = {"rule": rule, "set": name, "order": order, "seed": seed, "draw": draw, "n": n, "included": included}
    row |= {"target": TARGET, "confidence": CONFIDENCE, "recall": round(stop.recall, 4), "saved": round(stop.saved, 4)}
    return row | {"below_target": stop.below}


def _mean(rows: Iterable[Row], rule: str, name: str, key: str) -> float:
    return float(np.mean([row[key] for row in rows if row["rule"] == rule and row["set"] == name]))


def _print_set(rows: Sequence[Row], name: str) -> None:
    own = [row for row in rows if row["set"] == name]
    print(f"\n{name}: {own[0]['n']:,} records, {own[0]['included']:,} includes")
    for rule in dict.fromkeys(row["rule"] for row in own):
        said = [_mean(own, rule, name, key) for key in ("saved", "recall", "below_target")]
        print(f"  {rule:22} saved {said[0]:.3f}  recall {said[1]:.3f}  below target {said[2]:.3f}", flush=True)


def _print_summary(title: str, found: Iterable[Row]) -> None:
    print(f"\n{title}: sets, saved (95 % over sets), ratio to {PEER}, below target, sets with over 5 % below")
    for one in found:
        ratio = f"{one['ratio']:.2f} ({one['ratio_low']:.2f} to {one['ratio_high']:.2f})" if "ratio" in one else ""
        saved = f"{one['saved']:.3f} ({one['low']:.3f} to {one['high']:.3f})"
        print(f"  {one['rule']:22} {one['sets']:3}  {saved}  {ratio:22} {one['below']:.3f}  {one['sets_below']}")


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sets", nargs="*", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--shuffles", type=int, default=5)
    parser.add_argument("--draws", type=int, default=10)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--only", nargs="+", choices=list(RULES))
    parser.add_argument("--no-worlds", action="store_true")
    parser.add_argument("--no-sets", action="store_true")
    parser.add_argument("--json", type=Path)
    return parser.parse_args(words)


if __name__ == "__main__":
    main()
