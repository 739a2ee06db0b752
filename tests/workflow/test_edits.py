"""Edits of records, from the command to the tables and the package: an abstract is filled in, a flag stays open."""

from pathlib import Path

import pytest

from identification.events import Event, read_events
from identification.records import FlaggedRecord, UniqueRecord
from identification.tables import read_table
from reporting.leaving_package import hash_of
from tests.workflow.running import copy_of, run_review
from tests.workflow.test_package import packed, texts
from workflow.commands import main
from workflow.verify import verified

ERRATUM = "Rcf7ae5b2fb6e"  # the one record of the worked example that no export gives an abstract for
ABSTRACT = "Invented: the table of the article had two columns in the wrong order."
FLAGGED = "results/identification/flagged.csv"
UNIQUE = "results/identification/unique.csv"


def note(review: Path, who: str, decision: str, *words: str) -> Event:
    """An edit of the erratum, by command."""
    before = edits(review)
    assert (
        main(
            [
                "event",
                f"REVIEW={review}",
                f"WHO={who}",
                "KIND=edits",
                f"SUBJECT={ERRATUM}",
                f"DECISION={decision}",
                *words,
            ]
        )
        == 0
    )
    return next(one for one in edits(review) if one not in before)


def edits(review: Path) -> list[Event]:
    """All edits, which have to be readable."""
    events, unread = read_events((review / "review/events/edits").glob("*.jsonl"))
    assert unread == []
    return events


def test_an_abstract_and_a_flag_reach_the_tables_and_leave_in_the_package_without_people_and_text(
    finished_example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review = copy_of(finished_example, tmp_path)
    found = note(review, "ak", "amend", "FIELD=abstract", f"VALUE={ABSTRACT}", "ORIGIN=the page that Karsten found")
    flag = note(review, "bm", "flag", "NOTE=the authors are missing")

    run = run_review(review, UNIQUE, FLAGGED)

    assert run.code == 0, run.said
    (erratum,) = [one for one in read_table(review / UNIQUE, UniqueRecord) if one.group_id == ERRATUM]
    assert (erratum.abstract, erratum.origins["abstract"]) == (ABSTRACT, found.event_id)
    flagged = FlaggedRecord(flag.event_id, ERRATUM, erratum.title, "bm", "the authors are missing")
    assert read_table(review / FLAGGED, FlaggedRecord) == [flagged]

    package = packed(review, tmp_path / "package", leaves_team={})

    assert verified(package)[1] == []
    assert [name for name, text in texts(package) if ABSTRACT in text or "Karsten" in text] == []
    left = {one.event_id: one for one in edits(package)}
    assert {one.who for one in left.values()} == {"person-1", "person-2"}
    (there,) = [one for one in read_table(package / UNIQUE, UniqueRecord) if one.group_id == ERRATUM]
    assert there.abstract == left[there.origins["abstract"]].content["value"] == hash_of(ABSTRACT)

    note(review, "cd", "settled", f"OTHER={flag.event_id}")

    assert run_review(review, FLAGGED).code == 0
    assert read_table(review / FLAGGED, FlaggedRecord) == []
    assert main(["event", f"REVIEW={review}", "WHO=ak", "KIND=edits", f"SUBJECT={ERRATUM}", "DECISION=flag"]) == 1
    assert "a flag needs a note" in capsys.readouterr().err
