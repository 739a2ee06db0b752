"""What a librarian reads of deduplication: every merge with its undo, what is linked, what is asked and what is not."""

from dataclasses import replace

from identification.duplicates import find_duplicates, group_records, with_verdicts
from identification.events import Event
from identification.merge_log import (
    UNJOINED,
    DoubtfulRecords,
    LinkedRecords,
    Merge,
    doubtful_records,
    linked_records,
    merge_log,
)
from identification.merging import merge_groups
from identification.records import DuplicatePair, Record
from identification.rules import CHAIN
from identification.vocabulary import EventKind, LinkKind, Preprints, Verdict

TITLE = "Leading across organisational boundaries in integrated care"
A = Record("a", "pubmed", "a.nbib, record 1, line 1", TITLE, authors="Ash, K.; Birch, L.", year="2019", seen=1)
A = replace(A, venue="Invented Health Studies", volume="12", issue="3", pages="101-115", doi="10.5555/ihs.101")
B = replace(A, record_id="b", source="hmic", title=TITLE.upper(), doi="", seen=2)
C = replace(B, record_id="c", source="scopus", pages="101", seen=3)
PREPRINT = replace(A, record_id="p", venue="medRxiv", volume="", issue="", pages="", doi="10.1101/2018.1.1", seen=1)


def said(a: str, b: str, decision: str, **content: str) -> Event:
    """A person's verdict on a pair."""
    event = f"{a}-{b}-{decision}"
    return Event(event, "2022-01-01", "ak", EventKind.DUPLICATE, a, decision, content={"other": b, **content})


def logged(*records: Record, events: tuple[Event, ...] = ()) -> list[Merge]:
    """The merge log of some records."""
    pairs = with_verdicts(find_duplicates(records), events)
    return merge_log(records, pairs, group_records(records, pairs))


def asked(records: tuple[Record, ...], pairs: list[DuplicatePair]) -> list[DoubtfulRecords]:
    """What is left to a person."""
    return doubtful_records(records, pairs, merge_groups(records, group_records(records, pairs)))


def test_every_removed_record_stands_beside_the_kept_one_with_the_fields_in_which_they_agree() -> None:
    first, second = logged(A, B, C)

    assert [(one.removed_id, one.kept_id, one.removed_source) for one in (first, second)] == [
        ("b", "a", "hmic"),
        ("c", "a", "scopus"),
    ]
    assert first.agree == ("title", "authors", "year", "venue", "volume", "issue", "pages")
    assert (first.differ, first.removed_title, first.kept_title) == ((), TITLE.upper(), TITLE)
    assert first.kept_place == "Invented Health Studies 2019; 12(3): 101-115"
    assert "first author in one place" in first.reason


def test_the_line_of_the_log_takes_its_merge_back_and_no_other() -> None:
    line = logged(A, B, C)[1].undo
    words = dict(word.split("=") for word in line.split()[2:])
    taken_back = said(words["SUBJECT"], words["OTHER"], words["DECISION"])

    assert [one.removed_id for one in logged(A, B, C, events=(taken_back,))] == ["b"]
    pairs = with_verdicts(find_duplicates([A, B, C]), [taken_back])
    assert asked((A, B, C), pairs) == [], "what a person answered is not asked again"


def test_every_merge_of_a_group_can_be_taken_back_by_its_own_line() -> None:
    records = [replace(A, record_id=name, seen=place) for place, name in enumerate("abcd", start=1)]

    for removed in "bcd":
        log = logged(*records, events=(said(removed, "a", "different"),))

        assert {one.removed_id for one in log} == set("bcd") - {removed}


def test_a_chain_whose_ends_stand_in_two_places_is_asked_and_not_merged() -> None:
    bare = replace(A, record_id="m", volume="", issue="", pages="", doi="", seen=2)
    elsewhere = replace(
        A, record_id="z", volume="13", issue="1", pages="7-19", doi="10.5555/ihs.7", year="2020", seen=3
    )
    records = (A, bare, elsewhere)
    pairs = find_duplicates(records)

    assert {pair.verdict for pair in pairs if "m" in (pair.record_a, pair.record_b)} == {Verdict.SAME}
    assert group_records(records, pairs) == [("a", "m"), ("z",)]
    assert [(one.group_a, one.group_b, one.rule) for one in asked(records, pairs)] == [("a", "z", CHAIN.name)]
    answered = with_verdicts(pairs, [said("a", "z", "same")])
    assert group_records(records, answered) == [("a", "m", "z")]


def test_a_pair_called_the_same_that_a_notice_keeps_apart_is_asked() -> None:
    pairs = [DuplicatePair("a", "b", Verdict.SAME, "r", 100), DuplicatePair("b", "c", Verdict.SAME, "r", 99)]
    pairs.append(DuplicatePair("a", "c", Verdict.LINKED, "notice and article", 80, LinkKind.ERRATUM))

    assert [(one.group_a, one.group_b, one.rule) for one in asked((A, B, C), pairs)] == [("a", "c", UNJOINED)]


def test_doubtful_pairs_are_asked_once_per_group_and_not_again_after_an_answer() -> None:
    pairs = [DuplicatePair("a", "b", Verdict.SAME, "r", 99)]
    pairs += [DuplicatePair(one, "c", Verdict.ASK, "same title, other venue", 98) for one in ("a", "b")]
    answer = DuplicatePair("a", "c", Verdict.LINKED, "people's verdict", 99, who="ak")

    assert [(one.group_a, one.group_b) for one in asked((A, B, C), pairs)] == [("a", "c")]
    assert asked((A, B, C), [pairs[0], pairs[2], answer]) == []


def test_people_who_disagree_leave_a_pair_in_the_queue() -> None:
    other = replace(said("a", "b", "different"), who="bm", event_id="another")
    pairs = with_verdicts(find_duplicates([A, B]), [said("a", "b", "same"), other])

    assert [one.reason for one in asked((A, B), pairs)] == ["People disagree on it."]


def test_a_preprint_is_linked_with_its_article_once_per_group() -> None:
    records = (PREPRINT, replace(A, seen=2), replace(B, seen=3))
    pairs = find_duplicates(records)
    unique = merge_groups(records, group_records(records, pairs))

    (found,) = linked_records(pairs, unique)

    assert isinstance(found, LinkedRecords)
    assert (found.group_a, found.group_b, found.link) == ("a", "p", LinkKind.PREPRINT)


def test_a_protocol_may_say_that_a_preprint_is_the_same_and_the_article_is_cited() -> None:
    records = (PREPRINT, replace(A, seen=2))
    pairs = with_verdicts(find_duplicates(records), [], preprints=Preprints.SAME)

    (merged,) = merge_groups(records, group_records(records, pairs))

    assert (merged.group_id, merged.doi, merged.venue) == ("p", A.doi, A.venue)


def test_a_record_set_apart_leaves_the_group_also_where_another_member_is_more_like_it() -> None:
    pairs = [DuplicatePair("a", "b", Verdict.SAME, "r", 98), DuplicatePair("b", "c", Verdict.SAME, "r", 100)]
    pairs.append(DuplicatePair("a", "c", Verdict.DIFFERENT, "people's verdict", 98, who="ak"))

    assert group_records([A, B, C], pairs) == [("a", "b"), ("c",)]


def test_members_of_groups_that_a_rule_links_are_not_asked() -> None:
    pairs = [DuplicatePair("a", "b", Verdict.SAME, "r", 100)]
    pairs.append(DuplicatePair("a", "c", Verdict.LINKED, "protocol and review", 90, LinkKind.PROTOCOL))
    pairs.append(DuplicatePair("b", "c", Verdict.ASK, "same title, other venue", 98))

    assert asked((A, B, C), pairs) == []


def test_how_a_person_links_two_groups_goes_before_how_a_rule_does() -> None:
    pairs = [
        DuplicatePair("a", "b", Verdict.SAME, "r", 100),
        DuplicatePair("a", "c", Verdict.LINKED, "conference abstract and paper", 98, LinkKind.CONFERENCE_ABSTRACT),
        DuplicatePair("b", "c", Verdict.LINKED, "people's verdict", 98, LinkKind.PREPRINT, who="ak"),
    ]

    (found,) = linked_records(pairs, merge_groups((A, B, C), group_records((A, B, C), pairs)))

    assert (found.link, found.who) == (LinkKind.PREPRINT, "ak")
