"""What did people decide in another tool? Each tool's file as rows with votes, in the tool's own words.

Which tool wrote a file is seen from what is in it. The files' formats are those of search exports and are taken apart
by the same readers, so that encodings, separators and damaged files are met in one place. Covidence: built from its
documentation and from public code that reads its lists; no list with decisions was at hand. Its lists say only why a
record was excluded, so that the list that a file is of is given as DECISION.
"""

import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from identification.dialects import names_of
from identification.entries import read_export
from identification.errors import InputError, nearest
from identification.exports import Entry, Export, decode
from identification.fields import SHEET_FIELDS
from identification.values import read_values
from identification.vocabulary import Decision, EventKind, ScreeningStage
from screening import asreview, eppi, rayyan
from screening.importing import DecisionRow
from screening.tool_words import (
    OUR_RECORD,
    ToolFile,
    ToolRow,
    Vote,
    by_person,
    carried_in,
    is_decided,
    joined,
    timed,
    together,
)

TOOLS = ("rayyan", "covidence", "eppi", "asreview", "table")
# What a column of a table may hold beside the fields of a record, each with the headings that need no mapping.
OWN_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "decision": ("decision", "decisions", "vote", "verdict", "screening decision"),
    "reviewer": ("reviewer", "reviewer name", "screener", "rater", "who"),
    "reason": ("reason", "reasons", "exclusion reason", "exclusion reasons"),
    "note": ("note", "reviewer note", "comment", "comments"),
    "time": ("time", "decided_at", "decided at", "date of decision", "timestamp", "decision date"),
    "record_id": ("record_id",),
}
MAPPABLE = (*(name for name in SHEET_FIELDS if name != "accession"), *OWN_COLUMNS)
ITEMS = ("covidence #", "itemid", "item id", "eppi id", "asreview_record_id", "key", "record_id")
COVIDENCE_REASON = "Exclusion reason:"


@dataclass(frozen=True)
class Options:
    """What a team says of a file: the tool, the columns, the decision of every row, and who may head a column.

    `decision` is for files that are a list of what was included or excluded and say so nowhere.
    """

    tool: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    decision: str = ""
    people: Collection[str] = ()
    stage: str = ""


def read_tool(path: Path, options: Options) -> ToolFile:
    """Every row of the file with the votes that it holds; a file of which nothing can be read is an `InputError`."""
    with path.open("rb") as file:
        start = file.read(4)
    if start == b"PK\x03\x04" and (inside := _names_in(path)):
        if "project.json" in inside:
            return _rows("asreview", asreview.read_project(path), options, path.name)
        if any(Path(name).stem.startswith("articles") for name in inside):
            return _rayyan_zip(path, inside, options)
    if path.suffix.lower() == ".json" or start.lstrip()[:1] == b"{":
        text, _ = decode(path.read_bytes())
        export, votes = eppi.read_json(text, path.name, full_text=options.stage == EventKind.FULL_TEXT)
        return _rows("eppi", export, options, path.name, votes)
    title = options.columns.get("title", "")
    export = read_export(path, titles=(title.lower(),) if title else ())
    return _rows(options.tool or sniff(export), export, options, path.name)


def sniff(export: Export) -> str:
    """The tool that wrote an export, by what only it writes; "table" for anybody's table or list."""
    held = (entry.fields.get(name, ()) for entry in export.entries for name in ("notes", "N1", "KW", "note"))
    texts = [text for values in held for text in values]
    columns = set(export.entries[0].fields) if export.entries else set()
    if any("RAYYAN-INCLUSION" in text for text in texts):
        return "rayyan"
    if any(name.startswith("asreview_") for name in columns) or any(asreview.LABEL.search(text) for text in texts):
        return "asreview"
    by_dialect = {"Rayyan": "rayyan", "Covidence": "covidence", "EPPI-Reviewer": "eppi"}
    if export.dialect in by_dialect:
        return by_dialect[export.dialect]
    return "eppi" if columns & {"itemid", "item id", "eppi id"} else "table"


def columns_said(text: str) -> dict[str, str]:
    """The column of each field as a team wrote it.

    >>> columns_said("title=Titel; decision = Urteil")
    {'title': 'Titel', 'decision': 'Urteil'}
    """
    found = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        name, _, column = (one.strip() for one in part.partition("="))
        if name not in MAPPABLE or not column:
            like = nearest(name, list(MAPPABLE))
            remedy = f"Did you mean '{like}'? " * bool(like and like != name)
            raise InputError(
                f"'{part}' in COLUMNS names no field and its column.",
                remedy=f"{remedy}Write field=column; the fields are {', '.join(MAPPABLE)}.",
            )
        found[name] = column
    return found


def _rows(
    tool: str, export: Export, options: Options, file: str, votes: Mapping[int, tuple[Vote, ...]] | None = None
) -> ToolFile:
    columns = {name: column.lower() for name, column in options.columns.items()}
    held = dict.fromkeys(name for entry in export.entries for name in entry.fields)
    for name, column in columns.items():
        if export.entries and column not in held:
            fault = f"COLUMNS says {name}={column}, and the file has no such column."
            raise InputError(fault, file=file, remedy=f"Its columns are: {', '.join(held)}.")
    form = "CSV" if export.format == "JSON" else export.format
    names = names_of(form, export.dialect)
    names = {**names, **{name: (columns[name], *names.get(name, ())) for name in columns if name in SHEET_FIELDS}}
    rows = []
    for place, entry in enumerate(export.entries, start=1):
        fields = read_values(entry, names).fields
        told = votes[place] if votes is not None else _told(tool, entry, columns, options)
        labels = rayyan.read_notes(_notes(entry))[1] if tool == "rayyan" else ()
        told = tuple(vote for vote in told if vote.stage in ("", options.stage))
        if options.decision:
            told = _as_the_list_says(told, options.decision)
        told = tuple(vote for vote in told if is_decided(vote.decision))
        record = DecisionRow(
            row=entry.line,
            title=fields.get("title", ""),
            doi=fields.get("doi", ""),
            decision=None,
            authors=fields.get("authors", ""),
            year=fields.get("year", ""),
            venue=fields.get("venue", ""),
            pmid=fields.get("pmid", ""),
            record_id=_our_record(entry),
        )
        rows.append(ToolRow(record, told, _item(tool, entry), labels))
    return ToolFile(tool, rows)


def _told(tool: str, entry: Entry, columns: Mapping[str, str], options: Options) -> tuple[Vote, ...]:
    notes = _notes(entry)
    if tool == "rayyan":
        return rayyan.read_notes(notes)[0]
    if tool == "asreview":
        return asreview.read_row(entry)
    travelled, rest = carried_in(notes)
    if tool == "eppi":
        return together([] if "TY" in entry.fields else eppi.read_row(entry), travelled)
    if tool == "covidence":
        return together(_covidence(entry, rest), travelled)
    return together(_table(entry, columns, options), travelled)


def _as_the_list_says(told: Sequence[Vote], decision: str) -> tuple[Vote, ...]:
    """The votes of named people, and that of the list that the file is, with what the row says beside."""
    nobodys = [vote for vote in told if not vote.who]
    reasons = next((vote.reasons for vote in nobodys), ()) if decision == Decision.EXCLUDE else ()
    listed = Vote("", decision, reasons, joined(vote.note for vote in nobodys))
    return together([listed], [vote for vote in told if vote.who and is_decided(vote.decision)])


def _covidence(entry: Entry, notes: str) -> list[Vote]:
    """What a list or a history of Covidence says: a reason is one of an exclusion; "Consensus" settles a conflict."""
    cells = {name: joined(values) for name, values in entry.fields.items()}
    reason = cells.get("exclusion reason", "")
    rest = notes
    if COVIDENCE_REASON in notes:
        before, _, behind = notes.partition(COVIDENCE_REASON)
        named, _, after = behind.partition(";")
        reason, rest = reason or named.strip(), joined((before, after.strip(" ;")))
    decision = next((cells[name] for name in ("decision", "vote", "status") if cells.get(name)), "")
    decision = decision or ("exclude" if reason else "")
    who = cells.get("reviewer") or cells.get("reviewer name", "")
    at, note = timed(cells.get("date") or cells.get("decided_at", "") if decision else "", rest)
    reasons = (reason,) if reason else ()
    return [Vote(who, decision, reasons, note, at, settles=who.casefold() == "consensus")]


def _table(entry: Entry, columns: Mapping[str, str], options: Options) -> list[Vote]:
    """The votes of a row: one of a reviewer who is named in it, or one below each column that a person heads."""

    def cell(name: str) -> str:
        headings = (columns[name],) if name in columns else OWN_COLUMNS[name]
        return next((text for heading in headings if (text := joined(entry.fields.get(heading, ())))), "")

    if joined(entry.fields.get("stage", ())) in set(ScreeningStage) - {options.stage}:
        return []
    at, note = timed(cell("time"), cell("note"))
    reasons = tuple(filter(None, map(str.strip, cell("reason").split(";"))))
    headed = [(name, joined(values)) for name, values in entry.fields.items() if name.casefold() in options.people]
    if headed and not cell("decision"):
        return [by_person(name, word, reasons=reasons, note=note, at=at) for name, word in headed]
    before = tuple(carried_in(entry.fields.get("earlier_decisions", ()))[0])
    return [by_person(cell("reviewer"), cell("decision"), reasons=reasons, note=note, at=at, before=before)]


def _notes(entry: Entry) -> Sequence[str]:
    names = ("notes", "note", "N1", "review_decisions", "comments")
    return [value for name in names for value in entry.fields.get(name, ())]


def _our_record(entry: Entry) -> str:
    values = (value for name, all_of_it in entry.fields.items() if name not in PROSE for value in all_of_it)
    return next((found[1] for value in values if (found := OUR_RECORD.search(value.strip()))), "")


PROSE = ("title", "abstract", "TI", "T1", "AB", "N2")


def _item(tool: str, entry: Entry) -> str:
    if tool in ("table", "asreview"):
        return joined(entry.fields.get("asreview_record_id", ()))
    headings = (*ITEMS, "U1", "ID", "AN")
    return next((text for name in headings if (text := joined(entry.fields.get(name, ())))), "")


def _names_in(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return []
    return [] if "[Content_Types].xml" in names else names


def _rayyan_zip(path: Path, inside: list[str], options: Options) -> ToolFile:
    articles = next(name for name in inside if Path(name).stem.startswith("articles"))
    log = next((name for name in inside if name.endswith("customizations_log.csv")), "")
    with TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
        file = _rows("rayyan", read_export(Path(archive.extract(articles, folder))), options, path.name)
        lines = read_export(Path(archive.extract(log, folder)), titles=("article_id",)).entries if log else []
    return ToolFile("rayyan", rayyan.with_log(file.rows, lines))
