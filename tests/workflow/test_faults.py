"""What a run says of what people got wrong: one sentence and no traceback, nothing lost, and the rest goes on."""

import csv
import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from identification.tables import read_table
from synthesis.statements import GapCell
from tests.unit.extraction import making_pdfs
from tests.workflow.running import Run, copy_of, peoples_files, report_lines, run_review

ABSENT_REPORT = "R9c6f1d158a81"
COPIED = "review/events/coding/ak"
# "config/config.yaml, line 3: 'titel' is not a key. Did you mean 'title'?"
SENTENCE = re.compile(r"\S+\.(yaml|csv|ris|nbib)(, line \d+)?: .+[.?]$")


def replace_once(file: Path, old: str, new: str) -> int:
    """The line on which something was replaced in a file that holds it once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


# ------------------------------------------------------------------------------------------- what stops a run


@pytest.fixture
def review(finished_example: Path, tmp_path: Path) -> Path:
    """A review of which every result is up to date."""
    return copy_of(finished_example, tmp_path)


def sentence_that_stops(review: Path) -> str:
    """The one line with which a run stops, after which all that people wrote is as it was."""
    before = peoples_files(review)

    run = run_review(review)

    assert run.code != 0, run.said
    assert "Traceback" not in run.said
    assert peoples_files(review) == before
    told = [line for line in run.said.splitlines() if SENTENCE.match(line)]
    assert len(told) == 1, run.said
    return told[0]


def test_an_unknown_key_is_named_with_its_line_and_the_key_that_was_meant(review: Path) -> None:
    line = replace_once(review / "config/config.yaml", "\nskills_core_share:", "\nskils_core_share:") + 1

    sentence = sentence_that_stops(review)

    assert sentence == (
        f"config/config.yaml, line {line}: 'skils_core_share' is not a key of this file. "
        "Did you mean 'skills_core_share'?"
    )


def test_a_value_that_is_not_on_the_list_is_named_with_its_line_and_the_list(review: Path) -> None:
    line = replace_once(
        review / "config/config.yaml", "  title_abstract: {policy: dual}", "  title_abstract: {policy: duel}"
    )

    sentence = sentence_that_stops(review)

    assert sentence.startswith(
        f"config/config.yaml, line {line}: 'screening, title_abstract, policy' is 'duel', not one"
    )
    assert sentence.endswith("Did you mean 'dual'?")


def test_a_gap_of_a_code_that_is_not_in_the_codebook_is_named_with_its_line(review: Path) -> None:
    line = replace_once(review / "config/config.yaml", "- EDI.RACE\n", "- EDI.RAZE\n")

    sentence = sentence_that_stops(review)

    assert sentence.startswith(f"config/config.yaml, line {line}: ")
    assert "the gap 'edi' names the code 'EDI.RAZE', which is not in codebook.yaml." in sentence
    assert sentence.endswith("Correct or add it below that family.")


def test_a_map_of_what_is_not_in_the_codebook_is_named_with_its_line(review: Path) -> None:
    config = review / "config/config.yaml"
    line = replace_once(config, "\nseed: 2022", "\nevidence_map: {rows: SKILL, columns: STU.DESIGN}\nseed: 2022") + 1

    sentence = sentence_that_stops(review)

    assert sentence.startswith(f"config/config.yaml, line {line}: 'SKILL' cannot be the rows of evidence_map")
    assert "Use one of gaps, DEF, SK," in sentence


def test_an_instrument_that_is_no_file_is_named_with_its_line(review: Path) -> None:
    line = replace_once(review / "config/config.yaml", "instruments: [mmat_2018]", "instruments: [mmat_2008]")

    sentence = sentence_that_stops(review)

    assert sentence == (
        f"config/config.yaml, line {line}: the instrument 'mmat_2008' is not in config/instruments. "
        "Did you mean 'mmat_2018'?"
    )


def test_a_cue_that_is_no_regular_expression_is_named_with_its_code_and_line(review: Path) -> None:
    codebook = review / "config/codebook.yaml"
    lines = codebook.read_text(encoding="utf-8").split("\n")
    line = next(number for number, text in enumerate(lines, start=1) if text.strip() == "cues:") + 1
    lines[line - 1] = "          - '(never closed'"
    codebook.write_text("\n".join(lines), encoding="utf-8")

    sentence = sentence_that_stops(review)

    assert sentence.startswith(f"config/codebook.yaml, line {line}: '(never closed' of DEF.EXPLICIT is not a regular")
    assert "put a backslash before" in sentence


def test_an_export_that_is_logged_and_not_there_is_named_with_the_line_of_the_log(review: Path) -> None:
    line = replace_once(review / "review/searches/searches.csv", "hmic.ris,hmic", "hmik.ris,hmic")

    sentence = sentence_that_stops(review)

    assert sentence == (
        f"review/searches/searches.csv, line {line}: the export 'hmik.ris' is not in review/searches. "
        "Put it there, or correct the row."
    )


def test_an_export_of_a_source_that_the_protocol_does_not_name_is_told_the_sources(review: Path) -> None:
    line = replace_once(review / "review/searches/searches.csv", "hmic.ris,hmic", "hmic.ris,hmik")

    sentence = sentence_that_stops(review)

    assert sentence == (
        f"review/searches/searches.csv, line {line}: the source 'hmik' is not in config.yaml. "
        "Use one of pubmed, hmic, scopus, commons, references."
    )


def test_a_known_paper_without_title_and_doi_is_told_its_line(review: Path) -> None:
    with (review / "review/searches/known_papers.csv").open("a", encoding="utf-8") as file:
        file.write(',"Nobody, N.",2020,,,,an expert,,,,\n')

    sentence = sentence_that_stops(review)

    assert sentence.startswith("review/searches/known_papers.csv, line 7: this known paper has neither title nor DOI.")


def test_an_export_of_unknown_format_is_told_the_formats_that_are_read(review: Path) -> None:
    (review / "review/searches/hmic.ris").write_text("<records><record/></records>\n", encoding="utf-8")

    sentence = sentence_that_stops(review)

    assert "hmic.ris" in sentence
    assert "this is not an export that can be read (RIS, NBIB, BibTeX," in sentence
    assert sentence.endswith("Export it again in one of these formats.")


def test_a_ris_file_cut_in_the_middle_is_told_the_record_and_line_where_it_broke_off(review: Path) -> None:
    export = review / "review/searches/hmic.ris"
    text = export.read_text(encoding="utf-8")
    begins = [match.start() for match in re.finditer(r"^TY  -", text, re.MULTILINE)]
    export.write_text(text[: begins[10] + 60], encoding="utf-8")

    sentence = sentence_that_stops(review)

    line = text[: begins[10]].count("\n") + 1
    assert f"hmic.ris, line {line}: record 11 has no end (ER), so the file was cut off." in sentence
    assert sentence.endswith("Download the export again.")


def test_fewer_records_than_the_log_declares_are_told_both_numbers(review: Path) -> None:
    replace_once(review / "review/searches/searches.csv", "2009 to 2025,20,", "2009 to 2025,21,")

    sentence = sentence_that_stops(review)

    assert "hmic.ris" in sentence
    assert "20 records were read but searches.csv declares 21 hits." in sentence
    assert sentence.endswith("Export the rest, or correct the hits in searches.csv.")


def test_a_full_text_with_a_brace_in_its_name_which_the_workflow_cannot_take_is_named(review: Path) -> None:
    name = "draft {final}.txt"
    (review / "review/fulltexts" / name).write_text("A later text on systems leadership.", encoding="utf-8")

    run = run_review(review)

    assert run.code != 0
    assert "WildcardError" not in run.said
    assert [line for line in run.said.splitlines() if name in line and line.endswith(".")], run.said


# ------------------------------------------------------------------------------- what is set aside while a run goes on


@pytest.fixture(scope="module")
def faulty(finished_example: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """A review with every fault that stops nothing, and its run; each fault has a test of its own below."""
    review = copy_of(finished_example, tmp_path_factory.mktemp("faulty"))
    for fault in (_bad_events, _bad_codings, _bad_documents, _missing_full_text, _bad_theme, _bad_judgements):
        fault(review)
    shutil.copyfile(review / f"{COPIED}.jsonl", review / f"{COPIED} (Ann's conflicted copy 2026-04-01).jsonl")
    before = peoples_files(review)
    run = run_review(review)
    assert peoples_files(review) == before
    return review, run


def _event(kind: str, name: str, **fields: object) -> str:
    return json.dumps({"event_id": name, "at": "2026-04-01T09:00:00+00:00", "who": "bm", "kind": kind} | fields)


def _write_events(review: Path, kind: str, *lines: str) -> None:
    file = review / "review/events" / kind / "bm-later.jsonl"
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _bad_events(review: Path) -> None:
    whole = _event("title_abstract", "bm-good", subject_id="R39c90fd4d263", decision="maybe")
    wrong = _event("title_abstract", "bm-typo", subject_id="R39c90fd4d263", decision="inlcude")
    _write_events(review, "title_abstract", whole[: len(whole) // 2], wrong, whole)
    lost = _event("title_abstract", "bm-astray", subject_id="R39c90fd4d263", decision="exclude", reason="E1")
    _write_events(review, "full_text", lost)
    bare = {"content": {"field": "abstract", "value": "Found somewhere."}}
    flag = _event("edits", "bm-flag", subject_id="R39c90fd4d263", decision="flag", note="two authors are missing")
    _write_events(
        review, "edits", _event("edits", "bm-edit", subject_id="R39c90fd4d263", decision="amend", **bare), flag
    )


def _bad_codings(review: Path) -> None:
    place = {"page": 1, "start": 0, "end": 30}
    invented = {"code_id": "SK.RESILIENCE", "quote": "These words stand nowhere in this document."} | place
    unknown = {"code_id": "SK.RESILENCE", "quote": "The region has an ageing population"} | place
    _write_events(
        review,
        "coding",
        _event("coding", "bm-invented", subject_id="castellan_2020.txt", decision="affirmed", content=invented),
        _event("coding", "bm-unknown", subject_id="castellan_2020.txt", decision="affirmed", content=unknown),
    )


def _bad_documents(review: Path) -> None:
    folder = review / "review/fulltexts"
    making_pdfs.with_password(folder / "locked.pdf")
    making_pdfs.image_only(folder / "scanned.pdf")
    making_pdfs.cut_in_the_middle(folder / "broken_off.pdf")
    (folder / "log_in_page.pdf").write_text("<!DOCTYPE html><html><body><p>Please log in.</p></body></html>")


def _missing_full_text(review: Path) -> None:
    replace_once(
        review / "review/fulltexts/retrieval.csv", f"{ABSENT_REPORT},not obtained", f"{ABSENT_REPORT},obtained"
    )


def _bad_theme(review: Path) -> None:
    themes = review / "review/themes.yaml"
    replace_once(themes, "ak-co-castellan_2020-incentives", "ak-co-castellan_2020-incentivs")


def _bad_judgements(review: Path) -> None:
    cells = "edi:EDI.RACE:workforce, edi:EDI.RACE:community"
    replace_once(review / "review/findings.yaml", f"[{cells}]", f"[{cells}, edi:EDI.RASE]")
    with (review / "review/reach.csv").open("a", encoding="utf-8") as file:
        file.write("edi:EDI.AGE,pubmet,reached,,ak,2026-04-01\n")


def set_aside_rows(faulty: tuple[Path, Run]) -> list[dict[str, str]]:
    """Everything that was set aside."""
    with (faulty[0] / "results/reporting/set_aside.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def set_aside(faulty: tuple[Path, Run], *words: str) -> str:
    """The one row of set_aside.csv that names all these words, once the HTML report shows it too."""
    rows = [row for row in set_aside_rows(faulty) if all(word in " | ".join(row.values()) for word in words)]
    assert len(rows) == 1, f"{len(rows)} rows on {words}"
    assert rows[0]["remedy"], "nobody is told what to do about it"
    lines = report_lines(faulty[0])
    for cell in rows[0].values():
        assert " ".join(cell.split()) in lines, f"the report does not show: {cell}"
    return " | ".join(rows[0].values())


def test_a_run_over_set_aside_faults_ends_well_and_says_so(faulty: tuple[Path, Run]) -> None:
    _, run = faulty

    assert run.code == 0, run.said
    assert "Traceback" not in run.said
    assert "# Next steps" in run.said


def test_a_review_with_faults_is_interim_and_its_next_steps_lead_to_them(faulty: tuple[Path, Run]) -> None:
    review, run = faulty
    report = report_lines(review)
    flow = (review / "results/reporting/flow.svg").read_text(encoding="utf-8")

    assert "Interim: the numbers will change." in report
    counted = re.compile(
        r"^(\d+) (?:things? that people wrote for .* could not be used"
        r"|files? in review/fulltexts that no report is read from.*)$"
    )
    counts = [int(found[1]) for found in map(counted.match, dict.fromkeys(report)) if found]
    assert sum(counts) == len(set_aside_rows(faulty))
    assert "INTERIM" in flow.upper()
    assert re.search(r"(?m)^\d+\. \d+ things? that people wrote .*: see results/reporting/set_aside.csv$", run.said)


def test_every_command_among_the_next_steps_is_one_that_the_launcher_has(faulty: tuple[Path, Run], root: Path) -> None:
    told = subprocess.run([sys.executable, str(root / "launch.py")], capture_output=True, text=True, check=True)
    commands = set(re.findall(r"(?m)^  (\w+) ", told.stdout))

    named = set(re.findall(r"`make (\w+)", faulty[1].said))

    assert named
    assert named <= commands


def test_a_torn_line_costs_itself_and_no_other(faulty: tuple[Path, Run]) -> None:
    with (faulty[0] / "results/screening/title_abstract.csv").open(encoding="utf-8", newline="") as file:
        decided = next(row for row in csv.DictReader(file) if row["group_id"] == "R39c90fd4d263")

    assert "the line is torn or is not JSON" in set_aside(faulty, "title_abstract/bm-later.jsonl", "line 1")
    assert "bm" in json.loads(decided["maybe"]), "the whole line below the torn one was lost with it"


def test_an_event_with_a_bad_value_is_named_with_file_line_and_the_words_it_may_have(
    faulty: tuple[Path, Run],
) -> None:
    row = set_aside(faulty, "title_abstract/bm-later.jsonl", "line 2")

    assert "decision 'inlcude' is not one of include, exclude, maybe" in row


def test_an_event_in_the_folder_of_another_kind_is_told_its_own_folder(faulty: tuple[Path, Run]) -> None:
    row = set_aside(faulty, "full_text/bm-later.jsonl")

    assert "this is an event of kind 'title_abstract'" in row
    assert re.search("[Mm]ove it to review/events/title_abstract", row)


def test_an_abstract_that_comes_from_nowhere_is_set_aside_and_a_flag_is_a_next_step(faulty: tuple[Path, Run]) -> None:
    assert "needs 'origin' in its content" in set_aside(faulty, "edits/bm-later.jsonl", "line 1")
    assert re.search(r"(?m)^\d+\. 1 record is flagged for the librarian: see .*flagged.csv", faulty[1].said)


def test_a_copy_that_a_synced_folder_left_is_told_of_and_keeps_no_stage_open(faulty: tuple[Path, Run]) -> None:
    review, run = faulty

    told = [line for line in run.said.splitlines() if f"{COPIED} (Ann's conflicted copy 2026-04-01).jsonl" in line]
    assert len(told) == 1
    assert f"is a copy of {COPIED}.jsonl" in told[0]
    assert "nothing counts twice and nothing is lost" in told[0]
    for table in ("set_aside", "steps"):
        assert "conflicted copy" not in (review / f"results/reporting/{table}.csv").read_text(encoding="utf-8")


def test_a_quote_that_is_not_in_the_document_is_shown_and_becomes_no_extract(faulty: tuple[Path, Run]) -> None:
    row = set_aside(faulty, "bm-invented", "castellan_2020.txt")

    assert "'These words stand nowhere in this document.' is not found" in row
    assert "bm-invented" not in (faulty[0] / "results/extraction/extracts.csv").read_text(encoding="utf-8")


def test_a_coding_with_an_unknown_code_is_told_the_code_that_was_meant(faulty: tuple[Path, Run]) -> None:
    row = set_aside(faulty, "bm-unknown", "castellan_2020.txt")

    assert "'SK.RESILENCE' is not in the codebook" in row
    assert "Did you mean 'SK.RESILIENCE'?" in row


def test_a_full_text_that_is_said_to_be_there_and_is_not_is_named(faulty: tuple[Path, Run]) -> None:
    row = set_aside(faulty, ABSENT_REPORT, "review/fulltexts/retrieval.csv")

    assert "missing full text: retrieval.csv says obtained" in row


def test_a_theme_that_names_an_unknown_extract_is_named_with_it(faulty: tuple[Path, Run]) -> None:
    row = set_aside(faulty, "theme T2", "themes.yaml")

    assert "'ak-co-castellan_2020-incentivs' does not stand" in row


def test_a_judgement_on_a_cell_that_is_none_is_named_with_its_line(faulty: tuple[Path, Run]) -> None:
    row = set_aside(faulty, "edi:EDI.RASE", "review/findings.yaml")

    assert row.startswith("line 12 | ")


def test_the_reach_of_a_source_that_is_none_is_named_with_its_line(faulty: tuple[Path, Run]) -> None:
    row = set_aside(faulty, "pubmet", "review/reach.csv")

    assert row.startswith("line 8 | ")


def document(faulty: tuple[Path, Run], name: str) -> dict[str, str]:
    """The row of documents.csv on one file, once the HTML report shows its status and what to do."""
    with (faulty[0] / "results/extraction/documents.csv").open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["document_id"] == name)
    lines = report_lines(faulty[0])
    for key in ("document_id", "status", "advice"):
        assert row[key] in lines, f"the report does not show: {row[key]}"
    assert row["advice"], "nobody is told what to do about it"
    return row


def test_a_pdf_with_a_password_is_named_with_what_to_do(faulty: tuple[Path, Run]) -> None:
    row = document(faulty, "locked.pdf")

    assert row["status"] == "encrypted"
    assert "without a password" in row["advice"]


def test_a_pdf_without_a_text_layer_is_named_with_what_to_do(faulty: tuple[Path, Run]) -> None:
    row = document(faulty, "scanned.pdf")

    assert row["status"] == "no text layer"
    assert "text recognition" in row["advice"]


def test_a_pdf_that_broke_off_is_named_with_what_to_do(faulty: tuple[Path, Run]) -> None:
    row = document(faulty, "broken_off.pdf")

    assert row["status"] == "corrupt"
    assert "Download it again" in row["advice"]


def test_a_log_in_page_saved_as_a_pdf_is_named_with_what_to_do(faulty: tuple[Path, Run]) -> None:
    row = document(faulty, "log_in_page.pdf")

    assert row["status"] == "not what its name says"
    assert "log-in page" in row["advice"]


def test_what_could_be_used_counts_as_if_the_faults_were_not_there(
    faulty: tuple[Path, Run], finished_example: Path
) -> None:
    for file in ("results/extraction/extracts.csv", "results/identification/unique.csv"):
        assert (faulty[0] / file).read_bytes() == (finished_example / file).read_bytes()
    # What nobody could get is one of the faults, and gap sentences tell of it; what they count is as it was.
    counted, expected = (
        [replace(one, sentence="", says_coverage="", says_funnel="", unseen=0) for one in read_table(file, GapCell)]
        for file in (folder / "results/synthesis/gaps.csv" for folder in (faulty[0], finished_example))
    )
    assert counted == expected


@pytest.mark.long
def test_an_event_whose_time_is_no_time_is_set_aside_and_the_tables_are_written(review: Path) -> None:
    when = _event("appraisal", "bm-when", subject_id="okonjo_2021.pdf", decision="yes", at="yesterday")
    _write_events(review, "appraisal", when)

    run = run_review(review, "results/reporting/evidence_tables.xlsx")

    assert run.code == 0, run.said
    assert "yesterday" in (review / "results/reporting/set_aside.csv").read_text(encoding="utf-8")
