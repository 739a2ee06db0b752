"""A reviewer opens a notebook as an app: no code, nothing from elsewhere, light and dark, and sentences for faults."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from identification.events import current_events, read_events
from tests.browser.jupyter import STARTS_WITHIN_S, end_app, open_page, running_app, serious_faults
from workflow.opening import surroundings

HERE = re.compile(r"(https?|ws)://127\.0\.0\.1[:/]|data:|blob:")


@pytest.fixture
def page() -> Iterator[Page]:
    """A page that may ask this machine only."""
    asked: list[str] = []
    with open_page() as opened:
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("websocket", lambda socket: asked.append(socket.url))
        yield opened
    assert asked
    assert [address for address in asked if not HERE.match(address)] == []


def test_no_command_that_another_account_may_list_holds_the_key_of_an_app(tmp_path: Path, review: Path) -> None:
    told = tmp_path / "told.txt"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {told}.part; mv {told}.part {told}\n')
    browser.chmod(0o755)
    command = ["workflow.commands", "screen", f"REVIEW={review}", "REVIEWER=ak", "APP=yes"]
    with running_app(command, tmp_path / "jupyter", {"BROWSER": f"{browser} %s"}) as (address, _):
        key = address.partition("token=")[2]
        deadline = time.monotonic() + STARTS_WITHIN_S
        while not told.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        page = Path(told.read_text().strip().removeprefix("file://"))

        assert key
        assert key in page.read_text()
        assert page.stat().st_mode & 0o077 == 0
        assert not [words for words in running_commands() if key.encode() in words]


def running_commands() -> Iterator[bytes]:
    """The words of every command on this machine, as Linux shows them to all of its accounts."""
    for words in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it ended meanwhile
            yield words.read_bytes()


def test_decisions_made_in_the_app_are_in_the_log_and_a_lost_connection_is_said(
    tmp_path: Path, review: Path, page: Page
) -> None:
    card = page.locator(".screening-card")
    command = ["workflow.commands", "screen", f"REVIEW={review}", "REVIEWER=ak", "APP=yes"]
    with running_app(command, tmp_path / "jupyter") as (address, app):
        page.goto(address.split("?")[0])
        expect(card).to_have_count(0)  # without the key of the address nobody comes in
        page.goto(address, wait_until="commit")
        expect(page.get_by_role("status")).to_have_text("Starting. This takes some seconds.")
        expect(card.locator("h2")).to_have_text("Systems leadership in integrated care")

        expect(card.get_by_role("dialog").locator(".first")).to_be_focused()
        page.keyboard.press("1")
        expect(card.get_by_role("dialog")).to_be_hidden()
        expect(page.locator("#busy")).to_be_hidden()
        assert (page.title(), page.locator("html").get_attribute("lang")) == ("Screening titles and abstracts", "en-GB")
        expect(page.get_by_role("main").locator(card)).to_have_count(1)
        expect(page.get_by_text("import os")).to_have_count(0)
        assert serious_faults(page) == []
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": 390, "height": 844})
        page.get_by_text("How this page works").click()
        assert serious_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390

        card.locator("h2").click()
        card.get_by_role("button", name="Exclude", exact=False).first.dblclick(delay=200)
        expect(card.locator(".counts")).to_contain_text("1 decided")
        page.keyboard.press("m")
        page.wait_for_timeout(150)
        page.keyboard.press("m")  # a finger that bounced
        expect(card.locator("h2")).to_contain_text("Leading across")
        expect(card.locator(".counts")).to_contain_text("2 decided")
        for title in ("A letter on", "Systems leadership"):
            page.keyboard.press("u")
            expect(card.locator("h2")).to_contain_text(title)
        for key, title in (("i", "A letter on <b>ward</b> rounds"), ("e", "Leading across"), ("u", "A letter on")):
            page.keyboard.press(key)
            expect(card.locator("h2")).to_contain_text(title)
        end_app(app)
        expect(page.locator("#gone")).to_be_visible()
        assert app.stdout is not None
        assert app.stdout.read().endswith("The notebook is closed; run the review again to count the decisions.\n")

    events, _ = read_events((review / "review/events/title_abstract").glob("ak-*.jsonl"))
    assert {event.subject_id: event.decision for event in current_events(events)} == {"R1": "include"}


def test_a_notebook_with_a_fault_shows_a_sentence_and_no_trace(tmp_path: Path, page: Page) -> None:
    cell: dict[str, object] = {"cell_type": "code", "execution_count": None, "metadata": {}}
    cell |= {"outputs": [], "source": "1 / 0"}
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4}
    (tmp_path / "broken.ipynb").write_text(json.dumps(notebook))

    words = ["workflow.app", str(tmp_path / "broken.ipynb")]
    with running_app(words, tmp_path / "jupyter", surroundings(tmp_path, "ak")) as (address, _):
        page.goto(address)

        expect(page.get_by_role("alert")).to_contain_text("Whatever was saved before is safe.")
        expect(page.locator("#busy")).to_be_hidden()
        expect(page.get_by_text("Error")).to_have_count(0)
