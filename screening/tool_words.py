"""What do screening tools say of a record? The shape that every tool's file is read into, and the words that they use.

Tools keep one label a record, or a name and a word; none keeps who, when, why and a note together. What this project
exports carries the decisions whole in a note of its own (`carried`), beside the labels that a tool reads, so that a
file that comes back loses nothing.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from identification.vocabulary import Decision
from screening.importing import DecisionRow

CARRIED = "ReviewDecision: "
OUR_RECORD = re.compile(r"(?:^|record_id: ?)(R[0-9a-f]{12})(?=$|\W)")
# Behind the name of the person who settled a conflict, wherever a tool knows names only.
SETTLES = " (adjudication)"

# Sorted by what tools and teams write; small letters.
WORDS = {
    Decision.INCLUDE: (
        *("include", "included", "yes", "y", "1", "in", "accept", "accepted", "relevant", "true", "eligible"),
        *("asreview_relevant", "keep", "advance"),
    ),
    Decision.EXCLUDE: (
        *("exclude", "excluded", "no", "n", "0", "out", "reject", "rejected", "irrelevant", "not relevant", "false"),
        *("not eligible", "ineligible", "asreview_irrelevant"),
    ),
    Decision.MAYBE: ("maybe", "unsure", "unclear", "uncertain", "?", "undecided: maybe", "possibly"),
}
DECISIONS = {word: decision for decision, words in WORDS.items() for word in words}
UNDECIDED = ("", "undecided", "not seen", "unscreened", "not screened", "none", "n/a", "na", "-", "pending", "awaiting")


@dataclass(frozen=True)
class Vote:
    """What one person said of one record in the tool's own words; `at` is empty where the tool tells no time.

    `who` is empty where the tool names nobody; `settles` says that it ended a conflict. `stage` is told by what
    travelled with a record only, so that decisions on titles are never read as decisions on full texts. `before` is
    what she had said before she changed her mind, oldest first: agreement is that of first decisions.
    """

    who: str
    decision: str
    reasons: tuple[str, ...] = ()
    note: str = ""
    at: str = ""
    settles: bool = False
    stage: str = ""
    before: "tuple[Vote, ...]" = ()


@dataclass(frozen=True)
class ToolRow:
    """One record as a tool's file gives it, with its votes; none: nobody decided. `item` is the tool's own number."""

    record: DecisionRow
    votes: tuple[Vote, ...] = ()
    item: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class ToolFile:
    """All rows of one file of a tool."""

    tool: str
    rows: list[ToolRow] = field(default_factory=list)


def is_decided(word: str) -> bool:
    """Whether a word of a tool says anything.

    >>> is_decided("Not seen"), is_decided("Excluded")
    (False, True)
    """
    return word.strip().casefold() not in UNDECIDED


def carried(vote: Vote) -> str:
    """A vote as the note in which it travels; what is empty is left out.

    >>> carried(Vote("person 1, lead", "exclude", ("E1",), stage="full_text"))
    'ReviewDecision: {"who": "person 1, lead", "decision": "exclude", "reasons": ["E1"], "stage": "full_text"}'
    """
    return CARRIED + json.dumps(_filled(asdict(vote)), ensure_ascii=False)


def carried_in(texts: Iterable[str], between: str = "; ") -> tuple[list[Vote], str]:
    """The votes that travel in notes, and what else the notes say, with `between` where something was taken out."""
    votes, rest = [], []
    for text in texts:
        place = 0
        while (at := text.find(CARRIED, place)) >= 0:
            try:
                values, length = json.JSONDecoder().raw_decode(text[at + len(CARRIED) :])
                vote = _from_note(values)
            except (ValueError, TypeError, AttributeError):
                rest.append(text[place : at + len(CARRIED)])
                place = at + len(CARRIED)
                continue
            votes.append(vote)
            rest.append(text[place:at])
            place = at + len(CARRIED) + length
        rest.append(text[place:])
    return votes, between.join(filter(None, (part.strip(" |;\n") for part in rest)))


def together(told: Sequence[Vote], travelled: Sequence[Vote]) -> tuple[Vote, ...]:
    """The votes of a record: what travelled with it, and what the tool tells beside.

    A vote that travelled is whole, so it stands for the tool's of the same person and word; where the tool has another
    word of her, she changed her mind there, and both are given. A tool that names nobody repeats with its one label
    what travelled.
    """
    same = [(vote, _meaning(vote)) for vote in travelled]
    settling = {word for vote, word in same if vote.settles} or {word for _, word in same}
    repeated = {(vote.who, vote.settles, word) for vote, word in same}
    fresh = [vote for vote in told if vote.who and (vote.who, vote.settles, _meaning(vote)) not in repeated]
    nobody = [vote for vote in told if not vote.who and settling != {_meaning(vote)}]
    return (*travelled, *fresh, *nobody)


def by_person(name: str, decision: str, **more: object) -> Vote:
    """A vote by the name that a tool gives, of which the end may say that it settled a conflict."""
    settles = name.endswith(SETTLES)
    return Vote(name.removesuffix(SETTLES).strip(), decision.strip(), settles=settles, **more)  # type: ignore[arg-type]


def named(vote: Vote) -> str:
    """The name under which a vote stands where a tool knows names only."""
    return vote.who + SETTLES * vote.settles


def time_of(text: str) -> str:
    """A tool's time as events carry it, in UTC; nothing where it cannot be read, since 1/2/2026 is two days.

    >>> time_of("2022-09-20 23:04:38"), time_of("1663715078.5"), time_of("20/09/2022")
    ('2022-09-20T23:04:38+00:00', '2022-09-20T23:04:38+00:00', '')
    """
    text = text.strip().removesuffix(" UTC")
    try:
        if re.fullmatch(r"\d{9,}(\.\d+)?", text):
            seconds = float(text)
            while seconds > 1e11:  # ASReview 1 counts in millionths of a second, others in thousandths
                seconds /= 1000
            found = datetime.fromtimestamp(seconds, UTC)
        else:
            found = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return ""
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return found.astimezone(UTC).isoformat(timespec="seconds")


def timed(text: str, note: str) -> tuple[str, str]:
    """The time and the note: a time that cannot be read stands in the note, so that it is not lost."""
    at = time_of(text)
    return at, joined((note, f"time in the tool: {text.strip()}" if text.strip() and not at else ""))


def joined(parts: Iterable[str]) -> str:
    """Notes behind each other, without those that say nothing."""
    return "; ".join(filter(None, (part.strip() for part in parts)))


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    full = {key: value for key, value in values.items() if value}
    return full | ({"before": [_filled(one) for one in full["before"]]} if "before" in full else {})


def _from_note(values: dict[str, Any]) -> Vote:
    before = tuple(_from_note(one) for one in values.get("before", ()))
    return Vote(**{**values, "reasons": tuple(values.get("reasons", ())), "before": before})


def _meaning(vote: Vote) -> str:
    word = vote.decision.strip().casefold()
    return DECISIONS.get(word, word)
