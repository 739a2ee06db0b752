"""The types of identification: what an export holds, and what is said of two records."""

from dataclasses import dataclass, field

from identification.vocabulary import LinkKind, Verdict


@dataclass(frozen=True)
class Search:
    """One search as its librarian logged it: a row of review/searches/searches.csv. A search may have no file.

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
