"""Stopping in a review that people screen: the statement, draws of the unread, and the recorded stop."""

import json
from pathlib import Path

import pytest

from identification.events import append_events, new_event, read_events
from identification.protocol import question_text, read_protocol
from identification.records import UniqueRecord
from identification.tables import read_table
from identification.vocabulary import EventKind, Outcome
from reporting.stages import FlowBox
from screening.outcomes import Queued, Screened, Stopping
from screening.requeueing import open_basis, requeue
from tests.workflow.running import copy_of, report_lines, run_review
from workflow.asking import SCHEMA
from workflow.commands import main

READ = 12


@pytest.fixture
def review(finished_example: Path, tmp_path: Path) -> Path:
    """A review of which one person has read the first records, two of them includes, by the preset `guaranteed`."""
    review = copy_of(finished_example, tmp_path)
    config = review / "config/config.yaml"
    text = config.read_text(encoding="utf-8").replace("preset: exhaustive", "preset: guaranteed, target_recall: 0.5")
    config.write_text(text.replace("title_abstract: {policy: dual}", "title_abstract: {policy: single}"), "utf-8")
    for kind in (EventKind.TITLE_ABSTRACT, EventKind.FULL_TEXT, EventKind.ADJUDICATION):
        for path in (review / "review/events" / kind).glob("*.jsonl"):
            path.unlink()
    decide(review, ids(review)[:READ])
    screen(review)
    return review


def ids(review: Path) -> list[str]:
    return sorted(one.group_id for one in read_table(review / "results/identification/unique.csv", UniqueRecord))


def decide(review: Path, groups: list[str]) -> None:
    """The first two records of the review belong in it, nothing else."""
    first = ids(review)[:2]
    made = [
        new_event(EventKind.TITLE_ABSTRACT, who="ak", subject_id=one, decision="include" if one in first else "exclude")
        for one in groups
    ]
    append_events(made, review / "review/events/title_abstract/ak.jsonl")


def screen(review: Path) -> Stopping:
    names = ("stopping.csv", "queue.csv", "title_abstract.csv")
    run = run_review(review, "--", *(f"results/screening/{name}" for name in names))
    assert run.code == 0, run.said
    return read_table(review / "results/screening/stopping.csv", Stopping)[0]


def drawn(review: Path) -> list[set[str]]:
    events, _ = read_events((review / "review/events/stops").glob("*.jsonl"))
    draws = [event.content for event in events if event.decision == "audit"]
    return [set(one["drawn"]) for one in sorted(draws, key=lambda one: int(one["number"]))]


def outcomes(review: Path) -> dict[str, Outcome]:
    rows = read_table(review / "results/screening/title_abstract.csv", Screened)
    return {row.group_id: row.outcome for row in rows}


def test_the_notebook_ranks_as_the_workflow_does(review: Path) -> None:
    protocol = read_protocol(review / "config/config.yaml", SCHEMA)
    basis = open_basis(review, question_text(protocol), protocol["seed"])
    queue = [(row.group_id, row.score) for row in read_table(review / "results/screening/queue.csv", Queued)]

    refitted = requeue(basis, {}, "ak")

    assert sorted(((row.group_id, row.score) for row in refitted), key=lambda one: (-one[1], one[0])) == queue
    assert len(queue) == len(ids(review)) - READ


@pytest.mark.long
def test_a_team_draws_an_audit_reads_it_stops_and_draws_another_afterwards(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    total = len(ids(review))
    before = read_table(review / "results/screening/stopping.csv", Stopping)[0]

    assert (before.may_stop, before.audited, before.screened) == (False, 0, READ)
    assert before.audit_needed is not None

    assert main(["audit", f"REVIEW={review}", "N=1000", "WHO=ak"]) == 1
    assert f"{total - READ} records are unread" in capsys.readouterr().err
    assert main(["audit", f"REVIEW={review}", f"N={before.audit_needed}", "WHO=ak"]) == 0
    assert main(["event", f"REVIEW={review}", "KIND=stops", "SUBJECT=title_abstract", "DECISION=stop", "WHO=ak"]) == 1
    assert "people decided since the last run" in capsys.readouterr().err

    waiting = screen(review)
    queue = read_table(review / "results/screening/queue.csv", Queued)

    assert (waiting.audited, waiting.audit_needed) == (0, None)
    assert f"{before.audit_needed} drawn records wait to be read" in waiting.sentence
    assert queue[1].group_id in drawn(review)[0]

    decide(review, sorted(drawn(review)[0]))
    reached = screen(review)

    assert (reached.may_stop, reached.audited) == (True, before.audit_needed)

    assert main(["event", f"REVIEW={review}", "KIND=stops", "SUBJECT=title_abstract", "DECISION=stop", "WHO=ak"]) == 0
    stopped = screen(review)
    unread = [one for one, outcome in outcomes(review).items() if outcome == Outcome.NOT_SCREENED]

    assert len(unread) == total - READ - before.audit_needed
    assert reached.sentence in stopped.recorded

    assert main(["audit", f"REVIEW={review}", "N=1", "WHO=ak"]) == 0
    screen(review)
    again = drawn(review)[1]

    assert [outcomes(review)[one] for one in again] == [Outcome.AWAITING]

    decide(review, sorted(again))
    run = run_review(review)
    last = read_table(review / "results/screening/stopping.csv", Stopping)[0]
    boxes = read_table(review / "results/reporting/flow.csv", FlowBox)

    assert run.code == 0, run.said
    assert (last.audited, last.recorded) == (before.audit_needed + 1, stopped.recorded)
    assert sum(box.count or 0 for box in boxes if "not_screened" in box.box) == len(unread) - 1
    assert any(line.startswith("The team stopped: ak") for line in report_lines(review))
    assert json.loads((review / "review/events/stops/ak.jsonl").read_text().splitlines()[1])["content"]["statement"]
