"""The data package of the worked example: nobody is named in it, and whatever is changed in it is named."""

import csv
import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from identification.errors import InputError
from identification.tables import read_rows, read_table
from reporting.crate import METADATA, PROFILES
from reporting.leaving_package import CUT, QUOTED_WORDS
from reporting.package_ground import Ground
from reporting.packing import write_package
from reporting.recounting import NOT_RECOUNTED, not_recounted, recount
from reporting.stages import StageStatus
from workflow.packaged_tables import described_columns, described_tables, table_kinds
from workflow.review import ROOT, Review
from workflow.tables_page import TABLES
from workflow.verify import verified, verify

PEOPLE = ("ak", "bm", "cd", "Anna", "Karsten", "Bilal", "Moore", "Cleo", "Dunmore")


@pytest.fixture(scope="session")
def package(finished_example: Path) -> Path:
    """The package that the run of the worked example wrote."""
    return finished_example / "results/reporting/package"


@pytest.fixture(scope="session")
def closed(finished_example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of the same review where the protocol lets nothing leave."""
    return packed(finished_example, tmp_path_factory.mktemp("closed") / "package", leaves_team={})


@pytest.fixture
def copy(package: Path, tmp_path: Path) -> Path:
    """A copy of the package, to be changed."""
    return Path(shutil.copytree(package, tmp_path / "package"))


def packed(review: Path, target: Path, **config: Any) -> Path:
    """The package of a finished review with other words in its protocol."""
    made = Review.open(review, ROOT / "workflow/schemas")
    write_package(
        {**made.protocol, **config},
        read_table(review / "results/reporting/stages.csv", StageStatus),
        tables=[path for path, _ in TABLES if "{" not in path and "/package/" not in path],
        kept=made.all_inputs,
        pages=made.of_documents("pages.jsonl"),
        exports=made.exports,
        kinds=table_kinds(),
        columns=described_columns(),
        descriptions=described_tables(),
        software={name: Path(path) for name, path in made.software.items()},
        folder=target,
        archive=target.with_suffix(".zip"),
        review=review,
    )
    return target


def texts(package: Path) -> Iterator[tuple[str, str]]:
    """Every file's name and every file's text."""
    for path in sorted(path for path in package.rglob("*") if path.is_file()):
        name = path.relative_to(package).as_posix()
        yield name, name
        yield name, path.read_text(encoding="utf-8", errors="replace")


def named(package: Path, people: tuple[str, ...] = PEOPLE) -> list[tuple[str, str]]:
    """Where a name or an id of the team stands, as a word of its own in any letters."""
    pattern = re.compile(rf"(?<![^\W_])({'|'.join(people)})(?![^\W_])", re.IGNORECASE)
    return [(name, found[0]) for name, text in texts(package) if (found := pattern.search(text))]


# ---------------------------------------------------------------------------------------------------- what may leave


def test_no_reviewer_is_in_the_package_by_id_or_name_or_part_of_a_name(package: Path, closed: Path) -> None:
    assert named(package) == named(closed) == []


def test_no_time_of_day_of_anybodys_work_is_in_the_package(package: Path) -> None:
    times = re.compile(r"20\d\d-\d\d-\d\dT\d|\d\d:\d\d:\d\d|\"seconds\"")

    assert [name for name, text in texts(package) if name.startswith("review/") and times.search(text)] == []


def test_people_are_named_with_their_times_where_the_protocol_lets_them(finished_example: Path, tmp_path: Path) -> None:
    may = {"names": True, "timings": True, "source_texts": True}

    open_one = packed(finished_example, tmp_path / "open", leaves_team=may)

    events = "review/events/coding/ak.jsonl"
    assert (open_one / events).exists()
    assert "T09:00:00" in (open_one / events).read_text(encoding="utf-8")
    assert ("person-1" in (open_one / "people.csv").read_text(encoding="utf-8")) is False
    assert "Anna Karsten" in (open_one / "people.csv").read_text(encoding="utf-8")
    # The run named nobody in the claims; with this protocol it would have.
    assert {(one.file, one.column) for one in verified(open_one)[1]} == {("results/reporting/claims.csv", "name")}


def test_abstracts_and_raw_exports_are_hashes_where_the_protocol_does_not_let_them_leave(
    package: Path, closed: Path
) -> None:
    abstracts = {one["abstract"] for one in read_rows(package / "results/identification/records.csv")} - {""}
    hashed = {one["abstract"] for one in read_rows(closed / "results/identification/records.csv")} - {""}

    assert abstracts
    assert hashed == {f"sha256:{hashlib.sha256(one.encode()).hexdigest()}" for one in abstracts}
    assert (package / "review/searches/pubmed.nbib").exists()
    assert not (closed / "review/searches/pubmed.nbib").exists()
    assert not (closed / "results/identification/raw_fields.jsonl").exists()
    long = [one for one in abstracts if len(one) > 200]
    assert [name for name, text in texts(closed) if any(one[:200] in text for one in long)] == []


def test_only_pages_under_an_open_licence_are_in_the_package(closed: Path) -> None:
    reports = read_rows(closed / "results/extraction/reports.csv")
    licence = {one["document_id"]: one["licence"] for one in reports if one["document_id"]}
    shown = {path.parent.name for path in closed.rglob("pages.jsonl")}

    assert shown
    assert {licence[one] for one in shown} <= {"CC BY 4.0", "Open Government Licence"}
    assert {licence[one] for one in licence.keys() - shown} >= {"CC BY-NC 4.0", "all rights reserved"}
    assert list(closed.rglob("*.pdf")) == [path for path in closed.rglob("*.pdf") if path.is_dir()]


def test_what_nobody_quoted_of_a_closed_text_is_in_no_suggestion(closed: Path) -> None:
    shown = {path.parent.name for path in closed.rglob("pages.jsonl")}
    rows = [one for one in read_rows(closed / "results/extraction/suggestions.csv") if one["document_id"] not in shown]

    assert rows
    assert [one for one in rows if not one["quote"].startswith("sha256:")] == []


def test_a_long_quote_of_a_closed_text_is_cut_in_every_table_and_of_an_open_one_in_none(
    finished_example: Path, tmp_path: Path
) -> None:
    review = Path(shutil.copytree(finished_example, tmp_path / "review"))
    extracts = review / "results/extraction/extracts.csv"
    rows = read_rows(extracts)
    closed_one = next(one for one in rows if one["document_id"] == "whitcombe_2018.pdf" and one["quote"])
    open_one = next(one for one in rows if one["document_id"] == "okonjo_2021.pdf" and one["quote"])
    long = {closed_one["quote"]: "closed " * 50 + "end", open_one["quote"]: "open " * 50 + "end"}
    for path in review.glob("results/*/*.csv"):
        text = path.read_text(encoding="utf-8")
        for old, new in long.items():
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")

    package = packed(review, tmp_path / "package", leaves_team={})

    left = {one["extract_id"]: one["quote"] for one in read_rows(package / "results/extraction/extracts.csv")}
    assert f"{'closed ' * QUOTED_WORDS}{CUT} [40 of 51 words]" in left.values()
    assert "open " * 50 + "end" in left.values()
    assert [name for name, text in texts(package) if "closed " * 41 in text] == []
    assert [one["words"] for one in read_rows(package / "shortened_quotes.csv")] == ["51"]
    said, differences = verified(package)
    assert {one.file for one in differences} <= {EXTRACTS, "results/extraction/anchors.jsonl"}, "pages are not changed"


def test_every_file_of_the_review_is_in_the_package_or_has_its_hash_there(finished_example: Path, closed: Path) -> None:
    listed = read_rows(closed / "files.csv")
    hashes = {one["original_sha256"] or one["sha256"] for one in listed}
    made = Review.open(finished_example, ROOT / "workflow/schemas").all_inputs

    missing = [
        path for path in made if hashlib.sha256((finished_example / path).read_bytes()).hexdigest() not in hashes
    ]

    assert missing == []
    assert [one["path"] for one in listed if one["stays"] == "true" and not one["why"]] == []


# ------------------------------------------------------------------------------------------------------- the crate


def test_the_same_review_gives_the_same_bytes(finished_example: Path, package: Path, tmp_path: Path) -> None:
    again = packed(finished_example, tmp_path / "again")

    assert again.with_suffix(".zip").read_bytes() == package.with_suffix(".zip").read_bytes()
    with zipfile.ZipFile(package.with_suffix(".zip")) as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {name: archive.read(name) for name in archive.namelist()} == {
            path.relative_to(again).as_posix(): path.read_bytes() for path in again.rglob("*") if path.is_file()
        }


def test_the_metadata_are_what_ro_crate_asks_for(package: Path) -> None:
    """Sections 4.1 to 4.4 of RO-Crate 1.1 and the MUST of the Workflow Run Crate 0.5; beside it, roc-validator."""
    crate = json.loads((package / METADATA).read_text(encoding="utf-8"))
    graph = {one["@id"]: one for one in crate["@graph"]}
    files = {unquote(name) for name, one in graph.items() if "File" in one["@type"]}

    assert len(graph) == len(crate["@graph"])
    assert crate["@context"][0] == "https://w3id.org/ro/crate/1.1/context"
    assert {"@id": "https://w3id.org/ro/crate/1.1"} in graph[METADATA]["conformsTo"]
    assert graph[METADATA]["about"] == {"@id": "./"}
    root = graph["./"]
    assert root["@type"] == "Dataset"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", root["datePublished"])
    assert root["license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert {one["@id"] for one in root["conformsTo"]} == set(PROFILES)
    assert {unquote(one["@id"]) for one in root["hasPart"]} == files
    assert [name for name in files if not (package / name).is_file()] == []
    assert [one for one in refs(crate["@graph"]) if one not in graph and not one.startswith("http")] == []
    main = graph[root["mainEntity"]["@id"]]
    assert {"File", "SoftwareSourceCode", "ComputationalWorkflow"} <= set(main["@type"])
    run = graph[root["mentions"]["@id"]]
    assert (run["@type"], run["instrument"]) == ("CreateAction", root["mainEntity"])
    assert "startTime" not in run


def refs(graph: Any) -> Iterator[str]:
    """Every id that an entity names."""
    if isinstance(graph, dict):
        if set(graph) == {"@id"}:
            yield graph["@id"]
        for value in graph.values():
            yield from refs(value)
    elif isinstance(graph, list):
        for value in graph:
            yield from refs(value)


def test_a_package_without_a_licence_says_so_and_the_next_steps_ask_for_one(
    finished_example: Path, tmp_path: Path
) -> None:
    package = packed(finished_example, tmp_path / "package", licence="")
    graph = {one["@id"]: one for one in json.loads((package / METADATA).read_text(encoding="utf-8"))["@graph"]}

    assert graph["./"]["license"] == {"@id": "#no-licence"}
    assert "nothing may be assumed" in graph["#no-licence"]["description"]
    assert "NONE NAMED YET" in (package / "README.md").read_text(encoding="utf-8")


def test_every_table_and_every_column_in_the_package_is_described(package: Path) -> None:
    described: dict[str, set[str]] = {}
    for one in read_rows(package / "columns.csv"):
        described.setdefault(one["path"], set()).add(one["column"])

    tables = [path for path in package.rglob("*.csv") if path != package / "review/searches/scopus.csv"]
    for path in tables:
        with path.open(encoding="utf-8", newline="") as file:
            header = set(next(csv.reader(file)))
        assert header <= described[path.relative_to(package).as_posix()], path


# -------------------------------------------------------------------------------------------------------- verify


def test_the_package_of_a_run_holds_what_it_says_as_a_folder_and_as_a_zip(package: Path, closed: Path) -> None:
    said = verify({"PACKAGE": str(package)})

    assert said == verify({"PACKAGE": str(package.with_suffix(".zip"))})
    assert "44 tables come out the same" in said
    assert "10 tables have no ground in this package" in said
    assert "quotes are those of their places" in said
    assert verified(closed)[1] == []


GROUND = ("results/identification/", "results/screening/", "results/extraction/")


@pytest.mark.parametrize("name", ["package", "closed"])
def test_every_table_is_counted_again_or_says_why_it_cannot_be(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    folder: Path = request.getfixturevalue(name)
    tables = {one["path"] for one in read_rows(folder / "files.csv") if one["path"].startswith("results/")}
    written = {path for path, _ in TABLES if "{" not in path and "/package/" not in path}
    ground = Ground(folder, ROOT / "workflow/schemas")

    counted, left = set(recount(ground, tmp_path)), {one.path for one in not_recounted(ground)}

    assert {one for one in tables if "/" not in one.removeprefix("results/").split("/", 1)[1]} == written
    assert {one for one in written if not one.startswith(GROUND)} == counted | left
    assert counted & left == set()
    assert (left >= {"results/synthesis/funnel.csv"}) == (name == "closed")
    assert [one.path for one in NOT_RECOUNTED if not one.why] == []


def test_pictures_of_pages_are_in_the_package_by_their_hash_only(closed: Path) -> None:
    pictures = "results/reporting/page_images.jsonl"
    row = next(one for one in read_rows(closed / "files.csv") if one["path"] == pictures)

    assert (row["stays"], bool(row["sha256"]), row["why"].startswith("pictures of pages")) == ("true", True, True)
    assert [name for name, text in texts(closed) if "data:image/" in text] == []


def test_nothing_of_a_withheld_text_is_in_the_package_and_its_numbers_come_out_the_same(
    finished_example: Path, tmp_path: Path
) -> None:
    name, may = "okonjo_2021.pdf", {"source_texts": True}
    extracts = read_rows(finished_example / "results/extraction/extracts.csv")
    elsewhere = {one["quote"] for one in extracts if one["document_id"] != name}
    long = {one["quote"] for one in extracts if one["document_id"] == name and len(one["quote"]) > 40} - elsewhere

    package = packed(finished_example, tmp_path / "package", leaves_team=may, trace={"withheld": [name]})

    assert long
    searched = ("results/identification/", "review/searches/")  # abstracts, which this protocol lets leave
    found = [file for file, text in texts(package) if any(one in text for one in long)]
    assert [file for file in found if not file.startswith(searched)] == []
    assert not (package / f"results/extraction/{name}/pages.jsonl").exists()
    assert verified(package)[1] == []


def edit(file: str, old: str, new: str) -> Callable[[Path], None]:
    """A change of one place in a file."""

    def change(package: Path) -> None:
        text = (package / file).read_text(encoding="utf-8")
        assert old in text
        (package / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


QUOTE = "Working with communities as partners came second"
EXTRACTS, GAPS = "results/extraction/extracts.csv", "results/synthesis/gaps.csv"
HEADLINES, FLOW = "results/synthesis/headlines.csv", "results/reporting/flow.csv"
SKILLS, EVENTS = "results/synthesis/skills.csv", "review/events/title_abstract/person-1.jsonl"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            edit(EXTRACTS, QUOTE, QUOTE.replace("came", "game")),
            rf"{EXTRACTS}, row event-\d+, quote: expected '{QUOTE}'",
        ),
        (
            edit(FLOW, "for eligibility,8,", "for eligibility,9,"),
            f"{FLOW}, row databases.assessed, count: expected '8'",
        ),
        (
            edit(SKILLS, "SK,1,5,", "SK,2,5,"),
            f"{SKILLS}, row SK.CONFLICT_NEGOTIATION, present: expected '1', found '2'",
        ),
        (edit(HEADLINES, "studies", "studios"), f"{HEADLINES}, row 1, sentence: expected '.*studies.*found '.*studios"),
        (edit(EVENTS, '"exclude"', '"include"'), f"{EVENTS}, line 1, event event-0"),
        (
            edit("results/reporting/claims.csv", "independent studies", "studies"),
            "results/reporting/claims.csv, row .*, sentence: expected ",
        ),
        (
            edit("review/findings.yaml", "reason: insufficient", "reason: biased"),
            "results/synthesis/research.csv, row G01, reason: expected 'biased', found 'insufficient",
        ),
        (
            edit("results/synthesis/sensitivity.csv", "false", "true"),
            "results/synthesis/sensitivity.csv, row .*, changed: expected 'false', found 'true'",
        ),
        (edit("config/codebook.yaml", "What the", "That the"), "config/codebook.yaml, row of files.csv, sha256"),
        (edit(METADATA, '"Dataset"', '"Data set"'), f"{METADATA}, row of files.csv, sha256"),
    ],
)
def test_a_change_of_one_place_is_named(copy: Path, change: Callable[[Path], None], told: str) -> None:
    change(copy)

    with pytest.raises(InputError, match=told) as fault:
        verify({"PACKAGE": str(copy)})

    assert "from what it says" in str(fault.value)


def test_a_count_of_a_gap_that_the_extracts_do_not_give_is_named_with_what_they_give(copy: Path) -> None:
    was = read_rows(copy / GAPS)[0]
    start = f'{was["order"]},{was["cell_id"]},{was["gap_id"]},"{was["label"]}",{was["code_id"]},{was["perspective"]},'
    more = int(was["included"]) + 1
    edit(GAPS, f"{start}{was['included']},", f"{start}{more},")(copy)

    differences = [str(one) for one in verified(copy)[1]]

    assert f"{GAPS}, row {was['order']}, included: expected '{was['included']}', found '{more}'." in differences


def test_a_wrong_hash_is_named_with_the_file_that_it_is_of(copy: Path) -> None:
    row = next(one for one in read_rows(copy / "files.csv") if one["path"] == GAPS)
    wrong = ("0" if row["sha256"][0] != "0" else "1") + row["sha256"][1:]
    edit("files.csv", row["sha256"], wrong)(copy)

    differences = [str(one) for one in verified(copy)[1]]

    assert f"{GAPS}, row of files.csv, sha256: expected '{wrong}', found '{row['sha256']}'." in differences


def test_a_change_that_was_given_its_own_new_hash_is_still_named_by_the_recount(copy: Path) -> None:
    edit(HEADLINES, "studies", "studios")(copy)
    for path, places in ((HEADLINES, ("files.csv", METADATA)), (METADATA, ("files.csv",))):
        old = next(one["sha256"] for one in read_rows(copy / "files.csv") if one["path"] == path)
        for place in places:
            edit(place, old, hashlib.sha256((copy / path).read_bytes()).hexdigest())(copy)

    assert {one.file for one in verified(copy)[1]} == {HEADLINES}


def test_a_file_too_few_or_too_many_is_named(copy: Path) -> None:
    (copy / "results/synthesis/themes.csv").unlink()
    (copy / "results/synthesis/more.csv").write_text("a\n", encoding="utf-8")

    differences = [str(one) for one in verified(copy)[1]]

    assert "results/synthesis/themes.csv: this file is missing." in differences
    assert "results/synthesis/more.csv: files.csv does not name this file." in differences


def test_what_is_no_package_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no files.csv"):
        verify({"PACKAGE": str(tmp_path)})
    with pytest.raises(InputError, match="no folder and no zip"):
        verify({"PACKAGE": str(tmp_path / "nothing.zip")})
