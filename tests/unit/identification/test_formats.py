"""Every format that platforms and reference managers write: counted in, counted out, with its fields."""

import io
import re
from datetime import datetime
from pathlib import Path

import nbib
import openpyxl
import pytest
import rispy

from identification.errors import InputError
from identification.readers import read_search
from identification.records import Record, Search

ENW = """%0 Journal Article
%A Ash, Kim
%A Birch, Lee
%T Leading across
boundaries
%J Journal of Invented Studies
%D 2019
%V 7
%N 2
%P 12-19
%R 10.5555/abc

%0 Report
%T Skills for systems
%I A Trust
%D 2020
"""
WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Ash, K
   Birch, L
AF Ash, Kim
   Birch, Lee
TI Leading across
   boundaries
SO JOURNAL OF INVENTED STUDIES
LA English
DT Article
PY 2019
VL 7
BP 12
EP 19
DI 10.5555/abc
UT WOS:000000000000001
ER

PT J
AU Cedar, M
TI Skills for systems
PY 2020
UT WOS:000000000000002
ER

EF
"""
XML = """<?xml version="1.0" encoding="UTF-8"?><xml><records><record>
<database name="Mine.enl" path="/home/ash/Mine.enl">Mine.enl</database>
<source-app name="EndNote" version="20">EndNote</source-app>
<rec-number>1</rec-number><foreign-keys><key app="EN" db-id="x" timestamp="1">1</key></foreign-keys>
<ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Ash, Kim</style></author>
<author>Birch, Lee</author></authors></contributors>
<titles><title><style face="normal">Leading </style><style face="italic">across</style> &#xD;boundaries</title>
<secondary-title>Journal of Invented Studies</secondary-title></titles>
<pages>12-19</pages><volume>7</volume><number>2</number><dates><year>2019</year></dates>
<electronic-resource-num>10.5555/abc</electronic-resource-num></record>
<record><rec-number>2</rec-number><ref-type name="Report">27</ref-type>
<titles><title>Skills for systems</title></titles>
<dates><year>2020</year></dates></record></records></xml>
"""
OVID = """<1>
UI  - 30000001
TI  - Leading across boundaries
AU  - Ash K
AU  - Birch L
YR  - 2019

<2>
UI  - 30000002
TI  - Skills for systems
YR  - 2020
"""
TWO = [("Leading across boundaries", "2019"), ("Skills for systems", "2020")]


def records_of(folder: Path, content: str | bytes, name: str = "export.txt", **row: str) -> list[Record]:
    """The records of one export with this content."""
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return read_search(Search(name, "s", **row), folder)[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "form"),
    [(ENW, "EndNote"), (WOS, "Web of Science"), (XML, "EndNote XML"), (OVID, "Ovid MEDLINE")],
    ids=["enw", "ciw", "xml", "ovid"],
)
def test_every_format_is_known_by_its_content_and_gives_every_record(tmp_path: Path, content: str, form: str) -> None:
    (tmp_path / "export.ris").write_text(content, encoding="utf-8")
    records, count = read_search(Search("export.ris", "s"), tmp_path)

    assert (count.format, count.counted, count.read) == (form, 2, 2)
    assert [(one.title, one.year) for one in records] == TWO
    assert records[0].authors.count("; ") == 1


@pytest.mark.parametrize("content", [ENW, WOS, XML])
def test_volume_pages_and_doi_are_read_in_every_format(tmp_path: Path, content: str) -> None:
    first = records_of(tmp_path, content)[0]

    assert (first.authors, first.volume, first.pages, first.doi) == (
        "Ash, Kim; Birch, Lee",
        "7",
        "12-19",
        "10.5555/abc",
    )
    assert first.venue.lower() == "journal of invented studies"


@pytest.mark.parametrize("content", [ENW, WOS, XML, OVID])
@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_no_line_end_loses_a_record_of_any_format(tmp_path: Path, content: str, ends: str) -> None:
    assert [(one.title, one.year) for one in records_of(tmp_path, content.replace("\n", ends))] == TWO


def test_what_endnote_numbers_anew_is_no_part_of_an_id(tmp_path: Path) -> None:
    again = XML.replace("<rec-number>1<", "<rec-number>77<").replace("Mine.enl", "Theirs.enl")
    again = again.replace('timestamp="1">1<', 'timestamp="9">9<')

    assert [r.record_id for r in records_of(tmp_path, XML)] == [r.record_id for r in records_of(tmp_path, again)]


def test_a_web_of_science_number_carries_the_id_through_a_changed_entry(tmp_path: Path) -> None:
    before, after = records_of(tmp_path, WOS), records_of(tmp_path, WOS.replace("LA English\n", "LA English\nTC 12\n"))

    assert [one.record_id for one in before] == [one.record_id for one in after]


def test_an_xml_file_that_names_entities_of_its_own_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE xml [<!ENTITY a "b">]>' + XML.split("?>", 1)[1].replace("Skills", "&a;")

    with pytest.raises(InputError, match="entities of its own"):
        records_of(tmp_path, bomb)


def test_signs_that_xml_forbids_lose_no_record(tmp_path: Path) -> None:
    assert [one.title for one in records_of(tmp_path, XML.replace("Skills", "Skills\x02&#x3;"))][
        1
    ] == "Skills for systems"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (ENW.replace("%0 Report\n", ""), r"line 13: a record without its first line \(%0\)"),
        (WOS.replace("PT J\nAU Cedar", "AU Cedar"), r"line 22: a record without its first line \(PT\)"),
        (WOS[: WOS.index("UT WOS:000000000000002")], r"record 2 has no end \(ER\)"),
        ("PMID- 1\nTI  - One\n\nTI  - Two\n", r"line 4: a record without its first line \(PMID\)"),
        (XML[: XML.index("<record><rec-number>2") + 9] + "</records></xml>", "breaks off or has a fault"),
        (XML[:900], "cannot be read|breaks off"),
    ],
)
def test_a_record_that_would_be_lost_stops_with_its_line(tmp_path: Path, content: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        records_of(tmp_path, content)


# ------------------------------------------------------------------------------------------------------------ tables

# Columns as each platform writes them, and what its first row says: title, authors, year, venue, volume, pages, DOI.
TABLES = {
    "Scopus": "Authors,Author full names,Title,Year,Source title,Volume,Issue,Art. No.,Page start,Page end,"
    "DOI,Link,EID\n"
    '"Ash K.; Birch L.","Ash, Kim (1); Birch, Lee (2)",T,2019,J,7,2,,12,19,10.5555/abc,https://x.org,2-s2.0-1\n',
    "Web of Science": "PT\tAU\tTI\tSO\tPY\tVL\tBP\tEP\tDI\tUT\n"
    "J\tAsh, K; Birch, L\tT\tJ\t2019\t7\t12\t19\t10.5555/abc\tWOS:1\n",
    "PubMed": "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,DOI\n"
    '3,T,"Ash K, Birch L.","J. 2019",Ash K,J,2019,2019/01/01,10.5555/abc\n',
    "Dimensions": '"About the data: Exported on Jan 01, 2024. Criteria: x"\n'
    "Rank,Publication ID,DOI,PMID,Title,Source title,PubYear,Volume,Pagination,Authors,Dimensions URL\n"
    '1,pub.1,10.5555/abc,3,T,J,2019,7,12-19,"Ash, Kim; Birch, Lee",https://x.org\n',
    "Lens": "Lens ID,Title,Date Published,Publication Year,Source Title,ISSNs,Author/s,"
    "Abstract,Volume,Start Page,End Page,DOI\n"
    "000-1,T,2019-01-01,2019,J,12345678,Kim Ash; Lee Birch,,7,12,19,10.5555/abc\n",
    "OpenAlex": "id,doi,display_name,publication_year,primary_location.source.display_name,"
    "authorships.author.display_name,biblio.volume,biblio.first_page,biblio.last_page,ids.pmid\n"
    "https://openalex.org/W1,https://doi.org/10.5555/abc,T,2019,J,Kim Ash|Lee Birch,7,12,19,"
    "https://pubmed.ncbi.nlm.nih.gov/3\n",
    "ProQuest": "Title,StoreId,Authors,pubdate,pubtitle,year,startPage,volume,digitalObjectIdentifier,documentType\n"
    'T,99,"Ash, Kim; Birch, Lee","Jan 2019",J,2019,12,7,10.5555/abc,Article\n',
    "Embase": "TITLE,AUTHOR NAMES,SOURCE TITLE,PUBLICATION YEAR,VOLUME,FIRST PAGE,LAST PAGE,MEDLINE PMID,PUI,DOI\n"
    'T,"Ash K.; Birch L.",J,2019,7,12,19,3,L1,10.5555/abc\n',
    "EBSCO": "Title,Author,Journal Title,ISSN,Publication Date,Volume,First Page,Accession Number,DOI,PLink\n"
    'T,"Ash, Kim; Birch, Lee",J,12345678,20190101,7,12,4711,10.5555/abc,https://x.org\n',
    "Rayyan": "key,title,year,month,day,journal,issn,volume,issue,pages,"
    "authors,url,language,publisher,location,abstract,notes,doi\n"
    'rayyan-1,T,2019,1,1,J,12345678,7,2,12-19,"Ash, Kim and Birch, Lee",,eng,,,,,10.5555/abc\n',
    "Covidence": "Title,Authors,Abstract,Published Year,Published Month,Journal,Volume,Issue,Pages,"
    "Accession Number,DOI,Covidence #\n"
    'T,"Ash, K.; Birch, L.",,2019,1,J,7,2,12-19,,10.5555/abc,#12\n',
    "": "Title;Author;Year;Journal;Volume;Pages;DOI\nT;Ash, Kim and Birch, Lee;2019;J;7;12-19;10.5555/abc\n",
}


@pytest.mark.parametrize("dialect", TABLES)
def test_the_columns_of_every_platform_are_known(tmp_path: Path, dialect: str) -> None:
    (tmp_path / "export.csv").write_text(TABLES[dialect], encoding="utf-8")
    (record,), count = read_search(Search("export.csv", "s"), tmp_path)

    assert count.dialect == dialect
    assert (record.title, record.year, record.venue, record.doi) == ("T", "2019", "J", "10.5555/abc")
    assert [name[:3] in ("Ash", "Kim", "Bir", "Lee") for name in record.authors.split("; ")] == [True, True]
    assert dialect == "PubMed" or (record.volume == "7" and record.pages.startswith("12"))
    assert dialect not in ("PubMed", "OpenAlex", "Dimensions", "Embase") or record.pmid == "3"


def test_an_excel_sheet_is_read_with_its_numbers_and_days_as_a_person_sees_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["made by", "nobody"])
    sheet = book.create_sheet("hits")
    sheet.append(["Title", "Year", "Volume", "Pages", "Publication Date"])
    sheet.append(["Leading across boundaries", 2019, 7.0, "12-19", datetime(2019, 3, 1)])
    sheet.append([None, None, None, None, None])
    sheet.append(["Skills for systems", 2020.0, None, None, None])
    held = io.BytesIO()
    book.save(held)

    first, second = records_of(tmp_path, held.getvalue())

    assert (first.title, first.year, first.volume, first.pages) == ("Leading across boundaries", "2019", "7", "12-19")
    assert (second.title, second.year) == ("Skills for systems", "2020")


def test_a_table_is_read_whatever_parts_its_cells_and_however_long_they_are(tmp_path: Path) -> None:
    rows = 'Title{0}Year{0}Abstract\n"Skills, and; more"{0}2019{0}"Two\nlines | here"\nShort{0}2020\n'
    for sign in (",", ";", "\t", "|"):
        found = records_of(tmp_path, rows.format(sign))
        assert [(one.title, one.year) for one in found] == [("Skills, and; more", "2019"), ("Short", "2020")]


def test_a_table_with_titles_only_keeps_their_commas(tmp_path: Path) -> None:
    assert [one.title for one in records_of(tmp_path, "Title\nSkills, and more\nOther\n")] == [
        "Skills, and more",
        "Other",
    ]


def test_a_table_with_one_field_a_row_gives_one_record_a_title(tmp_path: Path) -> None:
    content = '"TITLE","One"\n"AUTHOR NAMES","Ash K.","Birch L."\n"PUBLICATION YEAR","2019"\n\n"TITLE","Two"\n'

    first, second = records_of(tmp_path, content)

    assert (first.title, first.authors, first.year, second.title) == ("One", "Ash K.; Birch L.", "2019", "Two")


def test_a_quotation_mark_that_is_never_closed_stops_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"line 3: a quotation mark opens in this row and is never closed"):
        records_of(tmp_path, 'Title,Year\nOne,2019\n"Two,2020\nThree,2021\n')


def test_a_quotation_mark_is_a_letter_in_a_table_that_quotes_nothing(tmp_path: Path) -> None:
    content = 'PT\tTI\tPY\nJ\t"Skills for systems\t2019\nJ\tOther\t2020\nJ\t"One" more\t2021\n'

    titles = [one.title for one in records_of(tmp_path, content)]

    assert titles == ['"Skills for systems', "Other", '"One" more']


def test_a_line_that_names_the_separator_is_no_header(tmp_path: Path) -> None:
    assert [one.title for one in records_of(tmp_path, "sep=;\nTitle;Year\nOne;2019\n")] == ["One"]


def test_xml_in_another_encoding_is_read(tmp_path: Path) -> None:
    for encoding in ("utf-16", "iso-8859-1"):
        content = XML.replace("UTF-8", encoding.upper()).replace("Skills", "Fähigkeiten: skills").encode(encoding)
        assert records_of(tmp_path, content)[1].title == "Fähigkeiten: skills for systems"


def test_tags_that_are_set_in_by_a_blank_lose_no_record(tmp_path: Path) -> None:
    one = " TY  - JOUR\n TI  - One\n ER  - \n"

    assert [found.title for found in records_of(tmp_path, one + one.replace("One", "Two"))] == ["One", "Two"]


def test_tags_inside_a_cell_make_no_other_format_of_a_table(tmp_path: Path) -> None:
    content = 'Title,Abstract,Year\nOne,"See\nTY  - JOUR\nPMID- 1",2019\nTwo,,2020\n'

    assert [one.title for one in records_of(tmp_path, content)] == ["One", "Two"]


def test_two_files_that_were_put_together_lose_no_record(tmp_path: Path) -> None:
    one = "TY  - JOUR\nTI  - One\nER  - "

    for between in ("", "\n", "\n\ufeff", "\n\n\n"):
        assert [found.title for found in records_of(tmp_path, one + between + one.replace("One", "Two"))] == [
            "One",
            "Two",
        ]


def test_an_entry_without_a_title_is_a_record(tmp_path: Path) -> None:
    assert len(records_of(tmp_path, "TY  - JOUR\nAU  - Ash, K.\nER  -\n")) == 1
    assert len(records_of(tmp_path, "Title,Year\n,2019\n")) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"<1>\nUnique Identifier\n  3\nTitle\n  A title.\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"PK\x03\x04 damaged",
        b"<html><body>Title</body></html>",
        b"[{}]",
    ],
)
def test_what_cannot_be_read_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError, match="Save it|Export it again"):
        records_of(tmp_path, content)


# --------------------------------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "cp1252", "latin-1", "mac-roman"],
)
def test_every_encoding_gives_the_same_letters(tmp_path: Path, encoding: str) -> None:
    content = (
        ENW.replace("Ash, Kim", "Håkansson, Åsa").replace("Skills", "Qualités très régulières: über").encode(encoding)
    )

    first, second = records_of(tmp_path, content)

    assert (first.authors, second.title) == ("Håkansson, Åsa; Birch, Lee", "Qualités très régulières: über for systems")


def test_letters_of_another_script_are_recognised(tmp_path: Path) -> None:
    title = "Системное лидерство в здравоохранении: обзор исследований и практики управления изменениями"

    assert records_of(tmp_path, f"TY  - JOUR\nTI  - {title}\nER  -\n".encode("cp1251"))[0].title == title


def test_a_few_odd_bytes_make_no_other_script_of_a_western_file(tmp_path: Path) -> None:
    content = b"TY  - JOUR\nTI  - Skills x\xb7\xb2y and G\xe9rard\nER  - \n"

    assert records_of(tmp_path, content)[0].title == "Skills x·²y and Gérard"


def test_a_broken_byte_does_not_break_the_letters_of_the_others(tmp_path: Path) -> None:
    titles = "".join(f"TY  - JOUR\nTI  - Über Qualités {n}\nER  -\n" for n in range(20)).encode()

    found = records_of(tmp_path, titles + b"TY  - JOUR\nTI  - Caf\xe9\nER  -\n")

    assert (found[0].title, found[-1].title) == ("Über Qualités 0", "Café")


# ------------------------------------------------------------------------------------------------------ real exports

SEPARATORS = {
    ".nbib": rb"(?m)^PMID- ",
    ".ciw": rb"(?m)^PT ",
    ".enw": rb"(?m)^%0 ",
    ".bib": rb"(?mi)^@(?!string|comment|preamble)",
    ".xml": rb"</record>",
}
FILLED = {"title": 0.97, "year": 0.9, "authors": 0.9}


def test_every_real_export_is_read_whole(data_folder: Path) -> None:
    for path in sorted((data_folder / "exports").iterdir()):
        records, count = read_search(Search(path.name, "s"), path.parent)

        begun = len(re.findall(SEPARATORS.get(path.suffix, rb"(?m)^(?:\xef\xbb\xbf)?TY  - "), path.read_bytes()))
        assert count.counted == count.read == len(records) == begun, path.name
        if named := re.fullmatch(r"(?:.*_)?(\d+)_to_(\d+)|cs_[A-Za-z]+_(\d+)", path.stem):
            assert begun == (int(named[3]) if named[3] else int(named[2]) - int(named[1]) + 1), path.name
        for field, share in FILLED.items():
            assert sum(bool(getattr(one, field)) for one in records) >= share * len(records), (path.name, field)


def test_libraries_that_read_the_real_exports_read_as_many(data_folder: Path) -> None:
    for path in sorted((data_folder / "exports").iterdir()):
        ours = read_search(Search(path.name, "s"), path.parent)[1].read
        if path.suffix == ".ris":
            assert ours == len(rispy.load(path, encoding="utf-8-sig")), path.name
        elif path.suffix == ".nbib":
            assert ours == len(nbib.read_file(str(path))), path.name
