"""Counted in, counted out: every record of every export, with an id that survives whatever happens around it."""

from pathlib import Path

import nbib
import pytest
import rispy

from identification.errors import InputError
from identification.readers import read_search, read_searches
from identification.records import Record, Search

RIS = """TY  - JOUR
TI  - Leading across boundaries
AU  - Ash, K.
PY  - 2019
JF  - Journal of Invented Studies
DO  - https://doi.org/10.5555/ABC
ER  -

TY  - JOUR
T1  - Skills for systems
A1  - Birch, L.
Y1  - 2020//
SP  - 12
EP  - 19
ER  -
"""
NBIB = """PMID- 31000001
TI  - A title that runs over
      two lines.
FAU - Ash, Kim
DP  - 2019 Mar
LID - 10.5555/xyz [doi]

PMID- 31000002
TI  - Another title.
DP  - 2020
"""
CSV = """Authors,Title,Year,DOI
"Ash, K.",Leading across boundaries,2019,10.5555/ABC
"Birch, L.","Skills, and more",2020,
"""


def records_of(folder: Path, content: str | bytes, name: str = "export.txt", source: str = "s") -> list[Record]:
    """The records of one export with this content."""
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return read_search(Search(name, source), folder)[0]


def test_a_ris_file_gives_every_record_with_its_fields(tmp_path: Path) -> None:
    first, second = records_of(tmp_path, RIS)

    assert (first.title, first.year, first.doi) == ("Leading across boundaries", "2019", "10.5555/abc")
    assert (second.title, second.authors, second.year, second.pages) == (
        "Skills for systems",
        "Birch, L.",
        "2020",
        "12-19",
    )


def test_a_pubmed_file_gives_every_record_with_its_fields(tmp_path: Path) -> None:
    first, second = records_of(tmp_path, NBIB)

    assert (first.title, first.doi, first.pmid) == ("A title that runs over two lines.", "10.5555/xyz", "31000001")
    assert second.title == "Another title."


def test_a_csv_file_gives_every_row_with_its_fields(tmp_path: Path) -> None:
    first, second = records_of(tmp_path, CSV)

    assert (first.authors, first.doi) == ("Ash, K.", "10.5555/abc")
    assert second.title == "Skills, and more"


@pytest.mark.parametrize(
    "changed",
    [
        RIS.replace("\n", "\r\n"),
        RIS.replace("\n", "\r"),
        RIS.replace("TY  - ", "TY - ").replace("ER  -", "ER -"),
        RIS.replace("ER  -\n", ""),
        "\ufeff" + RIS,
        RIS.replace("TY  -", "1. \nTY  -", 1),
    ],
    ids=["CRLF", "CR only", "single spaces", "no ER at all", "byte order mark", "counter before the record"],
)
def test_no_dialect_loses_a_record(tmp_path: Path, changed: str) -> None:
    titles = [record.title for record in records_of(tmp_path, changed)]

    assert titles == ["Leading across boundaries", "Skills for systems"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_accents_survive_every_encoding(tmp_path: Path, encoding: str) -> None:
    content = RIS.replace("Ash, K.", "Håkansson, Å.").encode(encoding)

    assert records_of(tmp_path, content)[0].authors == "Håkansson, Å."


def test_another_download_of_the_same_search_keeps_every_id(tmp_path: Path) -> None:
    before = [record.record_id for record in records_of(tmp_path, RIS)]

    entries = RIS.split("\n\n")
    again = records_of(tmp_path, f"2. \r\n{entries[1]}\r\n\r\n1. \r\n{entries[0]}\r\n".encode(), "later_download.ris")

    assert sorted(record.record_id for record in again) == sorted(before)


def test_an_accession_number_carries_the_id_through_a_changed_entry(tmp_path: Path) -> None:
    before = records_of(tmp_path, NBIB)[0].record_id

    after = records_of(tmp_path, NBIB.replace("DP  - 2019 Mar", "DP  - 2019 Apr 1\nMH  - Leadership"))[0].record_id

    assert after == before


def test_identical_entries_of_one_export_stay_two_records(tmp_path: Path) -> None:
    records = records_of(tmp_path, RIS.split("\n\n")[0] + "\n\n" + RIS.split("\n\n")[0] + "\n")

    assert len({record.record_id for record in records}) == 2


def test_a_record_that_an_earlier_export_brought_is_counted_and_not_kept_twice(tmp_path: Path) -> None:
    for name in ("first.ris", "again.ris"):
        (tmp_path / name).write_text(RIS)
    searches = [Search("first.ris", "s", date="2022-01-01"), Search("again.ris", "s", date="2022-06-01")]

    records, counts = read_searches(searches, tmp_path)

    assert len(records) == 2
    assert [(count.file, count.read, count.seen_before) for count in counts] == [
        ("first.ris", 2, 0),
        ("again.ris", 2, 2),
    ]


def test_a_new_search_changes_no_earlier_id_and_no_earlier_place(tmp_path: Path) -> None:
    (tmp_path / "first.ris").write_text(RIS)
    (tmp_path / "new.nbib").write_text(NBIB)
    first = Search("first.ris", "s", date="2022-01-01")

    before, _ = read_searches([first], tmp_path)
    after, _ = read_searches([Search("new.nbib", "p", date="2023-01-01"), first], tmp_path)

    assert after[:2] == before


def test_a_line_of_an_abstract_that_looks_like_a_tag_is_abstract(tmp_path: Path) -> None:
    nbib = "PMID- 1\nTI  - T\nAB  - Leaders of\n      HIV-positive and\n      UK - based groups.\nDP  - 2020\n"
    ris = "TY  - JOUR\nTI  - T\nAB  - Women with\nER-positive cancer.\nPY  - 2020\nER  -\n"

    pubmed, other = records_of(tmp_path, nbib)[0], records_of(tmp_path, ris)[0]

    assert (pubmed.abstract, pubmed.year) == ("Leaders of HIV-positive and UK - based groups.", "2020")
    assert (other.abstract, other.year) == ("Women with ER-positive cancer.", "2020")


def test_a_record_that_lost_its_first_line_stops_with_the_line_where_it_stands(tmp_path: Path) -> None:
    lost = RIS.replace("TY  - JOUR\nT1", "T1")

    with pytest.raises(InputError, match=r"export\.txt, line 9: a record without its first line \(TY\)"):
        records_of(tmp_path, lost)


def test_one_accession_number_in_two_databases_is_two_records(tmp_path: Path) -> None:
    for name, title in (("cinahl.ris", "Nurses who lead"), ("medline.ris", "A trial of antihistamines in children")):
        (tmp_path / name).write_text(f"TY  - JOUR\nTI  - {title}\nAN  - 12345678\nER  -\n")
    searches = [Search("cinahl.ris", "ebsco", date="2022"), Search("medline.ris", "ebsco", date="2022")]

    records, counts = read_searches(searches, tmp_path)

    assert len({record.record_id for record in records}) == 2
    assert [count.seen_before for count in counts] == [0, 0]


def test_a_number_that_two_entries_of_one_export_share_moves_no_id_when_they_change_places(tmp_path: Path) -> None:
    entries = [f"TY  - JOUR\nTI  - {title}\nAN  - 2019\nER  -\n" for title in ("Nurses who lead", "Homes for all")]

    one, other = records_of(tmp_path, "\n".join(entries)), records_of(tmp_path, "\n".join(entries[::-1]))

    assert {(r.record_id, r.title) for r in one} == {(r.record_id, r.title) for r in other}


def test_an_accession_number_that_says_nothing_is_none(tmp_path: Path) -> None:
    two = "Title,Accession Number\nNurses who lead,N/A\nTeams that learn,N/A\n"
    one = "Title,Accession Number\nNurses who lead,N/A\n"

    assert records_of(tmp_path, two)[0].record_id == records_of(tmp_path, one)[0].record_id


def test_a_table_with_blank_lines_ahead_carriage_returns_or_trailing_commas_is_read(tmp_path: Path) -> None:
    for content in ("\n\nTitle,Year\nA title,2019\n", "Title,Year\rA title,2019\r", "Title,Year\nA title,2019,\n"):
        assert [(one.title, one.year) for one in records_of(tmp_path, content)] == [("A title", "2019")]


def test_a_search_without_a_file_is_counted_with_its_hits(tmp_path: Path) -> None:
    _, counts = read_searches([Search("", "website", hits=4)], tmp_path)

    assert (counts[0].declared_hits, counts[0].read) == (4, 0)


def test_a_file_cut_in_the_middle_of_a_record_stops_with_its_line(tmp_path: Path) -> None:
    cut = RIS[: RIS.index("SP  -")]

    with pytest.raises(InputError, match=r"export\.txt, line 9: record 2 has no end \(ER\).*Download the export again"):
        records_of(tmp_path, cut)


def test_another_number_of_records_than_declared_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "export.ris").write_text(RIS)

    for hits in (1, 3):
        with pytest.raises(InputError, match=rf"2 records were read but searches\.csv declares {hits} hits"):
            read_search(Search("export.ris", "s", hits=hits), tmp_path)


@pytest.mark.parametrize("content", [b"%PDF-1.7 nonsense", b"", b"id,name\n1,x\n", b"PK\x03\x04\x00\x00"])
def test_what_is_no_export_stops_with_one_sentence(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError, match=r"^export\.txt: this is not an export that can be read"):
        records_of(tmp_path, content)


def test_a_row_with_more_cells_than_the_header_stops_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"export\.txt, line 3: this row has 3 cells and the header has 2"):
        records_of(tmp_path, "Title,Year\nA,2019\nB, C,2020\n")


def test_real_ris_exports_hold_what_rispy_reads(data_folder: Path) -> None:
    for path in sorted((data_folder / "exports").glob("*.ris")):
        ours, count = read_search(Search(path.name, "s"), path.parent)
        theirs = rispy.load(path, encoding="utf-8-sig")

        assert (len(ours), count.counted) == (len(theirs), len(theirs)), path.name
        titles = [entry.get("title") or entry.get("primary_title") or "" for entry in theirs]
        known = sum(theirs_one[:20] in ours_one.title for theirs_one, ours_one in zip(titles, ours, strict=True))
        assert known >= 0.95 * len(ours), path.name


def test_real_pubmed_exports_hold_what_nbib_reads(data_folder: Path) -> None:
    path = data_folder / "exports" / "srd_mini_pubmed.nbib"

    ours, _ = read_search(Search(path.name, "s"), path.parent)
    theirs = nbib.read_file(str(path))

    assert [record.pmid for record in ours] == [str(entry["pubmed_id"]) for entry in theirs]


def test_the_real_review_is_read_whole(data_folder: Path) -> None:
    folder = data_folder / "reviews" / "social_norms_suicide" / "searches"
    searches = [Search(path.name, path.stem) for path in sorted(folder.glob("*.csv")) if path.stem != "searches"]

    records, counts = read_searches(searches, folder)

    assert sum(count.read for count in counts) == len(records) == 2272
