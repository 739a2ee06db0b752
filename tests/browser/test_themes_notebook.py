"""People put extracts into themes in a real browser, with keys and with the mouse, and what they did is in the file."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from extraction.documents import Extract, Report
from identification.tables import read_table, write_table
from identification.vocabulary import CodeStatus
from synthesis.themes import read_themes
from tests.browser.jupyter import ROOT, open_page, run_notebook, running_lab
from tests.unit.synthesis.making_extracts import extract, report

Opened = Callable[[], AbstractContextManager[Locator]]
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


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, with a space in its name, in which each test finds a review of its own."""
    return tmp_path_factory.mktemp("themes") / "OneDrive - a review"


@pytest.fixture(scope="module")
def lab(place: Path) -> Iterator[str]:
    """A JupyterLab that is started as `launch.py themes` starts it; it takes longer to start than a test."""
    served = place.parent / "notebooks"
    served.mkdir()
    with running_lab(served, place.parent / "jupyter", {"REVIEWER": "ak", "REVIEW": str(place)}) as address:
        yield address


@pytest.fixture(scope="module")
def window() -> Iterator[BrowserContext]:
    """A Chromium that has loaded JupyterLab once."""
    with open_page(1440, 900) as page:
        yield page.context


@pytest.fixture
def review(place: Path) -> Path:
    """A review of four studies with a quote each, two of them from one source."""
    shutil.rmtree(place, ignore_errors=True)
    for part in ("config", "review", "results/extraction"):
        (place / part).mkdir(parents=True)
    (place / "config/config.yaml").write_text(CONFIG)
    shutil.copy(ROOT / "examples/worked-example/config/codebook.yaml", place / "config")
    (place / "review/themes.yaml").write_text(WRITTEN)
    extracts = [
        replace(extract(study, "SK.TRUST_RELATIONSHIPS", origin=origin), extract_id=name, quote=quote)
        for name, (study, quote, origin) in QUOTES.items()
    ]
    reports = [replace(report(study), authors=f"Author {study}", year="2021") for study, _, _ in QUOTES.values()]
    write_table(extracts, Extract, place / "results/extraction/extracts.csv")
    write_table(reports, Report, place / "results/extraction/reports.csv")
    return place


@pytest.fixture
def opened(lab: str, window: BrowserContext, review: Path, request: pytest.FixtureRequest) -> Opened:
    """The card of one person over that review; each test has a notebook, and so a kernel, of its own."""
    name = f"{request.node.name}.ipynb"
    shutil.copy(ROOT / "workflow/notebooks/themes.ipynb", review.parent / "notebooks" / name)

    @contextmanager
    def opening() -> Iterator[Locator]:
        page = window.new_page()
        card = run_notebook(page, lab, name, ".theme-card")
        expect(card.locator("header")).to_be_in_viewport()
        card.locator(".list").focus()
        yield card
        page.close()

    return opening


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
    opened: Opened, review: Path
) -> None:
    with opened() as card:
        cells = card.page.locator(".jp-Notebook .jp-Cell").count()
        expect(card.locator(".counts")).to_have_text("2 themes1 extract in themes3 in none")

        press(card, "1", said="2 independent studies: Put into Trust is saved up")
        press(card, "1", said="3 independent studies: Put into Trust is saved up")
        press(card, "1", said="3 independent studies: Put into Trust is saved up")
        expect(card.locator("[data-theme=T1] .support")).to_contain_text("4 studies say it; those that take it")
        press(card, "u", said="Taken back: Put into Trust is saved up")
        press(card, "Shift+Digit2", said="0 independent studies: Negative case of Home pulls")
        press(card, "u", said="Taken back: Negative case of Home pulls")
        press(card, "p")
        expect(card.get_by_label("Find a theme")).to_have_attribute(
            "placeholder", "Type some letters of its name, or a new name"
        )
        typed(card, "Borrowed authority")
        expect(card.locator(".toast")).to_have_text("1 independent study: New theme: Borrowed authority")
        press(card, "e")
        typed(card, "It is lent, and called in: always.")
        expect(card.locator(".toast")).to_have_text("1 independent study: Written: Borrowed authority")
        press(card, "e", "Tab", "Tab", "ArrowRight", "Enter")
        expect(card.locator("[aria-label='Analytical themes'] .theme")).to_have_count(1)
        press(card, "a")
        typed(card, "home")
        expect(card.locator(".toast")).to_have_text("1 independent study: Borrowed authority rests on Home pulls")
        press(card, "f", "j", "t", said="2 independent studies: Taken out of Trust is saved up")
        assert card.page.locator(".jp-Notebook .jp-Cell").count() == cells, "JupyterLab acted on a key of the card"

    assert (review / "review/themes.yaml").read_text() == WRITTEN.replace("[trust-1]", "[trust-1, trust-3]") + (
        "\n  - id: T3\n    name: Borrowed authority\n    level: analytical\n"
        "    statement: 'It is lent, and called in: always.'\n    extracts:\n      - trust-4\n    parts:\n      - T2\n"
    )


@pytest.mark.long
def test_extracts_are_dragged_onto_themes_and_out_of_them(opened: Opened, review: Path) -> None:
    with opened() as card:
        theme, listed = card.locator("[data-theme=T2]"), card.locator(".list [data-extract]")
        drag(card, listed.first, theme.locator(".name"))
        expect(card.locator(".toast")).to_have_text("1 independent study: Put into Home pulls")
        drag(card, listed.first, theme.locator(".name"), theme.locator(".drop-against"))
        expect(card.locator(".toast")).to_have_text("1 independent study: Negative case of Home pulls")
        drag(card, theme.locator("[data-extract=trust-2]"), listed.first)
        expect(card.locator(".toast")).to_have_text("0 independent studies: Taken out of Home pulls")

    assert in_file(review)["T2"] == {
        "id": "T2",
        "name": "Home pulls",
        "level": "descriptive",
        "statement": "",
        "extracts": [],
        "negative": ["trust-3"],
    }


def test_what_a_colleague_wrote_meanwhile_stays_and_what_was_typed_waits(opened: Opened, review: Path) -> None:
    file = review / "review/themes.yaml"
    with opened() as card:
        theirs = WRITTEN.replace("Leaders save trust.", "It is saved.").replace("Trust is saved up ", "Trust is spent ")
        file.write_text(theirs)
        press(card, "e")
        statement = card.get_by_label("Statement")
        expect(statement).to_be_focused()
        card.page.keyboard.type(" Ours.")
        press(card, "Enter")
        expect(card.locator(".problem")).to_contain_text("has changed it since it was read here: this was not saved")
        card.get_by_role("button", name="Reload").first.click()
        expect(card.locator("[data-theme=T1] .name")).to_have_text("Trust is spent")
        expect(card.get_by_label("Name", exact=True)).to_have_value("Trust is spent")
        expect(statement).to_have_value("Leaders save trust. Ours.")
        expect(card.locator(".theirs:visible")).to_have_text("The file says now: “It is saved.”")
        press(card, "Escape", "e")
        expect(statement).to_have_value("Leaders save trust. Ours.")
        press(card, "Enter")
        expect(card.locator(".problem")).to_contain_text("is now “It is saved.”, yours is “Leaders save trust. Ours.”")
        assert file.read_text() == theirs
        press(card, "Enter", said="1 independent study: Written: Trust is spent")
        expect(card.locator(".editor")).to_be_hidden()

    assert file.read_text() == theirs.replace("It is saved.", "Leaders save trust. Ours.")


def test_a_page_that_is_loaded_again_shows_what_was_saved_and_keys_act_on_it(opened: Opened, review: Path) -> None:
    with opened() as card:
        press(card, "1", said="2 independent studies: Put into Trust is saved up")
        press(card, "e")
        typed(card, " Every day.")
        expect(card.locator(".toast")).to_contain_text("Written")
        card.page.get_by_role("menuitem", name="File", exact=True).click()
        card.page.locator(".lm-Menu-item[data-command='docmanager:save']").click()
        expect(card.page.locator(".jp-mod-dirty")).to_have_count(0)
        card.page.reload()
        support = card.locator("[data-theme=T1] .support")
        expect(support).to_contain_text("2 independent studies")
        card.locator(".list").focus()
        press(card, "e")
        expect(card.get_by_label("Statement")).to_have_value("Leaders save trust. Every day.")


PRESS = """(card, keys) => {
  for (const init of keys) {
    const at = card.getRootNode().activeElement ?? card;
    at.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init }));
  }
}"""


@pytest.mark.long
def test_keys_that_come_before_an_answer_are_taken_after_it_each_by_what_is_shown_then(
    opened: Opened, review: Path
) -> None:
    with opened() as card:
        card.evaluate(PRESS, [{"key": key} for key in ("1", "2", "p", *"Lent", "Enter", "e", *"So.", "Enter")])
        expect(card.locator(".toast")).to_have_text("1 independent study: Written: Lent")
        assert [(one.get("extracts"), one["statement"]) for one in in_file(review).values()] == [
            (["trust-1", "trust-2"], "Leaders save trust."),
            (["trust-3"], ""),
            (["trust-4"], "So."),
        ]

        card.evaluate("card => { (" + PRESS + ")(card, [{key: 'u'}]); card.querySelector('[data-edit=T1]').click(); }")
        expect(card).not_to_have_attribute("aria-busy", "true")
        expect(card.locator(".toast")).to_have_text("Taken back: Written: Lent")
        expect(card.locator(".editor")).to_be_visible()
        expect(card.get_by_label("Statement")).to_be_focused()
        card.page.keyboard.type(" More.")
        card.evaluate(PRESS, [{"key": "Enter", "isComposing": True}])
        assert in_file(review)["T1"]["statement"] == "Leaders save trust."
        press(card, "Enter", said="2 independent studies: Written: Trust is saved up")

        file = review / "review/themes.yaml"
        file.write_text(file.read_text().replace("Home pulls", "Home calls"))
        card.evaluate(PRESS, [{"key": key} for key in "fuuu"])
        expect(card.locator(".toast")).to_have_text("Not taken either: 2 keys that you pressed meanwhile.")


@pytest.mark.long
def test_a_sign_on_a_digit_or_behind_altgr_is_that_sign(opened: Opened, review: Path) -> None:
    alt = {"ctrlKey": True, "altKey": True, "modifierAltGraph": True}
    with opened() as card:
        current = card.locator(".theme[data-current] .name")
        card.evaluate(PRESS, [{"key": "]", "code": "Digit9", **alt}])
        expect(current).to_have_text("Home pulls")
        card.evaluate(PRESS, [{"key": "[", "code": "Digit8", **alt}, {"key": "{", "code": "Digit7", **alt}])
        expect(current).to_have_text("Trust is saved up")
        press(card, "ArrowRight")
        expect(current).to_have_text("Home pulls")
        press(card, "ArrowLeft")
        expect(current).to_have_text("Trust is saved up")
        card.evaluate(PRESS, [{"key": "/", "code": "Digit7", "shiftKey": True}])
        expect(card.get_by_label("Search in the extracts")).to_be_focused()
        press(card, "Escape")
        card.evaluate(PRESS, [{"key": '"', "code": "Digit2", "shiftKey": True}])
        expect(card.locator(".toast")).to_have_text("0 independent studies: Negative case of Home pulls")

        card.page.set_viewport_size({"width": 720, "height": 450})
        press(card, "e")
        editor, save = (card.locator(one).bounding_box() for one in (".editor", ".editor .save"))
        assert editor
        assert save
        assert save["y"] + save["height"] <= editor["y"] + editor["height"], "its buttons are seen at twice the size"
    assert (review / "review/themes.yaml").read_text().count("trust-") == 2


@pytest.mark.long
def test_a_theme_says_what_each_extract_adds_and_where_people_looked(opened: Opened, review: Path) -> None:
    tables = review / "results/extraction"
    listed = read_table(tables / "extracts.csv", Extract)
    by_id = {one.extract_id: one for one in listed}
    again = replace(by_id["trust-2"], extract_id="trust-2-bm", start=5, who="bm", status=CodeStatus.CONTESTED)
    from_s1 = replace(by_id["trust-3"], extract_id="trust-5", start=90, end=99, origin="S1", quote="S1 banks it.")
    fact = replace(by_id["trust-1"], extract_id="fact", code_id="STU.COUNTRY", quote="in Sweden", value="Sweden")
    write_table([*listed, again, from_s1, fact], Extract, tables / "extracts.csv")
    second = replace(report("S1", "S1b.pdf"), authors="Author S1", year="2023")
    write_table([*read_table(tables / "reports.csv", Report), second], Report, tables / "reports.csv")

    with opened() as card:
        expect(card.locator(".counts")).to_have_text("2 themes1 extract in themes4 in none1 fact about a study")
        row = card.locator(".list [aria-selected=true]")
        expect(row).to_contain_text("affirmed (ak), contested (bm) · coded by ak and bm")
        expect(card.get_by_label("Study").locator("option").nth(1)).to_have_text("Author S1 2021 and Author S1 2023")
        press(card, "1", "1", "1", said="3 independent studies: Put into Trust is saved up")
        theme = card.locator("[data-theme=T1]")
        expect(theme.locator(".why")).to_have_text(
            "quoted from Author S1 2021 and Author S1 2023, which is counted already"
        )
        expect(theme).to_contain_text("4 extracts, 3 of which add a study; 1 taken over from what is counted.")
        theme.locator(".name").click()
        expect(theme.locator("li")).to_have_count(0)
        theme.locator(".name").click()
        expect(theme.locator("li")).to_have_count(4)

        card.locator(".list").focus()
        press(card, "e", "Tab")
        typed(card, "We read all on trust.")
        expect(theme).to_contain_text("No negative case found: We read all on trust.")
        expect(theme).not_to_contain_text("no negative case named yet")
        press(card, "Shift+Digit1")
        expect(card.locator(".picker h3")).to_contain_text(
            "says that no negative case was found: “We read all on trust.”"
        )
        press(card, "ArrowDown", "Enter", said="3 independent studies: Negative case of Trust is saved up")
        press(card, "n")
        card.page.keyboard.type("Lent")
        expect(card.locator(".picker li b")).to_have_text(
            ["New descriptive theme “Lent”", "New analytical theme “Lent”"]
        )
        press(card, "ArrowDown", "Enter", "ArrowLeft", "a", "ArrowDown", "Enter")
        expect(card.locator("[aria-label='Analytical themes'] .theme")).to_have_count(2)

    themes = in_file(review)
    assert (themes["T1"]["no_negative_case"], themes["T1"]["negative"]) == ("", ["trust-4"])
    assert {one["name"]: one["level"] for one in themes.values()} == {
        "Trust is saved up": "descriptive",
        "Home pulls": "analytical",
        "Lent": "analytical",
    }
