"""What was merged, linked and left to a person? The log of deduplication as a librarian reads it, pair by pair."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from identification.comparable import comparable
from identification.comparison import Compared, Flags, compare
from identification.conditions import CONDITIONS
from identification.records import DuplicatePair, Record, UniqueRecord
from identification.rules import CHAIN, RULES
from identification.vocabulary import LinkKind, Verdict

Pairs = Mapping[frozenset[str], DuplicatePair]
# What a log says of two records, and the conditions that hold where they agree and where they contradict.
FIELDS = {
    "DOI": ("one DOI", "two DOIs"),
    "PMID": ("one PMID", ""),
    "title": ("one title", ""),
    "authors": ("one first author or list", "other authors"),
    "year": ("one year", "years more than one apart"),
    "venue": ("one venue", "two venues"),
    "volume": ("one volume", "two volumes"),
    "issue": ("one issue", "two issues"),
    "pages": ("one first page", "two pages"),
    "abstract": ("one abstract", "two abstracts"),
}
REASONS = {rule.name: rule.reason for rule in (*RULES, CHAIN)}
PEOPLE = "A person said so."
UNJOINED = "found the same, not merged"
UNJOINED_REASON = (
    "A rule calls both the same, but a member of one group is linked with or different from one of the other."
)


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


def merge_log(
    records: Sequence[Record], pairs: Iterable[DuplicatePair], groups: Iterable[Sequence[str]]
) -> list[Merge]:
    """A row for every record that is not the first of its group, in the order of groups."""
    known, said = {record.record_id: record for record in records}, _by_records(pairs)
    joined = [(group[0], one, *_joined_through(group, one, said)) for group in groups for one in group[1:]]
    agreed = _agreement([(known[one], known[through]) for _, one, through, _ in joined])
    return [
        _merge(known[kept], known[one], through, pair, fields)
        for (kept, one, through, pair), fields in zip(joined, agreed, strict=True)
    ]


def linked_records(pairs: Iterable[DuplicatePair], unique: Sequence[UniqueRecord]) -> list[LinkedRecords]:
    """The unique records that belong together, each two once: what a person said goes before what a rule says."""
    by_id, group = _by_group(unique)
    found: dict[tuple[str, str], LinkedRecords] = {}
    for pair in sorted(pairs, key=lambda pair: not pair.who):
        ends = _ends(pair, group)
        if pair.verdict == Verdict.LINKED and ends:
            a, b = by_id[ends[0]], by_id[ends[1]]
            shown = (a.title, b.title, place(a), place(b), a.doi, b.doi)
            found.setdefault(ends, LinkedRecords(*ends, pair.link, pair.rule, pair.who, *shown))
    return list(found.values())


def doubtful_records(
    records: Sequence[Record], pairs: Sequence[DuplicatePair], unique: Sequence[UniqueRecord]
) -> list[DoubtfulRecords]:
    """The unique records that may be one, each two once, and not those of which a person has said what they are.

    A pair that a rule calls the same and that was not joined, because the ends of its chain contradict, is one of them;
    a question about two members of groups that a rule calls linked or different is none.
    """
    by_id, group = _by_group(unique)
    answered = {_ends(pair, group) for pair in pairs if pair.who and pair.verdict != Verdict.ASK}
    apart = {_ends(pair, group) for pair in pairs if pair.verdict in (Verdict.LINKED, Verdict.DIFFERENT)}
    asked: dict[tuple[str, str], DuplicatePair] = {}
    for pair in sorted(pairs, key=lambda pair: (pair.verdict != Verdict.ASK, -pair.score)):
        ends = _ends(pair, group)
        of_rule = pair.verdict == Verdict.ASK and pair.rule != CHAIN.name and not pair.who
        if (
            ends
            and pair.verdict in (Verdict.ASK, Verdict.SAME)
            and not (ends in answered or (of_rule and ends in apart))
        ):
            asked.setdefault(ends, pair)
    known = {record.record_id: record for record in records}
    agreed = _agreement([(known[pair.record_a], known[pair.record_b]) for pair in asked.values()])
    return [_doubtful(by_id[a], by_id[b], asked[a, b], said) for (a, b), said in zip(asked, agreed, strict=True)]


def place(record: Record | UniqueRecord) -> str:
    """Where a record was published, as a citation says it.

    >>> place(Record("R1", "s", "", venue="Invented Studies", year="2019", volume="4", issue="2", pages="1-9"))
    'Invented Studies 2019; 4(2): 1-9'
    """
    volume = f"{record.volume}({record.issue})" if record.issue else record.volume
    where = " ".join(filter(None, (record.venue, record.year)))
    return "; ".join(filter(None, (where, ": ".join(filter(None, (volume, record.pages))))))


def _by_records(pairs: Iterable[DuplicatePair]) -> Pairs:
    return {frozenset((pair.record_a, pair.record_b)): pair for pair in pairs if pair.verdict == Verdict.SAME}


def _joined_through(group: Sequence[str], one: str, said: Pairs) -> tuple[str, DuplicatePair]:
    """The member of its group that a record is the same as, the kept one before the others, and the pair of the two."""
    return next((other, said[pair]) for other in group if (pair := frozenset((one, other))) in said)


def _agreement(pairs: Sequence[tuple[Record, Record]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """For each pair the fields in which its records agree, and those in which they contradict."""
    if not pairs:
        return []
    frame = comparable(record for pair in pairs for record in pair)
    compared = compare(frame, np.arange(2 * len(pairs)).reshape(-1, 2), every=True)
    agree = {name: CONDITIONS[same](compared) for name, (same, _) in FIELDS.items()}
    differ = {name: _holds(other, compared) for name, (_, other) in FIELDS.items()}
    return [(_named(agree, at), _named(differ, at)) for at in range(len(pairs))]


def _holds(condition: str, compared: Compared) -> Flags:
    return CONDITIONS[condition](compared) if condition else np.zeros(len(compared.left), dtype=bool)


def _named(flags: Mapping[str, Flags], at: int) -> tuple[str, ...]:
    return tuple(name for name, flag in flags.items() if flag[at])


def _merge(
    kept: Record, removed: Record, through: str, pair: DuplicatePair, fields: tuple[tuple[str, ...], tuple[str, ...]]
) -> Merge:
    ends = f"SUBJECT={removed.record_id} OTHER={kept.record_id}"
    return Merge(
        removed_id=removed.record_id,
        kept_id=kept.record_id,
        rule=pair.rule,
        reason=REASONS.get(pair.rule, PEOPLE),
        title_likeness=pair.score,
        agree=fields[0],
        differ=fields[1],
        through=through,
        who=pair.who,
        kept_source=kept.source,
        removed_source=removed.source,
        kept_title=kept.title,
        removed_title=removed.title,
        kept_authors=kept.authors,
        removed_authors=removed.authors,
        kept_place=place(kept),
        removed_place=place(removed),
        kept_doi=kept.doi,
        removed_doi=removed.doi,
        kept_ref=kept.source_ref,
        removed_ref=removed.source_ref,
        undo=f"make event KIND=duplicates {ends} DECISION=different WHO=your-id",
    )


def _doubtful(
    a: UniqueRecord, b: UniqueRecord, pair: DuplicatePair, fields: tuple[tuple[str, ...], tuple[str, ...]]
) -> DoubtfulRecords:
    asked = pair.verdict == Verdict.ASK
    return DoubtfulRecords(
        group_a=a.group_id,
        group_b=b.group_id,
        rule=pair.rule if asked else UNJOINED,
        reason=REASONS.get(pair.rule, PEOPLE_DISAGREE) if asked else UNJOINED_REASON,
        title_likeness=pair.score,
        agree=fields[0],
        differ=fields[1],
        records=(pair.record_a, pair.record_b),
        title_a=a.title,
        title_b=b.title,
        authors_a=a.authors,
        authors_b=b.authors,
        place_a=place(a),
        place_b=place(b),
        doi_a=a.doi,
        doi_b=b.doi,
        sources_a=a.sources,
        sources_b=b.sources,
    )


PEOPLE_DISAGREE = "People disagree on it."


def _by_group(unique: Iterable[UniqueRecord]) -> tuple[dict[str, UniqueRecord], dict[str, str]]:
    by_id = {one.group_id: one for one in unique}
    return by_id, {record_id: one.group_id for one in by_id.values() for record_id in one.record_ids}


def _ends(pair: DuplicatePair, group: Mapping[str, str]) -> tuple[str, str] | None:
    """The two groups that a pair lies between, or None where it lies in one or names a record that is not there."""
    a, b = sorted((group.get(pair.record_a, ""), group.get(pair.record_b, "")))
    return (a, b) if a and a != b else None
