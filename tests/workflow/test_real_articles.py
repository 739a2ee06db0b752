"""Open articles and files that break tools: each ends in text or in a named status, and none in another's record."""

from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from extraction.reading import ADVICE
from identification.tables import read_rows
from identification.vocabulary import DocumentStatus
from workflow.real import articles
from workflow.real.findings import Section


@pytest.fixture(scope="module")
def review(real_reviews: dict[str, Path]) -> Path:
    """The review of the articles; that it is there says that its run ended with exit 0."""
    return real_reviews["articles"]


@pytest.fixture(scope="module")
def section(data_folder: Path, review: Path) -> Section:
    """What the page says of the articles."""
    return articles.read(data_folder, review)


def documents(review: Path) -> list[dict[str, str]]:
    """One row for each file."""
    return read_rows(review / articles.DOCUMENTS)


def test_every_file_has_a_row_with_a_status_and_without_text_an_advice(
    data_folder: Path, review: Path, section: Section
) -> None:
    files = {path.name for path in (data_folder / "pdfs").rglob("*.pdf")}
    rows = documents(review)

    assert {row["document_id"] for row in rows} == files == {row[0] for row in section.tables[0].rows}
    assert all(row["advice"] == ADVICE[DocumentStatus(row["status"])] for row in rows)
    assert all((int(row["words"]) > 0) == (row["status"] == DocumentStatus.READ) for row in rows)


def test_each_count_of_a_status_is_counted_again(review: Path, section: Section) -> None:
    counted = Counter(row["status"] for row in documents(review))
    told = {
        fact.what.removeprefix("Files that ended as: "): int(fact.value)
        for fact in section.facts
        if fact.what.startswith("Files that ended as: ")
    }

    assert told == counted
    assert sum(told.values()) == len(section.tables[0].rows)


def test_every_article_is_matched_to_its_own_record_and_no_other_file_to_a_strangers(section: Section) -> None:
    told = {fact.what: fact.value for fact in section.facts}
    found, _, wanted = told["Articles matched to their own record"].partition(" of ")

    assert found == wanted
    assert sum(int(told[f"Articles matched by {how}"]) for how in ("DOI", "title", "file name")) == int(wanted)
    assert told["Files matched to a record that is not theirs"] == "0"


def test_nine_of_ten_sentences_of_the_articles_are_found_word_for_word(section: Section) -> None:
    told = {fact.what: float(fact.value) for fact in section.facts if fact.source == articles.SCORED}

    assert told["Sentences found word for word"] > 0.9
    assert told["Sentences found, spaces and hyphens aside"] > 0.95


def test_the_report_the_workbook_and_the_next_steps_list_what_has_no_text_or_no_record(review: Path) -> None:
    textless = {row["document_id"] for row in documents(review) if row["status"] != DocumentStatus.READ}
    idle = {row["subject"] for row in read_rows(review / "results/extraction/set_aside_reports.csv")}
    page = (review / "results/reporting/report.html").read_text(encoding="utf-8")
    workbook = load_workbook(review / "results/reporting/evidence_tables.xlsx", read_only=True)
    listed = {row[0]: row for row in workbook["Documents without text"].iter_rows(values_only=True)}
    aside = {row[0] for row in workbook["Set aside"].iter_rows(values_only=True)}
    steps = (review / "results/next_steps.md").read_text(encoding="utf-8")

    assert textless <= set(listed)
    assert idle <= aside
    assert all(name in page for name in textless | idle)
    assert all(listed[name][3] for name in textless)
    assert f"{len(idle)} files in review/fulltexts that no report is read from, {len(textless)} of them" in steps


def test_the_section_says_the_same_twice_and_names_no_folder_of_this_machine(
    data_folder: Path, review: Path, section: Section
) -> None:
    assert articles.read(data_folder, review) == section
    assert not any(str(folder) in str(section) for folder in (data_folder, review))
