"""A whole day at the keys: a thousand decisions without a mouse, each once in the log, and a kernel that is killed."""

import json
import shutil
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import expect

from identification.events import current_events, read_events
from identification.records import UniqueRecord
from identification.tables import write_table
from identification.vocabulary import Outcome
from screening.outcomes import Queued, Screened
from tests.browser.jupyter import ROOT, open_page, run_notebook, running_lab

DECISIONS = 1_000
# Each ten decisions one is taken back and made again.
KEYS = ("i", "e", "1", "m", "2", "e", "1", "2", "e", "u", "e")
# A kernel that does not answer is noticed after ten seconds.
SILENCE_MS = 15_000


@pytest.mark.long
def test_a_thousand_decisions_by_keyboard_are_each_once_in_the_log_and_a_killed_kernel_loses_none(
    tmp_path: Path, review: Path
) -> None:
    names = [f"R{at:05}" for at in range(DECISIONS + 100)]
    records = [UniqueRecord(name, (name,), ("pubmed",), f"Title {name}", "Systems leaders lead.") for name in names]
    write_table(records, UniqueRecord, review / "results/identification/unique.csv")
    queue = [Queued(rank, name, 0.5, "", "", "") for rank, name in enumerate(names, start=1)]
    write_table(queue, Queued, review / "results/screening/queue.csv")
    waiting = [Screened(name, Outcome.AWAITING, (), (), (), "", "", 2, "") for name in names]
    write_table(waiting, Screened, review / "results/screening/title_abstract.csv")
    keys = review / "results/notebooks/ak.json"
    keys.parent.mkdir()
    keys.write_text(json.dumps({"keys": "ours"}))
    served = tmp_path / "notebooks"
    served.mkdir()
    shutil.copy(ROOT / "workflow/notebooks/screening.ipynb", served)
    pressed = undone = 0
    with (
        running_lab(served, tmp_path / "jupyter", {"REVIEWER": "ak", "REVIEW": str(review)}) as lab,
        open_page() as page,
    ):
        card = run_notebook(page, lab, "screening.ipynb", ".screening-card")
        expect(card.locator("article")).to_be_focused()
        while pressed - undone < DECISIONS:
            key = KEYS[(pressed + undone) % len(KEYS)]
            before = card.get_attribute("data-record")
            page.keyboard.press(key)
            page.wait_for_function("([card, was]) => card.dataset.record !== was", arg=[card.element_handle(), before])
            pressed, undone = pressed + (key != "u"), undone + (key == "u")
        expect(card.locator(".counts")).to_contain_text(f"{DECISIONS:,} decided")

        shown = card.get_attribute("data-record")
        kernel = next(one for one in psutil.process_iter() if _is_kernel_of(one, review))
        kernel.kill()
        page.keyboard.press("m")
        expect(card.locator(".problem")).to_contain_text("may not be saved", timeout=SILENCE_MS)
        assert card.get_attribute("data-record") == shown, "what was not saved stays on the card"

    events, unread = read_events((review / "review/events/title_abstract").glob("*.jsonl"))
    standing = {event.subject_id for event in current_events(events)}
    assert unread == []
    assert len(standing) == len(current_events(events)) == DECISIONS
    assert len(events) == pressed + undone, "an event was lost or doubled"


def _is_kernel_of(process: psutil.Process, review: Path) -> bool:
    try:
        own = process.environ().get("REVIEW") == str(review)
        return own and "ipykernel_launcher" in " ".join(process.cmdline())
    except psutil.Error:
        return False
