"""The page that explains every table: made from the dataclasses, so that a header, a type and its explanation agree."""

import dataclasses
import inspect
import types
import typing
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from extraction.codebook import Codebook
from extraction.coding_tables import CodingAgreement, CodingCheck, CodingDifference, FamilyCoding
from extraction.documents import (
    Appraisal,
    CodingAssignment,
    DocumentMatch,
    Extract,
    Match,
    MatchedDocument,
    NamedDocument,
    RefusedExtract,
    Report,
    Retrieved,
    SetAside,
    StudyOf,
    Suggestion,
    ToRetrieve,
)
from extraction.instruments import Instrument
from extraction.reviews import Covered
from extraction.selectors import AnchoredQuote
from extraction.studies import StudyProposal
from extraction.text_layer import Document, Page, PageLine, PageTable, Passage
from identification.events import DECISIONS, Event
from identification.merge_log import DoubtfulRecords, LinkedRecords, Merge
from identification.records import (
    DuplicatePair,
    FlaggedRecord,
    KnownPaper,
    KnownPaperFound,
    Membership,
    RawFields,
    Record,
    Search,
    SearchRecall,
    SharedRecords,
    SourceCount,
    SourceOverlap,
    UniqueRecord,
)
from identification.retractions import Retracted, RetractionChecked, RetractionList
from identification.vocabulary import EventKind
from reporting.amendments import Amendment
from reporting.cells import Sheet, file_name
from reporting.contents import Cover, ReviewTables
from reporting.evidence_tables import evidence_sheets
from reporting.package_tables import PACKAGE_TABLES
from reporting.stages import (
    ChecklistItem,
    ChecklistRow,
    DocumentMade,
    Equation,
    FlowBox,
    LoggedSearch,
    NextStep,
    Shortcut,
    SignOff,
    SourceYield,
    StageStatus,
)
from screening.outcomes import (
    Agreement,
    Assignment,
    Conflict,
    CriterionDisagreement,
    Drift,
    JointAgreement,
    PolicyCheck,
    Progress,
    Queued,
    Screened,
    Stopping,
    Unmatched,
)
from synthesis.gap_tables import ReachNoted
from workflow.synthesis_tables import SYNTHESIS_TABLES
from workflow.tables_words import DECIDED, FOR_READERS, HEAD, HELD, WRITTEN
from workflow.trace_tables import TRACED

# Every table that rules write and read again, as the review goes on. `{document}` stands for a full text's name.
TABLES: tuple[tuple[str, type], ...] = (
    ("results/identification/records.csv", Record),
    ("results/identification/sources.csv", SourceCount),
    ("results/identification/raw_fields.jsonl", RawFields),
    ("results/identification/rule_pairs.csv", DuplicatePair),
    ("results/identification/pairs.csv", DuplicatePair),
    ("results/identification/merged.csv", Merge),
    ("results/identification/linked.csv", LinkedRecords),
    ("results/identification/doubtful.csv", DoubtfulRecords),
    ("results/identification/flagged.csv", FlaggedRecord),
    ("results/identification/membership.csv", Membership),
    ("results/identification/unique.csv", UniqueRecord),
    ("results/identification/known_papers.csv", KnownPaperFound),
    ("results/identification/search_recall.csv", SearchRecall),
    ("results/identification/overlap.csv", SourceOverlap),
    ("results/identification/shared_records.csv", SharedRecords),
    ("results/screening/title_abstract.csv", Screened),
    ("results/screening/full_text.csv", Screened),
    ("results/screening/progress.csv", Progress),
    ("results/screening/agreement.csv", Agreement),
    ("results/screening/joint_agreement.csv", JointAgreement),
    ("results/screening/drift.csv", Drift),
    ("results/screening/criteria_disagreement.csv", CriterionDisagreement),
    ("results/screening/policies.csv", PolicyCheck),
    ("results/screening/conflicts.csv", Conflict),
    ("results/screening/unmatched.csv", Unmatched),
    ("results/screening/stopping.csv", Stopping),
    ("results/screening/queue.csv", Queued),
    ("results/screening/assignments.csv", Assignment),
    ("results/extraction/codebook.jsonl", Codebook),
    ("results/extraction/instruments.jsonl", Instrument),
    ("results/extraction/{document}/document.jsonl", Document),
    ("results/extraction/{document}/pages.jsonl", Page),
    ("results/extraction/{document}/passages.jsonl", Passage),
    ("results/extraction/{document}/lines.jsonl", PageLine),
    ("results/extraction/{document}/tables.jsonl", PageTable),
    ("results/extraction/{document}/suggestions.jsonl", Suggestion),
    ("results/extraction/{document}/refused_suggestions.jsonl", SetAside),
    ("results/extraction/documents.csv", Document),
    ("results/extraction/named.csv", NamedDocument),
    ("results/extraction/document_matches.csv", DocumentMatch),
    ("results/extraction/matched.csv", MatchedDocument),
    ("results/extraction/reports.csv", Report),
    ("results/extraction/review_overlap.csv", Covered),
    ("results/extraction/study_proposals.csv", StudyProposal),
    ("results/extraction/to_retrieve.csv", ToRetrieve),
    ("results/extraction/suggestions.csv", Suggestion),
    ("results/extraction/extracts.csv", Extract),
    ("results/extraction/refused_extracts.csv", RefusedExtract),
    ("results/extraction/anchors.jsonl", AnchoredQuote),
    ("results/extraction/first_extracts.csv", Extract),
    ("results/extraction/coding_assignments.csv", CodingAssignment),
    ("results/extraction/coding_check.csv", CodingCheck),
    ("results/extraction/coding_differences.csv", CodingDifference),
    ("results/extraction/coding_agreement.csv", CodingAgreement),
    ("results/extraction/coding_sources.csv", FamilyCoding),
    ("results/extraction/appraisals.csv", Appraisal),
    ("results/extraction/set_aside_reports.csv", SetAside),
    ("results/extraction/set_aside_codings.csv", SetAside),
    ("results/extraction/set_aside_appraisals.csv", SetAside),
    *SYNTHESIS_TABLES,
    ("results/reporting/set_aside_events.csv", SetAside),
    ("results/reporting/set_aside.csv", SetAside),
    ("results/reporting/retractions.csv", Retracted),
    ("results/reporting/retraction_lists.csv", RetractionList),
    ("results/reporting/search_log.csv", LoggedSearch),
    ("results/reporting/source_yield.csv", SourceYield),
    ("results/reporting/prisma_s.csv", ChecklistItem),
    ("results/reporting/checklists.csv", ChecklistRow),
    ("results/reporting/shortcuts.csv", Shortcut),
    ("results/reporting/stages.csv", StageStatus),
    ("results/reporting/steps.csv", NextStep),
    ("results/reporting/flow.csv", FlowBox),
    ("results/reporting/equations.csv", Equation),
    ("results/reporting/documents.csv", DocumentMade),
    *TRACED,
    *PACKAGE_TABLES,
)
# The tables and logs that people keep, themselves or through a command; rules only read them.
KEPT: tuple[tuple[str, type], ...] = (
    ("review/searches/searches.csv", Search),
    ("review/searches/known_papers.csv", KnownPaper),
    ("review/fulltexts/retrieval.csv", Retrieved),
    ("review/fulltexts/matches.csv", Match),
    ("review/studies.csv", StudyOf),
    ("review/reach.csv", ReachNoted),
    ("review/retractions_checked.csv", RetractionChecked),
    ("review/signoff.csv", SignOff),
    ("review/events/{kind}/{session}.jsonl", Event),
    ("review/protocol/amendments.jsonl", Amendment),
)

WORDS: dict[Any, str] = {str: "text", int: "whole number", float: "number", bool: "true or false", Any: "any value"}


def tables_page() -> str:
    """Every table with its columns, and the evidence tables with their headings."""
    kinds = list(dict.fromkeys(kind for _, kind in (*TABLES, *KEPT)))
    parts = [HEAD, WRITTEN, _index(TABLES), HELD, _index(KEPT), DECIDED, *map(_decisions, DECISIONS), FOR_READERS]
    parts += [_sheet(sheet) for sheet in readers_tables()]
    parts += ["\n## Columns\n", *(_section(kind) for kind in _with_inner(kinds))]
    return "".join(parts)


def readers_tables() -> list[Sheet]:
    """The evidence tables of a review in which nothing has happened: their names, titles and fixed headings."""
    return evidence_sheets(ReviewTables(), Cover(title=""))


def takes(hint: Any) -> str:
    """What stands in a column of this type, in words."""
    if isinstance(hint, types.UnionType):
        return f"{takes(typing.get_args(hint)[0])}, or empty"
    if typing.get_origin(hint) is tuple:
        return f"list of {takes(typing.get_args(hint)[0])}"
    if typing.get_origin(hint) is dict:
        return f"names, each with {takes(typing.get_args(hint)[1])}"
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return "one of: " + ", ".join(f"`{word}`" for word in hint)
    return WORDS[hint]


def _index(tables: Iterable[tuple[str, type]]) -> str:
    rows = [f"| `{path}` | {takes(kind)} | {_first_line(kind)} |\n" for path, kind in tables]
    return "| file | columns | what a row is |\n|---|---|---|\n" + "".join(rows)


def _section(kind: type) -> str:
    hints = typing.get_type_hints(kind)
    files = [path for path, one in (*TABLES, *KEPT) if one is kind]
    where = f"In {', '.join(f'`{path}`' for path in files)}.\n\n" if files else ""
    head = f"\n### {kind.__name__}\n\n{inspect.getdoc(kind)}\n\n{where}| column | what stands in it |\n|---|---|\n"
    optional = any(kind is one for _, one in KEPT)
    rows = [
        f"| `{field.name}` | {takes(hints[field.name])}{'; optional' * (optional and _may_be_left_out(field))} |\n"
        for field in dataclasses.fields(kind)
    ]
    return head + "".join(rows)


def _may_be_left_out(field: "dataclasses.Field[Any]") -> bool:
    return (field.default, field.default_factory) != (dataclasses.MISSING, dataclasses.MISSING)


def _with_inner(kinds: Iterable[type]) -> list[type]:
    """The types and, each behind the first that holds it, the types that stand inside a cell."""
    found: dict[type, None] = {}
    for kind in kinds:
        found[kind] = None
        parts = [part for hint in typing.get_type_hints(kind).values() for part in typing.get_args(hint)]
        inner = [part for part in parts if isinstance(part, type) and dataclasses.is_dataclass(part)]
        found.update(dict.fromkeys(_with_inner(inner)))
    return list(found)


def _decisions(kind: EventKind) -> str:
    words = DECISIONS[kind]
    return f"| `{kind}` | {', '.join(f'`{word}`' for word in words) if words else 'any text'} |\n"


def _sheet(sheet: Sheet) -> str:
    return f"| `{file_name(sheet)}` | {sheet.title} | {'; '.join(sheet.header)} |\n"


def _first_line(kind: type) -> str:
    return (inspect.getdoc(kind) or "").partition("\n\n")[0].replace("\n", " ")
