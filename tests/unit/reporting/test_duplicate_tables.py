"""The log of deduplication as readers see it: the least certain merges first, the questions first that change most."""

from dataclasses import replace

from identification.merge_log import DoubtfulRecords, Merge
from identification.vocabulary import Outcome
from reporting.contents import Cover, Entry, ReviewTables
from reporting.duplicate_tables import STAKES, doubtful_records, merged_records
from reporting.labels import Labels
from screening.outcomes import Screened

MERGE = Merge(
    removed_id="b",
    kept_id="a",
    rule="same DOI and title",
    reason="One DOI.",
    title_likeness=100.0,
    agree=("DOI", "title"),
    differ=(),
    through="a",
    who="",
    kept_source="pubmed",
    removed_source="hmic",
    kept_title="Leading systems",
    removed_title="LEADING SYSTEMS",
    kept_authors="Ash, K.",
    removed_authors="Ash K",
    kept_place="Invented Studies 2019; 4: 1-9",
    removed_place="Invent Stud 2019",
    kept_doi="10.5555/is.4",
    removed_doi="",
    kept_ref="a.nbib, record 1, line 1",
    removed_ref="b.ris, record 7, line 80",
    undo="make event KIND=duplicates SUBJECT=b OTHER=a DECISION=different WHO=your-id",
)
NO_LABELS = Labels.of(ReviewTables(), Cover("A review"))


def screened(group: str, outcome: Outcome) -> Screened:
    """Where one group stands."""
    return Screened(group, outcome, (), (), (), "", "", 0, "")


def doubtful(a: str, b: str) -> DoubtfulRecords:
    """Two groups that may be one."""
    no = ("", "")
    return DoubtfulRecords(a, b, "same title, other venue", "", 99, (), (), (a, b), *no, *no, *no, *no, (), ())


def test_a_merge_shows_both_records_as_citations_with_the_line_that_takes_it_back() -> None:
    (row,) = merged_records(ReviewTables(merged=(MERGE,)), NO_LABELS).rows

    assert row[3:5] == (
        "Ash, K. Leading systems. Invented Studies 2019; 4: 1-9 doi:10.5555/is.4",
        "Ash K. LEADING SYSTEMS. Invent Stud 2019",
    )
    assert row[-1] == MERGE.undo


def test_the_merge_that_contradicts_stands_before_the_one_that_agrees_in_more() -> None:
    certain = replace(MERGE, removed_id="c", agree=("DOI", "title", "authors"))
    torn = replace(MERGE, removed_id="d", agree=("DOI", "title", "authors", "year"), differ=("volume", "pages"))

    rows = merged_records(ReviewTables(merged=(certain, MERGE, torn)), NO_LABELS).rows

    assert [row[1:3] for row in rows] == [
        ("DOI, title, authors, year", "volume, pages"),
        ("DOI, title", ""),
        ("DOI, title, authors", ""),
    ]


def test_a_person_who_merged_is_named_as_the_cover_names_her() -> None:
    labels = Labels.of(ReviewTables(), Cover("A review", people=(Entry("ak", "person 1, lead"),)))
    merged = replace(MERGE, rule="people's verdict", who="ak")

    assert merged_records(ReviewTables(merged=(merged,)), labels).rows[0][0] == "people's verdict (person 1, lead)"


def test_questions_stand_in_the_order_of_what_an_answer_would_change() -> None:
    outcomes = {"a": Outcome.INCLUDED, "b": Outcome.INCLUDED, "x": Outcome.EXCLUDED, "y": Outcome.EXCLUDED}
    tables = ReviewTables(
        title_abstract=tuple(screened(group, outcome) for group, outcome in outcomes.items()),
        doubtful=(doubtful("x", "y"), doubtful("m", "n"), doubtful("a", "x"), doubtful("a", "b")),
    )

    sheet = doubtful_records(tables)

    assert [row[0] for row in sheet.rows] == list(STAKES)
    assert [row[-2:] for row in sheet.rows] == [("a", "b"), ("a", "x"), ("m", "n"), ("x", "y")]
