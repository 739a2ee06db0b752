"""What people do on purpose: each command writes what it says, refuses with one sentence, and loses nothing."""

import json
import subprocess
from pathlib import Path

import pytest
from jupyter_server.services.config.manager import ConfigManager

from identification.events import Event, append_event
from identification.records import Search
from identification.tables import read_table, write_table
from identification.vocabulary import EventKind, Stage, StageState
from reporting.stages import SignOff, StageStatus
from workflow.commands import main
from workflow.opening import surroundings


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A review that was just started, in a folder with a space in its name."""
    folder = tmp_path / "my review"
    assert main(["new", f"REVIEW={folder}"]) == 0
    config = folder / "config/config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("TEMPLATE:", "Ours:"), encoding="utf-8")
    return folder


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 1
    sentence = capsys.readouterr().err
    assert sentence.count("\n") == 1
    return sentence


def test_a_new_review_has_a_protocol_and_tables_with_headers_only(review: Path) -> None:
    assert (review / "config/config.yaml").exists()
    assert read_table(review / "review/searches/searches.csv", Search) == []
    assert "/review/fulltexts/*" in (review / ".gitignore").read_text()


def test_a_new_review_overwrites_nothing(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (review / "config/config.yaml").write_text("title: mine")

    assert "is there already. Nothing was changed" in refused(capsys, "new", f"REVIEW={review}")
    assert (review / "config/config.yaml").read_text() == "title: mine"


def test_an_export_is_copied_byte_for_byte_and_logged(review: Path, tmp_path: Path) -> None:
    (tmp_path / "hits.ris").write_bytes(b"TY  - JOUR\r\nER  - \r\n")

    main(["import", f"REVIEW={review}", f"FILE={tmp_path / 'hits.ris'}", "SOURCE=pubmed", "DATE=2026-01-31", "HITS=1"])

    assert (review / "review/searches/hits.ris").read_bytes() == b"TY  - JOUR\r\nER  - \r\n"
    assert read_table(review / "review/searches/searches.csv", Search) == [
        Search("hits.ris", "pubmed", "2026-01-31", hits=1)
    ]


def test_an_export_is_not_logged_twice_nor_under_an_unknown_source(
    review: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hits.ris").write_bytes(b"TY  - JOUR\nER  - \n")
    undated = ["import", f"REVIEW={review}", f"FILE={tmp_path / 'hits.ris'}"]
    words = [*undated, "DATE=2026-01-31"]
    main([*words, "SOURCE=pubmed"])

    assert "is there already" in refused(capsys, *words, "SOURCE=pubmed")
    assert "'scopus' is not a source in config.yaml" in refused(capsys, *words, "SOURCE=scopus")
    assert len(read_table(review / "review/searches/searches.csv", Search)) == 1


def test_a_search_is_logged_with_its_day_and_a_decision_by_whom_it_may_be_made(
    review: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hits.ris").write_bytes(b"TY  - JOUR\nER  - \n")
    export = ["import", f"REVIEW={review}", f"FILE={tmp_path / 'hits.ris'}", "SOURCE=pubmed"]
    decision = ["event", f"REVIEW={review}", "SUBJECT=R1", "DECISION=exclude"]

    assert "DATE is missing" in refused(capsys, *export)
    assert "DATE is '31/03/2022'" in refused(capsys, *export, "DATE=31/03/2022")
    assert "WHO is 'zz'" in refused(capsys, *decision, "KIND=full_text", "WHO=zz")
    assert "needs its reason" in refused(capsys, *decision, "KIND=full_text", "WHO=aa")
    assert "KIND is 'coding'" in refused(capsys, *decision, "KIND=coding", "WHO=aa")
    assert "not the role adjudicator" in refused(capsys, *decision, "KIND=adjudication", "STAGE=full_text", "WHO=aa")
    assert not list((review / "review/events").glob("*/*.jsonl"))


def test_a_change_after_the_freeze_is_explained_once(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (review / "config/codebook.yaml").write_text("version: '1.0'\n")
    main(["freeze", f"REVIEW={review}", "WHO=aa"])
    config = review / "config/config.yaml"
    config.write_text(config.read_text().replace("seed: 2022", "seed: 2023"))
    words = ["amend", f"REVIEW={review}", "KEY=config.seed", "REASON=a = b", "WHO=aa"]

    assert main(words) == 0
    assert "no change of 'config.seed' waits for a reason" in refused(capsys, *words)

    line = json.loads((review / "review/protocol/amendments.jsonl").read_text())
    assert (line["old"], line["new"], line["reason"]) == ("2022", "2023", "a = b")


def test_a_protocol_that_could_not_be_run_is_not_frozen(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (review / "config/config.yaml").write_text("titel: x\n")

    assert "Did you mean 'title'?" in refused(capsys, "freeze", f"REVIEW={review}", "WHO=aa")
    assert not list((review / "review/protocol").glob("*/protocol.json"))


def test_a_stage_is_signed_in_the_state_of_the_last_run(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    statuses = [
        StageStatus(Stage.IDENTIFICATION, StageState.READY, (), "h1", "", ""),
        StageStatus(Stage.TITLE_ABSTRACT, StageState.OPEN, ("2 records undecided",), "h2", "", ""),
    ]
    words = ["signoff", f"REVIEW={review}", "WHO=aa"]
    assert "Run the review first" in refused(capsys, *words, "STAGE=identification")
    write_table(statuses, StageStatus, review / "results/reporting/stages.csv")

    main([*words, "STAGE=identification"])

    assert "still open: 2 records undecided" in refused(capsys, *words, "STAGE=title_abstract")
    assert [(row.stage, row.state_hash) for row in read_table(review / "review/signoff.csv", SignOff)] == [
        (Stage.IDENTIFICATION, "h1")
    ]


def test_a_missing_word_is_asked_for(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "freeze", f"REVIEW={review}") == "WHO is missing. Give WHO=..., your id in config.yaml.\n"


def test_a_folder_without_a_review_is_said_to_be_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "holds no review. Start one with: make new" in refused(capsys, "freeze", f"REVIEW={tmp_path}", "WHO=aa")


def test_only_a_named_reviewer_opens_the_screening_notebook(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "'zz' is not a reviewer in config.yaml. Known: aa, bb, cc." in refused(
        capsys, "screen", f"REVIEW={review}", "REVIEWER=zz"
    )
    assert "APP is 'ja', which is not known" in refused(capsys, "screen", f"REVIEW={review}", "REVIEWER=aa", "APP=ja")


def test_a_notebook_that_cannot_be_put_into_results_is_a_sentence(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (review / "results").write_text("a file stands where the folder should be")

    said = refused(capsys, "dashboard", f"REVIEW={review}")

    assert "cannot be put into" in said
    assert "or give APP=yes" in said


def test_on_a_hub_nobody_opens_a_notebook_under_another_name(
    root: Path, review: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTERHUB_USER", "zz")
    notebooks = sorted((root / "workflow/notebooks").glob("*.ipynb"))

    assert "'zz' is not a reviewer" in refused(capsys, "screen", f"REVIEW={review}", "REVIEWER=aa")
    for text in (notebook.read_text(encoding="utf-8") for notebook in notebooks):
        assert "person_here(os.environ)" in text or "open_dashboard" in text
        assert 'environ.get(\\"REVIEWER' not in text


def test_a_jupyterlab_that_does_not_start_is_said_to_be_none(
    review: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = '{"ServerApp": {"ip": "999.999.1.1", "allow_root": true, "open_browser": false}}'
    (tmp_path / "jupyter_server_config.json").write_text(settings)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))

    said = refused(capsys, "screen", f"REVIEW={review}", "REVIEWER=aa")

    assert "JupyterLab did not start, or stopped with a fault (code 1): the lines above say why." in said


def test_jupyterlab_does_not_ask_whether_to_look_for_news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path))
    wanted = surroundings(tmp_path, "aa")
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", wanted["JUPYTER_CONFIG_PATH"])

    settings = ConfigManager(config_dir_name="labconfig").get("default_setting_overrides")  # type: ignore[no-untyped-call]

    assert settings["@jupyterlab/apputils-extension:notification"] == {"fetchNews": "false", "checkForUpdates": False}
    assert wanted["JUPYTER_CONFIG_PATH"].startswith(str(tmp_path)), "what a person set comes first"


def test_the_template_is_not_frozen_before_it_is_filled_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", f"REVIEW={tmp_path / 'mine'}"])

    assert "this is still the template's text" in refused(capsys, "freeze", f"REVIEW={tmp_path / 'mine'}", "WHO=aa")


def test_nobody_from_outside_the_team_freezes_or_signs(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["freeze"], ["amend", "KEY=config.seed", "REASON=why"], ["signoff", "STAGE=extraction"]):
        assert "WHO is 'martian'" in refused(capsys, *command, f"REVIEW={review}", "WHO=martian")


def test_the_doctor_describes_each_export_of_a_review_and_stops_at_none(
    review: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hits.ris").write_text("TY  - JOUR\nTI  - SKILLS FOR SYSTEMS\nER  - \n")
    (tmp_path / "broken.ris").write_bytes(b"%PDF-1.7")
    for name in ("hits.ris", "broken.ris"):
        main(["import", f"REVIEW={review}", f"FILE={tmp_path / name}", "SOURCE=pubmed", "DATE=2026-01-31", "HITS=1"])
    capsys.readouterr()

    assert main(["doctor", f"REVIEW={review}"]) == 0

    said = capsys.readouterr().out
    assert "1 record counted, 1 read, 1 declared in searches.csv" in said
    assert "A title in capitals: 1 record (line 1 'SKILLS FOR SYSTEMS')" in said
    assert "broken.ris: this is not an export that can be read" in said
    assert "Git keeps" not in said


def test_the_doctor_names_the_copies_of_event_files_that_a_synced_folder_left(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("ak", "ak.sync-conflict-20260101-120000-ABCDEFG"):
        append_event(
            Event("e1", "2026-01-01", "ak", EventKind.TITLE_ABSTRACT, "R1", "include"),
            review / f"review/events/title_abstract/{name}.jsonl",
        )

    assert main(["doctor", f"REVIEW={review}"]) == 0

    assert "ABCDEFG.jsonl is a copy of review/events/title_abstract/ak.jsonl" in capsys.readouterr().out


def test_the_doctor_looks_at_a_file_that_no_log_names_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "hits.csv").write_text("Titel;Jahr\nFähigkeiten;2019\n", encoding="utf-8")
    words = ["doctor", f"FILE={tmp_path / 'hits.csv'}"]

    assert main([*words, "COLUMNS=title=Titel; year=Jahr"]) == 0
    assert "year 1 (100.0 %)" in capsys.readouterr().out
    assert main(words) == 0
    assert "is not an export that can be read" in capsys.readouterr().out
    assert "there is no file" in refused(capsys, "doctor", f"FILE={tmp_path / 'none.csv'}")


def test_the_doctor_warns_of_publishers_texts_that_git_keeps(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (review / "review/fulltexts/ash_2019.pdf").write_bytes(b"%PDF-1.7")
    subprocess.run(["git", "init", "-q", review], check=True)
    subprocess.run(["git", "-C", review, "add", "-A"], check=True)
    main(["doctor", f"REVIEW={review}"])
    assert "Git keeps" not in capsys.readouterr().out

    subprocess.run(["git", "-C", review, "add", "-f", "review/fulltexts/ash_2019.pdf"], check=True)
    main(["doctor", f"REVIEW={review}"])

    assert (
        "Git keeps publishers' texts, which must not be shared: review/fulltexts/ash_2019.pdf."
        in capsys.readouterr().out
    )


def test_the_doctor_warns_of_files_of_other_tools_that_git_keeps_and_not_of_lists_about_them(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imports = review / "review/imports"
    imports.mkdir()
    for name in ("articles.csv", "manifest.jsonl", "title_abstract_articles_not_imported.csv"):
        (imports / name).write_text("x", encoding="utf-8")
    subprocess.run(["git", "init", "-q", review], check=True)
    subprocess.run(["git", "-C", review, "add", "-A"], check=True)
    kept = subprocess.run(["git", "-C", review, "ls-files", imports], check=True, capture_output=True, text=True).stdout
    assert kept.split() == [
        "review/imports/manifest.jsonl",
        "review/imports/title_abstract_articles_not_imported.csv",
    ]

    subprocess.run(["git", "-C", review, "add", "-f", "review/imports/articles.csv"], check=True)
    capsys.readouterr()
    main(["doctor", f"REVIEW={review}"])

    assert "must not be shared: review/imports/articles.csv." in capsys.readouterr().out
