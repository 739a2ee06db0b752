"""How long does a reviewer wait: for the first record, and from a key to the next record on her screen?

    python benchmarks/notebook.py SET.csv... [--records 10000] [--decisions 200]

A review of that many records, made of the labelled sets' own text, is opened in a JupyterLab on this machine and in
headless Chromium; then keys are pressed, and the page itself measures from the key to the frame in which the next title
stands. Every decision is on disk before that. Printed are median and 95th percentile, the time from running the cells
to the first record, and the memory of the kernel and of the process beside it, which fits the queue anew. With
`--no-browser` only opening and memory are measured, without a browser.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import count, islice
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.ranking import sets_among
from identification.events import current_events, read_events
from identification.records import UniqueRecord
from identification.tables import write_table
from identification.vocabulary import Outcome
from screening.features import write_features
from screening.outcomes import Queued, Screened
from screening.ranking import read_records
from screening.simulation import read_labelled
from tests.browser.jupyter import open_page, run_all_cells, running_lab

CONFIG = """
title: A large review
questions: [{id: Q1, text: "What is known about the interventions?"}]
eligibility:
  include: [{id: I1, text: The report has findings of its own.}]
  exclude: [{id: E1, text: The report is not about health.}, {id: E2, text: The report is a comment.}]
sources: [{id: pubmed, name: PubMed, kind: database}]
reviewers: [{id: ak, role: reviewer}]
screening: {title_abstract: {policy: single}}
"""
# The first record of a sitting and the first fits are slower; who screens for hours does not notice.
KEYS = "ieeeemeeee"
# From the key to the frame after the one in which another title stands, in milliseconds, as the page sees it.
WATCH = """card => {
  window.waited = [];
  let pressed = 0;
  card.addEventListener("keydown", () => (pressed = performance.now()), true);
  const told = () => requestAnimationFrame(() => {
    if (pressed) window.waited.push(performance.now() - pressed);
    pressed = 0;
  });
  new MutationObserver(told).observe(card, { attributeFilter: ["data-record"] });
}"""
KERNEL = """
import sys, time
from pathlib import Path
began = time.monotonic()
from extraction.report_card import open_report_card
card = open_report_card(Path(sys.argv[1]), "ak", Path(sys.argv[2]), stage="title_abstract")
assert card.view["state"] == "record", card.view
def most():  # the high-water mark of this program: getrusage would count that of the one that started it
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
print(time.monotonic() - began, most())
card.place.refit.explain(card.desk, lambda group, why: None)
time.sleep(float(sys.argv[3]))
print(most())
"""


def make_review(sets: list[Path], records: int, folder: Path) -> None:
    """A review that was run once, with nothing decided."""
    known = [record for path in sets_among(sets) for record in read_labelled(path)]
    random.Random(1).shuffle(known)
    listed = []
    for at, (record, copy) in enumerate(islice(((one, copy) for copy in count() for one in known), records)):
        key, abstract = f"R{at:07}", f"{record.abstract} copy{copy}" if copy else record.abstract
        listed.append(
            UniqueRecord(key, (key,), ("pubmed",), title=f"{record.title} ({at})", abstract=abstract, year="2020")
        )
    (folder / "config").mkdir(parents=True)
    (folder / "config/config.yaml").write_text(CONFIG, encoding="utf-8")
    shutil.copy(ROOT / "config/codebook.yaml", folder / "config")
    write_table(listed, UniqueRecord, folder / "results/identification/unique.csv")
    queue = [Queued(rank, one.group_id, 0.5, one.title, one.year, "") for rank, one in enumerate(listed, start=1)]
    write_table(queue, Queued, folder / "results/screening/queue.csv")
    waiting = [Screened(one.group_id, Outcome.AWAITING, (), (), (), "", "", 1, one.title) for one in listed]
    write_table(waiting, Screened, folder / "results/screening/title_abstract.csv")
    write_features(read_records(listed, semantic=False), folder / "results/screening/features.npz")


def measure_kernel(review: Path, records: int) -> None:
    """Opening without a browser, in a process of its own, and its memory before and after a first fit beside it."""
    words = [sys.executable, "-c", KERNEL, str(review), str(ROOT / "workflow/schemas/config.schema.yaml"), "20"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    told = subprocess.run(words, env=environment, capture_output=True, text=True, check=True).stdout.split()
    opened, before, after = map(float, told)
    print(
        f"{records:,} records: opened in {opened:.1f} s; the kernel {before:.0f} MB, {after:.0f} after a fit beside it"
    )


def measure_browser(review: Path, folder: Path, decisions: int) -> None:
    """Keys in a real browser, and whether each is one decision in the log."""
    served = folder / "notebooks"
    served.mkdir()
    shutil.copy(ROOT / "workflow/notebooks/screening.ipynb", served)
    (review / "results/notebooks").mkdir(parents=True)
    (review / "results/notebooks/ak.json").write_text(json.dumps({"keys": "ours"}))
    with running_lab(served, folder / "jupyter", {"REVIEWER": "ak", "REVIEW": str(review)}) as lab, open_page() as page:
        page.goto(f"{lab}/lab/tree/screening.ipynb?reset")
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
        page.wait_for_timeout(2000)
        began = time.monotonic()
        run_all_cells(page)
        card = page.locator(".screening-card")
        card.locator("article mark").first.wait_for(timeout=60_000)
        print(f"  from 'run all cells' to the first record: {time.monotonic() - began:.1f} s")
        page.wait_for_timeout(3000)
        card.evaluate(WATCH)
        for at in range(decisions):
            page.keyboard.press(KEYS[at % len(KEYS)])
            page.wait_for_function("many => window.waited.length >= many", arg=at + 1, polling=5, timeout=30_000)
        waited = page.evaluate("window.waited")
    events, unread = read_events((review / "review/events/title_abstract").glob("*.jsonl"))
    assert len(current_events(events)) == len(events) == decisions, "a decision was lost or doubled"
    assert not unread
    print(
        f"  {decisions} decisions, each once in the log; from key to next record: median {median(waited):.0f} ms, "
        f"95th percentile {quantiles(waited, n=20)[-1]:.0f} ms, longest {max(waited):.0f} ms"
    )


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--decisions", type=int, default=200)
    parser.add_argument("--no-browser", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make_review(asked.sets, asked.records, folder / "review")
        measure_kernel(folder / "review", asked.records)
        if not asked.no_browser:
            measure_browser(folder / "review", folder, asked.decisions)


if __name__ == "__main__":
    main()
