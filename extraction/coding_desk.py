"""One coder's sitting: a document with its suggestions and her own codings, and every coding on disk before the next.

The desk knows nothing of screens. It holds one coder's own codings only, so that those of a second one cannot show.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from extraction.codebook import Code, Codebook
from extraction.coding_items import Coding, Item, is_decided, is_look, item_of, reading_order, waiting_item
from extraction.documents import Suggestion
from extraction.learning import Decided, decided_in, rescored
from extraction.selectors import place_of
from extraction.text_layer import Document, Page, PageLine, Passage
from extraction.work import open_codes
from identification.errors import InputError, nearest
from identification.events import REJECTED, WITHDRAWN, Event
from identification.tables import read_lines
from identification.vocabulary import CodeStatus, EventKind, Sitting
from screening.pen import Pen

# Documents whose text layers are kept in memory at once: going back and forth between a few costs nothing.
KEPT_OPEN = 4


@dataclass(frozen=True)
class Codable:
    """A full text to be coded, with the report and study that it belongs to; `why_not` where it has no text."""

    document_id: str
    report_id: str
    study_id: str
    title: str
    authors: str
    year: str
    file: Path
    role: str
    why_not: str = ""


@dataclass(frozen=True)
class OpenDocument:
    """A document's text layer and what is suggested for it."""

    document: Document
    pages: tuple[Page, ...]
    lines: tuple[PageLine, ...]
    passages: tuple[Passage, ...]
    suggestions: tuple[Suggestion, ...]

    def page(self, number: int) -> Page:
        """One page; an `InputError` says how many there are."""
        for page in self.pages:
            if page.page == number:
                return page
        raise InputError(f"{self.document.document_id} has no page {number}; it has {len(self.pages)}.")


class CodingDesk:
    """The documents of a review for one coder, her codings of them, and the pen to code with.

    `folder` holds a folder of results for each document; `pen` knows her codings of earlier sittings. The suggestions
    learn from these and from `others`, what colleagues decided in other documents: their decisions in this one teach
    her nothing, so that she stays blind. `criteria_version` is the frozen protocol that a coding is made under.
    """

    def __init__(
        self,
        documents: Sequence[Codable],
        codebook: Codebook,
        *,
        pen: Pen,
        folder: Path,
        others: Iterable[Decided] = (),
        criteria_version: str = "",
    ) -> None:
        self.codebook = codebook
        self.documents = {one.document_id: one for one in documents}
        self.pen = pen
        self._others = tuple(one for one in others if one.who != pen.who)
        self._version = criteria_version
        self._waiting: dict[str, list[Item]] = {}
        self._placed: dict[str, Item] = {}
        self._read = lru_cache(maxsize=KEPT_OPEN)(lambda name: _read(folder, name))

    def document(self, document_id: str) -> Codable:
        """A document by its id."""
        if document_id not in self.documents:
            raise InputError(f"'{document_id}' is no full text of a report that is to be coded.")
        return self.documents[document_id]

    def open(self, document_id: str) -> OpenDocument:
        """The text layer and suggestions of a document, as the last run left them."""
        return self._read(self.document(document_id).document_id)

    def items(self, document_id: str) -> list[Item]:
        """Everything beside a document in reading order: waiting suggestions, own codings, rejections and looks.

        A suggestion is decided when a coding or rejection of hers with the same code overlaps it.
        """
        own = [self._own(event) for event in self.standing(document_id)]
        of_code: dict[str, list[Item]] = {}
        for item in own:
            of_code.setdefault(item.coding.code_id, []).append(item)
        if document_id not in self._waiting:
            self.learn(document_id)
        waiting = self._waiting[document_id]
        undecided = [one for one in waiting if not is_decided(one, of_code.get(one.coding.code_id, ()))]
        return sorted([*own, *undecided], key=reading_order)

    def learn(self, document_id: str) -> None:
        """Score what is suggested for a document by everything decided since: as it is opened, not at each key."""
        opened = self.open(document_id)
        decided = (*self._others, *decided_in(self.pen.standing(EventKind.CODING)))
        scored = rescored(opened.suggestions, opened.passages, self.codebook, decided, self.pen.who)
        self._waiting[document_id] = [waiting_item(one) for one in scored]

    def _own(self, event: Event) -> Item:
        """What she coded, at the place where it stands now; an event never changes, so it is looked for once."""
        if event.event_id not in self._placed:
            self._placed[event.event_id] = item_of(event, self.open(event.subject_id).pages)
        return self._placed[event.event_id]

    def looked(self, document_id: str) -> dict[str, str]:
        """The codes and families that she looked for in a document and did not find, each with its event."""
        return {str(one.content["code_id"]): one.event_id for one in self.standing(document_id) if is_look(one)}

    def standing(self, document_id: str) -> list[Event]:
        """Her coding events of a document that stand."""
        return self.pen.standing(EventKind.CODING, document_id)

    def words(self, document_id: str, coding: Coding) -> str:
        """The words at the place of a coding."""
        return self.open(document_id).page(coding.page).text[coding.start : coding.end]

    def save(self, document_id: str, coding: Coding, replaces: str = "", sitting: Sitting | None = None) -> Event:
        """The coding's event, on disk; `replaces` is the coding of hers that it changes.

        `sitting` says that it was added while she checked or settled what others coded, which makes her no coder.
        """
        opened = self.open(document_id)
        page = opened.page(coding.page)
        self._check(coding, page)
        content = {
            "code_id": coding.code_id,
            **place_of(opened.document, page, *_trimmed(page.text, coding.start, coding.end)),
            "attribution": coding.attribution,
            "origin": coding.origin.strip(),
            "perspective": coding.perspective or "",
            "function": coding.function or "",
            "value": coding.value.strip(),
            "suggested_by": coding.suggested_by or "",
            "meaning": self.codebook.code(coding.code_id).meaning,
            "sitting": sitting or "",
        }
        return self._write(document_id, coding.status, content, note=coding.note, replaces=replaces)

    def reject(self, document_id: str, codings: Iterable[Coding]) -> list[Event]:
        """The events, one step, that suggested passages have not the code.

        The suggestions learn from them, and nothing counts them.
        """
        fields = [self._rejection(document_id, one) for one in codings]
        return self.pen.write_all(EventKind.CODING, fields)

    def _rejection(self, document_id: str, coding: Coding) -> dict[str, Any]:
        opened = self.open(document_id)
        page = opened.page(coding.page)
        content = {
            "code_id": self.codebook.code(coding.code_id).id,
            **place_of(opened.document, page, coding.start, coding.end),
            "suggested_by": coding.suggested_by or "",
        }
        return self._fields(document_id, REJECTED, content, coding.note)

    def remove(self, document_id: str, event_id: str) -> Event:
        """The withdrawal of a coding, rejection or look of hers."""
        if event_id not in {one.event_id for one in self.standing(document_id)}:
            raise InputError("that coding is not yours, or was removed already.")
        return self._write(document_id, WITHDRAWN, {}, replaces=event_id)

    def look(self, document_id: str, code_ids: Iterable[str], note: str = "") -> list[Event]:
        """The events of "looked for, not found" for codes or whole families; what she said already is left out."""
        said = self.looked(document_id)
        known = {*(family.id for family in self.codebook.families), *(code.id for code in self.codebook.codes)}
        wanted = [one for one in dict.fromkeys(code_ids) if one not in said]
        if unknown := [one for one in wanted if one not in known]:
            raise InputError(f"'{unknown[0]}' is no code or family of the codebook.")
        fields = [self._fields(document_id, CodeStatus.LOOKED_NOT_FOUND, {"code_id": one}, note) for one in wanted]
        return self.pen.write_all(EventKind.CODING, fields)

    def unfinished(self, document_id: str) -> list[str]:
        """The families, and the required codes, that she neither coded in a document nor looked for in vain."""
        standing = [one for one in self.standing(document_id) if one.decision != REJECTED]
        return open_codes({str(one.content["code_id"]) for one in standing}, self.codebook)

    def _write(
        self, document_id: str, decision: str, content: Mapping[str, Any], note: str = "", replaces: str = ""
    ) -> Event:
        fields = self._fields(document_id, decision, content, note)
        return self.pen.write(EventKind.CODING, **fields, replaces=replaces)

    def _fields(self, document_id: str, decision: str, content: Mapping[str, Any], note: str) -> dict[str, Any]:
        kept = {key: value for key, value in content.items() if value != ""}
        fields = {"subject_id": document_id, "decision": decision, "content": kept, "note": note.strip()}
        return fields | {"criteria_version": self._version}

    def _check(self, coding: Coding, page: Page) -> None:
        code = self.codebook.code(coding.code_id)
        if not 0 <= coding.start < coding.end <= len(page.text) or not page.text[coding.start : coding.end].strip():
            raise InputError("no words are selected.", remedy="Select them on the page first.")
        if coding.status == CodeStatus.LOOKED_NOT_FOUND:
            raise InputError("a passage was found, so its status is not 'looked for, not found'.")
        _check_value(code, coding.value.strip())


def _check_value(code: Code, value: str) -> None:
    if value and code.field == "number" and not _is_number(value):
        raise InputError(f"'{value}' is no number.", remedy=f"{code.name} is a number, such as 24.")
    for part in (one.strip() for one in value.split(";") if code.values):
        if part and part not in code.values:
            likely = nearest(part, list(code.values))
            meant = f"Did you mean '{likely}'?" if likely else f"Known: {', '.join(code.values)}."
            raise InputError(f"'{part}' is no value of {code.name}.", remedy=meant)


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _read(folder: Path, document_id: str) -> OpenDocument:
    place = folder / document_id
    return OpenDocument(
        read_lines(place / "document.jsonl", Document)[0],
        tuple(read_lines(place / "pages.jsonl", Page)),
        tuple(read_lines(place / "lines.jsonl", PageLine)),
        tuple(read_lines(place / "passages.jsonl", Passage)),
        tuple(read_lines(place / "suggestions.jsonl", Suggestion)),
    )
