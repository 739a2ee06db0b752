"""What a run does again and what it leaves alone: nobody's work is lost, and only what depends on a change runs."""

import csv
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.workflow.running import (
    WITH_JOBS,
    Run,
    copy_of,
    peoples_files,
    planned_jobs,
    result_files,
    run_review,
)

CODE_FOLDERS = ("identification", "screening", "extraction", "synthesis", "reporting", "workflow", "profiles")
CODE_FILES = ("Snakefile", "environment.yml", "pyproject.toml", "requirements.lock")
IDENTIFICATION = {"read_searches", "find_duplicates", "group_records"}
READING = {"check_codebook", "read_document", "suggest_codes", "collect_suggestions"}
SCREENING = {"screen_title_abstract", "screen_full_text", "summarise_screening", "state_stopping", "rank_records"}
THE_END = {"write_tables", "write_report", "write_next_steps", "write_manifest", "review"}


@pytest.fixture
def review(finished_example: Path, tmp_path: Path) -> Path:
    """A review of which every result is up to date."""
    return copy_of(finished_example, tmp_path)


@dataclass(frozen=True)
class Again:
    """A review whose results somebody deleted, the copy of the code that then ran over it, and what that run said."""

    review: Path
    code: Path
    run: Run


@pytest.fixture(scope="module")
def again(root: Path, finished_example: Path, tmp_path_factory: pytest.TempPathFactory) -> Again:
    """The code is a copy in another folder with a space in its name: tests may edit it, and results may not tell."""
    folder = tmp_path_factory.mktemp("deleted results")
    code = folder / "our copy of the code"
    for name in CODE_FOLDERS:
        shutil.copytree(root / name, code / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in CODE_FILES:
        shutil.copy2(root / name, code / name)
    review = copy_of(finished_example, folder)
    shutil.rmtree(review / "results")
    return Again(review, code, run_review(review, code=code))


@contextmanager
def edited(path: Path, more: str) -> Iterator[None]:
    """A file with something written below it, for a while."""
    before, times = path.read_bytes(), path.stat()
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    yield
    path.write_bytes(before)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def add_event(review: Path, kind: str, **fields: object) -> None:
    """An event of a new sitting, in a file of its own."""
    event = {"event_id": f"new-{kind}", "at": "2026-04-01T09:00:00+00:00", "who": "bm", "kind": kind} | fields
    file = review / "review/events" / kind / "bm-later.jsonl"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(event) + "\n", encoding="utf-8")


# ------------------------------------------------------------------------------------------------- complete runs


def test_a_run_ends_well_and_says_last_what_people_have_to_do_next(again: Again) -> None:
    written = (again.review / "results/next_steps.md").read_text(encoding="utf-8").strip()
    folder = f" REVIEW='{again.review}'"

    _, heading, after = again.run.said.partition("# Next steps\n")
    said = (heading + after).replace(folder, "")

    assert again.run.code == 0, again.run.said
    assert said.startswith(written), again.run.said
    assert re.fullmatch(r"(Complete log\(s\): .*|Elapsed time: .*|\s)*", said.removeprefix(written)), after
    assert re.search(rf"`make \w+{re.escape(folder)}", after), "no command can be pasted as it stands"


def test_deleted_results_come_back_byte_for_byte(finished_example: Path, again: Again) -> None:
    assert result_files(again.review) == result_files(finished_example)


def test_a_review_in_a_folder_with_a_space_in_its_name_gets_every_deliverable(finished_example: Path) -> None:
    assert " " in finished_example.name

    for name in ("next_steps.md", "manifest.json", *(f"reporting/{one}" for one in ("report.html", "flow.svg"))):
        assert (finished_example / "results" / name).stat().st_size, name


def test_a_plain_run_has_a_job_of_every_rule(root: Path, review: Path) -> None:
    written = (file.read_text(encoding="utf-8") for file in (root / "workflow/rules").glob("*.smk"))
    every = {name for text in written for name in re.findall(r"(?m)^rule (\w+):", text)}

    idle = every - planned_jobs(review, "--forceall").keys()

    assert idle == set(), "a plain run asks for nothing that these rules make"


def test_a_second_run_has_no_job_but_saying_the_next_steps(review: Path) -> None:
    run = run_review(review, *WITH_JOBS)

    assert run.code == 0, run.said
    assert run.jobs.keys() - {"review"} == set()
    assert "# Next steps" in run.said, "a person who runs a finished review is not told what to do next"


# --------------------------------------------------------------------------------------------- what people made


@pytest.mark.long
def test_forcing_everything_with_a_job_that_fails_changes_nothing_that_people_made(review: Path) -> None:
    # Themes are read last: by then every job that reads events and full texts has deleted and made its outputs anew.
    (review / "review/themes.yaml").write_text("themes: these are no themes\n", encoding="utf-8")
    before = peoples_files(review)

    run = run_review(review, "--forceall")

    assert run.code != 0
    assert "review/themes.yaml, line 1: " in run.said
    assert "Traceback" not in run.said
    assert peoples_files(review) == before


def test_deleting_all_output_changes_nothing_that_people_made(review: Path) -> None:
    before = peoples_files(review)

    run = run_review(review, "--delete-all-output")

    assert run.code == 0, run.said
    assert not (review / "results/reporting/report.html").exists()
    assert peoples_files(review) == before


# ----------------------------------------------------------------------------------- what depends on what is added


def test_a_new_export_is_read_and_no_full_text_is_read_again(review: Path) -> None:
    searches = review / "review/searches"
    (searches / "later.ris").write_text("TY  - JOUR\nTI  - A later article\nPY  - 2026\nER  - \n", encoding="utf-8")
    with (searches / "searches.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(["later.ris", "hmic", "2026-04-01", "", "1", "", "", ""])

    jobs = planned_jobs(review)

    assert IDENTIFICATION | {"screen_title_abstract", "count_flow"} | THE_END <= jobs.keys()
    assert not (READING | {"check_events"}) & jobs.keys()


def test_a_new_decision_on_an_abstract_orders_the_queue_anew_and_reads_nothing_again(review: Path) -> None:
    add_event(review, "title_abstract", subject_id="R39c90fd4d263", decision="maybe", criteria_version="1")

    jobs = planned_jobs(review)

    assert SCREENING | {"check_events", "count_flow"} | THE_END <= jobs.keys()
    assert not (IDENTIFICATION | READING) & jobs.keys()


def test_a_new_coding_touches_neither_records_nor_decisions_nor_the_text_of_documents(review: Path) -> None:
    add_event(review, "coding", subject_id="castellan_2020.txt", decision="affirmed", content={"code_id": "SK.TRUST"})

    jobs = planned_jobs(review)

    assert {"anchor_codings", "check_events", "state_codes", "state_gaps", "support_themes"} | THE_END <= jobs.keys()
    # what was coded teaches the suggestions of other documents
    reading = READING - {"collect_suggestions"}
    assert not (IDENTIFICATION | SCREENING | reading | {"list_reports"}) & jobs.keys()


def test_of_all_full_texts_only_a_new_one_is_read(review: Path) -> None:
    (review / "review/fulltexts/later_2026.txt").write_text("A later text on systems leadership.", encoding="utf-8")

    planned = run_review(review, "--dry-run", *WITH_JOBS)

    assert "Reading later_2026.txt" in planned.said
    assert planned.jobs["read_document"] == planned.jobs["suggest_codes"] == 1
    assert {"list_reports", "anchor_codings"} | THE_END <= planned.jobs.keys()
    assert not (IDENTIFICATION | SCREENING | {"check_codebook", "check_events"}) & planned.jobs.keys()


def test_a_full_text_may_have_any_name_that_a_publisher_gives_it(review: Path) -> None:
    name = "O'Neill & Söhne (2020) [draft] 50%.txt"
    (review / "review/fulltexts" / name).write_text("A later text on systems leadership.", encoding="utf-8")

    assert planned_jobs(review)["read_document"] == 1


def test_a_changed_cue_suggests_anew_and_reads_no_document_again(review: Path) -> None:
    codebook = review / "config/codebook.yaml"
    codebook.write_text(
        codebook.read_text(encoding="utf-8").replace("name: Trust", "name: Trusting", 1), encoding="utf-8"
    )

    jobs = planned_jobs(review)

    assert {"check_codebook", "suggest_codes"} <= jobs.keys()
    assert not ({"read_document"} | IDENTIFICATION | SCREENING) & jobs.keys()


# --------------------------------------------------------------------------------------------- what the code says


def test_an_edit_of_a_package_runs_what_imports_it_again_and_nothing_else(again: Again) -> None:
    with edited(again.code / "synthesis/gaps.py", "\nEDITED = True\n"):
        jobs = planned_jobs(again.review, code=again.code)

    assert {"state_gaps"} | THE_END <= jobs.keys()
    assert not ({"count_findings", "anchor_codings"} | IDENTIFICATION | SCREENING | READING) & jobs.keys()


def test_an_edit_of_the_text_layer_reads_every_document_again(again: Again) -> None:
    with edited(again.code / "extraction/pdf.py", "\nEDITED = True\n"):
        jobs = planned_jobs(again.review, code=again.code)

    assert jobs["read_document"] == len(list((again.review / "results/extraction").glob("*/pages.jsonl")))
    assert not IDENTIFICATION & jobs.keys()


def test_an_edit_of_what_every_stage_shares_reads_no_document_again(again: Again) -> None:
    with edited(again.code / "identification/vocabulary.py", "\nEDITED = True\n"):
        jobs = planned_jobs(again.review, code=again.code)

    assert "name_documents" in jobs
    assert "read_document" not in jobs


def test_touching_files_without_changing_them_runs_nothing_again(again: Again) -> None:
    for touched in (again.code / "extraction/reading.py", again.code / "identification/events.py"):
        touched.touch()
    for touched in (file for folder in ("config", "review") for file in (again.review / folder).rglob("*")):
        touched.touch()

    assert planned_jobs(again.review, code=again.code).keys() - {"review"} == set()
