"""What stands beside a page for its coder: suggestions that wait, what she made of them, and what she found herself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extraction.anchors import find_quote
from extraction.documents import Suggestion
from extraction.text_layer import Page
from identification.events import REJECTED, Event
from identification.vocabulary import Attribution, CodeStatus, Function, Perspective, SuggestedBy


@dataclass(frozen=True)
class Coding:
    """What a coder says of a span of a page, in the codebook's terms: the form beside the page."""

    code_id: str
    page: int
    start: int
    end: int
    status: CodeStatus = CodeStatus.AFFIRMED
    attribution: Attribution = Attribution.OWN
    origin: str = ""
    perspective: Perspective | None = None
    function: Function | None = None
    value: str = ""
    note: str = ""
    suggested_by: SuggestedBy | None = None


@dataclass(frozen=True)
class Item:
    """One line beside the page: a suggestion that waits, or what the coder made of one, or found herself.

    `event_id` is that of her coding; a rejected suggestion has one too, and a suggestion that waits has none. A coding
    whose quote is no longer found has page 0.
    """

    coding: Coding
    quote: str
    event_id: str = ""
    rejected: bool = False
    look: bool = False
    score: float = 0.0
    reason: str = ""


def item_of(event: Event, pages: Sequence[Page]) -> Item:
    """An own coding at the place where its quote stands now."""
    said = event.content
    quote, page, start, end = (said.get(key, "") for key in ("quote", "page", "start", "end"))
    around = {key: str(said.get(key, "")) for key in ("prefix", "suffix")}
    place = find_quote(str(quote), int(page or 0), int(start or 0), int(end or 0), pages, **around)
    rejected, look = event.decision == REJECTED, is_look(event)
    coding = Coding(
        str(said["code_id"]),
        *((place.page, place.start, place.end) if place else (0, 0, 0)),
        status=CodeStatus.AFFIRMED if rejected else CodeStatus(event.decision),
        attribution=Attribution(said.get("attribution") or Attribution.OWN),
        origin=str(said.get("origin", "")),
        perspective=Perspective(said["perspective"]) if said.get("perspective") else None,
        function=Function(said["function"]) if said.get("function") else None,
        value=str(said.get("value", "")),
        note=event.note,
        suggested_by=SuggestedBy(said["suggested_by"]) if said.get("suggested_by") else None,
    )
    return Item(coding, place.text if place else str(quote), event.event_id, rejected, look)


def waiting_item(one: Suggestion) -> Item:
    """A suggestion that nobody has decided, as the form would be filled in."""
    coding = Coding(
        one.code_id,
        one.page,
        one.start,
        one.end,
        one.status,
        one.attribution,
        one.origin,
        one.perspective,
        one.function,
        one.value,
        suggested_by=one.by,
    )
    return Item(coding, one.quote, score=one.score, reason=one.reason or f"“{one.cue}”")


def is_decided(waiting: Item, own: Iterable[Item]) -> bool:
    """Whether a coding or rejection, of those with the same code, overlaps a suggestion."""
    here = waiting.coding
    return any(
        one.coding.page == here.page and one.coding.start < here.end and here.start < one.coding.end for one in own
    )


def reading_order(item: Item) -> tuple[int, int, str, str]:
    """The place of an item among the others of its document."""
    return item.coding.page, item.coding.start, item.coding.code_id, item.event_id


def is_look(event: Event) -> bool:
    """Whether a coding says that its code was looked for and not found."""
    return event.decision == CodeStatus.LOOKED_NOT_FOUND
