"""A reviewer opens the screening notebook in a real browser, presses keys, and the decisions are in the events file."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from identification.events import current_events, read_events
from screening.refitting import HIDDEN
from tests.browser.jupyter import ROOT, open_page, run_notebook, running_lab


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
