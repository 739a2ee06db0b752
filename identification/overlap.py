"""Who brought what that nobody else did? A source that brings nothing of its own may be left out of an update."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from identification.records import Record, SharedRecords, SourceCount, SourceOverlap, UniqueRecord


def source_overlap(
    records: Iterable[Record], unique: Sequence[UniqueRecord], counts: Iterable[SourceCount]
) -> list[SourceOverlap]:
    """What each source that left an export brought, also when that was nothing."""
    read = Counter(record.source for record in records)
    brought = Counter(source for group in unique for source in set(group.sources))
    alone = Counter(group.sources[0] for group in unique if len(set(group.sources)) == 1)
    sources = sorted({count.source for count in counts if count.file} | set(read))
    return [
        SourceOverlap(source, read[source], brought[source], alone[source], brought[source] - alone[source])
        for source in sources
    ]


def count_shared(overlap: Iterable[SourceOverlap], unique: Iterable[UniqueRecord]) -> list[SharedRecords]:
    """How many unique records each two sources both brought; a record that three brought counts in three pairs."""
    together = Counter(pair for group in unique for pair in combinations(sorted(set(group.sources)), 2))
    sources = sorted(one.source for one in overlap)
    return [SharedRecords(a, b, together[a, b]) for a, b in combinations(sources, 2)]
