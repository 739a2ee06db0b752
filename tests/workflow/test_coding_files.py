"""Codings go to other programs and come back: the same codings of the same people, once, and nothing dropped."""

import csv
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree  # type: ignore[import-untyped]

from identification.events import REJECTED, WITHDRAWN, append_events, current_events, read_events
from identification.tables import read_rows
from reporting.set_aside import set_aside_imports
from tests.workflow.a_coded_review import a_coded_review, a_read_review
from workflow.commands import main

ROOT = Path(__file__).resolve().parents[2]
FORMS = (("qdpx", ".qdpx"), ("csv", ".csv"), ("xlsx", ".xlsx"), ("annotations", ".jsonld"))
FIELDS = ("code_id", "page", "start", "end", "attribution", "origin", "perspective", "function", "value")
NOT_TAKEN = {"15"}


def export(review: Path, file: Path, form: str, *more: str) -> int:
    return main(["export", f"REVIEW={review}", "SET=codings", f"FORMAT={form}", f"FILE={file}", *more])


def said(review: Path) -> set[tuple[object, ...]]:
    """What stands of all that people coded and that holds: who, where, what, when and why."""
    events = read_events((review / "review/events/coding").glob("*.jsonl"))[0]
    standing = [one for one in current_events(events) if one.decision != REJECTED and one.event_id not in NOT_TAKEN]
    return {
        (one.who, one.subject_id, one.decision, one.at, plain(one.note), one.content.get("suggested_by", ""))
        + tuple(plain(str(one.content.get(key, ""))) for key in FIELDS)
        for one in standing
    }


def plain(text: str) -> str:
    """The text as XML and CSV carry it."""
    return text.replace("\x01", " ").replace("\x0b", " ").strip().replace("own finding", "")


@pytest.mark.parametrize(("form", "ending"), FORMS)
def test_codings_come_back_whole_from_every_format_and_only_once(
    form: str, ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review, copy = a_coded_review(tmp_path / "coded here"), a_read_review(tmp_path / "copy")
    file = tmp_path / f"codings{ending}"

    assert export(review, file, form) == 0
    assert main(["codings", f"REVIEW={copy}", f"FILE={file}"]) == 0

    assert said(copy) == said(review)
    assert read_rows(copy / "review/imports/coding_codings_not_imported.csv") == []
    for where in (copy, review):
        capsys.readouterr()
        assert main(["codings", f"REVIEW={where}", f"FILE={file}"]) == 0
        assert "Wrote 0 events" in capsys.readouterr().out


@pytest.mark.parametrize(("form", "ending"), FORMS)
def test_the_codings_of_the_worked_example_come_back_from_every_format(
    form: str, ending: str, finished_example: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(finished_example, tmp_path / "copy", ignore=shutil.ignore_patterns(".snakemake")))
    shutil.rmtree(copy / "review/events/coding")
    file = tmp_path / f"codings{ending}"

    assert export(finished_example, file, form) == 0
    assert main(["codings", f"REVIEW={copy}", f"FILE={file}"]) == 0

    assert said(copy) == said(finished_example)


@pytest.mark.parametrize("texts", ["yes", "no"])
def test_the_project_keeps_to_the_official_schema(texts: str, tmp_path: Path) -> None:
    review = a_coded_review(tmp_path / "coded here")
    schema = etree.XMLSchema(etree.parse(ROOT / "workflow/schemas/refi_qda_project.xsd"))

    assert export(review, tmp_path / "all.qdpx", "qdpx", f"TEXTS={texts}") == 0

    with zipfile.ZipFile(tmp_path / "all.qdpx") as archive:
        schema.assertValid(etree.fromstring(archive.read("project.qde")))
        assert sum(name.endswith(".pdf") for name in archive.namelist()) == (2 if texts == "yes" else 0)


def test_a_selection_is_where_its_words_are_in_the_text_that_goes_along(tmp_path: Path) -> None:
    export(a_coded_review(tmp_path / "coded here"), tmp_path / "all.qdpx", "qdpx")

    with zipfile.ZipFile(tmp_path / "all.qdpx") as archive:
        root = etree.fromstring(archive.read("project.qde"))
        places = []
        for source in root.iter("{*}TextSource", "{*}Representation"):
            text = archive.read(source.get("plainTextPath").replace("internal://", "sources/")).decode()
            for one in source.iter("{*}PlainTextSelection"):
                words = text[int(one.get("startPosition")) : int(one.get("endPosition"))]
                places.append((" ".join(words.split())[:60], one.get("name")))

            assert len(text.encode("utf-16-le")) == 2 * len(text), "NVivo counts other positions in it"

    assert len(places) == 14
    assert all(words == name for words, name in places)


def test_a_status_that_is_not_affirmed_is_a_code_beside_since_nvivo_shows_codes_only(tmp_path: Path) -> None:
    export(a_coded_review(tmp_path / "coded here"), tmp_path / "all.qdpx", "qdpx")

    with zipfile.ZipFile(tmp_path / "all.qdpx") as archive:
        root = etree.fromstring(archive.read("project.qde"))
    names = {one.get("guid"): one.get("name") for one in root.iter("{*}Code")}
    selections = [[names[ref.get("targetGUID")] for ref in one.iter("{*}CodeRef")] for one in selections_of(root)]
    assert ["EDI.DISABILITY Disability", "status: absence stated"] in selections
    assert ["SK.EMPATHY Empathy"] in selections


def test_what_was_looked_for_is_a_note_on_the_document_and_codes_nothing(tmp_path: Path) -> None:
    export(a_coded_review(tmp_path / "coded here"), tmp_path / "all.qdpx", "qdpx")

    with zipfile.ZipFile(tmp_path / "all.qdpx") as archive:
        root = etree.fromstring(archive.read("project.qde"))
    (silent,) = (one for one in root.iter("{*}PDFSource") if one.get("name") == "silent.pdf")
    assert "looked for, not found: SK (person 2, reviewer)" in silent.findtext("{*}Description")
    assert silent.find(".//{*}Coding") is None
    assert silent.find("{*}NoteRef") is not None


def selections_of(root: etree._Element) -> list[etree._Element]:
    return list(root.iter("{*}PlainTextSelection"))


def test_the_same_codings_give_the_same_bytes(tmp_path: Path) -> None:
    review = a_coded_review(tmp_path / "coded here")

    for form, ending in FORMS:
        export(review, tmp_path / f"one{ending}", form)
        export(review, tmp_path / f"two{ending}", form)

        assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"two{ending}").read_bytes(), form


def test_a_review_without_codings_is_a_project_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    review = a_read_review(tmp_path / "not coded")
    schema = etree.XMLSchema(etree.parse(ROOT / "workflow/schemas/refi_qda_project.xsd"))

    for form, ending in FORMS:
        assert export(review, tmp_path / f"none{ending}", form) == 0
        assert "Wrote 0 codings" in capsys.readouterr().out

    with zipfile.ZipFile(tmp_path / "none.qdpx") as archive:
        schema.assertValid(etree.fromstring(archive.read("project.qde")))
    assert main(["codings", f"REVIEW={review}", f"FILE={tmp_path / 'none.qdpx'}"]) == 0


def test_what_is_no_extract_stays_here_and_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    review = a_coded_review(tmp_path / "coded here")

    export(review, tmp_path / "all.csv", "csv")

    told = capsys.readouterr().out
    assert "1 coding did not hold" in told
    assert "1 rejected suggestion stayed here" in told
    assert not {"14", "15", "16"} & {row["extract_id"] for row in read_rows(tmp_path / "all.csv")}


def test_the_file_of_a_second_coder_holds_nothing_of_the_first(tmp_path: Path) -> None:
    review = a_coded_review(tmp_path / "coded here")

    for form, ending in FORMS:
        export(review, tmp_path / f"bm{ending}", form, "REVIEWER=bm")

    with zipfile.ZipFile(tmp_path / "bm.qdpx") as archive:
        project = archive.read("project.qde").decode()
    assert "person 1" not in project
    assert "ünïcödé" not in project
    assert project.count("<PlainTextSelection") == 3
    assert len(json.loads((tmp_path / "bm.jsonld").read_text())["first"]["items"]) == 5
    assert {row["coder"] for row in read_rows(tmp_path / "bm.csv")} == {"person 2, reviewer"}


def test_no_cell_of_a_table_is_a_formula(tmp_path: Path) -> None:
    export(a_coded_review(tmp_path / "coded here"), tmp_path / "all.csv", "csv")

    cells = [cell for row in read_rows(tmp_path / "all.csv") for cell in row.values()]

    assert "'=1+1 is what they said." in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def changed_table(file: Path, change: dict[str, dict[str, str]], without: tuple[str, ...] = ()) -> Path:
    """The same table with other cells in the rows of these ids, and without some rows."""
    rows = [{**row, **change.get(row["extract_id"], {})} for row in read_rows(file) if row["extract_id"] not in without]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return file


def take_in(review: Path, file: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    capsys.readouterr()
    assert main(["codings", f"REVIEW={review}", f"FILE={file}", *more]) == 0
    return capsys.readouterr().out


def test_what_was_changed_in_the_tool_replaces_and_what_is_gone_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review = a_coded_review(tmp_path / "coded here")
    file = tmp_path / "all.csv"
    export(review, file, "csv")
    changed_table(file, {"9": {"value": "Cymru"}, "3": {"code_id": "SK.EMPATHY"}}, without=("10",))

    told = take_in(review, file, capsys)

    assert "Wrote 2 events, of which 2 replace an earlier one" in told
    assert "1 earlier coding no longer in the tool, and left to stand" in told
    (gone,) = read_rows(review / "review/imports/coding_all_no_longer_in_tool.csv")
    assert gone["event_id"] == "10"
    codes = {(one[0], str(one[6]), str(one[14])) for one in said(review) if one[0] == "bm"}
    assert {("bm", "STU.COUNTRY", "Cymru"), ("bm", "SK.EMPATHY", "")} < codes
    assert "Wrote 0 events" in take_in(review, file, capsys)


def test_what_is_gone_is_told_although_the_program_forgot_our_ids_and_keeps_no_notes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review, file = a_coded_review(tmp_path / "coded here"), tmp_path / "all.csv"
    export(review, file, "csv")
    forgotten = {row["extract_id"]: {"extract_id": ""} for row in read_rows(file)}

    take_in(review, changed_table(file, forgotten, without=("10", "12", "13")), capsys)

    gone = read_rows(review / "review/imports/coding_all_no_longer_in_tool.csv")
    assert [row["event_id"] for row in gone] == ["10"]


def test_what_was_taken_back_or_changed_here_does_not_come_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review = a_coded_review(tmp_path / "coded here")
    events = read_events((review / "review/events/coding").glob("*.jsonl"))[0]
    file = tmp_path / "all.csv"
    export(review, file, "csv")
    first, second = (next(one for one in events if one.event_id == key) for key in ("9", "10"))
    here = [
        replace(first, event_id="w", decision=WITHDRAWN, replaces="9"),
        replace(second, event_id="c", note="changed here", replaces="10"),
    ]
    append_events(here, review / "review/events/coding/bm.jsonl")
    before = said(review)

    assert "Wrote 0 events" in take_in(review, file, capsys)
    assert said(review) == before

    told = take_in(review, changed_table(file, {"9": {"value": "Cymru"}}), capsys)
    assert "1 coding could not be taken in" in told
    (row,) = read_rows(review / "review/imports/coding_all_not_imported.csv")
    assert row["why"].startswith("changed here and in the other program")


def test_what_two_documents_with_the_same_text_fit_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review = a_read_review(tmp_path / "a review")
    text = (review / "results/extraction/copy one.txt/pages.jsonl").read_text(encoding="utf-8")
    project = f"""<Project xmlns="urn:QDA-XML:project:1.0" name="r"><Users><User guid="u" name="ak"/></Users><CodeBook>
    <Codes><Code guid="c" name="SK.HUMILITY" isCodable="true"/></Codes></CodeBook><Sources><TextSource name="x">
    <PlainTextContent>{json.loads(text)["text"]}</PlainTextContent><PlainTextSelection guid="p" startPosition="0"
    endPosition="25" creatingUser="u"><Coding guid="k"><CodeRef targetGUID="c"/></Coding></PlainTextSelection>
    </TextSource></Sources></Project>"""
    with zipfile.ZipFile(tmp_path / "two.qdpx", "w") as archive:
        archive.writestr("project.qde", project)

    take_in(review, tmp_path / "two.qdpx", capsys)

    (row,) = read_rows(review / "review/imports/coding_two_not_imported.csv")
    assert row["why"] == "2 documents fit (copy one.txt, copy two.txt), and nothing in the file says which"


HARMFUL = {
    "../outside.txt": (b"x", "leads outside"),
    "/etc/absolute": (b"x", "leads outside"),
    "C:\\windows.txt": (b"x", "leads outside"),
    "sources/bomb.txt": (b"0" * 20_000_000, "unpacks to 20,000,000 bytes"),
}


@pytest.mark.parametrize("member", HARMFUL)
def test_an_archive_that_leads_outside_or_bursts_is_refused_in_one_sentence(
    member: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review, (content, why) = a_read_review(tmp_path / "a review"), HARMFUL[member]
    with zipfile.ZipFile(tmp_path / "bad.qdpx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", '<Project xmlns="urn:QDA-XML:project:1.0" name="r"/>')
        archive.writestr(zipfile.ZipInfo(member), content, zipfile.ZIP_DEFLATED)

    assert main(["codings", f"REVIEW={review}", f"FILE={tmp_path / 'bad.qdpx'}"]) == 1

    assert why in capsys.readouterr().err
    assert not (review / "review/imports").exists()


XML = {
    "entities": '<!DOCTYPE p [<!ENTITY a "aaaa">]><Project xmlns="urn:QDA-XML:project:1.0" name="&a;"/>',
    "outside": '<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/passwd">]><Project name="r">&a;</Project>',
    "torn": "<Project",
}


@pytest.mark.parametrize("fault", XML)
def test_a_project_that_is_no_harmless_xml_is_refused(
    fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review = a_read_review(tmp_path / "a review")
    with zipfile.ZipFile(tmp_path / "bad.qdpx", "w") as archive:
        archive.writestr("project.qde", XML[fault])

    assert main(["codings", f"REVIEW={review}", f"FILE={tmp_path / 'bad.qdpx'}"]) == 1

    assert "no XML that can be read, or refers to something outside" in capsys.readouterr().err


def test_a_coder_who_is_nobody_stops_the_import_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review, file = a_read_review(tmp_path / "a review"), tmp_path / "table.csv"
    file.write_text("file,code,quote,coder\nsmith_2020.pdf,STU.COUNTRY,in Wales,Ann Kay\n", encoding="utf-8")

    assert main(["codings", f"REVIEW={review}", f"FILE={file}"]) == 1
    assert "nobody on the team is called 'ann kay' (1). Say who is who: NAMES=" in capsys.readouterr().err
    assert not (review / "review/imports").exists()
    assert "Wrote 1 event" in take_in(review, file, capsys, "NAMES=Ann Kay=ak")


def test_a_mapping_says_what_headings_words_and_names_mean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    review, file, mapping = a_read_review(tmp_path / "a review"), tmp_path / "table.csv", tmp_path / "columns.yaml"
    file.write_text("Akte;Wer;Land;Beleg;Sonst\nsmith_2020.pdf;Ann;Wales;in Wales;etwas\n", encoding="utf-8")
    mapping.write_text(
        "columns: {document: Akte, coder: Wer}\nnames: {Ann: ak}\n"
        "codes: {Land: STU.COUNTRY, Beleg: 'STU.COUNTRY:quote'}\n",
        encoding="utf-8",
    )

    told = take_in(review, file, capsys, f"MAPPING={mapping}")

    assert "Wrote 1 event" in told
    assert "Columns that are no code and were not read: sonst" in told
    (one,) = said(review)
    assert one[:3] == ("ak", "smith_2020.pdf", "affirmed")
    (line,) = (review / "review/imports/manifest.jsonl").read_text(encoding="utf-8").splitlines()
    kept = json.loads(line)
    assert (kept["people"], kept["counts"]["new_events"]) == ({"ann": "ak"}, 1)


def test_a_value_without_a_quote_waits_for_a_person_and_is_named_by_the_next_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review, file = a_read_review(tmp_path / "a review"), tmp_path / "table.csv"
    file.write_text("Study ID,Country,Humility,Humility quote\nSmith 2020,Wales,no,in Wales\n", encoding="utf-8")

    told = take_in(review, file, capsys, "WHO=ak")

    assert "Wrote 0 events" in told
    aside = set_aside_imports(sorted((review / "review/imports").glob("*_not_imported.csv")))
    assert [one.subject for one in aside] == ["row 2: Smith 2020: country", "row 2: Smith 2020: humility"]
    assert aside[0].why.startswith("no quote")
    assert aside[1].why.startswith("'no' may mean that there is nothing")
    assert all("code the passage here" in one.remedy for one in aside)


@pytest.mark.parametrize(
    "text", ["{}", "[1, 2]", '{"References": [3]}', "[" * 100_000, '{"type": "Annotation", "target": 3}']
)
def test_json_that_is_neither_form_is_one_sentence(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review, file = a_read_review(tmp_path / "a review"), tmp_path / "some.json"
    file.write_text(text, encoding="utf-8")

    assert main(["codings", f"REVIEW={review}", f"FILE={file}"]) == 1

    assert "neither a set of W3C annotations nor a JSON report" in capsys.readouterr().err


def test_a_team_says_what_the_words_of_a_table_mean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    review, file = a_read_review(tmp_path / "a review"), tmp_path / "table.csv"
    rows = "smith_2020.pdf,EDI.GENERAL,in Wales,gap\nsmith_2020.pdf,SK.EMPATHY,A second page of text.,affirm\n"
    file.write_text("file,code,quote,status\n" + rows, encoding="utf-8")

    told = take_in(review, file, capsys, "WHO=ak", "WORDS=gap=absence stated")

    assert "Wrote 1 event" in told
    assert {one[2] for one in said(review)} == {"absence stated"}
    (row,) = read_rows(review / "review/imports/coding_table_not_imported.csv")
    assert row["why"].startswith("'affirm' is no status")
