"""What is in a REFI-QDA project (.qdpx) of another program, and what do its ids stand for?

Programs differ where the specification leaves room, so that a project is read leniently: elements in any order, GUIDs
in braces, empty attributes, text in a file or within the XML.
"""

import hashlib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from extraction.leaving import guid
from identification.errors import InputError
from identification.exports import decode


@dataclass(frozen=True)
class Project:
    """A project's XML and what its ids stand for; `events` are those of this review by the ids that they left with."""

    root: Any
    archive: zipfile.ZipFile
    members: Mapping[str, str]
    coders: Mapping[str, str]
    codes: Mapping[str, str]
    notes: Mapping[str, Any]
    linked: Mapping[str, str]
    events: Mapping[str, str]
    origin: str

    @property
    def sources(self) -> list[Any]:
        """The documents of the project."""
        return [one for parent in self.root if tag(parent) == "Sources" for one in parent]

    def named_selections(self) -> Iterator[tuple[str, list[tuple[int, str]]]]:
        """The starts and names of the selections in each text."""
        for inner in map(text_element, self.sources):
            selections = [one for one in inner if tag(one) == "PlainTextSelection"]
            named = [(number(one.get("startPosition")), one.get("name") or "") for one in selections]
            yield self.text(inner) or "", named

    def text(self, element: Any) -> str | None:
        """The text of a source or note: in the XML, or in a file of the archive; None where there is none."""
        inside = next((one.text or "" for one in element if tag(one) == "PlainTextContent"), None)
        if inside is not None:
            return inside
        member = self.members.get(_member(element.get("plainTextPath")))
        if member is None:
            return None
        content = self.archive.read(member)
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = decode(content)[0]
        return text if text.strip() else None  # NVivo writes an empty file where it has rich text only

    def hashes(self, source: Any) -> tuple[str, ...]:
        """The sha256 of the files that go along with a source."""
        names = [self.members.get(_member(source.get(key))) for key in ("path", "richTextPath", "plainTextPath")]
        return tuple(hashlib.sha256(self.archive.read(name)).hexdigest() for name in names if name)

    def note_texts(self, element: Any) -> list[str]:
        """The notes that an element refers to, or that link to it."""
        keys = [plain_id(one.get("targetGUID")) for one in element if tag(one) == "NoteRef"]
        keys += [self.linked.get(id_of(element), "")]
        notes = (self.notes[key] for key in keys if key in self.notes)
        return [text for note in notes if (text := self.text(note))]


def open_project(archive: zipfile.ZipFile, path: Path, event_ids: Sequence[str]) -> Project:
    """The project of an archive; without one, or with one that is no harmless XML, an `InputError`."""
    names = [name for name in archive.namelist() if name.casefold().endswith(".qde") and "/" not in name]
    if len(names) != 1:
        why = "this archive holds no project.qde, so it is no REFI-QDA project."
        raise InputError(why, file=path.name, remedy="Export it as a REFI-QDA project (.qdpx).")
    try:
        root = fromstring(archive.read(names[0]))
    except (DefusedXmlException, SyntaxError, ValueError) as fault:
        why = "its project.qde is no XML that can be read, or refers to something outside of it."
        raise InputError(why, file=path.name, remedy="Export the project again.") from fault
    inside_last = sorted(archive.namelist(), key=lambda name: name.casefold().startswith("sources/"))
    links = [one for one in root.iter() if tag(one) == "Link"]
    return Project(
        root,
        archive,
        {PurePosixPath(name).name.casefold(): name for name in inside_last},
        {id_of(one): one.get("name") or one.get("id") or "" for one in root.iter() if tag(one) == "User"},
        {id_of(one): one.get("name") or "" for one in root.iter() if tag(one) == "Code"},
        {id_of(one): one for one in root.iter() if tag(one) == "Note"},
        {plain_id(one.get("targetGUID")): plain_id(one.get("originGUID")) for one in links},
        {guid(kind, one): one for one in event_ids for kind in ("selection", "note")},
        (root.get("origin") or "").casefold(),
    )


def text_element(source: Any) -> Any:
    """The element that holds the text of a source: that of a PDF is its representation."""
    return next((one for one in source if tag(one) == "Representation"), source)


def number(text: str | None) -> int:
    """A position or page; nothing, or what is no number, is 0."""
    return int(text) if text and text.strip().isdecimal() else 0


def id_of(element: Any) -> str:
    """The GUID of an element in one spelling."""
    return plain_id(element.get("guid"))


def plain_id(text: str | None) -> str:
    """A GUID without braces and in small letters."""
    return (text or "").strip().strip("{}").casefold()


def tag(element: Any) -> str:
    """The name of an element, whichever version of the namespace it is in."""
    return str(element.tag).rpartition("}")[2]


def _member(path: str | None) -> str:
    """The name of a file within the archive; other paths lead out of it and are not followed."""
    return PurePosixPath(path).name.casefold() if path and path.startswith("internal:") else ""
