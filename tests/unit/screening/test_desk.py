"""One reviewer's sitting: the next record, the decision on disk, the way back."""

import csv
import io
import json
import os
import resource
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from identification.errors import InputError
from identification.events import Event, append_events, current_events, read_events
from identification.records import UniqueRecord
from identification.tables import write_table
from identification.vocabulary import EventKind, Task
from screening.desk import Criteria, Criterion, Desk
from screening.opening import open_desk
from screening.outcomes import Assignment, Conflict, Queued
from screening.progress import Tally
from screening.views import View, Which, view_table

CRITERIA = Criteria((Criterion("I1", "Leadership"),), (Criterion("E1", "Not health"),), version="1")
PROTOCOL = {
    "reviewers": [{"id": "ak", "role": "reviewer"}, {"id": "bm", "role": "reviewer"}],
    "eligibility": {"include": [{"id": "I1", "text": "Leadership"}], "exclude": [{"id": "E1", "text": "Not health"}]},
}


def record(name: str, *others: str) -> UniqueRecord:
    return UniqueRecord(name, (name, *others), ("pubmed",), title=f"Title of {name}")


def queued(*names: str) -> list[Queued]:
    return [Queued(rank, name, 0.5, "", "", "") for rank, name in enumerate(names, start=1)]


def decided(event_id: str, who: str, record_id: str, decision: str = "include") -> Event:
    return Event(event_id, "2026-01-01T09:00:00+00:00", who, EventKind.TITLE_ABSTRACT, record_id, decision)


def desk_of(folder: Path, *names: str, events: list[Event] | None = None, stage: str = "title_abstract") -> Desk:
    return Desk(
        queued(*names),
        [record(name) for name in names],
        events or [],
        reviewer="ak",
        folder=folder,
        criteria=CRITERIA,
        stage=EventKind(stage),
    )


def on_disk(desk: Desk) -> list[dict[str, str]]:
    return [json.loads(line) for line in desk.file.read_text().splitlines()]


def current_id(desk: Desk) -> str:
    assert desk.current is not None
    return desk.current.group_id


def written_review(folder: Path) -> Path:
    write_table([record("R1"), record("R2")], UniqueRecord, folder / "results/identification/unique.csv")
    write_table(queued("R2", "R1"), Queued, folder / "results/screening/queue.csv")
    return folder


@contextmanager
def no_file_may_grow_beyond(size: int) -> Iterator[None]:
    """What a full disk does: the write stops in the middle of the line."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_records_come_in_the_order_of_the_queue_whatever_the_order_of_the_tables(tmp_path: Path) -> None:
    records = [record("R1"), record("R2"), record("R3")]
    desk = Desk(list(reversed(queued("R3", "R1", "R2"))), records, [], reviewer="ak", folder=tmp_path)

    for _ in records:
        desk.decide("include")

    assert [line["subject_id"] for line in on_disk(desk)] == ["R3", "R1", "R2"]


def test_a_decision_is_on_disk_when_it_comes_back_and_the_next_record_is_current(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "R1", "R2")

    event = desk.decide("exclude", "E1", " not about health ", seconds=4.5)

    events, unread = read_events([desk.file])
    assert (events, unread) == ([event], [])
    assert (event.who, event.kind, event.subject_id, event.decision) == ("ak", "title_abstract", "R1", "exclude")
    assert (event.reason, event.note, event.criteria_version) == ("E1", "not about health", "1")
    assert current_id(desk) == "R2"


def test_how_long_a_decision_took_is_in_no_event_unless_the_protocol_records_timings(tmp_path: Path) -> None:
    untimed = desk_of(tmp_path / "a", "R1").decide("include", seconds=4.5)
    timed = Desk(queued("R1"), [record("R1")], [], reviewer="ak", folder=tmp_path / "b", timings=True)

    assert untimed.seconds is None
    assert timed.decide("include", seconds=4.5).seconds == 4.5


def test_opening_a_desk_and_leaving_it_again_writes_nothing(tmp_path: Path) -> None:
    desk_of(tmp_path / "events", "R1").tally()

    assert list(tmp_path.iterdir()) == []


def test_two_sittings_of_one_reviewer_never_share_a_file(tmp_path: Path) -> None:
    first, second = desk_of(tmp_path, "R1"), desk_of(tmp_path, "R1")

    assert first.file != second.file
    assert first.file.name.startswith("ak-")


def test_what_was_decided_in_an_earlier_sitting_does_not_come_again(tmp_path: Path) -> None:
    desk_of(tmp_path, "R1", "R2").decide("maybe")

    again = desk_of(tmp_path, "R1", "R2", events=read_events(tmp_path.glob("**/*.jsonl"))[0])

    assert current_id(again) == "R2"
    assert again.tally() == Tally(decided=1, included=0, left=1, queued=2)


def test_a_decision_on_any_member_of_a_group_counts_for_the_group(tmp_path: Path) -> None:
    events = [decided("e1", "ak", "R1-copy")]

    desk = Desk(queued("R1", "R2"), [record("R1", "R1-copy"), record("R2")], events, reviewer="ak", folder=tmp_path)

    assert current_id(desk) == "R2"


def test_the_decisions_of_others_neither_show_nor_count(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "R1", "R2", events=[decided("e1", "bm", "R1"), decided("e2", "bm", "R2", "exclude")])

    assert current_id(desk) == "R1"
    assert desk.tally() == Tally(decided=0, included=0, left=2, queued=2)


def test_decisions_of_another_stage_do_not_count_here(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "R1", events=[decided("e1", "ak", "R1")], stage="full_text")

    assert current_id(desk) == "R1"


def test_a_queue_older_than_the_records_skips_the_records_that_are_gone(tmp_path: Path) -> None:
    desk = Desk(queued("gone", "R1"), [record("R1")], [], reviewer="ak", folder=tmp_path)

    assert current_id(desk) == "R1"


def test_undo_goes_back_step_by_step_and_leaves_everything_in_the_log(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "R1", "R2", "R3")
    first, second = desk.decide("include"), desk.decide("exclude", note="why not")

    assert desk.undo() == second
    assert current_id(desk) == "R2"
    assert desk.undo() == first
    assert current_id(desk) == "R1"
    assert desk.undo() is None

    assert [line["decision"] for line in on_disk(desk)] == ["include", "exclude", "withdrawn", "withdrawn"]
    assert current_events(read_events([desk.file])[0]) == []


def test_a_record_decided_again_after_undo_has_one_decision_that_stands(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "R1", "R2")
    desk.decide("include")
    desk.undo()

    desk.decide("exclude", "E1")

    assert [event.decision for event in current_events(read_events([desk.file])[0])] == ["exclude"]
    assert desk.tally() == Tally(decided=1, included=0, left=1, queued=2)


def test_a_finished_queue_says_so_and_undo_opens_it_again(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "R1")
    desk.decide("include")

    assert desk.current is None
    with pytest.raises(InputError, match="there is no record left"):
        desk.decide("include")

    desk.undo()
    assert current_id(desk) == "R1"


def test_a_folder_that_cannot_be_written_is_one_sentence_and_keeps_the_record(tmp_path: Path) -> None:
    (tmp_path / "events").write_text("a file stands where the folder should be")
    desk = desk_of(tmp_path / "events", "R1", "R2")

    with pytest.raises(InputError, match=r"not saved, because .* cannot be written \(.*\)\. Free space"):
        desk.decide("include")

    assert current_id(desk) == "R1"
    assert desk.tally().decided == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into a read-only folder")
def test_a_read_only_folder_keeps_the_record(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "R1")
    tmp_path.chmod(0o500)

    with pytest.raises(InputError, match="not saved"):
        desk.decide("include")

    tmp_path.chmod(0o700)
    assert current_id(desk) == "R1"


def test_a_disk_that_fills_in_the_middle_of_a_line_leaves_no_half_line_and_no_second_decision(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "R1", "R2")
    desk.decide("include")

    with no_file_may_grow_beyond(desk.file.stat().st_size + 20), pytest.raises(InputError, match="not saved"):
        desk.decide("exclude", note="x" * 100)
    assert current_id(desk) == "R2"
    desk.decide("exclude")

    events, unread = read_events([desk.file])
    assert unread == []
    assert sorted((event.subject_id, event.decision) for event in events) == [("R1", "include"), ("R2", "exclude")]


def test_an_undo_that_cannot_be_written_leaves_the_decision_standing(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "R1", "R2")
    desk.decide("include")

    with no_file_may_grow_beyond(desk.file.stat().st_size), pytest.raises(InputError, match="not saved"):
        desk.undo()

    assert current_id(desk) == "R2"
    assert desk.tally().included == 1
    assert desk.undo() is not None


@pytest.mark.parametrize(
    ("decision", "reason", "sentence"),
    [("inlcude", "", "'inlcude' is not one of include, exclude, maybe"), ("exclude", "E9", "'E9' is not a criterion")],
)
def test_a_word_that_is_no_decision_or_no_criterion_is_not_written(
    tmp_path: Path, decision: str, reason: str, sentence: str
) -> None:
    desk = desk_of(tmp_path, "R1")

    with pytest.raises(InputError, match=sentence):
        desk.decide(decision, reason)

    assert not desk.file.exists()


def test_an_exclusion_needs_its_reason_at_full_text_and_not_before(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="needs its reason"):
        desk_of(tmp_path, "R1", stage="full_text").decide("exclude")

    assert desk_of(tmp_path, "R1").decide("exclude").reason == ""


def test_a_review_folder_opens_with_its_queue_its_criteria_and_ones_own_decisions(tmp_path: Path) -> None:
    review = written_review(tmp_path / "OneDrive - a review")

    open_desk(review, "ak", PROTOCOL).decide("include")
    desk = open_desk(review, "ak", PROTOCOL)

    assert desk.criteria == Criteria(CRITERIA.include, CRITERIA.exclude, version="")
    assert current_id(desk) == "R1"
    assert desk.file.parent == review / "review/events/title_abstract"
    assert current_id(open_desk(review, "bm", PROTOCOL)) == "R2"


def test_ones_own_records_come_first_and_nobody_elses_assignment_shows(tmp_path: Path) -> None:
    review = written_review(tmp_path)
    first, second = "R1", "R2"
    tasks = [(first, "bm", Task.FIRST), (second, "ak", Task.CHECK)]
    rows = [Assignment(rank, name, EventKind.TITLE_ABSTRACT, who, why) for rank, (name, who, why) in enumerate(tasks)]
    write_table(rows, Assignment, review / "results/screening/assignments.csv")

    assert current_id(open_desk(review, "ak", PROTOCOL)) == second
    assert current_id(open_desk(review, "bm", PROTOCOL)) == first


def test_decisions_name_the_last_frozen_version_of_the_protocol(tmp_path: Path) -> None:
    review = written_review(tmp_path)
    for version in ("2", "10"):
        (review / "review/protocol" / version).mkdir(parents=True)
        (review / "review/protocol" / version / "protocol.json").write_text("{}")

    assert open_desk(review, "ak", PROTOCOL).decide("include").criteria_version == "10"


def test_a_torn_line_does_not_keep_a_reviewer_from_the_desk(tmp_path: Path) -> None:
    review = written_review(tmp_path)
    desk = open_desk(review, "ak", PROTOCOL)
    desk.decide("include")
    desk.file.write_bytes(desk.file.read_bytes()[:-10])

    assert current_id(open_desk(review, "ak", PROTOCOL)) == "R2"


def test_an_abstract_that_somebody_found_since_the_last_run_is_there(tmp_path: Path) -> None:
    review = written_review(tmp_path)
    content = {"field": "abstract", "value": "Found in print.", "origin": "the printed issue"}
    amended = Event("e1", "2026-01-01T09:00:00+00:00", "bm", EventKind.EDIT, "R2", "amend", content=content)
    append_events([amended], review / "review/events/edits/bm.jsonl")

    record = open_desk(review, "ak", PROTOCOL).current

    assert record is not None
    assert record.abstract == "Found in print."


@pytest.mark.parametrize(
    ("reviewer", "sentence"),
    [
        ("zz", "'zz' is not a reviewer of this review. It knows ak, bm: start with your own id."),
        ("", "no reviewer is named. It knows ak, bm: start with your own id."),
    ],
)
def test_an_unknown_reviewer_is_told_the_known_ones(tmp_path: Path, reviewer: str, sentence: str) -> None:
    with pytest.raises(InputError) as told:
        open_desk(written_review(tmp_path), reviewer, PROTOCOL)

    assert str(told.value) == sentence


def test_a_review_that_was_never_run_names_the_command_to_run(tmp_path: Path) -> None:
    folder = tmp_path / "O'Brien's review"
    with pytest.raises(InputError, match="has not been run yet") as told:
        open_desk(folder, "ak", PROTOCOL)

    assert f"make run REVIEW={shlex.quote(str(folder))}" in str(told.value)


def test_a_decision_made_again_on_a_record_gone_back_to_replaces_the_first(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "R1", "R2")
    desk.decide("include")

    desk.go(0)
    assert desk.said is not None
    desk.decide("exclude", "E1")

    events = read_events([desk.file])[0]
    assert [(event.subject_id, event.decision) for event in current_events(events)] == [("R1", "exclude")]
    assert current_id(desk) == "R2"
    desk.undo()
    assert [event.decision for event in current_events(read_events([desk.file])[0])] == ["include"]
    assert current_id(desk) == "R1"


def test_a_skipped_record_comes_again_before_the_queue_is_finished(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "R1", "R2")
    desk.go(1)
    desk.decide("include")

    assert current_id(desk) == "R1"
    desk.decide("include")
    assert desk.current is None


def test_a_decision_of_a_second_window_is_not_decided_twice(tmp_path: Path) -> None:
    first, second = desk_of(tmp_path, "R1", "R2"), desk_of(tmp_path, "R1", "R2")
    first.decide("include")

    with pytest.raises(InputError, match="you decided this record in another window meanwhile: include"):
        second.decide("exclude")
    assert current_id(second) == "R1"
    second.decide("exclude")

    standing = current_events(read_events(tmp_path.glob("**/*.jsonl"))[0])
    assert [(event.subject_id, event.decision) for event in standing] == [("R1", "exclude")]


def test_a_view_shows_what_was_asked_for_in_the_order_of_the_queue(tmp_path: Path) -> None:
    years = {"R1": "2019", "R2": "2021", "R3": "", "R4": "2020"}
    records = [
        UniqueRecord(name, (name,), ("web" if name == "R4" else "pubmed",), title=name, year=year, abstract=year)
        for name, year in years.items()
    ]
    desk = Desk(queued("R2", "R1", "R3"), records, [], reviewer="ak", folder=tmp_path)
    desk.decide("maybe")

    def shown(**view: object) -> list[str]:
        desk.show(View(**view))  # type: ignore[arg-type]
        return [one.group_id for one in desk.listed]

    assert shown() == ["R1", "R3"]
    assert shown(which=Which.ALL) == ["R2", "R1", "R3", "R4"]
    assert shown(which=Which.MAYBE) == shown(which=Which.MINE) == ["R2"]
    assert shown(which=Which.ALL, source="web") == ["R4"]
    assert shown(which=Which.ALL, first_year="2020") == ["R2", "R4"]
    assert shown(which=Which.ALL, last_year="2020") == ["R1", "R4"]
    assert shown(which=Which.ALL, no_abstract=True) == ["R3"]
    assert shown(which=Which.INCLUDE) == []
    assert desk.current is None


def test_a_record_that_was_found_and_decided_leads_back_to_where_she_was(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, "R1", "R2", "R3", "R4")
    desk.decide("include")
    desk.open("R4")
    desk.decide("exclude")

    assert current_id(desk) == "R2"
    desk.open("R1")
    desk.decide("exclude")
    assert current_id(desk) == "R2"


def test_a_view_of_decided_records_begins_with_the_newest(tmp_path: Path) -> None:
    events = [
        replace(decided(f"e{day}", "ak", name), at=f"2026-01-0{day}T09:00:00+00:00")
        for day, name in ((2, "R1"), (3, "R2"), (1, "R3"))
    ]
    desk = desk_of(tmp_path, "R1", "R2", "R3", events=events)
    desk.show(View(Which.MINE))

    assert [one.group_id for one in desk.listed] == ["R2", "R1", "R3"]
    assert desk.current is not None


def test_a_finished_view_opens_and_says_so_whatever_it_is(tmp_path: Path) -> None:
    protocol = {**PROTOCOL, "reviewers": [{"id": "cc", "role": "adjudicator"}]}
    desk = open_desk(written_review(tmp_path), "cc", protocol, view=View(Which.CONFLICTS))

    assert desk.current is desk.following is None
    desk.show(View(Which.MINE))
    assert desk.current is desk.following is None


def test_a_narrowed_view_says_by_what() -> None:
    view = View(Which.ALL, source="web", first_year="2020", no_abstract=True)

    assert view.filters({"web": "Websites"}) == ["Websites", "2020 to …", "no abstract"]
    assert View().filters({}) == []


def conflicted_review(folder: Path) -> Path:
    review = written_review(folder)
    write_table(
        [Conflict("R1", EventKind.TITLE_ABSTRACT, "", "", "")], Conflict, review / "results/screening/conflicts.csv"
    )
    return review


def test_an_adjudicator_settles_conflicts_and_nobody_else_sees_any(tmp_path: Path) -> None:
    protocol = {**PROTOCOL, "reviewers": [{"id": "ak", "role": "reviewer"}, {"id": "cc", "role": "adjudicator"}]}
    review, conflicts = conflicted_review(tmp_path), View(Which.CONFLICTS)

    with pytest.raises(InputError, match="only an adjudicator settles conflicts"):
        open_desk(review, "ak", protocol, view=conflicts)
    desk = open_desk(review, "cc", protocol, view=conflicts)
    assert (current_id(desk), desk.conflicts_open) == ("R1", 1)
    with pytest.raises(InputError, match="'maybe' is not one of include, exclude"):
        desk.decide("maybe")
    event = desk.decide("exclude", "E1")

    assert (event.kind, event.content) == (EventKind.ADJUDICATION, {"stage": "title_abstract"})
    assert desk.conflicts_open == 0
    assert open_desk(review, "cc", protocol).tally().decided == 0
    assert open_desk(review, "cc", protocol, view=conflicts).current is None


def test_what_was_found_in_the_view_of_conflicts_is_settled_only_where_people_disagree(tmp_path: Path) -> None:
    protocol = {**PROTOCOL, "reviewers": [{"id": "cc", "role": "adjudicator"}]}
    desk = open_desk(conflicted_review(tmp_path), "cc", protocol, view=View(Which.CONFLICTS))

    with pytest.raises(InputError, match="people do not disagree on this record"):
        desk.open("R2")
    assert current_id(desk) == "R1"


def test_undo_lays_the_record_in_the_view_in_which_it_was_decided(tmp_path: Path) -> None:
    protocol = {**PROTOCOL, "reviewers": [{"id": "cc", "role": "adjudicator"}]}
    desk = open_desk(conflicted_review(tmp_path), "cc", protocol)
    decided_first = current_id(desk)
    desk.decide("include")
    desk.show(View(Which.CONFLICTS))

    desk.undo()

    assert (desk.kind, current_id(desk)) == (EventKind.TITLE_ABSTRACT, decided_first)
    desk.show(View(Which.CONFLICTS))
    desk.decide("exclude", "E1")
    desk.show(View())
    desk.undo()
    assert (desk.kind, current_id(desk)) == (EventKind.ADJUDICATION, "R1")


def test_an_undo_of_what_a_second_window_replaced_leaves_one_decision(tmp_path: Path) -> None:
    first = desk_of(tmp_path, "R1", events=[])
    first.decide("include")
    second = desk_of(tmp_path, "R1")
    second.go(0)
    second.show(View(Which.ALL))
    second.decide("maybe")

    with pytest.raises(InputError, match="changed in another window"):
        first.undo()
    assert first.decided() == {"R1": "maybe"}
    assert [event.decision for event in current_events(read_events(tmp_path.glob("**/*.jsonl"))[0])] == ["maybe"]


def test_two_decisions_on_members_of_a_group_become_one_and_one_undo_brings_both_back(tmp_path: Path) -> None:
    events = [decided("e1", "ak", "R1"), decided("e2", "ak", "R1-copy", "exclude")]
    append_events(events, tmp_path / "title_abstract/old.jsonl")
    desk = Desk(queued("R1"), [record("R1", "R1-copy")], events, reviewer="ak", folder=tmp_path)
    desk.show(View(Which.MINE))

    def standing() -> list[tuple[str, str]]:
        found = current_events(read_events(tmp_path.glob("**/*.jsonl"))[0])
        return sorted((event.subject_id, event.decision) for event in found)

    desk.decide("maybe")
    assert standing() == [("R1", "maybe")]
    desk.undo()
    assert standing() == [("R1", "include"), ("R1-copy", "exclude")]
    assert desk.undo() is None


def test_a_record_that_is_gone_from_the_tables_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not in the tables of the last run"):
        desk_of(tmp_path, "R1").open("R9")


def test_a_view_that_leaves_as_a_table_holds_no_formula(tmp_path: Path) -> None:
    odd = UniqueRecord("R1", ("R1",), ("s",), title="=1+1 reasons", abstract="-5 to 3", authors="@ash")

    table = list(csv.DictReader(io.StringIO(view_table([odd], {}, {}))))

    assert [(row["title"], row["abstract"], row["authors"]) for row in table] == [
        ("'=1+1 reasons", "'-5 to 3", "'@ash")
    ]
