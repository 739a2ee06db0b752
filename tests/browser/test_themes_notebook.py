"""People put extracts into themes in a real browser, with keys and with the mouse, and what they did is in the file."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from extraction.documents import Extract, Report
from identification.tables import write_table
from synthesis.themes import read_themes
from tests.browser.jupyter import CHROMIUM, ROOT, open_page, run_notebook, running_lab
from tests.unit.synthesis.making_extracts import extract, report

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium was found; install Debian's package chromium."),
]

CONFIG = """
title: A tiny review
questions: [{id: Q1, text: "What is systems leadership?"}]
eligibility:
  include: [{id: I1, text: The report is about leadership across organisations.}]
  exclude: [{id: E1, text: The report is not about health or care.}]
sources: [{id: pubmed, name: PubMed, kind: database}]
reviewers: [{id: ak, role: reviewer}, {id: cd, role: adjudicator}]
"""
WRITTEN = """\
# Ours, since March.
themes:
  - id: T1
    name: Trust is saved up   # not "built"
    level: descriptive
    statement: Leaders save trust.
    extracts: [trust-1]
  - id: T2
    name: Home pulls
    level: descriptive
    statement: ""
"""
QUOTES = {
    "trust-1": ("S1", "Leaders said that trust was banked before it was needed.", ""),
    "trust-2": ("S2", "Trust took years, and one reorganisation undid it.", ""),
    "trust-3": ("S3", "As Ostrom found, trust comes first.", "Ostrom 1990"),
    "trust-4": ("S4", "Ostrom has shown that trust comes first.", "Ostrom 1990"),
}


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A review of four studies with a quote each, two of them from one source, in a folder with a space."""
    folder = tmp_path / "OneDrive - a review"
    for part in ("config", "review", "results/extraction"):
        (folder / part).mkdir(parents=True)
    (folder / "config/config.yaml").write_text(CONFIG)
    shutil.copy(ROOT / "examples/worked-example/config/codebook.yaml", folder / "config")
    (folder / "review/themes.yaml").write_text(WRITTEN)
    extracts = [
        replace(extract(study, "SK.TRUST_RELATIONSHIPS", origin=origin), extract_id=name, quote=quote)
        for name, (study, quote, origin) in QUOTES.items()
    ]
    reports = [replace(report(study), authors=f"Author {study}", year="2021") for study, _, _ in QUOTES.values()]
    write_table(extracts, Extract, folder / "results/extraction/extracts.csv")
    write_table(reports, Report, folder / "results/extraction/reports.csv")
    return folder


@contextmanager
def opened(tmp_path: Path, review: Path) -> Iterator[Locator]:
    """The card of one person, in a JupyterLab that is started as `launch.py themes` starts it."""
    served = tmp_path / "notebooks"
    served.mkdir()
    shutil.copy(ROOT / "workflow/notebooks/themes.ipynb", served)
    settings = {"REVIEWER": "ak", "REVIEW": str(review)}
    with running_lab(served, tmp_path / "jupyter", settings) as address, open_page(1440, 900) as page:
        card = run_notebook(page, address, "themes.ipynb", ".theme-card")
        card.evaluate("card => card.scrollIntoView()")
        card.locator(".list").focus()
        yield card


def press(card: Locator, *keys: str, said: str = "") -> None:
    """Press keys and wait for what the card says after them."""
    for key in keys:
        card.page.keyboard.press(key)
        expect(card).not_to_have_attribute("aria-busy", "true")
    if said:
        expect(card.locator(".toast")).to_have_text(said)


def drag(card: Locator, what: Locator, *over: Locator) -> None:
    """Carry something with the mouse over other things, and drop it on the last."""
    what.hover()
    card.page.mouse.down()
    for one in over:
        one.hover()
    card.page.mouse.up()


def typed(card: Locator, words: str) -> None:
    card.page.keyboard.type(words)
    card.page.keyboard.press("Enter")


def in_file(review: Path) -> dict[str, dict[str, object]]:
    themes = read_themes([review / "review/themes.yaml"], ROOT / "workflow/schemas/themes.schema.yaml")
    return {theme["id"]: theme for theme in themes}


def test_extracts_are_put_into_themes_with_keys_and_the_file_keeps_what_people_wrote(
    tmp_path: Path, review: Path
) -> None:
    with opened(tmp_path, review) as card:
        cells = card.page.locator(".jp-Notebook .jp-Cell").count()
        expect(card.locator(".counts")).to_have_text("2 themes1 extract in themes3 in none")

        press(card, "1", said="Put into Trust is saved up: 2 independent studies")
        press(card, "1", said="Put into Trust is saved up: 3 independent studies")
        press(card, "1", said="Put into Trust is saved up: 3 independent studies")
        expect(card.locator("[data-theme=T1] .support")).to_contain_text("4 studies say it; those that take it")
        press(card, "u", said="Taken back: Put into Trust is saved up")
        press(card, "Shift+Digit2", said="Negative case of Home pulls: 0 independent studies")
        press(card, "u", said="Taken back: Negative case of Home pulls")
        press(card, "p")
        typed(card, "Borrowed authority")
        expect(card.locator(".toast")).to_have_text("New theme: Borrowed authority: 1 independent study")
        press(card, "e")
        typed(card, "It is lent, and called in: always.")
        expect(card.locator(".toast")).to_have_text("Written: Borrowed authority: 1 independent study")
        press(card, "e", "ArrowRight", "Tab", "Tab", "ArrowRight", "Shift+Tab", "Enter")
        expect(card.locator("[aria-label='Analytical themes'] .theme")).to_have_count(1)
        press(card, "a")
        typed(card, "home")
        expect(card.locator(".toast")).to_have_text("Borrowed authority rests on Home pulls: 1 independent study")
        press(card, "f", "j", "t", said="Taken out of Trust is saved up: 2 independent studies")
        assert card.page.locator(".jp-Notebook .jp-Cell").count() == cells, "JupyterLab acted on a key of the card"

    assert (review / "review/themes.yaml").read_text() == WRITTEN.replace("[trust-1]", "[trust-1, trust-3]") + (
        "\n  - id: T3\n    name: Borrowed authority\n    level: analytical\n"
        "    statement: 'It is lent, and called in: always.'\n    extracts:\n      - trust-4\n    parts:\n      - T2\n"
    )


def test_extracts_are_dragged_onto_themes_and_out_of_them(tmp_path: Path, review: Path) -> None:
    with opened(tmp_path, review) as card:
        theme, listed = card.locator("[data-theme=T2]"), card.locator(".list [data-extract]")
        drag(card, listed.first, theme.locator(".name"))
        expect(card.locator(".toast")).to_have_text("Put into Home pulls: 1 independent study")
        drag(card, listed.first, theme.locator(".name"), theme.locator(".drop-against"))
        expect(card.locator(".toast")).to_have_text("Negative case of Home pulls: 1 independent study")
        drag(card, theme.locator("[data-extract=trust-2]"), listed.first)
        expect(card.locator(".toast")).to_have_text("Taken out of Home pulls: 0 independent studies")

    assert in_file(review)["T2"] == {
        "id": "T2",
        "name": "Home pulls",
        "level": "descriptive",
        "statement": "",
        "extracts": [],
        "negative": ["trust-3"],
    }


def test_what_a_colleague_wrote_meanwhile_stays_and_is_read_again_on_demand(tmp_path: Path, review: Path) -> None:
    file = review / "review/themes.yaml"
    with opened(tmp_path, review) as card:
        theirs = WRITTEN.replace("Home pulls", "Home calls")
        file.write_text(theirs)
        press(card, "e")
        card.page.keyboard.type(" Ours. ")
        press(card, "Enter")
        expect(card.locator(".problem")).to_contain_text("has changed it since it was read here: this was not saved")
        assert file.read_text() == theirs
        assert card.locator(".editor input").first.input_value().endswith(" Ours. "), "what was written stays"
        press(card, "Escape")
        card.get_by_role("button", name="Reload").first.click()
        expect(card.locator("[data-theme=T2] .name")).to_have_text("Home calls")
        expect(card.locator(".problem")).to_be_hidden()
        press(card, "2", said="Put into Home calls: 1 independent study")

    assert in_file(review)["T2"]["extracts"] == ["trust-2"]
