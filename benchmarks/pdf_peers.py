"""The tools that benchmarks/fulltext.py measures: each takes a path and gives the text of every page, and how it ended.

Run as `python benchmarks/pdf_peers.py TOOL PDF` it prints one JSON object: status, pages (their texts), cpu_s, peak_mb.
CPU seconds are those of reading, without start-up and imports, which are the same for one page and for a thousand; the
quickest of three readings counts.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OURS = "rapid-evidence-review"
ROUNDS, ENOUGH = 3, 2.0
Readers = Callable[[Path], list[str]]


def plumber(path: Path) -> list[str]:
    """pdfplumber with its defaults."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        texts = []
        for page in document.pages:
            texts.append(page.extract_text() or "")
            page.close()
        return texts


def miner(path: Path) -> list[str]:
    """pdfminer.six with its defaults."""
    from pdfminer.high_level import extract_text

    return extract_text(path).split("\f")[:-1]


def pdfium(path: Path) -> list[str]:
    """pypdfium2's own text of each page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    texts = []
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        texts.append(text.get_text_range())
        text.close()
        page.close()
    return texts


def pypdf(path: Path) -> list[str]:
    """pypdf with its defaults."""
    import pypdf

    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def poppler(path: Path) -> list[str]:
    """pdftotext with its defaults, that is in reading order."""
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=False)
    if done.returncode:
        raise OSError(done.stderr.decode(errors="replace").strip().splitlines()[-1])
    return done.stdout.decode(errors="replace").split("\f")[:-1]


PEERS: dict[str, Readers] = {
    "pdfplumber": plumber,
    "pdfminer.six": miner,
    "pypdfium2": pdfium,
    "pypdf": pypdf,
    "pdftotext": poppler,
}
MODULES = {"pdfplumber": "pdfplumber", "pdfminer.six": "pdfminer", "pypdfium2": "pypdfium2", "pypdf": "pypdf"}


def ours(path: Path) -> dict[str, Any]:
    """What this project makes of a file: the whole job for status and memory, the text path alone for CPU seconds."""
    sys.path.insert(0, str(ROOT))
    from extraction.layers import Reading, Sheet, flow_texts
    from extraction.passages import split_passages
    from extraction.pdf import read_pdf
    from extraction.reading import read_document
    from identification.vocabulary import DocumentStatus

    layer = read_document(path, path.name)
    passages = split_passages(layer)
    peak = _peak_mb()
    pages = flow_texts(Reading("", tuple(Sheet(0, 0, page.text) for page in layer.pages), layer.blocks))
    own = {"status": layer.document.status.value, "pages": pages, "passages": len(passages), "peak_mb": peak}
    if layer.document.status is not DocumentStatus.READ:
        return own | {"cpu_s": _seconds(), "count": layer.document.pages}
    return own | {"cpu_s": _best(read_pdf, path)}


def peer(tool: str, path: Path) -> dict[str, Any]:
    """What a peer makes of a file; a failure is named by its exception."""
    if tool in MODULES:
        __import__(MODULES[tool])
    started = _seconds()
    try:
        pages = PEERS[tool](path)
        seconds = _seconds() - started
        seconds = seconds if seconds > ENOUGH else min(seconds, _best(PEERS[tool], path))
        status = "read" if any(page.strip() for page in pages) else "no text, not told"
    except Exception as fault:
        pages, status, seconds = [], f"{type(fault).__name__}: {fault}"[:80], _seconds() - started
    return {"status": status, "pages": pages, "cpu_s": seconds, "peak_mb": _peak_mb()}


def _best(read: Callable[[Path], Any], path: Path) -> float:
    """CPU seconds of the quickest of three readings, or of one that takes long: other programs disturb short ones."""
    best, spent = float("inf"), 0.0
    for _ in range(ROUNDS):
        started = _seconds()
        read(path)
        best = min(best, _seconds() - started)
        spent += best
        if spent > ENOUGH:
            break
    return best


def _seconds() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def _peak_mb() -> float:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(one).ru_maxrss for one in who) / 1024


if __name__ == "__main__":
    found = ours(Path(sys.argv[2])) if sys.argv[1] == OURS else peer(sys.argv[1], Path(sys.argv[2]))
    print(json.dumps(found))
