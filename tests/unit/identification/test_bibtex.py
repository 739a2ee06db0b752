"""BibTeX, counted in and counted out: what other people's files hold, and what must not be lost or misread in them."""

import re
from pathlib import Path

import pytest

from identification.errors import InputError
from identification.readers import read_search
from identification.records import Record, Search
from identification.repair import plain

BIBTEX = r"""Scopus
EXPORT DATE: 31 January 2026

@string{kf = {The King's Fund}}
@comment{ @article{left, title = {Taken out by its author}} }

@techreport{SL1,
  title = {Leadership \& Development in the {NHS}},
  author = {Ash, Kim and G{\'e}rard, {\"O}zge and {NHS Confederation and partners}},
  institution = kf,
  year = {},
  note = {50% of them}
}

@Article{SL2, Title = "Skills for systems", year = 2020, Pages = {12--19}, DOI = {10.5555/a\_b}}
"""

# What a reference manager writes: two entries under one key, a field that is given twice, marks of LaTeX.
LIBRARY = r"""
@comment{a reference manager wrote this}
@string{jihs = {Journal of Invented Health Studies}}
@article{key1,
  title = {{NHS} leadership \& caf{\'e} talk},
  author = {Ash, Kim and {Board and Partners of the North} and Birch, Lee},
  year = {},
  journal = jihs,
  pages = {10--19},
  doi = {10.5555/ONE},
  abstract = {Half (50%) of the leaders \alpha{} answered; the other half did not.}
}
@techreport{key1, title = {A second report under one key}, institution = {A Trust}, year = 2015, year = {2016}}
"""


def records_of(folder: Path, content: str) -> list[Record]:
    """The records of one export with this content, whatever its name says."""
    (folder / "export.txt").write_text(content, encoding="utf-8")
    return read_search(Search("export.txt", "s"), folder)[0]


def test_a_bibtex_file_gives_every_record_with_its_fields_as_they_are_printed(tmp_path: Path) -> None:
    first, second = records_of(tmp_path, BIBTEX)

    assert first.title == "Leadership & Development in the NHS"
    assert first.authors == "Ash, Kim; Gérard, Özge; NHS Confederation and partners"
    assert (first.venue, first.year, first.kind) == ("The King's Fund", "", "techreport")
    assert (second.title, second.year, second.pages, second.doi) == (
        "Skills for systems",
        "2020",
        "12-19",
        "10.5555/a_b",
    )


def test_a_citation_key_is_no_accession_number_and_no_part_of_an_id(tmp_path: Path) -> None:
    before = records_of(tmp_path, BIBTEX)
    after = records_of(tmp_path, BIBTEX.replace("SL1", "ash_2020-1").replace("SL2", "SL1"))

    assert [record.record_id for record in before] == [record.record_id for record in after]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (r"Told in \texttt{sixty} trusts", "Told in sixty trusts"),
        (r"Boards \& trusts: 50% of them, and more", "Boards & trusts: 50% of them, and more"),
        ("{{A Title} in {NHS}}", "A Title in NHS"),
    ],
)
def test_what_latex_marks_enclose_is_kept(tmp_path: Path, written: str, printed: str) -> None:
    assert records_of(tmp_path, f"@misc{{a, title = {{{written}}}}}")[0].title == printed


def test_a_link_keeps_its_tilde_and_others_are_nobody(tmp_path: Path) -> None:
    (record,) = records_of(tmp_path, r"@misc{a, title={T}, url={https://x.org/~ash/a\_b}, author={Ash, K. and others}}")

    assert (record.url, record.authors) == ("https://x.org/~ash/a_b", "Ash, K.")


def test_a_database_number_of_a_bibtex_entry_carries_its_id_through_a_changed_title(tmp_path: Path) -> None:
    entry = "@article{ WOS:1,\nTitle = {{A titel}},\nUnique-ID = {{WOS:1}},\n}"
    (before,), (after,) = records_of(tmp_path, entry), records_of(tmp_path, entry.replace("titel", "title"))

    assert (before.title, after.title) == ("A titel", "A title")
    assert before.record_id == after.record_id


@pytest.mark.parametrize(
    "content",
    [
        "@misc{k, title={One}}\n@misc{k, title={Two}}",
        "@misc{, title={One}}\n@misc{, title={Two}}",
        "@misc{a, title={One}}@misc(b, title={Two})",
        "% Encoding: UTF-8\n@misc{a, title={One}}\n% @misc{b, title={Two}}",
        "@misc{a, title={One}, title={Uno}}\r\r@misc{b, title={Two}}\r",
    ],
)
def test_no_habit_of_a_bibtex_file_loses_a_record(tmp_path: Path, content: str) -> None:
    assert [record.title for record in records_of(tmp_path, content)] == ["One", "Two"]


@pytest.mark.parametrize(
    "content",
    [
        "@misc{a, title={One}}\n@misc{b, title={Two\n@misc{c, title={Three}}",
        "@misc{a, title={One}}\n@misc{b, title={Two}\nyear={2020}}",
        "@misc{a, title={One}}\n@misc{Ash, K. 2020, title={Two}}",
    ],
)
def test_an_entry_that_cannot_be_read_stops_with_its_line(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError, match="line 2"):
        records_of(tmp_path, content)


def test_an_at_sign_in_another_export_makes_no_bibtex_file_of_it(tmp_path: Path) -> None:
    (record,) = records_of(tmp_path, 'Title,Abstract\nOne,"Write to\n@team{all}, please"\n')

    assert record.title == "One"


def test_one_library_exported_as_bibtex_and_as_ris_gives_the_same_records(data_folder: Path) -> None:
    read = [read_search(Search(f"zotero_export.{end}", "s"), data_folder / "exports")[0] for end in ("bib", "ris")]
    bibtex, ris = ([(plain(one.title), one.year, one.doi) for one in records] for records in read)

    assert bibtex == ris


def test_bibtex_keeps_every_entry_and_writes_letters_for_its_marks(tmp_path: Path) -> None:
    (tmp_path / "export.txt").write_text(LIBRARY, encoding="utf-8")

    (first, second), count = read_search(Search("export.txt", "s", "2022"), tmp_path)

    assert (count.format, count.counted, count.read) == ("BibTeX", 2, 2)
    assert first.title == "NHS leadership & café talk"
    assert first.authors == "Ash, Kim; Board and Partners of the North; Birch, Lee"
    assert (first.year, first.venue, first.doi) == ("", "Journal of Invented Health Studies", "10.5555/one")
    assert first.abstract == "Half (50%) of the leaders α answered; the other half did not."
    assert (second.title, second.venue, second.year) == ("A second report under one key", "A Trust", "2015")
    assert (first.kind, second.kind) == ("article", "techreport")


def test_a_bibtex_entry_that_cannot_be_read_stops_the_run_with_its_line(tmp_path: Path) -> None:
    broken = LIBRARY.replace("pages = {10--19},", "pages = {10--19,")
    (tmp_path / "export.bib").write_text(broken, encoding="utf-8")

    with pytest.raises(InputError, match=r"export\.bib, line 4.*2 entries begin in this file"):
        read_search(Search("export.bib", "s", "2022"), tmp_path)


def test_every_real_bibtex_export_is_read_whole(data_folder: Path) -> None:
    for path in sorted((data_folder / "exports").glob("*.bib")):
        records, count = read_search(Search(path.name, "s", "2022"), path.parent)

        lines = [line.lower() for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("@")]
        begun = [line for line in lines if not line.startswith(("@string", "@comment", "@preamble"))]
        assert count.counted == len(records) == len(begun)
        titles = re.findall(r"^\s*title\s*=", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert sum(bool(record.title) for record in records) == len(titles)
