"""Where does a data package differ from what the rest of it says? Rows, cells and quotes, each in one sentence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extraction.documents import Extract
from extraction.selectors import AnchoredQuote
from extraction.text_layer import Page
from reporting.leaving_package import CUT

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Difference:
    """Something in a package that is not what the rest of it says; empty fields do not apply."""

    file: str
    row: str = ""
    column: str = ""
    expected: str = ""
    found: str = ""
    why: str = ""

    def __str__(self) -> str:
        place = ", ".join(filter(None, (self.file, self.row, self.column)))
        expected, found = _beginning_to_differ(self.expected, self.found)
        return f"{place}: {self.why or f'expected {expected}, found {found}'}."


def compare_rows(file: str, expected: Sequence[Cells], found: Sequence[Cells]) -> list[Difference]:
    """Where two readings of one table differ, cell by cell; as many first cells name a row as it takes."""
    keys = _keys(expected, found)
    wanted, there = ({tuple(row[key] for key in keys): row for row in rows} for rows in (expected, found))
    missing = [Difference(file, _row(keys, key), why="this row is missing") for key in wanted if key not in there]
    extra = [
        Difference(file, _row(keys, key), why="this row follows from nothing") for key in there if key not in wanted
    ]
    cells = [
        Difference(file, _row(keys, key), column, row[column], there[key].get(column, ""))
        for key, row in wanted.items()
        if key in there
        for column in row
        if row[column] != there[key].get(column, "")
    ]
    return [*cells, *missing, *extra]


def check_quotes(
    extracts: Iterable[Extract], anchors: Iterable[AnchoredQuote], pages: Iterable[Page]
) -> list[Difference]:
    """The extracts whose quote is not what its place holds: in the list of places, and on its page where that is here.

    Of a quote that is cut the beginning is compared.
    """
    file, known = "results/extraction/extracts.csv", {one.extract_id: one.exact for one in anchors}
    texts = {(page.document_id, page.page): page.text for page in pages}
    found = []
    for one in extracts:
        row = f"row {one.extract_id}"
        if one.quote != known.get(one.extract_id, ""):
            found.append(Difference(file, row, "quote", known.get(one.extract_id, ""), one.quote))
        text = texts.get((one.document_id, one.page))
        if one.quote and text is not None and not _stands(one, text):
            found.append(Difference(file, row, "quote", text[one.start : one.end], one.quote))
    return found


def _stands(one: Extract, text: str) -> bool:
    here = text[one.start : one.end]
    begin, cut, _ = one.quote.rpartition(f" {CUT} [")
    return here == one.quote or (bool(cut) and " ".join(here.split()).startswith(begin))


def _keys(*tables: Sequence[Cells]) -> list[str]:
    """The fewest first columns by which every row of each table is told from the others."""
    names = list(next((rows[0] for rows in tables if rows), {}))
    for number in range(1, len(names) + 1):
        if all(len({tuple(row[key] for key in names[:number]) for row in rows}) == len(rows) for rows in tables):
            return names[:number]
    return names


def _row(keys: Sequence[str], values: Sequence[str]) -> str:
    return f"row {' / '.join(value for value in values if value)}"


BEFORE, SHOWN = 40, 160  # letters of a long value that a sentence shows, from a little before the first that differs


def _beginning_to_differ(one: str, other: str) -> tuple[str, str]:
    """Two values as a sentence shows them."""
    same = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    start = max(0, same - BEFORE) if max(len(one), len(other)) > SHOWN else 0
    return _shown(one, start), _shown(other, start)


def _shown(value: str, start: int) -> str:
    part = value[start : start + SHOWN]
    return f"'{'...' * bool(start)}{part}{'...' * (len(value) > start + SHOWN)}'" if value else "nothing"
