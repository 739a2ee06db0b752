"""The types of extraction beside the text layer: whose full text a file is, what is suggested and what people coded."""

from dataclasses import dataclass

from identification.vocabulary import (
    Attribution,
    CellState,
    Check,
    CodeStatus,
    CodingTask,
    DocumentStatus,
    FileRole,
    Function,
    MatchVerdict,
    Outcome,
    Perspective,
    ReportKind,
    Retrieval,
    Sitting,
    SuggestedBy,
    WorkState,
)


@dataclass(frozen=True)
class Suggestion:
    """A passage proposed for a code. A suggestion is no extract until a person accepts it.

    `score` is how likely it has the code, from 0 to 1; `by` says what proposed it and `reason` why, in words. Where the
    passage quotes somebody, `attribution` and `origin` say whom; `value` is that of a characteristic. `function` and
    `perspective` are proposed only where the words of the passage say them.
    """

    document_id: str
    code_id: str
    page: int
    start: int
    end: int
    quote: str
    cue: str
    status: CodeStatus
    score: float = 0.0
    by: SuggestedBy = SuggestedBy.CUES
    reason: str = ""
    attribution: Attribution = Attribution.OWN
    origin: str = ""
    perspective: Perspective | None = None
    function: Function | None = None
    value: str = ""


@dataclass(frozen=True)
class NamedDocument:
    """What a file's metadata say that it is; the title there may be that of a template."""

    document_id: str
    doi: str = ""
    title: str = ""


@dataclass(frozen=True)
class Retrieved:
    """One row of review/fulltexts/retrieval.csv: a full text that was sought, and what came of it."""

    record_id: str
    status: Retrieval
    source: str = ""
    licence: str = ""
    reason: str = ""
    date: str = ""


@dataclass(frozen=True)
class Match:
    """One row of review/fulltexts/matches.csv: people's word on which record a file is the full text of."""

    document_id: str
    record_id: str
    note: str = ""
    role: FileRole | None = None


@dataclass(frozen=True)
class DocumentMatch:
    """What is known of one file: the report that it belongs to, or the candidates among which a person has to choose.

    `copies` are other files with the same bytes or the same text.
    """

    document_id: str
    verdict: MatchVerdict
    report_id: str = ""
    matched_by: str = ""
    role: FileRole = FileRole.MAIN
    candidates: tuple[str, ...] = ()
    why: str = ""
    copies: tuple[str, ...] = ()


@dataclass(frozen=True)
class MatchedDocument:
    """A file that belongs to a report, and how that is known; of several files of one report each may be coded."""

    document_id: str
    report_id: str
    matched_by: str
    role: FileRole = FileRole.MAIN


@dataclass(frozen=True)
class StudyOf:
    """One row of review/studies.csv: the study that a report tells of. A report without a row is its own study.

    `kind` is people's word on what the report is: a review is not counted beside the studies that it covers.
    """

    record_id: str
    study_id: str
    note: str = ""
    kind: ReportKind | None = None


@dataclass(frozen=True)
class Report:
    """A document sought for the review. `report_id` is its group of records; several reports may tell of one study.

    `accepted` is people's reason for going on without a text that can be read, from retrieval.csv. `kind_by` says how
    a review is known as one, and `covers` names the included primary studies that it cites: beside those it is no
    study of its own in any count. `obtained_from` and `not_obtained` are the source of its text, or the reason why
    there is none, in people's words.
    """

    report_id: str
    study_id: str
    record_ids: tuple[str, ...]
    title: str
    authors: str
    year: str
    venue: str
    doi: str
    retrieval: Retrieval
    retrieval_note: str
    accepted: str
    licence: str
    document_id: str
    document_status: DocumentStatus | None
    matched_by: str
    outcome: Outcome
    kind: ReportKind = ReportKind.PRIMARY
    kind_by: str = ""
    covers: tuple[str, ...] = ()
    obtained_from: str = ""
    not_obtained: str = ""


@dataclass(frozen=True)
class ToRetrieve:
    """A report whose full text is wanted: its citation, and the address at which to begin (DOI, else the record's)."""

    report_id: str
    title: str
    authors: str
    year: str
    venue: str
    link: str


@dataclass(frozen=True)
class Extract:
    """A quote that a person coded and that was found again at its place; or a person's "looked for, not found".

    `code_id` may be a family for "looked for, not found". `origin` names the study or source that the statement comes
    from when it is not this report's own. `found` says how the quote was found: exact, or by letters and digits, and
    `changed` what else about its file, place or code is not as it was when it was coded. `suggested_by` is what
    proposed it to the coder, who accepted it; empty where a person found it.

    `check` is what a second person's look made of it: checked, it holds; disputed, it does not and nobody has settled
    that; agreed, it holds in the word of those who settled it; empty, nobody looked. `checked_by` are the people behind
    that word. `sitting` says that it was added while somebody checked or settled the codings of others, which makes her
    no second coder.
    """

    extract_id: str
    document_id: str
    report_id: str
    study_id: str
    code_id: str
    status: CodeStatus
    attribution: Attribution
    origin: str
    perspective: Perspective | None
    page: int
    start: int
    end: int
    quote: str
    value: str
    note: str
    who: str
    found: str
    changed: tuple[str, ...] = ()
    function: Function | None = None
    suggested_by: SuggestedBy | None = None
    check: Check | None = None
    checked_by: tuple[str, ...] = ()
    sitting: Sitting | None = None


@dataclass(frozen=True)
class RefusedExtract(Extract):
    """An extract that does not hold, in the word of those who settled it: kept, with their reason, and in no count."""

    why: str = ""


@dataclass(frozen=True)
class CodingAssignment:
    """What one person has to do with one full text of an included report, and how far she is with it."""

    document_id: str
    report_id: str
    task: CodingTask
    reviewer: str
    state: WorkState


@dataclass(frozen=True)
class Appraisal:
    """A person's answer to one item of an appraisal instrument for one report. Items are never added up to a score."""

    event_id: str
    study_id: str
    report_id: str
    document_id: str
    instrument: str
    item: str
    answer: str
    who: str
    note: str


@dataclass(frozen=True)
class SetAside:
    """Something that a person wrote and that could not be used as it stands: kept, named, and counted nowhere."""

    subject: str
    where: str
    why: str
    remedy: str


@dataclass(frozen=True)
class StudyCode:
    """What one study says of one code, and from which extracts; `searched` where people recorded a look for it."""

    study_id: str
    code_id: str
    perspective: str
    state: CellState
    searched: bool
    extract_ids: tuple[str, ...]
