"""Decisions that come from other tools: `make decisions`, given on purpose, outside the run.

An import writes nothing before every name, word and reason of the file is known; then it appends events, keeps the
file as it came, adds a line to a manifest of what its words meant, and lists what fits no record.
"""

import hashlib
import json
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from identification.errors import InputError
from identification.events import Event, append_events, check_event, read_events
from identification.people import ids_by_name, roles_of
from identification.protocol import read_protocol
from identification.records import UniqueRecord
from identification.tables import read_table, write_table
from identification.vocabulary import Decision, EventKind, ScreeningStage
from identification.wording import many
from screening.imported import IN_NOTE, Imported, Meaning, import_votes, unknown_names, unknown_reasons, unknown_words
from screening.importing import NotImported, Places
from screening.outcomes import Unmatched
from screening.tool_readers import TOOLS, Options, columns_said, read_tool
from screening.tool_words import ToolFile
from workflow.asking import SCHEMA, Values, now, one_of, path_of, result_of, review_of, wanted

IMPORTS, EVENTS, UNIQUE = "review/imports", "review/events", "results/identification/unique.csv"
DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
MANIFEST = "manifest.jsonl"
# How much of a list of unknown words a sentence repeats.
SHOWN = 10


def import_decisions(values: Values) -> str:
    """Read a file of decisions of another tool and write them as events of the people who made them."""
    review, path = review_of(values), path_of(wanted(values, "FILE", "the file of decisions as the tool exported it"))
    stage = EventKind(one_of(wanted(values, "STAGE", "title_abstract or full_text"), list(ScreeningStage), "STAGE"))
    if not path.is_file():
        raise InputError(f"there is no file {path}.", remedy="Check FILE.")
    protocol = read_protocol(review / "config/config.yaml", SCHEMA)
    unique = read_table(result_of(review, UNIQUE), UniqueRecord)
    meaning = _meaning(values, protocol)
    options = Options(
        tool=one_of(values["TOOL"], list(TOOLS), "TOOL") if values.get("TOOL") else "",
        columns=_columns(values.get("COLUMNS", "")),
        decision=one_of(values["DECISION"], list(Decision), "DECISION") if values.get("DECISION") else "",
        people=frozenset(meaning.people),
        stage=str(stage),
    )
    file = read_tool(path, options)
    _check_clear(file, meaning, protocol, path)
    people = roles_of(protocol["reviewers"])
    events = screening_events(review, stage, people)
    at = f"{values.get('DATE') or now()[:10]}T00:00:00+00:00"
    if not DAY.fullmatch(at[:-15]):
        raise InputError(
            f"DATE is '{values['DATE']}', not a day like 2026-03-31.", remedy="Give the day of the export."
        )
    found = import_votes(file, Places.of(unique), meaning, events, stage=stage, origin=path.name, at=at)
    for event in found.events:
        check_event(event, people)
    kept = keep_file(path, review / IMPORTS)
    _write_events(found.events, review, file.tool)
    lists = review / IMPORTS / f"{stage}_{plain_name(path.stem)}"
    write_table(found.missed, NotImported, f"{lists}_not_imported.csv")
    write_table([_no_longer(event, unique) for event in found.gone], Unmatched, f"{lists}_no_longer_in_tool.csv")
    with (review / IMPORTS / MANIFEST).open("a", encoding="utf-8") as log:
        log.write(json.dumps(_manifest(file, meaning, found, kept, stage), ensure_ascii=False) + "\n")
    return _told(file, found, lists)


def pairs_said(text: str, key: str) -> dict[str, str]:
    """What a person wrote as "this=that; these=those", the words of the file in small letters.

    >>> pairs_said("Ann Kay=ak; B. Moss = bm", "NAMES")
    {'ann kay': 'ak', 'b. moss': 'bm'}
    """
    found = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        word, equals, meant = part.rpartition("=")
        if not equals or not word.strip() or not meant.strip():
            raise InputError(f"'{part}' in {key} is not of the form word=meaning.", remedy="Put ; between the pairs.")
        found[word.strip().casefold()] = meant.strip()
    return found


def _meaning(values: Values, protocol: Mapping[str, Any]) -> Meaning:
    """What the team says that the file's words mean, on top of what the protocol says by itself."""
    ids = [one["id"] for one in protocol["reviewers"]]
    names = pairs_said(values.get("NAMES", ""), "NAMES")
    people = ids_by_name(protocol["reviewers"]) | {name: one_of(who, ids, "NAMES") for name, who in names.items()}
    said = pairs_said(values.get("WORDS", ""), "WORDS")
    words = {word: Decision(one_of(decision, list(Decision), "WORDS")) for word, decision in said.items()}
    criteria = {one["id"]: one["text"] for one in protocol["eligibility"]["exclude"]}
    known = {criterion.casefold(): criterion for criterion in criteria}
    known |= {text.casefold(): criterion for criterion, text in criteria.items()}
    known |= {f"{criterion}: {text}".casefold(): criterion for criterion, text in criteria.items()}
    reasons = pairs_said(values.get("REASONS", ""), "REASONS")
    known |= {reason: one_of(criterion, [*criteria, IN_NOTE], "REASONS") for reason, criterion in reasons.items()}
    return Meaning(people, words, known, one_of(values["WHO"], ids, "WHO") if values.get("WHO") else "")


def _columns(text: str) -> dict[str, str]:
    """What was said of columns; a number is a terminal's own, which some hand on under this name."""
    return {} if text.isdecimal() else columns_said(text)


def _check_clear(file: ToolFile, meaning: Meaning, protocol: Mapping[str, Any], path: Path) -> None:
    """Nothing when all of the file is understood; else one sentence that says what is not, and how to map it."""
    if not any(row.votes for row in file.rows):
        raise InputError(
            "no decision stands in this file.",
            file=path.name,
            remedy="If it is the list of what was included or excluded, say DECISION=include or DECISION=exclude; if a "
            'column has a heading of its own, say COLUMNS="decision=heading".',
        )
    names, words, reasons = (one(file, meaning) for one in (unknown_names, unknown_words, unknown_reasons))
    if nobody := names.pop("", 0):
        why = f"{many(nobody, 'decision')} in this file {'is' if nobody == 1 else 'are'} by nobody who is named."
        raise InputError(why, file=path.name, remedy="Say whose they are: WHO=id of a reviewer in config.yaml.")
    ids = ", ".join(one["id"] for one in protocol["reviewers"])
    criteria = ", ".join(one["id"] for one in protocol["eligibility"]["exclude"])
    faults = (
        (names, "nobody on the team is called", f'Say who is who: NAMES="name=id; ..." (team: {ids}).'),
        (words, "these words are no decision that is known:", 'Say what they mean: WORDS="word=include; ...".'),
        (
            reasons,
            "these reasons are no criterion:",
            f'Say which they are: REASONS="reason=criterion; ..." (criteria: {criteria}; note keeps a reason in the '
            "note, *=note every other one).",
        ),
    )
    if any(unknown for unknown, _, _ in faults):
        said = [f"{fault} {listed(unknown)}" for unknown, fault, _ in faults if unknown]
        remedy = " ".join(advice for unknown, _, advice in faults if unknown)
        raise InputError("; ".join(said) + ".", file=path.name, remedy=f"{remedy} Nothing was imported.")


def listed(words: Counter[str]) -> str:
    """The words with their counts, the commonest first, as a sentence takes them."""
    shown = ", ".join(f"'{word}' ({count})" for word, count in words.most_common(SHOWN))
    return shown + f" and {len(words) - SHOWN} more" * (len(words) > SHOWN)


def screening_events(review: Path, stage: EventKind, people: Mapping[str, str]) -> list[Event]:
    """What people decided at a stage, adjudications among it."""
    kinds = (stage, EventKind.ADJUDICATION)
    return read_events([path for kind in kinds for path in (review / EVENTS / kind).rglob("*.jsonl")], people)[0]


def _write_events(events: list[Event], review: Path, tool: str) -> None:
    for kind, who in sorted({(event.kind, event.who) for event in events}):
        hers = [event for event in events if (event.kind, event.who) == (kind, who)]
        append_events(hers, review / EVENTS / kind / f"{who}_{tool}.jsonl")


def keep_file(path: Path, folder: Path) -> Path:
    """The file as it came, below review/imports: the copy that is there, else a new one beside others of its name."""
    folder.mkdir(parents=True, exist_ok=True)
    name, number = Path(plain_name(path.name)), 1
    while True:
        kept = folder / (name.name if number == 1 else f"{name.stem}_{number}{name.suffix}")
        if not kept.exists():
            shutil.copyfile(path, kept)
        if kept.read_bytes() == path.read_bytes():
            return kept
        number += 1


def plain_name(name: str) -> str:
    """A name without the braces that Snakemake takes for wildcards."""
    return re.sub(r"[{}]", "_", name)


def _manifest(file: ToolFile, meaning: Meaning, found: Imported, kept: Path, stage: EventKind) -> dict[str, Any]:
    """Who is who, which words meant what, and the counts of one import: a line of the manifest."""
    votes = [vote for row in file.rows for vote in row.votes]
    return {
        "file": kept.name,
        "sha256": hashlib.sha256(kept.read_bytes()).hexdigest(),
        "tool": file.tool,
        "stage": str(stage),
        "imported_at": now(),
        "people": {vote.who: meaning.person(vote) for vote in votes},
        "decisions": {word: [str(meaning.decision(vote)), count] for vote, word, count in _counted(votes)},
        "reasons": {
            reason: [meaning.reason(reason), count]
            for reason, count in sorted(Counter(one for vote in votes for one in vote.reasons).items())
        },
        "counts": {
            "rows": found.rows,
            "rows_without_a_decision": found.undecided,
            "rows_not_imported": len(found.missed),
            "decisions": found.votes,
            "known_before": found.known,
            "repeated_in_the_file": found.repeated,
            "new_events": len(found.events),
            "of_these_replacing_an_earlier_one": found.changed,
            "no_longer_in_the_tool": len(found.gone),
            "reasons_kept_in_notes": sum(found.in_note.values()),
        },
    }


def _counted(votes: list[Any]) -> list[tuple[Any, str, int]]:
    counts = Counter(vote.decision for vote in votes)
    return [(next(vote for vote in votes if vote.decision == word), word, counts[word]) for word in sorted(counts)]


def _no_longer(event: Event, unique: list[UniqueRecord]) -> Unmatched:
    title = next((record.title for record in unique if event.subject_id in record.record_ids), "")
    note = f"the tool no longer says this of: {title}"
    return Unmatched(event.event_id, event.kind, event.who, event.subject_id, event.decision, note)


def _told(file: ToolFile, found: Imported, lists: Path) -> str:
    lines = [
        f"{file.tool}: {many(found.rows, 'row')}, {found.undecided} without a decision; "
        f"{many(found.votes, 'decision')}, of which {found.known} known before and {found.repeated} repeated in it.",
        f"Wrote {many(len(found.events), 'event')}, of which {found.changed} replace an earlier one.",
    ]
    if found.missed:
        lines.append(f"{many(len(found.missed), 'row')} could not be matched: {lists}_not_imported.csv")
    if found.gone:
        which = f"{many(len(found.gone), 'earlier decision')} no longer in the tool"
        lines.append(f"{which}, and left to stand: {lists}_no_longer_in_tool.csv")
    if found.in_note:
        lines.append(f"Reasons that are no criterion were kept in notes: {listed(Counter(found.in_note))}.")
    return "\n".join([*lines, "Run again to count them."])
