"""Every test here needs Chromium: without it each is skipped, or fails where REQUIRE_BROWSER is set."""

import os
from pathlib import Path

import pytest

from identification.records import UniqueRecord
from identification.tables import write_table
from identification.vocabulary import Outcome
from screening.outcomes import Queued, Screened
from tests.browser.jupyter import CHROMIUM
from tests.workflow.conftest import finished_example

__all__ = ["finished_example"]
MISSING = "no Chromium was found; install Debian's package chromium."

CONFIG = """
title: A tiny review
questions: [{id: Q1, text: "What is systems leadership?"}]
eligibility:
  include: [{id: I1, text: The report is about leadership across organisations.}]
  exclude:
    - {id: E1, text: The report is not about health or care.}
    - {id: E2, text: "The report is a comment, letter or book review."}
sources: [{id: pubmed, name: PubMed, kind: database}]
reviewers:
  - {id: ak, name: Anna, role: reviewer}
  - {id: bm, name: Ben, role: reviewer}
  - {id: cc, name: Cleo, role: adjudicator}
"""
CODEBOOK = """
version: "1.0"
concept: {name: systems leadership, terms: ['\\bsystems? leader\\w*']}
families: []
"""
RECORDS = {
    "R1": ("Systems leadership in integrated care", "We asked 12 leaders what system leadership means to them."),
    "R2": ("A letter on <b>ward</b> rounds", ""),
    "R3": ("Leading across boundaries", "Interviews with system leaders."),
}


def pytest_itemcollected(item: pytest.Item) -> None:
    """One mark for all tests of this folder."""
    item.add_marker(pytest.mark.browser)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """No Chromium: a sentence instead of the test."""
    if CHROMIUM is None:
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") else pytest.skip)(f"{item.name}: {MISSING}")


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A review that was run once and in which nobody has decided yet, in a folder with a space."""
    folder = tmp_path / "OneDrive - a review"
    (folder / "config").mkdir(parents=True)
    (folder / "config/config.yaml").write_text(CONFIG)
    (folder / "config/codebook.yaml").write_text(CODEBOOK)
    records = [UniqueRecord(key, (key,), ("pubmed",), *texts) for key, texts in RECORDS.items()]
    write_table(records, UniqueRecord, folder / "results/identification/unique.csv")
    queue = [Queued(rank, key, 0.5, RECORDS[key][0], "", "") for rank, key in enumerate(RECORDS, start=1)]
    write_table(queue, Queued, folder / "results/screening/queue.csv")
    screened = [Screened(key, Outcome.AWAITING, (), (), (), "", "", 2, RECORDS[key][0]) for key in RECORDS]
    write_table(screened, Screened, folder / "results/screening/title_abstract.csv")
    return folder
