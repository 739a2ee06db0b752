"""Where did we search, what did each source bring, and would the searches have found what they should?"""

from collections.abc import Iterable, Mapping

from identification.records import KnownPaperFound, SearchRecall, SharedRecords
from reporting.cells import Cell, Share, Sheet
from reporting.contents import Cover, ReviewTables
from reporting.labels import Labels, in_words

RECALL_NOTE = (
    "Relative recall: known papers that a source brought, of all that were named; papers still to check count as not "
    "found. Exact two-sided 95 % limits, as if the known papers were a random draw of all that belong in the review. "
    "What experts sent counts for no search."
)
PRISMA_S_NOTE = (
    "Items after Rethlefsen et al. 2021 (10.1186/s13643-020-01542-z). 'linked': every search that the item is about "
    "says it; 'partly': some do; 'team to write': nothing is logged. Nothing is made up for an item."
)
ALL_SEARCHES, ALL_PAPERS = "All searches", "all known papers"


def search_sheets(tables: ReviewTables, cover: Cover, labels: Labels) -> list[Sheet]:
    """The tables on the searches, in the order in which they are asked about."""
    names = {source.source_id: source.name for source in cover.sources}
    return [
        searches(tables),
        sources(tables, names),
        overlap(tables, names),
        search_recall(tables, names, labels),
        known_papers(tables, names),
        search_strategies(tables, labels),
        prisma_s(tables),
    ]


def searches(tables: ReviewTables) -> Sheet:
    """What became of each search, in the order in which they were run."""
    header = (
        *("Source", "How", "Platform", "Date", "File", "Declared hits", "Records read", "Met in an earlier export"),
        "Limits",
    )
    rows = tuple(
        (
            *(one.name, in_words(one.method), one.platform, one.date, one.file),
            *(one.hits, one.read, one.seen_before, one.limits),
        )
        for one in tables.search_log
    )
    note = "Every record of every export is counted in the flow. A search without a file was read where it stands."
    return Sheet("Searches", "Searches and their records", note, header, rows, "No search has been logged yet.")


def sources(tables: ReviewTables, names: Mapping[str, str]) -> Sheet:
    """What each source brought to the review that no other did."""
    header = (
        *("Source", "Hits", "Records read", "Unique records", "Only here", "Included reports"),
        "Included, only here",
    )
    rows = tuple(
        (
            names.get(one.source, one.source),
            *(one.hits, one.read, one.unique, one.only_here, one.included, one.included_only_here),
        )
        for one in sorted(tables.source_yield, key=lambda one: in_protocol(one.source, names))
    )
    note = "'Only here': no other source brought it. What several sources brought counts at each of them."
    return Sheet("Sources", "What each source brought", note, header, rows, "No search has been logged yet.")


def overlap(tables: ReviewTables, names: Mapping[str, str]) -> Sheet:
    """Unique records that each two sources both brought; on the diagonal all that a source brought."""
    listed = sorted((one.source for one in tables.overlap), key=lambda one: in_protocol(one, names))
    both = {pair: one.shared for one in tables.shared for pair in _both_ways(one)}
    both |= {(one.source, one.source): one.unique for one in tables.overlap}
    rows: list[tuple[Cell, ...]] = [(names.get(a, a), *(both.get((a, b), 0) for b in listed)) for a in listed]
    header = ("Source", *(names.get(one, one) for one in listed))
    note = "Where row and column are one source: all unique records that it brought."
    title, empty = "Unique records that two sources share", "No export has been read."
    return Sheet("Overlap", title, note, header, tuple(rows), empty)


def in_protocol(source: str, names: Mapping[str, str]) -> tuple[int, str]:
    """The place of a source in the order in which the protocol names the sources."""
    return (list(names).index(source) if source in names else len(names), source)


def search_strategies(tables: ReviewTables, labels: Labels) -> Sheet:
    """Every search as PRISMA-S asks for it, with its strategy as it was run."""
    header = (
        *("Source", "Date", "Strategy as run", "Databases searched at once", "Filters", "Adapted from", "Updates"),
        *("Peer reviewed by", "Peer review", "Note"),
    )
    rows = tuple(
        (
            *(one.name, one.date, one.strategy or one.no_strategy, one.databases, one.filters, one.adapted_from),
            *(one.updates, labels.person(one.peer_reviewed_by), one.peer_review, one.note),
        )
        for one in tables.search_log
    )
    note = "What is empty was not recorded; where there was none, it says none."
    return Sheet("Search strategies", "Search strategies as run", note, header, rows, "No search has been logged yet.")


def prisma_s(tables: ReviewTables) -> Sheet:
    """The PRISMA-S checklist as far as the log of the searches fills it in."""
    header = ("Item", "What is to be reported", "Status", "Part of the search appendix", "What is missing")
    rows = tuple((str(one.item), one.name, one.status, one.found_in, one.missing) for one in tables.prisma_s)
    return Sheet(
        "PRISMA-S", "PRISMA-S checklist of the searches", PRISMA_S_NOTE, header, rows, "No search is logged yet."
    )


def search_recall(tables: ReviewTables, names: Mapping[str, str], labels: Labels) -> Sheet:
    """How many of the known papers each source and all searches together brought."""
    header = ("Searched", "Known papers of", "Found", "Of", "Share", "95 % from", "95 % to", "Only here", "Not found")
    rows = tuple(_recall(one, names, labels) for one in tables.recall)
    empty = "No known paper has been named, or no search has been logged: nothing can be said of what searches miss."
    return Sheet("Search recall", "Known papers that the searches found", RECALL_NOTE, header, rows, empty)


def known_papers(tables: ReviewTables, names: Mapping[str, str]) -> Sheet:
    """Each known paper: found or not, by which sources, and how it was recognised."""
    header = (
        "Known paper",
        "Authors",
        "Year",
        "Known from",
        "State",
        "Found in",
        "Recognised by",
        "Record",
        "Why missed",
    )
    rows = tuple(_known_paper(one, names) for one in tables.known_papers)
    note = "Papers that the team knew before it searched, from review/searches/known_papers.csv."
    return Sheet("Known papers", "Known papers, one by one", note, header, rows, "No known paper has been named.")


def _recall(one: SearchRecall, names: Mapping[str, str], labels: Labels) -> tuple[Cell, ...]:
    limits = [None if value is None else Share(value) for value in (one.low, one.high)]
    where = names.get(one.source, one.source) or ALL_SEARCHES
    counts = (one.found, one.known, Share(one.share), *limits, "" if one.only_here is None else one.only_here)
    return (where, _cell_name(one.cell, labels) if one.cell else ALL_PAPERS, *counts, "; ".join(one.not_found))


def _known_paper(one: KnownPaperFound, names: Mapping[str, str]) -> tuple[Cell, ...]:
    head = (one.title or one.doi, one.authors, one.year, one.known_from, one.state)
    return (*head, _named(one.sources, names), one.how, one.group_id, one.why_missed or one.note)


def _cell_name(cell: str, labels: Labels) -> str:
    """A gap cell (gap:code:perspective) or a code in the codebook's words."""
    code, *perspective = cell.split(":")[1:] or [cell]
    return ", ".join([labels.code(code), *filter(None, perspective)])


def _named(sources: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(one, one) for one in sources)


def _both_ways(one: SharedRecords) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one.source_a, one.source_b), (one.source_b, one.source_a)
