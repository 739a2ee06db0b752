"""Is the package of the worked example in step with itself: documents, index page, tables and links?"""

import csv
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlparse

import docx
import pdfplumber
import pytest
from bs4 import BeautifulSoup
from docx.opc.constants import RELATIONSHIP_TYPE

from reporting.document_words import KINDS, PAGES


def pages_of(review: Path) -> Path:
    return review / "results" / "reporting"


def text_of_pdf(path: Path) -> str:
    with pdfplumber.open(path) as pdf:
        return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)


def text_of_html(path: Path) -> str:
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    for one in page.find_all(["svg", "style", "nav", "title"]):
        one.decompose()
    return " ".join(page.get_text().split())


@pytest.mark.parametrize("key", KINDS)
def test_a_document_of_the_worked_example_keeps_to_its_pages(key: str, finished_example: Path) -> None:
    with pdfplumber.open(pages_of(finished_example) / "documents" / f"{key}.pdf") as pdf:
        assert len(pdf.pages) <= PAGES[key]


@pytest.mark.parametrize("key", KINDS)
def test_word_pdf_and_html_say_the_numbers_of_the_flow_and_the_headlines(key: str, finished_example: Path) -> None:
    folder = pages_of(finished_example)
    with (folder / "flow.csv").open(encoding="utf-8", newline="") as file:
        boxes = {row["box"]: row["count"] for row in csv.DictReader(file)}
    with (folder.parent / "synthesis" / "headlines.csv").open(encoding="utf-8", newline="") as file:
        headlines = [row["sentence"] for row in csv.DictReader(file) if row["headline_id"] in ("definitions", "skills")]
    openings = [re.split(r"(?<=\.) ", one)[0] for one in headlines]
    flow = f"{boxes['included.studies']} studies in {boxes['included.reports']} reports are included."
    wanted = openings + [flow] * (key != "main_messages")

    word = docx.Document(str(folder / "documents" / f"{key}.docx"))
    texts = {
        "html": text_of_html(folder / "documents" / f"{key}.html"),
        "docx": " ".join(line.text for line in word.paragraphs),
        "pdf": text_of_pdf(folder / "documents" / f"{key}.pdf").replace("• ", ""),
    }

    assert [(kind, one) for kind, text in texts.items() for one in wanted if one not in text] == []


def test_every_link_of_every_page_leads_to_a_file_and_a_place_of_it(finished_example: Path) -> None:
    folder = pages_of(finished_example)
    pages = [*sorted(folder.glob("*.html")), *sorted((folder / "documents").glob("*.html"))]

    assert {"index.html", "report.html", "trace.html", "evidence_map.html", "summary.html"} <= {
        one.name for one in pages
    }
    assert [fault for page in pages for fault in broken_links(page)] == []


@pytest.mark.parametrize("key", KINDS)
def test_every_link_of_a_word_file_leads_to_a_file(key: str, finished_example: Path) -> None:
    folder = pages_of(finished_example) / "documents"
    word = docx.Document(str(folder / f"{key}.docx"))
    targets = [one.target_ref for one in word.part.rels.values() if one.reltype == RELATIONSHIP_TYPE.HYPERLINK]

    assert targets
    assert [one for one in targets if not one.startswith("http") and not (folder / one.split("#")[0]).exists()] == []


def test_the_next_steps_name_the_texts_that_the_team_has_not_written(finished_example: Path) -> None:
    steps = (finished_example / "results" / "next_steps.md").read_text(encoding="utf-8")

    assert "The team has not written review/report/other_information.md, which the report prints" in steps
    assert "review/report/implications.md" not in steps


def broken_links(page: Path) -> list[str]:
    """The links of a page that lead nowhere, inside the package; addresses of the web are not asked."""
    found = []
    for link in BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").find_all("a"):
        address = urlparse(str(link["href"]))
        if address.scheme:
            continue
        target = (page.parent / unquote(address.path)).resolve() if address.path else page
        if not target.exists():
            found.append(f"{page.name}: {link['href']}")
        elif address.fragment and target.suffix == ".html" and target.name != "trace.html":  # its script draws them
            found += [f"{page.name}: {link['href']}"] * (unquote(address.fragment) not in places_of(target))
    return found


@cache
def places_of(page: Path) -> frozenset[str]:
    """The names of the places of a page."""
    read = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    return frozenset(str(one["id"]) for one in read.find_all(id=True))


def test_a_link_that_leads_nowhere_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text('<p id="x"></p><a href="#x"></a><a href="#y"></a><a href="b.html"></a>', encoding="utf-8")

    assert broken_links(page) == ["a.html: #y", "a.html: b.html"]
