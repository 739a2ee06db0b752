"""The types of identification: what an export holds, and what is said of two records."""

from dataclasses import dataclass, field

from identification.vocabulary import Found, LinkKind, SearchMethod, Verdict


@dataclass(frozen=True)
class Search:
    """One search as its librarian logged it: a row of review/searches/searches.csv. A search may have no file.

    The columns from `method` on are what PRISMA-S asks for beside; write "none" where there is none, since an empty
    cell only says that nobody wrote anything. Empty `method`, `platform` and `limits` are those of the source in
    config.yaml; the flow counts by the kind of the source, whatever the method. `databases` are those searched at once
    on the platform, `updates` how the search is kept up to date, `peer_review` when and by which method the strategy
    was reviewed (PRESS) and what came of it.
    `columns` says what the columns of a table are where it has headings of its own: "title=Titel; year=Jahr".
    """

    file: str
    source: str
    date: str = ""
    limits: str = ""
    hits: int | None = None
    strategy: str = ""
    peer_reviewed_by: str = ""
    note: str = ""
    method: SearchMethod | None = None
    platform: str = ""
    databases: str = ""
    filters: str = ""
    adapted_from: str = ""
    updates: str = ""
    peer_review: str = ""
    columns: str = ""


@dataclass(frozen=True)
class Record:
    """One search hit, as its export gave it; `record_id` survives every change of the readers.

    `seen` is its place in the order in which the searches brought records, the first ever being 1.
    """

    record_id: str
    source: str
    source_ref: str
    title: str = ""
    abstract: str = ""
    authors: str = ""
    year: str = ""
    venue: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    issn: str = ""
    url: str = ""
    kind: str = ""
    language: str = ""
    seen: int = 0


@dataclass(frozen=True)
class SourceCount:
    """What became of one export: `counted` by its separators, `read` as records, `seen_before` in an earlier export.

    `dialect` is who wrote the file. `kept_raw` counts the values and lines that no field took and `unusable` those that
    were meant for a field and could not be used; both kinds stand in raw_fields.jsonl.
    """

    file: str
    source: str
    format: str
    date: str
    declared_hits: int | None
    counted: int
    read: int
    seen_before: int
    encoding: str
    dialect: str = ""
    kept_raw: int = 0
    unusable: int = 0


@dataclass(frozen=True)
class RawFields:
    """What one entry of an export holds and no field of its record took, by tag or column as it came.

    The name "" stands for lines that are in no tag: what a file says ahead of its first entry or behind an entry's end.
    """

    record_id: str
    fields: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class DuplicatePair:
    """What a rule or a person says of two records; `link` is filled when they belong together and are not the same."""

    record_a: str
    record_b: str
    verdict: Verdict
    rule: str
    score: float
    link: LinkKind | None = None
    who: str = ""


@dataclass(frozen=True)
class UniqueRecord:
    """A group of records that are one and the same, with the best value of each field and where it came from.

    `group_id` is the first member ever seen. `origins` names, per merged field, the record that gave the value,
    or the event by which a person gave an abstract that no record has.
    """

    group_id: str
    record_ids: tuple[str, ...]
    sources: tuple[str, ...]
    title: str = ""
    abstract: str = ""
    authors: str = ""
    year: str = ""
    venue: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    issn: str = ""
    url: str = ""
    kind: str = ""
    language: str = ""
    origins: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FlaggedRecord:
    """A record that somebody flagged for the librarian and nobody has settled: who, and in `note` what is wrong."""

    event_id: str
    record_id: str
    title: str
    who: str
    note: str


@dataclass(frozen=True)
class Membership:
    """The group that a record belongs to."""

    record_id: str
    group_id: str


@dataclass(frozen=True)
class KnownPaper:
    """A paper that the search should find: a row of review/searches/known_papers.csv, with a title or a DOI at least.

    `cell` names the gap cells or codes that it is a known paper of, with ";" between them. `record_id` is a person's
    word on which record it is ("none": no record); `why_missed` says why no search found it, or what was done then.
    """

    title: str = ""
    authors: str = ""
    year: str = ""
    venue: str = ""
    doi: str = ""
    pmid: str = ""
    known_from: str = ""
    cell: str = ""
    record_id: str = ""
    why_missed: str = ""
    note: str = ""


@dataclass(frozen=True)
class KnownPaperFound:
    """Whether the searches brought one known paper, by which sources, as which record, and how it was recognised."""

    number: int
    title: str
    authors: str
    year: str
    doi: str
    known_from: str
    cells: tuple[str, ...]
    state: Found
    how: str
    record_id: str
    group_id: str
    sources: tuple[str, ...]
    why_missed: str
    note: str


@dataclass(frozen=True)
class SearchRecall:
    """How many of the known papers one source brought; without a source: all searches; without a cell: all papers.

    `share` is found of known (relative recall) with its exact two-sided 95 % interval; papers still to check count as
    not found. `only_here` are those that no other source brought.
    """

    cell: str
    source: str
    known: int
    found: int
    to_check: int
    share: float
    low: float | None
    high: float | None
    only_here: int | None
    not_found: tuple[str, ...]


@dataclass(frozen=True)
class SourceOverlap:
    """What one source brought: records, unique records among them, and those of them that no other source brought."""

    source: str
    records: int
    unique: int
    only_here: int
    shared: int


@dataclass(frozen=True)
class SharedRecords:
    """How many unique records two sources both brought; each pair of sources once."""

    source_a: str
    source_b: str
    shared: int
