"""Which lines are one entry of a file of tags (RIS, NBIB, EndNote, Web of Science), and what does each tag hold?

One splitter reads the four: they differ in how an entry begins and ends, how a tag is written and which tags list one
value a line. A line without a tag, or one that is set in, goes on with the value above it.
"""

import re
from dataclasses import dataclass

from identification.errors import InputError
from identification.exports import Entry


@dataclass(frozen=True)
class Tags:
    """How one format writes its entries; `listed` are tags of which every line set in is a value of its own."""

    name: str
    start: re.Pattern[str]
    tag: re.Pattern[str]
    begun_by: str
    titles: tuple[str, ...]
    end: re.Pattern[str] | None = None
    set_in: str = "  "
    listed: frozenset[str] = frozenset()


def _lines(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


# A blank or the line's end follows the hyphen: "ER-positive" and "UK-based" begin lines of abstracts. In NBIB a tag is
# filled up to four signs in the first column, and a line that goes on begins with blanks.
RIS = Tags(
    name="RIS",
    start=_lines(r"^[ \t]?TY {0,2}-(?= |$)"),
    tag=re.compile(r"^([A-Z][A-Z0-9])(?: {1,2}- ?(.*)|-(?: (.*))?)$"),
    begun_by="TY",
    titles=("TI", "T1"),
    end=re.compile(r"^ER {0,2}-\s*$"),
)
NBIB_TAG = re.compile(r"^([A-Z]{2,4}) {0,2}-(?: (.*))?$")
NBIB = Tags("NBIB", _lines(r"^PMID ?- ?"), NBIB_TAG, "PMID", ("TI",))
OVID = Tags("Ovid MEDLINE", _lines(r"^<\d+>[ \t]*(?=\n+[A-Z]{2,4} {0,2}- )"), NBIB_TAG, "<1>", ("TI",))
ENW = Tags("EndNote", _lines(r"^%0 "), re.compile(r"^(%[0-9A-Z@!#$^&*()+><~?\[=;:,/'\"-])(?: +(.*))?$"), "%0", ("%T",))
WOS = Tags(
    name="Web of Science",
    start=_lines(r"^PT (?=[A-Z])"),
    tag=re.compile(r"^([A-Z][A-Z0-9])(?: (.*))?$"),
    begun_by="PT",
    titles=("TI",),
    end=re.compile(r"^ER$"),
    listed=frozenset({"AU", "AF", "BA", "BE", "BF", "CA", "ED", "GP", "C1", "C3", "CR", "SP", "RI", "OI"}),
)
TAGGED = (RIS, NBIB, OVID, ENW, WOS)
# Counters and what every file of its kind has: they say nothing of an entry.
NOTHING = re.compile(r"^(?:<?\d+[.>]?|FN .*|VR 1\.0|EF|[-=_*]*)$")


def split_tagged(text: str, tags: Tags, name: str) -> tuple[int, list[Entry]]:
    """The number of entries that begin, and each with the values of its tags; an entry that is lost stops the run."""
    begins = [match.start() for match in tags.start.finditer(text)]
    ends = [*begins[1:], len(text)]
    line, last, entries = 1, 0, []
    ahead = _beside(text[: begins[0]].split("\n"))
    for begin, end in zip(begins, ends, strict=True):
        line, last = line + text.count("\n", last, begin), begin
        lines = text[begin:end].split("\n")
        kept = _entry_lines(lines, tags, name, line)
        raw = "\n".join(one.strip() for one in kept if one.strip())
        entries.append(Entry(_tag_values(kept, tags), raw, line, ahead + _beside(lines[len(kept) :])))
        ahead = ()
    _check_ended(entries, tags, name)
    return len(begins), entries


def _beside(lines: list[str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in lines if not NOTHING.match(line.strip()))


def _check_ended(entries: list[Entry], tags: Tags, name: str) -> None:
    ended = ["ER" in entry.fields for entry in entries]
    if tags.end and any(ended) and not ended[-1]:
        fault = f"record {len(entries)} has no end (ER), so the file was cut off."
        raise InputError(fault, file=name, line=entries[-1].line, remedy="Download the export again.")


def _entry_lines(lines: list[str], tags: Tags, name: str, line: int) -> list[str]:
    """The lines up to the end of the record; behind it no title may stand (Ovid writes an NL tag and a link there).

    A format without a tag for the end has an empty line there, and another line with a title is another record.
    """
    if tags.end:
        ends = next((at + 1 for at, one in enumerate(lines) if tags.end.match(one.strip())), len(lines))
        behind = ends
    else:
        ends = len(lines)
        titled = next((at for at, one in enumerate(lines) if _tag_of(one, tags) in tags.titles), len(lines))
        behind = next((at for at, one in enumerate(lines) if at > titled and not one.strip()), len(lines))
    for at, one in enumerate(lines[behind:], start=line + behind):
        if _tag_of(one, tags) in tags.titles:
            fault = f"a record without its first line ({tags.begun_by}) stands here and would be lost."
            remedy = f"Download the export again, or give it a {tags.begun_by} line."
            raise InputError(fault, file=name, line=at, remedy=remedy)
    return lines[:ends]


def _tag_of(line: str, tags: Tags) -> str:
    match = None if line.startswith(tags.set_in) else tags.tag.match(line.strip())
    return match[1] if match else ""


def _tag_values(lines: list[str], tags: Tags) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        match = None if line.startswith(tags.set_in) and name else tags.tag.match(line.strip())
        if match:
            name = match[1]
            values.setdefault(name, []).append(next(filter(None, match.groups()[1:]), "").strip())
        elif name in tags.listed and line.strip():
            values[name].append(line.strip())
        elif name and line.strip():
            values[name][-1] = f"{values[name][-1]} {line.strip()}".strip()
    return values
