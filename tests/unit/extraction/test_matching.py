"""A file belongs to the record that people, its DOI, its title or its name say, or to none."""

from dataclasses import replace
from pathlib import Path

import pytest

from extraction.documents import DocumentMatch, Match, NamedDocument, Report, Retrieved, SetAside, StudyOf
from extraction.matching import match_documents, opening_text
from extraction.metadata import read_metadata
from extraction.reading import read_document
from extraction.reports import build_reports
from extraction.text_layer import Document, Page
from identification.records import UniqueRecord
from identification.tables import read_rows
from identification.vocabulary import DocumentStatus, FileRole, MatchVerdict, Outcome, Retrieval
from screening.outcomes import Screened

LINE = "Leading without a line: what systems leaders do"
TIME = "Two years on: keeping partners together in health care"


OUTCOMES = (Outcome.EXCLUDED, Outcome.INCLUDED)


def record(group: str, title: str = "", authors: str = "", year: str = "", doi: str = "") -> UniqueRecord:
    return UniqueRecord(group, (group, f"{group}b"), ("pubmed",), title=title, authors=authors, year=year, doi=doi)


def document(name: str, status: DocumentStatus = DocumentStatus.READ) -> Document:
    return Document(name, f"bytes of {name}", status, 1, 100, "")


def matching(
    opening: str, unique: list[UniqueRecord], *matches: Match, name: str = "scan01.pdf", doi: str = "", title: str = ""
) -> DocumentMatch:
    """What is known of one file with this opening, and with this DOI and title in its metadata."""
    pages = [Page(name, 1, 0, 0, opening)] if opening else []
    [found] = match_documents([document(name)], pages, [NamedDocument(name, doi, title)], unique, matches)
    return found


def matched(
    opening: str, unique: list[UniqueRecord], *matches: Match, name: str = "scan01.pdf"
) -> tuple[str, str] | None:
    found = matching(opening, unique, *matches, name=name)
    return (found.report_id, found.matched_by) if found.report_id else None


def known(name: str, group: str, how: str) -> DocumentMatch:
    return DocumentMatch(name, MatchVerdict.CERTAIN if group else MatchVerdict.NONE, group, how)


def screened(group: str, outcome: Outcome) -> Screened:
    return Screened(group, outcome, (), (), (), "", "", 0, "")


def built(
    *documents: Document,
    matches: tuple[Match, ...] = (),
    retrieved: tuple[Retrieved, ...] = (),
    studies: tuple[StudyOf, ...] = (),
    full_text: tuple[Screened, ...] = (),
    found: dict[str, tuple[str, str]] | None = None,
    asked: DocumentMatch | None = None,
    matched: list[DocumentMatch] | None = None,
    included: tuple[str, ...] = ("R1",),
) -> tuple[list[Report], list[SetAside]]:
    """The reports of R1, which is included by title and abstract, and R2, which is excluded."""
    unique = [record("R1", LINE, doi="10.5555/line.1"), record("R2", TIME)]
    own = [known(one.document_id, *(found or {}).get(one.document_id, ("", ""))) for one in documents]
    return build_reports(
        unique=unique,
        groups={"R1": "R1", "R1b": "R1", "R2": "R2", "R2b": "R2"},
        title_abstract=[screened(one, OUTCOMES[one in included]) for one in ("R1", "R2")],
        full_text=full_text,
        documents=documents,
        matched=matched or ([asked] if asked else own),
        matches=matches,
        retrieved=retrieved,
        studies=studies,
    )


def test_peoples_word_wins_over_the_doi_on_the_page() -> None:
    unique = [record("R1", doi="10.5555/line.1"), record("R2", TIME)]

    assert matched("doi: 10.5555/line.1", unique) == ("R1", "DOI")
    assert matched("doi: 10.5555/line.1", unique, Match("scan01.pdf", "R2b")) == ("R2", "people")


@pytest.mark.parametrize("said", ["", "R-unknown"])
def test_no_guess_replaces_what_people_said_of_a_file(said: str) -> None:
    assert matched("doi: 10.5555/line.1", [record("R1", doi="10.5555/line.1")], Match("scan01.pdf", said)) is None


@pytest.mark.parametrize("opening", ["https://doi.org/10.5555/LINE.1.", "10.5555/ line.1 and", "(10.5555/line.1)"])
def test_a_doi_is_found_in_whatever_way_it_is_printed(opening: str) -> None:
    assert matched(opening, [record("R1", doi="10.5555/line.1")]) == ("R1", "DOI")


@pytest.mark.parametrize("opening", ["10.5555/line.12", "10.5555/line.1.s001", "10.5555/line.1-2", "110.5555/line.1"])
def test_a_longer_doi_is_another_document(opening: str) -> None:
    assert matched(opening, [record("R1", doi="10.5555/line.1")]) is None


def test_of_two_dois_on_a_page_the_title_says_which_is_its_own() -> None:
    unique = [record("R1", LINE, doi="10.5555/line.1"), record("R2", TIME, doi="10.5555/time.2")]
    opening = f"{TIME}\ndoi: 10.5555/time.2. A further analysis of 10.5555/line.1."

    assert matched(opening, unique) == ("R2", "DOI")
    assert matched("10.5555/time.2 and 10.5555/line.1", unique) is None


def test_a_title_is_found_across_line_ends_case_and_accents() -> None:
    opening = "JOURNAL OF WORK\nLEADING WITHOUT A LINE:\nWHAT SYSTÉMS LEADERS DO\nA. Smith"

    assert matched(opening, [record("R1", LINE), record("R2", TIME)]) == ("R1", "title")


def test_a_short_title_matches_nothing_by_itself() -> None:
    assert matched("Systems leadership is on every first page.", [record("R1", "Systems leadership")]) is None


def test_parts_one_and_two_are_for_a_person_to_tell_apart() -> None:
    unique = [record("R1", f"{LINE} part I"), record("R2", f"{LINE} part II")]

    assert matched(f"{LINE}, part II", unique) is None


def test_a_title_in_the_references_is_not_the_documents_own() -> None:
    pages = [Page("a.pdf", 1, 0, 0, f"A letter to the editor.\nReferences\n1. {LINE}. 2021.")]

    assert matched(opening_text(pages), [record("R1", LINE)]) is None


@pytest.mark.parametrize("name", ["okonjo_2021.pdf", "2021 - Okonjo et al.pdf", "R1.pdf", "10.5555_line.1.pdf"])
def test_a_scan_is_matched_by_the_name_of_its_file(name: str) -> None:
    unique = [
        record("R1", LINE, authors="Okonjo, T.; Ferris, P.", year="2021", doi="10.5555/line.1"),
        record("R2", TIME, authors="Okonjo, T.", year="2023"),
    ]

    assert matched("", unique, name=name) == ("R1", "file name")


def test_a_name_and_year_that_two_records_share_match_neither() -> None:
    unique = [record("R1", authors="Okonjo T", year="2021"), record("R2", authors="Okonjo T", year="2021")]

    assert matched("", unique, name="okonjo_2021.pdf") is None


def test_a_report_is_made_of_every_record_included_by_its_abstract() -> None:
    [report], aside = built()

    assert (report.report_id, report.study_id, report.record_ids) == ("R1", "S-R1", ("R1", "R1b"))
    assert (report.retrieval, report.outcome, report.document_status) == (Retrieval.SOUGHT, Outcome.AWAITING, None)
    assert aside == []


def test_a_matched_file_makes_a_report_obtained_even_when_it_cannot_be_read() -> None:
    scan = document("a.pdf", DocumentStatus.NO_TEXT)

    [report], _ = built(scan, found={"a.pdf": ("R1", "people")})

    assert (report.retrieval, report.document_id, report.matched_by) == (Retrieval.OBTAINED, "a.pdf", "people")
    assert report.document_status is DocumentStatus.NO_TEXT


def test_any_record_of_a_group_speaks_for_the_group() -> None:
    retrieved = Retrieved("R1b", Retrieval.NOT_OBTAINED, "library", "", "no licence", "2022-02-01")

    [report], _ = built(
        retrieved=(retrieved,),
        studies=(StudyOf("R1b", "four-valleys"),),
        full_text=(screened("R1", Outcome.EXCLUDED),),
    )

    assert (report.study_id, report.retrieval, report.outcome) == (
        "four-valleys",
        Retrieval.NOT_OBTAINED,
        Outcome.EXCLUDED,
    )
    assert report.retrieval_note == "library; no licence; 2022-02-01"


def test_the_same_file_twice_is_nothing_to_ask_about() -> None:
    files = [document("a.pdf"), replace(document("a (1).pdf"), sha256=document("a.pdf").sha256)]

    assert built(*files, found={"a.pdf": ("R1", "title"), "a (1).pdf": ("R1", "title")})[1] == []


def test_of_two_files_the_one_with_text_is_read_and_the_other_is_named() -> None:
    files = [document("a.pdf", DocumentStatus.NO_TEXT), document("b.html")]

    [report], [aside] = built(*files, found={"a.pdf": ("R1", "people"), "b.html": ("R1", "title")})

    assert report.document_id == "b.html"
    assert (aside.subject, aside.why) == ("a.pdf", "its record R1 is read from b.html")


def test_a_full_text_that_was_obtained_and_is_not_there_is_missed() -> None:
    [report], [aside] = built(retrieved=(Retrieved("R1", Retrieval.OBTAINED),))

    assert report.retrieval is Retrieval.OBTAINED
    assert aside.why == "missing full text: retrieval.csv says obtained, but no file matches"


def test_a_full_text_that_is_there_and_was_not_obtained_is_a_contradiction() -> None:
    _, [aside] = built(
        document("a.pdf"), retrieved=(Retrieved("R1", Retrieval.NOT_OBTAINED),), found={"a.pdf": ("R1", "DOI")}
    )

    assert aside.why.startswith("retrieval.csv says not obtained, but a.pdf matches")


def test_rows_that_name_what_nobody_knows_are_listed() -> None:
    _, aside = built(
        document("a.pdf"),
        matches=(Match("gone.pdf", "R1"), Match("a.pdf", "R9")),
        retrieved=(Retrieved("R8", Retrieval.SOUGHT),),
        studies=(StudyOf("R7", "S1"),),
    )

    assert [(one.subject, one.why) for one in aside] == [
        ("gone.pdf", "no such file below review/fulltexts"),
        ("R9", "no export holds this record"),
        ("R8", "no export holds this record"),
        ("R7", "no export holds this record"),
        ("a.pdf", "it matches no record"),
    ]


def test_a_file_that_people_said_belongs_to_no_record_is_left_alone() -> None:
    assert built(document("appendix.pdf"), matches=(Match("appendix.pdf", ""),))[1] == []


def test_the_file_of_an_excluded_record_is_named() -> None:
    _, [aside] = built(document("a.pdf"), found={"a.pdf": ("R2", "title")})

    assert aside.why == "its record R2 is not included by title and abstract"


def test_a_doi_in_the_metadata_names_a_scan() -> None:
    found = matching("", [record("R1", LINE, doi="10.5555/line.1")], doi="10.5555/line.1")

    assert (found.report_id, found.matched_by) == ("R1", "DOI")


def test_a_doi_that_is_only_named_is_for_a_person_where_the_title_is_another() -> None:
    unique = [record("R1", LINE, doi="10.5555/line.1"), record("R2", TIME)]

    found = matching(f"{TIME}\nA letter on 10.5555/line.1.", unique)

    assert (found.verdict, found.candidates) == (MatchVerdict.ASK, ("R1", "R2"))


def test_a_record_is_asked_about_when_the_metadata_name_another_document() -> None:
    unique = [record("R1", LINE, doi="10.5555/line.1")]

    for opening in (LINE, f"{LINE} doi: 10.5555/line.1"):
        found = matching(opening, unique, doi="10.5555/comment.9")

        assert (found.verdict, found.candidates) == (MatchVerdict.ASK, ("R1",))
        assert "10.5555/comment.9" in found.why


@pytest.mark.parametrize("ahead", ["Correction to:", "Comment on", "Erratum:  Correction to the article", "Reply to"])
def test_a_title_that_a_document_is_about_is_not_its_own(ahead: str) -> None:
    assert matching(f"{ahead} {LINE}\nP. Ferris", [record("R1", LINE)]).verdict is MatchVerdict.ASK


def test_a_title_that_is_nearly_there_is_for_a_person() -> None:
    found = matching("LEADING WITHOUT OUR LINES: HOW SYSTEMIC LEADERS DO\nT. Okonjo", [record("R1", LINE)])

    assert (found.verdict, found.candidates) == (MatchVerdict.ASK, ("R1",))


def test_an_author_and_a_year_name_a_text_only_where_its_title_stands_there() -> None:
    unique = [record("R1", "Leading systems", authors="Okonjo T", year="2021")]

    assert matching("Leading systems. T. Okonjo", unique, name="okonjo_2021.pdf").report_id == "R1"
    assert matching("The price of fish. T. Okonjo", unique, name="okonjo_2021.pdf").verdict is MatchVerdict.ASK


def test_the_title_in_the_metadata_only_asks() -> None:
    found = matching("", [record("R1", LINE)], title=LINE)

    assert (found.verdict, found.candidates) == (MatchVerdict.ASK, ("R1",))


def test_a_file_that_is_nobodys_says_so() -> None:
    assert matching("The price of fish", [record("R1", LINE)]).verdict is MatchVerdict.NONE


def test_candidates_are_named_with_their_titles() -> None:
    asked = DocumentMatch("a.pdf", MatchVerdict.ASK, candidates=("R1",), why="it names its DOI, but not its title")

    [aside] = built(document("a.pdf"), asked=asked)[1]

    assert aside.why == f"it may be R1 ({LINE}): it names its DOI, but not its title"


def test_a_copy_belongs_where_the_file_belongs_that_it_repeats() -> None:
    files = [document("a.pdf"), document("b.pdf")]
    files[1] = replace(files[1], sha256=files[0].sha256)
    pages = [Page("a.pdf", 1, 0, 0, LINE)]

    found = match_documents(files, pages, [], [record("R1", LINE)], [])

    assert [(one.report_id, one.matched_by, one.copies) for one in found] == [
        ("R1", "title", ("b.pdf",)),
        ("R1", "copy of a file", ("a.pdf",)),
    ]


def test_peoples_word_on_a_copy_stands() -> None:
    files = [document("a.pdf"), replace(document("b.pdf"), sha256=document("a.pdf").sha256)]
    said = [Match("b.pdf", "R2")]

    found = match_documents(files, [Page("a.pdf", 1, 0, 0, LINE)], [], [record("R1", LINE), record("R2", TIME)], said)
    reports_aside = built(*files, matched=found, included=("R1", "R2"))[1]

    assert [one.report_id for one in found] == ["R1", "R2"]
    assert [(one.subject, "another record (R2)" in one.why) for one in reports_aside] == [("a.pdf", True)]


def test_a_supplement_is_no_full_text_of_its_report() -> None:
    files = [document("okonjo-2021.pdf"), document("okonjo-2021-s1.pdf")]
    pages = [Page("okonjo-2021.pdf", 1, 0, 0, LINE), Page("okonjo-2021-s1.pdf", 1, 0, 0, "Code tree of themes")]

    both = match_documents(files, pages, [], [record("R1", LINE)], [])
    alone = match_documents(files[1:], pages[1:], [], [record("R1", LINE)], [Match("okonjo-2021-s1.pdf", "R1")])
    [whole], nothing = built(*files, matched=both)
    [missing], [aside] = built(*files[1:], matched=alone)

    assert [(one.report_id, one.role, one.matched_by) for one in both] == [
        ("R1", FileRole.MAIN, "title"),
        ("R1", FileRole.SUPPLEMENT, "main text"),
    ]
    assert (whole.document_id, nothing) == ("okonjo-2021.pdf", [])
    assert (missing.retrieval, missing.document_id) == (Retrieval.SOUGHT, "")
    assert aside.why == "it is a supplement, and the main text of its record R1 is not there"


def test_people_say_what_is_a_supplement() -> None:
    [found] = match_documents(
        [document("a.pdf")],
        [Page("a.pdf", 1, 0, 0, LINE)],
        [],
        [record("R1", LINE)],
        [Match("a.pdf", "R1", role=FileRole.SUPPLEMENT)],
    )

    assert (found.report_id, found.role) == ("R1", FileRole.SUPPLEMENT)


def test_where_a_text_was_obtained_and_why_another_was_not_stand_apart() -> None:
    [had], _ = built(
        document("a.pdf"),
        retrieved=(Retrieved("R1", Retrieval.OBTAINED, "library", "CC BY 4.0", "scan only"),),
        found={"a.pdf": ("R1", "DOI")},
    )
    [missed], _ = built(retrieved=(Retrieved("R1", Retrieval.NOT_OBTAINED, "library", "", "on loan"),))

    assert (had.obtained_from, had.licence, had.not_obtained) == ("library", "CC BY 4.0", "")
    assert (missed.obtained_from, missed.not_obtained, missed.outcome) == ("", "on loan", Outcome.AWAITING)


def test_real_articles_are_matched_to_their_own_records_and_to_none_of_others(data_folder: Path) -> None:
    rows = read_rows(data_folder / "pdfs/articles/manifest.csv")[:4]
    layers = [read_document(data_folder / f"pdfs/articles/{row['key']}.pdf", f"{row['key']}.pdf") for row in rows]
    named = [read_metadata(data_folder / f"pdfs/articles/{row['key']}.pdf", f"{row['key']}.pdf") for row in rows]
    own = [UniqueRecord(row["key"], (row["key"],), (), title=row["title"]) for row in rows]
    others = [
        UniqueRecord(f"R{row['record_id']}", (f"R{row['record_id']}",), (), title=row["title"], doi=row["doi"])
        for row in read_rows(data_folder / "dedup/iebh_copper/records.csv")
    ]
    documents, pages = [layer.document for layer in layers], [page for layer in layers for page in layer.pages]

    theirs = match_documents(documents, pages, named, [*own, *others], [])
    nobodys = match_documents(documents, pages, named, others, [])

    assert [f"{one.report_id}.pdf" for one in theirs] == [one.document_id for one in theirs]
    assert {one.verdict for one in nobodys} == {MatchVerdict.NONE}
