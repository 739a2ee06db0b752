"""A search that misses what is known misses more: which known papers are found, and what is said of the others."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from identification.errors import InputError
from identification.known_papers import count_recall, find_known_papers, read_known_papers
from identification.records import KnownPaper, KnownPaperFound, Membership, Record, SourceCount
from identification.tables import append_row
from identification.vocabulary import Found

TITLE = "Leading across organisational boundaries in integrated care"
OTHER = "Hand hygiene on surgical wards before and after a campaign"


def record(record_id: str, source: str = "pubmed", *, seen: int = 1, title: str = TITLE, **values: str) -> Record:
    values = {"authors": "Ash, K.; Birch, L.", "year": "2019"} | values
    return Record(record_id, source, f"export, {record_id}", title=title, seen=seen, **values)


def find(
    paper: KnownPaper, *records: Record, together: Sequence[str] = (), no_search: Sequence[str] = ()
) -> KnownPaperFound:
    """What is said of one paper; the records named in `together` are one group, all others stand alone."""
    members = [
        Membership(one.record_id, together[0] if one.record_id in together else one.record_id) for one in records
    ]
    return find_known_papers([paper], records, members, no_search=no_search)[0]


def count(source: str, file: str = "export.ris") -> SourceCount:
    return SourceCount(file, source, "RIS", "2026-01-01", 1, 1, 1, 0, "utf-8")


def test_a_doi_is_recognised_however_it_is_written_and_needs_no_title() -> None:
    found = find(KnownPaper(doi="https://doi.org/10.5555/ABC"), record("R1", doi="10.5555/abc"))

    assert (found.state, found.how, found.record_id) == (Found.FOUND, "DOI", "R1")


def test_a_pmid_is_recognised_with_its_label() -> None:
    found = find(KnownPaper(title=TITLE, pmid="PMID: 99000123"), record("R1", pmid="99000123"))

    assert (found.state, found.how) == (Found.FOUND, "PMID")


def test_without_a_number_the_rules_for_duplicates_say_whether_it_is_found() -> None:
    paper = KnownPaper(title=f"{TITLE}.", authors="Ash K, Birch L", year="2019")

    found = find(paper, record("R0", title=OTHER, seen=1), record("R1", seen=2))

    assert (found.state, found.how, found.record_id) == (Found.FOUND, "same title and first author", "R1")


def test_what_the_rules_would_ask_about_is_to_check_and_names_the_record() -> None:
    found = find(KnownPaper(title=TITLE, authors="Ash, K.", year="2019", venue="Another journal altogether"),
                 record("R1", venue="Journal of Invented Health Studies", doi="10.5555/abc"))  # fmt: skip

    assert (found.state, found.record_id) == (Found.TO_CHECK, "R1")


def test_a_doi_that_leads_to_another_title_is_to_check() -> None:
    found = find(
        KnownPaper(title=OTHER, authors="Cole, M.", year="2012", doi="10.5555/abc"), record("R1", doi="10.5555/abc")
    )

    assert (found.state, found.record_id) == (Found.TO_CHECK, "R1")


def test_a_number_with_part_of_the_title_is_found() -> None:
    paper = KnownPaper(title="Leading across organisational boundaries", pmid="123")

    assert find(paper, record("R1", pmid="123")).state == Found.FOUND


def test_an_erratum_under_the_papers_own_doi_is_to_check() -> None:
    erratum = record("R1", title=f"Correction to: {TITLE}", doi="10.5555/abc")

    assert find(KnownPaper(title=TITLE, authors="Ash, K.", doi="10.5555/abc"), erratum).state == Found.TO_CHECK


def test_a_number_in_pubmed_central_is_no_pmid() -> None:
    paper = KnownPaper(title="Budgets that three boards hold in common", pmid="PMC99000123")

    assert find(paper, record("R1", pmid="99000123")).state == Found.NOT_FOUND


def test_a_doi_and_a_pmid_that_lead_to_two_records_are_to_check() -> None:
    paper = KnownPaper(doi="10.5555/abc", pmid="123")

    found = find(paper, record("R1", doi="10.5555/abc"), record("R2", title=OTHER, pmid="123", seen=2))

    assert (found.state, found.record_id) == (Found.TO_CHECK, "R1")
    assert "R2" in found.how


def test_nothing_like_it_is_not_found() -> None:
    found = find(KnownPaper(title=TITLE), record("R1", title=OTHER))

    assert (found.state, found.record_id, found.sources) == (Found.NOT_FOUND, "", ())


def test_the_sources_are_those_of_every_record_of_its_group() -> None:
    records = [record("R1", "hmic", doi="10.5555/abc"), record("R2", "pubmed", seen=2)]

    found = find(KnownPaper(doi="10.5555/abc"), *records, together=["R1", "R2"])

    assert (found.group_id, found.sources) == ("R1", ("hmic", "pubmed"))


@pytest.mark.parametrize(("word", "state"), [("R1", "found"), ("none", "not found"), ("R9", "to check")])
def test_a_persons_word_comes_before_every_rule_unless_it_names_no_record(word: str, state: str) -> None:
    paper = KnownPaper(title=OTHER, doi="10.5555/abc", record_id=word)

    assert find(paper, record("R1"), record("R2", doi="10.5555/abc", title=OTHER, seen=2)).state == state


def test_what_only_experts_sent_was_found_by_no_search() -> None:
    found = find(KnownPaper(doi="10.5555/abc"), record("R1", "experts", doi="10.5555/abc"), no_search=["experts"])

    assert (found.state, found.sources) == (Found.NOT_FOUND, ("experts",))
    assert "no search brought it" in found.how


def test_recall_is_counted_for_all_searches_for_each_source_and_for_each_cell() -> None:
    papers = [KnownPaper(doi="10.5555/a", cell="edi:EDI.RACE:workforce; EDI.SEX"), KnownPaper(doi="10.5555/b"),
              KnownPaper(title=OTHER)]  # fmt: skip
    records = [record("R1", "hmic", doi="10.5555/a"), record("R2", "pubmed", doi="10.5555/a", seen=2),
               record("R3", "pubmed", doi="10.5555/b", title="Another study of another thing", seen=3)]  # fmt: skip
    members = [Membership("R1", "R1"), Membership("R2", "R1"), Membership("R3", "R3")]

    rows = count_recall(find_known_papers(papers, records, members), [count("hmic"), count("pubmed"), count("web", "")])

    assert [(one.cell, one.source, one.found, one.known, one.only_here) for one in rows if not one.cell] == [
        ("", "", 2, 3, None),
        ("", "hmic", 1, 3, 0),
        ("", "pubmed", 2, 3, 1),
    ]
    assert [(one.cell, one.found, one.known) for one in rows if one.cell and not one.source] == [
        ("EDI.SEX", 1, 1),
        ("edi:EDI.RACE:workforce", 1, 1),
    ]
    assert rows[0].not_found == (OTHER,)
    assert (round(rows[0].low or 0, 4), round(rows[0].high or 0, 4)) == (0.0943, 0.9916)


def test_no_recall_is_stated_before_there_is_a_search_or_a_known_paper() -> None:
    found = find_known_papers([KnownPaper(doi="10.5555/a")], [], [])

    assert count_recall(found, [count("web", "")]) == []
    assert count_recall([], [count("pubmed")]) == []
    assert count_recall(found, [count("experts")], no_search=["experts"]) == []


def test_looking_for_known_papers_changes_no_record_and_needs_none() -> None:
    records = [record("R1", seen=1)]

    find(KnownPaper(title=TITLE), *records)

    assert records == [record("R1", seen=1)]
    assert find(KnownPaper(title=TITLE)).state == Found.NOT_FOUND


@pytest.mark.parametrize(
    ("papers", "fault"),
    [
        ([KnownPaper(title=TITLE), KnownPaper(authors="Ash, K.", pmid="1")], "line 3: this known paper has neither"),
        (
            [KnownPaper(doi="10.5555/a"), KnownPaper(doi="doi:10.5555/A")],
            "line 3: this known paper is already in line 2",
        ),
        ([KnownPaper(title=TITLE), KnownPaper(title=TITLE.upper())], "line 3: this known paper is already in line 2"),
    ],
)
def test_a_row_that_cannot_be_used_is_said_with_its_line(papers: list[KnownPaper], fault: str, tmp_path: Path) -> None:
    path = tmp_path / "known_papers.csv"
    for paper in papers:
        append_row(paper, path)

    with pytest.raises(InputError, match=fault):
        read_known_papers([path])
