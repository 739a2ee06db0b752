"""People code, check, settle and appraise a full text in a real browser, and what they did is in the events."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from extraction.codebook import read_codebook
from extraction.coding_tables import CodingDifference
from extraction.comparison import compare_codings
from extraction.documents import Extract, MatchedDocument, RefusedExtract, Report
from extraction.extracts import anchor_codings
from extraction.layers import page_lines
from extraction.passages import split_passages
from extraction.reading import read_document
from extraction.suggestions import suggest_codes
from extraction.text_layer import Document
from identification.events import Event, append_events, current_events, read_events
from identification.tables import write_lines, write_table
from identification.vocabulary import EventKind
from tests.browser.jupyter import ROOT, open_page, run_notebook, running_lab
from tests.unit.synthesis.making_extracts import report

SYNTHETIC = ROOT / "examples/worked-example"
NAME = "okonjo_2021.pdf"
SCHEMAS = ROOT / "workflow/schemas"
CONFIG = """
title: A tiny review
questions: [{id: Q1, text: "What is systems leadership?"}]
eligibility:
  include: [{id: I1, text: The report is about leadership across organisations.}]
  exclude: [{id: E1, text: The report is not about health or care.}]
sources: [{id: pubmed, name: PubMed, kind: database}]
reviewers: [{id: ak, role: reviewer}, {id: bm, role: reviewer}, {id: cd, role: adjudicator}]
appraisal: {instruments: [aacods]}
"""


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A review of one synthetic report, in a folder with a space, as a run leaves it."""
    folder = tmp_path / "OneDrive - a review"
    for part in ("config/instruments", "review/fulltexts"):
        (folder / part).mkdir(parents=True)
    (folder / "config/config.yaml").write_text(CONFIG)
    shutil.copy(SYNTHETIC / "config/codebook.yaml", folder / "config")
    shutil.copy(SYNTHETIC / "config/instruments/aacods.yaml", folder / "config/instruments")
    shutil.copy(SYNTHETIC / "review/fulltexts" / NAME, folder / "review/fulltexts")
    run_again(folder)
    return folder


def run_again(folder: Path, *events: Event) -> None:
    """The tables of extraction, as the rules write them."""
    codebook = read_codebook(folder / "config/codebook.yaml", SCHEMAS / "codebook.schema.yaml")
    results = folder / "results/extraction"
    layer = read_document(folder / "review/fulltexts" / NAME, NAME)
    passages = split_passages(layer)
    (results / NAME).mkdir(parents=True, exist_ok=True)
    lines = {"document": [layer.document], "pages": layer.pages, "passages": passages, "lines": page_lines(layer)}
    for name, rows in (lines | {"suggestions": suggest_codes(passages, codebook)}).items():
        write_lines(rows, results / NAME / f"{name}.jsonl")
    matched = [MatchedDocument(NAME, f"R-{NAME}", "people")]
    extracts, _ = anchor_codings(events, {NAME: layer.pages}, codebook, [report("S1", NAME)], matched)
    write_table([report("S1", NAME)], Report, results / "reports.csv")
    write_table(matched, MatchedDocument, results / "matched.csv")
    write_table([layer.document], Document, results / "documents.csv")
    write_table(extracts, Extract, results / "extracts.csv")
    write_table([], RefusedExtract, results / "refused_extracts.csv")
    write_table(compare_codings(extracts, codebook), CodingDifference, results / "coding_differences.csv")


@contextmanager
def opened(tmp_path: Path, review: Path, who: str) -> Iterator[Locator]:
    """The card of one person, in a JupyterLab that is started as `launch.py code` starts it."""
    served = tmp_path / f"notebooks of {who}"
    served.mkdir()
    shutil.copy(ROOT / "workflow/notebooks/coding.ipynb", served)
    settings = {"REVIEWER": who, "REVIEW": str(review)}
    with running_lab(served, tmp_path / f"jupyter of {who}", settings) as address, open_page(1440, 900) as page:
        card = run_notebook(page, address, "coding.ipynb", ".coding-card")
        expect(card.locator(".word").first).to_be_attached()
        card.locator("h2").click()
        yield card


def press(card: Locator, keys: str, *, said: str = "", counts: str = "") -> None:
    """Press keys and wait for what the card says after them."""
    for key in keys:
        card.page.keyboard.press(key)
    if said:
        expect(card.locator(".toast")).to_contain_text(said)
    if counts:
        expect(card.locator(".counts")).to_have_text(counts)


def standing(review: Path, kind: EventKind) -> list[Event]:
    events, unread = read_events((review / "review/events" / kind).glob("**/*.jsonl"))
    assert unread == []
    return current_events(events)


def drag(card: Locator, first: str, last: str) -> None:
    """Select words of the page with the mouse, from one to another."""
    words = [card.locator(".word", has_text=text).first for text in (first, last)]
    words[0].scroll_into_view_if_needed()
    (x, y), (to_x, to_y) = [(box["x"] + 3, box["y"] + 3) for box in (word.bounding_box() for word in words) if box]
    card.page.mouse.move(x, y)
    card.page.mouse.down()
    card.page.mouse.move(to_x, to_y, steps=4)
    card.page.mouse.up()


def test_a_report_is_coded_with_keys_and_the_mouse(tmp_path: Path, review: Path) -> None:
    with opened(tmp_path, review, "ak") as card:
        waiting = int(card.locator(".counts b").first.inner_text())
        cells = card.page.locator(".jp-Notebook .jp-Cell").count()
        named = card.locator("h2 .id").inner_text()

        press(card, "2a", counts=f"{waiting - 1} to decide1 coded by you0 rejected")
        press(card, "r", counts=f"{waiting - 2} to decide1 coded by you1 rejected")
        press(card, "u", said="Taken back: ", counts=f"{waiting - 1} to decide1 coded by you0 rejected")
        now = card.locator("h2 .id").inner_text()
        press(card, "anrather", said="affirmed", counts=f"{waiting - 2} to decide2 coded by you0 rejected")
        assert card.locator("textarea").input_value() == "rather", "typed on while a decision was being saved"
        card.page.keyboard.press("Escape")
        press(card, "u", said=f"Taken back: {now}", counts=f"{waiting - 1} to decide1 coded by you0 rejected")
        drag(card, "interviewed", "24")
        press(card, "c")
        card.page.keyboard.type("race")
        card.page.keyboard.press("Enter")
        expect(card.locator("blockquote")).to_have_text("interviewed 24")
        press(card, ".,.wwn")
        card.page.keyboard.type("mine, a r u")
        card.page.keyboard.press("Enter")
        press(card, "a", said="Race and ethnicity, affirmed: interviewed 24 leaders")
        press(card, "m")
        expect(card.locator(".problem")).to_contain_text("You code this text yourself")
        press(card, "f")
        card.page.keyboard.press("Enter")
        expect(card.locator(".picker h3")).to_contain_text("suggestions are still undecided")
        card.page.keyboard.press("ArrowDown")
        card.page.keyboard.press("Enter")
        expect(card.locator(".toast")).to_contain_text("Looked for, not found: DEF, SK")
        assert card.page.locator(".jp-Notebook .jp-Cell").count() == cells, "JupyterLab acted on a key of the card"

    codings = {str(one.content["code_id"]): one for one in standing(review, EventKind.CODING)}
    first, own = codings.pop(named), codings.pop("EDI.RACE")
    assert (first.decision, first.content["suggested_by"]) == ("contested", "cues")
    assert (own.decision, own.note, own.content["quote"]) == ("affirmed", "mine, a r u", "interviewed 24 leaders")
    assert (own.content["perspective"], "suggested_by" in own.content) == ("community", False)
    assert {one.decision for one in codings.values()} == {"looked for, not found"}


@pytest.mark.long
def test_a_second_person_checks_settles_and_appraises(tmp_path: Path, review: Path) -> None:
    ours = SYNTHETIC / "review/events/coding/ak.jsonl"
    first = [one for one in read_events([ours])[0] if one.subject_id == NAME]
    append_events(first, review / "review/events/coding/ak.jsonl")
    run_again(review, *first, *(_by_bm(one) for one in first[1:2]))

    with opened(tmp_path, review, "cd") as card:
        card.get_by_role("button", name="Check", exact=True).click()
        expect(card.locator(".counts")).to_contain_text(f"{len(first) + 1} to check")
        press(card, "a", said="It holds.")
        press(card, "r", said="Say why it does not hold")
        card.page.keyboard.type("not in the text")
        card.page.keyboard.press("Enter")
        press(card, "r", said="It does not hold.")
        card.get_by_role("button", name="Settle", exact=True).click()
        expect(card.locator(".counts")).to_contain_text("to settle")
        press(card, "3", said="Settled: both hold.")
        card.get_by_role("button", name="Appraise", exact=True).click()
        expect(card.locator(".counts")).to_have_text("6 to answer0 answered")
        press(card, "1", said="authority: yes.")
        press(card, "2", said="accuracy: no.", counts="4 to answer2 answered")

    judged = [(one.content["sitting"], one.decision) for one in standing(review, EventKind.VERIFICATION)]
    assert {("verification", "holds"), ("verification", "does not hold"), ("reconciliation", "holds")} == set(judged)
    answers = {one.content["item"]: one.decision for one in standing(review, EventKind.APPRAISAL)}
    assert answers == {"authority": "yes", "accuracy": "no"}


def _by_bm(event: Event) -> Event:
    """The same passage, contested by somebody else."""
    fields = {"event_id": f"bm-{event.event_id}", "who": "bm", "decision": "contested"}
    return Event(**{**event.__dict__, **fields})
