"""A reviewer opens the screening notebook in a real browser, presses keys, and the decisions are in the events file."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from identification.events import current_events, read_events
from identification.records import UniqueRecord
from identification.tables import write_table
from identification.vocabulary import Outcome
from screening.outcomes import Queued, Screened
from screening.refitting import HIDDEN
from tests.browser.jupyter import ROOT, open_page, run_notebook, running_lab

CONFIG = """
title: A tiny review
questions: [{id: Q1, text: "What is systems leadership?"}]
eligibility:
  include: [{id: I1, text: The report is about leadership across organisations.}]
  exclude:
    - {id: E1, text: The report is not about health or care.}
    - {id: E2, text: "The report is a comment, letter or book review."}
sources: [{id: pubmed, name: PubMed, kind: database}]
reviewers: [{id: ak, name: Anna, role: reviewer}, {id: bm, name: Ben, role: reviewer}]
"""
CODEBOOK = """
version: "1.0"
concept: {name: systems leadership, terms: ['\\bsystems? leader\\w*']}
families: []
"""
RECORDS = {
    "R1": ("Systems leadership in integrated care", "We asked 12 leaders what system leadership means to them."),
    "R2": ("A letter on <b>ward</b> rounds", ""),
    "R3": ("Leading across boundaries", "Interviews with system leaders."),
}


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A review that was run once and in which nobody has decided yet, in a folder with a space."""
    folder = tmp_path / "OneDrive - a review"
    (folder / "config").mkdir(parents=True)
    (folder / "config/config.yaml").write_text(CONFIG)
    (folder / "config/codebook.yaml").write_text(CODEBOOK)
    records = [UniqueRecord(key, (key,), ("pubmed",), *texts) for key, texts in RECORDS.items()]
    write_table(records, UniqueRecord, folder / "results/identification/unique.csv")
    queue = [Queued(rank, key, 0.5, RECORDS[key][0], "", "") for rank, key in enumerate(RECORDS, start=1)]
    write_table(queue, Queued, folder / "results/screening/queue.csv")
    screened = [Screened(key, Outcome.AWAITING, (), (), (), "", "", 2, RECORDS[key][0]) for key in RECORDS]
    write_table(screened, Screened, folder / "results/screening/title_abstract.csv")
    return folder


@pytest.fixture
def card(tmp_path: Path, review: Path) -> Iterator[Locator]:
    """The card in a copy of the notebook, run in a JupyterLab that is started as `launch.py screen` starts it."""
    served = tmp_path / "notebooks"
    served.mkdir()
    shutil.copy(ROOT / "workflow/notebooks/screening.ipynb", served)
    settings = {"REVIEWER": "ak", "REVIEW": str(review)}
    with running_lab(served, tmp_path / "jupyter", settings) as address, open_page() as page:
        yield run_notebook(page, address, "screening.ipynb", ".screening-card")


def press(card: Locator, key: str, *, then: str) -> None:
    """Press a key and wait for the title that the card must show after it."""
    card.page.keyboard.press(key)
    expect(card.locator("h2")).to_have_text(then)


def test_decisions_made_with_keys_in_jupyterlab_are_in_the_events_file(card: Locator, review: Path) -> None:
    cells = card.page.locator(".jp-Notebook .jp-Cell").count()
    expect(card.locator(".problem")).to_have_text("")
    card.locator("h2").click()

    card.page.keyboard.press("w")
    expect(card.locator(".hint")).to_have_text(HIDDEN)
    card.page.set_viewport_size({"width": 800, "height": 800})
    assert card.locator(".hint").evaluate("one => one.scrollWidth <= one.clientWidth"), "a hint was cut off"
    card.page.set_viewport_size({"width": 1280, "height": 800})

    press(card, "i", then="A letter on <b>ward</b> rounds")
    press(card, "e", then="Leading across boundaries")
    press(card, "u", then="A letter on <b>ward</b> rounds")
    press(card, "2", then="Leading across boundaries")
    card.page.keyboard.press("n")
    card.page.keyboard.type("mine, i think")
    card.page.keyboard.press("Enter")
    press(card, "m", then="You have decided all 3 records in the queue.")

    events, unread = read_events((review / "review/events/title_abstract").glob("ak-*.jsonl"))
    standing = {event.subject_id: (event.decision, event.reason, event.note) for event in current_events(events)}
    assert unread == []
    assert len(events) == 5
    assert standing == {"R1": ("include", "", ""), "R2": ("exclude", "E2", ""), "R3": ("maybe", "", "mine, i think")}
    assert card.page.locator(".jp-Notebook .jp-Cell").count() == cells, "JupyterLab acted on a key that was the card's"
