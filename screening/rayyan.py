"""What does Rayyan write into its notes, and how is it read and written?

The syntax is that of the exports (articles.csv, articles.ris) that many public repositories hold and parse; the one
real export at hand had its notes taken out. Rayyan keeps the reasons of all people together: each of them counts for
everybody who excluded the record. The export as a zip holds a log beside the articles (customizations_log.csv:
article_id, key, value, user_email or user_id, created_at); it alone tells who gave which reason, and when. Then the log
is what is read, and people stand in it under their e-mail address.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from identification.exports import Entry
from screening.tool_words import ToolRow, Vote, by_person, carried, carried_in, joined, named, timed, together

SECTION = re.compile(r"(RAYYAN-INCLUSION|RAYYAN-EXCLUSION-REASONS|RAYYAN-LABELS|USER-NOTES): *")
TEXT = r'"((?:[^"\\]|\\.)*)"'
INCLUSION = re.compile(rf"{TEXT} *=> *{TEXT}")
NOTES = re.compile(rf"{TEXT} *=> *\[((?:{TEXT}[, ]*)*)\]")
WORDS = {"include": "Included", "exclude": "Excluded", "maybe": "Maybe"}
VALUES = {"1": "Included", "-1": "Excluded", "0": "Maybe"}
EXCLUSION_REASON = "__EXR__"


def read_notes(texts: Iterable[str]) -> tuple[tuple[Vote, ...], tuple[str, ...]]:
    """The votes and the labels in the notes of one record.

    >>> votes, _ = read_notes(['RAYYAN-INCLUSION: {"Ann"=>"Excluded"} | RAYYAN-EXCLUSION-REASONS: foreign language'])
    >>> [(vote.who, vote.decision, vote.reasons) for vote in votes]
    [('Ann', 'Excluded', ('foreign language',))]
    """
    travelled, said = carried_in(texts, between=" | ")
    parts = SECTION.split(said)
    words: dict[str, str] = {}
    notes: dict[str, list[str]] = {}
    reasons: list[str] = []
    labels: list[str] = []
    for name, value in zip(parts[1::2], parts[2::2], strict=True):
        value = value.strip().removesuffix("|").strip()
        if name == "RAYYAN-INCLUSION":
            words |= {_unquoted(who): _unquoted(word) for who, word in INCLUSION.findall(value)}
        elif name == "USER-NOTES":
            for who, all_of_hers, _ in NOTES.findall(value):
                notes.setdefault(_unquoted(who), []).extend(map(_unquoted, re.findall(TEXT, all_of_hers)))
        else:
            kept = reasons if name == "RAYYAN-EXCLUSION-REASONS" else labels
            kept.extend(filter(None, (one.strip() for one in value.split("|")[0].split(","))))
    told = [
        by_person(who, word, reasons=tuple(reasons) if word == "Excluded" else (), note=joined(notes.get(who, [])))
        for who, word in words.items()
    ]
    return together(told, travelled), tuple(dict.fromkeys(labels))


def write_notes(votes: Sequence[Vote], record_id: str) -> str:
    """The notes of one record in Rayyan's syntax, with what Rayyan has no place for behind them."""
    inclusion = ", ".join(f"{_quoted(named(vote))}=>{_quoted(WORDS[vote.decision])}" for vote in votes)
    reasons = dict.fromkeys(reason for vote in votes for reason in vote.reasons)
    said = ", ".join(f"{_quoted(named(vote))}=>[{_quoted(vote.note)}]" for vote in votes if vote.note)
    parts = (
        f"RAYYAN-INCLUSION: {{{inclusion}}}" if votes else "",
        f"RAYYAN-EXCLUSION-REASONS: {','.join(reasons)}" if reasons else "",
        f"USER-NOTES: {{{said}}}" if said else "",
        f"record_id: {record_id}",
        *map(carried, votes),
    )
    return " | ".join(filter(None, parts))


def with_log(rows: Iterable[ToolRow], log: Iterable[Entry]) -> list[ToolRow]:
    """The rows with the votes that the log tells, each person's last word of a record with its time and her reasons."""
    last: dict[tuple[str, str, str], dict[str, str]] = {}
    lines = [{key: " ".join(values).strip() for key, values in entry.fields.items()} for entry in log]
    for line in sorted(lines, key=lambda line: line.get("created_at", "")):
        who = line.get("user_email") or line.get("user_id", "")
        last[line.get("article_id", ""), who, line.get("key", "").strip('"')] = line
    votes: dict[str, list[Vote]] = {}
    for (article, who, key), line in last.items():
        if key == "included" and line.get("value") in VALUES:
            given = [
                name.removeprefix(EXCLUSION_REASON).strip()
                for (other, person, name), one in last.items()
                if (other, person) == (article, who) and name.startswith(EXCLUSION_REASON) and one.get("value") == "1"
            ]
            word = VALUES[line["value"]]
            at, note = timed(line.get("created_at", ""), "")
            votes.setdefault(article, []).append(Vote(who, word, tuple(given) * (word == "Excluded"), note, at))
    return [
        replace(row, votes=tuple(sorted(votes[item], key=lambda vote: vote.who))) if item in votes else row
        for row, item in ((row, row.item.removeprefix("rayyan-")) for row in rows)
    ]


def _quoted(text: str) -> str:
    return '"' + " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
