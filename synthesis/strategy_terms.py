"""Which terms does a search strategy ask for, which does it leave out, and which does it demand?

Strategies come as people keep them: numbered lines of Ovid or PubMed, one long query, prose around it. Only lines that
look like a query are read; what cannot be read proposes nothing, and a person says.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

NUMBERED = re.compile(r"^\s*(?:#|S)?(\d{1,3})[.):]?\s+(.*\S)", re.IGNORECASE)
TAG = re.compile(r"\[[A-Za-z][A-Za-z :/-]*\]|\.(?:ti|ab|tw|mp|kw|kf|hw|sh|af|tiab)\b[,.a-z]*|:(?:ti|ab|kw)\b[,a-z]*")
# The Cochrane Library writes headings in the brackets in which others write field tags.
DESCRIPTOR = re.compile(r"MeSH descriptor:\s*\[([^\]]+)\]", re.IGNORECASE)
SIGNS = re.compile(r"[\"“”*$?]|TITLE|\b(?:adj|near|next|NEAR|W|PRE|N)/?\d", re.MULTILINE)
CAPITAL = re.compile(r"\b(?:AND|OR|NOT)\b")
OPERATOR = re.compile(r"\b(?:and|or|not|adj\d*|near/?\d*|next/?\d*|w/\d+|pre/\d+|n\d+)\b", re.IGNORECASE)
PROSE = re.compile(r"[a-z][.:;,]\s+[A-Za-z]|\w\.$")
NOT = re.compile(r"\bNOT\b", re.IGNORECASE)
# A line that only tells of hits, such as "22 records".
COUNT = re.compile(r"^(?:records?|hits?|results?|references?|pages?|articles?)\b", re.IGNORECASE)
# A line that limits another, such as "limit 4 to yr=2009-2025" or "4, 2009 to 2025".
LIMITED = re.compile(r"^(?:limit\s+)?#?(\d{1,3})(?:\s+to\b|,).*", re.IGNORECASE)
LINES_ONLY = re.compile(r"^(?:[\s()#S\d,/-]|and|or)+$", re.IGNORECASE)


@dataclass(frozen=True)
class Query:
    """The terms of a strategy: `asked` for, `left_out` by NOT, and `demanded`: for each search, its AND-ed blocks."""

    asked: tuple[str, ...]
    left_out: tuple[str, ...]
    demanded: tuple[tuple[tuple[str, ...], ...], ...]


def read_query(strategy: str) -> Query:
    """The terms of a strategy, each as it stands there without its field tag.

    >>> read_query('1 leader*.ti.\\n2 (women or men).ti.\\n3 1 not 2').left_out
    ('women', 'men')
    """
    lines = _lines(strategy)
    inside = {name: _without_not(text) for name, text in lines.items()}
    out = [operand for text in lines.values() for operand in _not_operands(text)]
    named = {name for operand in out for name in _lines_named(operand, lines)}
    used = {one for text in lines.values() for one in _mentioned(text, lines)}
    last = [name for name, text in inside.items() if name not in used | named and not COUNT.match(text)]
    asked = [term for name, text in inside.items() if name not in named for term in _terms(text)]
    left_out = [term for operand in out for term in _expanded(operand, inside)]
    demanded = [tuple(_blocks(inside[name], inside)) for name in last]
    return Query(tuple(dict.fromkeys(asked)), tuple(dict.fromkeys(left_out)), tuple(demanded))


def _lines(strategy: str) -> dict[str, str]:
    """The lines of the query by number, those without one by their place; a line that goes on is put together."""
    found: dict[str, str] = {}
    name = ""
    for place, line in enumerate(strategy.splitlines()):
        numbered = NUMBERED.match(line)
        goes_on = name and (_is_open(found[name]) or re.match(r"\s*(?:AND|OR|NOT)\b", line))
        if goes_on and line.strip() and not numbered:
            found[name] += f" {line.strip()}"
        elif numbered or _is_query(line):
            name = numbered[1] if numbered and numbered[1] not in found else f"place {place}"
            found[name] = LIMITED.sub(r"\1", numbered[2] if numbered else line.strip())
        else:
            name = ""
    return found


def _is_query(line: str) -> bool:
    bare = re.sub(r"[\"“][^\"”]*[\"”]", "x", line)
    return bool(SIGNS.search(line) or TAG.search(line) or CAPITAL.search(line)) and not PROSE.search(TAG.sub("", bare))


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")") or bool(re.search(r"\b(?:AND|OR|NOT)$", text))


def _not_operands(text: str) -> Iterator[str]:
    """What stands behind each NOT, as far as its bracket goes; what is taken out of that again is not left out."""
    end = 0
    while found := NOT.search(text, end):
        operand = _operand(text[found.end() :])
        end = found.end() + len(operand)
        yield _without_not(operand)


def _operand(behind: str) -> str:
    depth = 0
    for place, sign in enumerate(behind):
        depth += (sign == "(") - (sign == ")")
        if depth < 0 or (depth == 0 and CAPITAL.match(behind, place) and behind[:place].strip().endswith(")")):
            return behind[:place]
    return behind


def _without_not(text: str) -> str:
    while found := NOT.search(text):
        text = text[: found.start()] + text[found.end() + len(_operand(text[found.end() :])) :]
    return text


def _mentioned(text: str, lines: Mapping[str, str]) -> list[str]:
    """The lines that a line builds on: numbers that stand alone, and from-to."""
    bare = re.sub(r"[\"“][^\"”]*[\"”]|(?:adj|near|next|W|N|PRE)/?\d+", " ", text, flags=re.IGNORECASE)
    spans = [range(int(one[1]), int(one[2]) + 1) for one in re.finditer(r"#?(\d{1,3})\s*-\s*#?(\d{1,3})\b", bare)]
    numbers = [*re.findall(r"(?<![\w.-])[#S]?(\d{1,3})(?![\w-])", bare), *(str(one) for span in spans for one in span)]
    return [one for one in dict.fromkeys(numbers) if one in lines]


def _lines_named(text: str, lines: Mapping[str, str]) -> list[str]:
    return _mentioned(text, lines) if LINES_ONLY.match(text) else []


def _expanded(text: str, lines: Mapping[str, str], seen: tuple[str, ...] = ()) -> list[str]:
    """The terms of a text, lines that it names in their place."""
    names = [one for one in _lines_named(text, lines) if one not in seen]
    if LINES_ONLY.match(text):
        return [term for one in names for term in _expanded(lines[one], lines, (*seen, *names))]
    return _terms(text)


def _blocks(text: str, lines: Mapping[str, str], seen: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The AND-ed blocks of a search, each as its terms; a block that is just another line is that line's blocks."""
    for part in _conjuncts(text):
        names = [one for one in _lines_named(part, lines) if one not in seen]
        if len(names) == 1:
            yield from _blocks(lines[names[0]], lines, (*seen, *names))
        else:
            yield tuple(_expanded(part, lines, seen))


def _conjuncts(text: str) -> list[str]:
    """The parts of a query that are joined with AND at its top, brackets around the whole left out."""
    text = re.sub(r"^\s*[A-Z-]{4,}\s*(?=\()", "", text).strip()
    while text.startswith("(") and _closes(text) == len(text) - 1:
        text = text[1:-1].strip()
    depth, start, parts = 0, 0, []
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        found = re.compile(r"\band\b", re.IGNORECASE).match(text, place) if depth == 0 else None
        if found and (place == 0 or not text[place - 1].isalnum()) and text[:place].count('"') % 2 == 0:
            parts.append(text[start:place])
            start = found.end()
    return [part.strip() for part in (*parts, text[start:]) if part.strip()]


def _closes(text: str) -> int:
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place
    return -1


def _terms(text: str) -> list[str]:
    """The terms between operators, brackets and commas; what stands in quotation marks is one term."""
    text = DESCRIPTOR.sub(r'"\1"', text)
    kept = re.sub(r"[\"“]([^\"”]*)[\"”]", lambda phrase: phrase[1].replace(" ", "\0"), TAG.sub(" ", text))
    parts = re.split(r"[(),;=]", OPERATOR.sub("(", kept))
    terms = (re.sub(r"^exp\s+|/$", "", part.strip().strip("/")).replace("\0", " ").strip() for part in parts)
    return [term for term in terms if re.search(r"[A-Za-z]{3}", term) and not term.startswith("TITLE")]
