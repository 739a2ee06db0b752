"""What do W3C annotations and EPPI-Reviewer's JSON reports say of passages? Both are JSON, and are told apart by it.

EPPI-Reviewer: built from its public source. A code of the report is one of ours by its name or by what the team says;
below a code that is ours, the answer that was ticked is its value. Codes that include or exclude are decisions and are
taken in by `make decisions`.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from extraction.incoming import KnownCodes, Told, ToldFile
from extraction.known_documents import Hints, KnownDocuments
from extraction.leaving import MARK, comment_read, guid
from extraction.refi_project import number
from identification.errors import InputError
from identification.exports import decode
from screening.eppi import DECIDES, TYPES
from screening.tool_words import joined, time_of

PAGE = re.compile(r"(?:^|[#&?])page=(\d+)")
# EPPI-Reviewer's way to write what is marked in a PDF: its page, and each piece in quotation marks.
MARKED = re.compile(r"Page\s+(\d+):\s*\[¬s\](.*?)\[¬e\]\"?", re.DOTALL)


def read_json_file(path: Path, codes: KnownCodes, documents: KnownDocuments, event_ids: Sequence[str]) -> ToldFile:
    """Every coding of a JSON file; one that is neither form is an `InputError`."""
    text, _ = decode(path.read_bytes())
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = _lines(text)
    why = "this is neither a set of W3C annotations nor a JSON report of EPPI-Reviewer."
    neither = InputError(why, file=path.name, remedy="Export it again as one of these.")
    try:
        if isinstance(found, dict) and "References" in found:
            return _of_report(found, codes, documents)
        items = list(_annotations(found))
        ours = {f"urn:uuid:{guid('selection', one)}": one for one in event_ids}
        told = [one for row, item in enumerate(items, start=1) for one in _of_annotation(item, row, documents, ours)]
    except (AttributeError, KeyError, TypeError, RecursionError) as fault:
        raise neither from fault
    if not items:
        raise neither
    return _file("annotations", told)


def _file(tool: str, told: Sequence[Told]) -> ToldFile:
    found = frozenset(one.document_id for one in told if one.document_id)
    return ToldFile(tool, tuple(told), found, tuple(sorted({one.who for one in told if one.who})))


def _lines(text: str) -> list[Any]:
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return []


def _annotations(found: Any) -> Iterator[Mapping[str, Any]]:
    """The annotations of a collection, of a page, of a list, or a single one."""
    for one in _all(found):
        if isinstance(one, dict):
            kinds = _all(one.get("type"))
            if "Annotation" in kinds:
                yield one
            else:
                yield from _annotations([*_all(one.get("first")), *_all(one.get("items"))])


def _of_annotation(
    item: Mapping[str, Any], row: int, documents: KnownDocuments, ours: Mapping[str, str]
) -> Iterator[Told]:
    target = next(iter(_all(item.get("target"))), "")
    source = target if isinstance(target, str) else _name(target.get("source"))
    name = unquote(source).removeprefix("file://")
    document_id, why = documents.find(Hints(name=name))
    if not document_id:
        document_id, why = documents.find(Hints(name=re.split("[?#]", name)[0].rsplit("/", 1)[-1]))
    selectors = [] if isinstance(target, str) else list(_selectors(target.get("selector")))
    quote = next((one for one in selectors if one.get("type") == "TextQuoteSelector"), {})
    place = next((one for one in selectors if one.get("type") == "TextPositionSelector"), {})
    pages = [found[1] for one in selectors if (found := PAGE.search(str(one.get("value", ""))))]
    bodies = [{"value": one} if isinstance(one, str) else one for one in _all(item.get("body"))]
    said = {purpose: [str(one.get("value", "")) for one in bodies if _purpose(one) == purpose] for purpose in PURPOSES}
    _, fields = comment_read("\n".join([MARK, *said["classifying"]]))
    creator = next(iter(_all(item.get("creator"))), "")
    for code in said["tagging"] or [""]:
        yield Told(
            row,
            name,
            code,
            document_id,
            who=creator if isinstance(creator, str) else _name(creator.get("name") or creator.get("nickname")),
            quote=str(quote.get("exact", "")),
            page=int(pages[0]) if pages else 0,
            start=number(str(place.get("start", ""))),
            end=number(str(place.get("end", ""))),
            prefix=str(quote.get("prefix", "")),
            suffix=str(quote.get("suffix", "")),
            note=joined(said["commenting"]),
            at=time_of(str(item.get("created", "")).replace("Z", "+00:00")),
            fields=fields,
            item=str(item.get("id", "")),
            event_id=ours.get(str(item.get("id", "")), ""),
            why=why if not document_id else "" if code else "an annotation without a tag has no code",
        )


PURPOSES = ("tagging", "commenting", "classifying")


def _purpose(body: Mapping[str, Any]) -> str:
    """What a body is for; one that does not say is a comment."""
    return next((one for one in _all(body.get("purpose")) if one in PURPOSES), "commenting")


def _selectors(found: Any) -> Iterator[Mapping[str, Any]]:
    for one in _all(found):
        if isinstance(one, dict):
            yield one
            yield from _selectors(one.get("refinedBy"))


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name(value: Any) -> str:
    return value if isinstance(value, str) else str(value.get("id", "")) if isinstance(value, dict) else ""


def _of_report(report: Mapping[str, Any], codes: KnownCodes, documents: KnownDocuments) -> ToldFile:
    meant = {key: code for one in report.get("CodeSets") or () for key, code in _meant(one, codes, "", "")}
    told: list[Told] = []
    for row, reference in enumerate(report["References"], start=1):
        hints = Hints(
            title=str(reference.get("Title") or ""),
            doi=str(reference.get("DOI") or ""),
            study=str(reference.get("ShortTitle") or ""),
        )
        for code in reference.get("Codes") or ():
            if code.get("AttributeId") in meant:
                told += _of_code(code, meant[code["AttributeId"]], hints, row, documents)
    return _file("eppi", told)


def _meant(
    node: Mapping[str, Any], codes: KnownCodes, above: str, named: str
) -> Iterator[tuple[Any, tuple[str, str, str]]]:
    """For each code of a report: ours, its own name, and the value where it is an answer below one of ours."""
    for one in (node.get("Attributes") or {}).get("AttributesList") or ():
        name, kind = str(one.get("AttributeName") or ""), str(one.get("AttributeType") or "").casefold()
        own = codes.find(name)[0]
        if kind not in TYPES and not DECIDES.match(name):
            shown = f"{named}: {name}" if above and not own else name
            yield one.get("AttributeId"), (own or above, shown, "" if own else name if above else "")
        yield from _meant(one, codes, own or above, name if own else named)


def _of_code(
    code: Mapping[str, Any], meant: tuple[str, str, str], hints: Hints, row: int, documents: KnownDocuments
) -> Iterator[Told]:
    ours, name, answer = meant
    note, who = str(code.get("AdditionalText") or ""), str(code.get("ContactName") or "")
    marked = [one for one in code.get("ItemAttributeFullTextDetails") or () if one.get("Text")]
    pieces = [
        (page, text, str(one.get("DocTitle") or "")) for one in marked for page, text in _pieces(str(one["Text"]))
    ]
    for page, text, title in pieces or [(0, "", "")]:
        document_id, why = documents.find(Hints(name=title)) if title else ("", "")
        if not document_id:
            document_id, why = documents.find(hints)
        fields = {"value": answer or ("" if text else note)}
        told = Told(row, title or hints.title, name, document_id, ours, who=who, quote=text, page=page, note=note)
        yield Told(**{**told.__dict__, "fields": fields, "why": "" if document_id else why})


def _pieces(text: str) -> list[tuple[int, str]]:
    """The pieces that are marked in a document with their pages; text that is no PDF's is one piece.

    >>> _pieces('Page 3:\\n[¬s]"one"\\n"two[¬e]"')
    [(3, 'one'), (3, 'two')]
    """
    found = [(int(page), piece) for page, marked in MARKED.findall(text) for piece in marked.split('"\n"')]
    return [(page, piece.strip().strip('"').strip()) for page, piece in found] or [(0, text.strip())]
