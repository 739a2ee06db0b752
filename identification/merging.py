"""What a group of duplicates says together: the best value of each field, and which record gave it."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from identification.comparable import is_preprint
from identification.records import Membership, Record, UniqueRecord

FIELDS = (
    *("title", "abstract", "authors", "year", "venue", "volume", "issue", "pages", "doi", "pmid", "issn", "url"),
    *("kind", "language"),
)
# An article's value goes before that of its preprint, where the protocol merges the two.
# The longest abstract is the whole one and the longest venue the one not abbreviated; a title in capitals is a
# database's, not the authors'. Everything else: the first member that has it.
PREFERENCE: Mapping[str, Callable[[str], int]] = {
    "abstract": len,
    "venue": len,
    "authors": len,
    "title": lambda title: int(not title.isupper()),
}


def merge_groups(records: Sequence[Record], groups: Iterable[tuple[str, ...]]) -> list[UniqueRecord]:
    """One unique record per group; no source and no member is forgotten."""
    by_id = {record.record_id: record for record in records}
    return [_merge([by_id[record_id] for record_id in group]) for group in groups]


def memberships(groups: Iterable[tuple[str, ...]]) -> list[Membership]:
    """The group of every record; a group is named by its first member ever seen."""
    return [Membership(record_id, group[0]) for group in groups for record_id in group]


def group_of(members: Iterable[Membership]) -> dict[str, str]:
    """The group of a record, for whoever names a group by any of its members."""
    return {member.record_id: member.group_id for member in members}


def _merge(members: Sequence[Record]) -> UniqueRecord:
    preferred = sorted(members, key=is_preprint)
    chosen = {field: _best(preferred, field) for field in FIELDS}
    return UniqueRecord(
        group_id=members[0].record_id,
        record_ids=tuple(record.record_id for record in members),
        sources=tuple(dict.fromkeys(record.source for record in members)),
        **{field: getattr(record, field) for field, record in chosen.items()},
        origins={field: record.record_id for field, record in chosen.items() if getattr(record, field)},
    )


def _best(members: Sequence[Record], field: str) -> Record:
    filled = [record for record in members if getattr(record, field)]
    prefer = PREFERENCE.get(field, _none_better)
    return max(filled or members, key=lambda record: prefer(getattr(record, field)))


def _none_better(_: str) -> int:
    return 0
