"""Full texts beside the screening card: which report has which file, its pages, and the queue of those that wait."""

from pathlib import Path

from extraction.documents import Report
from extraction.report_card import FullTexts, open_report_card, waiting_reports
from extraction.text_layer import Document
from extraction.text_layer import Page as TextPage
from identification.tables import write_lines
from identification.vocabulary import DocumentStatus, Outcome, Retrieval
from screening.drawing import Page
from tests.unit.extraction.making_pdfs import two_columns


def report(name: str, authors: str = "", outcome: Outcome = Outcome.AWAITING, document: str = "") -> Report:
    retrieval = Retrieval.OBTAINED if document else Retrieval.SOUGHT
    return Report(name, "", (name,), "", authors, "", "", "", retrieval, "", "", "", document, None, "", outcome)


def test_the_queue_holds_the_reports_that_wait_and_have_a_text_by_author() -> None:
    known = [
        report("R1", "Birch", document="b.pdf"),
        report("R2", "Ash", document="a.pdf"),
        report("R3", "Cedar"),
        report("R4", "Dogwood", Outcome.INCLUDED, "d.pdf"),
    ]

    assert [(row.rank, row.group_id) for row in waiting_reports(known)] == [(1, "R2"), (2, "R1")]


def test_a_page_is_its_picture_and_its_text(tmp_path: Path) -> None:
    two_columns(tmp_path / "a.pdf", pages=2)
    pages = [TextPage("a.pdf", number, 595, 842, text) for number, text in ((1, "First page"), (2, "Second page"))]
    write_lines(pages, tmp_path / "read/a.pdf/pages.jsonl")
    document = Document("a.pdf", "", DocumentStatus.READ, 2, 4, "")
    texts = FullTexts([report("R1", document="a.pdf"), report("R2")], [document], tmp_path, tmp_path / "read")

    assert (texts.name("R1"), texts.count("R1"), texts.name("R2"), texts.count("R2")) == ("a.pdf", 2, "", 0)
    assert texts.page("R1", 2).text == "Second page"
    assert texts.page("R1", 2).picture.startswith(b"\x89PNG")
    assert texts.page("R1", 3) == Page("", b"")


def test_a_folder_that_is_no_review_is_a_sentence_on_the_card_and_no_traceback(tmp_path: Path) -> None:
    card = open_report_card(tmp_path, "ak", tmp_path / "config.schema.yaml")

    assert card.view["state"] == "error"
    assert "config.yaml: there is no such file." in card.view["problem"]
    said = open_report_card(tmp_path, "ak", tmp_path / "config.schema.yaml", stage="fulltext").view["problem"]
    assert said == "'fulltext' is no stage of screening. Use title_abstract or full_text."
