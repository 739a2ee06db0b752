"""How far is each item of each reporting checklist answered? Linked, partly, or for the team to write; never scored."""

import re
from collections.abc import Iterable
from pathlib import Path

from identification.vocabulary import ItemStatus
from reporting.cells import Link, Sheet
from reporting.checklist_conditions import CONDITIONS, TEMPLATE, Facts
from reporting.checklist_items import Checklist, ChecklistPoint
from reporting.contents import ReviewTables
from reporting.stages import ChecklistRow

NAMES = {
    "prisma_2020": ("PRISMA 2020", "Page 2021, 10.1136/bmj.n71"),
    "prisma_scr": ("PRISMA-ScR", "Tricco 2018, 10.7326/M18-0850"),
    "prisma_e_2012": ("PRISMA-E 2012", "Welch 2012, 10.1371/journal.pmed.1001333"),
    "entreq": ("ENTREQ", "Tong 2012, 10.1186/1471-2288-12-181"),
}
NOTE = (
    "Items after {source}, in our own words: read the original beside them. 'linked': whoever follows the link sees "
    "it; 'partly': the link shows a part, and the last column says what is missing; 'team to write': nothing that is "
    "logged answers it. Nothing is made up for an item, and there is no score."
)
HEADER = ("Item", "Section", "Topic", "What it asks for", "Status", "Where", "What is missing")
NO_SEARCH = "no search is logged yet"


def fill_checklists(checklists: Iterable[Checklist], facts: Facts) -> list[ChecklistRow]:
    """A row for each item of each checklist, in their order."""
    return [_row(one, place, point, facts) for one in checklists for place, point in enumerate(one.items, start=1)]


def texts_with_words(paths: Iterable[Path | str]) -> frozenset[str]:
    """The names of the team's texts that say something: a heading, a comment or a TEMPLATE line alone says nothing."""
    return frozenset(Path(path).stem for path in paths if _has_words(Path(path).read_text(encoding="utf-8-sig")))


def checklist_sheets(tables: ReviewTables) -> list[Sheet]:
    """One table a checklist; that of PRISMA-S stands among the tables on the searches."""
    return [_sheet(checklist, tables) for checklist in NAMES]


def _row(checklist: Checklist, place: int, point: ChecklistPoint, facts: Facts) -> ChecklistRow:
    status, found_in, missing = _logged(point, facts) if point.logged else _answered(point, facts)
    head = (checklist.id, place, point.item, point.section, point.topic, point.asks)
    return ChecklistRow(*head, status, tuple(dict.fromkeys(found_in)), tuple(dict.fromkeys(missing)))


def _answered(point: ChecklistPoint, facts: Facts) -> tuple[ItemStatus, list[str], list[str]]:
    """Linked where every part holds and nothing is left to judge, partly where a part holds, else the team's."""
    held = [part for part in point.parts if CONDITIONS[part.when](facts)]
    missing = [part.without for part in point.parts if part not in held] + [point.judged] * bool(point.judged)
    status = ItemStatus.TEAM if not held else ItemStatus.PARTLY if missing else ItemStatus.LINKED
    return status, [part.link for part in held], missing


def _logged(point: ChecklistPoint, facts: Facts) -> tuple[ItemStatus, list[str], list[str]]:
    """What the log of the searches says of an item of PRISMA-S."""
    for one in facts.tables.prisma_s:
        if str(one.item) == point.item:
            return one.status, [point.logged] * bool(one.found_in), [one.missing] * bool(one.missing)
    return ItemStatus.TEAM, [], [NO_SEARCH]


def _has_words(text: str) -> bool:
    lines = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).splitlines()
    said = [line for line in lines if not line.lstrip().startswith("#") and TEMPLATE not in line]
    return any(re.search(r"\w", line) for line in said)


def _sheet(checklist: str, tables: ReviewTables) -> Sheet:
    name, source = NAMES[checklist]
    rows = tuple(
        (
            *(one.item, one.section, one.topic, one.asks, one.status),
            *(tuple(Link(place, "place", place) for place in one.found_in) or None, "; ".join(one.missing)),
        )
        for one in sorted(tables.checklists, key=lambda one: one.place)
        if one.checklist == checklist
    )
    return Sheet(name, f"{name} checklist", NOTE.format(source=source), HEADER, rows, "Nothing has been checked yet.")
