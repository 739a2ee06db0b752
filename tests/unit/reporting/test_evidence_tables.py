"""Can each evidence table be read alone, and does it tell silence from absence?"""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from extraction.documents import Extract, Report, SetAside, StudyCode, ToRetrieve
from extraction.study_names import name_studies
from extraction.text_layer import Document
from identification.vocabulary import (
    Attribution,
    CellState,
    CodeStatus,
    DocumentStatus,
    EventKind,
    Naming,
    Outcome,
    Perspective,
    Retrieval,
)
from reporting.cells import Link, Sheet, anchor, cell_text, file_name
from reporting.contents import CodeName, Cover, Entry, ReviewTables
from reporting.evidence_tables import evidence_sheets
from reporting.workbook import HEADER_ROW, tab_name, write_workbook
from screening.agreement import agreement_of, joint_agreement_of
from screening.outcomes import Screened, Unmatched
from synthesis.shared_ground import CodeNaming
from synthesis.statements import CodeCount, Evidence, StudyValue, ThemeRow

COVER = Cover(
    "A review",
    exclude=(Entry("E1", "Not about leadership"),),
    people=(Entry("ak", "lead (ak)"), Entry("bo", "reviewer (bo)")),
    codes=(
        CodeName("SK", "Skills", "SK", "skills", ""),
        CodeName("SK.TRUST", "Trust", "SK", "skills", ""),
        CodeName("STU", "Characteristics", "STU", "characteristics", ""),
        CodeName("STU.COUNTRY", "Country", "STU", "characteristics", ""),
    ),
)


def report(report_id: str, study: str, *, outcome: Outcome = Outcome.INCLUDED, **more: Any) -> Report:
    values = {
        **{
            "title": f"Report {report_id}",
            "authors": "Marsh, T.",
            "year": "2019",
            "venue": "V",
            "doi": "",
            "licence": "",
        },
        **{
            "retrieval": Retrieval.OBTAINED,
            "retrieval_note": "",
            "accepted": "",
            "document_id": "",
            "document_status": None,
        },
        **{"matched_by": "", "record_ids": (report_id,), **more},
    }
    return Report(report_id=report_id, study_id=study, outcome=outcome, **values)


def extract(extract_id: str, quote: str, code: str = "SK.TRUST", study: str = "S1") -> Extract:
    own, none = Attribution.OWN, None
    return Extract(
        *(extract_id, "d.pdf", "R1", study, code, CodeStatus.AFFIRMED, own, "", none, 2, 0, len(quote), quote),
        *("", "", "ak", "exact"),
    )


def count(code: str, *studies: str) -> CodeCount:
    return CodeCount(code, "Trust", "SK", len(studies), 2, 0, len(studies) / 2, 0.1, 0.9, False, studies, ())


def sheet(name: str, tables: ReviewTables) -> Sheet:
    return next(one for one in evidence_sheets(tables, COVER) if one.name == name)


def texts(found: Sheet) -> list[list[str]]:
    return [[cell_text(cell) for cell in row] for row in found.rows]


def test_a_cell_that_names_one_extract_leads_to_it_in_the_workbook(tmp_path: Path) -> None:
    tables = ReviewTables(
        reports=(report("R1", "S1"),),
        extracts=(extract("X1", "Trust came first."),),
        themes=(ThemeRow("T1", "Trust", "descriptive", "Trust comes first.", 1, ("X1",), ("S1",), (), ()),),
    )

    write_workbook(evidence_sheets(tables, COVER), tmp_path / "t.xlsx", title="A review")

    book = load_workbook(tmp_path / "t.xlsx")
    place = book["Themes"].cell(HEADER_ROW + 2, 9).hyperlink.location
    assert place == "'Extracts'!A5"
    assert book["Extracts"]["A5"].value == "X1"


def test_a_report_that_waits_for_its_text_has_an_address_to_follow_in_the_workbook(tmp_path: Path) -> None:
    link = "https://doi.org/10.5555/x"
    tables = ReviewTables(
        to_retrieve=(
            ToRetrieve("R1", "Leading a system", "Marsh, T.", "2019", "V", link),
            ToRetrieve("R2", "No address", "", "", "", ""),
        )
    )

    write_workbook(evidence_sheets(tables, COVER), tmp_path / "t.xlsx", title="A review")

    page = load_workbook(tmp_path / "t.xlsx")["To retrieve"]
    links = {page.cell(row, 1).value: page.cell(row, 5) for row in (HEADER_ROW + 2, HEADER_ROW + 3)}
    assert (links["Leading a system"].value, links["Leading a system"].hyperlink.target) == (link, link)
    assert (links["No address"].value, links["No address"].hyperlink) == (None, None)


def test_every_table_has_a_name_that_excel_and_a_folder_take() -> None:
    sheets = evidence_sheets(ReviewTables(), COVER)

    assert len({file_name(one) for one in sheets}) == len({tab_name(one) for one in sheets}) == len(sheets)
    assert all(tab_name(one) == one.name for one in sheets)


def test_every_row_is_as_wide_as_its_header_and_an_empty_review_has_every_table() -> None:
    full = ReviewTables(
        reports=(report("R1", "S1"), report("R2", "R2", outcome=Outcome.EXCLUDED)),
        extracts=(extract("X1", "Trust came first."),),
        skills=(count("SK.TRUST", "S1"),),
        characteristics=(StudyValue("S1", "STU.COUNTRY", "Country", "Wales", "in Wales", "d.pdf", 1, "X1"),),
    )

    names = [one.name for one in evidence_sheets(full, COVER)]
    assert names == [one.name for one in evidence_sheets(ReviewTables(), COVER)]
    for one in evidence_sheets(full, COVER):
        assert {len(row) for row in one.rows} <= {len(one.header)}, one.name


def test_a_characteristic_leads_to_its_quote_and_a_missing_one_is_not_called_absent() -> None:
    tables = ReviewTables(
        reports=(report("R1", "S1"), report("R2", "S2", authors="Okafor, N.")),
        characteristics=(StudyValue("S1", "STU.COUNTRY", "Country", "Wales", "in Wales", "d.pdf", 1, "X1"),),
    )

    found = sheet("Included studies", tables)

    assert found.rows[0][2] == (Link("Wales", "extract", "X1"),)
    assert texts(found)[1] == ["Okafor 2019", "Report R2", "not extracted"]


def test_the_skills_matrix_tells_counted_quoted_looked_for_and_not_assessable_apart() -> None:
    named = {
        "S1": (Naming.OWN, CellState.PRESENT, "S1"),
        "S2": (Naming.QUOTED, CellState.ABSENT, ""),
        "S3": (Naming.NOT_NAMED, CellState.ABSENT, ""),
        "S4": (Naming.UNKNOWN, CellState.NOT_ASSESSABLE, ""),
        "S5": (Naming.UNKNOWN, CellState.MACHINE_NOTHING, ""),
    }
    tables = ReviewTables(
        reports=tuple(report(f"R{one}", study, authors=f"{study},") for one, study in enumerate(named)),
        skills=(count("SK.TRUST", "S1"),),
        naming=tuple(CodeNaming("SK.TRUST", study, how, True, to, ()) for study, (how, _, to) in named.items()),
        study_codes=tuple(StudyCode(study, "SK.TRUST", "", state, True, ()) for study, (_, state, _) in named.items()),
    )

    found = sheet("Skills matrix", tables)

    assert found.header == ("Study", "Trust (1 of 2)", "Skills")
    assert [row[1] for row in texts(found)] == ["x", "(x)", "o", "?", ""]
    assert [row[2] for row in found.rows] == [1, 0, 0, 0, 0]


def test_evidence_that_counts_stands_first_and_the_rest_says_why_it_does_not() -> None:
    person, quote = Perspective.WORKFORCE, "Twelve of fourteen were women."
    tables = ReviewTables(
        evidence=(
            Evidence("X1", "S1", "EDI.SEX", person, "descriptive", False, "describes the sample", "", quote, 3, "d"),
            Evidence("X2", "S1", "EDI.SEX", person, "affirmed", True, "a finding", "", "Women led less.", 4, "d"),
        )
    )

    rows = texts(sheet("Gap evidence", tables))

    assert [row[:2] for row in rows] == [["yes", "a finding"], ["no", "describes the sample"]]


def test_a_theme_without_an_extract_is_shown_and_says_so() -> None:
    tables = ReviewTables(
        themes=(ThemeRow("T1", "Trust", "descriptive", "Trust comes first.", 0, ("gone",), (), (), ()),)
    )

    assert texts(sheet("Themes", tables))[0][4] == "no extract carries it yet"


def test_reports_excluded_at_full_text_carry_the_text_of_their_reason() -> None:
    tables = ReviewTables(
        reports=tuple(report(one, one, outcome=Outcome.EXCLUDED) for one in ("R1", "R2")),
        full_text=(Screened("R1", Outcome.EXCLUDED, (), ("ak",), (), "", "E1", 1, ""),),
    )

    rows = texts(sheet("Excluded at full text", tables))

    assert [row[0] for row in rows] == ["E1: Not about leadership", "reason not recorded"]


def test_agreement_prints_intervals_and_zero_by_zero_as_words_and_people_by_role() -> None:
    all_included = [(True, True)] * 4
    tables = ReviewTables(
        agreement=(agreement_of(EventKind.TITLE_ABSTRACT, "ak", "bo", all_included, seed=1),),
        joint_agreement=(joint_agreement_of(EventKind.TITLE_ABSTRACT, ("ak", "bo"), all_included, seed=1),),
    )

    row, joint = texts(sheet("Agreement", tables))[0], texts(sheet("Joint agreement", tables))[0]

    assert row[:4] == ["title and abstract", "all", "lead (ak)", "reviewer (bo)"]
    assert row[9:12] == ["1.00 (0.51 to 1.00)", "not defined (0/0)", "1.00 (no interval)"]
    assert row[14:] == ["not defined (0/0)", "100 %", "100 %"]
    assert joint == ["title and abstract", "all", "lead (ak); reviewer (bo)", "4", "8", "0", "not defined (0/0)"]


def test_what_could_not_be_used_is_listed_with_what_to_do() -> None:
    tables = ReviewTables(
        documents=(Document("d.pdf", "", DocumentStatus.NO_TEXT, 9, 0, "", "no letters", "Scan it again."),),
        set_aside=(SetAside("a coding", "bo.jsonl, line 4", "the quote is not on page 6", "Mark it again."),),
        unmatched=(Unmatched("e1", EventKind.FULL_TEXT, "bo", "R9", "include", "this record is in no export"),),
    )

    assert texts(sheet("Documents without text", tables)) == [
        ["d.pdf", "no text layer", "no letters", "Scan it again.", "9"]
    ]
    rows = texts(sheet("Set aside", tables))
    assert rows[0] == ["a coding", "bo.jsonl, line 4", "the quote is not on page 6", "Mark it again."]
    decision = "full text decision 'include' by reviewer (bo)"
    assert rows[1][:3] == [decision, "event e1", "R9: this record is in no export"]


def test_studies_are_called_by_author_and_year_and_namesakes_get_letters() -> None:
    reports = [
        report("R1", "S1", year="2020"),
        report("R2", "S1", year="2019"),
        report("R3", "S3"),
        report("R4", "S4", authors="Okafor NJ; Lind P"),
        report("R5", "S5", authors="The King's Fund"),
        report("R6", "S6", authors="", title="Leading in a complex and changing world"),
    ]

    assert name_studies(reports) == {
        "S1": "Marsh 2019a",
        "S3": "Marsh 2019b",
        "S4": "Okafor et al. 2019",
        "S5": "The King's Fund 2019",
        "S6": "Leading in a complex and 2019",
    }


def test_two_ids_never_share_an_anchor() -> None:
    ids = ["a b", "a_b", "a_20_b", "a/b", "a%20b", "A b"]

    assert len({anchor("study", one) for one in ids}) == len(ids)
