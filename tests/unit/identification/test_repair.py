"""What values mean: DOIs, pages, years, names and letters, mended where they are broken and left where they are not."""

import csv
from pathlib import Path

import pytest

from identification.readers import read_search
from identification.records import Search
from identification.repair import (
    BROKEN,
    repair_authors,
    repair_doi,
    repair_pages,
    repair_pmid,
    repair_text,
    repair_year,
)


@pytest.mark.parametrize(
    "written",
    [
        "10.1000/ab and http://dx.doi.org/10.1000/ab",
        "10.1000/ab10.1000/ab",
        "10.1000/ab; 10.1000/ab",
        "10.1000/ab,https://doi.org/10.1000/ab",
        "doi:10.1000/AB",
        "DOI: 10.1000/ab.",
        "https://doi.org/10.1000/ab",
        "http://dx.doi.org/doi:10.1000/ab",
        "<10.1000/ab>",
        "(10.1000/ab)",
        "10.1000/ab [doi]",
        "10.1000/ab[doi]",
        "10.1000%2Fab",
        "10. 1000/ab",
        "10.1000/ ab",
        "https://journal.example/doi/full/10.1000/ab",
        "https://journal.example/doi/10.1000/ab/full",
        "https://journal.example/doi/10.1000/ab/full/html",
        "https://journal.example/doi/10.1000/ab/abstract",
        "https://journal.example/doi/10.1000/ab.pdf",
        "https://journal.example/doi/10.1000/ab?utm_source=x&utm_medium=y",
        "https://journal.example/doi/10.1000/ab#sec-2",
        "https://platform.example/record?id=1&doi=10.1000%2fab&partnerID=40&md5=f9",
        "10.1000/ab?utm_source=x",
    ],
)
def test_one_doi_is_found_in_whatever_wraps_it(written: str) -> None:
    assert repair_doi(written) == "10.1000/ab"


@pytest.mark.parametrize(
    "doi",
    [
        "10.1016/0376-8716(76)90010-7",
        "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
        "10.1000/full",
        "10.1000/abstract/full",
        "10.1000/a#b",
        "10.1093/oxfordhb/9780199642199.013.0012",
        "10.1000/10.5",
        "10.1000.10/123",
        "10.3310/nihropenres.1115148.1",
        "10.1175/1520-0469(1999)056<1234:x>2.0.co;2",
    ],
)
def test_a_doi_that_is_whole_is_left_alone(doi: str) -> None:
    assert repair_doi(doi) == doi


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("01-Jun", "1-6"),
        ("2-May", "2-5"),
        ("Jun-15", "6-15"),
        ("45-May", "45-May"),
        ("2001-06-01 00:00:00", "2001-06-01 00:00:00"),
        ("1/6/2001", "1/6/2001"),
        ("pp. 12-19", "12-19"),
        ("p12", "p12"),
        ("p. 12", "12"),
        ("12–19", "12-19"),
        ("12--19", "12-19"),
        ("12 - 19", "12 - 19"),
        ("S251-S261", "S251-S261"),
        ("e1000097", "e1000097"),
        ("12-19.", "12-19"),
        ("1-12, 14", "1-12, 14"),
        ("", ""),
    ],
)
def test_pages_are_what_an_article_gives(written: str, pages: str) -> None:
    assert repair_pages(written) == pages


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("c2019", "2019"),
        ("2019 Mar", "2019"),
        ("2018//", "2018"),
        ("20220101", "2022"),
        ("1. Juni 2019", "2019"),
        ("2019-2020", "2019"),
        ("01/06/2019", "2019"),
        ("2019.0", "2019"),
        ("19", ""),
        ("in press", ""),
    ],
)
def test_a_year_is_the_first_in_a_date(written: str, year: str) -> None:
    assert repair_year(written) == year


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        (["Ash, Kim"], "Ash, Kim"),
        (["Ash K"], "Ash K"),
        (["Kim Ash"], "Kim Ash"),
        (["Ash, Kim", "Birch, Lee"], "Ash, Kim; Birch, Lee"),
        (["Ash, K.; Birch, L"], "Ash, K.; Birch, L"),
        (["K. Ash and L. Birch"], "K. Ash; L. Birch"),
        (["K. Ash, M. Cedar, and L. Birch"], "K. Ash; M. Cedar; L. Birch"),
        (["Ash K, Birch L"], "Ash K; Birch L"),
        (["Ash K, van der Berg L, O'Neil MJ."], "Ash K; van der Berg L; O'Neil MJ"),
        (["Ash, K., Birch, L.B., & Cedar, M."], "Ash, K.; Birch, L.B.; Cedar, M."),
        (["Ash, Kim and Birch, Lee"], "Ash, Kim; Birch, Lee"),
        (["Adeli K. and Lewis G. F."], "Adeli K.; Lewis G. F."),
        (["K Ash, LB Birch"], "K Ash; LB Birch"),
        (["Kim Ash|Lee Birch"], "Kim Ash; Lee Birch"),
        (["Department of Health and Social Care"], "Department of Health and Social Care"),
        (["Ash, Kim, Birch, Lee"], "Ash, Kim, Birch, Lee"),
        (["Organisation for Economic Co-operation"], "Organisation for Economic Co-operation"),
        (["Ash, K.", "Board and Partners, The"], "Ash, K.; Board and Partners, The"),
        ([], ""),
    ],
)
def test_authors_are_parted_where_nothing_else_can_be_meant(written: list[str], authors: str) -> None:
    assert repair_authors(written) == authors


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("leadersâ€™ rÃ´le â€“ nowÂ©", "leaders’ rôle – now©"),
        ("Caf&amp;eacute; &lt;i&gt;talk&lt;/i&gt;", "Café talk"),
        ("[Führung im System]", "[Führung im System]"),
        ("Nurses who lead.", "Nurses who lead."),
        ("Nurses [Internet]", "Nurses [Internet]"),
        ("São Paulo, Ângela, Île-de-France, NÃO, Ø", "São Paulo, Ângela, Île-de-France, NÃO, Ø"),
        ("p < 0.05 and q > 1 &amp; more", "p < 0.05 and q > 1 & more"),
    ],
)
def test_only_broken_text_is_mended(written: str, text: str) -> None:
    assert repair_text(written) == text


def test_a_number_of_pubmed_is_one() -> None:
    numbers = (
        "31000001",
        "PMID: 31000001",
        "https://pubmed.ncbi.nlm.nih.gov/31000001/",
        "31000001.0",
        "31000001 [PMID]",
    )

    assert {repair_pmid(one) for one in numbers} == {"31000001"}
    assert repair_pmid("PMC31000001") == repair_pmid("10.5555/31000001") == ""


def test_repair_touches_no_id(tmp_path: Path) -> None:
    def read(doi: str, pages: str) -> tuple[str, str]:
        (tmp_path / "a.ris").write_text(f"TY  - JOUR\nTI  - T\nAN  - 7\nDO  - {doi}\nSP  - {pages}\nER  - \n")
        record = read_search(Search("a.ris", "s"), tmp_path)[0][0]
        return record.record_id, record.pages

    assert read("10.1000/ab", "1-6") == read("10.1000/ab10.1000/ab", "01-Jun")


def test_of_real_texts_only_the_broken_ones_change(data_folder: Path) -> None:
    csv.field_size_limit(10_000_000)
    from ftfy import fix_encoding

    for path in sorted((data_folder / "dedup").glob("*/records.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            texts = [row[name] for row in csv.DictReader(file) for name in ("title", "abstract") if row.get(name)]
        for text in filter(BROKEN.search, texts):
            mended = fix_encoding(text)
            assert mended != text, text[:80]
            assert not BROKEN.search(mended), mended[:80]
