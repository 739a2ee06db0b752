"""How long does a reviewer wait: for the first record, and from a key to the next record on her screen?

    python benchmarks/notebook.py SET.csv... [--records 10000] [--decisions 200]

A review of that many records, made of the labelled sets' own text, is opened in a JupyterLab on this machine and in
headless Chromium; then keys are pressed, and the page itself measures from the key to the frame in which the next title
stands. Every decision is on disk before that. Printed are median and 95th percentile, the time from running the cells
to the first record, and the memory of the kernel and of the process beside it, which fits the queue anew. With
`--no-browser` only opening and memory are measured. The peer is ASReview LAB with its defaults, in the environment that
benchmarks/ranking.py makes for it: the same keys on the same records, one of them known to be relevant, one not.
"""

import argparse
import csv
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import FilePayload, Page

from benchmarks.ranking import PEER_ENVIRONMENT, PEER_PACKAGE, make_peer, sets_among
from identification.events import current_events, read_events
from identification.records import UniqueRecord
from identification.tables import read_table, write_table
from identification.vocabulary import Outcome
from screening.features import write_features
from screening.outcomes import Queued, Screened
from screening.ranking import read_records
from screening.simulation import read_labelled
from tests.browser.jupyter import free_port, open_page, run_all_cells, running_lab, wait_until_up

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
KEYS = "ie1e2me1e2"
# From the key to the frame after the one in which another title stands, in milliseconds, as the page sees it.
WATCH = """selector => {
  window.waited = [];
  const title = () => document.querySelector(selector)?.textContent;
  let [pressed, last] = [0, title()];
  document.addEventListener("keydown", () => (pressed = performance.now()), true);
  const told = () => requestAnimationFrame(() => {
    if (!pressed || !title() || title() === last) return;
    window.waited.push(performance.now() - pressed);
    [pressed, last] = [0, title()];
  });
  new MutationObserver(told).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""
# The peer's keys for the same decisions; it has no maybe.
PEER_KEYS = {"i": "r", **dict.fromkeys("em12", "i")}
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
        waited = press_keys(page, ".screening-card h2", KEYS, decisions)
    events, unread = read_events((review / "review/events/title_abstract").glob("*.jsonl"))
    assert len(current_events(events)) == len(events) == decisions, "a decision was lost or doubled"
    assert not unread
    print(f"  {decisions} decisions, each once in the log; {waits(waited)}")


def press_keys(page: Page, title: str, keys: str, decisions: int) -> list[float]:
    """The milliseconds from each key to the next title; the next key is pressed when it stands there."""
    page.evaluate(WATCH, title)
    for at in range(decisions):
        page.keyboard.press(keys[at % len(keys)])
        page.wait_for_function("many => window.waited.length >= many", arg=at + 1, polling=5, timeout=30_000)
    waited: list[float] = page.evaluate("window.waited")
    return waited


def waits(waited: list[float]) -> str:
    """What a reviewer waited, in words."""
    return (
        f"from key to next record: median {median(waited):.0f} ms, "
        f"95th percentile {quantiles(waited, n=20)[-1]:.0f} ms, longest {max(waited):.0f} ms"
    )


def measure_peer(review: Path, folder: Path, decisions: int) -> None:
    """The same keys on the same records in ASReview LAB: one record is relevant and one is not, so that it has a model.

    Its card fades in: it counts as shown when its title is in the page, before it can be read.
    """
    make_peer()
    listed = read_table(review / "results/identification/unique.csv", UniqueRecord)
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["title", "abstract", "included"])
    known = {0: 1, 1: 0}
    writer.writerows((one.title, one.abstract, known.get(at, "")) for at, one in enumerate(listed))
    data: FilePayload = {"name": "set.csv", "mimeType": "text/csv", "buffer": table.getvalue().encode()}
    with running_peer(folder) as lab, open_page() as page:
        made = page.request.post(f"{lab}/api/projects/create", multipart={"mode": "oracle", "file": data}, timeout=0)
        project = made.json()["id"]
        api = f"{lab}/api/projects/{project}"
        page.request.put(f"{api}/review", form={"status": "review", "trigger_model": "1"}, timeout=0)
        page.wait_for_function(
            "async api => (await (await fetch(`${api}/get_record`)).json()).result",
            arg=api,
            polling=500,
            timeout=600_000,
        )
        page.goto(f"{lab}/reviews/{project}/reviewer")
        title = "[aria-label='record title abstract'] h5"
        page.locator(title).wait_for(timeout=60_000)
        page.wait_for_timeout(3000)
        waited = press_keys(page, title, "".join(map(PEER_KEYS.__getitem__, KEYS)), decisions)
        told = page.request.get(f"{api}/progress").json()
    labelled = told["n_records"] - told["n_pool"] - len(known)
    print(f"  {PEER_PACKAGE}: {labelled} decisions; {waits(waited)}")


@contextmanager
def running_peer(folder: Path) -> Iterator[str]:
    """The address of an ASReview LAB that keeps its projects below `folder`."""
    port = free_port()
    words = [str(PEER_ENVIRONMENT / "bin/asreview"), "lab", "--no-browser", "--skip-update-check", "--port", str(port)]
    environment = os.environ | {"ASREVIEW_PATH": str(folder / "asreview"), "PYTHONPATH": ""}
    with (
        open(folder / "asreview.log", "wb") as log,
        subprocess.Popen(words, cwd=folder, env=environment, stdout=log, stderr=log) as lab,
    ):
        try:
            wait_until_up(f"http://127.0.0.1:{port}", lab, folder / "asreview.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            lab.terminate()


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
            measure_peer(folder / "review", folder, asked.decisions)


if __name__ == "__main__":
    main()
