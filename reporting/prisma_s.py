"""Which of PRISMA-S' 16 items does the log of the searches cover? An item is linked only where every search says it.

Items after Rethlefsen et al. 2021 (10.1186/s13643-020-01542-z), in our own words. Nothing is made up for an item: an
empty cell of searches.csv is not "none", and an item on which nobody wrote anything is the team's to write.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from identification.vocabulary import ItemStatus, SearchMethod
from identification.wording import many
from reporting.labels import in_words
from reporting.stages import ChecklistItem, LoggedSearch

BY_STRATEGY = (SearchMethod.DATABASE, SearchMethod.REGISTER)
NOBODY = ("", "none", "nobody", "no", "-", "n/a")
LOG, STRATEGIES, DUPLICATES = "Searches", "Strategies", "Deduplication"


@dataclass(frozen=True)
class _Item:
    """An item that every search of some methods has to answer; `column` is where a person writes the answer."""

    item: int
    name: str
    methods: tuple[SearchMethod, ...]
    said: Callable[[LoggedSearch], bool]
    column: str
    found_in: str = LOG


def check_prisma_s(log: Sequence[LoggedSearch], *, records: int) -> list[ChecklistItem]:
    """The 16 items in their order, each with its status, the part of the search appendix, and what is missing."""
    items = [_check(item, log) for item in ITEMS]
    return [*(_unjustified(item, log) for item in items), _deduplication(records)]


def _unjustified(item: ChecklistItem, log: Sequence[LoggedSearch]) -> ChecklistItem:
    """Limits are linked only where there are none: PRISMA-S asks for their reasons, which no program can judge."""
    if item.name != LIMITS or item.status != ItemStatus.LINKED or all(_is_none(one.limits) for one in log):
        return item
    missing = "whether each limit is justified is for a person to say: write the reason beside it"
    return replace(item, status=ItemStatus.PARTLY, missing=missing)


def _is_none(text: str) -> bool:
    """Whether a person wrote that there is nothing, which is an answer; an empty cell is none."""
    return text.strip().casefold().rstrip(".") in ("none", "no limits", "no limit", "no")


def _names_somebody(one: LoggedSearch) -> bool:
    return one.peer_reviewed_by.strip().casefold() not in NOBODY


def _is_described(one: LoggedSearch) -> bool:
    return bool(one.strategy or one.note.strip())


def _has_strategy(one: LoggedSearch) -> bool:
    """A search of words needs them word for word; what is browsed or asked is described."""
    return bool(one.strategy) or (one.method not in BY_STRATEGY and _is_described(one))


def _is_day(one: LoggedSearch) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", one.date))


EVERY = tuple(SearchMethod)
LIMITS = "Limits and restrictions"
ITEMS = (
    _Item(1, "Database names and platforms", BY_STRATEGY, lambda one: bool(one.platform.strip()), "platform"),
    _Item(2, "Databases searched at once", BY_STRATEGY, lambda one: bool(one.databases.strip()), "databases"),
    _Item(3, "Study registries", (SearchMethod.REGISTER,), _is_described, "note or strategy"),
    _Item(4, "Online resources and browsing", (SearchMethod.WEBSITE,), _is_described, "note or strategy"),
    _Item(5, "Citation searching", (SearchMethod.CITATION_SEARCHING,), _is_described, "note or strategy"),
    _Item(6, "Contacts", (SearchMethod.CONTACT,), _is_described, "note or strategy"),
    _Item(7, "Other methods", (SearchMethod.OTHER,), _is_described, "note or strategy"),
    _Item(8, "Full search strategies", EVERY, _has_strategy, "strategy", STRATEGIES),
    _Item(9, LIMITS, EVERY, lambda one: bool(one.limits.strip()), "limits"),
    _Item(10, "Search filters", BY_STRATEGY, lambda one: bool(one.filters.strip()), "filters"),
    _Item(11, "Strategies from earlier work", BY_STRATEGY, lambda one: bool(one.adapted_from.strip()), "adapted_from"),
    _Item(12, "Updates of the searches", EVERY, lambda one: bool(one.updates.strip()), "updates"),
    _Item(13, "Dates of the searches", EVERY, _is_day, "date"),
    _Item(
        14,
        "Peer review of the strategies",
        BY_STRATEGY,
        lambda one: _names_somebody(one) and bool(one.peer_review.strip()),
        "peer_reviewed_by and peer_review",
    ),
    _Item(15, "Records from each source", EVERY, lambda one: (one.hits, one.read) != (None, None), "hits"),
)
DEDUPLICATION = "How duplicates were removed"


def _check(item: _Item, log: Sequence[LoggedSearch]) -> ChecklistItem:
    """Linked where every search that the item is about says it, partly where some do."""
    asked = [one for one in log if one.method in item.methods]
    if not asked:
        kinds = "" if item.methods == EVERY else f" of the kind {' or '.join(map(in_words, item.methods))}"
        missing = f"no search{kinds} is logged: log it in searches.csv, or write that there was none"
        return ChecklistItem(item.item, item.name, ItemStatus.TEAM, "", missing)
    silent = [one for one in asked if not item.said(one)]
    status = ItemStatus.LINKED if not silent else ItemStatus.PARTLY if len(silent) < len(asked) else ItemStatus.TEAM
    found_in = "" if status == ItemStatus.TEAM else item.found_in
    return ChecklistItem(item.item, item.name, status, found_in, _missing(item, silent, asked))


def _missing(item: _Item, silent: Sequence[LoggedSearch], asked: Sequence[LoggedSearch]) -> str:
    if not silent:
        return ""
    who = ", ".join(dict.fromkeys(one.name for one in silent))
    return f"{len(silent):,} of {many(len(asked), 'row')} without it ({who}): column {item.column} of searches.csv"


def _deduplication(records: int) -> ChecklistItem:
    if not records:
        return ChecklistItem(16, DEDUPLICATION, ItemStatus.TEAM, "", "no record has been read yet")
    return ChecklistItem(16, DEDUPLICATION, ItemStatus.LINKED, DUPLICATES, "")
