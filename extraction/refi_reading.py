"""What does a REFI-QDA project (.qdpx) of another program say? Each coded passage with its words, coder and comment.

What is no passage of text is told with the reason why it cannot be an extract.
"""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from extraction.anchors import context_of
from extraction.incoming import Told, ToldFile
from extraction.known_documents import Hints, KnownDocuments
from extraction.leaving import comment_read, guid, joined_text, place_in_pages
from extraction.positions import Counting, counting_of, one_break
from extraction.refi_project import Project, id_of, number, open_project, plain_id, tag, text_element
from extraction.refi_qda import SHOWN_AS_CODE
from extraction.zipped import open_archive
from identification.errors import InputError
from identification.vocabulary import CodeStatus
from screening.tool_words import joined, time_of

STATUS_CODES = {guid("status", one): one for one in SHOWN_AS_CODE}
STATUS_NAMES = {f"status: {one}": one for one in SHOWN_AS_CODE}
RECTANGLE = "a rectangle on page {} of a PDF, without its words: code the words there"
NO_TEXT = "the project holds no text of this document, so that its positions mean nothing"
WHOLE = "a whole document is coded, and no passage of it"
NO_CODE = "a note on a passage that has no code"
ACROSS = "the passage runs over the end of a page: code its parts"
TWO_MEANT = "the passage has a status and several codes, and nothing says of which code it is"
OTHER_SELECTIONS = ("PictureSelection", "AudioSelection", "VideoSelection", "TranscriptSelection")


def read_project(path: Path, documents: KnownDocuments, event_ids: Sequence[str]) -> ToldFile:
    """Every coding of a project; what is no passage of text says so in `why`. `event_ids` are those of the review."""
    with open_archive(path) as archive:
        try:
            project = open_project(archive, path, event_ids)
            told, found = [], set()
            way = counting_of(project.named_selections(), project.origin)
            for source in project.sources:
                codings, document_id = _of_source(project, source, documents, way)
                told += codings
                found |= {document_id} if document_id else set()
        except (zipfile.BadZipFile, NotImplementedError, EOFError) as fault:
            why = f"the archive is damaged ({fault})."
            raise InputError(why, file=path.name, remedy="Export the project again.") from fault
    numbered = tuple(_numbered(told))
    return ToldFile("refi-qda", numbered, frozenset(found), tuple(sorted(set(project.coders.values()))))


def _numbered(told: Sequence[Told]) -> Iterator[Told]:
    return (replace(one, row=row) for row, one in enumerate(told, start=1))


def _of_source(project: Project, source: Any, documents: KnownDocuments, way: Counting) -> tuple[list[Told], str]:
    """The codings of one source, and the document that it is."""
    inner = text_element(source)
    text = project.text(inner)
    name = source.get("name") or inner.get("name") or ""
    hints = Hints(guid=id_of(source), name=name, hashes=project.hashes(source), text=text or "")
    document_id, why = documents.find(hints)
    about = _Source(project, document_id, name, text, documents, why, way)
    told = [one for part in dict.fromkeys((source, inner)) for one in about.codings(part)]
    return told, document_id


class _Source:
    """One source of a project and how positions in it are counted."""

    def __init__(
        self,
        project: Project,
        document_id: str,
        name: str,
        text: str | None,
        documents: KnownDocuments,
        why: str,
        way: Counting,
    ) -> None:
        self.project, self.document_id, self.name, self.why = project, document_id, name, why
        self.text = None if text is None else one_break(text)
        self.pages = documents.pages.get(document_id, ())
        ours, self.starts = joined_text(self.pages)
        self.is_ours = self.text == ours and bool(document_id)
        self.counted = way.places(text or "")

    def codings(self, part: Any) -> list[Told]:
        """What is coded in a source or in the text of a PDF."""
        selections = [one for one in part if tag(one) == "PlainTextSelection"]
        told = [one for selection in selections for one in self._selection(selection)]
        told = _with_status(told)
        told += [one for area in part if tag(area) == "PDFSelection" for one in self._area(area)]
        for other in (one for one in part if tag(one) in OTHER_SELECTIONS):
            what = tag(other).removesuffix("Selection").casefold()
            told += self._told(other, why=f"a passage of a {what} is coded; only text can be an extract")
        told += [one for coding in part if tag(coding) == "Coding" for one in self._whole(coding, part)]
        told += [one for ref in part if tag(ref) == "NoteRef" for one in self._looked_for(ref)]
        return told

    def _selection(self, selection: Any) -> list[Told]:
        if self.text is None:
            return self._told(selection, why=NO_TEXT)
        ends = (number(selection.get(key)) for key in ("startPosition", "endPosition"))
        first, after = (self.counted[min(at, len(self.counted) - 1)] for at in ends)
        while first < after and self.text[first].isspace():
            first += 1
        while first < after and self.text[after - 1].isspace():
            after -= 1
        before, behind = context_of(self.text, first, after)
        place = {"quote": self.text[first:after], "prefix": before, "suffix": behind}
        if not self.is_ours:
            return self._told(selection, **place)
        page, start, end = place_in_pages(first, after, self.pages, self.starts)
        return self._told(selection, why="" if page else ACROSS, page=page, start=start, end=end, **place)

    def _area(self, area: Any) -> list[Told]:
        text = next((self.project.text(one) for one in area if tag(one) == "Representation"), None)
        page = number(area.get("page"))
        if text and text.strip():
            return self._told(area, quote=text.strip(), page=page)
        return self._told(area, why=RECTANGLE.format(area.get("page") or "?"), page=page)

    def _whole(self, coding: Any, part: Any) -> list[Told]:
        return self._told(part, codings=[coding], why=WHOLE)

    def _looked_for(self, reference: Any) -> list[Told]:
        """A note on the document, where it says in our words what was looked for; other notes are the program's own."""
        note = self.project.notes.get(plain_id(reference.get("targetGUID")))
        if note is None:
            return []
        words, fields = comment_read(self.project.text(note) or "")
        if fields.get("status") != CodeStatus.LOOKED_NOT_FOUND:
            return []
        code = fields.pop("code", "")
        return self._told(note, code=code, note=words, fields=fields)

    def _told(self, element: Any, *, codings: Sequence[Any] | None = None, **more: Any) -> list[Told]:
        """A coding for each code of an element; one without a code where it has none."""
        own = [one for one in element if tag(one) == "Coding"] if codings is None else codings
        note, fields = comment_read(next((one.text or "" for one in element if tag(one) == "Description"), ""))
        noted = self.project.note_texts(element)
        found = []
        for coding in own or [None]:
            code, who, at = self._coded(element, coding)
            if coding is None and "code" not in more:
                more = {"why": NO_CODE, **{key: value for key, value in more.items() if key != "why"}}
            extra = self.project.note_texts(coding) if coding is not None else []
            told = {
                "code": code,
                "note": joined((note, *noted, *extra)) if noted or extra else note,
                "fields": fields,
                "who": who,
                "at": at,
                "item": id_of(coding if coding is not None else element),
                "event_id": self.project.events.get(id_of(element), ""),
                **more,
            }
            told["why"] = told.get("why") or ("" if self.document_id else self.why)
            found.append(Told(0, self.name, document_id=self.document_id, **told))
        return found

    def _coded(self, element: Any, coding: Any) -> tuple[str, str, str]:
        """The code, the coder and the time of a coding, from its selection where it does not say."""
        both = [one for one in (coding, element) if one is not None]
        users = (one.get(key) for one in both for key in ("creatingUser", "modifyingUser") if one.get(key))
        who = next((name for user in users if (name := self.project.coders.get(plain_id(user), ""))), "")
        times = (one.get(key) for one in both for key in ("creationDateTime", "modifiedDateTime") if one.get(key))
        at = next((time for text in times if (time := time_of(text.replace("Z", "+00:00")))), "")
        ref = next((one for one in coding if tag(one) == "CodeRef"), None) if coding is not None else None
        key = plain_id(ref.get("targetGUID")) if ref is not None else ""
        return STATUS_CODES.get(key) or self.project.codes.get(key, key), who, at


def _with_status(told: Sequence[Told]) -> list[Told]:
    """The codings of a passage without the codes that say their status: where no comment says it, they do."""
    places: dict[tuple[object, ...], list[Told]] = {}
    for one in told:
        places.setdefault((one.quote, one.prefix, one.page, one.start, one.who), []).append(one)
    found = []
    for some in places.values():
        codes = [one for one in some if _status(one.code) is None]
        words = {word for one in some if (word := _status(one.code))}
        silent = [one for one in codes if not one.fields.get("status")]
        if words and silent and (len(words) > 1 or len({one.code for one in codes}) > 1):
            codes = [replace(one, why=one.why or TWO_MEANT) if one in silent else one for one in codes]
        elif words and silent:
            status = {"status": str(min(words))}
            codes = [replace(one, fields={**status, **one.fields}) for one in codes]
        if words and not codes:
            codes = [replace(some[0], why="the passage has a status and no code")]
        found += codes
    return found


def _status(code: str) -> CodeStatus | None:
    return STATUS_NAMES.get(code) or (CodeStatus(code) if code in set(SHOWN_AS_CODE) else None)
