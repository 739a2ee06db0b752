"""What readers see of full texts, of reports of one study, and of reviews beside the studies that they cite."""

from dataclasses import replace

from extraction.reviews import UNREADABLE, Covered
from extraction.studies import StudyProposal
from identification.vocabulary import ReportKind, Retrieval, SameStudy
from reporting.contents import Cover, ReviewTables
from reporting.flow import count_flow
from reporting.labels import Labels
from reporting.study_sheets import retrieval, review_overlap, study_proposals
from tests.unit.reporting.test_status import DONE
from tests.unit.synthesis.making_extracts import report

REVIEW = replace(report("V"), title="Leading: a review", kind=ReportKind.REVIEW, kind_by="title")


def overlap(review: object, *covered: Covered) -> list[tuple[object, ...]]:
    tables = ReviewTables(reports=(review, report("S1")), covered=covered)  # type: ignore[arg-type]
    return list(review_overlap(tables, Labels.of(tables, Cover("t"))).rows)


def test_a_review_stands_beside_the_study_that_it_cites_and_says_that_it_is_not_counted() -> None:
    cited = Covered("R-V.pdf", "R-S1.pdf", "V", "S1", "DOI", "1. Okonjo. 2021.")

    [row] = overlap(replace(REVIEW, covers=("S1",)), cited)

    assert row[:3] == ("Leading: a review", "title", "no, beside the studies that it cites")
    assert row[4:] == ("DOI", "1. Okonjo. 2021.", "R-V.pdf", "R-S1.pdf")


def test_a_review_that_cites_none_is_shown_and_counted() -> None:
    assert [row[2:4] for row in overlap(REVIEW)] == [("yes", "none")]


def test_a_review_whose_references_are_not_readable_waits() -> None:
    unread = Covered("R-V.pdf", "", "V", "", UNREADABLE, "")

    [row] = overlap(replace(REVIEW, covers=(UNREADABLE,)), unread)

    assert row[2:5] == ("no, until a person says which studies it covers", "not known", UNREADABLE)


def test_the_flow_keeps_a_review_as_a_report_and_says_that_it_is_not_counted() -> None:
    one = replace(DONE, reports=(replace(DONE.reports[0], kind=ReportKind.REVIEW, covers=("S2",)),))

    boxes = {box.box: box for box in count_flow(one, Cover("t"))}

    assert (boxes["included.studies"].count, boxes["included.reports"].count) == (1, 1)
    assert boxes["included.studies"].detail == "1 of them reviews of others of them: in no count of the synthesis"


def test_a_proposal_shows_what_speaks_for_it_and_who_is_meant() -> None:
    reasons = ("one registration: NCT01234567", "linked records: preprint and article")
    proposal = StudyProposal("R1", "R2", SameStudy.OPEN, reasons, "Leading", "Following", "S1", "S2")

    [row] = study_proposals(ReviewTables(proposals=(proposal,))).rows

    assert row == ("for a person to say", "; ".join(reasons), "Leading", "Following", "R1", "R2")


def test_every_full_text_says_where_it_came_from_or_why_there_is_none() -> None:
    had = replace(report("S1"), obtained_from="library", licence="CC BY 4.0")
    missed = replace(report("S2"), retrieval=Retrieval.NOT_OBTAINED, not_obtained="on loan", document_id="")

    rows = retrieval(ReviewTables(reports=(had, missed))).rows

    assert [(row[0], row[3], row[4], row[5]) for row in rows] == [
        ("not obtained", "", "", "on loan"),
        ("obtained", "library", "CC BY 4.0", ""),
    ]
