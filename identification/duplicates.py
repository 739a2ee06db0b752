"""Which records are one and the same? Rules give each candidate pair a verdict; people's verdicts win.

The rules are data (identification/rules.py); here they are tried on pairs, and pairs are joined to groups.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from identification.blocks import candidate_pairs
from identification.comparable import comparable
from identification.comparison import Compared, compare
from identification.conditions import fires
from identification.events import Event, current_events
from identification.records import DuplicatePair, Record
from identification.rules import CHAIN, RULES, Rule
from identification.titles import notice_kind
from identification.vocabulary import EventKind, LinkKind, Preprints, Verdict

if TYPE_CHECKING:
    import pandas as pd


def find_duplicates(records: Sequence[Record]) -> list[DuplicatePair]:
    """The pairs on which a rule fires, with its verdict; the record seen first stands first."""
    records = in_order_seen(records)
    frame = comparable(records)
    compared = compare(frame, candidate_pairs(frame))
    decided = np.full(len(compared.left), -1)
    for number, rule in enumerate(RULES):
        decided[(decided < 0) & fires(rule, compared)] = number
    found = np.flatnonzero(decided >= 0).tolist()
    pairs = [_pair(records, compared, at, RULES[decided[at]]) for at in found]
    return _with_contradictions(records, frame, pairs)


def with_verdicts(
    pairs: Iterable[DuplicatePair], events: Iterable[Event], *, preprints: Preprints = Preprints.LINKED
) -> list[DuplicatePair]:
    """The pairs with people's verdicts in place of the rules', and the pairs that only people named.

    Two people who disagree leave the pair to be asked again. `preprints` is the protocol's choice: a preprint and its
    article are linked, or the same.
    """
    by_records = {frozenset((pair.record_a, pair.record_b)): _under(preprints, pair) for pair in pairs}
    said: dict[frozenset[str], list[Event]] = {}
    for event in current_events(events):
        if event.kind == EventKind.DUPLICATE:
            said.setdefault(frozenset((event.subject_id, str(event.content.get("other", "")))), []).append(event)
    for records, events_of_pair in said.items():
        by_records[records] = _people_say(records, events_of_pair, by_records.get(records))
    return sorted(by_records.values(), key=lambda pair: (pair.record_a, pair.record_b))


def group_records(records: Sequence[Record], pairs: Iterable[DuplicatePair]) -> list[tuple[str, ...]]:
    """Groups of records that are one and the same, each in the order first seen, most certain pairs joined first.

    A pair is not joined where that would bring two records together that a person or a rule calls anything but same:
    a chain A = B = C whose ends contradict stays apart. A record that a person set apart from an earlier one is joined
    last, so that it leaves the group of that one and the others stay.
    """
    position = {record.record_id: at for at, record in enumerate(in_order_seen(records))}
    known = [pair for pair in pairs if pair.record_a in position and pair.record_b in position]
    apart = {frozenset((p.record_a, p.record_b)) for p in known if _keeps_apart(p)}
    left = {max(p.record_a, p.record_b, key=position.__getitem__) for p in known if p.who and _keeps_apart(p)}
    group: dict[str, list[str]] = {}
    for pair in sorted((p for p in known if p.verdict == Verdict.SAME), key=lambda p: _joined(p, left, position)):
        a, b = (group.setdefault(one, [one]) for one in (pair.record_a, pair.record_b))
        if a is not b and not any(frozenset((x, y)) in apart for x in a for y in b):
            a.extend(b)
            group.update(dict.fromkeys(b, a))
    groups = (sorted(group.get(one, [one]), key=position.__getitem__) for one in position)
    return [tuple(members) for one, members in zip(position, groups, strict=True) if members[0] == one]


def in_order_seen(records: Iterable[Record]) -> list[Record]:
    """Records in the order in which the searches brought them."""
    return sorted(records, key=lambda record: (record.seen, record.record_id))


def _under(preprints: Preprints, pair: DuplicatePair) -> DuplicatePair:
    merged = preprints == Preprints.SAME and pair.link == LinkKind.PREPRINT
    return replace(pair, verdict=Verdict.SAME, link=None) if merged else pair


def _keeps_apart(pair: DuplicatePair) -> bool:
    return pair.verdict in (Verdict.DIFFERENT, Verdict.LINKED) or pair.rule == CHAIN.name


def _joined(pair: DuplicatePair, left: Container[str], position: Mapping[str, int]) -> tuple[float, ...]:
    """When a pair is joined: people's first, those of a record set apart last, the more certain before others."""
    ends = pair.record_a, pair.record_b
    return not pair.who, any(one in left for one in ends), -pair.score, position[ends[0]], position[ends[1]]


def _with_contradictions(
    records: Sequence[Record], frame: "pd.DataFrame", pairs: list[DuplicatePair]
) -> list[DuplicatePair]:
    """The pairs, and the question about two members of one group that stand in two places, in the order of records."""
    position = {record.record_id: at for at, record in enumerate(records)}
    same = {(pair.record_a, pair.record_b) for pair in pairs if pair.verdict == Verdict.SAME}
    chains = (group for group in group_records(records, pairs) if len(group) > 2)
    unsaid = [ends for group in chains for ends in combinations(group, 2) if ends not in same]
    if not unsaid:
        return pairs
    ends = np.array([(position[a], position[b]) for a, b in unsaid])
    compared = compare(frame, ends, every=True)
    asked = [_pair(records, compared, at, CHAIN) for at in np.flatnonzero(fires(CHAIN, compared)).tolist()]
    by_records = {(pair.record_a, pair.record_b): pair for pair in (*pairs, *asked)}
    return sorted(by_records.values(), key=lambda pair: (position[pair.record_a], position[pair.record_b]))


def _pair(records: Sequence[Record], compared: Compared, at: int, rule: Rule) -> DuplicatePair:
    a, b = records[compared.left[at]], records[compared.right[at]]
    link = rule.link if rule.verdict == Verdict.LINKED else None
    if rule.verdict == Verdict.LINKED and link is None:
        link = LinkKind(notice_kind(a.title) or notice_kind(b.title))
    return DuplicatePair(a.record_id, b.record_id, rule.verdict, rule.name, float(compared.title[at]), link)


def _people_say(records: frozenset[str], events: list[Event], pair: DuplicatePair | None) -> DuplicatePair:
    a, b = (pair.record_a, pair.record_b) if pair else sorted(records)
    verdicts = {Verdict(event.decision) for event in events}
    verdict = verdicts.pop() if len(verdicts) == 1 else Verdict.ASK
    words = {str(event.content.get("link") or "") for event in events} - {""}
    link = LinkKind(words.pop()) if verdict == Verdict.LINKED and len(words) == 1 else None
    who = ", ".join(sorted({event.who for event in events}))
    return DuplicatePair(a, b, verdict, "people's verdict", pair.score if pair else 0.0, link, who)
