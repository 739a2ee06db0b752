"""A reviewer opens the screening notebook in a real browser, presses keys, and the decisions are in the events file."""

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from identification.events import current_events, read_events
from screening.requeueing import HIDDEN
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


def send_key(place: Locator, **event: object) -> None:
    """A key as keyboards send it that Playwright has not."""
    told = {"bubbles": True, "cancelable": True, **event}
    place.evaluate("(one, told) => one.dispatchEvent(new KeyboardEvent('keydown', told))", told)


WARD, LEADING, DONE = (
    "A letter on <b>ward</b> rounds",
    "Leading across boundaries",
    "You have decided all 3 records in the queue.",
)


def test_decisions_made_with_keys_in_jupyterlab_are_in_the_events_file(card: Locator, review: Path) -> None:
    page = card.page
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    expect(card.locator(".problem")).to_have_text("")
    expect(card.get_by_role("dialog", name="Which keys do your fingers know?").locator(".first")).to_be_focused()
    page.keyboard.press("4")
    expect(card.get_by_role("button", name="Keys: ASReview's")).to_be_visible()
    page.keyboard.press(",")
    page.keyboard.press("1")
    expect(card.get_by_role("button", name="Keys: this tool's")).to_be_visible()

    page.keyboard.press("w")
    expect(card.locator(".hint")).to_have_text(HIDDEN)
    page.set_viewport_size({"width": 800, "height": 800})
    assert card.locator(".hint").evaluate("one => one.scrollWidth <= one.clientWidth"), "a hint was cut off"
    page.set_viewport_size({"width": 1280, "height": 800})

    # A keypad that scrolls decides nothing, and a letter that is still composed chooses nothing.
    for key in ("Numpad2", "Numpad1", "Numpad5"):
        page.keyboard.press(key)
    expect(card.locator("h2")).to_have_text("Systems leadership in integrated care")
    page.keyboard.press("/")
    page.keyboard.type("boundar")
    expect(card.get_by_role("option")).to_have_text([re.compile(LEADING)])
    send_key(card.locator("input"), key="Enter", isComposing=True)
    expect(card.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Escape")

    # A click beside the card leaves its cell selected: the key is still the card's, and no cell becomes text.
    box = card.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] + 2, box["y"] + 50)
    expect(card.locator("article")).not_to_be_focused()
    press(card, "i", then=WARD)
    expect(card.locator("article")).to_be_focused()
    page.keyboard.press("n")
    page.keyboard.type("half a thought")
    page.keyboard.press("Enter")
    press(card, "ArrowRight", then=LEADING)
    press(card, "ArrowLeft", then=WARD)
    expect(card.get_by_label("Note on this record")).to_have_value("half a thought")
    card.get_by_label("Note on this record").fill("")
    page.keyboard.press("Escape")
    press(card, "e", then=LEADING)
    press(card, "u", then=WARD)
    send_key(card.locator("article"), key="у", code="KeyE")  # on a Cyrillic keyboard
    expect(card.locator("h2")).to_have_text(LEADING)
    press(card, "u", then=WARD)
    press(card, "2", then=LEADING)
    page.keyboard.press("n")
    page.keyboard.type("mine, i think")
    page.keyboard.press("Enter")
    press(card, "m", then=DONE)

    events, unread = read_events((review / "review/events/title_abstract").glob("ak-*.jsonl"))
    standing = {event.subject_id: (event.decision, event.reason, event.note) for event in current_events(events)}
    assert unread == []
    assert len(events) == 7
    assert standing == {"R1": ("include", "", ""), "R2": ("exclude", "E2", ""), "R3": ("maybe", "", "mine, i think")}
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells, "JupyterLab acted on a key that was the card's"

    finding_and_changing(card, review)
    saying_more(card, review)


def finding_and_changing(card: Locator, review: Path) -> None:
    """A new reviewer finds a record by its words, changes her mind, and saves what she sees as a table."""
    page = card.page
    page.keyboard.press("/")
    page.keyboard.type("boundar")
    expect(card.get_by_role("option")).to_have_text([re.compile(LEADING)])
    press(card, "Enter", then=LEADING)
    expect(card.locator(".own")).to_contain_text("You decided: maybe, with the note “mine, i think”")
    press(card, "i", then=DONE)
    page.keyboard.press("?")
    card.get_by_role("button", name="previous record (also k)").click()
    expect(card.locator("article")).to_be_focused()
    press(card, "ArrowRight", then=DONE)
    page.keyboard.press("v")
    card.get_by_role("combobox", name="Records").select_option("decided by me")
    card.get_by_role("button", name=re.compile("^Show")).press("Enter")
    expect(card.locator(".place")).to_contain_text("decided by me: 1 of 3")
    with page.expect_download() as saved:
        page.keyboard.press("x")
    table = list(csv.DictReader(io.StringIO(saved.value.path().read_text(encoding="utf-8-sig"))))
    saved_as = sorted((row["record_id"], row["decision"]) for row in table)
    assert saved_as == [("R1", "include"), ("R2", "exclude"), ("R3", "include")]
    page.keyboard.press("g")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(card.locator(".place")).to_contain_text("3 of 3")
    page.keyboard.press("/")
    page.keyboard.type("ward")
    expect(card.get_by_role("option")).to_have_text([re.compile("rounds")])
    press(card, "Enter", then=WARD)
    page.keyboard.press("p")
    expect(card.get_by_role("dialog", name="How far are you?")).to_contain_text("You decided3")
    page.keyboard.press("Escape")


def saying_more(card: Locator, review: Path) -> None:
    """On one record: its abstract and where that stands, a flag for the librarian, and a duplicate."""
    page = card.page
    page.keyboard.press("a")
    page.keyboard.type("A letter in three sentences.")
    page.keyboard.press("Tab")
    page.keyboard.type("the printed issue")
    page.keyboard.press("Enter")
    expect(card.locator("p.abstract")).to_have_text("A letter in three sentences.")
    edits = review / "review/events/edits"
    edits.rename(edits.with_name("moved"))
    edits.write_text("a file stands where the folder should be")
    page.keyboard.press("l")
    page.keyboard.type("the DOI is of another letter")
    page.keyboard.press("Control+Enter")
    expect(card.locator(".problem")).to_contain_text("This was not saved")
    edits.unlink()
    edits.with_name("moved").rename(edits)
    page.keyboard.press("l")
    expect(card.get_by_label("What is wrong")).to_have_value("the DOI is of another letter")
    page.keyboard.press("Control+Enter")
    expect(card.locator(".toast")).to_have_text("Flagged for the librarian")
    page.keyboard.press("d")
    page.keyboard.type("integrated care")
    expect(card.get_by_role("option")).to_have_text([re.compile("Systems leadership in integrated care")])
    page.keyboard.press("Enter")
    page.keyboard.type("erratum")
    page.keyboard.press("Enter")
    expect(card.locator(".toast")).to_contain_text("Noted as linked: Systems leadership in integrated care")

    said, _ = read_events(edits.glob("*.jsonl"))
    amended = next(event for event in said if event.decision == "amend")
    assert amended.content == {
        "field": "abstract",
        "value": "A letter in three sentences.",
        "origin": "the printed issue",
    }
    assert [event.note for event in said if event.decision == "flag"] == ["the DOI is of another letter"]
    linked, _ = read_events((review / "review/events/duplicates").glob("*.jsonl"))
    assert [(one.subject_id, one.decision, one.content) for one in linked] == [
        ("R2", "linked", {"other": "R1", "link": "erratum"})
    ]
