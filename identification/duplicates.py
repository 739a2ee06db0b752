"""Which records are one and the same? Named rules give each candidate pair a verdict; people's verdicts win.

The order of caution is that of reviewers: a study that disappears is worse than a duplicate that stays. So a rule that
says "same" asks for agreement in independent fields, and a contradiction in a place (DOI, volume, page) sends the pair
to a person. Rules are tried from top to bottom and the first that fires decides.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from identification.blocks import candidate_pairs
from identification.comparison import Compared, Flags, comparable, compare
from identification.events import Event, current_events
from identification.records import DuplicatePair, Record
from identification.titles import notice_kind
from identification.vocabulary import EventKind, LinkKind, Verdict


@dataclass(frozen=True)
class Rule:
    """A named verdict: the reason is what a librarian reads beside a merge."""

    name: str
    verdict: Verdict
    reason: str
    fires: Callable[[Compared], Flags]
    link: LinkKind | None = None


# fuzz.ratio of titles in letters and digits: 97 lets two typing errors pass in a title of usual length, 90 a changed
# word, 80 a changed ending. Measured on the labelled sets (docs/method.md).
TITLE_SAME = 97.0
TITLE_NEAR = 90.0
TITLE_ALIKE = 80.0
# Titles under 25 letters recur ("Editorial", "In this issue"): they say nothing without a place in a volume.
TITLE_SHORT = 25
# Years between a preprint and its article.
YEARS_TO_PRINT = 3
# Of 100: token sets of one author list in two styles, or with the names of one author exchanged (docs/method.md).
AUTHORS_SAME = 75.0


def _alike(c: Compared) -> Flags:
    return (c.title >= TITLE_ALIKE) | c.contained


def _close_years(c: Compared) -> Flags:
    return np.isnan(c.year_gap) | (c.year_gap <= 1)


def _same_place(c: Compared) -> Flags:
    return c.same_volume & c.same_page


def _other_place(c: Compared) -> Flags:
    return c.other_doi | c.other_volume | c.other_page | c.other_issue


def _long(c: Compared) -> Flags:
    return c.title_length >= TITLE_SHORT


def _elsewhere(c: Compared) -> Flags:
    """Published in another place: another venue, or another page of another volume in another year."""
    return ((c.other_venue & ~c.same_volume) | (c.other_volume & c.other_page & (c.year_gap > 0))) & ~c.same_doi


def _same_people(c: Compared) -> Flags:
    return c.same_author | (c.authors >= AUTHORS_SAME)


def _other_number(c: Compared) -> Flags:
    return c.numbers_differ & (c.title >= TITLE_NEAR) & ~c.same_doi & ~_same_place(c) & ~c.same_abstract


RULES: tuple[Rule, ...] = (
    Rule(
        "notice and article",
        Verdict.LINKED,
        "One title is that of an erratum, a retraction or a reply, the other is not.",
        lambda c: c.notice & ((c.title >= TITLE_CUTOFF_NOTICE) | c.same_doi | c.contained),
    ),
    Rule(
        "numbered titles",
        Verdict.LINKED,
        "The titles differ only in a number: parts of a series, yearly reports, phases of one study.",
        lambda c: _other_number(c) & ~c.years_differ,
        LinkKind.PART,
    ),
    Rule(
        "report of another year",
        Verdict.LINKED,
        "The titles differ only in a number, which is a year: each report takes the place of the one before.",
        _other_number,
        LinkKind.UPDATE,
    ),
    Rule(
        "report and its summary",
        Verdict.LINKED,
        "One title is the other with a word for a summary, and the authors are the same.",
        lambda c: c.one_summary & c.contained & ~c.other_author & ~c.same_doi & _close_years(c),
        LinkKind.SUMMARY,
    ),
    Rule(
        "protocol and review",
        Verdict.LINKED,
        "One title says protocol and the other does not; both have the same authors.",
        lambda c: c.one_protocol & _alike(c) & _same_people(c) & ~c.same_doi & ~_same_place(c),
        LinkKind.PROTOCOL,
    ),
    Rule(
        "preprint and article",
        Verdict.LINKED,
        "One record is of a preprint server, the other is not; title and authors agree.",
        lambda c: c.one_preprint & (_alike(c) | c.same_abstract) & _same_people(c) & ~c.same_doi & ~(c.year_gap > YEARS_TO_PRINT),
        LinkKind.PREPRINT,
    ),
    Rule(
        "same DOI and title",
        Verdict.SAME,
        "One DOI, and the titles are alike.",
        lambda c: c.same_doi & _alike(c) & ~(c.other_page & c.other_volume),
    ),
    Rule(
        "same DOI and place",
        Verdict.SAME,
        "One DOI, first author and place in the volume: a translated or rewritten title.",
        lambda c: c.same_doi & c.same_page & c.same_author & ~c.other_volume,
    ),
    Rule(
        "same DOI, title in another language",
        Verdict.SAME,
        "One DOI, venue and author list, and one abstract or titles in two languages.",
        lambda c: (
            c.same_doi
            & c.same_author
            & c.same_venue
            & (c.same_abstract | (c.other_language & (c.authors >= AUTHORS_SAME)))
            & ~c.other_volume
            & ~c.other_page
        ),
    ),
    Rule(
        "same title and place",
        Verdict.SAME,
        "Nearly one title in one place of one volume.",
        lambda c: (
            ((c.title >= TITLE_NEAR) | c.contained)
            & (c.title_length > 0)
            & _same_place(c)
            & ~c.other_doi
            & (c.same_author | (_close_years(c) & ~c.other_venue))
            & (~c.other_author | ((c.title >= TITLE_SAME) & _long(c) & c.same_venue))
        ),
    ),
    Rule(
        "same title, place and issue, other DOI",
        Verdict.SAME,
        "One title, first author, venue, volume, issue and page: the DOI has an error.",
        lambda c: (c.title >= TITLE_SAME) & _long(c) & _same_place(c) & c.same_issue & c.same_author & c.same_venue,
    ),
    Rule(
        "same title, pages and first author",
        Verdict.SAME,
        "One title and first author on one range of pages: volume or year has an error.",
        lambda c: (c.title >= TITLE_SAME) & _long(c) & c.same_pages & c.same_author & ~c.other_doi,
    ),
    Rule(
        "same range of pages",
        Verdict.SAME,
        "One volume and issue, one range of pages, one year and author list: a title or venue in two wordings.",
        lambda c: (
            c.same_volume
            & c.same_pages
            & ~c.two_meetings
            & ~c.other_issue
            & (c.same_issue | c.translated)
            & c.same_author
            & (c.authors >= AUTHORS_SAME)
            & (c.year_gap == 0)
            & ~c.other_doi
        ),
    ),
    Rule(
        "same title, first author and venue",
        Verdict.SAME,
        "One title, first author (or author list), venue and year, and no place that contradicts.",
        lambda c: (
            (c.title >= TITLE_SAME) & _long(c) & _same_people(c) & c.same_venue & _close_years(c) & ~_other_place(c)
        ),
    ),
    Rule(
        "same title and first author",
        Verdict.SAME,
        "One title, first author and year, and nothing that contradicts.",
        lambda c: (
            (c.title >= TITLE_SAME)
            & _long(c)
            & c.same_author
            & (c.year_gap <= 1)
            & ~c.other_venue
            & ~_other_place(c)
            & ~c.other_abstract
        ),
    ),
    Rule(
        "same place, first author and venue",
        Verdict.SAME,
        "One venue, volume, first page, first author and year: a translated title or one cut short.",
        lambda c: (
            _same_place(c) & c.same_author & c.same_venue & (c.year_gap <= 1) & ~c.other_doi & (c.title >= TITLE_ALIKE)
        ),
    ),
    Rule(
        "translated title",
        Verdict.SAME,
        "One venue, volume, page, year and authors, and a title in brackets, as databases mark a translated one.",
        lambda c: (
            c.translated
            & _same_place(c)
            & c.same_author
            & c.same_venue
            & (c.year_gap <= 1)
            & ~c.other_doi
            & ~c.other_issue
        ),
    ),
    Rule(
        "same abstract and title",
        Verdict.SAME,
        "One abstract and title in one year, and no DOI or page that contradicts.",
        lambda c: (
            c.same_abstract
            & (c.title >= TITLE_NEAR)
            & (_long(c) | (c.same_author & c.same_venue))
            & _close_years(c)
            & ~c.other_doi
            & ~c.other_page
            & ~c.other_author
            & ~c.other_volume
            & ~c.other_venue
        ),
    ),
    Rule(
        "same abstract and title, ahead of print",
        Verdict.SAME,
        "One abstract, title and venue, and one record has no volume yet: its pages are no contradiction.",
        lambda c: (
            c.same_abstract
            & (c.title >= TITLE_SAME)
            & _long(c)
            & c.same_venue
            & ~c.same_volume
            & ~c.other_volume
            & _close_years(c)
            & ~c.other_doi
            & ~c.other_author
        ),
    ),
    Rule(
        "one DOI for many",
        Verdict.DIFFERENT,
        "One DOI, but unlike titles on other pages by other authors or with other abstracts: the DOI is that of an issue.",
        lambda c: c.same_doi & ~_alike(c) & c.other_page & (c.other_author | c.other_abstract),
    ),
    Rule(
        "recurring title",
        Verdict.DIFFERENT,
        "One short title in two places of a journal with two DOIs, or in two volumes: a column or an editorial.",
        lambda c: (c.title >= TITLE_SAME) & ~_long(c) & ((c.other_doi & (c.other_issue | c.other_volume | c.other_page)) | (c.other_volume & c.other_page)),
    ),
    Rule(
        "conference abstract and paper",
        Verdict.LINKED,
        "One title and first author, once among a meeting's abstracts and once not, in two places.",
        lambda c: c.one_meeting & (c.title >= TITLE_SAME) & _long(c) & _same_people(c) & _elsewhere(c),
        LinkKind.CONFERENCE_ABSTRACT,
    ),
    Rule(
        "abstract at two meetings",
        Verdict.LINKED,
        "One title and first author among the abstracts of two meetings.",
        lambda c: c.two_meetings & (c.title >= TITLE_SAME) & _long(c) & _same_people(c) & _elsewhere(c),
        LinkKind.MEETINGS,
    ),
    Rule(
        "thesis and article",
        Verdict.LINKED,
        "One title and author, once as a thesis and once as an article.",
        lambda c: c.one_thesis & (c.title >= TITLE_SAME) & _long(c) & _same_people(c) & _elsewhere(c),
        LinkKind.THESIS,
    ),
    Rule(
        "same title, other venue",
        Verdict.ASK,
        "One title and first author in two places: preprint and article, abstract and paper, or an error in one.",
        lambda c: (c.title >= TITLE_SAME) & _long(c) & ~c.other_author & _close_years(c),
    ),
    Rule(
        "same short title",
        Verdict.ASK,
        "One short title, first author, venue and year, and nothing else to tell by: a column, or one record twice.",
        lambda c: (
            (c.title >= TITLE_SAME)
            & (c.title_length > 0)
            & ~_long(c)
            & c.same_author
            & c.same_venue
            & (c.year_gap == 0)
            & ~_other_place(c)
            & ~c.other_abstract
        ),
    ),
    Rule(
        "same place, other title",
        Verdict.ASK,
        "One place in one volume and one first author under two titles.",
        lambda c: (
            _same_place(c) & c.same_author & (c.year_gap <= 1) & ~c.other_venue & ~c.other_doi & ~c.other_issue
        ),
    ),
    Rule(
        "same DOI, other title",
        Verdict.ASK,
        "One DOI under two titles.",
        lambda c: c.same_doi,
    ),
)
# A notice carries the article's title plus a few words: about 70 of 100 for titles of usual length.
TITLE_CUTOFF_NOTICE = 70.0


def find_duplicates(records: Sequence[Record]) -> list[DuplicatePair]:
    """The pairs on which a rule fires, with its verdict; the record seen first stands first."""
    records = in_order_seen(records)
    frame = comparable(records)
    compared = compare(frame, candidate_pairs(frame))
    decided = np.full(len(compared.left), -1)
    for number, rule in enumerate(RULES):
        decided[(decided < 0) & rule.fires(compared)] = number
    return [_pair(records, compared, at, RULES[decided[at]]) for at in np.flatnonzero(decided >= 0).tolist()]


def with_verdicts(pairs: Iterable[DuplicatePair], events: Iterable[Event]) -> list[DuplicatePair]:
    """The pairs with people's verdicts in place of the rules', and the pairs that only people named.

    Two people who disagree leave the pair to be asked again.
    """
    by_records = {frozenset((pair.record_a, pair.record_b)): pair for pair in pairs}
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
    a chain A = B = C whose ends contradict stays apart.
    """
    position = {record.record_id: at for at, record in enumerate(in_order_seen(records))}
    known = [pair for pair in pairs if pair.record_a in position and pair.record_b in position]
    apart = {frozenset((p.record_a, p.record_b)) for p in known if p.verdict in (Verdict.DIFFERENT, Verdict.LINKED)}
    group = {record_id: [record_id] for record_id in position}
    same = [pair for pair in known if pair.verdict == Verdict.SAME]
    for pair in sorted(same, key=lambda p: (not p.who, -p.score, position[p.record_a], position[p.record_b])):
        a, b = group[pair.record_a], group[pair.record_b]
        if a is not b and not any(frozenset((x, y)) in apart for x in a for y in b):
            a.extend(b)
            group.update(dict.fromkeys(b, a))
    distinct = {id(members): members for members in group.values()}
    return [tuple(sorted(members, key=position.__getitem__)) for members in distinct.values()]


def in_order_seen(records: Iterable[Record]) -> list[Record]:
    """Records in the order in which the searches brought them."""
    return sorted(records, key=lambda record: (record.seen, record.record_id))


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
