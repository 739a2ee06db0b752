"""BibTeX taken apart by bibtexparser; what LaTeX wrote as commands and braces becomes letters again."""

import re
from collections import Counter
from functools import cache
from typing import Any

from identification.errors import InputError
from identification.wording import many

# What starts an entry; comments, strings and preambles are none. BibTeX reads on behind a closing brace and behind a %.
START = re.compile(r"(?:^|\})[ \t%]*@(?!(?:comment|string|preamble)\b)\w+[ \t]*[{(]", re.MULTILINE | re.IGNORECASE)
# By what a file is known: an entry with its key and the name of a field. No address in an abstract looks like that.
KNOWN_BY = re.compile(r"^[ \t%]*@\w+[ \t]*[{(][^,=\n]*,\s*[\w-]+\s*=", re.MULTILINE)
# The citation key is the exporting tool's, given anew when its library changes: it is no part of an id.
KEY = re.compile(r"^@\s*(\w+)[ \t]*([{(])[^,\n]*")
# What stands in a value behind its end when the comma between two fields is missing.
NEXT_FIELD = re.compile(r"""[}"]\s*[\w-]+\s*=\s*["{\d]""")
# An unescaped % would begin a comment and swallow the rest of an abstract; a lone $ would open a formula.
UNESCAPED = re.compile(r"(?<!\\)([%$&#_])")
NAMES = ("author", "editor")
AND_OTHERS = "others"
ADDRESSES = ("doi", "url", "pages")
# The type of an entry, beside its fields: no field of BibTeX has a blank in its name.
ENTRY_TYPE = "entry type"


def split_bibtex(text: str, name: str) -> list[tuple[dict[str, list[str]], str, int]]:
    """Each entry as its fields by lower-case name, its own text and its line; an entry that is lost stops the run.

    Two entries under one citation key, and a field that stands twice, are kept: keys are the exporting tool's and say
    nothing of the record.
    """
    from bibtexparser.entrypoint import parse_string  # here, because few exports are BibTeX
    from bibtexparser.middlewares import ResolveStringReferencesMiddleware

    library = parse_string(text, parse_stack=[ResolveStringReferencesMiddleware()])
    blocks: list[Any] = [getattr(block, "ignore_error_block", block) or block for block in library.blocks]
    entries = [block for block in blocks if hasattr(block, "entry_type")]
    begins, read = _begins(text), Counter(entry.start_line + 1 for entry in entries)
    if begins != read:
        fault = f"{many(begins.total(), 'entry')} begin in this file and {len(entries)} could be read."
        raise InputError(fault, file=name, line=min((begins - read) or (read - begins)), remedy=REMEDY)
    for field in (field for entry in entries for field in entry.fields):
        if _runs_on(str(field.value)):
            fault = f"no comma stands behind the field {field.key}, and the next one would be lost in it."
            raise InputError(fault, file=name, line=field.start_line + 1, remedy=REMEDY)
    return [(_fields(entry), KEY.sub(r"@\1\2", entry.raw.strip()), entry.start_line + 1) for entry in entries]


REMEDY = "Look at the braces and commas of the entry on this line, or export it again."


def _begins(text: str) -> Counter[int]:
    """How many entries begin on each line."""
    lines: Counter[int] = Counter()
    line, last = 1, 0
    for found in START.finditer(text):
        line, last = line + text.count("\n", last, found.end()), found.end()
        lines[line] += 1
    return lines


def _runs_on(value: str) -> bool:
    ends = (value[: found.start() + 1] for found in NEXT_FIELD.finditer(value))
    return any(end.count("{") == end.count("}") for end in ends)


def _fields(entry: Any) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {ENTRY_TYPE: [str(entry.entry_type)]}
    for field in entry.fields:
        text = _inside(str(field.value))
        key = field.key.strip().lower()
        parts = _names(text) if key in NAMES else [text]
        values.setdefault(key, []).extend(_address(part) if key in ADDRESSES else unlatex(part) for part in parts)
    return values


def unlatex(text: str) -> str:
    r"""The text as letters: commands decoded, braces gone, one blank between words.

    >>> unlatex(r"{NHS} leadership \& caf{\'e} talk, 50% of {\"u}bung")
    'NHS leadership & café talk, 50% of übung'
    """
    if "\\" in text:
        text = _decoder().latex_to_text(UNESCAPED.sub(r"\\\1", text))
    return " ".join(text.replace("{", "").replace("}", "").split())


@cache
def _decoder() -> Any:
    """pylatexenc's decoder; words that it does not know, such as \\texttt, keep what they enclose."""
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

    words = get_default_latex_context_db()
    words.set_unknown_macro_spec(MacroTextSpec("", discard=False))
    return LatexNodes2Text(latex_context=words, math_mode="verbatim")


def _address(text: str) -> str:
    """A DOI, a link or a range of pages: signs that LaTeX escapes as they are, and a tilde is no blank."""
    return re.sub(r"\\(?=[_%&#$~])|[{}]", "", text).replace("--", "-").strip()


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
    return [one for one in (*names, text[begin:]) if one.strip() != AND_OTHERS]
