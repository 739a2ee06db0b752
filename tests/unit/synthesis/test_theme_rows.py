"""Each extract of a theme says what it adds, and one passage that several people coded is one row."""

from dataclasses import replace

from extraction.documents import Extract
from identification.vocabulary import ReportKind
from synthesis.theme_rows import first_of_passage, members_of, study_names, why_fewer
from tests.unit.synthesis.making_extracts import extract, report, review

NAMES = {"S1": "Ann 2020", "S2": "Ben 2021", "S3": "Cem 2022", "S4": "Dee 2023"}


def named(
    name: str, study: str, *, origin: str = "", start: int = 0, who: str = "ak", code: str = "SK.TRUST"
) -> Extract:
    return replace(extract(study, code, origin=origin, start=start, who=who), extract_id=name)


def test_what_adds_no_study_says_why_and_stands_behind_what_does() -> None:
    extracts = [
        named("own", "S1"),
        named("quoted", "S2", origin="S1"),
        named("first of a source", "S3", origin="Ostrom"),
        named("again", "S1", start=50),
        named("second of a source", "S4", origin="Ostrom"),
    ]

    members = members_of([*(one.extract_id for one in extracts), "gone"], review(*extracts), NAMES)

    assert [(one.extract_id, one.why) for one in members] == [
        ("own", ""),
        ("again", "same study as Ann 2020, p. 1"),
        ("quoted", "quoted from Ann 2020, which is counted already"),
        ("first of a source", ""),
        ("second of a source", "quoted from Ostrom, which is counted already"),
        ("gone", ""),
    ]
    assert why_fewer(members, 2, 5) == (
        "5 extracts, 2 of which add a study; 1 of a study counted already, 2 taken over from what is counted"
    )


def test_what_a_study_found_itself_stands_before_what_others_quote_from_it() -> None:
    extracts = [named("quoted", "S2", origin="S1"), named("own", "S1")]

    members = members_of(["quoted", "own"], review(*extracts), NAMES)

    assert [one.extract_id for one in members] == ["own", "quoted"]


def test_a_review_of_counted_studies_is_in_no_count_and_a_theme_of_single_studies_needs_no_sentence() -> None:
    reports = [report("S1"), replace(report("S2"), kind=ReportKind.REVIEW, covers=("S1",))]
    coded = review(named("own", "S1"), named("told", "S2"), reports=reports)

    members = members_of(["told", "own"], coded, NAMES)

    assert [(one.extract_id, one.why) for one in members] == [("own", ""), ("told", "of a review: in no count")]
    assert why_fewer(members, 1, 2) == "2 extracts, 1 of which add a study; 1 of a review"
    assert why_fewer(members[:1], 1, 1) == ""


def test_one_passage_of_one_code_is_one_row_whoever_coded_it() -> None:
    extracts = [
        named("ak", "S1"),
        named("bm", "S1", start=5, who="bm"),
        named("other code", "S1", start=5, code="SK.HUMILITY"),
        named("other place", "S1", start=50),
    ]

    assert first_of_passage(extracts) == {
        "ak": "ak",
        "bm": "ak",
        "other code": "other code",
        "other place": "other place",
    }


def test_a_study_has_the_names_of_all_its_reports() -> None:
    reports = [replace(report("S1", f"{year}.pdf"), authors="Ann, A; Ben, B", year=year) for year in ("2021", "2020")]

    assert study_names(reports) == {"S1": "Ann 2020 and Ann 2021"}
