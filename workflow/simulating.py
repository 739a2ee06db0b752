"""What would the ranking have saved where decisions are known? `make simulate DATA=set.csv`, or REVIEW=folder alone.

A labelled set, or a review's own decisions on titles and abstracts as its last run left them. The replay is that of
screening.simulation with the ranking that the workflow uses, fitted anew after every decision for the first hundred and
then in growing batches. Nothing is written but the folder that is named.
"""

import csv
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from identification.errors import InputError
from identification.protocol import question_text, read_protocol
from identification.records import UniqueRecord
from identification.tables import read_table
from identification.vocabulary import Outcome
from identification.yaml_files import read_yaml
from screening.features import make_features, text_of
from screening.outcomes import Screened
from screening.relevance import Relevance
from screening.simulation import Labelled, Labels, Numbers, Replay, draw_priors, performance, read_labelled, replay
from screening.stopping_rules import doubt_by_late_half, doubt_by_windows, late_half, rapid_threshold, tolerated
from workflow.asking import ROOT, SCHEMA, Values, one_of, path_of, quoted, wanted, whole_number

IN_A_ROW = (50, 100, 200)
TARGET, CONFIDENCE, LOOKS = 0.95, 0.95, 100
STARTS = ("cold", "warm")
WIDTH, HEIGHT, MARGIN = 640, 360, 48


def simulate(values: Values) -> str:
    """Replay a labelled set: its recall curve as table and picture, the figures, stopping points, time per step."""
    path, records = _labelled(values)
    start = one_of(values.get("START") or "cold", list(STARTS), "START")
    seed = whole_number(values.get("SEED") or "1") or 0
    folder = path_of(values.get("OUT") or str(ROOT / "results/simulation"))
    labels = [record.included for record in records]
    seconds: list[float] = []
    ranker = _timed(records, _question(values, path), seed, seconds)
    priors = draw_priors(labels, seed=seed) if start == "warm" else ()
    played = replay(labels, ranker, priors=priors)
    found = played.found
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{path.stem}_{start}_{seed}"
    figures = {key: _said(value) for key, value in asdict(performance(found)).items()}
    stops = stopping_points(found)
    _write(folder / f"{name}_curve.csv", ("read", "found"), list(curve(found)))
    _write(folder / f"{name}_stops.csv", ("rule", "read", "recall", "saved"), stops)
    _write(folder / f"{name}_figures.csv", tuple(figures), [tuple(figures.values())])
    (folder / f"{name}_curve.svg").write_text(curve_picture(found), encoding="utf-8")
    told = ", ".join(f"{key} {value}" for key, value in figures.items())
    stopped = "\n".join(
        f"  {rule}: after {read}, recall {recall}, {saved} not read" for rule, read, recall, saved in stops
    )
    ordered = sorted(seconds)
    middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    return f"""{path.stem}, {start} start: {told}
Stopping points (the ranking stops nothing; a team does):
{stopped or "  none: the set has no records"}
{_last_include(played, records)}
{len(seconds)} fits, {middle:.3f} s each in the middle, {late:.3f} s at the 95th percentile.
Curve, stopping points and figures: {folder / name}_*"""


def decided_records(review: Path) -> list[Labelled]:
    """The records of a review that people included or excluded on title and abstract, as its last run counted them."""
    screened = review / "results/screening/title_abstract.csv"
    if not screened.is_file():
        raise InputError(f"{review} has no results yet.", remedy=f"Run it first: make run REVIEW={quoted(review)}")
    outcomes = {row.group_id: row.outcome for row in read_table(screened, Screened)}
    settled = (Outcome.INCLUDED, Outcome.EXCLUDED)
    return [
        Labelled(one.group_id, one.title, one.abstract, outcomes[one.group_id] == Outcome.INCLUDED)
        for one in read_table(review / "results/identification/unique.csv", UniqueRecord)
        if outcomes.get(one.group_id) in settled
    ]


def stopping_points(found: Sequence[bool]) -> list[tuple[str, int, str, str]]:
    """Where rules that reviewers know would have stopped, what had been found then, and the share not read."""
    total, includes = len(found), sum(found)
    places: dict[str, int] = {f"{row} irrelevant in a row": _after_a_row(found, row) for row in IN_A_ROW}
    levels = f"{TARGET:.0%} at {CONFIDENCE:.0%}"
    places[f"hypergeometric, {levels}"] = _first_look(found, _by_windows)
    places[f"later half (rapid), {levels}"] = _first_look(found, _by_late_half)
    rows = []
    for rule, read in places.items():
        recall = sum(found[:read]) / includes if includes else None
        rows.append((rule, read, _said(recall), _said(1 - read / total if total else None)))
    return rows if total else []


def curve(found: Sequence[bool]) -> list[tuple[int, int]]:
    """How many includes were found after each record, from none after none.

    >>> curve([True, False])
    [(0, 0), (1, 1), (2, 1)]
    """
    points, count = [(0, 0)], 0
    for read, include in enumerate(found, start=1):
        count += include
        points.append((read, count))
    return points


def curve_picture(found: Sequence[bool]) -> str:
    """The recall curve as an SVG, with what chance would find as a dashed line."""
    total, includes = max(1, len(found)), max(1, sum(found))
    across, up = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN

    def place(read: float, count: float) -> str:
        return f"{MARGIN + across * read / total:.1f},{HEIGHT - MARGIN - up * count / includes:.1f}"

    points = " ".join(place(read, count) for read, count in curve(found))
    said = f"{sum(found)} includes in {len(found)} records"
    foot = HEIGHT - MARGIN
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{said}">
<title>Recall curve: {said}</title>
<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>
<path d="M{MARGIN},{MARGIN} V{foot} H{WIDTH - MARGIN}" fill="none" stroke="black"/>
<polyline points="{place(0, 0)} {place(total, includes)}" fill="none" stroke="gray" stroke-dasharray="5 4"/>
<polyline points="{points}" fill="none" stroke="#1f5f8b" stroke-width="2"/>
<g font-family="sans-serif" font-size="13">
<text x="{MARGIN}" y="{MARGIN - 14}">Includes found ({said})</text>
<text x="{WIDTH - MARGIN}" y="{HEIGHT - 16}" text-anchor="end">records read</text>
<text x="{MARGIN - 6}" y="{MARGIN + 5}" text-anchor="end">100 %</text>
<text x="{MARGIN - 6}" y="{foot}" text-anchor="end">0</text>
</g>
</svg>
"""


def _labelled(values: Values) -> tuple[Path, list[Labelled]]:
    if values.get("REVIEW") and not values.get("DATA"):
        review = path_of(values["REVIEW"])
        return review, decided_records(review)
    path = path_of(wanted(values, "DATA", "a CSV file with title, abstract and label_included"))
    if not path.is_file():
        raise InputError(f"there is no file {path}.", remedy="Check DATA.")
    return path, read_labelled(path)


def _last_include(played: Replay, records: Sequence[Labelled]) -> str:
    """Which include comes last, and when."""
    places = [at for at, include in enumerate(played.found, start=1) if include]
    if not places:
        return "There is no include."
    last = records[played.order[places[-1] - 1]]
    return (
        f"The last include, '{last.title}' ({last.record_id}), is read as number {places[-1]} of {len(played.order)}."
    )


def _timed(records: Sequence[Labelled], question: str, seed: int, seconds: list[float]) -> "_Ranker":
    texts = [text_of(record.title, record.abstract) for record in records]
    return _Ranker(Relevance(make_features(texts), [" ".join(question.split())], seed=seed), seconds)


class _Ranker:
    """A ranking that notes how long each fit takes."""

    def __init__(self, relevance: Relevance, seconds: list[float]) -> None:
        self._relevance, self._seconds = relevance, seconds

    def __call__(self, known: Labels) -> Numbers:
        began = time.perf_counter()
        scores = self._relevance(known)
        self._seconds.append(time.perf_counter() - began)
        return scores


def _question(values: Values, path: Path) -> str:
    """The question in words, from a file of questions by the name of the set, or that of a review."""
    if values.get("QUESTION"):
        return values["QUESTION"]
    if values.get("QUESTIONS"):
        known = read_yaml(path_of(values["QUESTIONS"])).values
        if path.stem not in known:
            raise InputError(f"{values['QUESTIONS']} has no question for '{path.stem}'.", remedy="Use QUESTION='...'.")
        return str(known[path.stem])
    if values.get("REVIEW"):
        return question_text(read_protocol(path_of(values["REVIEW"]) / "config/config.yaml", SCHEMA))
    return ""


def _after_a_row(found: Sequence[bool], row: int) -> int:
    since = 0
    for read, include in enumerate(found, start=1):
        since = 0 if include else since + 1
        if since == row:
            return read
    return len(found)


def _first_look(found: Sequence[bool], stops: Callable[[list[int], int], bool]) -> int:
    """The first look, one after each hundredth of the set, at which a rule lets stop."""
    total, labels = len(found), [int(include) for include in found]
    looks = range(max(1, total // LOOKS), total, max(1, total // LOOKS))
    return next((read for read in looks if any(labels[:read]) and stops(labels[:read], total)), total)


def _by_windows(labels: list[int], total: int) -> bool:
    return doubt_by_windows(labels, total, TARGET) < 1 - CONFIDENCE


def _by_late_half(labels: list[int], total: int) -> bool:
    half, inside = late_half(labels)
    most = tolerated(sum(labels), TARGET)
    return bool(doubt_by_late_half(most, inside, half, total - len(labels)) <= rapid_threshold(most, CONFIDENCE))


def _said(value: float | None) -> str:
    return "" if value is None else str(value) if isinstance(value, int) else f"{value:.4f}"


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
