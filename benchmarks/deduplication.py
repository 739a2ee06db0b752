"""How many duplicates do the rules find on labelled sets, and does any study disappear?

    python benchmarks/deduplication.py FOLDER... [--json FILE]

A folder holds records.csv (record_id, title, authors, year, journal, volume, issue, pages, doi, abstract) and truth.csv
(record_id, group_id). Counted at record level, keeping one record per group: fp is a study of which no record is kept,
fn a duplicate that is kept. `asked` counts the pairs that are left to a person. Rules only, without people's verdicts.
"""

import argparse
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from identification.duplicates import find_duplicates, group_records
from identification.records import Record
from identification.repair import repair_doi, repair_text, repair_year
from identification.tables import read_rows
from identification.vocabulary import Verdict

COLUMNS = ("tool", "set", "n", "fp", "fn", "sensitivity", "precision", "f1", "asked", "cpu_s", "peak_mb")
Figure = str | int | float | None


def measure(folder: Path) -> dict[str, Figure]:
    """The figures of one labelled set."""
    records = [labelled_record(row) for row in read_rows(folder / "records.csv")]
    truth = {row["record_id"]: row["group_id"] for row in read_rows(folder / "truth.csv")}
    start = time.process_time()
    pairs = find_duplicates(records)
    groups = group_records(records, pairs)
    seconds = time.process_time() - start
    return {
        "tool": "rapid-evidence-review",
        "set": folder.name,
        **score(groups, truth),
        "asked": sum(pair.verdict == Verdict.ASK for pair in pairs),
        "cpu_s": round(seconds, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def score(groups: Sequence[Sequence[str]], truth: Mapping[str, str]) -> dict[str, Figure]:
    """Record-level figures when each group keeps a record of the study that most of it belongs to.

    >>> score([["a", "b"], ["c"]], {"a": "1", "b": "1", "c": "1"})["fn"]
    1
    """
    kept = [Counter(truth[record] for record in group).most_common(1)[0][0] for group in groups]
    lost = len(set(truth.values())) - len(set(kept))
    left = len(kept) - len(set(kept))
    found = len(truth) - len(groups) - lost
    sensitivity = found / (found + left) if found + left else None
    precision = found / (found + lost) if found + lost else None
    f1 = 2 * found / (2 * found + lost + left) if found + lost + left else None
    figures = {"sensitivity": sensitivity, "precision": precision, "f1": f1}
    rounded = {name: None if value is None else round(value, 4) for name, value in figures.items()}
    return {"n": len(truth), "fp": lost, "fn": left, **rounded}


def labelled_record(row: Mapping[str, str]) -> Record:
    """A row of a labelled set as the readers would give it."""
    return Record(
        record_id=row["record_id"],
        source="labelled",
        source_ref="",
        title=repair_text(row["title"]),
        abstract=repair_text(row["abstract"]),
        authors=row["authors"],
        year=repair_year(row["year"]),
        venue=row["journal"],
        volume=row["volume"],
        issue=row["issue"],
        pages=row["pages"],
        doi=repair_doi(row["doi"]),
    )


def shown(figure: Figure) -> str:
    """A figure as the table prints it."""
    return "-" if figure is None else str(figure)


def main() -> None:
    """Print a table, and write the figures as one JSON object a line where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    print("  ".join(f"{name:>11}" for name in COLUMNS[1:]))
    lines = []
    for folder in chosen.folders:
        figures = measure(folder)
        lines.append(json.dumps(figures))
        print("  ".join(f"{shown(figures[name]):>11}" for name in COLUMNS[1:]))
    if chosen.json:
        chosen.json.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
