"""The card on which a person says of two records whether they are one, as a notebook widget."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from identification.errors import InputError
from identification.events import Event, current_events
from identification.merge_log import PEOPLE_DISAGREE
from identification.vocabulary import LinkKind, Verdict
from screening.pair_desk import Pair, PairDesk, PairPlace, open_pair_desk, side_by_side
from screening.remarks import ends_of
from screening.widget import PICKER, DeskCard, script_of, spoken, style_of

SAID = {Verdict.SAME: "Noted as the same", Verdict.DIFFERENT: "Noted as different", Verdict.LINKED: "Noted as linked"}


class PairCard(DeskCard):
    """Two records side by side, what differs marked, and keys to say what they are.

    Where people disagree each of them is told what the others said. Without a place to work it shows `refusal`: the
    sentence that says why.
    """

    _esm = script_of(PICKER, Path(__file__).with_name("pair_card.js"))
    _css = style_of(Path(__file__).with_name("pair_card.css"))

    def __init__(self, place: PairPlace | None, *, refusal: str = "") -> None:
        super().__init__()
        self.place = place
        self.others = [one for one in current_events(place.events) if one.who != place.desk.pen.who] if place else []
        self.refusal = refusal
        self._show()

    def _do(self, message: dict[str, Any]) -> None:
        said, note = self._done(self.place.desk, message) if self.place else ("", "")
        self._show(said=said, note=note)

    def _done(self, desk: PairDesk, message: Mapping[str, Any]) -> tuple[str, str]:
        """What is said of what was done, and the note that is now on the card."""
        if message["do"] == "undo":
            event = desk.undo()
            if not event:
                return "Nothing to undo in this sitting.", ""
            return "Taken back. Decide this pair again.", event.note
        if message["do"] == "go":
            desk.go(int(message["by"]))
            return "", ""
        if desk.current is None or desk.current.key != message["key"]:
            return "", ""
        if message["do"] == "later":
            desk.later()
            return "Left for later.", ""
        event = desk.decide(message["verdict"], message["link"], message["note"])
        return SAID[Verdict(event.decision)] + (f": {message['link']}" * bool(message["link"])), ""

    def _show(self, said: str = "", problem: str = "", note: str = "") -> None:
        drawn = self._drawn(self.place) if self.place else {"state": "error"}
        self._draw({"note": note, **drawn}, said=said, problem=problem or self.refusal)

    def _drawn(self, place: PairPlace) -> dict[str, Any]:
        desk = place.desk
        return {
            "state": "pair" if desk.current else "finished",
            "reviewer": desk.pen.who,
            "synthetic": place.synthetic,
            "links": list(LinkKind),
            "tally": {"left": desk.left, "of": len(desk.pairs), "at": desk.position},
            "pair": self._pair(place, desk.current) if desk.current else None,
        }

    def _pair(self, place: PairPlace, pair: Pair) -> dict[str, Any]:
        ends = frozenset((pair.a.record_id, pair.b.record_id))
        disagree = pair.asked.reason == PEOPLE_DISAGREE
        others = [one for one in self.others if disagree and ends_of(one) == ends]
        own = place.desk.said(pair)
        return {
            "key": pair.key,
            "ids": [pair.a.record_id, pair.b.record_id],
            "reason": pair.asked.reason,
            "likeness": round(pair.asked.title_likeness),
            "rows": side_by_side(pair, place.source_names),
            "own": _spoken(own) if own else "",
            "others": [f"{one.who}: {_spoken(one)}" for one in others],
        }


def open_pair_card(review: Path, reviewer: str, schema: Path) -> PairCard:
    """The card of one person at the doubtful pairs of a review folder; a card that says why where that cannot be."""
    try:
        return PairCard(open_pair_desk(review, reviewer, schema))
    except InputError as fault:
        return PairCard(None, refusal=spoken(fault))


def _spoken(event: Event) -> str:
    link = f" ({event.content['link']})" if event.content.get("link") else ""
    return f"{event.decision}{link}{f', with the note “{event.note}”' if event.note else ''}"
