"""Which passages come first for a code: by its cues and words alone, and after a few decisions?

    python benchmarks/suggestions.py DATA.csv CODES.yaml [--labels 0,10,25,100] [--seeds N] [--draw WAY,...]
        [--json FILE]

DATA.csv has `text`, `codes` (joined by |) and, if it likes, `split`; CODES.yaml gives for each code a `definition` and
`cues` (regular expressions), or is a codebook. Decisions are drawn from the split `train`, or from a random half, and
the other passages are ranked for each code as if they were one document: average precision (`ap`), the share of right
ones among the first ten (`p_at_10`), and sentences a second of CPU time, all codes together (`sentences_per_s`): from
the text to the scores without labels (the best of three), and fitting and scoring with them. A line ahead of the table
says how many a second come out with status, source and value. Without labels nothing is drawn and nothing is learnt.

How labels are drawn matters, so there are three ways. `suggested`: the passages that stand highest by the prior, with
chance among near ones, as a reviewer accepts and rejects what is proposed; `balanced`: half of them have the code, as
far as there are as many, which no reviewer does; `random`: any, of which for a rare code none may have it.

Peers in the same run: BM25 with the code's name and definition as query, and logistic regression on TF-IDF (words and
pairs of words, classes balanced), which ranks nothing where all its labels are of one kind.
"""

import argparse
import csv
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from extraction.codebook import Code, Codebook, Family, read_codebook
from extraction.cues import hits_in, plain
from extraction.learning import Decided, log_odds_after
from extraction.likeness import ground, prior
from extraction.passages import sentences
from extraction.suggestions import suggest_codes
from extraction.text_layer import Passage
from identification.vocabulary import Role, Zone

DRAWS = ("suggested", "balanced", "random")
# BM25 as it is usually set.
K1, B = 1.5, 0.75


class Labelled(NamedTuple):
    """Passages with the codes that people gave them."""

    texts: list[str]
    codes: list[frozenset[str]]
    train: NDArray[np.bool_]


class Task(NamedTuple):
    """What is ranked, what may be decided on, and by which codebook."""

    ranked: list[str]
    pool: list[str]
    labels_ranked: NDArray[np.bool_]
    labels_pool: NDArray[np.bool_]
    codebook: Codebook
    names: list[str]


def read_labelled(path: Path) -> Labelled:
    """The passages of a CSV file; without a split, every other one in a random order may be decided on."""
    csv.field_size_limit(10**9)
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [plain(row["text"]) for row in rows]
    codes = [frozenset(one.strip() for one in row["codes"].split("|") if one.strip()) for row in rows]
    if "split" in rows[0]:
        train = np.array([row["split"] == "train" for row in rows])
    else:
        train = np.random.default_rng(0).permutation(len(rows)) % 2 == 0
    return Labelled(texts, codes, train)


def read_codes(path: Path) -> tuple[Codebook, list[str]]:
    """A codebook, and for each of its codes the name that the data give it."""
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    if "families" in values:
        codebook = read_codebook(path, ROOT / "workflow/schemas/codebook.schema.yaml")
        return codebook, [code.id for code in codebook.codes]
    codes = tuple(_code(f"C.N{at}", name, entry) for at, (name, entry) in enumerate(values.items()))
    return Codebook("1", "any", (), (Family("C", "Codes", Role.MATRIX, "", codes),)), list(values)


def _code(code_id: str, name: str, entry: dict[str, Any]) -> Code:
    return Code(code_id, name, entry["definition"], "", "", "", "", tuple(entry["cues"]))


def task_of(data: Labelled, codebook: Codebook, names: Sequence[str]) -> Task:
    """The passages to rank and those to draw from, with a column of labels per code."""
    labels = np.array([[name in codes for name in names] for codes in data.codes])
    ranked, pool = (
        [text for text, keep in zip(data.texts, one, strict=True) if keep] for one in (~data.train, data.train)
    )
    return Task(ranked, pool, labels[~data.train], labels[data.train], codebook, list(names))


def as_passages(texts: Sequence[str]) -> list[Passage]:
    """The texts as sentences of one document."""
    return [Passage("ranked", 1, at, at + 1, text, "", Zone.BODY) for at, text in enumerate(texts)]


def bm25(task: Task) -> NDArray[np.float64]:
    """Okapi BM25 of every passage for every code, its name and definition as the query."""
    counter = CountVectorizer(stop_words="english")
    counts = csr_matrix(counter.fit_transform(task.ranked), dtype=float)
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    present = np.asarray((counts > 0).sum(axis=0)).ravel()
    idf = np.log(1 + (len(task.ranked) - present + 0.5) / (present + 0.5))
    norm = K1 * (1 - B + B * lengths / lengths.mean())
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    weighted = counts.copy()
    weighted.data = counts.data * (K1 + 1) / (counts.data + norm[rows]) * idf[counts.indices]
    queries = counter.transform([f"{code.name} {code.definition}" for code in task.codebook.codes])
    return np.asarray((weighted @ queries.T).todense())


def ours(task: Task, column: int, drawn: Sequence[int]) -> NDArray[np.float64]:
    """The log odds of every passage for one code after these decisions."""
    code = task.codebook.codes[column]
    decided = [Decided("other", code.id, task.pool[at], bool(task.labels_pool[at, column]), "x") for at in drawn]
    return log_odds_after(_suggested(task), _passages(task), task.codebook, code.id, decided)


def tfidf_lr(task: Task, column: int, drawn: Sequence[int]) -> NDArray[np.float64]:
    """Logistic regression on TF-IDF of the decided passages alone."""
    labels = task.labels_pool[list(drawn), column]
    if len(set(labels)) < 2:
        return np.zeros(len(task.ranked))
    words, ranked = _peer_words(task)
    fitted = LogisticRegression(C=10, class_weight="balanced", max_iter=300)
    fitted.fit(words.transform([task.pool[at] for at in drawn]), labels)
    return np.asarray(fitted.decision_function(ranked))


def draw(task: Task, column: int, many: int, way: str, seed: int, standing: NDArray[np.float64]) -> list[int]:
    """Which passages of the pool were decided on; `standing` is the prior of each."""
    generator = np.random.default_rng([seed, column])
    everything = np.arange(len(task.pool))
    if way == "random":
        return list(generator.choice(everything, min(many, len(everything)), replace=False))
    if way == "suggested":
        return list(np.argsort(-(standing + generator.gumbel(size=len(everything))), kind="stable")[:many])
    has = task.labels_pool[:, column]
    right = generator.choice(everything[has], min(int(has.sum()), many // 2), replace=False)
    return [*right, *generator.choice(everything[~has], min(int((~has).sum()), many - len(right)), replace=False)]


_KEPT: dict[str, Any] = {}


def _passages(task: Task) -> list[Passage]:
    return _kept("passages", lambda: as_passages(task.ranked))


def _suggested(task: Task) -> Any:
    return _kept("suggested", lambda: suggest_codes(_passages(task), task.codebook))


def _peer_words(task: Task) -> Any:
    def fit() -> Any:
        words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)).fit([*task.ranked, *task.pool])
        return words, words.transform(task.ranked)

    return _kept("words", fit)


def _kept(name: str, make: Callable[[], Any]) -> Any:
    if name not in _KEPT:
        _KEPT[name] = make()
    return _KEPT[name]


def measure(task: Task, data: str, labels: Sequence[int], seeds: int, ways: Sequence[str]) -> Iterator[dict[str, Any]]:
    """A row per method, way of drawing, number of labels and code, over the seeds."""
    many_sentences = sum(len(list(sentences(text, 0, len(text)))) for text in task.ranked)
    _kept("warm", lambda: suggest_codes(as_passages(["Warm."]), task.codebook))
    timed = [_timed(lambda: _prior(task)) for _ in range(3)]
    prior_scores, speed = timed[0][0], many_sentences / min(seconds for _, seconds in timed)
    _, seconds = _timed(lambda: _suggested(task))
    print(f"with status, source and value: {many_sentences / seconds:,.0f} sentences/s\n")
    start = time.process_time()
    ranked = bm25(task)
    bm25_speed = many_sentences / (time.process_time() - start)
    for method, scores, rate in (("BM25", ranked, bm25_speed), ("this", prior_scores, speed)):
        yield from _rows(method, data, 0, "", task, [scores], rate)
    pool = as_passages(task.pool)
    pool_suggested = suggest_codes(pool, task.codebook)
    standing = [log_odds_after(pool_suggested, pool, task.codebook, code.id, ()) for code in task.codebook.codes]
    for way in ways:
        for many in (one for one in labels if one):
            drawn = [
                [draw(task, column, many, way, seed, standing[column]) for column in range(len(task.names))]
                for seed in range(seeds)
            ]
            for method, rank in (("TF-IDF + LR", tfidf_lr), ("this", ours)):
                start = time.process_time()
                found = [np.column_stack([rank(task, at, one) for at, one in enumerate(columns)]) for columns in drawn]
                rate = many_sentences * seeds / (time.process_time() - start)
                yield from _rows(method, data, many, way, task, found, rate)


def _prior(task: Task) -> NDArray[np.float64]:
    """The log odds of every passage for every code before any decision, from the texts on."""
    ground.cache_clear()
    hits = hits_in(as_passages(task.ranked), task.ranked, task.codebook)
    known = ground(tuple(task.ranked), task.codebook)
    column = {code_id: at for at, code_id in enumerate(known.codes)}
    fired, times = np.zeros_like(known.likeness), np.zeros_like(known.likeness)
    for row, found in enumerate(hits):
        for hit in found:
            at = column[hit.cue.code.id]
            fired[row, at], times[row, at] = hit.fired, hit.times
    return prior(known.likeness, fired, times)


def _timed(make: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    made = make()
    return made, time.process_time() - start


def _rows(
    method: str, data: str, many: int, way: str, task: Task, found: Sequence[NDArray[np.float64]], rate: float
) -> Iterator[dict[str, Any]]:
    for column, name in enumerate(task.names):
        truth = task.labels_ranked[:, column]
        precisions = [average_precision_score(truth, scores[:, column]) for scores in found]
        tops = [truth[np.argsort(-scores[:, column], kind="stable")[:10]].mean() for scores in found]
        yield {
            "method": method,
            "data": data,
            "draw": way,
            "labels": many,
            "code": name,
            "ap": round(float(np.mean(precisions)), 4),
            "p_at_10": round(float(np.mean(tops)), 4),
            "sentences_per_s": round(rate),
        }


def print_table(rows: Sequence[dict[str, Any]]) -> None:
    """The macro average over codes of each method, way and number of labels."""
    print("| method | labels a code | drawn | AP | P@10 | sentences/s |\n|---|---|---|---|---|---|")
    for key in dict.fromkeys((row["method"], row["labels"], row["draw"]) for row in rows):
        same = [row for row in rows if (row["method"], row["labels"], row["draw"]) == key]
        ap, top = (np.mean([row[name] for row in same]) for name in ("ap", "p_at_10"))
        method, many, way = key
        print(f"| {method} | {many} | {way} | {_short(ap)} | {_short(top)} | {same[0]['sentences_per_s']:,} |")


def _short(value: Any) -> str:
    return re.sub(r"^0", "", f"{value:.3f}")


def main(words: Sequence[str]) -> None:
    """Measure one set, print the table and write the rows."""
    parser = argparse.ArgumentParser(description="How well suggestions rank the passages of a code.")
    parser.add_argument("data", type=Path)
    parser.add_argument("codes", type=Path)
    parser.add_argument("--labels", default="0,10,25,100")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--draw", default=",".join(DRAWS))
    parser.add_argument("--json", type=Path)
    given = parser.parse_args(words)
    codebook, names = read_codes(given.codes)
    task = task_of(read_labelled(given.data), codebook, names)
    print(f"{given.data.name}: {len(task.ranked):,} passages ranked, {len(task.pool):,} to draw decisions from\n")
    labels = [int(one) for one in given.labels.split(",")]
    rows = list(measure(task, given.data.stem, labels, given.seeds, given.draw.split(",")))
    print_table(rows)
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
