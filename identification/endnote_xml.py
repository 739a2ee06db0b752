"""EndNote's XML taken apart: what EndNote, Zotero, Mendeley and other reference managers write to hand a library on."""

import re
from collections.abc import Iterator
from typing import Any

from identification.errors import InputError
from identification.exports import Entry
from identification.wording import many

START = re.compile(r"<record[\s>]")
# What the exporting tool gives anew each time: it is no part of an id.
GIVEN_ANEW = ("database", "source-app", "rec-number", "foreign-keys")
# Signs that XML forbids, as they are and as numbers; databases leave them in abstracts.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FORBIDDEN_NUMBER = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])|0*(?:[0-8]|1[124-9]|2\d|3[01]));", re.IGNORECASE
)
KIND = "ref-type"
APPLICATION = "source-app"


def is_endnote_xml(text: str) -> bool:
    """Whether a text is XML that holds records of EndNote's kind."""
    return text.lstrip().startswith("<") and bool(START.search(text)) and "</record" in text


def split_endnote_xml(text: str, name: str) -> tuple[int, list[Entry]]:
    """The number of records that begin, and each as its fields by their path; no entity of the file is followed."""
    from defusedxml.common import DefusedXmlException  # here, because few exports are XML
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(FORBIDDEN_NUMBER.sub(" ", FORBIDDEN.sub(" ", text.lstrip())))
    except ParseError as fault:
        why = f"this XML breaks off or has a fault ({fault})."
        raise InputError(why, file=name, line=fault.position[0], remedy="Export it again.") from fault
    except (DefusedXmlException, ValueError, LookupError) as fault:
        why = "this XML defines entities of its own or cannot be read, and no search export has to."
        raise InputError(why, file=name, remedy="Export it again.") from fault
    lines = list(_lines(text))
    records = [element for element in root.iter("record") if "record" not in (child.tag for child in element)]
    if len(records) != len(lines):
        fault_ = f"{many(len(lines), 'record')} begin in this file and {len(records)} could be read."
        raise InputError(fault_, file=name, remedy="Export it again.")
    return len(lines), [_entry(record, line) for record, line in zip(records, lines, strict=True)]


def _lines(text: str) -> Iterator[int]:
    line, last = 1, 0
    for found in START.finditer(text):
        line, last = line + text.count("\n", last, found.start()), found.start()
        yield line


def _entry(record: Any, line: int) -> Entry:
    fields: dict[str, list[str]] = {}
    for path, text in _leaves(record, ""):
        if text:
            fields.setdefault(path, []).append(text)
    raw = [f"{path}={text}" for path, texts in fields.items() if path.split("/")[0] not in GIVEN_ANEW for text in texts]
    return Entry(fields, "\n".join(raw), line)


def _leaves(element: Any, above: str) -> Iterator[tuple[str, str]]:
    """Every innermost element with its path and its text; <style> only says how the text looks."""
    for child in element:
        path = f"{above}/{child.tag}" if above else str(child.tag)
        if child.tag in (KIND, APPLICATION) and child.get("name"):
            yield path, " ".join(str(child.get("name")).split())
        elif any(inner.tag != "style" for inner in child):
            yield from _leaves(child, path)
        else:
            yield path, " ".join("".join(child.itertext()).split())
