"""What was decided in advance, and what changed since, and why.

A team freezes its protocol: config.yaml and codebook.yaml, copied to review/protocol/1, 2, ... with their hashes. Every
later change of a key is an amendment, and an amendment needs a reason (PRISMA 2020 item 24c).
"""

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from identification.errors import InputError, nearest
from identification.yaml_files import read_yaml

RECORD = "protocol.json"
REASONS = "amendments.jsonl"

# What stands for a value where there was none: null is a value.
NOTHING = object()


@dataclass(frozen=True)
class Frozen:
    """One frozen version of the protocol; `sha256` has one entry per file."""

    version: str
    at: str
    who: str
    sha256: dict[str, str]


@dataclass(frozen=True)
class Amendment:
    """One key that is not what it was in frozen version `since`.

    `old` and `new` are JSON, empty where there was nothing. Without a `reason` it is still to be explained; `who` and
    `at` belong to the reason.
    """

    since: str
    key: str
    old: str
    new: str
    reason: str = ""
    who: str = ""
    at: str = ""


def freeze(files: Mapping[str, Path], folder: Path, *, who: str, at: str) -> Frozen:
    """The new frozen version: the named files copied into the next numbered folder of review/protocol.

    Nothing is frozen twice: the same bytes as in the last version are an `InputError`.
    """
    before = frozen_versions(folder)
    sha256 = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    if before and before[-1].sha256 == sha256:
        raise InputError(f"nothing has changed since version {before[-1].version}, frozen on {before[-1].at[:10]}.")
    frozen = Frozen(str(len(before) + 1), at, who, sha256)
    target = folder / frozen.version
    target.mkdir(parents=True)
    for name, path in files.items():
        shutil.copyfile(path, target / name)
    (target / RECORD).write_text(json.dumps(asdict(frozen), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return frozen


def frozen_versions(folder: Path) -> list[Frozen]:
    """The frozen versions, oldest first; a copy that somebody edited afterwards is an `InputError`."""
    versions = []
    found = [path for path in folder.glob(f"*/{RECORD}") if path.parent.name.isdecimal()]
    for record in sorted(found, key=lambda path: int(path.parent.name)):
        frozen = Frozen(**json.loads(record.read_text(encoding="utf-8")))
        for name, sha256 in frozen.sha256.items():
            copy = record.parent / name
            if not copy.exists() or hashlib.sha256(copy.read_bytes()).hexdigest() != sha256:
                fault = "this frozen copy is not what was frozen."
                raise InputError(fault, file=copy, remedy="Restore it; a frozen protocol is never edited.")
        versions.append(frozen)
    return versions


def amendments(files: Mapping[str, Path], folder: Path) -> list[Amendment]:
    """Every change of a key from one frozen version to the next and from the last one to now, with its reason.

    Before the first freeze nothing is an amendment. Freezing again does not excuse a change that nobody explained.
    """
    stages = [
        (one.version, {name: folder / one.version / name for name in one.sha256}) for one in frozen_versions(folder)
    ]
    stages.append(("now", dict(files)))
    reasons = _reasons(folder / REASONS)
    found = []
    for (since, before), (_, after) in zip(stages, stages[1:], strict=False):
        for change in _changed(_values(before), _values(after)):
            found.append(reasons.get((since, change.key, change.new)) or replace(change, since=since))
    return found


def unexplained(listed: Iterable[Amendment]) -> list[Amendment]:
    """The amendments that nobody gave a reason for: next_steps asks for it."""
    return [amendment for amendment in listed if not amendment.reason]


def explain(key: str, reason: str, listed: Iterable[Amendment], *, who: str, at: str) -> list[Amendment]:
    """The amendments of this key, with the reason; an `InputError` when none of that key waits for one."""
    waiting = unexplained(listed)
    found = [replace(one, reason=reason, who=who, at=at) for one in waiting if one.key == key]
    if not found:
        keys = [amendment.key for amendment in waiting]
        likely = nearest(key, keys)
        remedy = f"Did you mean '{likely}'?" if likely else f"Waiting: {', '.join(keys) or 'none'}."
        raise InputError(f"no change of '{key}' waits for a reason.", remedy=remedy)
    return found


def append_reasons(explained: Iterable[Amendment], folder: Path) -> None:
    """Put the explained amendments on disk, one JSON object a line."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / REASONS
    torn = path.exists() and path.stat().st_size and not path.read_bytes().endswith(b"\n")
    with open(path, "a", encoding="utf-8") as file:
        file.write("\n" * bool(torn))
        file.writelines(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in explained)
        file.flush()
        os.fsync(file.fileno())


def changes(before: Any, after: Any, key: str) -> list[Amendment]:
    """The keys below `key` whose value differs; entries of a list are known by their id, whatever their order.

    >>> [change.key for change in changes({"a": 1, "b": [{"id": "x", "c": 1}]}, {"a": 2, "b": []}, "config")]
    ['config.a', 'config.b']
    """
    old, new = _parts(before), _parts(after)
    if old is None or new is None:
        return [] if before == after else [Amendment("", key, _text(before), _text(after))]
    parts = [*old, *(part for part in new if part not in old)]
    return [one for part in parts for one in changes(old.get(part, NOTHING), new.get(part, NOTHING), key + part)]


def _parts(values: Any) -> dict[str, Any] | None:
    """The parts of a mapping, or of a list whose entries have ids, by the ending of their key; else None."""
    if isinstance(values, dict):
        return {f".{name}": value for name, value in values.items()}
    if isinstance(values, list) and values and all(isinstance(one, dict) and "id" in one for one in values):
        return {f"[{one['id']}]": one for one in values}
    return None


def _changed(before: dict[str, Any], after: dict[str, Any]) -> list[Amendment]:
    names = [*before, *(name for name in after if name not in before)]
    return [one for name in names for one in changes(before.get(name, NOTHING), after.get(name, NOTHING), name)]


def _text(value: Any) -> str:
    return "" if value is NOTHING else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _values(files: Mapping[str, Path]) -> dict[str, Any]:
    return {Path(name).stem: read_yaml(path).values for name, path in files.items()}


def _reasons(path: Path) -> dict[tuple[str, str, str], Amendment]:
    """The reasons given so far; one on a torn line is lost, and is asked for again."""
    found = {}
    for line in path.read_bytes().split(b"\n") if path.exists() else []:
        with contextlib.suppress(ValueError, TypeError):
            one = Amendment(**json.loads(line))
            found[one.since, one.key, one.new] = one
    return found
