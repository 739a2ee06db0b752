"""What of the texts they rest on may deliverables show? The tables of a review with each quote as it may leave."""

import typing
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from reporting.contents import ReviewTables
from reporting.leaving_package import MayLeave, cut_texts
from reporting.pseudonyms import QUOTES, WITH_QUOTES, Leaving, Pseudonyms, column_of

WITHHELD = "[The team shows no words of this text.]"


def shown_tables(tables: ReviewTables, config: Mapping[str, Any]) -> ReviewTables:
    """The tables with quotes whole under an open licence, else their first 40 words, in whatever table they stand."""
    licensed = {one.report_id: one.licence for one in tables.reports}
    of_document = {one.document_id: licensed.get(one.report_id, "") for one in tables.extracts}
    quotes = [(one.document_id, one.quote) for one in tables.extracts if one.quote]
    values = [(one.document_id, one.value) for one in tables.extracts if one.value]
    cut = cut_texts(MayLeave.of(config), quotes, values, of_document)
    if not cut:
        return tables
    whole = MayLeave(names=True, timings=True, source_texts=True)
    leaving = Leaving(whole, Pseudonyms(named=True), {text: left or WITHHELD for text, left in cut.items()})
    return replace(tables, **{name: tuple(map(leaving.row, getattr(tables, name))) for name in _with_quotes()})


def _with_quotes() -> list[str]:
    """The tables that have a column for quotes, or for words in which quotes stand."""
    hints = typing.get_type_hints(ReviewTables)
    kinds = {one.name: typing.get_args(hints[one.name])[0] for one in fields(ReviewTables)}
    columns = {name: {column_of(kind, one.name) for one in fields(kind)} for name, kind in kinds.items()}
    return [name for name, held in columns.items() if held & (QUOTES | WITH_QUOTES)]
