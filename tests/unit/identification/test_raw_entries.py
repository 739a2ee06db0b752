"""Does every record lead back to the entry of its export, letter by letter?"""

from pathlib import Path

from identification.raw_entries import raw_entries
from identification.readers import read_searches
from identification.records import Record, Search

RIS = "TY  - JOUR\nTI  - One, record 2, line 3\nER  - \n\nTY  - JOUR\nTI  - Two\nN1  - kept nowhere\nER  - \n"


def test_each_record_has_the_entry_that_it_was_read_from(tmp_path: Path) -> None:
    (tmp_path / "a, record 1.ris").write_text(RIS)
    searches = [Search("a, record 1.ris", "hmic", "2022-01-01"), Search("", "website", "2022-01-02")]
    records, _ = read_searches(searches, tmp_path)

    entries = raw_entries(records, searches, tmp_path)

    assert ["One" in entries[records[0].record_id], "kept nowhere" in entries[records[1].record_id]] == [True, True]
    assert "Two" not in entries[records[0].record_id]


def test_a_record_that_names_no_place_in_an_export_has_no_entry(tmp_path: Path) -> None:
    (tmp_path / "a.ris").write_text(RIS)
    search = Search("a.ris", "hmic", "2022-01-01")
    references = ("a.ris, record 9, line 1", "by hand", "b.ris, record 1, line 1", "")
    lost = [Record(f"R{number}", "hmic", reference) for number, reference in enumerate(references)]

    assert raw_entries(lost, [search], tmp_path) == {}
