"""Where did we search, what did each source bring, and would the searches have found what they should?"""

from collections.abc import Iterable, Mapping

from identification.records import KnownPaperFound, SearchRecall
from reporting.cells import Cell, Share, Sheet
from reporting.contents import Cover, ReviewTables

RECALL_NOTE = (
    "Relative recall: known papers that a source brought, of all that were named; papers still to check count as not "
    "found. Exact two-sided 95 % limits, as if the known papers were a random draw of all that belong in the review. "
    "What experts sent counts for no search."
)
ALL_SEARCHES, ALL_PAPERS = "All searches", "all known papers"


def search_sheets(tables: ReviewTables, cover: Cover) -> list[Sheet]:
    """The tables on the searches, in the order in which they are asked about."""
    names = {source.source_id: source.name for source in cover.sources}
    return [searches(tables, cover), search_recall(tables, names), known_papers(tables, names)]


def searches(tables: ReviewTables, cover: Cover) -> Sheet:
    """What became of each export."""
    sources = {one.source_id: one for one in cover.sources}
    header = (
        "Source",
        "Platform",
        "Date",
        "File",
        "Declared hits",
        "Records read",
        "Met in an earlier export",
        "Limits",
    )
    rows = []
    for one in sorted(tables.sources, key=lambda one: (one.date, one.source, one.file)):
        source = sources.get(one.source)
        name, platform, limits = (source.name, source.platform, source.limits) if source else (one.source, "", "")
        rows.append((name, platform, one.date, one.file, one.declared_hits, one.read, one.seen_before, limits))
    note = "Every record of every export is counted in the flow."
    return Sheet("Searches", "Searches and their records", note, header, tuple(rows), "No search has been logged yet.")


def search_recall(tables: ReviewTables, names: Mapping[str, str]) -> Sheet:
    """How many of the known papers each source and all searches together brought."""
    header = ("Searched", "Known papers of", "Found", "Of", "Share", "95 % from", "95 % to", "Only here", "Not found")
    rows = tuple(_recall(one, names) for one in tables.recall)
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


def _recall(one: SearchRecall, names: Mapping[str, str]) -> tuple[Cell, ...]:
    limits = [None if value is None else Share(value) for value in (one.low, one.high)]
    where = names.get(one.source, one.source) or ALL_SEARCHES
    counts = (one.found, one.known, Share(one.share), *limits, "" if one.only_here is None else one.only_here)
    return (where, one.cell or ALL_PAPERS, *counts, "; ".join(one.not_found))


def _known_paper(one: KnownPaperFound, names: Mapping[str, str]) -> tuple[Cell, ...]:
    head = (one.title or one.doi, one.authors, one.year, one.known_from, one.state)
    return (*head, _named(one.sources, names), one.how, one.group_id, one.why_missed or one.note)


def _named(sources: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(one, one) for one in sources)
