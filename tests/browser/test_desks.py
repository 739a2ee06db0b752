"""An adjudicator works at duplicates, conflicts and full texts by keys, in a real browser, and the log has each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from extraction.documents import Report
from extraction.text_layer import Document
from extraction.text_layer import Page as TextPage
from identification.events import Event, append_events, read_events
from identification.merge_log import DoubtfulRecords
from identification.records import Record
from identification.tables import write_lines, write_table
from identification.vocabulary import DocumentStatus, EventKind, Outcome, Retrieval
from screening.outcomes import Conflict
from tests.browser.conftest import RECORDS
from tests.browser.jupyter import ROOT, STARTS_WITHIN_S, open_page, running_app, serious_faults
from tests.unit.extraction.making_pdfs import two_columns
from workflow.opening import surroundings

PHONE = 390


@pytest.fixture
def full_review(review: Path) -> Path:
    """The tiny review with a doubtful pair, a conflict, and a report that waits with its text of two pages."""
    results = review / "results"
    records = [Record(key, "pubmed", "", *texts, year="2019") for key, texts in RECORDS.items()]
    write_table(records, Record, results / "identification/records.csv")
    pair = DoubtfulRecords("R1", "R3", "", "Alike.", 90, (), (), ("R1", "R3"), *("",) * 8, (), ())
    write_table([pair], DoubtfulRecords, results / "identification/doubtful.csv")
    conflict = Conflict("R1", EventKind.TITLE_ABSTRACT, RECORDS["R1"][0], "", "people disagree")
    write_table([conflict], Conflict, results / "screening/conflicts.csv")
    at, kind = "2026-01-01T09:00:00+00:00", EventKind.TITLE_ABSTRACT
    said = [
        Event("e1", at, "ak", kind, "R1", "include", note="It is about leaders."),
        Event("e2", at, "bm", kind, "R1", "exclude", "E2"),
    ]
    append_events(said, review / "review/events/title_abstract/both.jsonl")
    (review / "review/fulltexts").mkdir()
    two_columns(review / "review/fulltexts/a.pdf", pages=2)
    texts = ("", "Ash, A.", "2019", "", "", Retrieval.OBTAINED, "", "", "", "a.pdf", None, "")
    write_table([Report("R1", "", ("R1",), *texts, Outcome.AWAITING)], Report, results / "extraction/reports.csv")
    document = Document("a.pdf", "", DocumentStatus.READ, 2, 9, "")
    write_table([document], Document, results / "extraction/documents.csv")
    pages = [TextPage("a.pdf", number, 595, 842, f"Text of page {number}") for number in (1, 2)]
    write_lines(pages, results / "extraction/a.pdf/pages.jsonl")
    return review


@pytest.fixture
def page() -> Iterator[Page]:
    with open_page() as opened:
        yield opened


def shown(page: Page, address: str, notebook: str, card: str) -> Locator:
    """The card of a notebook, in light on a laptop, with nothing that keeps people out; then in dark and on a phone."""
    place, _, key = address.partition("?")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{place}voila/render/{notebook}?{key}")
    found = page.locator(card)
    found.wait_for(timeout=STARTS_WITHIN_S * 1000)
    keys = found.get_by_role("dialog", name="Which keys do your fingers know?")
    if keys.is_visible():
        expect(keys.locator(".first")).to_be_focused()
        page.keyboard.press("1")
        expect(keys).to_be_hidden()
    assert serious_faults(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": PHONE, "height": 844})
    assert serious_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    return found


def test_an_adjudicator_works_at_pairs_conflicts_and_full_texts_by_keys(
    tmp_path: Path, full_review: Path, page: Page
) -> None:
    words = ["workflow.app", str(ROOT / "workflow/notebooks")]
    with running_app(words, tmp_path / "jupyter", surroundings(full_review, "cc")) as (address, _):
        pairs = shown(page, address, "duplicates.ipynb", ".pair-card")
        expect(pairs.locator("mark").first).to_have_text("Systems leadership in integrated care")
        for key in ("l", "erra", "Enter"):
            page.keyboard.press(key) if len(key) != 4 else page.keyboard.type(key)
        expect(pairs.locator(".toast")).to_have_text("Noted as linked: erratum")
        page.keyboard.press("u")
        expect(pairs.locator(".toast")).to_contain_text("Taken back")
        page.keyboard.press("d")
        expect(pairs.locator("h2")).to_contain_text("Every pair has your verdict.")

        conflicts = shown(page, address, "conflicts.ipynb", ".screening-card")
        expect(conflicts.locator("tbody tr")).to_have_text(["akincludeIt is about leaders.", "bmexcludeE2"])
        expect(conflicts.get_by_role("button", name="Maybe")).to_be_hidden()
        page.keyboard.press("ArrowRight")
        expect(conflicts.locator("h2")).to_have_text("You are at the end of the list. 1 of it is still open.")
        page.keyboard.press("ArrowLeft")
        expect(conflicts.locator("h2")).to_have_text("Systems leadership in integrated care")
        page.keyboard.press("2")
        expect(conflicts.locator("h2")).to_have_text("Every conflict is settled.")

        reports = shown(page, address, "fulltext.ipynb", ".screening-card")
        expect(reports.get_by_alt_text("Page 1")).to_be_visible()
        reports.get_by_role("button", name="On").click()
        expect(reports.get_by_alt_text("Page 2")).to_be_visible()
        page.keyboard.press("[")
        expect(reports.get_by_alt_text("Page 1")).to_be_visible()
        page.keyboard.press("e")
        expect(reports.locator(".toast")).to_contain_text("Why? Press 1 to 2")
        page.keyboard.press("1")
        expect(reports.locator("h2")).to_have_text("You have decided the 1 record in the queue.")

    events, unread = read_events((full_review / "review/events").glob("*/cc-*.jsonl"))
    assert unread == []
    assert sorted((one.kind.value, one.subject_id, one.decision, one.reason) for one in events) == [
        ("adjudication", "R1", "exclude", "E2"),
        ("duplicates", "R3", "different", ""),
        ("duplicates", "R3", "linked", ""),
        ("duplicates", "R3", "withdrawn", ""),
        ("full_text", "R1", "exclude", "E1"),
    ]
