"""The codings of a review as a table, one row an extract, and as W3C annotations, for whatever reads these.

The table holds what a person reads (study, report, names of code and family) beside what an import needs (ids, places).
The annotations follow https://www.w3.org/TR/annotation-model/: one collection with one page, an annotation for each
coding, its code as a tag, its note as a comment, what else it says as classifying bodies.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from extraction.codebook import Codebook
from extraction.documents import Report
from extraction.leaving import FIELDS, Leaving, comment_of, guid, same_length
from extraction.refi_qda import code_name
from extraction.selectors import AnchoredQuote, web_annotation
from identification.vocabulary import CodeStatus
from screening.tool_words import time_of

COLUMNS = (
    *("extract_id", "study_id", "report_id", "report", "document_id", "family", "code_id", "code"),
    *("status", "attribution", "origin", "perspective", "function", "value", "page", "quote", "note", "coder"),
    *("coded_at", "suggested_by", "code_version", "start", "end", "found", "changed"),
)
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def coding_rows(codings: Sequence[Leaving], codebook: Codebook, reports: Mapping[str, Report]) -> list[list[str | int]]:
    """A row for each coding below `COLUMNS`; a place is a number, everything else text."""
    return [_row(one, codebook, reports.get(one.extract.report_id)) for one in codings]


def annotations(codings: Sequence[Leaving], places: Mapping[str, AnchoredQuote], codebook: Codebook, title: str) -> str:
    """The codings as an AnnotationCollection with all of its annotations on one page, in JSON-LD."""
    items = [_annotation(one, places.get(one.event.event_id), codebook) for one in codings]
    page = {"type": "AnnotationPage", "startIndex": 0, "items": items}
    collection = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{guid('collection', title)}",
        "type": "AnnotationCollection",
        "label": same_length(title),
        "total": len(items),
        "first": {"id": f"urn:uuid:{guid('page', title)}", **page},
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _row(one: Leaving, codebook: Codebook, report: Report | None) -> list[str | int]:
    extract, fields = one.extract, one.fields
    is_family = extract.code_id not in codebook
    family = codebook.family_of(extract.code_id)
    cells = {
        "extract_id": one.event.event_id,
        "study_id": extract.study_id,
        "report_id": extract.report_id,
        "report": report.title if report else "",
        "document_id": extract.document_id,
        "family": family.name,
        "code_id": extract.code_id,
        "code": family.name if is_family else codebook.code(extract.code_id).name,
        "note": one.event.note,
        "coder": one.coder,
        "coded_at": time_of(one.event.at) or one.event.at,
        "quote": extract.quote,
        "code_version": fields.get("meaning", ""),
        "found": extract.found,
        "changed": "; ".join(extract.changed),
        **{key: fields.get(key, "") for key in FIELDS if key != "meaning"},
    }
    numbers: dict[str, str | int] = {"page": extract.page, "start": extract.start, "end": extract.end}
    placed = numbers if extract.quote else dict.fromkeys(numbers, "")
    return [placed[column] if column in placed else same_length(cells[column]) for column in COLUMNS]


def _annotation(one: Leaving, place: AnchoredQuote | None, codebook: Codebook) -> dict[str, Any]:
    extract = one.extract
    is_family = extract.code_id not in codebook
    named = codebook.family(extract.code_id).name if is_family else codebook.code(extract.code_id).name
    source = quote(extract.document_id)
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": code_name(extract.code_id, named)}]
    if one.event.note:
        bodies.append({"type": "TextualBody", "purpose": "commenting", "value": same_length(one.event.note)})
    bodies += [
        {"type": "TextualBody", "purpose": "classifying", "value": comment_of("", {key: value}).partition("\n")[2]}
        for key, value in one.fields.items()
    ]
    return {
        "id": f"urn:uuid:{guid('selection', one.event.event_id)}",
        "type": "Annotation",
        "motivation": "assessing" if extract.status == CodeStatus.LOOKED_NOT_FOUND else "tagging",
        "creator": {"id": f"urn:uuid:{guid('coder', one.coder)}", "type": "Person", "name": one.coder},
        **({"created": time_of(one.event.at).replace("+00:00", "Z")} if time_of(one.event.at) else {}),
        "body": bodies,
        "target": {**web_annotation(place), "source": source} if place else source,
    }
