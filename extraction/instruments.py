"""What is the quality of a report asked by? Appraisal instruments as a team wrote or chose them, checked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from identification.errors import InputError
from identification.protocol import check_schema, with_defaults
from identification.tables import read_lines
from identification.yaml_files import Key, YamlFile, read_yaml


@dataclass(frozen=True)
class Item:
    """One question of an instrument; `hint` says what to look at before answering."""

    id: str
    question: str
    hint: str = ""


@dataclass(frozen=True)
class Section:
    """Items that are answered together; `applies_when` says of which reports, and is empty where of every one."""

    id: str
    name: str
    items: tuple[Item, ...]
    applies_when: str = ""


@dataclass(frozen=True)
class Instrument:
    """One appraisal instrument: a grid of answers by item and never a sum score.

    `answers` are the words that an item takes, the favourable one first; `source` is what the instrument is cited by.
    `negative` are those of the words by which a test of sensitivity knows what is not as it should be.
    """

    id: str
    name: str
    source: str
    answers: tuple[str, ...]
    sections: tuple[Section, ...]
    negative: tuple[str, ...] = ("no",)

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, in the order of the instrument."""
        return tuple(item for section in self.sections for item in section.items)

    def missing(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """The items that an appraisal still waits for; `answers` are those that one person gave of one report, by item.

        Sections without `applies_when` are answered for every report, and of the others at least one is, whichever fits
        the report: the one begun. Where an answer of the former is not the favourable one the others may be left out,
        as MMAT 2018 has it of its two screening questions.
        """
        always = [section for section in self.sections if not section.applies_when]
        some = [section for section in self.sections if section.applies_when]
        waiting = _unanswered(always, answers)
        gate = [answers[item.id] for section in always for item in section.items if item.id in answers]
        begun = [section for section in some if any(item.id in answers for item in section.items)]
        if some and not begun and not waiting and all(answer == self.answers[0] for answer in gate):
            return tuple(section.id for section in some)
        return (*waiting, *_unanswered(begun, answers))


def read_instrument(path: Path, schema_path: Path) -> Instrument:
    """One instrument; the first fault in it is an `InputError` with file, line and remedy."""
    file, schema = read_yaml(path), read_yaml(schema_path).values
    check_schema(file, schema)
    values = with_defaults(file.values, schema)
    _check_ids(file, values)
    sections = tuple(_section(one) for one in values["sections"])
    answers, negative = tuple(values["answers"]), tuple(values["negative"])
    for place, word in enumerate(file.values.get("negative", [])):
        if word not in answers:
            fault = f"'{word}' is listed as negative and is none of the answers."
            remedy = f"Use words of {', '.join(answers)}."
            raise InputError(fault, file=path, line=file.line_of(("negative", place)), remedy=remedy)
    return Instrument(values["id"], values["name"], values["source"], answers, sections, negative)


def read_instruments(paths: Iterable[Path | str], schema_path: Path) -> list[Instrument]:
    """The instruments of a review, by id; two files of one id are an `InputError`."""
    found: dict[str, tuple[Instrument, Path]] = {}
    for path in sorted(map(Path, paths)):
        one = read_instrument(path, schema_path)
        if one.id in found:
            fault = f"the instrument '{one.id}' is also in {found[one.id][1].name}."
            line = read_yaml(path).line_of(("id",))
            raise InputError(fault, file=path, line=line, remedy="Keep one of the two, or give this one its own id.")
        found[one.id] = one, path
    return [found[key][0] for key in sorted(found)]


def load_instruments(path: Path | str) -> list[Instrument]:
    """The instruments as the workflow keeps them once they are checked."""
    return read_lines(path, Instrument)


def _unanswered(sections: Iterable[Section], answers: Collection[str]) -> tuple[str, ...]:
    return tuple(item.id for section in sections for item in section.items if item.id not in answers)


def _section(values: dict[str, Any]) -> Section:
    items = tuple(Item(**one) for one in values["items"])
    return Section(**values | {"items": items})


def _check_ids(file: YamlFile, values: dict[str, Any]) -> None:
    """Every item's id once in the whole instrument, since an event names the item alone; every section's id once."""
    places: list[tuple[str, str, tuple[Key, ...]]] = []
    for at, section in enumerate(values["sections"]):
        places.append(("section", section["id"], ("sections", at, "id")))
        items = enumerate(section["items"])
        places += [("item", item["id"], ("sections", at, "items", position, "id")) for position, item in items]
    seen: dict[tuple[str, str], int] = {}
    for kind, name, place in places:
        line = file.line_of(place)
        if (kind, name) in seen:
            fault = f"the {kind} '{name}' is given twice (first in line {seen[kind, name]})."
            raise InputError(fault, file=file.path, line=line, remedy="Give each its own id.")
        seen[kind, name] = line
