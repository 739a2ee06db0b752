"""One person's sitting at the pairs of records that may be one: what differs, what she says, each verdict on disk."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from identification.errors import InputError
from identification.events import Event, read_events
from identification.merge_log import PEOPLE_DISAGREE, DoubtfulRecords
from identification.protocol import read_protocol
from identification.records import Record
from identification.tables import read_table
from identification.vocabulary import EventKind, LinkKind, Verdict
from screening.opening import check_reviewer, check_run
from screening.pen import Pen
from screening.remarks import ends_of, say_of_pair

# What of two records is laid side by side, and what it is called.
SHOWN = {
    "title": "Title",
    "authors": "Authors",
    "year": "Year",
    "venue": "Published in",
    "volume": "Volume",
    "issue": "Issue",
    "pages": "Pages",
    "doi": "DOI",
    "pmid": "PubMed id",
    "kind": "Kind",
    "language": "Language",
    "source": "Found in",
    "url": "Address",
    "abstract": "Abstract",
}

# A text in pieces, each with whether the other text has something else there.
Marked = list[tuple[str, bool]]


@dataclass(frozen=True)
class Pair:
    """Two records that may be one, and why a person is asked."""

    a: Record
    b: Record
    asked: DoubtfulRecords

    @property
    def key(self) -> str:
        """The ids of both: what a verdict is about."""
        return f"{self.a.record_id} {self.b.record_id}"


class PairDesk:
    """The doubtful pairs of a review, most alike first, and the pen of one person to say what they are."""

    def __init__(
        self,
        asked: Iterable[DoubtfulRecords],
        records: Iterable[Record],
        events: Iterable[Event],
        *,
        reviewer: str,
        folder: Path,
    ) -> None:
        self.pen = Pen(folder, reviewer, events)
        self.pen.look(EventKind.DUPLICATE)
        known = {one.record_id: one for one in records}
        listed = sorted(asked, key=lambda one: (-one.title_likeness, one.group_a, one.group_b))
        ends = [(known.get(one.records[0]), known.get(one.records[1]), one) for one in listed]
        self.pairs = [Pair(a, b, one) for a, b, one in ends if a and b]
        # Where people disagree each of them is asked again, although her verdict stands.
        self._again = {pair.key for pair in self.pairs if pair.asked.reason == PEOPLE_DISAGREE}
        self.position = 0
        self._next()

    @property
    def current(self) -> Pair | None:
        """The pair to say something of now; None where none is left."""
        return self.pairs[self.position] if self.position < len(self.pairs) else None

    @property
    def left(self) -> int:
        """How many pairs wait for this person."""
        return len(self._waiting())

    def said(self, pair: Pair) -> Event | None:
        """What this person said of a pair, where that stands."""
        return self._verdicts().get(_ends(pair))

    def _verdicts(self) -> dict[frozenset[str], Event]:
        """What she said, by the two records."""
        standing = self.pen.standing(EventKind.DUPLICATE)
        return {ends_of(one): one for one in standing}

    def decide(self, verdict: str, link: str = "", note: str = "") -> Event:
        """The event of this verdict on the current pair; a verdict in its place before is replaced."""
        pair = self.current
        if pair is None:
            raise InputError("there is no pair left to decide.", remedy="Undo goes back to the last one.")
        if verdict == Verdict.LINKED and link not in tuple(LinkKind):
            raise InputError("a link needs its kind.", remedy=f"Choose one of {', '.join(LinkKind)}.")
        known = self.said(pair)
        self.pen.look(EventKind.DUPLICATE)
        before = self.said(pair)
        if before and before != known:
            fault = f"you decided this pair in another window meanwhile: {before.decision}."
            raise InputError(fault, remedy="That stands; press the key again to replace it, or go on.")
        said = {"link": link} if link else {}
        ends = (pair.b.record_id, pair.a.record_id)
        event = say_of_pair(self.pen, ends, Verdict(verdict), said, note.strip())
        self._again.discard(pair.key)
        self._next()
        return event

    def later(self) -> None:
        """Leave the current pair for the end of the sitting."""
        if self.current:
            self.pairs.append(self.pairs.pop(self.position))
            self._next(from_here=True)

    def go(self, by: int) -> None:
        """The pair before or after, whatever was said of it."""
        self.position = min(max(self.position + by, 0), len(self.pairs))

    def undo(self) -> Event | None:
        """The last verdict of this sitting, taken back and its pair current again; None where there is none."""
        last = self.pen.take_back()
        if not last:
            return None
        ends = ends_of(last[0])
        self.position = next(at for at, one in enumerate(self.pairs) if _ends(one) == ends)
        pair = self.pairs[self.position]
        if pair.asked.reason == PEOPLE_DISAGREE:
            self._again.add(pair.key)
        return last[0]

    def _waiting(self) -> list[int]:
        """The places of the pairs that wait for her."""
        said = self._verdicts()
        return [at for at, pair in enumerate(self.pairs) if pair.key in self._again or _ends(pair) not in said]

    def _next(self, *, from_here: bool = False) -> None:
        waiting = self._waiting()
        ahead = [at for at in waiting if at >= self.position]
        self.position = (ahead or ([] if from_here else waiting) or [len(self.pairs)])[0]


def _ends(pair: Pair) -> frozenset[str]:
    return frozenset((pair.a.record_id, pair.b.record_id))


def side_by_side(pair: Pair, source_names: Mapping[str, str]) -> list[tuple[str, Marked, Marked]]:
    """The fields that at least one of two records has, each with its text on both sides and what differs marked."""
    a, b = (replace(one, source=source_names.get(one.source, one.source)) for one in (pair.a, pair.b))
    texts = [(name, getattr(a, field), getattr(b, field)) for field, name in SHOWN.items()]
    return [(name, *differing(a, b)) for name, a, b in texts if a or b]


def differing(a: str, b: str) -> tuple[Marked, Marked]:
    """Two texts in pieces, word by word, with what the other has not; a missing text differs in nothing.

    >>> differing("Leading a system", "Leading the system")[0]
    [('Leading ', False), ('a', True), (' system', False)]
    """
    if not a or not b:
        return [(a, False)] * bool(a), [(b, False)] * bool(b)
    words = re.findall(r"\w+|\W+", a), re.findall(r"\w+|\W+", b)
    one, other = ([word.casefold() for word in side] for side in words)
    left: Marked = []
    right: Marked = []
    for what, a0, a1, b0, b1 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        # A space between two words that differ is no agreement.
        differs = what != "equal" or not any(re.match(r"\w", word) for word in one[a0:a1])
        for side, pieces, start, stop in ((words[0], left, a0, a1), (words[1], right, b0, b1)):
            text = "".join(side[start:stop])
            if pieces and pieces[-1][1] == differs:
                text = pieces.pop()[0] + text
            pieces += [(text, differs)] * bool(text)
    return left, right


@dataclass(frozen=True)
class PairPlace:
    """A desk, everybody's verdicts, what the sources are called, and whether the records are made up."""

    desk: PairDesk
    events: Sequence[Event]
    source_names: Mapping[str, str]
    synthetic: bool = False


def open_pair_desk(review: Path, reviewer: str, schema: Path) -> PairPlace:
    """The desk of one person at the doubtful pairs of a review folder, as its last run left it."""
    protocol = read_protocol(review / "config/config.yaml", schema)
    check_reviewer(reviewer, [known["id"] for known in protocol["reviewers"]])
    doubtful = review / "results/identification/doubtful.csv"
    check_run(review, [doubtful], "no pair of records is known")
    folder = review / "review/events"
    events, _ = read_events((folder / EventKind.DUPLICATE).glob("**/*.jsonl"))
    records = read_table(review / "results/identification/records.csv", Record)
    desk = PairDesk(read_table(doubtful, DoubtfulRecords), records, events, reviewer=reviewer, folder=folder)
    names = {source["id"]: source["name"] for source in protocol["sources"]}
    return PairPlace(desk, events, names, protocol["synthetic"])
