"""The review of systems leadership that a team can take over: it runs, claims nothing, and asks for its decisions."""

import shutil
from pathlib import Path

import pytest

from identification.tables import read_rows
from tests.workflow.running import run_review
from workflow.commands import main

# What a team begins with; the whole run is a long test.
BEGUN = (
    *("results/screening/queue.csv", "results/identification/known_papers.csv", "results/reporting/steps.csv"),
    "results/identification/search_recall.csv",
)


@pytest.fixture(scope="module")
def starter(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the starter review after its first run up to what a team begins with."""
    review = tmp_path_factory.mktemp("a team's folder") / "my review"
    shutil.copytree(
        root / "examples/systems-leadership", review, ignore=shutil.ignore_patterns("results", ".snakemake")
    )
    run = run_review(review, "--cores", "2", *BEGUN)
    assert run.code == 0, run.said
    return review


def citations(review: Path) -> int:
    """How many citations the file of known works holds."""
    return (review / "review/searches/known_works.ris").read_text(encoding="utf-8").count("TY  - ")


def test_every_citation_is_a_record_and_waits_in_the_queue(starter: Path) -> None:
    records = read_rows(starter / "results/identification/records.csv")
    unique = read_rows(starter / "results/identification/unique.csv")
    queue = read_rows(starter / "results/screening/queue.csv")

    assert len(records) == citations(starter) == len(unique) == len(queue)


@pytest.mark.long
def test_it_runs_to_its_end_and_says_what_to_do(starter: Path) -> None:
    run = run_review(starter, "--cores", "2")

    assert run.code == 0, run.said
    assert "make freeze" in (starter / "results/next_steps.md").read_text(encoding="utf-8")


def test_a_work_with_a_doi_has_a_link_to_begin_with(starter: Path) -> None:
    queue = read_rows(starter / "results/screening/queue.csv")

    assert any(row["doi"] for row in queue)
    assert [row["link"] for row in queue if row["doi"]] == [
        f"https://doi.org/{row['doi']}" for row in queue if row["doi"]
    ]


def test_it_holds_facts_of_citations_and_nothing_else(starter: Path) -> None:
    tags = {line[:2] for line in (starter / "review/searches/known_works.ris").read_text("utf-8").splitlines() if line}

    assert tags <= {"TY", "TI", "AU", "PY", "T2", "VL", "IS", "SP", "EP", "DO", "ER"}


def test_it_is_not_frozen_before_the_team_has_decided(starter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["freeze", f"REVIEW={starter}", "WHO=aa"])

    assert code == 1
    assert "line 6: this is still the template's text" in capsys.readouterr().err


def test_its_known_papers_are_among_its_works_and_no_search_has_found_them_yet(starter: Path) -> None:
    papers = read_rows(starter / "results/identification/known_papers.csv")

    assert {row["state"] for row in papers} == {"not found"}
    assert all(row["record_id"] and row["sources"] == '["known"]' for row in papers)
    assert read_rows(starter / "results/identification/search_recall.csv") == [], "nobody has searched yet"
    assert "known paper" not in (starter / "results/reporting/steps.csv").read_text(encoding="utf-8")


def test_its_codebook_and_instruments_are_the_templates_and_every_source_has_a_strategy(root: Path) -> None:
    starter = root / "examples/systems-leadership"
    strategies = {path.stem for path in (starter / "review/searches/strategies").glob("*.txt")}

    assert (starter / "config/codebook.yaml").read_bytes() == (root / "config/codebook.yaml").read_bytes()
    for name in ("mmat_2018.yaml", "aacods.yaml"):
        copies = [root / folder / "config/instruments" / name for folder in (".", "examples/worked-example", starter)]
        assert len({copy.read_bytes() for copy in copies}) == 1
    assert strategies == {"pubmed", "scopus", "hmic", "websites", "known"}
