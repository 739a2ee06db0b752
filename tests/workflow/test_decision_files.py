"""Decisions go to other tools and come back: the same decisions by the same people, once, and with nothing dropped."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from identification.events import current_events, read_events
from identification.merging import group_of
from identification.records import Membership, UniqueRecord
from identification.tables import read_rows, read_table, write_table
from identification.vocabulary import EventKind, Task
from screening.outcomes import Assignment
from workflow.commands import main

GOLDEN = Path(__file__).resolve().parents[1] / "golden/decisions"
FORMS = (
    *(("ris", ".ris"), ("csv", ".csv"), ("xlsx", ".xlsx"), ("asreview", ".csv"), ("asreview", ".ris")),
    *(("rayyan", ".csv"), ("rayyan", ".ris"), ("eppi", ".ris"), ("covidence", ".ris")),
)


@pytest.fixture
def decided(finished_example: Path, tmp_path: Path) -> Path:
    """The finished worked example, where one decision has a second criterion and a note with every sign in it."""
    review = tmp_path / "decided here"
    shutil.copytree(finished_example, review, ignore=shutil.ignore_patterns(".snakemake"))
    file = review / "review/events/title_abstract/ak.jsonl"
    first, *others = file.read_text(encoding="utf-8").splitlines()
    note = {"note": 'He said "no" | {a} => [b], ö\n\\ end', "content": {"further_reasons": ["E2"]}}
    file.write_text("\n".join([json.dumps(json.loads(first) | note), *others, ""]), encoding="utf-8")
    return review


def said(review: Path, stage: str) -> set[tuple[object, ...]]:
    """Who decided what on which group at a stage, when and why, and whether it stands; adjudications among it."""
    groups = group_of(read_table(review / "results/identification/membership.csv", Membership))
    files = [path for kind in (stage, "adjudication") for path in (review / "review/events" / kind).glob("*.jsonl")]
    events = read_events(files)[0]
    standing = current_events(events)
    return {
        (groups[one.subject_id], one.who, one.kind, one.at, one.decision, one.reason, one.note, further(one.content))
        + (one in standing,)
        for one in events
        if stage in (one.kind, one.content.get("stage"))
    }


def further(content: dict[str, list[str]]) -> tuple[str, ...]:
    return tuple(content.get("further_reasons", ()))


def without_decisions(review: Path, folder: Path) -> Path:
    """A copy of a review in which nobody has screened anything."""
    copy = Path(shutil.copytree(review, folder))
    for kind in ("title_abstract", "full_text", "adjudication"):
        shutil.rmtree(copy / "review/events" / kind)
    return copy


@pytest.mark.parametrize("stage", ["title_abstract", "full_text"])
def test_every_set_comes_back_whole_from_every_format(
    stage: str, decided: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form, ending in FORMS:
        file = tmp_path / f"{stage}_{form}{ending}"
        copy = without_decisions(decided, tmp_path / f"copy {form}{ending}")

        assert main(["export", f"REVIEW={decided}", "SET=all", f"STAGE={stage}", f"FORMAT={form}", f"FILE={file}"]) == 0
        assert main(["decisions", f"REVIEW={copy}", f"STAGE={stage}", f"FILE={file}"]) == 0
        assert said(copy, stage) == said(decided, stage), f"{form}{ending}"

        capsys.readouterr()
        assert main(["decisions", f"REVIEW={copy}", f"STAGE={stage}", f"FILE={file}"]) == 0
        assert "Wrote 0 events" in capsys.readouterr().out


def test_a_set_is_that_of_the_last_run_and_overwrites_nothing(
    decided: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["export", f"REVIEW={decided}", "STAGE=title_abstract", "FORMAT=csv", f"FILE={tmp_path / 'set.csv'}"]

    assert main([*words, "SET=included"]) == 0

    screened = read_rows(decided / "results/screening/title_abstract.csv")
    included = {row["group_id"] for row in screened if row["outcome"] == "included"}
    assert {row["record_id"] for row in read_rows(tmp_path / "set.csv")} == included
    assert "by number and role" in capsys.readouterr().out
    assert main([*words, "SET=excluded"]) == 1
    assert "is there already. Nothing was changed" in capsys.readouterr().err


def test_the_file_of_one_reviewer_holds_what_is_assigned_to_her_and_nothing_that_others_decided(
    decided: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    screened = [row["group_id"] for row in read_rows(decided / "results/screening/title_abstract.csv")]
    stage = EventKind.TITLE_ABSTRACT
    shared = [Assignment(9 - n, group, stage, "bm", Task.SECOND) for n, group in enumerate(screened[:3])]
    others = [Assignment(1, screened[3], stage, "ak", Task.FIRST)]
    write_table([*shared, *others], Assignment, decided / "results/screening/assignments.csv")
    file = tmp_path / "for bm.csv"
    words = ["export", f"REVIEW={decided}", "FORMAT=csv", f"FILE={file}"]

    assert main([*words, "SET=all", "REVIEWER=bm"]) == 0

    rows = read_rows(file)
    assert list(dict.fromkeys(row["record_id"] for row in rows)) == screened[2::-1]
    assert len({row["reviewer"] for row in rows}) == 1
    assert main([*words, "REVIEWER=nobody"]) == 1
    assert "REVIEWER is 'nobody'" in capsys.readouterr().err


def test_names_leave_where_the_protocol_lets_them(decided: Path, tmp_path: Path) -> None:
    config = decided / "config/config.yaml"
    text = config.read_text(encoding="utf-8").replace("{source_texts: true}", "{source_texts: true, names: true}")
    config.write_text(text, encoding="utf-8")
    copy = without_decisions(decided, tmp_path / "copy")
    words = ["STAGE=title_abstract", f"FILE={tmp_path / 'set.csv'}"]

    main(["export", f"REVIEW={decided}", "SET=all", "FORMAT=rayyan", *words])

    assert '""Anna Karsten, lead""=>' in (tmp_path / "set.csv").read_text(encoding="utf-8")
    assert main(["decisions", f"REVIEW={copy}", *words]) == 0
    assert said(copy, "title_abstract") == said(decided, "title_abstract")


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A review that was just started, with the records that the golden files are about."""
    folder = tmp_path / "my review"
    main(["new", f"REVIEW={folder}"])
    titles = {
        "R00000000000a": ("Leading across invented boundaries", "10.5555/one"),
        "R00000000000b": ("A record of which nobody is sure", ""),
    }
    unique = [UniqueRecord(key, (key,), ("s",), title=title, doi=doi) for key, (title, doi) in titles.items()]
    write_table(unique, UniqueRecord, folder / "results/identification/unique.csv")
    return folder


RAYYAN = ("NAMES=Ann Kay=aa; Ben M=bb", "REASONS=wrong population=E1; *=note", "STAGE=title_abstract")


def test_nothing_is_written_before_every_name_word_and_reason_is_known(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["decisions", f"REVIEW={review}", f"FILE={GOLDEN / 'rayyan_articles.csv'}", "STAGE=title_abstract"]
    capsys.readouterr()

    assert main(words) == 1
    sentence = capsys.readouterr().err
    assert "nobody on the team is called 'Ann Kay' (2), 'Ben M' (1); " in sentence
    assert "these reasons are no criterion: 'wrong population' (1), 'foreign language' (1)." in sentence
    assert 'NAMES="name=id; ..." (team: aa, bb, cc)' in sentence
    assert main([*words, "NAMES=Ann Kay=zz"]) == 1
    assert "NAMES is 'zz'" in capsys.readouterr().err
    assert not (review / "review/imports").exists()
    assert not list((review / "review/events").rglob("*.jsonl"))


def test_a_file_is_kept_with_a_manifest_of_what_its_words_meant(review: Path) -> None:
    file = GOLDEN / "rayyan_articles.csv"

    assert main(["decisions", f"REVIEW={review}", f"FILE={file}", *RAYYAN, "DATE=2026-03-01"]) == 0

    imports = review / "review/imports"
    (line,) = (imports / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    manifest = json.loads(line)
    assert (imports / "rayyan_articles.csv").read_bytes() == file.read_bytes()
    assert manifest["people"] == {"Ann Kay": "aa", "Ben M": "bb"}
    assert manifest["decisions"] == {"Excluded": ["exclude", 1], "Included": ["include", 1], "Maybe": ["maybe", 1]}
    assert manifest["reasons"] == {"foreign language": ["note", 1], "wrong population": ["E1", 1]}
    assert (manifest["counts"]["rows"], manifest["counts"]["new_events"]) == (3, 3)
    (event,) = read_events((review / "review/events/title_abstract").glob("bb_*.jsonl"))[0]
    assert (event.reason, event.at[:10]) == ("E1", "2026-03-01")
    assert event.note == 'Nurses only: "not a system"; see table 2; reason: foreign language'


def test_a_later_export_under_the_same_name_is_kept_beside_and_replaces_what_changed(
    review: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["decisions", f"REVIEW={review}", f"FILE={GOLDEN / 'rayyan_articles.csv'}", *RAYYAN])
    later = tmp_path / "rayyan_articles.csv"
    text = (GOLDEN / "rayyan_articles.csv").read_text(encoding="utf-8")
    later.write_text(text.replace('""Maybe""', '""Included""').replace('Ann Kay""=>""Included"", ""', ""), "utf-8")
    capsys.readouterr()

    assert main(["decisions", f"REVIEW={review}", f"FILE={later}", *RAYYAN]) == 0

    heard = capsys.readouterr().out
    assert "Wrote 1 event, of which 1 replace an earlier one." in heard
    assert "1 earlier decision no longer in the tool, and left to stand" in heard
    kept = sorted(path.name for path in (review / "review/imports").glob("*.csv"))
    assert kept == [
        "rayyan_articles.csv",
        "rayyan_articles_2.csv",
        "title_abstract_rayyan_articles_no_longer_in_tool.csv",
        "title_abstract_rayyan_articles_not_imported.csv",
    ]
    gone = read_rows(review / "review/imports" / kept[2])
    assert [(row["who"], row["subject_id"], row["decision"]) for row in gone] == [("aa", "R00000000000a", "include")]


def test_a_row_that_fits_no_record_is_listed(review: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (tmp_path / "team.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["Titel", "aa", "bb"], ["Never searched", "in", "out"], ["A record", "", ""]])
    words = ["decisions", f"REVIEW={review}", f"FILE={tmp_path / 'team.csv'}", "STAGE=title_abstract"]

    assert main([*words, "COLUMNS=title=Titel"]) == 0

    assert "1 row could not be matched" in capsys.readouterr().out
    (row,) = read_rows(review / "review/imports/title_abstract_team_not_imported.csv")
    assert (row["title"], row["why"]) == (
        "Never searched",
        "no record of the searches has this DOI or title (aa: in, bb: out)",
    )


def test_a_list_says_whose_and_which_decision_it_is(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["decisions", f"REVIEW={review}", f"FILE={GOLDEN / 'covidence_irrelevant.csv'}", "STAGE=title_abstract"]
    capsys.readouterr()

    assert main(words) == 1
    assert "no decision stands in this file" in capsys.readouterr().err
    assert main([*words, "DECISION=exclude"]) == 1
    assert "by nobody who is named. Say whose they are: WHO=id" in capsys.readouterr().err
    assert main([*words, "DECISION=exclude", "WHO=aa"]) == 0


def test_consensus_is_an_adjudication_of_the_adjudicator_alone(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["decisions", f"REVIEW={review}", f"FILE={GOLDEN / 'covidence_history.csv'}", "STAGE=title_abstract"]
    words.append("REASONS=Wrong population=E1")

    assert main([*words, "NAMES=Ann Kay=aa; Ben M=bb; Consensus=aa"]) == 1
    assert "'aa' has not the role adjudicator" in capsys.readouterr().err
    assert not list((review / "review/events").rglob("*.jsonl"))
    assert main([*words, "NAMES=Ann Kay=aa; Ben M=bb; Consensus=cc"]) == 0
    (event,) = read_events((review / "review/events/adjudication").glob("*.jsonl"))[0]
    assert (event.who, event.decision, event.content["stage"]) == ("cc", "exclude", "title_abstract")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["STAGE=titles"], "STAGE is 'titles'"),
        (["TOOL=distiller"], "TOOL is 'distiller'"),
        (["NAMES=Ann Kay"], "'Ann Kay' in NAMES is not of the form word=meaning"),
        (["DATE=1.3.2026", *RAYYAN], "DATE is '1.3.2026'"),
        (["COLUMNS=titel=Titel"], "Did you mean 'title'?"),
        (["FILE=none.csv"], "there is no file"),
    ],
)
def test_a_mistyped_word_is_one_sentence(
    words: list[str], sentence: str, review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    file = f"FILE={GOLDEN / 'rayyan_articles.csv'}"

    assert main(["decisions", f"REVIEW={review}", file, "STAGE=title_abstract", *words]) == 1

    heard = capsys.readouterr().err
    assert sentence in heard
    assert heard.count("\n") == 1
