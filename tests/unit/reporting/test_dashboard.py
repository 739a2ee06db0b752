"""The lead's page shows what the last run left, and says what it does not hold yet."""

import re
import shlex
from pathlib import Path

import pytest

from identification.events import append_event, new_event
from identification.tables import write_table
from identification.vocabulary import Batch, EventKind, Outcome, PolicyName, Stage, StageState, Task
from reporting.conduct import manifest
from reporting.dashboard_opening import open_dashboard
from reporting.stages import NextStep, SignOff, StageStatus
from screening.outcomes import Agreement, Assignment, Conflict, PolicyCheck, Progress, Screened

SCHEMA = Path(__file__).parents[3] / "workflow/schemas/config.schema.yaml"
CONFIG = """
title: A tiny <review>
questions: [{id: Q1, text: "What is systems leadership?"}]
eligibility:
  include: [{id: I1, text: The report is about leadership across organisations.}]
  exclude: [{id: E1, text: The report is not about health or care.}]
sources: [{id: pubmed, name: PubMed, kind: database}]
reviewers: [{id: ak, role: reviewer}, {id: bm, role: reviewer}]
"""
TITLES = EventKind.TITLE_ABSTRACT


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A review as a run leaves it, in which people disagree on one of three titles and one has a title to read."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config/config.yaml").write_text(CONFIG, encoding="utf-8")
    return leave_run(tmp_path)


def leave_run(review: Path) -> Path:
    """The tables of a run, in the folder of a review."""
    results = review / "results"
    decide(review, "R1")
    stages = [
        StageStatus(Stage.IDENTIFICATION, StageState.READY, (), "h1", "", ""),
        StageStatus(Stage.TITLE_ABSTRACT, StageState.OPEN, ("1 conflict",), "h2", "", ""),
    ]
    write_table(stages, StageStatus, results / "reporting/stages.csv")
    step = NextStep(Stage.TITLE_ABSTRACT, 1, "1 conflict to settle", "`make event KIND=adjudication`")
    write_table([step], NextStep, results / "reporting/steps.csv")
    write_table([Progress(TITLES, 3, 1, 0, 1, 1, 0)], Progress, results / "screening/progress.csv")
    screened = [
        Screened("R1", Outcome.INCLUDED, ("ak", "bm"), (), (), "", "", 0, "One"),
        Screened("R2", Outcome.CONFLICT, ("ak",), ("bm",), (), "", "", 0, "Two"),
        Screened("R3", Outcome.AWAITING, ("ak",), (), (), "", "", 1, "Three"),
    ]
    write_table(screened, Screened, results / "screening/title_abstract.csv")
    conflict = Conflict("R2", TITLES, "Two", "ak include, bm exclude", "include against exclude")
    write_table([conflict], Conflict, results / "screening/conflicts.csv")
    write_table([Assignment(1, "R3", TITLES, "bm", Task.SECOND)], Assignment, results / "screening/assignments.csv")
    statistics = (0.5, 0.1, 0.9, 0.25, -0.2, 0.7) + (None,) * 14
    agreement = Agreement(TITLES, "ak", "bm", 2, 1, 0, 1, 0, *statistics, Batch.ALL)
    write_table([agreement], Agreement, results / "screening/agreement.csv")
    (results / "manifest.json").write_text(manifest_of(review), encoding="utf-8")
    return review


def manifest_of(review: Path) -> str:
    """What a run notes of the files that people made, which it names from the review's folder."""
    files = [review / "config/config.yaml", *review.glob("review/events/*/*.jsonl")]
    return manifest(files, []).replace(f"{review}/", "")


def decide(review: Path, subject: str) -> None:
    event = new_event(TITLES, who="ak", subject_id=subject, decision="include")
    append_event(event, review / "review/events/title_abstract/ak.jsonl")


def rows_of(page: str, caption: str) -> list[str]:
    """The rows of a table as words, its cells apart by a bar."""
    table = next(one for one in page.split("<table>") if f"<caption>{caption}" in one)
    return [
        re.sub(r"<[^>]+>", "", re.sub(r"</t[hd]>(?=<)", "|", row)).strip("|")
        for row in re.findall("<tr>.*</tr>", table)
    ]


def test_each_number_of_the_page_is_one_of_the_run(review: Path) -> None:
    page = open_dashboard(review, SCHEMA)

    assert "A tiny &lt;review&gt;" in page
    assert rows_of(page, "Records by stage")[1:] == ["Title and abstract||3|1|0|1|1|0"]
    assert rows_of(page, "People")[1:] == ["ak|3|0|0|0|0|0", "bm|2|1|0|0|0|0"]
    assert rows_of(page, "Agreement")[1:] == [
        "Title and abstract|ak, bm|all|2|0.50 (0.10 to 0.90)|0.25 (\u22120.20 to 0.70)|not defined (0/0)"
    ]
    assert rows_of(page, "Open conflicts")[1:] == ["R2|Two|title and abstract|include against exclude"]
    assert "ak include" not in page, "whoever opens this page may still have to decide"
    named = f"REVIEW={shlex.quote(str(review))}"
    assert f"1 conflict to settle: <code>make event {named} KIND=adjudication</code>" in page.replace("\n", "")
    assert f"<code>make signoff {named} STAGE=identification WHO=your-id</code>" in page
    assert "nothing was decided since" in page


def test_what_was_decided_or_changed_since_the_run_is_said(review: Path) -> None:
    decide(review, "R2")
    decide(review, "R3")
    with open(review / "config/config.yaml", "a", encoding="utf-8") as config:
        config.write("# later\n")

    page = open_dashboard(review, SCHEMA)

    assert "2 entries in the log since the last run: run again to count them." in page
    assert "Changed since the last run: config/config.yaml." in page
    assert "make run REVIEW=" in page


def test_a_sign_off_that_no_longer_holds_is_told_apart(review: Path) -> None:
    signed = SignOff(Stage.TITLE_ABSTRACT, "another", "ak", "2026-02-01T10:00:00+00:00")
    write_table([signed], SignOff, review / "review/signoff.csv")

    stages = rows_of(open_dashboard(review, SCHEMA), "Stages and sign-offs")

    assert stages[1:] == [
        "Identification|ready to sign off",
        "Title and abstract screening|open|1 conflict|ak, 2026-02-01: in a state that has changed since",
    ]


def test_what_a_policy_asks_for_is_said_with_what_was_found(review: Path) -> None:
    check = PolicyCheck(
        *(TITLES, PolicyName.DUAL_SHARE, 3, 3, 2, 0, 0, 2, 2, "kappa", 0.7, 2, 0.25, -0.2, 0.7, 1, 0, 0, 0, 0, None),
        "agreement is too low",
    )
    write_table([check], PolicyCheck, review / "results/screening/policies.csv")

    assert (
        "it waits for this: agreement is too low; kappa is 0.25 (\u22120.20 to 0.70) on 2 records, 0.7 is asked for."
        in open_dashboard(review, SCHEMA)
    )


def test_a_review_that_was_never_run_or_is_none_gets_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/config.yaml").write_text(CONFIG, encoding="utf-8")

    assert "has not been run to its end yet" in open_dashboard(tmp_path, SCHEMA)
    assert "make run REVIEW=" in open_dashboard(tmp_path, SCHEMA)
    assert open_dashboard(tmp_path / "nowhere", SCHEMA).startswith('<p role="alert">')
