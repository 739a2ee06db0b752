"""What of a coding leaves the review beside its code and place, in words that every tool can show and bring back?

A coding in another tool has a passage, a code, a coder, a time and one comment. So the note and, below a line that
marks them, the fields that this review keeps of a coding stand in the comment: `status: absence stated`. People read
them there, and an import reads them back.
"""

import json
import re
import unicodedata
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extraction.documents import Extract
from extraction.text_layer import Page
from identification.events import Event

MARK = "[coding]"
# What is kept of a coding beside its code, place, coder, time and note, by the names that a person reads.
FIELDS = ("status", "attribution", "origin", "perspective", "function", "value", "suggested_by", "meaning")
# "Looked for, not found" is a note, which names its code in words.
WRITTEN = (*FIELDS, "code")
LABELS: Mapping[str, str] = {"suggested_by": "suggested by", "meaning": "code version"}
PAGE_BREAK = "\n\n"
# Ids of everything in an exported project follow from our own ids, so that the same codings give the same bytes.
OURS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:rapid-evidence-review:codings")


@dataclass(frozen=True)
class Leaving:
    """A coding that stands, with its place as it is found now and its coder as she is called outside the team."""

    extract: Extract
    event: Event
    coder: str

    @property
    def fields(self) -> dict[str, str]:
        """What is said beside code and place, in the coder's words; what is empty is left out."""
        told = {"status": self.event.decision} | {key: str(self.event.content.get(key, "")) for key in FIELDS[1:]}
        return {key: value for key, value in told.items() if value}


def leaving(extracts: Iterable[Extract], events: Iterable[Event], names: Mapping[str, str]) -> list[Leaving]:
    """The extracts with their events, by document and place."""
    by_id = {event.event_id: event for event in events}
    ordered = sorted(extracts, key=lambda one: (one.document_id, one.page, one.start, one.end, one.extract_id))
    return [Leaving(one, by_id[one.extract_id], names[one.who]) for one in ordered]


def guid(kind: str, name: str) -> str:
    """The id of a thing of ours in files that ask for one.

    >>> guid("code", "SK.HUMILITY") == guid("code", "SK.HUMILITY") != guid("document", "SK.HUMILITY")
    True
    """
    return str(uuid.uuid5(OURS, f"{kind}:{name}"))


def comment_of(note: str, fields: Mapping[str, str]) -> str:
    """The note and the fields as the comment of a coding.

    >>> print(comment_of("Only in passing.", {"status": "contested"}))
    Only in passing.
    <BLANKLINE>
    [coding]
    status: contested
    """
    lines = [f"{LABELS.get(key, key)}: {_in_one_line(fields[key])}" for key in WRITTEN if fields.get(key)]
    block = "\n".join([MARK, *lines]) if lines else ""
    return "\n\n".join(filter(None, (note, block)))


def comment_read(comment: str) -> tuple[str, dict[str, str]]:
    """The note and the fields of a comment; a comment without the mark is a note.

    >>> comment_read("Only in passing.\\n\\n[coding]\\nstatus: contested")
    ('Only in passing.', {'status': 'contested'})
    """
    lines = unbroken(comment).split("\n")
    at = next((at for at in range(len(lines) - 1, -1, -1) if lines[at].strip() == MARK), None)
    if at is None:
        return unbroken(comment).strip(), {}
    fields: dict[str, str] = {}
    after = []
    for line in lines[at + 1 :]:
        label, colon, value = line.partition(":")
        key = NAMES.get(label.strip().casefold())
        if key and colon:
            fields[key] = _from_line(value.strip())
        else:
            after.append(line)
    return "\n".join([*lines[:at], *after]).strip(), fields


NAMES = {LABELS.get(key, key): key for key in WRITTEN}


def joined_text(pages: Sequence[Page]) -> tuple[str, dict[int, int]]:
    """The text of a document in one piece as other programs get it, and where in it each page begins.

    Positions are code points; every sign is one unit of UTF-16 too, so that programs which count these agree. What a
    program might swallow, turn into two signs or count as two is replaced by one, so that positions stay.
    """
    starts, parts, at = {}, [], 0
    for page in sorted(pages, key=lambda one: one.page):
        starts[page.page] = at
        parts.append(one_unit(same_length(page.text)))
        at += len(page.text) + len(PAGE_BREAK)
    text = PAGE_BREAK.join(parts)
    return (" " + text[1:] if text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}") else text), starts


def place_in_pages(start: int, end: int, pages: Sequence[Page], starts: Mapping[int, int]) -> tuple[int, int, int]:
    """The page and the offsets on it of a span of the joined text; page 0 where it runs over the end of a page."""
    for page in pages:
        begins = starts[page.page]
        if begins <= start and end <= begins + len(page.text):
            return page.page, start - begins, end - begins
    return 0, 0, 0


def same_length(text: str) -> str:
    """The text with a blank or a replacement sign for what no XML and no text file carries, sign by sign.

    >>> same_length("a\\x00b\\rc")
    'a b\\nc'
    """
    return UNCARRIED.sub(lambda found: REPLACED.get(found[0], " "), text)


def one_unit(text: str) -> str:
    """The text with the letter for each letter of formulas, and a replacement sign for an emoji or a rare ideograph.

    NVivo counts these as two signs, which would shift every passage behind one.

    >>> one_unit("\N{MATHEMATICAL ITALIC SMALL P} < .05 \N{PARTY POPPER}")
    'p < .05 \N{REPLACEMENT CHARACTER}'
    """
    return BEYOND.sub(lambda found: _plain_letter(found[0]), text)


def _plain_letter(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 and not BEYOND.match(plain) else "\N{REPLACEMENT CHARACTER}"


# Signs beyond the basic plane, which UTF-16 writes as two units.
BEYOND = re.compile("[\U00010000-\U0010ffff]")


def unbroken(text: str) -> str:
    """The text with line breaks of one kind and without what XML cannot carry, so that notes can be compared."""
    return same_length(text.replace("\r\n", "\n"))


# Control signs, halves of surrogate pairs and the two that XML 1.0 forbids.
UNCARRIED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
REPLACED = {"\r": "\n"} | {chr(code): "\N{REPLACEMENT CHARACTER}" for code in range(0xD800, 0xE000)}


def _in_one_line(value: str) -> str:
    plain = unbroken(value)
    return (
        json.dumps(plain, ensure_ascii=False) if plain != plain.strip() or "\n" in plain or plain[:1] == '"' else plain
    )


def _from_line(value: str) -> str:
    try:
        return str(json.loads(value)) if value.startswith('"') else value
    except ValueError:
        return value
