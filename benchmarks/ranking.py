"""How early does a ranking find the includes of labelled sets, from nothing but the question and from two priors?

    python benchmarks/ranking.py SET.csv... --questions questions.yaml [--shuffles 5] [--json FILE] [--no-peers]

A set has record_id, title, abstract and label_included (1 or 0); questions.yaml has each set's review question under
the name of its file. Each shuffle puts the records in another order and draws other priors, the same for every tool.
The figures are defined in docs/benchmarks.md; tools are compared set by set, with a bootstrap over sets.

The peer is ASReview with its defaults, run by its own `asreview simulate` in an environment of its own, which the first
run makes (that needs a network). `u4` is its default model in this replay. Runs that were done before with the same
code, set and question are taken from results/peers/ranking.jsonl.
"""

import argparse
import csv
import hashlib
import inspect
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from statistics import fmean
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np
import yaml
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from identification.tables import read_rows
from screening.features import digest_of, make_features, meaning_of, text_of
from screening.meaning import DIMENSIONS
from screening.relevance import Relevance
from screening.simulation import (
    STEADY,
    Labelled,
    Labels,
    Numbers,
    Ranker,
    draw_priors,
    performance,
    read_labelled,
    replay,
)

PEER, PEER_PACKAGE = "asreview", "asreview==3.0.8"
PEER_ENVIRONMENT = ROOT / "results" / "peers" / "asreview"
DONE = ROOT / "results" / "peers" / "ranking.jsonl"
ORDERS = ROOT / "results" / "benchmarks" / "orders"
STARTS = ("cold", "warm")
MEASURES = ("loss", "wss95", "rrf10", "atd", "first_include")
COLUMNS = ("tool", "set", "start", "seed", "n", "included", *MEASURES, "cpu_s")
FEW = 20
DRAWS = 10_000
HIGHER_IS_BETTER = ("wss95", "rrf10")
# Words in the field of a set (SETS.csv beside it) that tell which groups are reported apart.
GROUPS = {"drug sets": re.compile("drug"), "social-science sets": re.compile("social|education")}
Row = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """One tool on one shuffle of one set."""

    tool: str
    path: Path
    question: str
    start: str
    seed: int
    every: bool = False


def u4(records: Sequence[Labelled], question: str = "") -> Ranker:
    """ASReview's default model in our replay, with its parameters (ELAS u4): file order until both labels are known."""
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_df=0.95)
    features = vectorizer.fit_transform([f"{record.title} {record.abstract}" for record in records])

    def rank(known: Labels) -> Numbers:
        decided = np.flatnonzero(known >= 0)
        labels = known[decided]
        if len(set(labels.tolist())) < 2:
            return np.zeros(len(known))
        weights = np.where(labels == 1, 1.0, (labels == 1).sum() / (9.8 * (labels == 0).sum()))
        model = LinearSVC(loss="squared_hinge", C=0.11, random_state=0)
        model.fit(features[decided], labels, sample_weight=weights * len(labels) / weights.sum())
        return np.asarray(model.decision_function(features))

    return rank


def measure(run: Run) -> Row:
    """The figures of one run."""
    records = read_labelled(run.path)
    random.Random(run.seed).shuffle(records)
    labels = [record.included for record in records]
    priors = draw_priors(labels, seed=run.seed) if run.start == "warm" else ()
    began = time.process_time()
    if run.tool == PEER:
        order, seconds = peer_order(records, priors, run.seed)
    else:
        played = replay(
            labels, RANKERS[run.tool](records, run.question), priors=priors, every=run.every, to_the_end=False
        )
        order, seconds = played.order, time.process_time() - began
        if (run.tool, run.start, run.every) == ("this", "cold", False):
            keep_order(run.path, run.question, run.seed, played.found)
    figures = performance([labels[at] for at in order])
    row = {"tool": run.tool, "set": run.path.stem, "start": run.start, "seed": run.seed}
    return row | asdict(figures) | {"included": sum(labels), "n": len(labels), "cpu_s": round(seconds, 2)}


def ours(records: Sequence[Labelled], question: str) -> Ranker:
    """What ranks the records of a review here, with nothing but scikit-learn."""
    texts = [text_of(record.title, record.abstract) for record in records]
    return Relevance(make_features(texts), [question], seed=0)


def semantic(records: Sequence[Labelled], question: str) -> Ranker:
    """The same with the extra `semantic`; what it makes of a set is kept, for it takes minutes."""
    texts = [text_of(record.title, record.abstract) for record in records]
    order = sorted(range(len(texts)), key=texts.__getitem__)
    listed = [texts[at] for at in order]
    kept = ROOT / "results" / "benchmarks" / "meaning" / f"{digest_of(listed)}.npy"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, meaning_of(listed))
    meaning = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
    meaning[order] = np.load(kept)
    return Relevance(make_features(texts, meaning), [question], seed=0)


RANKERS: dict[str, Callable[[Sequence[Labelled], str], Ranker]] = {"u4": u4, "this": ours, "semantic": semantic}


def sets_among(paths: Sequence[Path]) -> list[Path]:
    """The labelled sets; SETS.csv beside them says of which field each is."""
    return [path for path in paths if path.stem != "SETS"]


def kept_order(path: Path, question: str, seed: int) -> Path:
    """Where the labels of a set lie in the order in which this reads it cold; named by all that made it."""
    made = hashlib.sha256(path.read_bytes() + f"{question}\0{seed}\0{our_code()}".encode()).hexdigest()[:16]
    return ORDERS / f"{path.stem}-{made}.npy"


def keep_order(path: Path, question: str, seed: int, found: Sequence[bool]) -> None:
    """Keep them for benchmarks/stopping.py."""
    ORDERS.mkdir(parents=True, exist_ok=True)
    np.save(kept_order(path, question, seed), np.asarray(found, dtype=np.int64))


def peer_order(records: Sequence[Labelled], priors: Sequence[int], seed: int) -> tuple[list[int], float]:
    """The peer's order and CPU seconds; what it leaves unread follows in the order of the set."""
    with tempfile.TemporaryDirectory() as folder:
        labelled = Path(folder) / "set.csv"
        with open(labelled, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["title", "abstract", "included"])
            writer.writerows([record.title, record.abstract, int(record.included)] for record in records)
        program = PEER_ENVIRONMENT / "bin" / "asreview"
        command = [sys.executable, Path(__file__).with_name("asreview_order.py"), program, labelled, seed, *priors]
        surrounding = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": ""}
        done = subprocess.run(
            [str(word) for word in command], capture_output=True, text=True, check=False, env=surrounding
        )
    if done.returncode:
        raise SystemExit(f"{PEER} stopped: {done.stderr.strip().splitlines()[-1]}")
    told = json.loads(done.stdout)
    read = {*told["order"], *priors}
    return [*told["order"], *(at for at in range(len(records)) if at not in read)], told["cpu_s"]


def key_of(run: Run) -> str:
    """What a run depends on: the tool's code, the set, the question, the start and the shuffle."""
    code = PEER_PACKAGE if run.tool == PEER else inspect.getsource(u4) if run.tool == "u4" else our_code()
    parts = (run.tool, code, run.path.read_bytes().hex(), "" if run.tool in (PEER, "u4") else run.question)
    return hashlib.sha256(
        "\n".join((*parts, run.path.stem, run.start, str(run.seed), str(run.every or STEADY))).encode()
    ).hexdigest()[:16]


def our_code() -> str:
    """The source of what ranks here."""
    return "".join(
        (ROOT / "screening" / name).read_text() for name in ("terms.py", "features.py", "meaning.py", "relevance.py")
    )


def measure_all(runs: Sequence[Run], processes: int) -> Iterator[Row]:
    """The figures of every run, those that were made before from the file of what is done."""
    keys = [key_of(run) for run in runs]
    lines = DONE.read_text(encoding="utf-8").splitlines() if DONE.exists() else []
    done = {row.pop("key"): row for row in map(json.loads, lines)}
    DONE.parent.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(processes) as pool:
        waiting = {key: pool.submit(measure, run) for key, run in zip(keys, runs, strict=True) if key not in done}
        for key in keys:
            if key in waiting:
                done[key] = waiting[key].result()
                with open(DONE, "a", encoding="utf-8") as file:
                    file.write(json.dumps({"key": key} | done[key]) + "\n")
            yield done[key]


def by_set(rows: Sequence[Row], tool: str, start: str, measure: str, sets: Sequence[str]) -> Numbers:
    """The mean over shuffles of one figure, a number a set."""

    def mean(name: str) -> float:
        own = [row[measure] for row in rows if (row["tool"], row["start"], row["set"]) == (tool, start, name)]
        return fmean(own) if own else float("nan")

    return np.asarray([mean(name) for name in sets])


def compare(rows: Sequence[Row], tool: str, base: str, start: str, measure: str, sets: Sequence[str]) -> Row:
    """One tool against another, set by set: means, their ratio and difference, 95 % bootstrap intervals over sets.

    Shuffles that one of them has not run count for neither, and neither does a set without any in common.
    """
    shared = {row["seed"] for row in rows if row["tool"] == tool} & {row["seed"] for row in rows if row["tool"] == base}
    both = [row for row in rows if row["seed"] in shared and row[measure] is not None]
    own, other = (by_set(both, name, start, measure, sets) for name in (tool, base))
    paired = np.isfinite(own) & np.isfinite(other)
    own, other, names = own[paired], other[paired], [name for name, yes in zip(sets, paired, strict=True) if yes]
    if not names:
        return {}
    drawn = np.random.default_rng(0).integers(len(names), size=(DRAWS, len(names)))
    ratios = np.quantile(own[drawn].mean(axis=1) / other[drawn].mean(axis=1), [0.025, 0.975])
    differences = np.quantile((own - other)[drawn].mean(axis=1), [0.025, 0.975])
    worst = int(np.argmax(own - other) if measure not in HIGHER_IS_BETTER else np.argmin(own - other))
    return {
        "sets": len(names),
        "shuffles": len(shared),
        "mean": own.mean(),
        "base": other.mean(),
        "ratio": (own.mean() / other.mean(), *ratios),
        "difference": ((own - other).mean(), *differences),
        "better": int(((own > other) if measure in HIGHER_IS_BETTER else (own < other)).sum()),
        "worst": (names[worst], (own - other)[worst]),
    }


def groups_of(paths: Sequence[Path], rows: Sequence[Row]) -> dict[str, list[str]]:
    """The sets that are reported together: all, those with few includes, and those of a field that SETS.csv tells."""
    included = {row["set"]: row["included"] for row in rows}
    names = [path.stem for path in paths]
    fields: dict[str, str] = {}
    for listed in {path.parent / "SETS.csv" for path in paths}:
        fields |= {row["name"]: row["field"] for row in read_rows(listed)} if listed.exists() else {}
    few = f"sets with fewer than {FEW} includes"
    groups = {"all sets": names, few: [name for name in names if included[name] < FEW]}
    return groups | {
        group: [name for name in names if word.search(fields.get(name, ""))] for group, word in GROUPS.items()
    }


def print_comparisons(rows: Sequence[Row], paths: Sequence[Path]) -> None:
    """Each tool of ours against each peer that was run, by group of sets."""
    tools = list(dict.fromkeys(row["tool"] for row in rows))
    pairs = [
        (tool, base)
        for tool in tools
        for base in (PEER, "u4", "this")
        if tool not in (PEER, "u4", base) and base in tools
    ]
    for (tool, base), start, (group, sets) in product(pairs, STARTS, groups_of(paths, rows).items()):
        for measure in MEASURES:
            if found := compare(rows, tool, base, start, measure, sets):
                head = f"{tool} against {base}, {start}, {group} ({found['sets']}, {found['shuffles']} shuffles)"
                print(
                    f"{head}: {measure} {found['mean']:.4f} to {found['base']:.4f}, "
                    "ratio {:.3f} ({:.3f} to {:.3f}), ".format(*found["ratio"])
                    + "difference {:+.4f} ({:+.4f} to {:+.4f}), ".format(*found["difference"])
                    + f"better in {found['better']}; worst {found['worst'][0]} {found['worst'][1]:+.4f}"
                )


def make_peer() -> None:
    """The peer's environment, where it is missing."""
    if not (PEER_ENVIRONMENT / "bin" / "asreview").exists():
        uv = [sys.executable, "-m", "uv"]
        subprocess.run([*uv, "venv", "-q", "--python", "3.11", PEER_ENVIRONMENT], check=True)
        python = PEER_ENVIRONMENT / "bin" / "python"
        subprocess.run([*uv, "pip", "install", "-q", "--python", python, PEER_PACKAGE], check=True)


def main() -> None:
    """Print the figures of every run and the comparisons, and write one JSON object a run where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--shuffles", type=int, default=5)
    parser.add_argument("--peer-shuffles", type=int, help="fewer for the peer, which takes hours")
    parser.add_argument("--no-peers", action="store_true", help="without ASReview itself; u4 stays")
    parser.add_argument(
        "--tools", nargs="+", help="these only: u4, this, asreview, and semantic, which needs its extra"
    )
    parser.add_argument("--every", action="store_true", help="fit after each decision, as the peer does: slow")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    questions = yaml.safe_load(chosen.questions.read_text(encoding="utf-8")) if chosen.questions else {}
    tools = chosen.tools or ["u4", "this", *([] if chosen.no_peers else [PEER])]
    if PEER in tools:
        make_peer()
    shuffles = dict.fromkeys(tools, chosen.shuffles) | {PEER: chosen.peer_shuffles or chosen.shuffles}
    paths = sets_among(chosen.sets)
    runs = [
        Run(tool, path, questions.get(path.stem, ""), start, seed, chosen.every or tool == PEER)
        for seed in range(1, chosen.shuffles + 1)
        for path in paths
        for tool in tools
        for start in STARTS
        if seed <= shuffles[tool]
    ]
    rows = []
    for row in measure_all(runs, chosen.processes):
        rows.append(row)
        print(" ".join(str(row[name]) for name in COLUMNS), flush=True)
    print_comparisons(rows, paths)
    if chosen.json:
        told = (json.dumps({name: row[name] for name in COLUMNS}) for row in rows)
        chosen.json.write_text("".join(f"{line}\n" for line in told), encoding="utf-8")


if __name__ == "__main__":
    main()
