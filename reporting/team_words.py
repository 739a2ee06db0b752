"""What has the team written for its readers? The Markdown files of review/report as parts of documents."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import mistune

from reporting.document_parts import Box, Grid, Heading, Listing, Look, Paragraph, Part, Run, Words, spoken
from reporting.document_words import FOLDER, TEXTS


def read_team_words(paths: Iterable[Path | str]) -> dict[str, tuple[Part, ...]]:
    """The parts of each text by its name; a file that holds no word is as if it were not there."""
    found = {Path(path).stem: Path(path).read_text(encoding="utf-8-sig") for path in paths}
    return {name: parse_words(text) for name, text in found.items() if name in TEXTS and text.strip()}


def not_written(name: str) -> Box:
    """The place of a text that is not there, with the name of its file."""
    said = (Run("The team has not written this yet: "), Run(f"{FOLDER}/{name}.md", Look.CODE))
    return Box(Look.MISSING, TEXTS[name], said)


def parse_words(text: str, *, below: int = 2) -> tuple[Part, ...]:
    """Markdown as parts: headings (below the document's own), paragraphs, lists, quotes and tables.

    HTML stays text. Pictures and what else has no part of its own is told by its words. A first heading of the first
    level is the name of the text, which the document prints already.
    """
    tokens = mistune.create_markdown(renderer=None, plugins=["table"])(text)
    tokens = [one for one in tokens if isinstance(one, dict) and one["type"] != "blank_line"]
    if tokens and tokens[0]["type"] == "heading" and tokens[0]["attrs"]["level"] == 1:
        tokens = tokens[1:]
    return tuple(part for token in tokens for part in _part(token, below))


def words_of(parts: Iterable[Part]) -> str:
    """The running text of some parts, for counting: paragraphs and the items of lists."""
    texts = []
    for part in parts:
        if isinstance(part, Paragraph):
            texts.append(spoken(part.words))
        elif isinstance(part, Listing):
            texts += [spoken(item) for item in part.items]
    return "\n\n".join(texts)


def _part(token: Mapping[str, Any], below: int) -> Iterable[Part]:
    kind = token["type"]
    if kind == "heading":
        yield Heading(min(4, below + max(1, token["attrs"]["level"] - 1)), spoken(_words(token)))
    elif kind == "list":
        yield Listing(tuple(_item(one) for one in token["children"]), bool(token["attrs"].get("ordered")))
    elif kind == "block_quote":
        yield from (Paragraph(_words(one), Look.QUOTE) for one in token["children"] if one["type"] != "blank_line")
    elif kind == "table":
        yield _table(token)
    elif words := _words(token):
        yield Paragraph(words)


def _item(token: Mapping[str, Any]) -> Words:
    """The words of an item; a list inside it follows in the same line."""
    words: list[Run] = []
    for child in token["children"]:
        inner = child["children"] if child["type"] == "list" else [child]
        for one in inner:
            words += [Run("; " if child["type"] == "list" else " ")] * bool(words)
            words += _item(one) if child["type"] == "list" else _words(one)
    return tuple(words)


def _table(token: Mapping[str, Any]) -> Grid:
    head, *body = token["children"]
    header = tuple(spoken(_words(cell)) for cell in head["children"])
    rows = tuple(tuple(_words(cell) for cell in row["children"]) for part in body for row in part["children"])
    return Grid("", "", header, rows, (1,) * len(header))


def _words(token: Mapping[str, Any], look: Look = Look.PLAIN, link: str = "") -> Words:
    kind = token["type"]
    if kind in ("softbreak", "linebreak"):
        return (Run(" ", look, link),)
    look = {"strong": Look.STRONG, "emphasis": Look.EMPHASIS, "codespan": Look.CODE}.get(kind, look)
    link = _address(token["attrs"]["url"]) if kind == "link" else link
    if "children" in token:
        return tuple(run for child in token["children"] for run in _words(child, look, link))
    return (Run(token["raw"], look, link),) if token.get("raw") else ()


def _address(url: str) -> str:
    """An address of the web, or a place in a file of the package; nothing else is a link."""
    return url if re.fullmatch(r"https?://\S+|[a-z_/]+\.(html|xlsx|md|csv)(#\S+)?", url) else ""
