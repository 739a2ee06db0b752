"""What do reporting checklists ask for, and what of a review answers each item? The checklists as they are kept."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from identification.errors import InputError, nearest
from identification.protocol import check_schema, with_defaults
from identification.yaml_files import YamlFile, read_yaml


@dataclass(frozen=True)
class Part:
    """One thing that has to hold for an item, by the name of its condition, and the place where a reader sees it."""

    when: str
    link: str
    without: str


@dataclass(frozen=True)
class ChecklistPoint:
    """One item or sub-item. `judged` is what no program can tell; `logged` is the place of what the search log says."""

    item: str
    section: str
    topic: str
    asks: str
    parts: tuple[Part, ...] = ()
    judged: str = ""
    logged: str = ""


@dataclass(frozen=True)
class Checklist:
    """A reporting checklist in our own words; `source` is what the original is cited by."""

    id: str
    name: str
    source: str
    items: tuple[ChecklistPoint, ...]


def read_checklists(paths: Iterable[Path | str], schema_path: Path, known: Collection[str]) -> list[Checklist]:
    """The checklists by their ids; `known` are the conditions. The first fault is an `InputError` with its line."""
    schema = read_yaml(schema_path).values
    return sorted((_checklist(read_yaml(Path(path)), schema, known) for path in paths), key=lambda one: one.id)


def _checklist(file: YamlFile, schema: Mapping[str, Any], known: Collection[str]) -> Checklist:
    check_schema(file, schema)
    values = with_defaults(file.values, schema)
    for place, item in enumerate(values["items"]):
        _check_item(file, item, place, known)
    items = tuple(_point(one) for one in values["items"])
    return Checklist(values["id"], values["name"], values["source"], items)


def _point(values: Mapping[str, Any]) -> ChecklistPoint:
    parts = tuple(Part(**one) for one in values.get("parts") or ())
    return ChecklistPoint(**{**values, "parts": parts})


def _check_item(file: YamlFile, item: Mapping[str, Any], place: int, known: Collection[str]) -> None:
    for position, part in enumerate(item.get("parts") or ()):
        if part["when"] not in known:
            likely = nearest(part["when"], list(known))
            remedy = f"Did you mean '{likely}'?" if likely else "reporting/checklist_conditions.py has them all."
            line = file.line_of(("items", place, "parts", position, "when"))
            raise InputError(f"there is no condition '{part['when']}'.", file=file.path, line=line, remedy=remedy)
    if not item.get("parts") and not item["judged"] and not item["logged"]:
        fault = f"item {item['item']} does not say what a person has to write."
        line = file.line_of(("items", place))
        raise InputError(fault, file=file.path, line=line, remedy="Give it parts, or say under judged what to write.")
