"""What the review codes: the codebook as a team wrote it, checked, and looked up by id."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from identification.errors import InputError, nearest
from identification.protocol import check_schema, with_defaults
from identification.tables import read_lines
from identification.vocabulary import Fact, Field, Mark, Role, Unit
from identification.yaml_files import Key, YamlFile, read_yaml

Place = tuple[Key, ...]


@dataclass(frozen=True)
class Code:
    """One code with its rules. `cues` suggest it; a cue that shares a word with a match of `not_cues` does not count.

    `only_beside` names a code in or beside whose sentences alone this one is suggested; `marks` says that the code is
    no finding like the others of its family. `field` and `values` say what the value of a characteristic is, and `fact`
    the rule that proposes it. `unit` is how much one coding takes in; a `required` code is asked of every study, found
    or looked for in vain. Elements of a definition that share a `group` are one at the coarser level of the overlap.
    """

    id: str
    name: str
    definition: str
    include_when: str
    exclude_when: str
    example: str
    counter_example: str
    cues: tuple[str, ...]
    not_cues: tuple[str, ...] = ()
    only_beside: str = ""
    marks: Mark | None = None
    field: str = ""
    values: tuple[str, ...] = ()
    unit: Unit = Unit.SENTENCE
    required: bool = False
    fact: Fact | None = None
    group: str = ""

    @property
    def meaning(self) -> str:
        """A fingerprint of what the code means: it changes with the rules that people code by, not with its cues.

        A coding keeps it, so that a changed code can say which extracts need another look.
        """
        rules = (self.name, self.definition, self.include_when, self.exclude_when, self.field, *self.values)
        return hashlib.sha256("\n".join(rules).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Family:
    """Codes that share a rule; with `needs_concept` they are suggested only near the concept of the review.

    `asks` are the fields that a coder fills in beside status and attribution.
    """

    id: str
    name: str
    role: Role
    rule: str
    codes: tuple[Code, ...]
    needs_concept: bool = False
    not_cues: tuple[str, ...] = ()
    asks: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Codebook:
    """All families of a review, and the concept that it is about."""

    version: str
    concept: str
    terms: tuple[str, ...]
    families: tuple[Family, ...]

    def __contains__(self, code_id: object) -> bool:
        return code_id in self._codes

    @property
    def codes(self) -> tuple[Code, ...]:
        """Every code, in the order of the codebook."""
        return tuple(self._codes.values())

    def code(self, code_id: str) -> Code:
        """The code of that id; an `InputError` names the nearest one when there is none."""
        return self._codes[_known(code_id, list(self._codes), "code")]

    def family(self, family_id: str) -> Family:
        """The family of that id; an `InputError` names the nearest one when there is none."""
        return self._families[_known(family_id, list(self._families), "family")]

    def family_of(self, code_id: str) -> Family:
        """The family that a code belongs to; a family's own id gives the family, as "looked for, not found" may."""
        return self.family(code_id if code_id in self._families else self.code(code_id).id.partition(".")[0])

    def families_with(self, role: Role) -> tuple[Family, ...]:
        """The families of one role, in the order of the codebook."""
        return tuple(family for family in self.families if family.role == role)

    @cached_property
    def _codes(self) -> dict[str, Code]:
        return {code.id: code for family in self.families for code in family.codes}

    @cached_property
    def _families(self) -> dict[str, Family]:
        return {family.id: family for family in self.families}


def read_codebook(path: Path, schema_path: Path) -> Codebook:
    """The codebook of a review; the first fault in it is an `InputError` with file, line and remedy."""
    file, schema = read_yaml(path), read_yaml(schema_path).values
    check_schema(file, schema)
    values = with_defaults(file.values, schema)
    _check_ids(file, values)
    _check_patterns(file, values)
    families = tuple(_family(family) for family in values["families"])
    return Codebook(values["version"], values["concept"]["name"], tuple(values["concept"]["terms"]), families)


def load_codebook(path: Path | str) -> Codebook:
    """The codebook as the workflow keeps it once it is checked: read in a hundredth of the time."""
    return read_lines(path, Codebook)[0]


def _family(values: dict[str, Any]) -> Family:
    codes = tuple(_code(code) for code in values["codes"])
    asks = tuple(Field(one) for one in values["asks"])
    return Family(**_with_tuples(values) | {"role": Role(values["role"]), "codes": codes, "asks": asks})


def _code(values: dict[str, Any]) -> Code:
    marks = Mark(values["marks"]) if values["marks"] else None
    fact = Fact(values["fact"]) if values["fact"] else None
    return Code(**_with_tuples(values) | {"marks": marks, "unit": Unit(values["unit"]), "fact": fact})


def _with_tuples(values: dict[str, Any]) -> dict[str, Any]:
    """The values with lists as tuples, so that a codebook can be hashed."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}


def _check_ids(file: YamlFile, values: dict[str, Any]) -> None:
    """Every id once, code ids behind their family's, and `only_beside` a code that there is."""
    seen: dict[str, int] = {}
    for name, place in _ids(values):
        line = file.line_of((*place, "id"))
        if name in seen:
            fault = f"the id '{name}' is given twice (first in line {seen[name]})."
            raise InputError(fault, file=file.path, line=line, remedy="Give each its own id.")
        seen[name] = line
    for at, family in enumerate(values["families"]):
        for position, code in enumerate(family["codes"]):
            _check_code(file, family["id"], code, place=("families", at, "codes", position), known=list(seen))
        if [code["marks"] for code in family["codes"]].count(Mark.DID_NOT_FIT) != 1:
            fault = f"the family '{family['id']}' has not one code for what fits no other."
            remedy = "Give one of its codes 'marks: did not fit', so that what is new is not lost."
            raise InputError(fault, file=file.path, line=file.line_of(("families", at, "id")), remedy=remedy)


def _check_code(file: YamlFile, family_id: str, code: dict[str, Any], *, place: Place, known: list[str]) -> None:
    beside = code["only_beside"]
    if not code["id"].startswith(f"{family_id}."):
        fault = f"the code '{code['id']}' stands in the family '{family_id}'."
        remedy = f"Let its id start with '{family_id}.' or move it."
        raise InputError(fault, file=file.path, line=file.line_of((*place, "id")), remedy=remedy)
    if beside and beside not in known:
        fault = f"'only_beside' of {code['id']} is '{beside}', and there is no such code."
        line = file.line_of((*place, "only_beside"))
        raise InputError(fault, file=file.path, line=line, remedy=_did_you_mean(beside, known))
    if code["group"] and not beside:
        fault = f"'group' of {code['id']} is given, and only elements of a definition ('only_beside') are grouped."
        remedy = "Take 'group' out, or name the code of the definition below 'only_beside'."
        raise InputError(fault, file=file.path, line=file.line_of((*place, "group")), remedy=remedy)


def _check_patterns(file: YamlFile, values: dict[str, Any]) -> None:
    for owner, pattern, place in _patterns(values):
        try:
            re.compile(pattern, re.IGNORECASE)
        except re.error as reason:
            fault = f"'{pattern}' of {owner} is not a regular expression ({reason})."
            remedy = "Mend it, or put a backslash before a bracket, dot or question mark that is meant as itself."
            raise InputError(fault, file=file.path, line=file.line_of(place), remedy=remedy) from reason


def _ids(values: dict[str, Any]) -> Iterator[tuple[str, Place]]:
    for at, family in enumerate(values["families"]):
        yield family["id"], ("families", at)
        for position, code in enumerate(family["codes"]):
            yield code["id"], ("families", at, "codes", position)


def _patterns(values: dict[str, Any]) -> Iterator[tuple[str, str, Place]]:
    owners: list[tuple[str, dict[str, Any], Place]] = [("the concept", values["concept"], ("concept",))]
    for at, family in enumerate(values["families"]):
        owners.append((family["id"], family, ("families", at)))
        codes = enumerate(family["codes"])
        owners += [(code["id"], code, ("families", at, "codes", position)) for position, code in codes]
    for owner, entry, place in owners:
        for key in ("terms", "cues", "not_cues"):
            for position, pattern in enumerate(entry.get(key, [])):
                yield owner, pattern, (*place, key, position)


def _known(name: str, known: list[str], kind: str) -> str:
    if name not in known:
        raise InputError(f"'{name}' is not a {kind} of the codebook.", remedy=_did_you_mean(name, known))
    return name


def _did_you_mean(name: str, known: list[str]) -> str:
    likely = nearest(name, known)
    return f"Did you mean '{likely}'?" if likely else f"Known: {', '.join(known)}."
