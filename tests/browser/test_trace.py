"""A commissioner opens the trace and the evidence map as files and finds the page behind a claim, and the way back."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.jupyter import open_page

# What each address of the page shows: the links that lead nowhere, and for claims how many cards and looks there are.
SHOWN = """() => {
  const lost = [], claims = [];
  for (const [name, place] of places) {
    const drawn = h("div", {}, ...place().flat(9));
    for (const one of drawn.querySelectorAll("a[href^='#']"))
      if (!places.has(one.getAttribute("href").slice(1))) lost.push(one.getAttribute("href"));
    const claim = trace.claims.find((one) => one.a === name);
    const looks = [...drawn.querySelectorAll("h3")].filter((one) => one.textContent.startsWith("Looked for")).length;
    if (claim) claims.push([name, claim.extracts.length + claim.against.length, drawn.querySelectorAll(".card").length,
      claim.looked.length, looks]);
  }
  return [places.size, lost, claims];
}"""


# The reports whose page may be shown, by the licence that people wrote down; other kinds of files have no pages.
OPEN = re.compile(r"^(CC BY|Open Government)")
MOST_CLICKS = 2


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this file."""
    with open_page() as opened:
        context = opened.context.browser
        assert context is not None
        yield context


@pytest.fixture
def page(finished_example: Path, browser: Browser) -> Iterator[Page]:
    """The trace of the worked example, opened from the disk; what goes wrong in it fails the test."""
    faults: list[str] = []
    with browser.new_page(viewport={"width": 1366, "height": 800}) as opened:
        opened.on("pageerror", lambda fault: faults.append(str(fault)))
        opened.on("request", lambda asked: faults.append(asked.url) if asked.url.startswith("http") else None)
        opened.goto((finished_example / "results/reporting/trace.html").as_uri())
        yield opened
    assert faults == []


def seen_images(page: Page) -> int:
    return page.locator("#detail .page img").count()


def test_a_claim_leads_to_the_page_image_in_one_click_and_further_quotes_in_two(page: Page) -> None:
    page.locator("#list a", has_text="Trust is saved up").first.click()

    image = page.locator("#detail .page img").first
    expect(image).to_be_visible()
    assert image.evaluate("one => one.complete && one.naturalWidth") > 400
    assert "with the quote boxed: Respondents named building trust" in str(image.get_attribute("alt"))
    page.locator("#detail .card a").first.click()
    expect(page.locator("#detail h2")).to_have_text("Trust and relationships in Adeyemi et al. 2024")
    assert seen_images(page) == 1


def test_every_claim_that_has_a_quote_under_an_open_licence_reaches_its_page_image_in_two_clicks(page: Page) -> None:
    data = json.loads(page.evaluate("document.getElementById('data').textContent"))
    shown = {one["id"] for one in data["reports"] if OPEN.match(one["licence"]) and one["file"].endswith(".pdf")}
    pictured = {one["id"] for one in data["extracts"] if one["report"] in shown and one["quote"]}
    wanted = [one for one in data["claims"] if pictured & {*one["extracts"], *one["against"]}]

    without = []
    for claim in wanted:
        page.locator(f"#list a[href='#{claim['a']}']").click()
        expect(page.locator("#detail h2")).to_have_text(claim["name"])
        clicks = 1
        while not seen_images(page) and clicks < MOST_CLICKS and page.locator("#detail button").first.is_visible():
            page.locator("#detail button").first.click()
            clicks += 1
        if not seen_images(page):
            without.append(claim["name"])

    assert len(wanted) > 30
    assert without == []


def test_a_commissioner_reads_what_is_missing_how_sure_one_can_be_and_sees_it(page: Page) -> None:
    overview = page.locator("#detail .card", has_text="Equality, diversity and inclusion, community perspective")
    expect(overview).to_contain_text("None of the 5 studies in which a person looked for it reports a finding on")
    overview.locator("a").click()

    sure = page.locator("#detail .sure dt")
    expect(sure.first).to_have_text("What it may be read as")
    assert {"How large at most", "Could the searches have found it", "What would change it"} <= set(
        sure.all_inner_texts()
    )
    expect(page.locator("#detail .lead")).not_to_contain_text("random sample")
    expect(page.locator("#detail h3", has_text="Looked for and not found")).to_be_visible()


def test_a_finding_leads_to_its_quotes_and_to_what_speaks_against_it(page: Page) -> None:
    page.locator("#list a", has_text="Finding F1: Moderate confidence").click()

    expect(page.locator("#detail .sure")).to_contain_text("Minor concerns: The survey reached few of those")
    assert page.locator("#detail .card").count() > 0
    assert seen_images(page) > 0


def test_a_search_without_a_result_says_so_and_clear_brings_everything_back(page: Page) -> None:
    page.locator("#find").fill("zebra unicorn")
    expect(page.locator("#nothing")).to_be_visible()
    page.get_by_role("button", name="Clear").click()

    expect(page.locator("#nothing")).to_be_hidden()
    expect(page.locator("#find")).to_be_focused()
    expect(page.locator("#count")).to_have_text(re.compile(r"^\d+ in all$"))


def test_every_link_leads_somewhere_and_every_claim_shows_its_quotes_or_the_looks_of_people(page: Page) -> None:
    known, lost, claims = page.evaluate(SHOWN)

    assert known > 300
    assert lost == []
    assert len(claims) > 90
    assert [name for name, quotes, cards, _, _ in claims if bool(quotes) != bool(cards)] == []
    assert [name for name, _, _, looked, headings in claims if bool(looked) != bool(headings)] == []


def test_a_text_that_may_not_be_pictured_shows_its_quote_and_says_why(page: Page) -> None:
    page.goto(page.url.split("#")[0] + "#extract-ak-co-whitcombe_5f_2018-humility")

    expect(page.locator("#detail .quote mark")).to_be_visible()
    expect(page.locator("#detail .card")).to_contain_text(
        "No page image: the licence in retrieval.csv is not an open one."
    )
    assert seen_images(page) == 0


def test_the_way_leads_from_a_quote_to_the_raw_entry_and_from_the_record_back_to_its_claims(page: Page) -> None:
    page.goto(page.url.split("#")[0] + "#extract-ak-co-adeyemi_5f_2024-trust")

    record = page.locator("#detail .way a[href^='#record-']").first
    record.click()
    expect(page.locator("#detail pre").first).to_contain_text("PMID- ")
    expect(page.locator("#detail pre").nth(1)).to_contain_text("leader")
    page.locator("#detail a", has_text="Trust is saved up").click()
    expect(page.locator("#detail h2")).to_have_text("Trust is saved up")


def test_search_and_filters_find_and_a_wrong_address_says_so(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("race ethnicity workforce")
    expect(page.locator("#count")).to_have_text(re.compile(r"^\d of \d+$"))
    expect(page.locator("#list")).to_contain_text("Race and ethnicity, workforce perspective".lower(), ignore_case=True)
    page.locator("#find").fill("edi gap")
    expect(page.locator("#count")).to_have_text(re.compile(r"^22 of \d+$"))
    page.locator("#find").fill("")
    page.locator("#kind").select_option("theme")
    expect(page.locator("#list small").first).to_have_text("theme")
    page.get_by_role("button", name="Records").click()
    page.locator("#study").select_option(label="Adeyemi et al. 2024")
    assert page.locator("#list a").count() == page.evaluate("chosen().length") > 0

    page.goto(page.url.split("#")[0] + "#claim-nowhere")
    expect(page.locator("#detail")).to_contain_text('Nothing in this trace has the address "claim-nowhere".')


def test_the_keyboard_alone_reaches_claim_quote_and_record(page: Page) -> None:
    def focused(selector: str) -> bool:
        return bool(page.evaluate("selector => document.activeElement.matches(selector)", selector))

    def tab_to(selector: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if focused(selector):
                return
        raise AssertionError(f"60 tabs do not reach {selector}")

    tab_to("#list a")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('#detail h2')")  # the focus moves to what was opened
    tab_to("#detail .card a")
    page.keyboard.press("Enter")
    tab_to("#detail a[href^='#record-']")
    page.keyboard.press("Enter")
    expect(page.locator("#detail h3", has_text="The entry in the export")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_runs_out_of_the_page_and_a_phone_shows_list_or_detail(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for name in ("", "#claim-theme_3a_T1", "#extract-ak-co-adeyemi_5f_2024-trust", "#search-1"):
        page.goto(page.url.split("#")[0] + name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("#list").is_visible() == (width > 1000 or not name)
    if width < 1000:
        page.get_by_role("link", name="Back to the list").click()
        expect(page.locator("#list")).to_be_visible()


def test_print_shows_what_is_open_and_hides_the_tools(page: Page) -> None:
    page.goto(page.url.split("#")[0] + "#claim-theme_3a_T1")
    page.emulate_media(media="print")

    assert [page.locator(one).first.is_visible() for one in ("#detail .card", ".tools", "#list")] == [
        True,
        False,
        False,
    ]
    assert page.locator(".marks").is_visible()


def test_the_evidence_map_leads_to_quotes_that_the_trace_has(page: Page, finished_example: Path) -> None:
    trace = set(page.evaluate("[...places.keys()]"))
    page.goto((finished_example / "results/reporting/evidence_map.html").as_uri())
    data = json.loads(page.evaluate("document.getElementById('data').textContent"))

    links = [one.get_attribute("href") or "" for one in page.locator("a[href^='trace.html#']").all()]
    names = {one.split("#")[1] for one in links} | {one[0] for one in data["extracts"].values()}
    assert names <= trace
    page.get_by_role("button", name="Race and ethnicity, workforce: 1 of 5").click()
    expect(page.locator("#chosen h3")).to_be_focused()
    expect(page.locator("#chosen .card")).to_have_count(1)
    expect(page.locator("#chosen q").first).to_contain_text("Minority ethnic leaders were half as likely")
    page.locator("#chosen li a").first.click()
    expect(page.locator("#detail .page img").first).to_be_visible()


def test_the_keyboard_opens_a_cell_of_the_map_and_goes_on_to_how_sure_one_can_be(
    page: Page, finished_example: Path
) -> None:
    page.goto((finished_example / "results/reporting/evidence_map.html").as_uri())
    expect(page.locator("#state")).to_contain_text("Of 22 cells 20 are empty (people looked and found nothing;")

    page.locator("[data-cell='1']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#chosen h3")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#detail h2")).to_have_text("Equality, diversity and inclusion, community perspective")


def test_paper_shows_the_numbers_that_the_screen_folds_away(page: Page, finished_example: Path) -> None:
    page.goto((finished_example / "results/reporting/evidence_map.html").as_uri())
    assert page.locator(".numbers").first.is_hidden()

    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert page.locator(".numbers").first.is_visible()


def test_a_filter_counts_the_map_again_and_a_split_says_how(page: Page, finished_example: Path) -> None:
    page.goto((finished_example / "results/reporting/evidence_map.html").as_uri())
    cell = page.locator("[data-cell='0'] b")

    before = cell.inner_text()
    page.locator("#filters").get_by_label("Design", exact=True).select_option("scoping review")
    expect(cell).to_have_text("0 of 1")
    page.get_by_role("button", name="Reset").click()
    expect(cell).to_have_text(before)
    page.locator("#split").select_option("Design")
    expect(page.locator("[data-cell='0'] span")).to_have_text("cross-sectional survey: 1")
