"""What a team decided in config/: read so that every fault is one sentence with the file, the line and the remedy."""

import sys
from collections.abc import Iterable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from identification.errors import InputError, nearest
from identification.yaml_files import Key, YamlFile, read_yaml

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "keys with values below it",
    "null": "nothing",
}


def check_schema(file: YamlFile, schema: Mapping[str, Any]) -> None:
    """Nothing when the values keep to the schema; else an `InputError` with the first fault and its remedy.

    A mistyped key comes before everything else, since a key that is missing is often the one that was mistyped.
    """
    # Imported here, because most jobs can do without; and without the grammars that jsonschema compiles for a whole
    # second to check formats of addresses, which no schema here asks for.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    from jsonschema import Draft202012Validator

    faults = [_innermost(fault) for fault in Draft202012Validator(schema).iter_errors(file.values)]
    if faults:
        first = min(faults, key=lambda fault: (fault.validator != "additionalProperties", _line(file, fault)))
        sentence, remedy = _explain(first)
        raise InputError(sentence, file=file.path, line=_line(file, first), remedy=remedy)


def with_defaults(values: Any, schema: Mapping[str, Any]) -> Any:
    """A copy of the values in which every key that the author left out has the schema's default.

    >>> with_defaults({"a": 1}, {"properties": {"a": {"default": 0}, "b": {"default": 2}}})
    {'a': 1, 'b': 2}
    """
    if isinstance(values, dict):
        known = schema.get("properties", {})
        absent = {key: part["default"] for key, part in known.items() if key not in values and "default" in part}
        return {key: with_defaults(value, known.get(key, {})) for key, value in (values | deepcopy(absent)).items()}
    if isinstance(values, list):
        return [with_defaults(value, schema.get("items", {})) for value in values]
    return values


def read_protocol(path: Path, schema_path: Path) -> dict[str, Any]:
    """The review's config.yaml, checked against its schema and against itself, with all defaults filled in."""
    file, schema = read_yaml(path), read_yaml(schema_path).values
    check_schema(file, schema)
    protocol: dict[str, Any] = with_defaults(file.values, schema)
    for places in (["questions"], ["eligibility.include", "eligibility.exclude"], ["sources"], ["reviewers"], ["gaps"]):
        _check_ids_once(file, _ids(protocol, *places))
    _check_adjudicator(file, protocol)
    return protocol


def question_text(protocol: Mapping[str, Any]) -> str:
    """What the team wrote about what it looks for: title, questions, framework and inclusion criteria."""
    framework = protocol.get("question_framework") or {}
    parts = [protocol.get("title", ""), *(question["text"] for question in protocol.get("questions", []))]
    parts += framework.get("elements", {}).values()
    parts += [criterion["text"] for criterion in protocol.get("eligibility", {}).get("include", [])]
    return "\n".join(parts)


def _innermost(fault: "ValidationError") -> "ValidationError":
    """The branch of an anyOf or oneOf that the author most likely meant."""
    from jsonschema.exceptions import best_match

    return best_match([fault]) or fault


def _line(file: YamlFile, fault: "ValidationError") -> int:
    unknown = _unknown_keys(fault)[:1] if fault.validator == "additionalProperties" else []
    return file.line_of([*fault.absolute_path, *unknown])


def _unknown_keys(fault: "ValidationError") -> list[str]:
    instance: Any = fault.instance
    return [str(key) for key in instance if key not in _properties(fault)]


def _properties(fault: "ValidationError") -> dict[str, Any]:
    schema: Any = fault.schema
    return dict(schema.get("properties", {}))


def _explain(fault: "ValidationError") -> tuple[str, str]:
    """What is wrong and what to do, in the words of a review team."""
    key = _name(fault.absolute_path)
    wanted: Any = fault.validator_value
    instance: Any = fault.instance
    match fault.validator:
        case "additionalProperties":
            return _explain_unknown(fault)
        case "required":
            missing = next(one for one in wanted if one not in instance)
            meaning = _properties(fault).get(missing, {}).get("description", "")
            return f"{key} has no '{missing}'.", f"Add it: {meaning}" if meaning else f"Add '{missing}:'."
        case "enum":
            words = [str(word) for word in wanted]
            said = "" if instance is None else str(instance)
            return f"{key} is '{said}', not one of {', '.join(words)}.", _did_you_mean(said, words)
        case "type":
            return _explain_type(fault, key)
        case "minItems" | "minLength" | "minProperties":
            return f"{key} is empty.", _meaning(fault)
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum":
            side = "above" if "inimum" in fault.validator else "below"
            or_at = "" if "exclusive" in fault.validator else "at or "
            return f"{key} is {fault.instance}; it has to be {or_at}{side} {wanted}.", _meaning(fault)
        case "pattern":
            return f"{key} is '{fault.instance}', which is not in the form that it needs.", _meaning(fault)
        case "uniqueItems":
            return f"{key} names something twice.", "Keep one of the two."
    return f"{key}: {fault.message}.", _meaning(fault)


def _explain_unknown(fault: "ValidationError") -> tuple[str, str]:
    unknown = _unknown_keys(fault)[0]
    return f"'{unknown}' is not a key of {_name(fault.absolute_path)}.", _did_you_mean(
        unknown, list(_properties(fault))
    )


def _explain_type(fault: "ValidationError", key: str) -> tuple[str, str]:
    value: Any = fault.validator_value
    wanted: list[str] = [value] if isinstance(value, str) else value
    sentence = f"{key} has to be {' or '.join(KINDS[one] for one in wanted)}"
    if fault.instance is None:
        return f"{sentence}; nothing stands there.", _meaning(fault)
    if isinstance(fault.instance, dict | list):
        there = "a list" if isinstance(fault.instance, list) else "a group of keys"
        return f"{sentence}; {there} stands there.", _meaning(fault)
    return f"{sentence}, and '{fault.instance}' is not.", "Put it in quotes." if "string" in wanted else _meaning(fault)


def _meaning(fault: "ValidationError") -> str:
    schema: Any = fault.schema
    return str(schema.get("description", ""))


def _did_you_mean(word: str, known: list[str]) -> str:
    likely = nearest(word, known)
    return f"Did you mean '{likely}'?" if likely else f"Known here: {', '.join(known)}."


def _name(path: Iterable[Key]) -> str:
    """A place as a person would say it: 'questions, entry 2, id'."""
    steps = [f"entry {step + 1}" if isinstance(step, int) else step for step in path]
    return f"'{', '.join(steps)}'" if steps else "this file"


def _check_ids_once(file: YamlFile, rows: Iterable[tuple[str, str, int]]) -> None:
    """`rows` are (id, the key or keys above its list as 'a.b', position); an id may stand once in them."""
    seen: dict[str, int] = {}
    for name, above, position in rows:
        line = file.line_of((*above.split("."), position, "id"))
        if name in seen:
            fault = f"the id '{name}' is given twice (first in line {seen[name]})."
            raise InputError(fault, file=file.path, line=line, remedy="Give each its own id.")
        seen[name] = line


def _ids(protocol: Mapping[str, Any], *places: str) -> list[tuple[str, str, int]]:
    found = []
    for place in places:
        rows: Any = protocol
        for key in place.split("."):
            rows = rows.get(key, {})
        found += [(row["id"], place, position) for position, row in enumerate(rows)]
    return found


def _check_adjudicator(file: YamlFile, protocol: Mapping[str, Any]) -> None:
    roles = [reviewer["role"] for reviewer in protocol["reviewers"]]
    for stage, settings in protocol["screening"].items():
        if (settings["policy"] != "single" or settings["pilot"]) and "adjudicator" not in roles:
            asked = settings["policy"] if settings["policy"] != "single" else "piloted"
            fault = f"'screening, {stage}' is {asked}, and nobody in 'reviewers' has the role adjudicator."
            remedy = "Name the person who decides where two reviewers disagree, or screen this stage singly."
            raise InputError(fault, file=file.path, line=file.line_of(("screening", stage, "policy")), remedy=remedy)
