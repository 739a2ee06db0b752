"""Records on a list of retractions: by DOI and PMID they are found, by title they are to check."""

from pathlib import Path

import pytest

from identification.errors import InputError
from identification.records import UniqueRecord
from identification.retractions import Listed, find_retracted, read_retractions

# The header of Retraction Watch's table, with two invented rows: one article, and one without DOI and PMID.
WATCH = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,"
    "Reason,Paywalled,Notes\n"
    "1,Leading alone,(HSC),A,Care,P,UK,Ann Ives;Bo Mann,,Research,8/21/2024 0:00,10.5555/N.1,0,1/2/2019 0:00,"
    "10.5555/ONE,31000001,Retraction,+Error in Data;,No,\n"
    '2,"What leaders of whole systems do, and why",(HSC),A,Care,P,UK,Cy Oak,,Research,8/21/2024 0:00,unavailable,0,'
    "1/2/2019 0:00,Unavailable,0,Expression of concern,+Concerns;,No,\n"
)


def unique(name: str, **more: str) -> UniqueRecord:
    return UniqueRecord(name, (name,), ("pubmed",), **more)  # type: ignore[arg-type]


def test_a_table_of_retraction_watch_is_read_as_it_was_downloaded(tmp_path: Path) -> None:
    path = tmp_path / "retractions.csv"
    path.write_text(WATCH, encoding="utf-8")

    first, second = read_retractions(path)

    assert (first.doi, first.pmid, first.notice_doi) == ("10.5555/one", "31000001", "10.5555/n.1")
    assert (first.nature, first.date, first.year) == ("Retraction", "8/21/2024", "2019")
    assert (second.doi, second.pmid, second.notice_doi, second.nature) == ("", "", "", "Expression of concern")


@pytest.mark.parametrize("text", ["doi\n10.5555/one\n", "PMID;title\n31000001;Leading alone\n"])
def test_a_plain_list_will_do(tmp_path: Path, text: str) -> None:
    path = tmp_path / "retractions.csv"
    path.write_text(text, encoding="utf-8")

    found = find_retracted(read_retractions(path), [unique("R1", doi="10.5555/one", pmid="31000001")], included=["R1"])

    assert [(one.group_id, one.included, one.state, one.nature) for one in found] == [
        ("R1", True, "found", "Retraction")
    ]


def test_a_table_without_dois_pmids_and_titles_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "retractions.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")

    with pytest.raises(InputError, match="no column of DOIs, PMIDs or titles"):
        read_retractions(path)


def test_a_doi_or_pmid_finds_and_the_notice_itself_is_told_as_that() -> None:
    listed = [Listed(2, doi="10.5555/one", pmid="31000001", notice_doi="10.5555/n.1")]
    records = [unique("R1", doi="10.5555/one"), unique("R2", pmid="31000001"), unique("R3", doi="10.5555/n.1")]

    assert [(one.group_id, one.how) for one in find_retracted(listed, [*records, unique("R4")])] == [
        ("R1", "DOI"),
        ("R2", "PMID"),
        ("R3", "DOI of the notice itself"),
    ]


def test_a_title_alone_is_to_check_and_another_article_is_nothing() -> None:
    more = {"authors": "Oak, Cy", "year": "2019", "venue": "Care"}
    listed = [Listed(3, title="What leaders of whole systems do, and why", **more)]
    same = unique("R1", title="What leaders of whole systems do, and why.", **more)
    other = unique("R2", title="Nurses and their shifts in small hospitals", **more)

    found = find_retracted(listed, [same, other], included=["R1"])

    assert [(one.group_id, one.state, one.row) for one in found] == [("R1", "to check", 3)]
