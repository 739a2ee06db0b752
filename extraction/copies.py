"""Which files below review/fulltexts are one and the same text? By their bytes, or by their words.

Publishers stamp every download and repositories add a cover, so that two copies of one article rarely have the same
bytes. Runs of words are compared: a stamp changes a few, another article shares next to none.
"""

import hashlib
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from extraction.documents import DocumentMatch
from extraction.text_layer import Document, Page

BY_COPY = "copy of a file"
# Words in a run. Shorter runs ("in the present study we") are everybody's.
RUN_WORDS = 8
# One run in eight is kept, chosen by its own hash, so that two copies keep the same ones and 1,000 documents fit.
KEPT_RUNS = 8
# Of the runs of both texts together. Sixteen articles share .91 with a stamped copy and .46 to .84 with the text of
# their XML, as with a web page; two different articles share .004 at most.
SAME_TEXT = 0.4
# A text with fewer runs (300 words) is a form or a stamp.
LEAST_RUNS = 40
# A run that stands in so many documents is boilerplate of a publisher and no sign of a copy.
COMMON_RUN = 20


def find_copies(documents: Iterable[Document], pages: Mapping[str, Sequence[Page]]) -> dict[str, tuple[str, ...]]:
    """For each file that has copies, the other files with the same bytes or the same text."""
    listed = sorted(documents, key=lambda one: one.document_id)
    with_bytes: dict[str, list[str]] = defaultdict(list)
    for one in listed:
        with_bytes[one.sha256].append(one.document_id)
    first = {names[0]: names for names in with_bytes.values()}
    families = {name: set(names) for names in first.values() for name in names}
    for a, b in _alike({name: _runs(pages.get(name, ())) for name in first}):
        joined = families[a] | families[b]
        families.update(dict.fromkeys(joined, joined))
    return {name: tuple(sorted(names - {name})) for name, names in families.items() if len(names) > 1}


def lead_copies(
    found: Mapping[str, DocumentMatch], copies: Mapping[str, tuple[str, ...]], said: Container[str]
) -> dict[str, DocumentMatch]:
    """What is known of one of several copies is known of all, people's word (`said`) first; no guess is overruled."""
    led = {name: replace(one, copies=copies.get(name, ())) for name, one in found.items()}
    for name, others in copies.items():
        known = sorted((one for one in others if found[one].report_id or one in said), key=lambda one: one not in said)
        if known and name not in said and not found[name].report_id:
            lead = found[known[0]]
            how = BY_COPY if lead.report_id else lead.matched_by
            led[name] = replace(lead, document_id=name, matched_by=how, copies=others)
    return led


def _runs(pages: Sequence[Page]) -> frozenset[int]:
    words = [word for page in pages for word in _words(page.text)]
    runs = (" ".join(words[at : at + RUN_WORDS]) for at in range(len(words) - RUN_WORDS + 1))
    hashes = (int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest()) for run in runs)
    return frozenset(one for one in hashes if one % KEPT_RUNS == 0)


def _words(text: str) -> list[str]:
    letters = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return letters.split()


def _alike(runs: Mapping[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    """Pairs of documents with the same text, each in the order of names."""
    holders: dict[int, list[str]] = defaultdict(list)
    for name, kept in runs.items():
        for run in kept if len(kept) >= LEAST_RUNS else ():
            holders[run].append(name)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for names in holders.values():
        for pair in combinations(names, 2) if len(names) <= COMMON_RUN else ():
            shared[pair] += 1
    for (a, b), both in sorted(shared.items()):
        if both >= SAME_TEXT * (len(runs[a]) + len(runs[b]) - both):
            yield a, b
