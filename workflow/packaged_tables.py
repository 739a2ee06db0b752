"""Which tables are in a data package, and what do their columns hold? From the same types as docs/tables.md."""

import dataclasses
import inspect
import re
import typing

from reporting.package_tables import PACKAGE, DescribedColumn
from workflow.tables_page import KEPT, TABLES, takes

ALL = tuple(dict.fromkeys((*TABLES, *KEPT)))


def table_kinds() -> dict[str, type]:
    """The row type of every table by its path, with `*` for a name that differs from review to review."""
    return {re.sub(r"\{\w+\}", "*", path): kind for path, kind in ALL}


def described_columns() -> list[DescribedColumn]:
    """Every column of every table that a data package may hold, and what a row of the table is."""
    return [one for path, kind in ALL for one in _columns(path.removeprefix(f"{PACKAGE}/"), kind)]


def described_tables() -> dict[str, str]:
    """What a row of each table is, in one sentence."""
    return {one.path: one.about.partition("\n\n")[0].replace("\n", " ") for one in described_columns() if one.about}


def _columns(path: str, kind: type) -> list[DescribedColumn]:
    hints = typing.get_type_hints(kind)
    about = DescribedColumn(path, "", "", inspect.getdoc(kind) or "")
    return [about, *(DescribedColumn(path, one.name, takes(hints[one.name])) for one in dataclasses.fields(kind))]
