"""Screening without an installation: workbooks that leave for reviewers, and what comes back from them as events."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from identification.errors import InputError
from identification.events import Event, append_events, read_events
from identification.merging import group_of
from identification.people import roles_of
from identification.protocol import read_protocol
from identification.records import Membership, UniqueRecord
from identification.tables import read_table
from identification.vocabulary import EventKind
from identification.wording import many
from identification.yaml_files import read_yaml
from screening.assignment import assigned_to
from screening.batch_workbook import Cover, write_batch
from screening.batches import STAGES, Batch, check_stage, new_batch, next_records
from screening.collecting import check_sender, collect, file_of, is_older
from screening.desk import Criteria
from screening.forms import Form, screening_form
from screening.opening import frozen_version, read_criteria
from screening.outcomes import Assignment
from screening.returned import Returned, read_returned
from workflow.asking import SCHEMA, Values, one_of, path_of, quoted, result_of, review_of, wanted
from workflow.decision_files import UNIQUE
from workflow.review import NO_TEXT
from workflow.set_files import MEMBERSHIP

# A day's work at titles and abstracts, and still a file that every mail server takes.
SIZE = "200"
BATCHES = "review/batches"


def batch(values: Values) -> str:
    """Write a workbook with the next records of one reviewer, to be filled in without any installation."""
    review, stage = review_of(values), check_stage(values.get("STAGE") or EventKind.TITLE_ABSTRACT)
    protocol = read_protocol(review / "config/config.yaml", SCHEMA)
    reviewer = one_of(
        wanted(values, "REVIEWER", "whose batch it is, as config.yaml names her"),
        [one["id"] for one in protocol["reviewers"]],
        "REVIEWER",
    )
    size = _size(values.get("N") or SIZE)
    unique = {one.group_id: one for one in read_table(result_of(review, UNIQUE), UniqueRecord)}
    assignments = read_table(result_of(review, "results/screening/assignments.csv"), Assignment)
    events, groups = _events(review, protocol, stage), _groups(review)
    written = _written(review, reviewer, stage)
    taken = [record for one in written for record in one.record_ids]
    chosen = next_records(
        [one for one in assigned_to(assignments, reviewer, stage) if one in unique],
        events,
        groups,
        reviewer=reviewer,
        stage=stage,
        taken=taken,
        size=size,
    )
    if not chosen:
        return _none_left(reviewer, written)
    criteria = read_criteria(protocol, frozen_version(review / "review/protocol"))
    number = 1 + max([*(one.number for one in written), *_numbers(events, reviewer, stage)], default=0)
    made = new_batch(protocol["title"], reviewer, stage, number, criteria_version=criteria.version, record_ids=chosen)
    path = review / BATCHES / f"{made.name}.xlsx"
    cover = Cover(criteria, _contact(protocol), datetime.now(UTC).replace(tzinfo=None), protocol["synthetic"])
    try:
        write_batch(made, [unique[one] for one in chosen], _form(stage, protocol, criteria), cover, path)
    except FileExistsError as fault:
        raise InputError(f"{path} is there already.", remedy="Nothing was changed; rename that file.") from fault
    return f"""Wrote {path} with {many(len(chosen), "record")}.
Send it to {reviewer}; when it comes back, put it over this file and collect it: make collect REVIEW={quoted(review)}
It holds abstracts, which belong to their publishers: it stays in the team."""


def collect_batches(values: Values) -> str:
    """Take filled workbooks in: new and changed decisions become events, and broken cells are told one by one."""
    review = review_of(values)
    protocol = read_protocol(review / "config/config.yaml", SCHEMA)
    if values.get("FILE"):
        path = path_of(values["FILE"])
        if not path.is_file():
            raise InputError(f"there is no file {path}.", remedy="Check FILE.")
        returned = read_returned(path)
        _check(returned, review, protocol)
        return _taken_in(returned, review, protocol)
    said: list[str] = []
    for returned, passed in _newest(review, said):
        try:
            _check(returned, review, protocol)
            said += [f"{one}: passed over, an earlier state of {returned.file}." for one in passed]
            said.append(_newer(returned, review, protocol) or _taken_in(returned, review, protocol))
        except InputError as fault:
            said.append(str(fault))
    return "\n".join(said) or f"There is no workbook in {review / BATCHES}. Give FILE=path for one that lies elsewhere."


def _size(word: str) -> int:
    if not word.isdecimal() or not int(word):
        raise InputError(f"N is '{word}', not a number of records.", remedy=f"Give N={SIZE} or such.")
    return int(word)


def _events(review: Path, protocol: Mapping[str, Any], stage: EventKind) -> list[Event]:
    people = roles_of(protocol["reviewers"])
    return read_events((review / "review/events" / stage).glob("**/*.jsonl"), people)[0]


def _groups(review: Path) -> dict[str, str]:
    return group_of(read_table(result_of(review, MEMBERSHIP), Membership))


def _files(review: Path) -> list[Path]:
    """The workbooks and tables that lie in the folder of batches; what Excel and LibreOffice lock with is none."""
    found = [path for path in (review / BATCHES).glob("*") if path.is_file() and not NO_TEXT.match(path.name)]
    return sorted(path for path in found if path.suffix.casefold() in (".xlsx", ".xlsm", ".csv", ".tsv", ".txt"))


def _written(review: Path, reviewer: str, stage: EventKind) -> list[Batch]:
    """The batches of one reviewer that lie in the folder, however their files are called."""
    found = []
    for path in _files(review):
        try:
            returned = read_returned(path)
        except InputError:
            continue
        if (returned.batch.reviewer, returned.batch.stage) == (reviewer, stage):
            found.append(returned.batch)
    return found


def _numbers(events: list[Event], reviewer: str, stage: EventKind) -> list[int]:
    """The numbers of batches that were collected and whose files were taken away since."""
    refs = [str(event.content.get("batch", "")).removeprefix(f"{reviewer}-{stage}-") for event in events]
    return [int(ref.split("-")[0]) for ref in refs if ref.split("-")[0].isdecimal()]


def _none_left(reviewer: str, written: list[Batch]) -> str:
    if not written:
        return f"No record waits for {reviewer} at this stage."
    names = ", ".join(one.name for one in written)
    return f"No record waits for {reviewer} at this stage that is not in a batch already ({names})."


def _contact(protocol: Mapping[str, Any]) -> str:
    """The lead of the review by name, else by id: the workbook stays in the team."""
    people = protocol["reviewers"]
    lead = next((one for one in people if one["role"] == "lead"), people[0])
    name = f"{lead['name']} ({lead['id']})" if lead.get("name") else lead["id"]
    return f"{name}, {lead['role']} of this review." + (f" {protocol['team']}" if protocol["team"] else "")


def _form(stage: EventKind, protocol: Mapping[str, Any], criteria: Criteria) -> Form:
    return screening_form(stage, criteria, timings=protocol["timings"])


def _check(returned: Returned, review: Path, protocol: Mapping[str, Any]) -> None:
    kept = [read_yaml(path).values for path in (review / "review/protocol").glob("*/config.yaml")]
    titles = [protocol["title"], *(one["title"] for one in kept)]
    check_sender(returned, [one["id"] for one in protocol["reviewers"]], titles)
    if returned.batch.stage not in STAGES:
        raise InputError(f"there is no form for {returned.batch.stage} yet.", file=returned.file)


def _newest(review: Path, said: list[str]) -> list[tuple[Returned, list[str]]]:
    """Each batch in the folder by the file that was saved last, with the names of its other files."""
    batches: dict[str, list[Returned]] = {}
    for path in _files(review):
        try:
            returned = read_returned(path)
            batches.setdefault(returned.batch.ref, []).append(returned)
        except InputError as fault:
            said.append(str(fault))
    listed = [sorted(files, key=_state) for files in batches.values()]
    return [(files[-1], [one.file for one in files[:-1]]) for files in listed]


def _state(returned: Returned) -> tuple[datetime, int]:
    """What orders the files of one batch: when each was saved, and in one second how far it is filled in."""
    return datetime.fromisoformat(returned.saved), returned.filled


def _newer(returned: Returned, review: Path, protocol: Mapping[str, Any]) -> str:
    """Why a file is not taken in without being named; nothing where it is."""
    if not is_older(returned, _events(review, protocol, returned.batch.stage)):
        return ""
    why = "passed over, because a later state of this batch was collected before"
    return f"{returned.file}: {why}. If this one counts, name it with FILE=."


def _taken_in(returned: Returned, review: Path, protocol: Mapping[str, Any]) -> str:
    stage, criteria = returned.batch.stage, read_criteria(protocol, returned.batch.criteria_version)
    found = collect(returned, _form(stage, protocol, criteria), _events(review, protocol, stage), _groups(review))
    if found.events:
        path = review / "review/events" / stage / file_of(found.events, f"{returned.batch.reviewer}-batch")
        append_events(found.events, path)
    changed = sum(bool(event.replaces) for event in found.events)
    told = f"{many(len(found.events) - changed, 'new decision')}, {changed:,} changed or taken back"
    told = f"{returned.file}: {told}; {found.answered:,} of {many(found.rows, 'row')} are answered."
    return "\n".join([told, *found.problems])
