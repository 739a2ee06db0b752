"""Reviews are known as such, and none is counted beside the included studies that it cites."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from extraction.documents import Report, StudyOf
from extraction.passages import split_passages
from extraction.reading import read_document
from extraction.reviews import UNREADABLE, find_covered, kind_of, with_covered
from extraction.text_layer import Passage
from identification.records import UniqueRecord
from identification.vocabulary import Outcome, ReportKind, Zone
from tests.unit.synthesis.making_extracts import report

TITLE = "Leading without a line: what systems leaders do"


def kind(title: str = "", abstract: str = "", kind: str = "", said: ReportKind | None = None) -> tuple[ReportKind, str]:
    record = UniqueRecord("R1", ("R1",), (), title=title, abstract=abstract, kind=kind)
    return kind_of(record, StudyOf("R1", "", kind=said) if said else None)


@pytest.mark.parametrize(
    "title",
    [
        *(
            "Systems leadership: a scoping review",
            "A systematic literature review of leading",
            "Leading: a meta-analysis",
        ),
        *(
            "Leadership in health care: a review",
            "A review of the literature on trust",
            "Leading: a qualitative synthesis",
        ),
        *("Integrated care leadership: an evidence synthesis", "Trust: a mixed methods systematic review"),
    ],
)
def test_titles_of_reviews_are_known(title: str) -> None:
    assert kind(title) == (ReportKind.REVIEW, "title")


@pytest.mark.parametrize(
    "title",
    [
        *("Peer review of leaders", "Leading under review: a case study", "A service review: what leaders did"),
        *("Leading reviewers", "Leading: protocol for a scoping review", "Synthesis of a polymer: leading the way"),
    ],
)
def test_titles_of_other_work_are_not(title: str) -> None:
    assert kind(title) == (ReportKind.PRIMARY, "")


def test_the_publication_type_and_the_abstract_tell_a_review() -> None:
    assert kind(kind="Journal Article; Systematic Review") == (ReportKind.REVIEW, "publication type")
    assert kind(kind="book review") == (ReportKind.PRIMARY, "")
    assert kind(abstract="We searched MEDLINE and CINAHL.") == (ReportKind.REVIEW, "abstract")
    assert kind(abstract="Earlier systematic reviews found little. We interviewed 24 leaders.") == (
        ReportKind.PRIMARY,
        "",
    )


def test_peoples_word_wins() -> None:
    assert kind("Leading: a review", said=ReportKind.PRIMARY) == (ReportKind.PRIMARY, "people")
    assert kind("Leading", said=ReportKind.REVIEW) == (ReportKind.REVIEW, "people")


def primary(study: str, title: str = TITLE, doi: str = "", authors: str = "Okonjo, T.", year: str = "2021") -> Report:
    return replace(report(study), title=title, doi=doi, authors=authors, year=year)


def listed(*entries: str, zone: Zone = Zone.REFERENCES) -> dict[str, Sequence[Passage]]:
    return {"V.pdf": [Passage("V.pdf", 9, 0, len(entry), entry, "References", zone) for entry in entries]}


REVIEW = replace(report("V"), kind=ReportKind.REVIEW, kind_by="title")


@pytest.mark.parametrize(
    ("entry", "how"),
    [
        ("12. Okonjo T. J Lines. 2021. https://doi.org/10.5555/line.1.", "DOI"),
        ("12. Okonjo T, Ferris P. Leading with-\nout a line: what systems leaders do. J Lines 2021;4:1-9.", "title"),
    ],
)
def test_a_reference_is_found_by_doi_or_title(entry: str, how: str) -> None:
    [found] = find_covered([REVIEW, primary("S1", doi="10.5555/line.1")], listed("1. Another.", entry, "13. A third."))

    assert (found.review_study, found.study_id, found.found_by) == ("V", "S1", how)


def test_an_entry_that_is_split_into_sentences_is_found() -> None:
    parts = ("12. Okonjo T.", "Leading without a line: what", "systems leaders do.")

    assert [one.study_id for one in find_covered([REVIEW, primary("S1")], listed(*parts))] == ["S1"]


def test_a_short_title_needs_its_author_and_year() -> None:
    short = primary("S1", title="Systems leadership")
    entries = ("3. Hall B. Systems leadership in practice. 2019.", "4. Okonjo T. Systems leadership. 2021.")

    assert find_covered([REVIEW, short], listed(entries[0], "Nobody. Nothing.", "1990. None.")) == []
    assert find_covered([REVIEW, short], listed(entries[1]))[0].found_by == "title, author and year"


def test_what_a_text_names_outside_its_references_is_no_citation() -> None:
    found = find_covered(
        [REVIEW, primary("S1")], {"V.pdf": [*listed(TITLE, zone=Zone.BODY)["V.pdf"], *listed("Else")["V.pdf"]]}
    )

    assert found == []


def test_a_longer_doi_is_another_document() -> None:
    assert find_covered([REVIEW, primary("S1", title="x", doi="10.5555/line.1")], listed("10.5555/line.12", "")) == []


def test_a_review_that_cites_an_included_study_is_not_counted_beside_it() -> None:
    reports = [REVIEW, primary("S1")]

    marked = with_covered(reports, find_covered(reports, listed(f"1. {TITLE}")))

    assert [one.covers for one in marked] == [("S1",), ()]


def test_a_review_without_readable_references_may_cite_any() -> None:
    reports = [REVIEW, primary("S1")]

    assert with_covered(reports, find_covered(reports, {}))[0].covers == (UNREADABLE,)


def test_a_review_counts_where_people_say_so_where_it_cites_none_and_where_there_are_only_reviews() -> None:
    said = replace(REVIEW, kind=ReportKind.COUNTED_REVIEW)
    cases = [
        ([said, primary("S1")], listed(TITLE)),
        ([REVIEW, primary("S1")], listed("Another.")),
        ([REVIEW, replace(REVIEW, study_id="W", report_id="W")], {}),
        ([REVIEW, replace(primary("S1"), outcome=Outcome.EXCLUDED)], listed(TITLE)),
    ]

    for reports, passages in cases:
        assert not with_covered(reports, find_covered(reports, passages))[0].covers


def test_the_references_of_a_real_article_are_found_in_it_and_those_of_another_are_not(data_folder: Path) -> None:
    folder = data_folder / "pdfs/articles"
    passages = split_passages(read_document(folder / "7706dfe7f0.pdf", "V.pdf"))
    own, foreign = (_cited(folder / f"{key}.xml") for key in ("7706dfe7f0", "c18a3bd906"))

    found = find_covered([REVIEW, *own], {"V.pdf": passages})

    assert len({one.study_id for one in found}) >= 0.95 * len(own)
    assert find_covered([REVIEW, *foreign], {"V.pdf": passages}) == []


def _cited(path: Path) -> list[Report]:
    """What the reference list of an article names, by title, first author and year, as its XML has it."""
    references = ElementTree.parse(path).iter("ref")
    listed = [[_first(one, tag) for tag in ("article-title", "surname", "year")] for one in references]
    return [
        primary(f"S{number}", title=title, authors=surname, year=year)
        for number, (title, surname, year) in enumerate(listed)
        if title
    ]


def _first(reference: ElementTree.Element, tag: str) -> str:
    return next(("".join(found.itertext()) for found in reference.iter(tag)), "")
