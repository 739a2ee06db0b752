"""The search appendix: what a supplement of a review prints of its searches, in Markdown that reads as plain text."""

from collections.abc import Iterable

from identification.wording import many
from reporting.cells import Sheet, cell_text
from reporting.contents import Cover, ReviewTables
from reporting.labels import Labels, in_words
from reporting.prisma_s import BY_STRATEGY, DUPLICATES, LOG, STRATEGIES
from reporting.search_sheets import prisma_s, search_recall, sources
from reporting.stages import LoggedSearch

NOT_RECORDED = "not recorded"
# What is asked only of a search that is made of words.
OF_STRATEGIES = ("Platform", "Databases searched at once", "Filters", "Adapted from", "Peer reviewed by", "Peer review")


def write_appendix(tables: ReviewTables, cover: Cover, notice: str) -> str:
    """The appendix as text: every search with its facts, every strategy verbatim, duplicates, recall and PRISMA-S.

    `notice` (SYNTHETIC, INTERIM) stands above everything. The headings are those that the checklist names.
    """
    labels = Labels.of(tables, cover)
    names = {source.source_id: source.name for source in cover.sources}
    parts = [f"# Search appendix: {cover.title}", *([f"**{notice}**"] if notice else []), f"## {LOG}"]
    parts += [_search(one, labels) for one in tables.search_log] or ["No search has been logged yet."]
    parts += [f"## {STRATEGIES}", *(_strategy(one) for one in tables.search_log)]
    parts += [f"## {DUPLICATES}", deduplication(tables), "## What each source brought", _table(sources(tables, names))]
    parts += ["## Known papers", _table(search_recall(tables, names, labels)), "## PRISMA-S", _table(prisma_s(tables))]
    return "\n\n".join(parts) + "\n"


def search_facts(one: LoggedSearch, labels: Labels) -> list[tuple[str, str]]:
    """What is known of a search, name by name; what nobody wrote down is said to be not recorded, never "none"."""
    found = "" if one.read is None else f"{one.read:,}"
    again = f", of which {one.seen_before:,} met in an earlier export" if one.seen_before else ""
    facts = {
        "How": in_words(one.method),
        "Platform": one.platform,
        "Databases searched at once": one.databases,
        "Date": one.date,
        "Hits": "" if one.hits is None else f"{one.hits:,}",
        "Records read": found + again if found else "no export: read where they stand" * (not one.file),
        "Export": one.file,
        "Limits": one.limits,
        "Filters": one.filters,
        "Adapted from": one.adapted_from,
        "Updates": one.updates,
        "Peer reviewed by": labels.person(one.peer_reviewed_by),
        "Peer review": one.peer_review,
        "Note": one.note,
    }
    asked = [
        name
        for name in facts
        if name not in ("Note", "Export") and (one.method in BY_STRATEGY or name not in OF_STRATEGIES)
    ]
    return [(name, said or NOT_RECORDED) for name, said in facts.items() if said or name in asked]


def without_strategy(one: LoggedSearch) -> str:
    """Why no strategy is printed; whoever browsed or asked needed no words, and did describe what was done."""
    if one.method not in BY_STRATEGY and not one.strategy_file and one.note:
        return "No strategy in words: what was done stands in the note of the search."
    return f"The strategy as run is not printed: {one.no_strategy}."


def deduplication(tables: ReviewTables) -> str:
    """How records became unique records, with the place of every verdict."""
    if not tables.records:
        return "No record has been read yet."
    before, after = many(len(tables.records), "record"), many(len(tables.unique), "unique record")
    return (
        f"{before} became {after}. This workflow compared them by named rules, each with its reason in "
        "docs/duplicate-rules.md; results/identification/pairs.csv holds the rule and the verdict of every pair, and "
        "who decided where a person did, and merged.csv there shows each merged record beside the one that was kept. "
        "People's verdicts came before the rules'."
    )


def _search(one: LoggedSearch, labels: Labels) -> str:
    facts = "\n".join(f"- {name}: {_line(said)}" for name, said in search_facts(one, labels))
    return f"### {one.number}. {_line(one.name)}\n\n{facts}"


def _strategy(one: LoggedSearch) -> str:
    if not one.strategy:
        return f"### {one.number}. {_line(one.name)}\n\n{without_strategy(one)}"
    fence = "```"
    while fence in one.strategy:
        fence += "`"
    return f"### {one.number}. {_line(one.name)} ({one.strategy_file})\n\n{fence}text\n{one.strategy}\n{fence}"


def _table(sheet: Sheet) -> str:
    if not sheet.rows:
        return sheet.empty
    rows = [sheet.header, ("---",) * len(sheet.header), *(tuple(map(cell_text, row)) for row in sheet.rows)]
    return "\n".join([sheet.note, "", *(_row(row) for row in rows)])


def _row(cells: Iterable[str]) -> str:
    """A row of a Markdown table, in which an upright line would begin another cell."""
    return f"| {' | '.join(_line(cell).replace('|', BAR) for cell in cells)} |"


BAR = "\\|"


def _line(text: str) -> str:
    return " ".join(text.split())
