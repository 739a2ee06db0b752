"""Codings that come from other programs: `make codings`, given on purpose, outside the run.

An import writes nothing before every coder in the file is known; then it appends events, keeps the file as it came,
adds a line to the manifest, and lists what fits no document, no code, or no place in the text.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extraction.coding_json import read_json_file
from extraction.extraction_tables import PARTS, Said, columns_of, read_table_file
from extraction.incoming import OUR_WORDS, CodingNotImported, KnownCodes, ToldFile, in_our_words
from extraction.known_documents import KnownDocuments
from extraction.refi_reading import read_project
from extraction.taken_in import Before, TakenIn, take_in
from extraction.zipped import open_archive
from identification.errors import InputError
from identification.events import Event, append_events, check_event
from identification.people import ids_by_name, roles_of
from identification.tables import write_table
from identification.vocabulary import EventKind
from identification.wording import many
from identification.yaml_files import read_yaml
from screening.outcomes import Unmatched
from workflow.asking import Values, now, one_of, path_of, review_of, wanted
from workflow.coded_review import EVENTS, CodedReview
from workflow.decision_files import DAY, IMPORTS, MANIFEST, SHOWN, keep_file, listed, pairs_said, plain_name

TOOLS = ("covidence", "eppi", "plain")
ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Meaning:
    """What a team says of a file: who is who, which word is which code, which column holds what."""

    people: Mapping[str, str]
    codes: Mapping[str, str]
    columns: Mapping[str, str]
    words: Mapping[str, str]
    nobody: str = ""


def import_codings(values: Values) -> str:
    """Read the codings of another program and write them as events of the people who made them."""
    folder, path = review_of(values), path_of(wanted(values, "FILE", "the project or table of codings"))
    if not path.is_file():
        raise InputError(f"there is no file {path}.", remedy="Check FILE.")
    tool = one_of(values["TOOL"], list(TOOLS), "TOOL") if values.get("TOOL") else ""
    at = f"{values.get('DATE') or now()[:10]}T00:00:00+00:00"
    if not DAY.fullmatch(at[:-15]):
        fault = f"DATE is '{values['DATE']}', not a day like 2026-03-31."
        raise InputError(fault, remedy="Give the day of the export.")
    review = CodedReview.read(folder)
    meaning = _meaning(values, review)
    codes = KnownCodes(review.codebook, {word: code for word, code in meaning.codes.items() if ":" not in code})
    documents = KnownDocuments.of(review.documents.values(), review.pages, review.reports, review.matched)
    file = _read(path, tool, meaning, codes, documents, [event.event_id for event in review.events])
    file = replace(file, codings=tuple(in_our_words(one, meaning.words) for one in file.codings))
    people = _people(file, meaning, review, path)
    before = Before(review.events, review.ever())
    found = take_in(file, codes, documents, people, review.codebook, before, origin=path.name, at=at)
    for event in found.events:
        check_event(event, roles_of(review.protocol["reviewers"]))
    kept = keep_file(path, folder / IMPORTS)
    for who in sorted({event.who for event in found.events}):
        target = folder / EVENTS / EventKind.CODING / f"{who}_{file.tool}.jsonl"
        append_events([event for event in found.events if event.who == who], target)
    lists = folder / IMPORTS / f"coding_{plain_name(path.stem)}"
    write_table(found.missed, CodingNotImported, f"{lists}_not_imported.csv")
    write_table([_no_longer(event) for event in found.gone], Unmatched, f"{lists}_no_longer_in_tool.csv")
    with (folder / IMPORTS / MANIFEST).open("a", encoding="utf-8") as log:
        log.write(json.dumps(_manifest(file, meaning, people, found, kept), ensure_ascii=False) + "\n")
    return _told(file, found, lists)


def _meaning(values: Values, review: CodedReview) -> Meaning:
    """What MAPPING, NAMES, CODES, WORDS, COLUMNS and WHO say, on top of what the protocol says by itself."""
    said = _mapping(path_of(values["MAPPING"])) if values.get("MAPPING") else {}
    names = {**said.get("names", {}), **pairs_said(values.get("NAMES", ""), "NAMES")}
    coded = {**said.get("codes", {}), **pairs_said(values.get("CODES", ""), "CODES")}
    words = {**said.get("words", {}), **pairs_said(values.get("WORDS", ""), "WORDS")}
    ids = [one["id"] for one in review.protocol["reviewers"]]
    known = [*(code.id for code in review.codebook.codes), *(family.id for family in review.codebook.families)]
    people = ids_by_name(review.protocol["reviewers"])
    people |= {name: one_of(who, ids, "NAMES") for name, who in names.items()}
    headings = values.get("COLUMNS", "")
    columns = {} if headings.isdecimal() else pairs_said(headings, "COLUMNS")
    return Meaning(
        people,
        {word: _code(code, known) for word, code in coded.items()},
        columns_of({**said.get("columns", {}), **columns}),
        {word: one_of(ours, list(OUR_WORDS), "WORDS") for word, ours in words.items()},
        one_of(values["WHO"], ids, "WHO") if values.get("WHO") else "",
    )


def _code(said: str, known: list[str]) -> str:
    """A code, or its quote, page or note ("STU.COUNTRY:quote"), as a team names it."""
    code, colon, part = said.partition(":")
    one_of(code, known, "CODES")
    if colon:
        one_of(part, list(PARTS), "CODES")
    return said


def _mapping(path: Path) -> dict[str, dict[str, str]]:
    """A mapping as a file: `columns`, `codes`, `names` and `words`, each a list of word and meaning."""
    if not path.is_file():
        raise InputError(f"there is no file {path}.", remedy="Check MAPPING.")
    file = read_yaml(path)
    found = {}
    for key, pairs in (file.values if isinstance(file.values, dict) else {"": ""}).items():
        if key not in ("columns", "codes", "names", "words") or not isinstance(pairs, dict):
            line = file.line_of((key,)) if key else 1
            remedy = "Write columns:, codes:, names: and words:, and below each 'word: meaning'."
            raise InputError(f"'{key}' is nothing that a mapping says.", file=path, line=line, remedy=remedy)
        small = key != "columns"
        found[key] = {str(word).strip().casefold() if small else str(word): str(what) for word, what in pairs.items()}
    return found


def _read(
    path: Path, tool: str, meaning: Meaning, codes: KnownCodes, documents: KnownDocuments, event_ids: list[str]
) -> ToldFile:
    """The file by what is in it: a project, JSON, or a table."""
    with path.open("rb") as file:
        start = file.read(4)
    if path.suffix.lower() == ".qdpx":
        return read_project(path, documents, event_ids)
    if path.suffix.lower() in (".json", ".jsonld", ".jsonl") or (start != ZIP and start.lstrip()[:1] in (b"{", b"[")):
        return read_json_file(path, codes, documents, event_ids)
    if start == ZIP:
        open_archive(path).close()  # refuses a sheet that bursts
    return read_table_file(path, Said(meaning.columns, meaning.codes), codes, documents, tool)


def _people(file: ToldFile, meaning: Meaning, review: CodedReview, path: Path) -> dict[str, str]:
    """The id of each coder by name; one sentence about those who are nobody's."""
    wanted_names = Counter(one.who.casefold() for one in file.codings if not one.why)
    people = {**meaning.people, **({"": meaning.nobody} if meaning.nobody else {})}
    unknown = Counter({name: count for name, count in wanted_names.items() if name not in people})
    ids = ", ".join(one["id"] for one in review.protocol["reviewers"])
    if nobody := unknown.pop("", 0):
        why = f"{many(nobody, 'coding')} in this file {'is' if nobody == 1 else 'are'} by nobody who is named."
        raise InputError(why, file=path.name, remedy="Say whose they are: WHO=id of a reviewer in config.yaml.")
    if unknown:
        remedy = f'Say who is who: NAMES="name=id; ..." (team: {ids}). Nothing was imported.'
        raise InputError(f"nobody on the team is called {listed(unknown)}.", file=path.name, remedy=remedy)
    named = {name.casefold() for name in file.people} | set(wanted_names)
    return {name: people[name] for name in named if name in people}


def _manifest(
    file: ToldFile, meaning: Meaning, people: Mapping[str, str], found: TakenIn, kept: Path
) -> dict[str, Any]:
    """Who is who, which words meant which code, and the counts of one import: a line of the manifest."""
    return {
        "file": kept.name,
        "sha256": hashlib.sha256(kept.read_bytes()).hexdigest(),
        "tool": file.tool,
        "stage": str(EventKind.CODING),
        "imported_at": now(),
        "people": dict(sorted(people.items())),
        "codes": dict(sorted(meaning.codes.items())),
        "columns": dict(sorted(meaning.columns.items())),
        "words": dict(sorted(meaning.words.items())),
        "columns_not_read": list(file.unused),
        "counts": {
            "codings": found.codings,
            "codings_not_imported": len(found.missed),
            "known_before": found.known,
            "repeated_in_the_file": found.repeated,
            "new_events": len(found.events),
            "of_these_replacing_an_earlier_one": found.changed,
            "no_longer_in_the_tool": len(found.gone),
        },
    }


def _no_longer(event: Event) -> Unmatched:
    note = f"the tool no longer has this coding: {event.content.get('code_id', '')}, {event.content.get('quote', '')}"
    return Unmatched(event.event_id, event.kind, event.who, event.subject_id, event.decision, note)


def _told(file: ToldFile, found: TakenIn, lists: Path) -> str:
    lines = [
        f"{file.tool}: {many(found.codings, 'coding')}, of which {found.known} known before and {found.repeated} "
        "repeated in it.",
        f"Wrote {many(len(found.events), 'event')}, of which {found.changed} replace an earlier one.",
    ]
    if found.missed:
        reasons = Counter(miss.why.split(":")[0] for miss in found.missed)
        lines.append(f"{many(len(found.missed), 'coding')} could not be taken in: {lists}_not_imported.csv")
        lines += [f"  {count} times: {why}" for why, count in reasons.most_common(SHOWN)]
    if file.unused:
        lines.append(
            f"Columns that are no code and were not read: {', '.join(file.unused)} (CODES says what they are)."
        )
    if found.gone:
        which = f"{many(len(found.gone), 'earlier coding')} no longer in the tool"
        lines.append(f"{which}, and left to stand: {lists}_no_longer_in_tool.csv")
    return "\n".join([*lines, "Run again to count them."])
