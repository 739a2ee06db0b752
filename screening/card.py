"""The card on which a reviewer reads a record and decides it, as a notebook widget.

The widget is thin: it turns what `Desk` knows into one dictionary that card.js draws, and what card.js hears into calls
of `Desk`. A decision is on disk before the dictionary of the next record is sent.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import shorten
from typing import Any

from identification.errors import InputError
from identification.protocol import read_protocol
from identification.records import UniqueRecord
from identification.vocabulary import Decision
from screening.desk import Criterion, Desk, concept_terms, mark_terms, open_desk
from screening.refitting import NOTHING_HERE, Refit, open_refit
from screening.widget import ReviewCard, script_of, style_of

SAID = {Decision.INCLUDE: "Included", Decision.EXCLUDE: "Excluded", Decision.MAYBE: "Marked as maybe"}

# So much of a title tells which record it was, and is soon heard.
SHORT_TITLE = 80


class Card(ReviewCard):
    """One record at a time, the criteria beside it, and keys and buttons to decide it.

    `terms` are the patterns to highlight. `source_names` gives the sources their names for people. `synthetic`
    makes the card say that its records are made up. `refit` moves what comes next as she decides. Without a desk it
    shows `refusal`: the sentence that says why.
    """

    _esm = script_of(Path(__file__).with_name("card.js"))
    _css = style_of(Path(__file__).with_name("card.css"))

    def __init__(
        self,
        desk: Desk | None,
        *,
        terms: Iterable[str] = (),
        source_names: Mapping[str, str] | None = None,
        synthetic: bool = False,
        refusal: str = "",
        refit: Refit | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.terms = tuple(terms)
        self.source_names = source_names or {}
        self.synthetic = synthetic
        self.refit = refit
        self._show(problem=refusal)

    def _hear(self, _widget: Any, message: dict[str, Any], _buffers: Any) -> None:
        """Do what a key or a button asked for; a fault is shown on the card and changes nothing else."""
        try:
            if self.desk and message["do"] == "undo":
                self._undo(self.desk)
            elif self.desk and message["do"] == "why":
                why = self.refit.why(self.desk) if self.refit else NOTHING_HERE
                self._show(why=why, note=message["note"])
            elif self.desk and self._is_current(self.desk, message["group_id"]):
                self._decide(self.desk, message)
            else:
                self._show()
        except InputError as fault:
            self._show(problem=str(fault), note=message.get("note", ""))

    def _is_current(self, desk: Desk, group_id: str) -> bool:
        """A key that was pressed twice, or on a second view of this card, must not decide the record after it."""
        return desk.current is not None and desk.current.group_id == group_id

    def _decide(self, desk: Desk, message: dict[str, Any]) -> None:
        title = desk.current.title if desk.current else ""
        event = desk.decide(message["decision"], message["reason"], message["note"], message["seconds"])
        if self.refit:
            self.refit.after_decision(desk)
        because = f" ({event.reason})" if event.reason else ""
        self._show(said=f"{SAID[Decision(event.decision)]}{because}: {shorten(title, SHORT_TITLE, placeholder=' …')}")

    def _undo(self, desk: Desk) -> None:
        event = desk.undo()
        if event:
            self._show(said="Taken back. Decide this record again.", note=event.note)
        else:
            self._show(said="Nothing to undo in this sitting.")

    def _show(self, said: str = "", problem: str = "", note: str = "", why: str = "") -> None:
        drawn = self._drawn(self.desk) if self.desk else {"state": "error"}
        self._draw({"note": note, "why": why, **drawn}, said=said, problem=problem)

    def _drawn(self, desk: Desk) -> dict[str, Any]:
        tally, record = desk.tally(), desk.current
        return {
            "state": "record" if record else "finished",
            "reviewer": desk.reviewer,
            "synthetic": self.synthetic,
            "record": self._record(record) if record else None,
            "include": _listed(desk.criteria.include),
            "exclude": _listed(desk.criteria.exclude),
            "reason_needed": desk.reason_needed,
            "tally": {"decided": tally.decided, "included": tally.included, "left": tally.left, "queued": tally.queued},
        }

    def _record(self, record: UniqueRecord) -> dict[str, Any]:
        return {
            "group_id": record.group_id,
            "title": mark_terms(record.title, self.terms),
            "abstract": mark_terms(record.abstract, self.terms),
            "authors": record.authors,
            "year": record.year,
            "venue": record.venue,
            "sources": [self.source_names.get(source, source) for source in record.sources],
            "doi": record.doi,
            "url": record.url,
        }


def open_card(review: Path, reviewer: str, schema: Path) -> Card:
    """The card of one reviewer of a review folder; where that cannot be, a card that says why in one sentence."""
    try:
        protocol = read_protocol(review / "config/config.yaml", schema)
        desk = open_desk(review, reviewer, protocol)
        names = {source["id"]: source["name"] for source in protocol["sources"]}
        terms = concept_terms(review / protocol["codebook"])
        refit = open_refit(review, protocol)
        return Card(desk, terms=terms, source_names=names, synthetic=protocol["synthetic"], refit=refit)
    except InputError as fault:
        return Card(None, refusal=str(fault))


def _listed(criteria: Iterable[Criterion]) -> list[dict[str, str]]:
    return [{"id": criterion.id, "text": criterion.text} for criterion in criteria]
