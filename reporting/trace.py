"""Where does this number come from? One page that leads from every claim to the page, the record, and back."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from extraction.documents import Extract, Report
from identification.records import Record
from reporting.cells import anchor
from reporting.claims import NO_CLAIMS, Claim
from reporting.contents import Context, Cover, ReviewTables, of_included
from reporting.labels import Labels
from reporting.leaving_package import MayLeave, hash_of
from reporting.page_images import WITHHELD, PageImage
from reporting.stages import LoggedSearch

TEMPLATES = Path(__file__).parent / "templates"
# Letters of a raw entry that are shown: its fields with the abstract; what follows are lists of references.
MOST_LETTERS = 6_000
Row = dict[str, Any]


def render_trace(
    tables: ReviewTables,
    cover: Cover,
    claims: Sequence[Claim],
    images: Iterable[PageImage],
    entries: Mapping[str, str],
    config: Mapping[str, Any],
) -> str:
    """The trace as one HTML file that works without network; `entries` are the raw entries of records by their ids.

    Same tables, same bytes. What may not leave the team stands there as a short quote with its page, or as a hash.
    """
    pictures = {one.extract_id: one for one in images}
    data = trace_data(tables, cover, claims, pictures, entries, config)
    shown = {key: (one.image, one.width, one.height) for key, one in pictures.items() if one.image}
    found = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    page = found.get_template("trace.html.j2")
    return page.render(cover=cover, data=as_script(data), images=as_script(shown), empty="" if claims else NO_CLAIMS)


def as_script(data: Any) -> Markup:
    """Data as JSON that can stand inside a script element, whatever it says.

    >>> as_script({"a": "</script>"})
    Markup('{"a":"\\\\u003c/script>"}')
    """
    return Markup(json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def trace_data(
    tables: ReviewTables,
    cover: Cover,
    claims: Iterable[Claim],
    pictures: Mapping[str, PageImage],
    entries: Mapping[str, str],
    config: Mapping[str, Any],
) -> dict[str, Any]:
    """Everything that the page shows, as it is written into it: lists of claims, extracts, studies and so on."""
    labels = Labels.of(tables, cover)
    included = of_included(tables)
    reports = {one.report_id: one for one in tables.reports}
    contexts = {one.extract_id: one for one in tables.contexts}
    known = {one.extract_id: one for one in included.extracts}
    of_report = {record: one.report_id for one in tables.reports for record in one.record_ids}
    searches = {one.file: one.number for one in tables.search_log if one.file}
    may = MayLeave.of(config)
    return {
        "claims": [_claim(one, known) for one in claims],
        "extracts": [
            _extract(one, reports[one.report_id], pictures.get(one.extract_id), contexts, labels, may)
            for one in included.extracts
        ],
        "codes": {one.code_id: (one.name, one.definition, one.family) for one in cover.codes},
        "studies": _studies(included, labels),
        "reports": [_report(one) for one in tables.reports],
        "records": [
            _record(one, of_report[one.record_id], searches, entries.get(one.record_id, ""), may)
            for one in tables.records
            if one.record_id in of_report
        ],
        "searches": [_search(one) for one in tables.search_log],
    }


def allowed_extracts(
    extracts: Iterable[Extract], reports: Iterable[Report], config: Mapping[str, Any]
) -> list[Extract]:
    """The extracts around whose quotes the text may be shown."""
    may, licences = MayLeave.of(config), {one.report_id: one.licence for one in reports}
    return [one for one in extracts if may.surroundings(one.document_id, licences.get(one.report_id, ""))]


def _claim(one: Claim, known: Mapping[str, Extract]) -> Row:
    families = {known[key].code_id.split(".")[0] for key in (*one.extract_ids, *one.looked) if key in known}
    return {
        "a": anchor("claim", one.claim_id),
        "kind": one.kind,
        "name": one.name,
        "text": one.sentence,
        "basis": one.basis,
        "studies": one.study_ids,
        "assessed": one.assessed_ids,
        "extracts": [key for key in one.extract_ids if key in known],
        "against": [key for key in one.against if key in known],
        "looked": [key for key in one.looked if key in known],
        "sure": one.sure,
        "checked": [key for key in one.checked if key in known],
        "families": sorted(families),
    }


def _extract(
    one: Extract,
    report: Report,
    picture: PageImage | None,
    contexts: Mapping[str, Context],
    labels: Labels,
    may: MayLeave,
) -> Row:
    whole, withheld = may.surroundings(one.document_id, report.licence), one.document_id in may.withheld
    around = contexts.get(one.extract_id, Context("", "", ""))
    return {
        "id": one.extract_id,
        "a": anchor("extract", one.extract_id),
        "code": one.code_id,
        "status": one.status,
        "by": f"{one.attribution}{f', from {labels.study(one.origin)}' if one.origin else ''}",
        "seen": one.perspective or "",
        "page": one.page,
        "quote": may.quote(one.quote, one.document_id, report.licence),
        "value": may.quote(one.value, one.document_id, report.licence),
        "before": around.before if whole else "",
        "after": around.after if whole else "",
        "who": labels.person(one.who),
        "found": "; ".join((one.found, *one.changed)),
        "check": one.check or "",
        "report": one.report_id,
        "study": one.study_id,
        "why": WITHHELD if withheld else (picture.why if picture else ""),
    }


def _studies(tables: ReviewTables, labels: Labels) -> list[Row]:
    found: dict[str, list[str]] = {}
    for report in tables.reports:
        if report.study_id in labels.studies:
            found.setdefault(report.study_id, []).append(report.report_id)
    rows = [
        {"id": one, "a": anchor("study", one), "name": labels.study(one), "reports": reports}
        for one, reports in found.items()
    ]
    return sorted(rows, key=lambda row: (row["name"], row["id"]))


def _report(one: Report) -> Row:
    return {
        "id": one.report_id,
        "a": anchor("report", one.report_id),
        "title": one.title,
        "authors": one.authors,
        "year": one.year,
        "venue": one.venue,
        "doi": one.doi,
        "licence": one.licence,
        "file": one.document_id,
        "had": one.obtained_from or one.not_obtained,
        "outcome": one.outcome,
        "study": one.study_id,
        "records": one.record_ids,
    }


def _record(one: Record, report_id: str, searches: Mapping[str, int], entry: str, may: MayLeave) -> Row:
    short = entry if len(entry) <= MOST_LETTERS else f"{entry[:MOST_LETTERS]} [...]"
    return {
        "id": one.record_id,
        "a": anchor("record", one.record_id),
        "title": one.title,
        "authors": one.authors,
        "year": one.year,
        "venue": one.venue,
        "doi": one.doi,
        "source": one.source,
        "ref": one.source_ref,
        "search": next((number for file, number in searches.items() if one.source_ref.startswith(f"{file}, ")), 0),
        "entry": short if may.source_texts else "",
        "hash": hash_of(entry),
        "report": report_id,
    }


def _search(one: LoggedSearch) -> Row:
    facts = {
        "Platform": one.platform,
        "Databases": one.databases,
        "Date": one.date,
        "Limits": one.limits,
        "Filters": one.filters,
        "Hits": "" if one.hits is None else f"{one.hits:,}",
        "Records read": "" if one.read is None else f"{one.read:,}",
        "Export": one.file,
        "Strategy": one.strategy_file,
        "Note": one.note,
    }
    return {
        "n": one.number,
        "a": anchor("search", str(one.number)),
        "name": one.name,
        "source": one.source,
        "date": one.date,
        "facts": [(name, text) for name, text in facts.items() if text],
        "strategy": one.strategy,
        "why": one.no_strategy,
    }
