"""How much of an article's text comes out of its PDF, in how many CPU seconds and how much memory, beside five peers?

    python benchmarks/fulltext.py FOLDER [--no-peers] [--peer-python PYTHON] [--json FILE]

FOLDER holds PDFs; beside a PDF, <key>.json may hold the article's own text ({"paras": [[kind, text], ...]}; "abs" and
"p" are abstract and body). A sentence of 8 to 80 words of that text is found `squashed` when its letters and digits
stand in the PDF's text, and word for word (`sent_words`) when its words do, in sequence and as whole words: a torn,
glued or wrongly hyphenated word costs its sentence. Every tool reads every file in a process of its own. Files without
a truth show status, CPU seconds and memory: of ours a status is always named, and no file passes its bounds.

A peer that is not installed is named and left out; --peer-python names another Python to look for peers in.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from pdf_peers import MODULES, OURS, PEERS

KEYS = ("tool", "document", "status", "pages", "columns", "sent_squashed", "sent_words", "word_recall")
KEYS += ("cpu_s", "peak_mb")
MEASURES = ("sent_squashed", "sent_words", "word_recall")
# A reader has to be done with any file by then; ours ends itself after five minutes.
SECONDS = 600
SENTENCE_END = re.compile(r"(?<=[a-z0-9\)\]][.!?])\s+(?=[A-Z])")
SHORTEST, LONGEST = 8, 80
# A page is set in two columns when hardly a letter stands in the strip between them: below this share of the usual.
GUTTER_SHARE = 0.35
Line = dict[str, Any]


def score(pages: Sequence[str], paragraphs: Sequence[Sequence[str]]) -> dict[str, float]:
    """The shares of an article's sentences and words that stand in the text of its pages.

    >>> score(["Leaders of all kinds share their power with others ﬁrst."],
    ...       [["p", "Leaders of all kinds share their power with others first."]])["sent_words"]
    1.0
    """
    body = [text for kind, text in paragraphs if kind in ("abs", "p")]
    cut = (piece for text in body for piece in SENTENCE_END.split(text))
    sentences = [piece for piece in cut if SHORTEST <= len(words(piece)) <= LONGEST]
    found = words("\n".join(pages))
    line, flat = f" {' '.join(found)} ", "".join(found)
    wanted = Counter(word for text in body for word in words(text))
    in_letters = sum("".join(words(one)) in flat for one in sentences)
    in_words = sum(f" {' '.join(words(one))} " in line for one in sentences)
    both = (Counter(found) & wanted).total()
    shares = (in_letters / max(1, len(sentences)), in_words / max(1, len(sentences)), both / max(1, wanted.total()))
    return dict(zip(MEASURES, (round(share, 4) for share in shares), strict=True))


def words(text: str) -> list[str]:
    """The words of a text as they are compared: compatibility forms resolved, lower case, ASCII letters and digits."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").lower()
    return re.findall(r"[a-z0-9]+", plain)


def columns_of(path: Path) -> int | None:
    """The columns that most of a PDF's text is set in, one or two; None when it cannot be told."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        across = [0] * 200
        for page in document:
            width, text = page.get_width(), page.get_textpage()
            for index in range(text.count_rects()):
                left, _, right, _ = text.get_rect(index)
                for place in range(max(0, int(200 * left / width)), min(199, int(200 * right / width)) + 1):
                    across[place] += 1
    except pypdfium2.PdfiumError:
        return None
    usual = sorted(across[50:150])[50]
    return None if not usual else 2 if min(across[84:117]) < GUTTER_SHARE * usual else 1


def measure(tool: str, python: str, path: Path) -> Line:
    """The figures of one tool on one file."""
    command = [python, str(HERE / "pdf_peers.py"), tool, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
        told = done.stderr.strip().splitlines()[-1:] or [f"crashed ({done.returncode})"]
        found = json.loads(done.stdout) if done.returncode == 0 else {"status": told[0][:80]}
    except subprocess.TimeoutExpired:
        found = {"status": f"not done after {SECONDS} seconds", "cpu_s": SECONDS}
    pages, truth = found.get("pages", []), path.with_suffix(".json")
    line = dict.fromkeys(KEYS) | {"tool": tool, "document": path.stem, "status": found["status"]}
    line |= {"pages": found.get("count", len(pages)), "cpu_s": _rounded(found.get("cpu_s"), 3)}
    line["peak_mb"] = _rounded(found.get("peak_mb"), 0)
    if truth.exists():
        line |= score(pages, json.loads(truth.read_text(encoding="utf-8"))["paras"])
    return line


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def summaries(lines: Sequence[Line]) -> Iterator[Mapping[str, Any]]:
    """One line for each tool and number of columns: means over articles, pages per CPU second over all files read."""
    for tool in dict.fromkeys(line["tool"] for line in lines):
        own = [line for line in lines if line["tool"] == tool]
        for columns in (1, 2, None):
            scored = [one for one in own if one["sent_words"] is not None and columns in (None, one["columns"])]
            read = [one for one in own if one["pages"] and one["cpu_s"] and columns in (None, one["columns"])]
            if read:
                yield {
                    "tool": tool,
                    "columns": columns or "all",
                    "articles": len(scored),
                    **{name: round(mean(one[name] for one in scored), 4) if scored else "-" for name in MEASURES},
                    "pages/CPU-s": round(sum(one["pages"] for one in read) / sum(one["cpu_s"] for one in read), 1),
                    "peak MB": max(one["peak_mb"] for one in read),
                }


def two_processes(paths: Sequence[Path], rounds: int = 7) -> float:
    """How many times as many pages two processes read in the same time as one, each reading all of the files.

    Turn and turn about, and the best of each: what else the machine does slows now one and now the other.
    """
    code = "import sys; from pathlib import Path; from extraction.pdf import read_pdf\n"
    code += "print(flush=True); input(); [read_pdf(Path(path)) for path in sys.argv[1:]]"
    times = [(_together(code, paths, 1), _together(code, paths, 2)) for _ in range(rounds)]
    return 2 * min(one for one, _ in times) / min(two for _, two in times)


def _together(code: str, paths: Sequence[Path], number: int) -> float:
    command = [sys.executable, "-c", code, *map(str, paths)]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE.parent)
        for _ in range(number)
    ]
    for one in running:
        one.stdout.readline()  # type: ignore[union-attr]  # started, and its imports done
    started = time.perf_counter()
    for one in running:
        one.stdin.write("\n")  # type: ignore[union-attr]
        one.stdin.flush()  # type: ignore[union-attr]
    for one in running:
        one.wait()
    return time.perf_counter() - started


def tools_of(peer_python: str) -> dict[str, str]:
    """The peers that are installed, each with the Python to run it in; the others are named."""
    tools = {}
    for tool in PEERS:
        pythons = (sys.executable, peer_python) if tool in MODULES else (sys.executable,)
        where = [python for python in pythons if python and _has(tool, python)]
        if where:
            tools[tool] = where[0]
        else:
            print(f"{tool} is not installed and left out.")
    return tools


def _has(tool: str, python: str) -> bool:
    if tool not in MODULES:
        return shutil.which(tool) is not None
    return not subprocess.run([python, "-c", f"import {MODULES[tool]}"], capture_output=True, check=False).returncode


def print_row(cells: Mapping[str, Any]) -> None:
    """One row of a table on screen."""
    print("  ".join(str("-" if cell is None else cell)[:28].rjust(max(9, len(name))) for name, cell in cells.items()))


def main() -> None:
    """Print a table, and write the figures as one JSON object a line where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--no-peers", action="store_true", help="our own reading only")
    parser.add_argument("--no-pairs", action="store_true", help="do not measure two processes side by side")
    parser.add_argument("--peer-python", default="", help="a Python with further peers")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    tools = {OURS: sys.executable} | ({} if chosen.no_peers else tools_of(chosen.peer_python))
    paths = sorted(chosen.folder.glob("*.pdf"))
    lines: list[Line] = []
    print("  ".join(name.rjust(max(9, len(name))) for name in KEYS))
    for path in paths:
        columns = columns_of(path)
        for tool, python in tools.items():
            lines.append(measure(tool, python, path) | {"columns": columns})
            print_row(lines[-1])
            sys.stdout.flush()
    for number, summary in enumerate(summaries(lines)):
        if not number:
            print("\n" + "  ".join(name.rjust(max(9, len(name))) for name in summary))
        print_row(summary)
    if not chosen.no_pairs:
        good = [
            path for path in paths if any(one["document"] == path.stem and one["status"] == "read" for one in lines)
        ]
        print(f"\nTwo processes read {two_processes(good):.2f} times as many pages as one in the same time.")
    if chosen.json:
        chosen.json.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
