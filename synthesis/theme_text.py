"""How does a themes file change without losing what a person wrote in it? Only the words in question are replaced.

A YAML library writes a file anew: comments, order, quotes and line breaks are its own afterwards. Here the places of a
change are found in the parsed text, and everything else stays, byte by byte. Whoever writes the text checks it, by
reading it again: what cannot be changed in this way (an anchor, a comment inside what is to go) is left to an editor.
"""

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

# Columns of a line that a statement is folded at: those of the code and the texts of this project.
WIDTH = 120

Theme = Mapping[str, Any]
Edit = tuple[int, int, str]


def rewritten(text: str, before: Sequence[Theme], themes: Sequence[Theme]) -> str:
    """The text of a themes file that says `before`, saying `themes`: some changed or gone, new ones at the end."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode), "the file was read as themes"
    key, listed = next(pair for pair in root.value if pair[0].value == "themes")
    wanted = {theme["id"]: theme for theme in themes}
    there = list(zip(before, listed.value, strict=True))
    edits = [
        edit
        for theme, entry in there
        if theme["id"] in wanted
        for edit in _changed(text, entry, theme, wanted[theme["id"]])
    ]
    gone = [entry for theme, entry in there if theme["id"] not in wanted]
    new = list(themes[len(there) - len(gone) :])
    edits += _in_list(text, key, listed, gone, new)
    newline = "\r\n" if "\r\n" in text else "\n"
    return _applied(text, [(start, end, words.replace("\n", newline)) for start, end, words in edits])


def lost_comments(before: str, after: str) -> list[str]:
    """The comments of a text that another one has not; looked for where a line with one is gone."""
    if not Counter(_signed(before)) - Counter(_signed(after)):
        return []
    return list((Counter(_comments(before)) - Counter(_comments(after))).elements())


def _changed(text: str, entry: yaml.MappingNode, now: Theme, theme: Theme) -> list[Edit]:
    """What makes one theme of the text the wanted one, key by key."""
    same = [pair for pair in entry.value if now[pair[0].value] == theme[pair[0].value]]
    edits = []
    for key, node in entry.value:
        name, wanted = key.value, theme[key.value]
        if now[name] != wanted and isinstance(wanted, list):
            gone = [one for one in node.value if one.value not in wanted]
            edits += _in_list(text, key, node, gone, [one for one in wanted if one not in now[name]])
        elif now[name] != wanted:
            edits.append((node.start_mark.index, _end(text, node), _scalar(wanted, key, flow=bool(entry.flow_style))))
    new = {name: value for name, value in theme.items() if name not in now}
    if new and entry.flow_style:
        edits.append((_end(text, same[-1][1]), _end(text, same[-1][1]), f", {_flow(new)[1:-1]}"))
    elif new:
        column = " " * entry.value[0][0].start_mark.column
        place = _line_end(text, _end(text, same[-1][1]))
        edits.append((place, place, "".join(f"\n{line}" for line in _block(new, column))))
    return edits


def _in_list(
    text: str, key: yaml.Node, node: yaml.SequenceNode, gone: Sequence[yaml.Node], new: Sequence[Any]
) -> list[Edit]:
    """Entries out of a list and others to its end; a comment beside an entry that goes stays where it stood."""
    kept = [one for one in node.value if one not in gone]
    if not gone and not new:
        return []
    in_flow = bool(node.flow_style and (node.value or _is_in_flow(text, key)))
    if in_flow:
        return _in_flow_list(text, node, kept, gone, new)
    colon = text.index(":", key.end_mark.index) + 1
    edits = [_without(text, one) for one in gone]
    if not kept:
        column = " " * (node.start_mark.column if node.value else key.start_mark.column + 2)
        words = "\n" + "".join(_entry(one, column) for one in new).lstrip("\n") if new else " []"
        end = colon if node.value else _end(text, node)
        return [(colon, end, words), *edits]
    if new:
        column = " " * node.start_mark.column
        place = _line_end(text, _end(text, kept[-1]))
        edits.append((place, place, "".join(_entry(one, column) for one in new)))
    return edits


def _in_flow_list(
    text: str, node: yaml.Node, kept: Sequence[yaml.Node], gone: Sequence[yaml.Node], new: Sequence[Any]
) -> list[Edit]:
    if gone or not kept:
        entries = [text[one.start_mark.index : _end(text, one)] for one in kept] + [_flow(one) for one in new]
        return [(node.start_mark.index, _end(text, node), f"[{', '.join(entries)}]")]
    place = _end(text, kept[-1])
    return [(place, place, "".join(f", {_flow(one)}" for one in new))]


def _without(text: str, entry: yaml.Node) -> Edit:
    """The lines of a list entry taken out, with the blank ones that part a theme from the next."""
    start = text.rfind("\n", 0, entry.start_mark.index) + 1
    end = min(_line_end(text, _end(text, entry)), len(text))
    beside = text[_end(text, entry) : end].strip()
    if beside:
        return start, end, f"{' ' * (entry.start_mark.column - 2)}{beside}"
    blank = re.compile(r"\r?\n(?:[ \t]*\r?\n)*" if isinstance(entry, yaml.MappingNode) else r"\r?\n")
    after = blank.match(text, end)
    return start, after.end() if after else end, ""


def _entry(value: Any, column: str) -> str:
    """A list entry on lines of its own, with the line break before it; a theme stands apart from the one before."""
    if not isinstance(value, Mapping):
        return f"\n{column}- {_scalar(value)}"
    first, *others = _block(value, f"{column}  ")
    return "\n".join([f"\n\n{column}- {first.lstrip()}", *others])


def _block(values: Mapping[str, Any], column: str) -> list[str]:
    lines = []
    for key, value in values.items():
        if isinstance(value, list):
            lines += [f"{column}{key}:" if value else f"{column}{key}: []"]
            lines += [f"{column}  - {_scalar(one)}" for one in value]
        else:
            lines += f"{column}{key}: {_scalar(value, column=len(column), key=str(key))}".split("\n")
    return lines


def _scalar(value: Any, node: yaml.Node | None = None, *, flow: bool = False, column: int = 0, key: str = "") -> str:
    """A text as YAML: plain where that can be read, folded where it is longer than a line, else in quotes."""
    column, key = (node.start_mark.column, node.value) if node else (column, key)
    if flow:
        return _flow(value)
    if column + len(f"{key}: {value}") > WIDTH and value.isprintable() and key:
        inside = " " * (column + 2)
        lines = textwrap.wrap(value, WIDTH - len(inside), break_long_words=False, break_on_hyphens=False)
        return "\n".join([">-", *(inside + line for line in lines)])
    dumped = yaml.safe_dump({"k": value}, allow_unicode=True, width=float("inf"))
    return dumped.removeprefix("k: ").rstrip("\n")


def _flow(value: Any) -> str:
    dumped = yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, sort_keys=False, width=float("inf"))
    return dumped.rstrip("\n")[1:-1]


def _is_in_flow(text: str, key: yaml.Node) -> bool:
    """Whether a key stands between braces, where no list can have lines of its own."""
    before = text[text.rfind("\n", 0, key.start_mark.index) + 1 : key.start_mark.index]
    return bool(before.strip(" -"))


def _end(text: str, node: yaml.Node) -> int:
    """Where the words of a node end; its own mark is behind the comments and blank lines that follow."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    end = int(node.end_mark.index)
    return len(text[:end].rstrip()) if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">") else end


def _line_end(text: str, place: int) -> int:
    """The end of the line of a place, before its line break."""
    found = re.compile(r"\r?\n|$").search(text, place)
    return found.start() if found else len(text)


def _applied(text: str, edits: Iterable[Edit]) -> str:
    parts, done = [], 0
    for start, end, words in sorted(edits, key=lambda one: one[:2]):
        parts += [text[done:start], words]
        done = max(done, end)
    return "".join([*parts, text[done:]])


def _signed(text: str) -> list[str]:
    return [line for line in text.splitlines() if "#" in line]


def _comments(text: str) -> list[str]:
    """Everything between the words of a YAML text that begins with '#', and what stands beside the sign of a fold."""
    found, done = [], 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        start, end = token.start_mark.index, token.end_mark.index
        found += re.findall(r"#.*", text[done:start])
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            found += re.findall(r" (#.*)", text[start:end].split("\n", 1)[0])
        done = max(done, end)
    return [one.strip() for one in found + re.findall(r"#.*", text[done:])]
