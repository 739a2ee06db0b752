"""Which codings hold? A person's coding becomes an extract only when its quote is found again at its place."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from extraction.anchors import NEAR, Anchor, find_quote
from extraction.codebook import Codebook
from extraction.documents import Extract, MatchedDocument, Report, SetAside
from extraction.selectors import changes_since
from extraction.text_layer import Document, Page
from identification.errors import nearest
from identification.events import REJECTED, Event, current_events
from identification.vocabulary import Attribution, CodeStatus, EventKind, Function, Perspective, Sitting, SuggestedBy

CHANGED_CODE = "the code means something else now"
NO_PLACE = Anchor(page=0, start=0, end=0, text="", found="")


def anchor_codings(
    events: Iterable[Event],
    pages: Mapping[str, Sequence[Page]],
    codebook: Codebook,
    reports: Iterable[Report],
    matched: Iterable[MatchedDocument],
    documents: Iterable[Document] = (),
) -> tuple[list[Extract], list[SetAside]]:
    """The codings that stand as extracts, and those that could not be used, each with its reason.

    `pages` holds the text of every document that could be read. A coding that is set aside counts nowhere until a
    person looks at it; it is never repaired silently. What has changed about a file (`documents`) since a coding that
    kept its sha256 and the words around the quote is noted.
    """
    by_id = {report.report_id: report for report in reports}
    by_document = {one.document_id: by_id[one.report_id] for one in matched if one.report_id in by_id}
    files = {one.document_id: one for one in documents}
    extracts, aside = [], []
    for event in current_events(events):
        if event.kind == EventKind.CODING and event.decision != REJECTED:
            try:
                extract = _extract(event, pages, codebook, by_document, by_id.values())
                extracts.append(_with_changes(extract, event, pages, files, codebook))
            except ValueError as fault:
                why, _, remedy = str(fault).partition(" | ")
                aside.append(SetAside(event.event_id, f"{event.subject_id}, coded by {event.who}", why, remedy))
    return extracts, aside


def _with_changes(
    extract: Extract,
    event: Event,
    pages: Mapping[str, Sequence[Page]],
    files: Mapping[str, Document],
    codebook: Codebook,
) -> Extract:
    coded_by = event.content.get("meaning")
    if coded_by and extract.code_id in codebook and coded_by != codebook.code(extract.code_id).meaning:
        extract = replace(extract, changed=(CHANGED_CODE,))
    place = Anchor(extract.page, extract.start, extract.end, extract.quote, extract.found)
    listed, file = pages.get(extract.document_id, ()), files.get(extract.document_id)
    return replace(extract, changed=(*extract.changed, *changes_since(event.content, place, listed, file)))


def by_document(pages: Iterable[Page]) -> dict[str, list[Page]]:
    """The pages of each document that has any."""
    found: dict[str, list[Page]] = {}
    for page in pages:
        found.setdefault(page.document_id, []).append(page)
    return found


def _extract(
    event: Event,
    pages: Mapping[str, Sequence[Page]],
    codebook: Codebook,
    by_document: Mapping[str, Report],
    reports: Iterable[Report],
) -> Extract:
    report = by_document.get(event.subject_id)
    if report is None:
        raise ValueError("no report of the review has this document as its full text | Add a row to matches.csv.")
    content = {key: str(value) for key, value in event.content.items()}
    _check_code(content.get("code_id", ""), codebook, event)
    place = _place(event, pages)
    origin = _origin(content.get("origin", ""), reports)
    return Extract(
        extract_id=event.event_id,
        document_id=event.subject_id,
        report_id=report.report_id,
        study_id=report.study_id,
        code_id=content["code_id"],
        status=CodeStatus(event.decision),
        attribution=_word(Attribution, content.get("attribution") or Attribution.OWN),
        origin=origin,
        perspective=_word_or_none(Perspective, content.get("perspective", "")),
        page=place.page,
        start=place.start,
        end=place.end,
        quote=place.text,
        value=content.get("value", ""),
        note=event.note,
        who=event.who,
        found=place.found,
        function=_word_or_none(Function, content.get("function", "")),
        suggested_by=_word_or_none(SuggestedBy, content.get("suggested_by", "")),
        sitting=_word_or_none(Sitting, content.get("sitting", "")),
    )


def _origin(named: str, reports: Iterable[Report]) -> str:
    """The study that an origin names by any of its ids; what names no study of the review is an outside source.

    Ids of studies follow from records, so any record of the study's reports names it, for good.
    """
    for report in reports:
        ids = {report.study_id, report.document_id, *report.record_ids, *(f"S-{one}" for one in report.record_ids)}
        if named and named in ids:
            return report.study_id
    if OUR_ID.match(named):
        raise ValueError(f"the origin '{named}' is no study of the review | Name the study or the source in words.")
    return named


OUR_ID = re.compile(r"^(S-)?R[0-9a-f]{12}$")


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
    around = {key: str(event.content.get(key, "")) for key in ("prefix", "suffix")}
    anchor = find_quote(quote, page, start, end, pages[event.subject_id], **around) if quote.strip() else None
    if anchor is None:
        words = quote if len(quote) <= LONGEST_SHOWN else quote[:LONGEST_SHOWN] + "..."
        remedy = "Look at the document and code the passage again."
        raise ValueError(f"the quote '{words}' is not found in the document | {remedy}")
    if anchor.found == NEAR:
        # One letter turns "now" into "not": a person has to see what the page says.
        words = anchor.text if len(anchor.text) <= LONGEST_SHOWN else anchor.text[:LONGEST_SHOWN] + "..."
        raise ValueError(f"the quote stands there only nearly, as '{words}' | Look at the page and code it again.")
    return anchor


LONGEST_SHOWN = 60
Word = TypeVar("Word", Attribution, Perspective, Function, Sitting, SuggestedBy)


def _number(event: Event, key: str) -> int:
    value = event.content.get(key, 0)
    if not isinstance(value, int):
        raise ValueError(f"'{key}' is {value!r} and not a whole number | Code the passage again.")  # noqa: TRY004
    return value


def _word_or_none(kind: type[Word], word: str) -> Word | None:
    return _word(kind, word) if word else None


def _word(kind: type[Word], word: str) -> Word:
    if word not in tuple(kind):
        raise ValueError(f"'{word}' is not one of {', '.join(kind)} | Correct the coding.")
    return kind(word)
