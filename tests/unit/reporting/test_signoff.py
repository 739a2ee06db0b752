from pathlib import Path

import pytest

from identification.errors import InputError
from identification.tables import append_row, read_table
from identification.vocabulary import Stage, StageState
from reporting.signoff import known_stage, sign_off, signed, stage_hash
from reporting.stages import SignOff

STAGE = Stage.TITLE_ABSTRACT
AT = "2026-01-31T10:00:00+00:00"


def test_a_stage_that_waits_is_open_whatever_was_signed() -> None:
    status = signed(STAGE, ["3 of 9 records undecided"], "h1", [SignOff(STAGE, "h1", "aa", AT)])

    assert (status.state, status.waiting_for) == (StageState.OPEN, ("3 of 9 records undecided",))


def test_a_sign_off_closes_the_state_that_it_names_and_no_other() -> None:
    signed_first = [SignOff(STAGE, "h1", "aa", AT)]

    assert signed(STAGE, [], "h1", signed_first).state is StageState.CLOSED
    assert signed(STAGE, [], "h2", signed_first).state is StageState.READY
    assert signed(Stage.FULL_TEXT, [], "h1", signed_first).state is StageState.READY


def test_a_state_that_comes_back_is_closed_again_by_its_old_sign_off() -> None:
    sign_offs = [SignOff(STAGE, "h1", "aa", AT), SignOff(STAGE, "h2", "bb", AT)]

    assert signed(STAGE, [], "h1", sign_offs).signed_by == "aa"


def test_an_open_stage_cannot_be_signed_and_the_sentence_says_why() -> None:
    waiting = signed(STAGE, ["3 of 9 records undecided"], "h1", [])

    with pytest.raises(InputError, match="'title_abstract' is still open: 3 of 9 records undecided"):
        sign_off("title_abstract", "aa", [waiting], at=AT)


def test_a_closed_stage_is_not_signed_a_second_time() -> None:
    closed = signed(STAGE, [], "h1", [SignOff(STAGE, "h1", "aa", AT)])

    with pytest.raises(InputError, match="aa closed the stage 'title_abstract' on 2026-01-31"):
        sign_off("title_abstract", "bb", [closed], at=AT)


def test_a_ready_stage_is_signed_in_the_state_that_was_seen() -> None:
    row = sign_off("title_abstract", "aa", [signed(STAGE, [], "h1", [])], at=AT)

    assert row == SignOff(STAGE, "h1", "aa", AT)


def test_a_mistyped_stage_brings_the_likely_one() -> None:
    with pytest.raises(InputError, match="Did you mean 'full_text'"):
        known_stage("fulltext")


def test_the_state_changes_with_a_byte_a_name_and_a_missing_table(tmp_path: Path) -> None:
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    one.write_text("x\n")
    before = stage_hash([one, other])

    other.write_text("")
    with_other = stage_hash([one, other])
    one.write_text("y\n")

    assert len({before, with_other, stage_hash([one, other]), stage_hash([other, one])}) == 4


def test_the_state_does_not_depend_on_the_folder_that_the_review_lies_in(tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.csv").write_text("x\n")

    assert stage_hash([tmp_path / "here/a.csv"]) == stage_hash([tmp_path / "there/a.csv"])


def test_a_row_is_appended_below_what_people_wrote_in_their_own_order_of_columns(tmp_path: Path) -> None:
    table = tmp_path / "signoff.csv"
    table.write_text("who,stage,state_hash,at\naa,full_text,h1,2026", encoding="utf-8-sig")

    append_row(SignOff(STAGE, "h2", "bb", AT), table)

    assert [(row.who, row.stage) for row in read_table(table, SignOff)] == [("aa", "full_text"), ("bb", STAGE)]


def test_the_first_row_begins_the_table(tmp_path: Path) -> None:
    append_row(SignOff(STAGE, "h2", "bb", AT, "seen, and agreed"), tmp_path / "new/signoff.csv")

    assert read_table(tmp_path / "new/signoff.csv", SignOff)[0].note == "seen, and agreed"


def test_a_row_is_appended_to_a_table_that_excel_saved_with_semicolons(tmp_path: Path) -> None:
    table = tmp_path / "signoff.csv"
    table.write_text("who;stage;state_hash;at\naa;full_text;h1;2026", encoding="utf-8-sig")

    append_row(SignOff(STAGE, "h2", "bb", AT), table)

    assert [(row.who, row.stage) for row in read_table(table, SignOff)] == [("aa", "full_text"), ("bb", STAGE)]
