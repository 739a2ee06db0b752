"""What the review says of its searches: what was logged, verbatim, and never a word that nobody wrote."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from identification.records import Record, Search, SourceCount, SourceOverlap, UniqueRecord
from identification.strategies import read_strategy
from identification.vocabulary import ItemStatus, Outcome, SearchMethod
from reporting.contents import Cover, ReviewTables, Source
from reporting.prisma_s import check_prisma_s
from reporting.search_appendix import write_appendix
from reporting.search_log import log_searches, source_yields
from reporting.stages import ChecklistItem, LoggedSearch
from tests.unit.synthesis.making_extracts import report

PUBMED = Source("pubmed", "PubMed", "NLM", "database", "TEMPLATE: years and languages, and why")
SITES = Source("sites", "Websites", "", "organisation", "in English, since nobody reads Welsh")


def log(*searches: Search, folder: Path = Path("nowhere"), counts: tuple[SourceCount, ...] = ()) -> list[LoggedSearch]:
    return log_searches(searches, counts, [PUBMED, SITES], folder)


def logged(method: SearchMethod = SearchMethod.DATABASE, **values: Any) -> LoggedSearch:
    """A search about which everything is said."""
    (one,) = log(Search("", "pubmed", "2026-01-31", "none", 12, method=method))
    said = dict.fromkeys(("databases", "filters", "adapted_from", "updates"), "none")
    reviewed = {"peer_reviewed_by": "cd", "peer_review": "PRESS, 2026-01-20: no change"}
    return replace(one, **{"strategy": "1  leader*", **said, **reviewed, **values})


def item(number: int, *searches: LoggedSearch, records: int = 10) -> ChecklistItem:
    return check_prisma_s(searches, records=records)[number - 1]


def test_what_a_row_leaves_empty_is_taken_from_the_protocol_but_no_template() -> None:
    pubmed, sites = log(Search("", "pubmed", "2026-01-01"), Search("", "sites", "2026-01-02"))

    assert (pubmed.name, pubmed.platform, pubmed.limits, pubmed.method) == ("PubMed", "NLM", "", SearchMethod.DATABASE)
    assert (sites.limits, sites.method) == (SITES.limits, SearchMethod.WEBSITE)


def test_a_row_wins_over_the_protocol() -> None:
    (one,) = log(Search("", "pubmed", platform="Ovid", limits="none", method=SearchMethod.CITATION_SEARCHING))

    assert (one.platform, one.limits, one.method) == ("Ovid", "none", SearchMethod.CITATION_SEARCHING)


def test_a_strategy_is_printed_as_it_stands_whatever_its_line_ends(tmp_path: Path) -> None:
    (tmp_path / "strategies").mkdir()
    (tmp_path / "strategies/pubmed.txt").write_bytes(b"\xef\xbb\xbf1  leader*[tiab]\r\n   2  <b>AND</b> 1\r\n")

    assert read_strategy(tmp_path, "", "pubmed") == (
        "strategies/pubmed.txt",
        "1  leader*[tiab]\n   2  <b>AND</b> 1",
        "",
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "is not there"),
        (b" \n\n", "is empty"),
        (b"PK\x03\x04\x00\x00", "no plain text"),
    ],
)
def test_a_strategy_that_cannot_be_printed_says_why(content: bytes | None, why: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "s.docx").write_bytes(content)

    name, text, reason = read_strategy(tmp_path, "s.docx", "pubmed")

    assert (name, text) == ("s.docx", "")
    assert why in reason


def test_a_strategy_in_windows_letters_is_read(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_bytes("Führung – “leader”".encode("cp1252"))

    assert read_strategy(tmp_path, "s.txt", "pubmed")[1] == "Führung – “leader”"


def test_a_source_is_told_with_what_only_it_brought_to_the_included_reports() -> None:
    rows = log(Search("a.ris", "pubmed", "2026-01-01", hits=3), Search("", "sites", "2026-01-02", hits=5),
               counts=(SourceCount("a.ris", "pubmed", "RIS", "2026-01-01", 3, 3, 3, 0, "utf-8"),))  # fmt: skip
    records = [Record("R1", "pubmed", "1"), Record("R2", "pubmed", "2"), Record("R3", "hmic", "1")]
    included = [replace(report("S1"), record_ids=("R1",)), replace(report("S2"), record_ids=("R2", "R3"))]
    excluded = replace(report("S3"), record_ids=("R1",), outcome=Outcome.EXCLUDED)

    pubmed, sites = source_yields(rows, [SourceOverlap("pubmed", 3, 2, 1, 1)], records, [*included, excluded])

    assert (pubmed.hits, pubmed.read, pubmed.only_here, pubmed.included, pubmed.included_only_here) == (3, 3, 1, 2, 1)
    assert (sites.hits, sites.read, sites.unique, sites.included) == (5, None, None, None)


def test_everything_said_is_linked_and_what_nobody_searched_is_the_teams() -> None:
    found = check_prisma_s([logged()], records=10)

    assert [one.item for one in found] == list(range(1, 17))
    assert [one.item for one in found if one.status == ItemStatus.TEAM] == [3, 4, 5, 6, 7]
    assert [one.item for one in found if one.status == ItemStatus.PARTLY] == []
    assert all(one.found_in for one in found if one.status == ItemStatus.LINKED)


def test_an_empty_cell_is_not_none() -> None:
    for number, column in ((2, "databases"), (9, "limits"), (10, "filters"), (11, "adapted_from"), (12, "updates")):
        empty = replace(logged(), **{column: " "})  # type: ignore[arg-type]
        assert item(number, empty).status == ItemStatus.TEAM, column
        assert item(number, logged(), empty).status == ItemStatus.PARTLY, column


def test_strategies_are_linked_only_when_every_search_has_its_own() -> None:
    assert item(8, logged(), logged(strategy="", note="as PubMed")).status == ItemStatus.PARTLY
    assert item(8, logged(strategy="")).status == ItemStatus.TEAM
    browsed = logged(SearchMethod.WEBSITE, strategy="", note="browsed the list of reports")
    assert item(8, logged(), browsed).status == ItemStatus.LINKED


@pytest.mark.parametrize(
    ("who", "what", "status"),
    [("cd", "PRESS", "linked"), ("none", "none", "partly"), ("cd", "", "partly"), ("", "PRESS", "partly")],
)
def test_peer_review_names_somebody_and_says_how(who: str, what: str, status: str) -> None:
    assert item(14, logged(), logged(peer_reviewed_by=who, peer_review=what)).status == status


def test_a_limit_is_linked_only_when_there_is_none_since_nobody_can_compute_its_reason() -> None:
    assert item(9, logged(limits="none")).status == ItemStatus.LINKED
    assert item(9, logged(limits="2009 to 2025")).status == ItemStatus.PARTLY


def test_a_year_is_no_date_of_a_search() -> None:
    assert item(13, logged(date="2026")).status == ItemStatus.TEAM
    assert item(13, logged(), logged(date="2026-01")).status == ItemStatus.PARTLY


def test_a_review_without_a_search_has_every_item_to_write() -> None:
    found = check_prisma_s([], records=0)

    assert {one.status for one in found} == {ItemStatus.TEAM}
    assert len(found) == 16


def test_the_appendix_prints_each_strategy_word_for_word_and_no_word_that_nobody_wrote() -> None:
    strategy = '1  leader* | "system*"\n```\n2  <i>1</i>'
    tables = ReviewTables(
        search_log=(
            logged(strategy=strategy),
            logged(strategy="", no_strategy="no strategy file is named", filters=""),
        ),
        prisma_s=tuple(check_prisma_s([logged()], records=1)),
        records=(Record("R1", "pubmed", "1"),),
        unique=(UniqueRecord("R1", ("R1",), ("pubmed",)),),
    )

    text = write_appendix(tables, Cover(title="A | title"), "INTERIM: one thing")

    assert f"````text\n{strategy}\n````" in text
    assert "**INTERIM: one thing**" in text
    assert "The strategy as run is not printed: no strategy file is named." in text
    assert "- Filters: not recorded" in text
    assert "1 record became 1 unique record." in text
