"""How many of an article's tables come out of its PDF with the words that belong in them, beside pdfplumber's default?

    python benchmarks/tables.py FOLDER [--no-peers] [--json FILE]

FOLDER holds <key>.pdf and the article's JATS as <key>.xml. Counted are the tables of the XML with 12 cells and more (a
cell with several columns or rows counts once). A table is found when the words of the cells of one table from the PDF
match those of its cells with an F1 of .8 or more: precision and recall over words as a bag, each counted as often as it
stands there. Parts of a table on following pages count as one where the tool says that they are. Tables that the XML
holds as a picture have no cells and are not counted. `cells` is the share of the XML's cells with a word in them whose
whole text is one cell of the matched table: it tells whether rows and columns were told apart too.
"""

import argparse
import json
import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from defusedxml import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

OURS, PEER = "rapid-evidence-review", "pdfplumber"
FEWEST_CELLS = 12
ENOUGH = 0.8
KEYS = ("tool", "document", "table", "cells_in_truth", "f1", "cells", "boxes", "cpu_s")
Cells = list[str]


def tables_of(xml: Path) -> Iterator[tuple[str, Cells]]:
    """The tables of an article's XML with their labels, each as the texts of its cells."""
    for number, wrap in enumerate(ElementTree.parse(xml).iter("table-wrap"), start=1):
        label = wrap.findtext("label") or f"table {number}"
        for table in wrap.iter("table"):
            cells = [" ".join("".join(cell.itertext()).split()) for cell in table.iter() if cell.tag in ("td", "th")]
            if len(cells) >= FEWEST_CELLS:
                yield label, cells


def words(text: str) -> list[str]:
    """Letters and digits, as they are compared."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).replace("\u00ad", "").casefold())


def f1(found: Cells, truth: Cells) -> float:
    """The F1 of the words of two tables as bags.

    >>> f1(["a b", "c"], ["a", "b", "d"])
    0.6666666666666666
    """
    ours, theirs = (Counter(word for cell in cells for word in words(cell)) for cells in (found, truth))
    both = (ours & theirs).total()
    return 2 * both / (ours.total() + theirs.total()) if both else 0.0


def cells_kept(found: Cells, truth: Cells) -> float:
    """The share of the true cells with a word in them that are one cell of the table found."""
    wanted = Counter("".join(words(cell)) for cell in truth)
    del wanted[""]
    own = Counter("".join(words(cell)) for cell in found)
    return (wanted & own).total() / max(1, wanted.total())


def ours(path: Path) -> list[dict[str, Any]]:
    """The tables that this project finds; parts of one table have its label."""
    from extraction.reading import read_document

    whole: dict[str, dict[str, Any]] = {}
    for number, table in enumerate(read_document(path, path.name).tables):
        one = whole.setdefault(table.label.casefold() or str(number), {"cells": [], "boxed": 0})
        one["cells"] += [cell.text for cell in table.cells]
        one["boxed"] += sum(cell.x1 > cell.x0 and cell.bottom > cell.top for cell in table.cells)
    return list(whole.values())


def plumber(path: Path) -> list[dict[str, Any]]:
    """The tables that pdfplumber finds with its defaults."""
    import pdfplumber

    found = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for table in page.find_tables():
                cells = [cell or "" for row in table.extract() for cell in row]
                found.append({"cells": cells, "boxed": len(cells)})
            page.close()
    return found


def measure(tool: str, path: Path) -> list[dict[str, Any]]:
    """One line for each table of the article's XML."""
    command = [sys.executable, str(Path(__file__).resolve()), str(path), "--read", tool]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{tool} stopped on {path.name}: {done.stderr.strip().splitlines()[-1]}")
    read = json.loads(done.stdout)
    lines = []
    for label, truth in tables_of(path.with_suffix(".xml")):
        best = max(read["tables"], key=lambda one: f1(one["cells"], truth), default={"cells": [], "boxed": 0})
        figures = (round(f1(best["cells"], truth), 3), round(cells_kept(best["cells"], truth), 3))
        boxes = round(best["boxed"] / max(1, len(best["cells"])), 3)
        line = (tool, path.stem, label, len(truth), *figures, boxes, round(read["cpu_s"], 2))
        lines.append(dict(zip(KEYS, line, strict=True)))
    return lines


def print_row(cells: Sequence[Any]) -> None:
    """One row of the table on screen."""
    print(
        "  ".join(str(cell)[:24].rjust(max(8, len(name))) for name, cell in zip(KEYS, cells, strict=True)), flush=True
    )


def main() -> None:
    """Print a table, and write the figures as one JSON object a line where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--no-peers", action="store_true", help="our own tables only")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--read", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.read:
        found = (ours if chosen.read == OURS else plumber)(chosen.folder)
        print(json.dumps({"tables": found, "cpu_s": time.process_time()}))
        return
    print_row(KEYS)
    lines = []
    for path in sorted(chosen.folder.glob("*.pdf")):
        for tool in (OURS,) if chosen.no_peers else (OURS, PEER):
            for line in measure(tool, path) if path.with_suffix(".xml").exists() else ():
                lines.append(line)
                print_row(list(line.values()))
    for tool in dict.fromkeys(line["tool"] for line in lines):
        own = [line for line in lines if line["tool"] == tool]
        good = sum(line["f1"] >= ENOUGH for line in own)
        kept = sum(line["cells"] for line in own) / len(own)
        print(f"{tool}: {good} of {len(own)} tables with F1 >= {ENOUGH} ({good / len(own):.3f}); cells kept {kept:.3f}")
    if chosen.json:
        chosen.json.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
