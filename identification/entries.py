"""Where does one entry of an export end and the next begin, and which tag or column holds what?

Counting comes first: an entry is what its format's separator starts (TY, PMID, a table row), so that what was counted
can be compared with what was read. Tags are split here and not by a library, because rispy loses records on single
spaces, on CR line ends and on a missing ER, and the second value of a tag, all without a word (docs/method.md);
the tests read the same files with rispy and nbib and compare.
"""

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from identification.bibtex import KNOWN_BY as BIBTEX
from identification.bibtex import split_bibtex
from identification.dialects import recognise
from identification.endnote_xml import is_endnote_xml, split_endnote_xml
from identification.errors import InputError
from identification.exports import Entry, Export, decode
from identification.fields import TITLE_COLUMNS
from identification.sheets import OLD_EXCEL, ZIP, Table, check_quotes, find_excel, find_table, is_table, split_table
from identification.tagged import TAGGED, split_tagged

# Where one file was put behind another that did not end with a line's end.
GLUED = re.compile(r"^(ER {1,2}-)[ \t]*(TY {1,2}- )", re.MULTILINE)
FORMATS = "RIS, NBIB, BibTeX, EndNote, EndNote XML, Web of Science, or CSV, TSV or Excel with a title column"


def read_export(path: Path, titles: Collection[str] = ()) -> Export:
    """Take one export apart; its format is sniffed from what is in it, never from its name.

    `titles` are columns that hold the title where a team has said so; then the file is a table.
    """
    if not path.is_file():
        remedy = "Put the export there, or correct searches.csv."
        raise InputError("this file is named in searches.csv but is missing.", file=path.name, remedy=remedy)
    content, text = path.read_bytes(), ""
    if content.startswith((ZIP, OLD_EXCEL)):
        export = _from_table(find_excel(content, path.name, titles or TITLE_COLUMNS), "XLSX", "", path.name)
    else:
        text, encoding = decode(content)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        export = _read_table(text, encoding, path.name, titles) if titles else _take_apart(text, encoding, path.name)
    return replace(export, dialect=recognise(export.format, text, export.entries))


def _take_apart(text: str, encoding: str, name: str) -> Export:
    if is_endnote_xml(text):
        return Export("EndNote XML", encoding, *split_endnote_xml(text, name))
    text = GLUED.sub(r"\1\n\2", text)
    begins = {tags: found.start() for tags in TAGGED if (found := tags.start.search(text))}
    bibtex = BIBTEX.search(text)
    first = min([*begins.values(), bibtex.start() if bibtex else len(text)])
    if first < len(text) and not is_table(text[:first]):
        for tags, begin in begins.items():
            if begin == first:
                return Export(tags.name, encoding, *split_tagged(text, tags, name))
        entries = [Entry(*parts) for parts in split_bibtex(text, name)]
        return Export("BibTeX", encoding, len(entries), entries)
    return _read_table(text, encoding, name, TITLE_COLUMNS)


def _read_table(text: str, encoding: str, name: str, titles: Collection[str]) -> Export:
    text = text.lstrip("\n")
    table = find_table(text, titles)
    if table:
        check_quotes(text, table, name)
    return _from_table(table, "TSV" if table and table.delimiter == "\t" else "CSV", encoding, name)


def _from_table(table: Table | None, form: str, encoding: str, name: str) -> Export:
    if table is None:
        fault = f"this is not an export that can be read ({FORMATS})."
        raise InputError(fault, file=name, remedy="Export it again in one of these formats.")
    counted, entries = split_table(table, name)
    return Export(form, encoding, counted, entries)
