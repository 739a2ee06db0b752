"""The card on which a coder sees a page with its suggestions and fills in the codebook's form, as a notebook widget.

The widget is thin: it answers what coding_card.js asks for with what `CodingDesk` knows. A coding is on disk before
its answer is sent.
"""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from textwrap import shorten
from typing import Any

from extraction.codebook import Code, Codebook
from extraction.coding_desk import Codable, CodingDesk
from extraction.coding_items import Coding, Item
from extraction.page_view import page_picture, page_words
from identification.errors import InputError
from identification.events import REJECTED
from identification.vocabulary import Attribution, CodeStatus, Function, Perspective, SuggestedBy
from screening.widget import ReviewCard, script_of, style_of

# So much of a quote tells which one it was, and is soon heard.
SHORT_QUOTE = 60
STATUSES = [one for one in CodeStatus if one is not CodeStatus.LOOKED_NOT_FOUND]

Answer = tuple[dict[str, Any], list[bytes]]


class CodingCard(ReviewCard):
    """A document's page on the left, what is suggested and coded on the right, and keys for everything.

    `synthetic` makes the card say that its texts are made up. Without a desk it shows `refusal`: the sentence that says
    why.
    """

    _esm = script_of(Path(__file__).with_name("coding_card.js"))
    _css = style_of(Path(__file__).with_name("coding_card.css"))

    def __init__(self, desk: CodingDesk | None, *, synthetic: bool = False, refusal: str = "") -> None:
        super().__init__()
        self.desk = desk
        self._shown: dict[str, dict[str, Any]] = {}
        state = {"state": "coding", "synthetic": synthetic, **_opening(desk)} if desk else {"state": "error"}
        self._draw(state, problem=refusal)

    def _hear(self, _widget: Any, message: dict[str, Any], _buffers: Any) -> None:
        if self.desk:
            answer, buffers = self.answer(self.desk, message)
            self.send(answer, buffers)

    def answer(self, desk: CodingDesk, message: Mapping[str, Any]) -> Answer:
        """What the card is told; a fault is a sentence on it and changes nothing else."""
        try:
            if message["do"] == "page":
                return _page(desk, str(message["document"]), int(message["page"]))
            if message["do"] == "open":
                return self._opened(desk, str(message["document"])), []
            said, now = _done(desk, message)
            return {"kind": "saved", "said": said, "now": now, "problem": "", **self._changes(desk, message)}, []
        except InputError as fault:
            return {"kind": "refused", "problem": str(fault)}, []

    def _opened(self, desk: CodingDesk, document_id: str) -> dict[str, Any]:
        why_not = desk.documents[document_id].why_not if document_id in desk.documents else ""
        self._shown = {} if why_not else _listed(desk.items(document_id))
        pages = 0 if why_not else len(desk.open(document_id).pages)
        head = {"kind": "document", "document": document_id, "pages": pages, "problem": why_not}
        return {**head, "items": list(self._shown.values()), **_progress(desk, document_id)}

    def _changes(self, desk: CodingDesk, message: Mapping[str, Any]) -> dict[str, Any]:
        """What is other than the card shows: a long report has thousands of suggestions, and one was decided."""
        document_id = str(message["document"])
        listed = _listed(desk.items(document_id))
        changed = [item for key, item in listed.items() if self._shown.get(key) != item]
        gone = [key for key in self._shown if key not in listed]
        self._shown = listed
        return {"document": document_id, "changed": changed, "gone": gone, **_progress(desk, document_id)}


def _done(desk: CodingDesk, message: Mapping[str, Any]) -> tuple[str, str]:
    """What was done, in words, and the item that it made."""
    document_id, what = str(message["document"]), message["do"]
    if what == "save":
        coding = _coding(message["coding"])
        event = desk.save(document_id, coding, str(message.get("replaces", "")))
        quote = shorten(str(event.content["quote"]), SHORT_QUOTE, placeholder=" …")
        return f"{desk.codebook.code(coding.code_id).name}, {event.decision}: {quote}", event.event_id
    if what == "reject":
        coding = _coding(message["coding"])
        event = desk.reject(document_id, coding)
        return f"Not {desk.codebook.code(coding.code_id).name}.", event.event_id
    if what == "remove":
        desk.remove(document_id, str(message["event_id"]))
        return "Removed.", ""
    if what == "look":
        events = desk.look(document_id, message["codes"], str(message.get("note", "")))
        return f"Looked for, not found: {', '.join(str(one.content['code_id']) for one in events)}.", ""
    return _undone(desk), ""


def _undone(desk: CodingDesk) -> str:
    events = desk.undo()
    if not events:
        return "Nothing to undo in this sitting."
    code_id = str(events[0].content.get("code_id", ""))
    what = "The removal" if not code_id else "The rejection" if events[0].decision == REJECTED else "The coding"
    return f"{what} was taken back."


def _coding(values: Mapping[str, Any]) -> Coding:
    """The form as the browser sends it."""
    text = {key: str(values.get(key) or "") for key in ("code_id", "origin", "value", "note")}
    try:
        return Coding(
            code_id=text["code_id"],
            page=int(values["page"]),
            start=int(values["start"]),
            end=int(values["end"]),
            origin=text["origin"],
            value=text["value"],
            note=text["note"],
            status=CodeStatus(values.get("status") or CodeStatus.AFFIRMED),
            attribution=Attribution(values.get("attribution") or Attribution.OWN),
            perspective=Perspective(values["perspective"]) if values.get("perspective") else None,
            function=Function(values["function"]) if values.get("function") else None,
            suggested_by=SuggestedBy(values["suggested_by"]) if values.get("suggested_by") else None,
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise InputError(f"the form could not be read ({fault}).", remedy="Reload the page and try again.") from fault


def _page(desk: CodingDesk, document_id: str, number: int) -> Answer:
    opened = desk.open(document_id)
    page = opened.page(number)
    picture = page_picture(desk.documents[document_id].file, number) if page.width else b""
    lines = [line for line in opened.lines if line.page == number] if picture else []
    words = [[[one.start, one.end, *one.box] for one in line] for line in page_words(page, lines)]
    shape = page.height / page.width if picture else 0
    told = {"kind": "page", "document": document_id, "page": number, "text": page.text, "words": words, "shape": shape}
    return told, [picture] if picture else []


def _opening(desk: CodingDesk) -> dict[str, Any]:
    """What the card needs once: who codes, the codebook and its lists of words, and the documents."""
    return {
        "reviewer": desk.coder,
        "codebook": _families(desk.codebook),
        "statuses": STATUSES,
        "attributions": list(Attribution),
        "perspectives": list(Perspective),
        "functions": list(Function),
        "documents": [_document(one) for one in desk.documents.values()],
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


def _document(one: Codable) -> dict[str, str]:
    told = ("document_id", "study_id", "title", "authors", "year", "role", "why_not")
    return {key: str(getattr(one, key)) for key in told}


def _progress(desk: CodingDesk, document_id: str) -> dict[str, Any]:
    return {"looked": desk.looked(document_id), "progress": {document_id: _counts(desk, document_id)}}


def _counts(desk: CodingDesk, document_id: str) -> dict[str, int]:
    coded = [one for one in desk.standing(document_id) if one.decision not in (REJECTED, CodeStatus.LOOKED_NOT_FOUND)]
    return {"coded": len(coded), "unfinished": len(desk.unfinished(document_id))}


def _listed(items: list[Item]) -> dict[str, dict[str, Any]]:
    shown = [asdict(item.coding) | {**asdict(item), "coding": None, "key": _key(item)} for item in items]
    return {str(one["key"]): one for one in shown}


def _key(item: Item) -> str:
    """The event of a coding; a suggestion by what is suggested where."""
    here = item.coding
    return item.event_id or f"{here.code_id}@{here.page}:{here.start}-{here.end}"
