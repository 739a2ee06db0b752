"""The page that explains config.yaml: made from its schema, so that there is one truth."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

WORDS = {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false"}
HEAD = """\
# {title}

{description}

A wrong key or value stops a run with one sentence that names the line. `entry` stands for each entry of a list.
This page is made from workflow/schemas/config.schema.yaml by `python3 launch.py docs`; change the wording there.

| key | meaning | takes | when left out |
|---|---|---|---|
"""


def schema_page(schema: Schema) -> str:
    """Every key with its meaning, what it takes and what holds when it is left out."""
    rows = "".join(f"| {' | '.join(row)} |\n" for row in _rows(schema, ""))
    return HEAD.format(title=schema["title"], description=schema["description"]) + rows


def _rows(schema: Schema, above: str) -> list[tuple[str, str, str, str]]:
    rows = []
    for name, part in schema.get("properties", {}).items():
        absent = "it has to be there" if name in schema.get("required", []) else _absent(part)
        rows.append((f"`{above}{name}`", part["description"], _takes(part), absent))
        rows += _rows(part, f"{above}{name}.") + _rows(part.get("items", {}), f"{above}{name}.entry.")
    return rows


def _takes(part: Schema) -> str:
    if "enum" in part:
        return ", ".join(part["enum"])
    if part["type"] == "object":
        return "keys with text" if "properties" not in part else "the keys below"
    if part["type"] == "array":
        inside = part["items"]
        return "entries with the keys below" if inside.get("type") == "object" else f"a list of: {_takes(inside)}"
    return WORDS["integer"] + " or nothing" if isinstance(part["type"], list) else WORDS[part["type"]]


def _absent(part: Schema) -> str:
    default = part["default"]
    if "properties" in part:
        return "as the keys below say"
    if isinstance(default, bool):
        return str(default).lower()
    return "nothing" if default is None else str(default or "empty")
