"""A sitting that is killed at any moment: what was said to be saved is in the log, and the next sitting goes on."""

import errno
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from identification.errors import InputError
from identification.events import append_event, new_event, read_events
from identification.vocabulary import EventKind
from screening.pen import Pen
from tests.unit.screening.test_desk import no_file_may_grow_beyond

ROOT = Path(__file__).resolve().parents[3]
STAGE = EventKind.TITLE_ABSTRACT
# Says the id of each decision once `write` has come back, which is when the next record shows; ends only when killed.
SITTING = """
import sys
from pathlib import Path
from screening.pen import Pen
pen = Pen(Path(sys.argv[1]), "ak")
print("open", flush=True)
while True:
    one = pen.write("title_abstract", subject_id="R1", decision="exclude", note="x" * int(sys.argv[2]))
    print(one.event_id, flush=True)
"""
# Long notes make a kill in the middle of a line likelier.
NOTES = (10, 100_000)
LONGEST_WAIT = 0.02  # seconds; some sittings are killed before their first decision, some after many


def killed_sitting(folder: Path, chance: random.Random) -> list[str]:
    """The ids that a sitting said it had saved before it was killed."""
    words = [sys.executable, "-c", SITTING, str(folder), str(chance.choice(NOTES))]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as sitting:
        assert sitting.stdout
        assert sitting.stdout.readline() == "open\n"
        try:
            sitting.communicate(timeout=chance.random() * LONGEST_WAIT)
        except subprocess.TimeoutExpired:
            sitting.kill()
        said = sitting.communicate()[0]
    # The kill may cut the last id itself.
    return [line for line in said.splitlines(keepends=True) if line.endswith("\n")]


def check_killed(folder: Path, times: int) -> None:
    """Kill sittings one after the other; after each everything said is there, and a next sitting writes and reads."""
    chance = random.Random(times)
    said: list[str] = []
    for _ in range(times):
        said += [line.strip() for line in killed_sitting(folder, chance)]
        events, unread = read_events(folder.rglob("*.jsonl"))
        assert {event.event_id for event in events} >= set(said)
        assert all("torn" in line.why for line in unread)
    assert said, "no sitting came to its first decision: the test would show nothing"

    next_one = Pen(folder, "ak", events).write(STAGE, subject_id="R2", decision="include")

    again, still_unread = read_events(folder.rglob("*.jsonl"))
    assert {event.event_id for event in again} == {event.event_id for event in events} | {next_one.event_id}
    assert still_unread == unread


def test_a_killed_sitting_loses_nothing_that_it_said_was_saved(tmp_path: Path) -> None:
    check_killed(tmp_path, times=20)


@pytest.mark.long
def test_two_hundred_killed_sittings_lose_nothing_that_they_said_was_saved(tmp_path: Path) -> None:
    check_killed(tmp_path, times=200)


def test_a_new_file_is_written_into_its_folder_and_the_folder_into_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    fsync = os.fsync

    def noting(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noting)
    file = tmp_path / "events" / STAGE / "ak.jsonl"
    one = new_event(STAGE, who="ak", subject_id="R1", decision="include")

    append_event(one, file)
    assert synced == [file, file.parent, file.parent.parent, tmp_path]
    append_event(one, file)
    assert synced[4:] == [file], "a file that is there already needs no more than itself"


def test_a_file_system_that_syncs_no_folders_takes_decisions_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def refusing(descriptor: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").is_dir():
            raise OSError(errno.EINVAL, "Invalid argument")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", refusing)

    event = Pen(tmp_path, "ak").write(STAGE, subject_id="R1", decision="include")

    assert read_events(tmp_path.rglob("*.jsonl")) == ([event], [])


def test_a_disk_that_is_full_at_the_first_decision_leaves_an_empty_file_and_the_next_sitting_writes(
    tmp_path: Path,
) -> None:
    pen = Pen(tmp_path, "ak")

    with no_file_may_grow_beyond(20), pytest.raises(InputError, match=r"not saved, because .* cannot be written"):
        pen.write(STAGE, subject_id="R1", decision="include")

    assert pen.file_of(STAGE).stat().st_size == 0
    event = pen.write(STAGE, subject_id="R1", decision="exclude")
    assert read_events(tmp_path.rglob("*.jsonl")) == ([event], [])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into a read-only folder")
def test_a_folder_that_became_read_only_keeps_every_earlier_decision(tmp_path: Path) -> None:
    earlier = Pen(tmp_path, "ak").write(STAGE, subject_id="R1", decision="include")
    (tmp_path / STAGE).chmod(0o500)

    with pytest.raises(InputError, match="What was saved before is safe"):
        Pen(tmp_path, "ak").write(STAGE, subject_id="R2", decision="include")

    (tmp_path / STAGE).chmod(0o700)
    assert read_events(tmp_path.rglob("*.jsonl")) == ([earlier], [])
