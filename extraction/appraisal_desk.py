"""One appraiser's sitting: the questions of an instrument beside the document, each answer on disk before the next."""

from collections.abc import Iterable

from extraction.instruments import Instrument
from identification.errors import InputError
from identification.events import WITHDRAWN, Event
from identification.vocabulary import EventKind
from screening.pen import Pen


class AppraisalDesk:
    """The instruments of a review and one person's own answers; a second appraiser's do not show."""

    def __init__(self, instruments: Iterable[Instrument], *, pen: Pen) -> None:
        self.instruments = {one.id: one for one in instruments}
        self._pen = pen

    def answers(self, document_id: str, instrument_id: str) -> dict[str, Event]:
        """Her standing answers on one document by one instrument, by item."""
        own = self._pen.standing(EventKind.APPRAISAL, document_id)
        return {str(one.content["item"]): one for one in own if one.content.get("instrument") == instrument_id}

    def answer(self, document_id: str, instrument_id: str, item: str, answer: str, note: str = "") -> Event:
        """The event of an answer to one item; it replaces her earlier answer, and an empty one withdraws that."""
        instrument = self.instruments.get(instrument_id)
        if instrument is None or item not in {one.id for one in instrument.items}:
            raise InputError(f"'{item}' is no item of '{instrument_id}'.")
        before = self.answers(document_id, instrument_id).get(item)
        if answer not in instrument.answers and not (before and not answer):
            raise InputError(f"'{answer}' is not one of {', '.join(instrument.answers)}.")
        content = {"instrument": instrument_id, "item": item}
        return self._pen.write(
            EventKind.APPRAISAL,
            subject_id=document_id,
            decision=answer or WITHDRAWN,
            content=content,
            note=note.strip(),
            replaces=before.event_id if before else "",
        )

    def missing(self, document_id: str, instrument_id: str) -> tuple[str, ...]:
        """The items that the instrument still asks for."""
        given = {item: one.decision for item, one in self.answers(document_id, instrument_id).items()}
        return self.instruments[instrument_id].missing(given)
