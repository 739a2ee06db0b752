"""The lead opens the state of the review as a page, on a laptop and on a phone, in light and dark."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.jupyter import open_page, running_app, serious_faults
from tests.unit.reporting.test_dashboard import leave_run

PHONE = 390


def test_the_lead_sees_the_state_of_the_review_on_a_laptop_and_on_a_phone(tmp_path: Path, review: Path) -> None:
    command = ["workflow.commands", "dashboard", f"REVIEW={leave_run(review)}", "APP=yes"]
    with running_app(command, tmp_path / "jupyter") as (address, _), open_page() as page:
        page.goto(address)
        main = page.get_by_role("main")

        expect(main.get_by_role("heading", name="What to do next")).to_be_visible()
        expect(main.get_by_role("rowheader", name="bm")).to_be_visible()
        assert serious_faults(page) == []
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": PHONE, "height": 844})
        assert serious_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
