"""Who wrote a file, and what is kept of the values that no field of a record takes."""

from pathlib import Path

import pytest

from identification.errors import InputError
from identification.readers import import_searches, read_search
from identification.records import Record, Search, SourceCount

ENTRY = "TY  - JOUR\nTI  - Skills for systems\nPY  - 2020\n"
MARKS = {
    "Ovid": "L2  - http://ovidsp.ovid.com/ovidweb.cgi?T=JS&AN=1",
    "EBSCO": "DP  - EBSCOhost",
    "ProQuest": "UR  - https://www.proquest.com/docview/1",
    "Scopus": "UR  - https://www.scopus.com/inward/record.uri?eid=2-s2.0-1",
    "Embase": "UR  - https://www.embase.com/search/results?id=L1",
    "APA PsycNet": "DB  - APA PsycInfo",
    "Web of Science": "N1  - Times Cited in Web of Science Core Collection: 3",
    "Lens": "UR  - https://lens.org/000-1",
    "Dimensions": "AN  - pub.1149029839",
    "Cochrane": "AN  - CN-01234567",
    "Zotero": "DA  - 2020/03/01/\nPY  - 2020",
    "EndNote": "ID  - 57",
    "Mendeley": "UR  - https://www.mendeley.com/catalogue/1",
    "EPPI-Reviewer": "KW  - eppi-reviewer4",
    "Covidence": "ID  - 12 covidence",
    "Rayyan": 'N1  - RAYYAN-INCLUSION: {"Ash"=>"Included"}',
    "": "KW  - leadership",
}


def read(folder: Path, content: str, **row: str) -> tuple[Record, SourceCount]:
    """The first record of an export with this content, and what became of the export."""
    (folder / "export.txt").write_text(content, encoding="utf-8")
    records, count = read_search(Search("export.txt", "s", **row), folder)  # type: ignore[arg-type]
    return records[0], count


def raw_of(folder: Path, content: str, **row: str) -> dict[str, tuple[str, ...]]:
    """What of the first record no field took."""
    (folder / "export.txt").write_text(content, encoding="utf-8")
    imported = import_searches([Search("export.txt", "s", **row)], folder)  # type: ignore[arg-type]
    return imported.raw[0].fields if imported.raw else {}


@pytest.mark.parametrize("dialect", MARKS)
def test_a_writer_is_known_by_what_its_entries_show(tmp_path: Path, dialect: str) -> None:
    assert read(tmp_path, f"{ENTRY}{MARKS[dialect]}\nER  - \n" * 2)[1].dialect == dialect


def test_a_reference_manager_is_the_writer_of_what_platforms_gave_it(tmp_path: Path) -> None:
    content = f"TY  - JOUR\nTI  - T\n{MARKS['Zotero']}\n{MARKS['Lens']}\nER  - \n"

    assert read(tmp_path, content)[1].dialect == "Zotero"


def test_one_entry_of_another_writer_does_not_name_the_file(tmp_path: Path) -> None:
    assert read(tmp_path, f"{ENTRY}ER  - \n" * 3 + f"{ENTRY}{MARKS['Lens']}\nER  - \n")[1].dialect == ""


def test_a_tag_is_read_as_its_writer_means_it(tmp_path: Path) -> None:
    proquest = read(tmp_path, f"{ENTRY}M3  - 10.5555/abc\n{MARKS['ProQuest']}\nER  - \n")[0]
    scopus = read(tmp_path, f"{ENTRY}M3  - Review\nC2  - 31000001\n{MARKS['Scopus']}\nER  - \n")[0]
    dimensions = read(tmp_path, f"{ENTRY}U1  - 31000002 [PMID]\n{MARKS['Dimensions']}\nER  - \n")[0]

    assert (proquest.doi, proquest.kind) == ("10.5555/abc", "JOUR")
    assert (scopus.kind, scopus.pmid) == ("Review", "31000001")
    assert dimensions.pmid == "31000002"


def test_a_comment_that_cites_another_doi_gives_the_record_none(tmp_path: Path) -> None:
    content = f"{ENTRY}N1  - Comment in: J Other. 2021; doi: 10.5555/other\n{MARKS['Ovid']}\nER  - \n"

    assert read(tmp_path, content)[0].doi == ""


def test_an_odd_tag_or_column_rejects_no_file_and_is_kept(tmp_path: Path) -> None:
    ris = raw_of(tmp_path, f"{ENTRY}XX  - odd\nXX  - odder\nTI  - Another title\nER  - \n")
    table = raw_of(tmp_path, "Title,Übernommen am,Year\nT,heute,2019\n")

    assert ris == {"XX": ("odd", "odder"), "TI": ("Another title",)}
    assert table == {"übernommen am": ("heute",)}


def test_values_that_their_field_cannot_use_are_kept_and_counted(tmp_path: Path) -> None:
    content = "TY  - JOUR\nTI  - T\nPY  - in press\nDO  - none yet\nUR  - https://x.org\nER  - \n"

    assert raw_of(tmp_path, content) == {"PY": ("in press",), "DO": ("none yet",)}
    assert read(tmp_path, content)[1].unusable == 2
    assert read(tmp_path, content)[1].kept_raw == 0


def test_lines_outside_all_entries_are_kept_and_counters_are_not(tmp_path: Path) -> None:
    content = (
        f"Database: Invented\n\n1. \n{ENTRY}ER  - \n\nLink to the full text: https://x.org\n\n2. \n{ENTRY}ER  - \n"
    )

    assert raw_of(tmp_path, content) == {"": ("Database: Invented", "Link to the full text: https://x.org")}
    assert raw_of(tmp_path, "About the data: today\nTitle,Year\nT,2019\n") == {"": ("About the data: today",)}


def test_what_every_file_of_a_format_has_is_not_counted(tmp_path: Path) -> None:
    content = "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI T\nPY 2019\nUT WOS:1\nER\n\nEF\n"

    assert read(tmp_path, content)[1].kept_raw == 0
    assert read(tmp_path, f"{ENTRY}ER  - \n")[1].kept_raw == 0


def test_a_record_of_a_repeated_download_keeps_its_raw_fields_once(tmp_path: Path) -> None:
    for name in ("a.ris", "b.ris"):
        (tmp_path / name).write_text(f"{ENTRY}XX  - odd\nER  - \n")

    imported = import_searches([Search("a.ris", "s", "2022"), Search("b.ris", "s", "2023")], tmp_path)

    assert [one.record_id for one in imported.raw] == [one.record_id for one in imported.records]


# ------------------------------------------------------------------------------------------------- the team's columns

GERMAN = "Titel;Verfasser;Jahr;Kennung\nFührung;Ash, K.;2019;7\n"


def test_a_team_names_the_columns_of_a_table_that_nobody_knows(tmp_path: Path) -> None:
    record, count = read(tmp_path, GERMAN, columns="title=Titel; authors = Verfasser; year=Jahr")

    assert (record.title, record.authors, record.year) == ("Führung", "Ash, K.", "2019")
    assert (count.counted, count.kept_raw) == (1, 1)


def test_named_columns_change_no_id(tmp_path: Path) -> None:
    content = "Title,Year,Jahr\nT,,2019\n"

    assert read(tmp_path, content)[0].record_id == read(tmp_path, content, columns="year=Jahr")[0].record_id


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ("titel=Titel", r"^searches\.csv: 'titel=Titel' .* Did you mean 'title'\? .*the fields are title, abstract"),
        ("title", "names no field of a record and its column"),
        ("title=Titel; year=Datum", r"say year=datum, and the file has no such column\. Its columns are: titel, verf"),
        ("title=Überschrift", "is not an export that can be read"),
    ],
)
def test_columns_that_do_not_fit_stop_with_what_is_known(tmp_path: Path, columns: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        read(tmp_path, GERMAN, columns=columns)


# ------------------------------------------------------------------------------------------------------ real exports

WRITERS = {
    "FFT_include.ris": "EPPI-Reviewer",
    "apa_psycinfo_test_data.ris": "EBSCO",
    "cs_Dimensions_246.ris": "Dimensions",
    "cs_lens_343.ris": "Lens",
    "cs_medline_84.ris": "Ovid",
    "mendeley_export.xml": "Mendeley",
    "ovid_0_Ovid_search_results_1_to_1000.ris": "Ovid",
    "scopus.ris": "Scopus",
    "srd_mini_pubmed.nbib": "PubMed",
    "srd_mini_wos.ciw": "Web of Science",
    "wos_test.ris": "Web of Science",
    "zotero_export.bib": "Zotero",
    "zotero_export.ris": "Zotero",
    "zotero_export.xml": "Zotero",
}


def test_the_writers_of_real_exports_are_known(data_folder: Path) -> None:
    folder = data_folder / "exports"

    found = {name: read_search(Search(name, "s"), folder)[1].dialect for name in WRITERS}

    assert found == WRITERS


def test_of_real_exports_nothing_is_dropped(data_folder: Path) -> None:
    folder = data_folder / "exports"

    imported = import_searches([Search("cs_lens_343.ris", "s")], folder)

    kept = sum(len(values) for one in imported.raw for values in one.fields.values())
    assert imported.counts[0].kept_raw + imported.counts[0].unusable == kept
    assert not any("ER" in one.fields or "TI" in one.fields for one in imported.raw)
