"""What does a YAML file of a team say, and in which line? Read in its author's words; a fault is one sentence."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from identification.errors import InputError

Key = str | int


@dataclass(frozen=True)
class YamlFile:
    """A YAML file with its values and the lines that they stand on."""

    path: Path
    values: Any
    node: yaml.Node

    def line_of(self, path: Iterable[Key]) -> int:
        """The line of a key or list entry; of the nearest thing around it when the path itself is not there."""
        node, line = self.node, self.node.start_mark.line
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            node, line = found
        return line + 1


def read_yaml(path: Path) -> YamlFile:
    """A YAML file in the words of its author; an unreadable one or a key given twice is an `InputError`.

    `yes`, `no`, `on`, `off` and dates stay text: YAML 1.1 would make a country "NO" false and a date an object.
    """
    try:
        node, values = _composed(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as fault:
        raise InputError("there is no such file.", file=path, remedy="Is this the folder of a review?") from fault
    except UnicodeDecodeError as fault:
        raise InputError("the file is not UTF-8 text.", file=path, remedy="Save it as UTF-8.") from fault
    except yaml.MarkedYAMLError as fault:
        raise _syntax_error(path, fault) from fault
    except yaml.YAMLError as fault:
        reason = " ".join(str(fault).split())
        raise InputError(f"not readable YAML ({reason}).", file=path, remedy="Save it as plain text.") from fault
    if node is None:
        raise InputError("the file is empty.", file=path, remedy="Copy it from the template and fill it in.")
    _check_keys_once(path, node)
    return YamlFile(path, values, node)


def _composed(text: str) -> tuple[yaml.Node | None, Any]:
    """The nodes and the values of a document; what libyaml does not read is read again by the parser that says why."""
    for loader in (_PlainLoader, _SpeakingLoader):
        try:
            return yaml.compose(text, Loader=loader), yaml.load(text, Loader=loader)
        except yaml.YAMLError:
            if loader is _SpeakingLoader:
                raise
    return None, None


class _SpeakingLoader(yaml.SafeLoader):
    """SafeLoader in which only true and false are booleans and dates are text; its errors are made for people."""


class _PlainLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same on libyaml, which reads a codebook ten times as fast."""


for loader in (_SpeakingLoader, _PlainLoader):
    loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in known if not tag.endswith((":bool", ":timestamp"))]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:[Tt]rue|[Ff]alse)$"), list("tTfF"))


def _child(node: yaml.Node, step: Key) -> tuple[yaml.Node, int] | None:
    """The node one step down and its line; for a key the line of the key, since the value may start below it."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line
    return None


def _nodes(node: yaml.Node, seen: set[int]) -> Iterator[yaml.Node]:
    """The node and everything below it, each once: anchors may make a file refer to itself."""
    if id(node) in seen:
        return
    seen.add(id(node))
    yield node
    if isinstance(node, yaml.CollectionNode):
        for entry in node.value:
            for part in entry if isinstance(entry, tuple) else (entry,):
                yield from _nodes(part, seen)


def _check_keys_once(path: Path, root: yaml.Node) -> None:
    for node in _nodes(root, set()):
        lines: dict[str, int] = {}
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            line = key.start_mark.line + 1
            if key.value in lines:
                fault = f"the key '{key.value}' stands here a second time (first in line {lines[key.value]})."
                raise InputError(fault, file=path, line=line, remedy="Keep one of the two.")
            lines[key.value] = line


def _syntax_error(path: Path, fault: yaml.MarkedYAMLError) -> InputError:
    mark = fault.problem_mark or fault.context_mark
    remedy = "Check the indentation (spaces, no tabs), the colons and the quotes in this line and the one above."
    return InputError(
        f"not readable YAML ({fault.problem}).", file=path, line=mark.line + 1 if mark else 0, remedy=remedy
    )
