"""Tables leave the team without its people: each column is of a kind, and a new one waits for a decision."""

import typing
from dataclasses import replace
from enum import StrEnum
from typing import Any

from extraction.selectors import AnchoredQuote
from identification.events import Event
from identification.records import Record, UniqueRecord
from identification.vocabulary import ClaimKind, EventKind
from reporting.claims import Claim
from reporting.evidence_map import EvidenceCell
from reporting.leaving_package import MayLeave, hash_of
from reporting.pseudonyms import (
    EVENT_IDS,
    OWN,
    PEOPLE,
    QUOTES,
    SOURCE_TEXTS,
    TIMES,
    WITH_QUOTES,
    WRITTEN,
    Leaving,
    Pseudonyms,
    column_of,
    protocol_out,
)
from synthesis.theme_tables import Finding
from workflow.tables_page import KEPT, TABLES

TEAM = [
    {"id": "ak", "name": "Anna Karsten", "role": "lead"},
    {"id": "team", "name": "The review team; its sheets name nobody", "role": "reviewer"},
]
# Columns that hold nothing of people and no text of a publisher: ids of records and codes, counts, citations, places,
# hashes, words of closed lists, sentences that the workflow writes. A new column goes here or into a list of
# reporting/pseudonyms.py; reporting/package.py says which tables stay whole in the team.
NOTHING_OF_PEOPLE = frozenset(
    [
        "advice",
        "agree",
        "answer",
        "answers",
        "assumes",
        "attribution",
        "authors",
        "authors_a",
        "authors_b",
        "basis",
        "bias",
        "boxes",
        "by",
        "cell",
        "cell_id",
        "cells",
        "cells_",
        "candidates",
        "caption",
        "code_id",
        "codes",
        "column",
        "columns",
        "command",
        "concept",
        "content",
        "copies",
        "counted_from",
        "covers",
        "cue",
        "criteria_version",
        "criterion",
        "dialect",
        "differ",
        "document_id",
        "doi",
        "doi_a",
        "doi_b",
        "databases",
        "date",
        "decision",
        "edges",
        "elements",
        "encoding",
        "entry",
        "families",
        "family",
        "fields",
        "file",
        "filters",
        "format",
        "found",
        "found_by",
        "found_in",
        "gap_id",
        "group_a",
        "group_b",
        "group_id",
        "headline_id",
        "heading",
        "how",
        "id",
        "instrument",
        "issn",
        "issue",
        "item",
        "items",
        "key",
        "kept_authors",
        "kept_doi",
        "kept_id",
        "kept_place",
        "kept_ref",
        "kept_source",
        "kept_title",
        "kind",
        "label",
        "language",
        "level",
        "licence",
        "limits",
        "link",
        "matched_by",
        "measured",
        "missing",
        "nature",
        "no_strategy",
        "not_found",
        "notice_doi",
        "origin",
        "origins",
        "adapted_from",
        "page",
        "pages_",
        "parts",
        "pass",
        "path",
        "perspective",
        "place_a",
        "place_b",
        "platform",
        "pmid",
        "reader",
        "record_a",
        "record_b",
        "record_id",
        "record_ids",
        "records",
        "removed_authors",
        "removed_doi",
        "removed_id",
        "removed_place",
        "removed_ref",
        "removed_source",
        "removed_title",
        "report_a",
        "report_b",
        "report_id",
        "review_id",
        "review_study",
        "row",
        "rule",
        "score",
        "sections",
        "sentence",
        "sha256",
        "shortcut",
        "shortened",
        "since",
        "source_ref",
        "source_a",
        "source_b",
        "sources",
        "sources_a",
        "sources_b",
        "statement",
        "state_hash",
        "statistic",
        "status",
        "strategy",
        "strategy_file",
        "study_a",
        "study_b",
        "study_id",
        "study_ids",
        "subject_id",
        "terms",
        "text_layer",
        "theme_id",
        "through",
        "title",
        "title_a",
        "title_b",
        "updates",
        "url",
        "venue",
        "version",
        "volume",
        "waits_for",
        "year",
        "columns",
        "name",
        "box",
        "detail",
        "file",
        "shown",
        "takes",
        "about",
        "stays",
        "original_sha256",
        "person",
        "role",
        "session",
        "original",
        "words",
        "title_likeness",
        "pages",
        "cue",
        "box_",
        "order",
        "rank",
        "report",
        "detail",
        "found_",
        "key_",
        "by_",
        "columns_",
        "suggested_by_",
        "exact_",
        # Pictures of pages: the table that holds them stays whole in the team.
        "image",
        *(
            "after",
            "appraisals",
            "assessed_ids",
            "before",
            "carrier_ids",
            "changes_without",
            "changing",
            "characteristic",
            "checklist",
            "claim_id",
            "counts_as",
            "document",
            "finding_id",
            "frame",
            "inherited",
            "others",
            "proposal_id",
            "proposed_why",
            "references",
            "research",
            "research_id",
            "scored",
            "section",
            "shared",
            "skills",
            "study_against",
            "study_for",
            "table",
            "taken_up",
            "theme_a",
            "theme_b",
            "themes",
            "topic",
            "twice",
        ),
    ]
)


def leaving(**may: bool) -> Leaving:
    """What decides about cells, for a team of two, one of whose ids and names are ordinary words."""
    events = ["ak-co-1", "team-co-2"]
    people = Pseudonyms.of(TEAM, events, named=may.get("names", False), words=frozenset({"team", "review"}))
    allowed = MayLeave(may.get("names", False), may.get("timings", False), may.get("source_texts", False))
    return Leaving(allowed, people, {"a long quote": "a …"})


def holds_text(hint: Any) -> bool:
    """Whether a column of this type holds text: a text, a list of texts, or of names with texts."""
    return hint is str or (typing.get_origin(hint) is tuple and any(map(holds_text, typing.get_args(hint))))


def test_every_column_that_holds_text_is_of_a_kind_that_somebody_decided() -> None:
    decided = PEOPLE | EVENT_IDS | TIMES | QUOTES | SOURCE_TEXTS | WRITTEN | OWN | NOTHING_OF_PEOPLE | WITH_QUOTES
    found = {
        (kind.__name__, column)
        for _, kind in (*TABLES, *KEPT)
        for column, hint in typing.get_type_hints(kind).items()
        if column_of(kind, column) not in decided and (holds_text(hint) or typing.get_origin(hint) is dict)
    }

    assert found == set(), "say in reporting/pseudonyms.py, or in this test, what these columns hold"


def test_an_event_leaves_with_a_role_for_its_person_a_number_and_a_day() -> None:
    at = "2026-03-18T09:00:00+00:00"
    content = {
        "code_id": "SK.OTHER",
        "quote": "a long quote",
        "prefix": "said by",
        "extract_id": "team-co-2",
        "page": 3,
    }
    said = {"note": "Anna says so; Karsten (ak, AK) too, see team-co-2.", "content": content, "seconds": 4.5}
    event = Event("ak-co-1", at, "ak", EventKind.CODING, "a.pdf", "affirmed", **said)  # type: ignore[arg-type]

    left = leaving().row(event)

    assert (left.event_id, left.at, left.who, left.seconds) == ("event-000001", "2026-03-18", "person-1", None)
    assert left.note == "person-1 says so; person-1 (person-1, person-1) too, see event-000002."
    assert left.content == {
        **{"code_id": "SK.OTHER", "quote": "a …", "extract_id": "event-000002", "page": 3},
        "prefix": hash_of("said by"),
    }


def test_an_abstract_that_somebody_typed_stays_in_the_team_and_the_flag_that_is_settled_is_named_anew() -> None:
    content = {"field": "abstract", "value": "A publisher's text.", "origin": "Karsten found it", "other": "team-co-2"}
    event = Event("ak-co-1", "2026-03-18", "ak", EventKind.EDIT, "R1", "amend", content=content)
    merged = UniqueRecord("R1", ("R1",), ("s",), origins={"title": "R1", "abstract": "ak-co-1"})

    assert leaving().row(event).content == {
        "field": "abstract",
        "value": hash_of("A publisher's text."),
        "origin": "person-1 found it",
        "other": "event-000002",
    }
    assert leaving().row(merged).origins == {"title": "R1", "abstract": "event-000001"}


def test_an_event_leaves_as_it_is_where_names_times_and_texts_may() -> None:
    event = Event("ak-co-1", "2026-03-18T09:00:00+00:00", "ak", EventKind.STOP, "title_abstract", "stop", seconds=4.5)

    assert leaving(names=True, timings=True, source_texts=True).row(event) == event


def test_a_citation_keeps_its_authors_even_when_one_of_them_is_of_the_team() -> None:
    record = Record("R1", "pubmed", "a.nbib, 1", title="The ak of Karsten", abstract="", authors="Karsten, Anna")

    assert leaving().row(record) == record


def test_an_id_that_is_a_word_is_taken_out_of_columns_of_people_and_out_of_no_sentence() -> None:
    assert leaving().cell("who", "team") == "person-2"
    assert leaving().cell("note", "The team of the review, its code SK.AK and AK.SK") == (
        "The team of the review, its code SK.AK and AK.SK"
    )


def test_who_is_not_in_the_team_is_not_named_at_all() -> None:
    assert leaving().cell("peer_reviewed_by", "Jane Doe, librarian") == "a person who is not named"
    assert leaving().cell("include", ("ak", "team")) == ("person-1", "person-2")


def test_ids_of_events_stay_where_they_tell_nobody() -> None:
    ours = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"

    assert Pseudonyms.of([{"id": "a", "role": "lead"}], [ours], named=False).event(ours) == ours
    assert Pseudonyms.of([{"id": "ak", "role": "lead"}], ["AK1"], named=False).event("AK1") == "event-000001"


def test_numbered_events_keep_the_order_of_their_ids() -> None:
    people = Pseudonyms.of(TEAM, ["team-2", "ak-9", "ak-10"], named=False)

    assert [people.event(one) for one in sorted(["team-2", "ak-9", "ak-10"])] == [
        *("event-000001", "event-000002", "event-000003"),
    ]


def test_the_same_column_is_of_people_in_one_table_and_of_studies_in_another() -> None:
    finding = Finding("F1", "Q1", "Anna saw it.", None, "", "ak, team", 0, (), (), (), "", (), ())
    cell = EvidenceCell("r", "R", "c", "C", 1, 1, 1, 0, "1 of 1", ("ak: team = 1",), (), (), ())

    assert leaving().row(finding) == replace(finding, by="person-1, person-2", statement="person-1 saw it.")
    assert leaving().row(cell) == cell


def test_who_was_nobody_stays_nobody() -> None:
    assert [leaving().cell("peer_reviewed_by", word) for word in ("none", "Nobody", "n/a", "")] == [
        *("none", "Nobody", "n/a", ""),
    ]


def test_a_quote_that_is_cut_is_cut_inside_a_sentence_that_repeats_it_too() -> None:
    claim = Claim(1, "characteristic:STU.A", ClaimKind.CHARACTERISTIC, "A", "A: a long quote (1).", *("",), *[()] * 5)

    assert leaving().row(claim).sentence == "A: a … (1)."


def test_of_a_withheld_text_no_word_around_a_quote_leaves_whatever_else_may() -> None:
    open_one = replace(leaving(), may=MayLeave(source_texts=True, withheld=frozenset(["a.pdf"])))
    anchors = [
        AnchoredQuote("x", name, "", "", 1, 0, 1, "q", "before", "after", (), "exact") for name in ("a.pdf", "b")
    ]
    event = Event("ak-co-1", "2026-03-18", "ak", EventKind.CODING, "a.pdf", "affirmed", content={"prefix": "before"})

    assert [(one.prefix, one.suffix) for one in map(open_one.row, anchors)] == [
        (hash_of("before"), hash_of("after")),
        ("before", "after"),
    ]
    assert open_one.row(event).content == {"prefix": hash_of("before")}


def test_who_judged_is_a_person_in_themes_and_findings_even_where_the_id_is_a_word() -> None:
    people = leaving().pseudonyms
    said = {"findings": [{"id": "F1", "by": "team", "statement": "Anna", "extracts": ["ak-co-1"]}]}

    assert protocol_out(said, people) == {
        "findings": [{"id": "F1", "by": "person-2", "statement": "person-1", "extracts": ["event-000001"]}]
    }


def test_a_word_of_a_closed_list_is_never_taken_for_a_person() -> None:
    class Word(StrEnum):
        LEAD = "ak"

    assert leaving().cell("note", Word.LEAD) is Word.LEAD
