"""BibTeX taken apart by bibtexparser; what LaTeX wrote as commands and braces becomes letters again."""

import re
from typing import Any

from identification.errors import InputError
from identification.wording import many

# What starts an entry; comments, strings and preambles are none.
START = re.compile(r"^[ \t]*@(?!(?:comment|string|preamble)\b)\w+[ \t]*[{(]", re.MULTILINE | re.IGNORECASE)
# An unescaped % would begin a comment and swallow the rest of an abstract; a lone $ would open a formula.
UNESCAPED = re.compile(r"(?<!\\)([%$&#_])")
NAMES = ("author", "editor")
# The type of an entry, beside its fields: no field of BibTeX has a blank in its name.
ENTRY_TYPE = "entry type"


def split_bibtex(text: str, name: str) -> list[tuple[dict[str, list[str]], str, int]]:
    """Each entry as its fields by lower-case name, its own text and its line; an entry that is lost stops the run.

    Two entries under one citation key, and a field that stands twice, are kept: keys are the exporting tool's and say
    nothing of the record.
    """
    from bibtexparser.entrypoint import parse_string  # here, because few exports are BibTeX
    from bibtexparser.middlewares import ResolveStringReferencesMiddleware

    begins = [text.count("\n", 0, found.end()) + 1 for found in START.finditer(text)]
    library = parse_string(text, parse_stack=[ResolveStringReferencesMiddleware()])
    blocks: list[Any] = [getattr(block, "ignore_error_block", block) or block for block in library.blocks]
    entries = [block for block in blocks if hasattr(block, "entry_type")]
    if len(entries) != len(begins):
        read = {entry.start_line + 1 for entry in entries}
        lost = next((line for line in begins if line not in read), begins[-1])
        fault = f"{many(len(begins), 'entry')} begin in this file and {len(entries)} could be read."
        remedy = "Look at the braces and commas of the entry on this line, or export it again."
        raise InputError(fault, file=name, line=lost, remedy=remedy)
    return [(_fields(entry), entry.raw.strip(), entry.start_line + 1) for entry in entries]


def _fields(entry: Any) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {ENTRY_TYPE: [str(entry.entry_type)]}
    for field in entry.fields:
        text = _inside(str(field.value))
        key = field.key.strip().lower()
        parts = _names(text) if key in NAMES else [text]
        values.setdefault(key, []).extend(unlatex(part) for part in parts)
    return values


def unlatex(text: str) -> str:
    r"""The text as letters: commands decoded, braces gone, one blank between words.

    >>> unlatex(r"{NHS} leadership \& caf{\'e} talk, 50% of {\"u}bung")
    'NHS leadership & café talk, 50% of übung'
    """
    if "\\" in text:
        from pylatexenc.latex2text import LatexNodes2Text

        text = LatexNodes2Text(math_mode="verbatim").latex_to_text(UNESCAPED.sub(r"\\\1", text))
    return " ".join(text.replace("{", "").replace("}", "").split())


def _inside(value: str) -> str:
    """A value without the braces or quotation marks that enclose it."""
    value = value.strip()
    return value[1:-1] if value[:1] + value[-1:] in ("{}", '""') else value


def _names(text: str) -> list[str]:
    """Authors apart; an "and" inside braces belongs to the name of an institution."""
    names, depth, begin = [], 0, 0
    for found in re.finditer(r"[{}]|\s+and\s+", text, re.IGNORECASE):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0 and found[0] not in "{}":
            names.append(text[begin : found.start()])
            begin = found.end()
    return [*names, text[begin:]]
