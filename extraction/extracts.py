"""Which codings hold? A person's coding becomes an extract only when its quote is found again at its place."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from extraction.anchors import Anchor, find_quote
from extraction.codebook import Codebook
from extraction.documents import Extract, Page, Report, SetAside
from identification.errors import nearest
from identification.events import Event, current_events
from identification.vocabulary import Attribution, CodeStatus, EventKind, Perspective

NO_PLACE = Anchor(page=0, start=0, end=0, text="", found="")


def anchor_codings(
    events: Iterable[Event],
    pages: Mapping[str, Sequence[Page]],
    codebook: Codebook,
    reports: Iterable[Report],
) -> tuple[list[Extract], list[SetAside]]:
    """The codings that stand as extracts, and those that could not be used, each with its reason.

    `pages` holds the text of every document that could be read. A coding that is set aside counts nowhere until a
    person looks at it; it is never repaired silently.
    """
    by_document = {report.document_id: report for report in reports if report.document_id}
    extracts, aside = [], []
    for event in current_events(events):
        if event.kind == EventKind.CODING:
            try:
                extracts.append(_extract(event, pages, codebook, by_document))
            except ValueError as fault:
                why, _, remedy = str(fault).partition(" | ")
                aside.append(SetAside(event.event_id, f"{event.subject_id}, coded by {event.who}", why, remedy))
    return extracts, aside


def by_document(pages: Iterable[Page]) -> dict[str, list[Page]]:
    """The pages of each document that has any."""
    found: dict[str, list[Page]] = {}
    for page in pages:
        found.setdefault(page.document_id, []).append(page)
    return found


def _extract(
    event: Event, pages: Mapping[str, Sequence[Page]], codebook: Codebook, by_document: Mapping[str, Report]
) -> Extract:
    report = by_document.get(event.subject_id)
    if report is None:
        raise ValueError("no report of the review has this document as its full text | Add a row to matches.csv.")
    content = {key: str(value) for key, value in event.content.items()}
    _check_code(content.get("code_id", ""), codebook, event)
    place = _place(event, pages)
    return Extract(
        extract_id=event.event_id,
        document_id=event.subject_id,
        report_id=report.report_id,
        study_id=report.study_id,
        code_id=content["code_id"],
        status=CodeStatus(event.decision),
        attribution=_word(Attribution, content.get("attribution") or Attribution.OWN),
        origin=content.get("origin", ""),
        perspective=_word(Perspective, content["perspective"]) if content.get("perspective") else None,
        page=place.page,
        start=place.start,
        end=place.end,
        quote=place.text,
        value=content.get("value", ""),
        note=event.note,
        who=event.who,
        found=place.found,
    )


def _check_code(code_id: str, codebook: Codebook, event: Event) -> None:
    families = {family.id for family in codebook.families}
    codes = {code.id for family in codebook.families for code in family.codes}
    known = codes | families if event.decision == CodeStatus.LOOKED_NOT_FOUND else codes
    if code_id not in known:
        likely = nearest(code_id, sorted(known))
        remedy = f"Did you mean '{likely}'?" if likely else "Add the code to the codebook."
        raise ValueError(f"'{code_id}' is not in the codebook | {remedy}")


def _place(event: Event, pages: Mapping[str, Sequence[Page]]) -> Anchor:
    """Where the quote stands now; a person who looked and found nothing has no place to name."""
    if event.decision == CodeStatus.LOOKED_NOT_FOUND:
        return NO_PLACE
    if event.subject_id not in pages:
        raise ValueError("the document has no text, so the quote cannot be checked | Supply a readable file.")
    quote = str(event.content.get("quote", ""))
    page, start, end = (_number(event, key) for key in ("page", "start", "end"))
    anchor = find_quote(quote, page, start, end, pages[event.subject_id]) if quote.strip() else None
    if anchor is None:
        words = quote if len(quote) <= LONGEST_SHOWN else quote[:LONGEST_SHOWN] + "..."
        remedy = "Look at the document and code the passage again."
        raise ValueError(f"the quote '{words}' is not found in the document | {remedy}")
    return anchor


LONGEST_SHOWN = 60
Word = TypeVar("Word", Attribution, Perspective)


def _number(event: Event, key: str) -> int:
    value = event.content.get(key, 0)
    if not isinstance(value, int):
        raise ValueError(f"'{key}' is {value!r} and not a whole number | Code the passage again.")  # noqa: TRY004
    return value


def _word(kind: type[Word], word: str) -> Word:
    if word not in tuple(kind):
        raise ValueError(f"'{word}' is not one of {', '.join(kind)} | Correct the coding.")
    return kind(word)
