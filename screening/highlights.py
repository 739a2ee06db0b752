"""Which words of a record are marked for its reader, and by which group: the team's own terms, and what ranks it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from identification.errors import InputError
from identification.yaml_files import read_yaml


@dataclass(frozen=True)
class TermGroup:
    """Terms that are marked alike; `name` is what the reader sees, `terms` are patterns."""

    name: str
    terms: tuple[str, ...]


# What a place in a text is marked by: the numbers of the groups, `lift` and `sink` among them.
Piece = tuple[str, tuple[str, ...]]


def term_groups(codebook: Path, protocol: Mapping[str, Any]) -> list[TermGroup]:
    """The groups to mark: those of config.yaml, the concept of the codebook, then each of its families by its cues.

    Teams screen while they still write their codebook, so a missing one keeps nobody from the desk.
    """
    known = read_yaml(codebook).values if codebook.is_file() else {}
    concept = known.get("concept") or {}
    own = [TermGroup(one["name"], tuple(one["terms"])) for one in protocol.get("highlights", ())]
    families = [
        TermGroup(family["name"], tuple(cue for code in family.get("codes", ()) for cue in code.get("cues", ())))
        for family in known.get("families") or ()
    ]
    groups = [*own, TermGroup(concept.get("name", ""), tuple(concept.get("terms", ()))), *families]
    return [group for group in groups if group.terms]


def mark(text: str, patterns: Mapping[str, Sequence[str]]) -> list[Piece]:
    """The text in pieces, each with the marks on it; joined, the pieces are the text again.

    >>> mark("System leaders lead.", {"0": [r"system leader\\w*"], "1": ["lead"]})
    [('System ', ('0',)), ('lead', ('0', '1')), ('ers', ('0',)), (' ', ()), ('lead', ('1',)), ('.', ())]
    """
    spans = [(start, stop, name) for name, terms in patterns.items() for start, stop in _spans(text, tuple(terms))]
    edges = sorted({0, len(text), *(edge for start, stop, _ in spans for edge in (start, stop))})
    return [
        (text[start:stop], tuple(name for first, last, name in spans if first <= start and stop <= last))
        for start, stop in zip(edges, edges[1:], strict=False)
    ]


# A codebook has hundreds of patterns, which take a tenth of a second for one abstract: what was found in the last
# records is kept, and that in the next one is looked for while the current one is read.
KEPT = 1_000


@lru_cache(KEPT)
def _spans(text: str, terms: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where terms stand, in order; terms that overlap are one span."""
    joined: list[tuple[int, int]] = []
    for start, stop in sorted(found.span() for term in terms for found in _pattern(term).finditer(text)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        elif stop > start:
            joined.append((start, stop))
    return tuple(joined)


@cache
def _pattern(term: str) -> re.Pattern[str]:
    try:
        return re.compile(term, re.IGNORECASE)
    except re.error as fault:
        remedy = "Mend it in config.yaml, below 'highlights', or in the codebook."
        raise InputError(
            f"the term '{term}' is not a pattern that can be searched ({fault}).", remedy=remedy
        ) from fault
