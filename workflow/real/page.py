"""What did real material show? One page, as Markdown and as HTML, in which every number names its file."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import mistune

from workflow.real.building import ROOT
from workflow.real.findings import Fact, Section, Table

TITLE = "Right on real input"
LEAD = (
    "Real exports, decisions, codings, articles and double codings, taken through the workflow by `make real` and read "
    "as a review lead would. The material belongs to other people and is no part of this project: the page gives facts "
    "of citations and counts, and no text of theirs. Each number is counted by the command and names the file it was "
    "counted in, below the folder of the data or of the review that was built."
)
FILE = re.compile(r"<code>([^<\s]+/[^<\s]+)</code>")


def markdown(sections: Mapping[str, Section]) -> str:
    """The page as Markdown: same material, same bytes. What broke on real input stands at the end, part by part."""
    parts = [f"# {TITLE}", LEAD, *(_section(section) for section in sections.values())]
    mended = [f"### {section.title}\n\n{_bullets(section.mended)}" for section in sections.values() if section.mended]
    if mended:
        parts += ["## What broke on real input, and how it was mended", *mended]
    return "\n\n".join(parts) + "\n"


def html(sections: Mapping[str, Section], folder: Path) -> str:
    """The page as one HTML file for `folder`, which holds the reviews; file names lead to those of each review."""
    lines = markdown(sections).splitlines(keepends=True)
    begins = [place for place, line in enumerate(lines) if line.startswith("## ")]
    chunks = ["".join(lines[a:b]) for a, b in pairwise([0, *begins, len(lines)])]
    names = ["", *sections, *[""] * len(chunks)]
    body = "".join(_chunk(chunk, folder / name) for chunk, name in zip(chunks, names, strict=False))
    style = (ROOT / "reporting/templates/report.css").read_text(encoding="utf-8")
    return PAGE.format(title=TITLE, style=style, body=body)


PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>{style}
h1 {{ font-size: 2.2rem; margin-bottom: 1rem; }}
main {{ max-width: 78rem; margin: 0 auto; padding: 2rem 1.2rem 4rem; }}
h2 {{ margin-top: 3rem; }} main > p, main > ul {{ max-width: 50rem; }}
td code {{ overflow-wrap: anywhere; }}</style></head>
<body><main>{body}</main></body></html>
"""


def _section(section: Section) -> str:
    parts = [f"## {section.title}", *section.text]
    if section.facts:
        parts.append(_table(("What", "Number", "Counted in", "Note"), [_fact(fact) for fact in section.facts]))
    parts += [_captioned(table) for table in section.tables]
    return "\n\n".join(parts)


def _fact(fact: Fact) -> tuple[str, ...]:
    return fact.what, fact.value, _files(fact.source), fact.note


def _captioned(table: Table) -> str:
    rows = _table(table.columns, table.rows) if table.rows else "None."
    return f"**{table.caption}** ({_files(table.source)})\n\n{rows}"


def _table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [columns, tuple("---" for _ in columns), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _files(source: str) -> str:
    """Every file name of a source in code type; the words between them stay."""
    return FILE_NAME.sub(r"`\g<0>`", source).replace("` `", "`, `")


ENDINGS = "csv|jsonl|json|txt|yaml|yml|ris|nbib|bib|xml|pdf|html|md|svg|py|xlsx"
FILE_NAME = re.compile(rf"[\w./<>*-]+\.(?:{ENDINGS})\b")


def _bullets(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _chunk(text: str, review: Path) -> str:
    """One part as HTML; a table scrolls by itself, and the name of a file of the review leads to it."""
    made = str(mistune.create_markdown(plugins=["table"])(text))
    made = made.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")
    return FILE.sub(lambda found: _linked(found[1], review), made)


def _linked(name: str, review: Path) -> str:
    inside = (review / name).is_file() and review.name
    return f'<a href="{review.name}/{name}"><code>{name}</code></a>' if inside else f"<code>{name}</code>"
