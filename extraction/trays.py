"""What lies beside the page in each kind of work: suggestions to code, extracts to check, questions to answer.

A tray puts what a desk knows into the dictionaries that the card draws, and what the card hears into calls of the desk.
"""

from collections.abc import Mapping
from dataclasses import fields
from textwrap import shorten
from typing import Any, Protocol

from extraction.appraisal_desk import AppraisalDesk
from extraction.checking_desk import CheckingDesk
from extraction.coding_desk import CodingDesk
from extraction.coding_items import Coding, Item
from extraction.coding_tables import CodingDifference
from extraction.documents import Extract
from extraction.instruments import Instrument
from identification.errors import InputError
from identification.events import WITHDRAWN, Event
from identification.vocabulary import (
    Attribution,
    CodeStatus,
    Function,
    Judgement,
    Perspective,
    Settled,
    Sitting,
    SuggestedBy,
)

# So much of a quote tells which one it was, and is soon heard.
SHORT_QUOTE = 60

FORM = [one.name for one in fields(Coding)]

Message = Mapping[str, Any]
Listed = dict[str, dict[str, Any]]


class Tray(Protocol):
    """One kind of work on a document."""

    def items(self, document_id: str) -> Listed:
        """What lies beside the document, by key, each with its `state`: waiting, done or refused."""
        ...

    def do(self, document_id: str, message: Message) -> tuple[str, str]:
        """What was done, in words, and the key of what it made; a fault is an `InputError` and nothing is changed."""
        ...


class CodingTray:
    """Suggestions that wait and the coder's own codings."""

    def __init__(self, desk: CodingDesk) -> None:
        self.desk = desk

    def items(self, document_id: str) -> Listed:
        """Suggestions and codings in reading order."""
        shown = [_coding_item(item) for item in self.desk.items(document_id)]
        return {one["key"]: one for one in shown}

    def do(self, document_id: str, message: Message) -> tuple[str, str]:
        """Save, reject, remove a coding, or record what was looked for and not found."""
        what, desk = message["do"], self.desk
        if what == "remove":
            desk.remove(document_id, str(message["event_id"]))
            return "Removed.", ""
        if what == "look":
            events = desk.look(document_id, message["codes"], str(message.get("note", "")))
            codes = ", ".join(str(one.content["code_id"]) for one in events)
            return (f"Looked for, not found: {codes}." if codes else "You said so already."), ""
        if what == "reject":
            codings = [coding_of(one) for one in message["codings"]]
            events = desk.reject(document_id, codings)
            name, count = desk.codebook.code(codings[0].code_id).name, len(events)
            return f"Not {name}." if count == 1 else f"Not {name}: {count} passages.", events[0].event_id
        coding = _as_shown(desk, document_id, message["coding"])
        name = desk.codebook.code(coding.code_id).name
        event = desk.save(document_id, coding, str(message.get("replaces", "")))
        return f"{name}, {event.decision}: {_short(str(event.content['quote']))}", event.event_id


class CheckingTray:
    """What others extracted from a document, for a second person; a coder sees it when her own coding is finished."""

    def __init__(self, desk: CheckingDesk, coding: CodingDesk, to_code: frozenset[str] = frozenset()) -> None:
        self.desk = desk
        self._coding = coding
        self._to_code = to_code

    def items(self, document_id: str) -> Listed:
        """The extracts of others, each with her judgement if there is one."""
        self.keep_blind(document_id)
        judged = self.desk.judgements(Sitting.VERIFICATION)
        listed = self.desk.to_check(document_id)
        return {one.extract_id: _extract_item(one, judged.get(one.extract_id)) for one in listed}

    def do(self, document_id: str, message: Message) -> tuple[str, str]:
        """Judge an extract, or add what its coder missed."""
        self.keep_blind(document_id)
        if message["do"] == "save":
            return self.add(document_id, message, Sitting.VERIFICATION)
        judgement = Judgement(message["judgement"])
        events = self.desk.judge({str(message["key"]): judgement}, Sitting.VERIFICATION, str(message.get("note", "")))
        return f"It {events[0].decision}.", str(message["key"])

    def add(self, document_id: str, message: Message, sitting: Sitting) -> tuple[str, str]:
        """Code a passage that the others have not, or not like that."""
        event = self._coding.save(document_id, _as_shown(self._coding, document_id, message["coding"]), sitting=sitting)
        return f"Added: {event.content['code_id']}, {event.decision}. It shows here after the next run.", ""

    def keep_blind(self, document_id: str) -> None:
        """Nothing for those who may see what others coded; an `InputError` for a coder who is not finished."""
        own = [one for one in self._coding.standing(document_id) if not one.content.get("sitting")]
        if (own or document_id in self._to_code) and self._coding.unfinished(document_id):
            fault = "you code this text yourself, so a colleague's codings do not show yet."
            raise InputError(fault, remedy="Finish yours first: f says what you looked for and did not find.")


class SettlingTray:
    """What two coders coded differently in a document, to be settled; both codings are kept whatever is decided."""

    def __init__(self, checking: CheckingTray) -> None:
        self._checking = checking

    def items(self, document_id: str) -> Listed:
        """The differences in the order of the codes."""
        self._checking.keep_blind(document_id)
        desk = self._checking.desk
        judged = desk.judgements(Sitting.RECONCILIATION)
        shown = [_difference_item(desk, one, judged) for one in desk.to_settle(document_id)]
        return {one["key"]: one for one in sorted(shown, key=lambda one: (one["page"], one["start"], one["key"]))}

    def do(self, document_id: str, message: Message) -> tuple[str, str]:
        """Keep what one of them coded, or both, or neither; or add what it should have been."""
        if message["do"] == "save":
            return self._checking.add(document_id, message, Sitting.RECONCILIATION)
        item, keep = self.items(document_id)[str(message["key"])], str(message["keep"])
        sides = {"a": item["extracts_a"], "b": item["extracts_b"]}
        kept = {"both": ("a", "b"), "neither": ()}.get(keep, (keep,))
        judged = {
            one: Judgement.HOLDS if side in kept else Judgement.DOES_NOT_HOLD
            for side, listed in sides.items()
            for one in listed
        }
        self._checking.desk.judge(judged, Sitting.RECONCILIATION, str(message.get("note", "")))
        return f"Settled: {_KEPT.get(keep, '')}.", item["key"]


_KEPT = {"a": "the first coding holds", "b": "the second coding holds", "both": "both hold", "neither": "neither holds"}


class AppraisalTray:
    """The items of every instrument, with the appraiser's own answers."""

    def __init__(self, desk: AppraisalDesk) -> None:
        self.desk = desk

    def items(self, document_id: str) -> Listed:
        """The items in the order of their instruments."""
        return {
            one["key"]: one
            for instrument in self.desk.instruments.values()
            for one in _questions(instrument, self.desk.answers(document_id, instrument.id))
        }

    def do(self, document_id: str, message: Message) -> tuple[str, str]:
        """Answer an item."""
        instrument, item = str(message["instrument"]), str(message["item"])
        answer = str(message["answer"])
        self.desk.answer(document_id, instrument, item, answer, str(message.get("note", "")))
        return (f"{item}: {answer}." if answer else f"{item}: answer withdrawn."), f"{instrument} {item}"


def undone(events: list[Event]) -> str:
    """What was taken back, in words."""
    if not events:
        return "Nothing to undo in this sitting."
    first = events[0]
    of_what = str(first.content.get("code_id") or first.content.get("item") or "")
    quote = _short(str(first.content.get("quote", "")))
    said = ", ".join(filter(None, (of_what, "removal" if first.decision == WITHDRAWN else first.decision, quote)))
    return f"Taken back: {said}" + (f" and {len(events) - 1} more." if len(events) > 1 else ".")


def _as_shown(desk: CodingDesk, document_id: str, values: Mapping[str, Any]) -> Coding:
    """The form, once it is sure that the words that it shows stand at its place."""
    coding = coding_of(values)
    shown, stands = str(values.get("quote", "")), desk.words(document_id, coding)
    if " ".join(shown.split()) != " ".join(stands.split()):
        fault = f"the words shown are not those at their place, which are '{_short(stands)}'."
        raise InputError(fault, remedy="Nothing was saved. Select the words again.")
    return coding


def coding_of(values: Mapping[str, Any]) -> Coding:
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


def _coding_item(item: Item) -> dict[str, Any]:
    """The event of a coding is its key; a suggestion's is what is suggested where."""
    here = item.coding
    key = item.event_id or f"{here.code_id}@{here.page}:{here.start}-{here.end}"
    state = "waiting" if not item.event_id else "refused" if item.rejected else "done"
    more = {"key": key, "state": state, "quote": item.quote, "score": item.score, "reason": item.reason}
    return {name: getattr(here, name) for name in FORM} | more | {"look": item.look}


def _extract_item(one: Extract, judgement: Event | None) -> dict[str, Any]:
    state = "waiting" if not judgement else "done" if judgement.decision == Judgement.HOLDS else "refused"
    told = ("code_id", "page", "start", "end", "quote", "attribution", "origin", "perspective", "function", "value")
    more = {"key": one.extract_id, "state": state, "status": one.status, "coder": one.who, "coder_note": one.note}
    note = judgement.note if judgement else ""
    changed = list(one.changed)
    return {key: getattr(one, key) for key in told} | more | {"note": note, "changed": changed}


def _difference_item(desk: CheckingDesk, one: CodingDifference, judged: Mapping[str, Event]) -> dict[str, Any]:
    sides = [
        [_extract_item(desk.extract(name), judged.get(name)) for name in ids]
        for ids in (one.extracts_a, one.extracts_b)
    ]
    both = [*sides[0], *sides[1]]
    place = next((each for each in both if each["page"]), both[0])
    settled = one.settled == Settled.SETTLED or all(each["state"] != "waiting" for each in both)
    return {
        "key": " ".join((one.code_id, one.differs, *one.extracts_a, "-", *one.extracts_b)),
        "state": "done" if settled else "waiting",
        "code_id": one.code_id,
        **{key: place[key] for key in ("page", "start", "end", "quote")},
        "differs": one.differs,
        "coders": [one.coder_a, one.coder_b],
        "said": [one.said_a, one.said_b],
        "sides": sides,
        "extracts_a": list(one.extracts_a),
        "extracts_b": list(one.extracts_b),
        "note": next((each["note"] for each in both if each["note"]), ""),
    }


def _questions(instrument: Instrument, answers: Mapping[str, Event]) -> list[dict[str, Any]]:
    """The questions; once those of one design are begun, the ones of other designs stand aside."""
    begun = {
        one.id for one in instrument.sections if one.applies_when and any(item.id in answers for item in one.items)
    }
    return [
        {
            "key": f"{instrument.id} {item.id}",
            "state": "done"
            if item.id in answers
            else "aside"
            if begun and section.applies_when and section.id not in begun
            else "waiting",
            "instrument": instrument.id,
            "instrument_name": instrument.name,
            "source": instrument.source,
            "section": section.name,
            "applies_when": section.applies_when,
            "item": item.id,
            "question": item.question,
            "hint": item.hint,
            "answers": list(instrument.answers),
            "answer": answers[item.id].decision if item.id in answers else "",
            "note": answers[item.id].note if item.id in answers else "",
        }
        for section in instrument.sections
        for item in section.items
    ]


def _short(quote: str) -> str:
    return shorten(quote, SHORT_QUOTE, placeholder=" …")
