"""Every test here needs Chromium: without it each is skipped, or fails where REQUIRE_BROWSER is set."""

import os

import pytest

from tests.browser.jupyter import CHROMIUM
from tests.workflow.conftest import finished_example

__all__ = ["finished_example"]
MISSING = "no Chromium was found; install Debian's package chromium."


def pytest_itemcollected(item: pytest.Item) -> None:
    """One mark for all tests of this folder."""
    item.add_marker(pytest.mark.browser)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """No Chromium: a sentence instead of the test."""
    if CHROMIUM is None:
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") else pytest.skip)(f"{item.name}: {MISSING}")
