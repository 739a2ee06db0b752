"""What is an evidence table made of? Titled rows of typed cells, for the workbook, the CSV files and the report."""

import re
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere, by the `kind` of its `target`.

    An extract, study or sheet by its id, an address of the web, or a place: a file of the review with an anchor in it.
    """

    text: str
    kind: str
    target: str

    @property
    def anchor(self) -> str:
        """The name of the place in the report that this leads to."""
        return anchor(self.kind, self.target)


def address(url: str) -> tuple[Link, ...] | None:
    """A web page as a cell that readers can follow; what is no address of the web is no link and empty is no cell.

    >>> address("https://doi.org/10.5555/x")[0].kind, address("javascript:x")[0].kind, address("")
    ('address', 'text', None)
    """
    kind = "address" if re.fullmatch(r"https?://[^\s\"<>]+", url) else "text"
    return (Link(url, kind, url),) if url else None


@dataclass(frozen=True)
class Share:
    """A share between 0 and 1, printed as a percentage."""

    value: float

    def __str__(self) -> str:
        return percent(self.value)


Cell = str | int | float | Share | tuple[Link, ...] | None


@dataclass(frozen=True)
class Sheet:
    """One evidence table with everything that a reader needs to read it alone; `empty` is said when it has no rows."""

    name: str
    title: str
    note: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = "Nothing is recorded here yet."


def without_column(sheet: Sheet, heading: str) -> Sheet:
    """The table less one column, where the page around it says the same."""
    place = sheet.header.index(heading)
    rows = tuple((*row[:place], *row[place + 1 :]) for row in sheet.rows)
    return replace(sheet, header=(*sheet.header[:place], *sheet.header[place + 1 :]), rows=rows)


def cell_text(cell: Cell) -> str:
    """A cell as a reader sees it; several links stand side by side."""
    if isinstance(cell, tuple):
        return "; ".join(link.text for link in cell)
    if isinstance(cell, float):
        return f"{cell:.3g}"
    return "" if cell is None else str(cell)


def percent(value: float) -> str:
    """A share as the sentences of this review print it.

    >>> percent(0.0741), percent(1.0), percent(0.0)
    ('7.4 %', '100 %', '0 %')
    """
    return f"{100 * value:.1f}".removesuffix(".0") + " %"


def file_name(sheet: Sheet) -> str:
    """The name of the table's CSV file, without folder.

    >>> file_name(Sheet("Gap evidence", "", "", (), ()))
    'gap_evidence.csv'
    """
    return re.sub(r"[^a-z0-9]+", "_", sheet.name.lower()).strip("_") + ".csv"


def anchor(kind: str, target: str) -> str:
    """A name for a place in a page: a different one for each id, made of signs that need no escape in an address.

    >>> anchor("study", "smith 2019")
    'study-smith_20_2019'
    """
    return f"{kind}-" + re.sub(r"[^A-Za-z0-9.-]", lambda sign: f"_{ord(sign.group()):x}_", target)
