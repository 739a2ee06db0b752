"""Which columns of a table hold what, where a team has written it into searches.csv ("title=Titel; year=Jahr")?"""

from collections.abc import Mapping

from identification.errors import InputError, nearest
from identification.exports import Export
from identification.fields import SHEET_FIELDS, Names
from identification.records import Search

MAPPABLE = tuple(name for name in SHEET_FIELDS if name != "accession")
LOG = "searches.csv"


def columns_of(search: Search) -> Mapping[str, tuple[str, ...]]:
    """The column, in lower case, of each field that a row of searches.csv names.

    >>> columns_of(Search("a.csv", "s", columns="title=Titel; authors = Verfasser"))
    {'title': ('titel',), 'authors': ('verfasser',)}
    """
    found = {}
    for part in filter(None, map(str.strip, search.columns.split(";"))):
        field, _, column = (one.strip() for one in part.partition("="))
        if field not in MAPPABLE or not column:
            like = nearest(field, list(MAPPABLE))
            fault = f"'{part}' in the columns of '{search.file}' names no field of a record and its column."
            hint = f"Did you mean '{like}'? " if like and like != field else ""
            remedy = f"{hint}Write field=column; the fields are {', '.join(MAPPABLE)}."
            raise InputError(fault, file=LOG, remedy=remedy)
        found[field] = (column.lower(),)
    return found


def mapped(names: Names, mapping: Mapping[str, tuple[str, ...]], export: Export, search: Search) -> Names:
    """The columns of each field, those first that the team named; a column that the file has not stops the run."""
    held = {column: None for entry in export.entries for column in entry.fields}
    for field, (column,) in mapping.items():
        if export.entries and column not in held:
            fault = f"the columns of '{search.file}' say {field}={column}, and the file has no such column."
            raise InputError(fault, file=LOG, remedy=f"Its columns are: {', '.join(held)}.")
    return {**names, **{field: (*columns, *names.get(field, ())) for field, columns in mapping.items()}}
