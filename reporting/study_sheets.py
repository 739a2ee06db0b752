"""Which reports are one study, which reviews cover which studies, and how was each full text had?"""

from extraction.documents import Report
from extraction.reviews import UNREADABLE
from identification.vocabulary import ReportKind
from reporting.cells import Cell, Sheet
from reporting.contents import ReviewTables
from reporting.labels import Labels, included_reports


def study_sheets(tables: ReviewTables, labels: Labels) -> list[Sheet]:
    """The tables between full texts and studies."""
    return [retrieval(tables), study_proposals(tables), review_overlap(tables, labels)]


def retrieval(tables: ReviewTables) -> Sheet:
    """How the search for every full text ended, and where it was obtained from."""
    rows = sorted(
        (
            *(one.retrieval, one.title, one.year, one.obtained_from),
            *(one.licence, one.not_obtained, one.document_id, one.matched_by, one.report_id),
        )
        for one in tables.reports
    )
    header = (
        *("Full text", "Title", "Year", "Obtained from", "Licence", "Why not", "Document", "Document known by"),
        "Report",
    )
    note = "From review/fulltexts/retrieval.csv and the files there. A report that was not obtained is not excluded."
    return Sheet("Retrieval", "How each full text was sought", note, header, tuple(rows), "No full text is sought yet.")


def study_proposals(tables: ReviewTables) -> Sheet:
    """Pairs of included reports that may tell of one study, those that wait for a person first."""
    rows = tuple(
        (one.said, "; ".join(one.reasons), one.title_a, one.title_b, one.report_a, one.report_b)
        for one in sorted(tables.proposals, key=lambda one: (one.said, one.title_a, one.report_a, one.report_b))
    )
    note = (
        "Nothing is grouped by itself, and a citation is no sign. Both reports are given one study_id in "
        "review/studies.csv where they tell of one study, and two where they do not."
    )
    header = ("One study?", "What speaks for it", "One", "The other", "Report", "Other report")
    empty = "No two included reports were found that may tell of one study."
    return Sheet("Study proposals", "Reports that may tell of one study", note, header, rows, empty)


def review_overlap(tables: ReviewTables, labels: Labels) -> Sheet:
    """Which included studies each included review cites, and whether the review is counted."""
    reviews = {one.report_id: one for one in included_reports(tables) if one.kind != ReportKind.PRIMARY}
    rows: list[tuple[Cell, ...]] = [
        (
            *(reviews[one.review_id].title, reviews[one.review_id].kind_by, counted(reviews[one.review_id])),
            labels.study_links([one.study_id]) if one.study_id else "not known",
            *(one.found_by, one.entry, one.review_id, one.report_id),
        )
        for one in tables.covered
        if one.review_id in reviews
    ]
    citing = {one.review_id for one in tables.covered}
    rows += [
        (one.title, one.kind_by, counted(one), "none", "", "", one.report_id, "")
        for one in reviews.values()
        if one.report_id not in citing
    ]
    note = (
        "Found among the references of each review by DOI or title. A review that cites an included study is no study "
        "of its own in any count; where it covers none of them, 'counted review' as its kind in review/studies.csv "
        "counts it."
    )
    header = (
        "Review",
        "Known as one by",
        "Counted",
        "Cites the study",
        "Found by",
        "Reference",
        "Report",
        "Its report",
    )
    empty = "No included report is a review."
    return Sheet(
        "Review overlap", "Reviews and the included studies that they cite", note, header, _ordered(rows), empty
    )


def counted(one: Report) -> str:
    """Whether a report's study is one in the counts."""
    if UNREADABLE in one.covers:
        return "no, until a person says which studies it covers"
    return "no, beside the studies that it cites" if one.covers else "yes"


def _ordered(rows: list[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(sorted(rows, key=str))
