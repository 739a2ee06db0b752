"""The card on which people read a page and code, check or appraise it, as a notebook widget.

The widget is thin: it answers what coding_card.js asks for with what the trays know. What was done is on disk before
its answer is sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extraction.codebook import Code, Codebook
from extraction.coding_desk import Codable, CodingDesk
from extraction.documents import CodingAssignment
from extraction.page_view import page_picture, page_words
from extraction.trays import Tray, undone
from identification.errors import InputError
from identification.events import REJECTED
from identification.vocabulary import (
    Attribution,
    CodeStatus,
    CodingTask,
    EventKind,
    Function,
    Perspective,
    WorkState,
)
from screening.pen import Pen
from screening.widget import PICKER, UNFORESEEN, ReviewCard, script_of, spoken, style_of

CODE, CHECK, SETTLE, APPRAISE = "code", "check", "settle", "appraise"
STATUSES = [one for one in CodeStatus if one is not CodeStatus.LOOKED_NOT_FOUND]
MODE_OF = {
    CodingTask.CODE: CODE,
    CodingTask.SECOND: CODE,
    CodingTask.VERIFY: CHECK,
    CodingTask.APPRAISE: APPRAISE,
    CodingTask.SECOND_APPRAISAL: APPRAISE,
}

Answer = tuple[dict[str, Any], list[bytes]]

# The kinds of events that this card writes.
KINDS = (EventKind.CODING, EventKind.VERIFICATION, EventKind.APPRAISAL)
ELSEWHERE = (
    "You worked on this text in another window meanwhile: this key did nothing. What stands is shown now; "
    "look at it before you go on."
)


@dataclass(frozen=True)
class Workplace:
    """Everything that one person works with: her pen, the documents, a tray for each kind of work, and her tasks."""

    pen: Pen
    coding: CodingDesk
    trays: Mapping[str, Tray]
    tasks: Sequence[CodingAssignment] = ()
    synthetic: bool = False

    def look(self, document_id: str) -> bool:
        """Take in what she did elsewhere, and say whether some of it is on this document."""
        found = [one for kind in KINDS for one in self.pen.look(kind)]
        return any(one.subject_id == document_id for one in found)


class CodingCard(ReviewCard):
    """A document's page on the left, on the right what is to be done with it, and keys for everything.

    Without a place to work it shows `refusal`: the sentence that says why.
    """

    _esm = script_of(
        PICKER, *(Path(__file__).with_name(name) for name in ("page_pane.js", "coding_modes.js", "coding_card.js"))
    )
    _css = style_of(Path(__file__).with_name("coding_card.css"))

    def __init__(self, place: Workplace | None, *, refusal: str = "") -> None:
        super().__init__()
        self.place = place
        self._shown: dict[str, dict[str, Any]] = {}
        self._draw(_opening(place) if place else {"state": "error"}, problem=refusal)

    def _hear(self, _widget: Any, message: dict[str, Any], _buffers: Any) -> None:
        if self.place:
            try:
                answer, buffers = self.answer(self.place, message)
            except Exception:
                self.send({"kind": "refused", "problem": UNFORESEEN})
                raise
            self.send(answer, buffers)

    def answer(self, place: Workplace, message: Mapping[str, Any]) -> Answer:
        """What the card is told; a fault is a sentence on it and changes nothing else."""
        try:
            document_id, mode = str(message["document"]), str(message.get("mode", CODE))
            if message["do"] == "page":
                return _page(place.coding, document_id, int(message["page"]))
            was_elsewhere = message["do"] != "undo" and place.look(document_id)  # an undo looks for itself
            if message["do"] == "open":
                return self._opened(place, document_id, mode), []
            if message["do"] == "undo":
                return self._undone(place, document_id, mode), []
            if was_elsewhere:
                return {"kind": "refused", "problem": ELSEWHERE, **self._changes(place, document_id, mode)}, []
            said, now = place.trays[mode].do(document_id, message)
            changes = self._changes(place, document_id, mode)
            return {"kind": "saved", "said": said, "now": now, "problem": "", **changes}, []
        except InputError as fault:
            return {"kind": "refused", "problem": spoken(fault)}, []

    def _undone(self, place: Workplace, document_id: str, mode: str) -> dict[str, Any]:
        """The last step taken back; where it was in another document, that one is opened, so that it is seen.

        One that makes her blind again, since her own coding is not finished any more, leads back to that.
        """
        try:
            events = place.pen.take_back()
        except InputError as fault:
            return {"kind": "refused", "problem": spoken(fault), **self._changes(place, document_id, mode)}
        said = undone(events)
        if events and events[0].subject_id != document_id:
            return self._opened(place, events[0].subject_id, mode) | {"said": said}
        try:
            changes = self._changes(place, document_id, mode)
        except InputError as fault:
            return self._opened(place, document_id, CODE) | {"said": said, "problem": spoken(fault)}
        return {"kind": "saved", "said": said, "now": "", "problem": "", **changes}

    def _opened(self, place: Workplace, document_id: str, mode: str) -> dict[str, Any]:
        document = place.coding.document(document_id)
        if mode == CODE and not document.why_not:
            place.coding.learn(document_id)
        readable = not document.why_not
        listed = place.trays[mode].items(document_id) if readable or mode == APPRAISE else {}
        self._shown = listed
        pages = len(place.coding.open(document_id).pages) if readable else 0
        head = {"kind": "document", "document": document_id, "mode": mode, "pages": pages, "problem": document.why_not}
        return {**head, "items": list(listed.values()), **_progress(place.coding, document_id)}

    def _changes(self, place: Workplace, document_id: str, mode: str) -> dict[str, Any]:
        """What is other than the card shows: a long report has thousands of suggestions, and one was decided."""
        listed = place.trays[mode].items(document_id)
        changed = [item for key, item in listed.items() if self._shown.get(key) != item]
        gone = [key for key in self._shown if key not in listed]
        self._shown = listed
        return {"document": document_id, "changed": changed, "gone": gone, **_progress(place.coding, document_id)}


def _page(desk: CodingDesk, document_id: str, number: int) -> Answer:
    opened = desk.open(document_id)
    page = opened.page(number)
    picture = page_picture(desk.document(document_id).file, number) if page.width else b""
    lines = [line for line in opened.lines if line.page == number] if picture else []
    words = [[[one.start, one.end, *one.box] for one in line] for line in page_words(page, lines)]
    shape = page.height / page.width if picture else 0
    told = {"kind": "page", "document": document_id, "page": number, "text": page.text, "words": words, "shape": shape}
    return told, [picture] if picture else []


def _opening(place: Workplace) -> dict[str, Any]:
    """What the card needs once: who works, the codebook and its lists of words, and the documents, her tasks first."""
    desk = place.coding
    tasks: dict[str, list[CodingAssignment]] = {}
    for one in place.tasks:
        tasks.setdefault(one.document_id, []).append(one)
    order = {name: at for at, name in enumerate(tasks)}
    documents = sorted(desk.documents.values(), key=lambda one: order.get(one.document_id, len(order)))
    return {
        "state": "working",
        "synthetic": place.synthetic,
        "who": place.pen.who,
        "modes": list(place.trays),
        "codebook": _families(desk.codebook),
        "statuses": STATUSES,
        "attributions": list(Attribution),
        "perspectives": list(Perspective),
        "functions": list(Function),
        "documents": [_document(one, tasks.get(one.document_id, ())) for one in documents],
        "progress": {name: _counts(desk, name) for name in desk.documents},
    }


def _families(codebook: Codebook) -> list[dict[str, Any]]:
    return [
        {"id": one.id, "name": one.name, "rule": one.rule, "asks": list(one.asks), "codes": list(map(_code, one.codes))}
        for one in codebook.families
    ]


def _code(code: Code) -> dict[str, Any]:
    told = ("id", "name", "definition", "include_when", "exclude_when", "unit", "required", "field", "values")
    return {key: getattr(code, key) for key in told}


def _document(one: Codable, tasks: Sequence[CodingAssignment]) -> dict[str, str]:
    told = ("document_id", "study_id", "title", "authors", "year", "role", "why_not")
    ready = [task for task in tasks if task.state != WorkState.WAITS]
    mode = MODE_OF[ready[0].task] if ready else CODE
    more = {"mode": mode, "tasks": ", ".join(task.task for task in tasks)}
    return {key: str(getattr(one, key)) for key in told} | more


def _progress(desk: CodingDesk, document_id: str) -> dict[str, Any]:
    return {"looked": desk.looked(document_id), "progress": {document_id: _counts(desk, document_id)}}


def _counts(desk: CodingDesk, document_id: str) -> dict[str, Any]:
    coded = [one for one in desk.standing(document_id) if one.decision not in (REJECTED, CodeStatus.LOOKED_NOT_FOUND)]
    return {"coded": len(coded), "unfinished": desk.unfinished(document_id)}
