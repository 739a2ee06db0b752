"""The card on which a reviewer reads a record and decides it, as a notebook widget.

The widget is thin: it turns what `Desk` knows into one dictionary that card.js draws, and what card.js hears into calls
of `Desk`. A decision is on disk before the dictionary of the next record is sent.
"""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from textwrap import shorten
from typing import Any

from identification.errors import InputError
from identification.vocabulary import Decision, Edit, Verdict
from screening.desk import Desk
from screening.drawing import Place, drawn, found, pieces, progress
from screening.remarks import amend_abstract, flag_record, mark_duplicate
from screening.views import View, Which, choices, find, view_table
from screening.widget import PICKER, DeskCard, script_of, style_of

SAID = {Decision.INCLUDE: "Included", Decision.EXCLUDE: "Excluded", Decision.MAYBE: "Marked as maybe"}

# So much of a title tells which record it was, and is soon heard.
SHORT_TITLE = 80

UNDONE: Mapping[str, str] = {Edit.AMEND: "the abstract", Verdict.SAME: "the same record", Edit.FLAG: "the flag"}

NOTHING_TO_UNDO = "Nothing to undo in this sitting. Press v for what you decided before, newest first"

Message = Mapping[str, Any]


class Card(DeskCard):
    """One record at a time, the criteria beside it, and keys and buttons to decide it.

    `place` is what the card shows beside records; its refit moves what comes next as she decides. Without a desk it
    shows `refusal`: the sentence that says why.
    """

    _esm = script_of(PICKER, *(Path(__file__).with_name(name) for name in ("card_build.js", "card_fill.js", "card.js")))
    _css = style_of(Path(__file__).with_name("card.css"))

    def __init__(self, desk: Desk | None, place: Place | None = None, *, refusal: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.place = place or Place()
        self.refusal = refusal
        self._show()
        if desk:
            self._prefetch(desk)

    def _do(self, message: dict[str, Any]) -> None:
        if self.desk is None:
            self._show()
        elif message["do"] == "why":
            self._explain()
        elif message["do"] in ANSWERS:
            self.send(*ANSWERS[message["do"]](self, self.desk, message))
        elif self._is_other(self.desk, message):
            self._show()
        else:
            before = self.desk.current
            said, note = ACTIONS[message["do"]](self, self.desk, message)
            self._show(said=said, note=note)
            if self.desk.current is not before:
                self._explain()
                self._prefetch(self.desk)

    def _is_other(self, desk: Desk, message: Message) -> bool:
        """A key that was pressed twice, or on a second view of this card, must not decide the record after it."""
        wanted = message.get("group_id")
        return wanted is not None and (desk.current is None or desk.current.group_id != wanted)

    def _decide(self, desk: Desk, message: Message) -> tuple[str, str]:
        title = _short(desk.current.title if desk.current else "")
        event = desk.decide(message["decision"], message["reason"], message["note"], message["seconds"])
        if self.place.refit:
            self.place.refit.after_decision(desk)
        because = f" ({event.reason})" if event.reason else ""
        return f"{SAID[Decision(event.decision)]}{because}: {title}", ""

    def _undo(self, desk: Desk, message: Message) -> tuple[str, str]:
        event = desk.undo()
        if not event:
            return NOTHING_TO_UNDO, message.get("note", "")
        said = " ".join(filter(None, (UNDONE.get(event.decision, event.decision), event.reason)))
        if event.kind != desk.kind:
            return f"Taken back: {said}", message.get("note", "")
        return f"Taken back: {said}. Decide this record again", event.note

    def _go(self, desk: Desk, message: Message) -> tuple[str, str]:
        desk.go(int(message["to"]))
        return "", ""

    def _open(self, desk: Desk, message: Message) -> tuple[str, str]:
        desk.open(message["open"])
        return "", ""

    def _view(self, desk: Desk, message: Message) -> tuple[str, str]:
        given = {field.name: message["view"].get(field.name, field.default) for field in fields(View)}
        if given["last_year"] and given["first_year"] > given["last_year"]:
            raise InputError("the first year is after the last one.", remedy="Give the earlier one first.")
        view = View(**{**given, "which": Which(given["which"])})
        desk.show(view)
        return f"{desk.size:,} in this view", ""

    def _keys(self, _desk: Desk, message: Message) -> tuple[str, str]:
        """Kept per person, so that it is asked once; where that cannot be written it is asked again next time."""
        self.place.keys = message["keys"]
        if self.place.keys_file:
            with suppress(OSError):
                self.place.keys_file.parent.mkdir(parents=True, exist_ok=True)
                self.place.keys_file.write_text(json.dumps({"keys": message["keys"]}), encoding="utf-8")
        return "", message.get("note", "")

    def _amend(self, desk: Desk, message: Message) -> tuple[str, str]:
        amend_abstract(desk, message["text"], message["origin"])
        return "Abstract saved, with its origin. The next run gives it to everybody", message["note"]

    def _flag(self, desk: Desk, message: Message) -> tuple[str, str]:
        flag_record(desk, message["why"])
        return "Flagged for the librarian", message["note"]

    def _duplicate(self, desk: Desk, message: Message) -> tuple[str, str]:
        mark_duplicate(desk, message["other"], message["link"])
        same = "Noted as linked" if message["link"] else "Noted as the same"
        return f"{same}: {_short(desk.records[message['other']].title)}. The next run joins them", message["note"]

    def _search(self, desk: Desk, message: Message) -> tuple[Message, list[bytes]]:
        listed = find(desk.records.values(), message["words"])
        own = {group: event.decision for group, event in desk.here().items()}
        return {"kind": "found", "words": message["words"], "choices": found(listed, own)}, []

    def _progress(self, desk: Desk, _message: Message) -> tuple[Message, list[bytes]]:
        return {"kind": "progress", **progress(desk, self.place)}, []

    def _choices(self, desk: Desk, _message: Message) -> tuple[Message, list[bytes]]:
        told = choices(desk.records.values())
        sources = [(one, self.place.source_names.get(one, one)) for one in told["sources"]]
        view = asdict(desk.view)
        return {"kind": "choices", "languages": told["languages"], "sources": sources, "view": view}, []

    def _export(self, desk: Desk, _message: Message) -> tuple[Message, list[bytes]]:
        text = view_table(desk.listed, desk.here(), self.place.source_names)
        words = [desk.reviewer, desk.view.which, *desk.view.filters(self.place.source_names)]
        name = re.sub(r"[^\w.-]+", "-", "-".join(words)) + ".csv"
        # With a byte order mark, by which Excel knows UTF-8.
        return {"kind": "file", "name": name, "records": desk.size}, [text.encode("utf-8-sig")]

    def _page(self, _desk: Desk, message: Message) -> tuple[Message, list[bytes]]:
        group, number = message["of"], int(message["page"])
        shown = self.place.pages.page(group, number) if self.place.pages else None
        told = {"kind": "page", "of": group, "page": number, "text": shown.text if shown else ""}
        return told, [shown.picture] if shown and shown.picture else []

    def _explain(self) -> None:
        """Ask for the words that lift and sink the record on the card; they are underlined when they are known."""
        if self.desk and self.desk.current and self.place.refit:
            self.place.refit.explain(self.desk, self._tell_why)

    def _tell_why(self, group_id: str, why: Any) -> None:
        record = self.desk.records.get(group_id) if self.desk else None
        if record:
            hints = {"lift": why.lift, "sink": why.sink}
            self.send({"kind": "why", "of": group_id, "why": why.sentence, **pieces(record, self.place.groups, hints)})

    def _prefetch(self, desk: Desk) -> None:
        """Look for the terms of the record that comes next, which takes longest, while this one is read."""
        if desk.following:
            pieces(desk.following, self.place.groups, {})

    def _show(self, said: str = "", problem: str = "", note: str = "") -> None:
        told = drawn(self.desk, self.place) if self.desk else {"state": "error"}
        own = note or (self.desk.said.note if self.desk and self.desk.said else "")
        self._draw({"note": own, **told}, said=said, problem=problem or self.refusal)


ACTIONS: Mapping[str, Callable[[Card, Desk, Message], tuple[str, str]]] = {
    "decide": Card._decide,
    "undo": Card._undo,
    "go": Card._go,
    "open": Card._open,
    "view": Card._view,
    "keys": Card._keys,
    "amend": Card._amend,
    "flag": Card._flag,
    "duplicate": Card._duplicate,
}
ANSWERS: Mapping[str, Callable[[Card, Desk, Message], tuple[Message, list[bytes]]]] = {
    "search": Card._search,
    "progress": Card._progress,
    "choices": Card._choices,
    "export": Card._export,
    "page": Card._page,
}


def _short(title: str) -> str:
    return shorten(title, SHORT_TITLE, placeholder=" …")
