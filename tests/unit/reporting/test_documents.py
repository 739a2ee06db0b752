"""Do main messages, summary and report say the same in HTML, Word and PDF, and does each keep to its pages?"""

import io
import re
from dataclasses import replace
from pathlib import Path

import docx
import pdfplumber
import pytest
from bs4 import BeautifulSoup
from docx.oxml.ns import qn

from identification.vocabulary import GapClaim
from reporting.cells import Link, Share, Sheet, cell_text, percent
from reporting.document_contents import compose
from reporting.document_docx import write_docx
from reporting.document_html import write_html
from reporting.document_material import material, searched_to
from reporting.document_methods import methods
from reporting.document_parts import Grid, Paragraph, cell_words, sentences_of, spoken
from reporting.document_pdf import page_count, write_pdf
from reporting.document_words import KINDS, document_steps
from reporting.documents import fitting, write_documents
from reporting.gap_sheets import WHOLE
from reporting.html_report import render_report
from reporting.readability import readability
from reporting.stages import DocumentMade
from reporting.team_words import parse_words, read_team_words
from synthesis.statements import Evidence
from tests.unit.reporting.documents_for_tests import QUESTIONS, cover, known, review
from tests.unit.synthesis.making_extracts import extract

NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")


def numbers(text: str) -> set[str]:
    """Every number of a text."""
    return {one.rstrip(",").replace(",", "") for one in NUMBER.findall(text)}


def words_of_html(html: str) -> str:
    page = BeautifulSoup(html, "html.parser")
    for drawing in page.find_all(["svg", "style", "nav", "title"]):
        drawing.decompose()
    for block in page.find_all(["p", "li", "th", "td", "dt", "dd", "div", "h1", "h2", "h3", "h4", "caption", "span"]):
        block.insert_before(" ")
        block.insert_after(" ")
    return re.sub(r"\s+", " ", page.get_text())


def words_of_docx(made: bytes) -> str:
    """The text of the body, tables and links included, drawings and fields left out."""
    body = docx.Document(io.BytesIO(made)).element.body
    return " ".join("".join(one.text or "" for one in line.iter(qn("w:t"))) for line in body.iter(qn("w:p")))


def words_of_pdf(made: bytes) -> str:
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        return "\n".join(page.extract_text() or "" for page in pdf.pages)


# -------------------------------------------------------------------------------------------------- the same numbers


@pytest.mark.parametrize("key", KINDS)
def test_word_and_html_hold_the_same_numbers(key: str) -> None:
    paper = compose(key, known(37))

    html, word = words_of_html(write_html(paper)), words_of_docx(write_docx(paper))

    assert numbers(html) == numbers(word)
    assert numbers(html) >= {"37", "18"}


@pytest.mark.parametrize("key", KINDS)
def test_every_number_of_the_content_stands_in_the_pdf(key: str) -> None:
    paper = replace(compose(key, known(37)), contents=False)

    pdf = words_of_pdf(write_pdf(paper))

    assert numbers(words_of_html(write_html(paper))) - numbers(pdf) == set()


@pytest.mark.parametrize("studies", [3, 40])
@pytest.mark.parametrize("key", KINDS)
def test_every_number_of_a_generated_sentence_stands_in_the_tables_that_it_names(key: str, studies: int) -> None:
    material = known(studies)

    found = list(sentences_of(compose(key, material).parts))

    assert found
    for sentence, sheets in found:
        held = set().union(*(_numbers_of(material.sheets[name]) for name in sheets))
        assert numbers(sentence) - held == set(), f"{sentence} ({', '.join(sheets)})"


def _numbers_of(sheet: Sheet) -> set[str]:
    """The numbers in the cells of a sheet, how many rows it has, and the sum of each column."""
    cells = [cell for row in sheet.rows for cell in row]
    held = {
        one for cell in cells for one in numbers(percent(cell.value) if isinstance(cell, Share) else cell_text(cell))
    }
    sums = (sum(cell for cell in column if isinstance(cell, int)) for column in zip(*sheet.rows, strict=True))
    return held | {str(len(sheet.rows))} | {str(one) for one in sums}


def test_the_cells_in_which_nothing_was_found_are_counted_as_the_table_has_them() -> None:
    material = known(9)

    page = words_of_html(write_html(compose("report", material)))

    sheet = material.sheets["Gap statements"]
    rows = [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows]
    cells = [row for row in rows if row["Cell"] != WHOLE]
    none = [row for row in cells if row["Assessed"] and not row["Present"]]
    counted = f"In {len(none)} of {len(cells)} {'cell' if len(cells) == 1 else 'cells'}"
    assert f"{counted}, beside those of the family as a whole, nothing was found" in page


def test_the_methods_say_nothing_of_what_no_log_shows() -> None:
    bare = replace(known(), tables=review(0, gaps=False))

    said = " ".join(spoken(part.words) for part in methods(bare) if isinstance(part, Paragraph))

    for word in ("were to be decided on", "coded by two", "appraised with", "signed off:", "frozen on", "People named"):
        assert word not in said


# ------------------------------------------------------------------------------------------------------------ pages


@pytest.mark.parametrize("studies", [3, 400])
@pytest.mark.parametrize("key", KINDS)
def test_a_document_keeps_to_its_pages_whatever_the_number_of_studies(key: str, studies: int) -> None:
    paper, pdf = fitting(key, known(studies))

    assert page_count(pdf) <= paper.pages


def test_a_table_that_is_cut_names_the_file_that_has_all_of_it() -> None:
    grids = [part for part in compose("report", known(400)).parts if isinstance(part, Grid)]

    cut = next(one for one in grids if one.title == "Characteristics of included studies")
    assert len(cut.rows) == 40
    assert (
        spoken(cut.more)
        == "The first 40 of 400 rows; all stand in the sheet “Included studies” of evidence_tables.xlsx."
    )


def test_a_cell_with_many_studies_names_some_counts_the_rest_and_says_where_they_are() -> None:
    page = words_of_html(write_html(compose("report", known(80))))

    assert "and 28 more" in page
    assert "Of a long list 12; all stand in the sheet \u201cSkills\u201d of evidence_tables.xlsx" in page
    assert "Of a long list" not in words_of_html(write_html(compose("report", known(24))))
    studies = tuple(Link(f"S{number}", "study", f"S{number}") for number in range(15))
    assert spoken(cell_words(studies, {})) == "; ".join(f"S{number}" for number in range(12)) + " and 3 more"


def test_more_than_a_page_has_room_for_is_counted_and_not_printed_smaller() -> None:
    words = {"main_messages": parse_words("A sentence of the team. " * 150)}
    many = replace(known(), tables=review(4, findings=30), words=words)

    paper, pdf = fitting("main_messages", many)

    assert page_count(write_pdf(compose("main_messages", many))) == 2
    assert page_count(pdf) == 1
    assert re.search(r"\d+ more in the summary\.", words_of_html(write_html(paper)))


def test_a_summary_with_many_findings_keeps_to_its_pages_and_says_where_the_others_are() -> None:
    paper, pdf = fitting("summary", replace(known(), tables=review(4, findings=150)))

    assert page_count(pdf) <= paper.pages
    assert re.search(r"\d+ more in the report\.", words_of_html(write_html(paper)))


def test_a_text_of_the_team_that_is_too_long_is_a_next_step() -> None:
    long = tuple(parse_words("A sentence of the team. " * 900))
    material = replace(known(), words={"main_messages": long})

    made = DocumentMade("main_messages", page_count(fitting("main_messages", material)[1]), 1, (), "", 0, None, None)

    assert made.pages > 1
    assert document_steps([made])[0].endswith("pages where 1 are meant: shorten the team's texts in review/report")


# ------------------------------------------------------------------------------------------------- titles and scripts


def test_very_long_titles_and_names_in_every_script_come_through_in_every_format() -> None:
    title = "An exceedingly long title of a review that does not end " * 8
    paper, pdf = fitting("report", known(8, title=title.strip()))

    html, word = words_of_html(write_html(paper)), words_of_docx(write_docx(paper))

    for name in ("Nakagawa 2000", "عبد الله 2001", "Øst 2002", "Иванова 2003"):
        assert name in html
        assert name in word
    assert "Øst 2002" in re.sub(r"\s+", " ", words_of_pdf(pdf))
    assert page_count(pdf) <= paper.pages


def test_a_sign_that_no_font_has_does_not_stop_the_document() -> None:
    odd = chr(0x1F9FF) + chr(0x16E40)

    assert write_pdf(compose("main_messages", known(title=f"A review {odd}"))).startswith(b"%PDF")


def test_text_from_outside_is_text_in_every_format() -> None:
    title = '<b>#import "x"</b> $x$ {{ y }} \x02'
    paper = compose("main_messages", known(title=title))

    assert "<b>#import" not in write_html(paper)
    assert '<b>#import "x"</b> $x$ {{ y }}' in words_of_docx(write_docx(paper))
    assert '<b>#import "x"</b> $x$ {{ y }}' in words_of_pdf(write_pdf(paper))


def test_a_review_without_gaps_and_one_with_gaps_only_have_their_documents() -> None:
    none = compose("summary", known(gaps=False))
    only = compose("summary", replace(known(), tables=replace(review(4), skills=(), headlines=(), findings=())))

    assert "Nothing has been counted on this question yet." in words_of_html(write_html(none))
    assert write_pdf(only).startswith(b"%PDF")


def test_what_was_found_in_a_gap_stands_there_with_its_study_and_page() -> None:
    tables = review(4)
    said = "Leaders were 48 years old."
    quote = replace(extract("S0", "EDI.AGE"), extract_id="X1", report_id="R0", quote=said, page=3)
    family = replace(tables.gaps[0], present=1, claim=GapClaim.PRESENT, extract_ids=("X1",))
    counts = Evidence("X1", "S0", "EDI.AGE", "", "affirmed", True, "", "", said, 3, "S0.pdf")
    held = replace(tables, extracts=(quote,), evidence=(counts,), gaps=(family, *tables.gaps[1:]))
    stated = replace(held, evidence=(replace(counts, counts_as_evidence=False),))

    for kind in KINDS:
        page = words_of_html(write_html(compose(kind, material(held, cover(), questions=QUESTIONS))))
        assert re.search("\u201cLeaders were 48 years old.\u201d \\( ?Nakagawa 2000, page 3", page), kind
    none = words_of_html(write_html(compose("summary", material(stated, cover(), questions=QUESTIONS))))
    assert said not in none, "what states an absence is no finding"


def test_what_nobody_looked_for_is_said_once_and_fills_no_table() -> None:
    tables = review(4)
    unseen = replace(tables, matrices=(replace(tables.matrices[0], present=0, assessed=0),))

    page = words_of_html(write_html(compose("report", material(unseen, cover(), questions=QUESTIONS))))

    assert "Barriers: nobody has recorded a look through any study." in page
    assert "None of these has been counted yet." in page


def test_a_review_in_which_nothing_has_happened_has_its_documents(tmp_path: Path) -> None:
    made = write_documents(known(0, gaps=False), tmp_path)

    assert [one.document for one in made] == list(KINDS)
    assert all(one.pages <= one.budget for one in made)


# -------------------------------------------------------------------------------------------- marks, texts, structure


def test_interim_and_synthetic_stand_on_every_page_of_the_pdf_in_the_head_of_word_and_on_top_of_html() -> None:
    paper, pdf = fitting("report", known(60, synthetic=True, interim=("2 records undecided",)))

    word = docx.Document(io.BytesIO(write_docx(paper)))
    with pdfplumber.open(io.BytesIO(pdf)) as pages:
        heads = [page.extract_text().split("\n")[0] for page in pages.pages]

    assert len(heads) > 2
    assert all("SYNTHETIC EXAMPLE" in one and "INTERIM" in one for one in heads)
    assert "SYNTHETIC EXAMPLE" in word.sections[0].header.paragraphs[0].text
    assert "SYNTHETIC EXAMPLE · INTERIM" in words_of_html(write_html(paper))


@pytest.mark.parametrize("key", KINDS)
def test_date_of_search_funding_and_interests_stand_on_page_1(key: str) -> None:
    with pdfplumber.open(io.BytesIO(fitting(key, known())[1])) as pdf:
        first = " ".join(pdf.pages[0].extract_text().split())

    assert "Searched to: 2026-01-10 to 2026-01-20, by source" in first
    assert "Funding: A trust" in first
    assert "Interests: None declared" in first


def test_a_source_that_was_searched_again_counts_by_its_last_date() -> None:
    tables = review(4)
    again = replace(tables.search_log[0], date="2026-01-20")

    assert searched_to(replace(tables, search_log=(*tables.search_log, again))) == "2026-01-20"


def test_a_missing_text_is_a_marked_place_and_a_next_step(tmp_path: Path) -> None:
    made = write_documents(known(), tmp_path)

    said = "The team has not written this yet: review/report/implications.md"
    for key in KINDS:
        assert said in words_of_html((tmp_path / f"{key}.html").read_text(encoding="utf-8"))
        assert said in words_of_docx((tmp_path / f"{key}.docx").read_bytes())
    assert (
        "The team has not written review/report/implications.md, which the main messages and the summary and the "
        "report prints: write it in Markdown"
    ) in document_steps(made)


def test_markdown_of_the_team_becomes_headings_lists_tables_and_links(tmp_path: Path) -> None:
    file = tmp_path / "discussion.md"
    file.write_text(
        "# Discussion\n\n## Known\n\nA **strong** [link](https://example.org/a) and [none](javascript:x).\n\n"
        "1. one\n2. two\n   - inner\n\n> said\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<script>x</script>\n",
        encoding="utf-8",
    )
    material = replace(known(), words=read_team_words([file]))

    page = BeautifulSoup(write_html(compose("report", material)), "html.parser")

    assert page.find("h3", string="Known")
    assert page.find("strong", string="strong")
    assert page.find("a", string="link")["href"] == "https://example.org/a"  # type: ignore[index]
    assert page.find("a", string="none") is None
    assert [one.get_text() for one in page.select("ol li")][-2:] == ["one", "two; inner"]
    assert page.find("script") is None


def test_word_has_real_headings_captions_repeated_heads_and_alternative_texts() -> None:
    word = docx.Document(io.BytesIO(write_docx(compose("report", known(50)))))

    styles = [line.style.name for line in word.paragraphs if line.style]
    assert styles.count("Title") == 1
    assert {"Heading 1", "Heading 2", "List Bullet", "Caption"} <= set(styles)
    assert all(table.rows[0]._tr.findall(f"./{qn('w:trPr')}/{qn('w:tblHeader')}") for table in word.tables)
    alternatives = [one._inline.docPr.get("descr") for one in word.inline_shapes]
    assert alternatives
    assert all(alternatives)


def test_two_numbered_lists_of_a_word_file_both_begin_at_1() -> None:
    words = {"main_messages": parse_words("1. a\n2. b"), "implications": parse_words("1. c\n2. d")}
    word = docx.Document(io.BytesIO(write_docx(compose("main_messages", replace(known(), words=words)))))

    listed = [line._p for line in word.paragraphs if line.style and line.style.name == "List Number"]
    used = [one.find(f"./{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val")) for one in listed]

    assert used[0] == used[1] != used[2] == used[3]


def test_the_same_material_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        write_documents(known(), tmp_path / folder)

    for file in sorted((tmp_path / "a").iterdir()):
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes(), file.name


def test_the_pdf_is_tagged_and_its_fonts_are_embedded() -> None:
    made = write_pdf(compose("report", known()))

    with pdfplumber.open(io.BytesIO(made)) as pdf:
        assert pdf.doc.catalog["MarkInfo"]["Marked"]
        assert all("+" in sign["fontname"] for page in pdf.pages for sign in page.chars)


@pytest.mark.parametrize("key", KINDS)
def test_every_link_into_the_report_leads_to_a_place_of_it(key: str) -> None:
    material = known(6)
    report = BeautifulSoup(render_report(material.tables, material.cover), "html.parser")

    page = BeautifulSoup(write_html(compose(key, material)), "html.parser")
    links = [str(one["href"]) for one in page.find_all("a")]

    inside = [one.removeprefix("../report.html#") for one in links if one.startswith("../report.html#")]
    assert [one for one in inside if report.find(id=one) is None] == []
    assert [one for one in links if one.startswith("#") and page.find(id=one[1:]) is None] == []
    assert inside or key == "main_messages"


def test_nothing_is_linked_that_is_not_built() -> None:
    bare = replace(known(60), files=frozenset[str](), places={})

    page = write_html(compose("report", bare))

    assert "report.html" not in page
    assert "evidence_tables.xlsx" not in page
    assert "../tables/included_studies.csv" in page


def test_what_no_question_names_stands_after_the_questions() -> None:
    page = words_of_html(write_html(compose("summary", known())))

    assert page.index("Q2: What is missing?") < page.index("Beside the questions") < page.index("Barriers: 1 of 1 code")


def test_reading_ease_is_that_of_the_sources() -> None:
    found = readability("The cat sat on the mat.")

    assert (found.words, found.sentences, found.syllables) == (6, 1, 6)
    assert found.ease == pytest.approx(206.835 - 1.015 * 6 - 84.6)
    assert found.grade == pytest.approx(0.39 * 6 + 11.8 - 15.59)


def test_a_text_without_a_word_has_no_score() -> None:
    assert readability(" -- ").ease is None
