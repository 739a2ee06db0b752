"""What the real reviews are built with: other people's material put into the shape of a review."""

import csv
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from identification.duplicates import find_duplicates, group_records
from identification.events import Event, event_line
from identification.merging import merge_groups
from identification.readers import read_searches
from identification.records import Search, UniqueRecord
from identification.vocabulary import Decision, EventKind

ROOT = Path(__file__).resolve().parents[2]
# The date of the people's work is not recorded; the events say when the update of the replayed review was published.
UPDATE_AT = "2022-01-01T00:00:00+00:00"


def unique_records(searches: Iterable[Search], review: Path) -> list[UniqueRecord]:
    """The records of the searches, one for each group of duplicates, as the workflow will find them."""
    records, _ = read_searches(searches, review / "review" / "searches")
    return merge_groups(records, group_records(records, find_duplicates(records)))


def write_config(review: Path, config: Mapping[str, Any]) -> None:
    """The protocol of a review as config.yaml, beside this project's codebook and instruments."""
    target = review / "config"
    target.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(dict(config), sort_keys=False, allow_unicode=True)
    (target / "config.yaml").write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "config" / "codebook.yaml", target / "codebook.yaml")
    shutil.copytree(ROOT / "config" / "instruments", target / "instruments", dirs_exist_ok=True)


def write_events(events: Iterable[Event], review: Path, kind: EventKind, name: str) -> None:
    """One person's events of one kind as lines of JSON."""
    path = review / "review" / "events" / kind / f"{name}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{event_line(event)}\n" for event in events), encoding="utf-8")


def write_includes(groups: Iterable[str], review: Path, who: str) -> None:
    """One person's decision to include each group, on title and abstract and at full text."""
    included = list(groups)
    for kind in (EventKind.TITLE_ABSTRACT, EventKind.FULL_TEXT):
        events = [Event(f"{kind}-{group}", UPDATE_AT, who, kind, group, Decision.INCLUDE) for group in included]
        write_events(events, review, kind, who)


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    """Rows as CSV; the first one names the columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
