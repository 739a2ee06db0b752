"""Does the index page lead to what is built, and to nothing else?"""

from pathlib import Path

from bs4 import BeautifulSoup

from reporting.contents import Cover
from reporting.index_page import COMMISSIONER, list_package, render_index
from reporting.stages import DocumentMade

MADE = DocumentMade("report", 27, 25, ("discussion",), "", 0, None, None)


def built(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x" * 3000, encoding="utf-8")
    return [folder / name for name in names]


def test_each_file_that_is_built_is_linked_and_no_other(tmp_path: Path) -> None:
    files = built(tmp_path, "report.html", "documents/report.pdf", "flow.svg", "names in Ελληνικά.csv")

    page = BeautifulSoup(render_index(Cover("A review"), [], [MADE], files, folder=tmp_path), "html.parser")

    links = [str(one["href"]) for one in page.find_all("a") if not str(one["href"]).startswith("#")]
    assert {path.relative_to(tmp_path).as_posix() for path in files} == set(links)


def test_a_file_stands_below_its_reader_with_what_it_answers_its_size_and_its_pages(tmp_path: Path) -> None:
    files = built(tmp_path, "documents/report.pdf")

    page = BeautifulSoup(render_index(Cover("A review"), [], [MADE], files, folder=tmp_path), "html.parser")

    assert [one.get_text() for one in page.find_all("h2")] == [COMMISSIONER]
    said = " ".join(page.select_one(".files").get_text().split())  # type: ignore[union-attr]
    assert "How was it done, what was found, and how sure is it?" in said
    assert "PDF 3 KB" in said
    assert "27 pages where 25 are meant; not written yet: discussion" in said


def test_an_interim_package_says_so_at_each_file_and_why() -> None:
    page = render_index(Cover("A review", interim=("2 records undecided",)), [], [], [], folder=Path())

    assert "INTERIM" in page
    assert "2 records undecided" in page


def test_files_without_a_place_of_their_own_are_listed_last() -> None:
    found = list_package({"zz.csv": 10, "report.html": 10}, [])

    assert [(one.reader, one.files[0][0]) for one in found] == [
        (COMMISSIONER, "report.html"),
        ("Other files", "zz.csv"),
    ]
