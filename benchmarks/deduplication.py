"""How many duplicates do the rules find on labelled sets, does any study disappear, and what does it cost?

    python benchmarks/deduplication.py FOLDER... [--no-peers] [--json FILE]

A folder holds records.csv (record_id, title, authors, year, journal, volume, issue, pages, doi, abstract) and truth.csv
(record_id, group_id). Counted at record level, keeping one record per group: fp is a study of which no record is kept,
fn a duplicate that is kept. `asked` counts what is left to a person: two groups that may be one, each two once. Rules
only, without people's verdicts.

The peer is bib-dedupe, the best that was found; it runs on the same folders in an environment of its own, which the
first run makes (that needs a network). Each tool reads each set in a process of its own, so that CPU seconds (without
reading) and peak memory are its own; both work on one core.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from identification.duplicates import find_duplicates, group_records
from identification.merge_log import doubtful_records
from identification.merging import merge_groups
from identification.records import Record
from identification.repair import repair_authors, repair_doi, repair_pages, repair_text, repair_year
from identification.tables import read_rows

COLUMNS = ("tool", "set", "n", "fp", "fn", "sensitivity", "precision", "f1", "asked", "cpu_s", "peak_mb")
WIDTH = dict.fromkeys(COLUMNS, 11) | {"tool": 22, "set": 16}
OURS, PEER = "rapid-evidence-review", "bib-dedupe"
PEER_PACKAGE = "bib-dedupe==0.11.0"
PEER_ENVIRONMENT = ROOT / "results" / "peers" / "bib-dedupe"
Figure = str | int | float | None


def measure(tool: str, command: Sequence[str | Path], folder: Path) -> dict[str, Figure]:
    """The figures of one tool on one labelled set."""
    done = subprocess.run(
        [*command, folder / "records.csv"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT) if tool == OURS else ""},
    )
    if done.returncode:
        raise SystemExit(f"{tool} stopped on {folder.name}: {done.stderr.strip().splitlines()[-1]}")
    found = json.loads(done.stdout)
    truth = {row["record_id"]: row["group_id"] for row in read_rows(folder / "truth.csv")}
    grouped = {record for group in found["groups"] for record in group}
    groups = [*found["groups"], *([record] for record in truth if record not in grouped)]
    cost = {"asked": found["asked"], "cpu_s": round(found["cpu_s"], 2), "peak_mb": round(found["peak_mb"])}
    return {"tool": tool, "set": folder.name, **score(groups, truth), **cost}


def print_groups(path: Path) -> None:
    """What the rules find in one records.csv, as one JSON object: groups, questions, CPU seconds, peak memory."""
    records = [labelled_record(row) for row in read_rows(path)]
    start = time.process_time()
    pairs = find_duplicates(records)
    groups = group_records(records, pairs)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    asked = len(doubtful_records(records, pairs, merge_groups(records, groups)))
    print(json.dumps({"groups": groups, "asked": asked, "cpu_s": seconds, "peak_mb": peak}))


def peer_python() -> Path:
    """The Python of the peer's environment, made first where it is missing."""
    python = PEER_ENVIRONMENT / "bin" / "python"
    if not python.exists():
        uv = [sys.executable, "-m", "uv"]
        subprocess.run([*uv, "venv", "-q", "--python", "3.11", PEER_ENVIRONMENT], check=True)
        subprocess.run([*uv, "pip", "install", "-q", "--python", python, PEER_PACKAGE], check=True)
    return python


def score(groups: Sequence[Sequence[str]], truth: Mapping[str, str]) -> dict[str, Figure]:
    """Record-level figures when each group keeps a record of the study that most of it belongs to.

    >>> score([["a", "b"], ["c"]], {"a": "1", "b": "1", "c": "1"})["fn"]
    1
    """
    kept = [Counter(truth[record] for record in group).most_common(1)[0][0] for group in groups]
    lost = len(set(truth.values())) - len(set(kept))
    return figures_of(len(truth), len(truth) - len(groups) - lost, lost, len(kept) - len(set(kept)))


def figures_of(records: int, found: int, lost: int, left: int) -> dict[str, Figure]:
    """The figures of a count of duplicates found, studies lost and duplicates left."""
    sensitivity = found / (found + left) if found + left else None
    precision = found / (found + lost) if found + lost else None
    f1 = 2 * found / (2 * found + lost + left) if found + lost + left else None
    figures = {"sensitivity": sensitivity, "precision": precision, "f1": f1}
    rounded = {name: None if value is None else round(value, 4) for name, value in figures.items()}
    return {"n": records, "found": found, "fp": lost, "fn": left, **rounded}


def total(lines: Sequence[Mapping[str, Any]], tool: str) -> dict[str, Figure]:
    """One tool over all sets: its sensitivity, precision and F1 are those of the summed counts."""
    own = [line for line in lines if line["tool"] == tool]
    counted = figures_of(*(sum(line[name] for line in own) for name in ("n", "found", "fp", "fn")))
    asked = None if tool != OURS else sum(line["asked"] for line in own)
    cost = {"cpu_s": round(sum(line["cpu_s"] for line in own), 2), "peak_mb": max(line["peak_mb"] for line in own)}
    return {"tool": tool, "set": "all sets", **counted, "asked": asked, **cost}


def labelled_record(row: Mapping[str, str]) -> Record:
    """A row of a labelled set as the readers would give it."""
    return Record(
        record_id=row["record_id"],
        source="labelled",
        source_ref="",
        title=repair_text(row["title"]),
        abstract=repair_text(row["abstract"]),
        authors=repair_authors([row["authors"]]),
        year=repair_year(row["year"]),
        venue=repair_text(row["journal"]),
        volume=row["volume"],
        issue=row["issue"],
        pages=repair_pages(row["pages"]),
        doi=repair_doi(row["doi"]),
    )


def print_row(figures: Mapping[str, Figure]) -> None:
    """One row of the table on screen."""
    cells = ("-" if figures[name] is None else str(figures[name]) for name in COLUMNS)
    print("  ".join(cell.rjust(WIDTH[name]) for name, cell in zip(COLUMNS, cells, strict=True)), flush=True)


def main() -> None:
    """Print a table, and write the figures as one JSON object a line where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--no-peers", action="store_true", help="our own rules only")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--groups", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.groups:
        print_groups(chosen.folders[0])
        return
    tools: dict[str, list[str | Path]] = {OURS: [sys.executable, __file__, "--groups"]}
    if not chosen.no_peers:
        tools[PEER] = [peer_python(), Path(__file__).with_name("bib_dedupe_groups.py")]
    print_row(dict(zip(COLUMNS, COLUMNS, strict=True)))
    lines = []
    for folder in chosen.folders:
        for tool, command in tools.items():
            lines.append(measure(tool, command, folder))
            print_row(lines[-1])
    for tool in tools if len(chosen.folders) > 1 else ():
        print_row(total(lines, tool))
    if chosen.json:
        told = (json.dumps({name: line[name] for name in COLUMNS}) for line in lines)
        chosen.json.write_text("".join(f"{line}\n" for line in told), encoding="utf-8")


if __name__ == "__main__":
    main()
