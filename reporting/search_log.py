"""How was each source searched, and what did it bring? Each row of searches.csv with what the protocol adds to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from extraction.documents import Report
from identification.readers import in_order
from identification.records import Record, Search, SourceCount, SourceOverlap
from identification.strategies import read_strategy
from identification.vocabulary import Outcome, SearchMethod
from reporting.contents import Source
from reporting.stages import LoggedSearch, SourceYield

# The kind of a source in config.yaml, as a method of PRISMA-S; a row of searches.csv may say another.
METHODS: Mapping[str, SearchMethod] = {
    "database": SearchMethod.DATABASE,
    "register": SearchMethod.REGISTER,
    "website": SearchMethod.WEBSITE,
    "organisation": SearchMethod.WEBSITE,
    "citation_searching": SearchMethod.CITATION_SEARCHING,
    "expert": SearchMethod.CONTACT,
}


def log_searches(
    searches: Iterable[Search], counts: Iterable[SourceCount], sources: Iterable[Source], folder: Path
) -> list[LoggedSearch]:
    """Every search in the order in which they were run; `folder` is that of searches.csv and its strategies.

    What a row leaves empty is taken from the source in the protocol; a strategy that no row names is looked for under
    the source's id.
    """
    read = {count.file: count for count in counts if count.file}
    known = {source.source_id: source for source in sources}
    return [
        _logged(number, search, read.get(search.file), known.get(search.source), folder)
        for number, search in enumerate(in_order(searches), start=1)
    ]


def source_yields(
    log: Sequence[LoggedSearch],
    overlap: Iterable[SourceOverlap],
    records: Iterable[Record],
    reports: Iterable[Report],
) -> list[SourceYield]:
    """What each source brought, and the included reports among it, in the order in which the sources were searched."""
    source_of = {record.record_id: record.source for record in records}
    brought = [
        {source_of[one] for one in report.record_ids if one in source_of}
        for report in reports
        if report.outcome == Outcome.INCLUDED
    ]
    found = {one.source: one for one in overlap}
    by_source: dict[str, list[LoggedSearch]] = defaultdict(list)
    for search in log:
        by_source[search.source].append(search)
    return [_yield(source, rows, found.get(source), brought) for source, rows in by_source.items()]


def _logged(
    number: int, search: Search, count: SourceCount | None, source: Source | None, folder: Path
) -> LoggedSearch:
    file, strategy, why_none = read_strategy(folder, search.strategy, search.source)
    return LoggedSearch(
        number=number,
        source=search.source,
        name=source.name if source else search.source,
        method=search.method or METHODS.get(source.kind if source else "", SearchMethod.OTHER),
        platform=search.platform or _filled_in(source.platform if source else ""),
        databases=search.databases,
        date=search.date,
        limits=search.limits or _filled_in(source.limits if source else ""),
        filters=search.filters,
        adapted_from=search.adapted_from,
        updates=search.updates,
        peer_reviewed_by=search.peer_reviewed_by,
        peer_review=search.peer_review,
        note=search.note,
        file=search.file,
        strategy_file=file,
        strategy=strategy,
        no_strategy=why_none,
        hits=search.hits,
        read=count.read if count else None,
        seen_before=count.seen_before if count else None,
    )


def _filled_in(text: str) -> str:
    """What the team wrote; what still stands as in the template says nothing of this review."""
    return "" if text.startswith("TEMPLATE") else text


def _yield(
    source: str, rows: Sequence[LoggedSearch], overlap: SourceOverlap | None, brought: Sequence[set[str]]
) -> SourceYield:
    hits = [row.hits for row in rows if row.hits is not None]
    read = [row.read for row in rows if row.read is not None]
    return SourceYield(
        source=source,
        hits=sum(hits) if hits else None,
        read=sum(read) if read else None,
        unique=overlap.unique if overlap else None,
        only_here=overlap.only_here if overlap else None,
        included=sum(source in sources for sources in brought) if overlap else None,
        included_only_here=sum(sources == {source} for sources in brought) if overlap else None,
    )
