"""What do EPPI-Reviewer's files say of a record: its JSON report, its Excel report, and its RIS?

Built from EPPI-Reviewer's public source (RIS, the JSON of coding reports) and from two real RIS exports, which hold no
coding: EPPI-Reviewer's RIS says of no record what was decided, so that a list of one code is imported with DECISION.
No real Excel report was at hand. A decision is a code whose type, or else whose name, says include or exclude
("EXCLUDE on population"); the code's whole name is the reason. No report names the person who coded: say WHO.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from identification.errors import InputError
from identification.exports import Entry, Export
from identification.fields import COLUMNS
from screening.tool_words import Vote, joined

DECIDES = re.compile(r"^\W*(include|exclude|maybe|unclear|unsure)d?\b", re.IGNORECASE)
TICKED = ("1", "x", "yes", "true", "\N{CHECK MARK}")
TYPES = ("include", "exclude")
# What of a report is the citation and no code: a title may begin with "Included".
CITED = COLUMNS | {"shorttitle", "short title", "parenttitle", "parent title", "keywords", "comments", "notes"}
CITATION = {
    "title": "Title",
    "authors": "Authors",
    "year": "Year",
    "journal": "ParentTitle",
    "doi": "DOI",
    "itemid": "ItemId",
    "olditemid": "OldItemId",
    "comments": "Comments",
}


def read_json(text: str, name: str, *, full_text: bool) -> tuple[Export, dict[int, tuple[Vote, ...]]]:
    """The references as entries, and the votes by the place of each."""
    try:
        report = json.loads(text)
        sets = list(report["CodeSets"])
        references = list(report["References"])
    except (ValueError, KeyError, TypeError) as fault:
        why = "this is no JSON report of EPPI-Reviewer with its CodeSets and References."
        raise InputError(why, file=name, remedy="Export it again as a JSON report.") from fault
    codes = _screening_codes(sets, full_text=full_text)
    entries, votes = [], {}
    for place, one in enumerate(references, start=1):
        fields = {ours: [str(one[theirs])] for ours, theirs in CITATION.items() if one.get(theirs)}
        entries.append(Entry(fields, "", place))
        said = [(codes[code["AttributeId"]], code) for code in one.get("Codes") or () if code["AttributeId"] in codes]
        votes[place] = tuple(
            _vote(word, name, note=str(code.get("AdditionalText") or ""), who=str(code.get("ContactName") or ""))
            for (word, name), code in said
        )
    return Export("JSON", "utf-8", len(entries), entries, "EPPI-Reviewer"), votes


def read_row(entry: Entry) -> tuple[Vote, ...]:
    """The votes of one row of an Excel or CSV report: a code in a cell, or a ticked cell below a code."""
    who = joined(value for name in ("reviewer", "coder", "contact name") for value in entry.fields.get(name, ()))
    votes = []
    for column, values in entry.fields.items():
        for value in filter(None, (part.strip() for cell in values for part in re.split(r"[\n;]", cell))):
            if DECIDES.match(column):
                note = "" if value.casefold() in TICKED else value
                votes.append(_vote(column, column, note=note, who=who))
            elif column not in CITED and DECIDES.match(value):
                votes.append(_vote(value, value, note="", who=who))
    return tuple(votes)


def _vote(word: str, code: str, *, note: str, who: str) -> Vote:
    found = DECIDES.match(word)
    decision = found[1].lower() if found else word
    bare = not DECIDES.sub("", code).strip(" .:-")
    return Vote(who, decision, () if bare or decision == "include" else (code.strip(),), note.strip())


def _screening_codes(sets: list[Mapping[str, Any]], *, full_text: bool) -> dict[int, tuple[str, str]]:
    """The codes that decide, each with its word and its name; of several code sets that decide, those of the stage."""
    found = {}
    for one in sets:
        codes = {}
        for code in _codes(one):
            name, kind = str(code.get("AttributeName") or ""), str(code.get("AttributeType") or "").casefold()
            if kind in TYPES or DECIDES.match(name):
                codes[code["AttributeId"]] = (kind if kind in TYPES else name, name)
        if codes:
            found[str(one.get("SetName") or "")] = codes
    of_stage = {name: codes for name, codes in found.items() if ("full" in name.casefold()) == full_text}
    return {code: said for codes in (of_stage if len(found) > 1 else found).values() for code, said in codes.items()}


def _codes(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    below = (node.get("Attributes") or {}).get("AttributesList") or ()
    for code in below:
        yield code
        yield from _codes(code)
