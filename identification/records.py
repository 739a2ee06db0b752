"""The types of identification: what an export holds, and what is said of two records."""

from dataclasses import dataclass, field

from identification.vocabulary import LinkKind, Verdict


@dataclass(frozen=True)
class Search:
    """One search as its librarian logged it: a row of review/searches/searches.csv. A search may have no file."""

    file: str
    source: str
    date: str = ""
    limits: str = ""
    hits: int | None = None
    strategy: str = ""
    peer_reviewed_by: str = ""
    note: str = ""


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
    """What became of one export: `counted` by its separators, `read` as records, `seen_before` in an earlier export."""

    file: str
    source: str
    format: str
    date: str
    declared_hits: int | None
    counted: int
    read: int
    seen_before: int
    encoding: str


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

    `group_id` is the first member ever seen. `origins` names, per merged field, the record that gave the value.
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
class Membership:
    """The group that a record belongs to."""

    record_id: str
    group_id: str


@dataclass(frozen=True)
class Merge:
    """One record that was merged into an earlier one of its group: a row of the merge log, the two side by side.

    `rule` is the one that joined it to the record `through`, which is the kept one or another member of the group.
    `agree` and `differ` name the fields in which those two agree and contradict. `undo` is the one line to take the
    merge back with.
    """

    removed_id: str
    kept_id: str
    rule: str
    reason: str
    title_likeness: float
    agree: tuple[str, ...]
    differ: tuple[str, ...]
    through: str
    who: str
    kept_source: str
    removed_source: str
    kept_title: str
    removed_title: str
    kept_authors: str
    removed_authors: str
    kept_place: str
    removed_place: str
    kept_doi: str
    removed_doi: str
    kept_ref: str
    removed_ref: str
    undo: str


@dataclass(frozen=True)
class LinkedRecords:
    """Two unique records that belong together and are not the same: how, who says so, and what they are."""

    group_a: str
    group_b: str
    link: LinkKind | None
    rule: str
    who: str
    title_a: str
    title_b: str
    place_a: str
    place_b: str
    doi_a: str
    doi_b: str


@dataclass(frozen=True)
class DoubtfulRecords:
    """Two unique records that may be one, for a person to say; `records` are those by which they were found."""

    group_a: str
    group_b: str
    rule: str
    reason: str
    title_likeness: float
    agree: tuple[str, ...]
    differ: tuple[str, ...]
    records: tuple[str, str]
    title_a: str
    title_b: str
    authors_a: str
    authors_b: str
    place_a: str
    place_b: str
    doi_a: str
    doi_b: str
    sources_a: tuple[str, ...]
    sources_b: tuple[str, ...]
