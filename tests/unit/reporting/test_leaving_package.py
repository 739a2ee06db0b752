"""What may leave the team is decided in one place, and silence lets nothing out."""

import pytest

from extraction.documents import MatchedDocument, Report
from identification.vocabulary import Outcome, Retrieval
from reporting.leaving_package import (
    MayLeave,
    Showing,
    hash_of,
    licences,
    showing,
    shown_quote,
    why_open,
    why_staying,
)


@pytest.mark.parametrize(
    "licence",
    [
        *(
            "CC BY",
            "CC BY 4.0",
            "cc-by-4.0",
            "CC BY 4.0 International",
            "CC BY-SA 3.0",
            "CC-BY-SA 4.0",
            "CC BY 3.0 IGO",
        ),
        *("CC0", "CC0 1.0", "CC0-1.0", "Public domain", "Creative Commons Attribution 4.0 International License"),
        *("Open Government Licence", "Open Government License v3.0", "OGL", "OGL v3.0", "OGL-UK-3.0"),
        *("https://creativecommons.org/licenses/by/4.0/", "http://www.creativecommons.org/licenses/by-sa/4.0"),
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ],
)
def test_pages_are_shown_under_a_licence_that_lets_anybody_copy_them_and_a_reason_is_given(licence: str) -> None:
    assert showing(licence) == Showing.PAGE
    assert why_open(licence)


@pytest.mark.parametrize(
    "licence",
    [
        *("", "all rights reserved", "open access", "free", "author's copy", "unknown", "Elsevier user license", "4.0"),
        *("CC BY-NC 4.0", "CC BY-ND", "CC BY-NC-ND 4.0", "Creative Commons Attribution-NonCommercial 4.0", "CC"),
        *("CC BY or all rights reserved", "not CC BY", "CC BY 4.0?", "Crown copyright", "licence", "not public domain"),
        *(
            "https://creativecommons.org/licenses/by-nc/4.0/",
            "https://example.org/creativecommons.org/licenses/by/4.0/",
        ),
    ],
)
def test_pages_are_not_shown_where_the_whole_of_the_words_is_not_on_the_list(licence: str) -> None:
    assert showing(licence) == Showing.QUOTE


def test_a_quote_of_forty_words_is_shown_whole_and_one_more_word_cuts_it_with_a_note() -> None:
    forty, more = " ".join(["word"] * 40), " ".join(["word"] * 41)

    assert shown_quote(forty, "") == forty
    assert shown_quote(more, "") == f"{forty} … [40 of 41 words]"
    assert shown_quote(more, "CC BY 4.0") == more


def test_a_publishers_text_leaves_as_its_hash_unless_the_protocol_lets_it_out() -> None:
    assert MayLeave().source_text("An abstract.") == hash_of("An abstract.") != "An abstract."
    assert MayLeave(source_texts=True).source_text("An abstract.") == "An abstract."
    assert MayLeave().source_text("") == ""


def test_a_time_of_work_leaves_as_its_day_unless_the_protocol_lets_it_out() -> None:
    assert MayLeave().time("2026-03-18T09:00:00+00:00") == "2026-03-18"
    assert MayLeave(timings=True).time("2026-03-18T09:00:00+00:00") == "2026-03-18T09:00:00+00:00"


@pytest.mark.parametrize("said", [{}, {"leaves_team": None}, {"leaves_team": {"names": "yes", "timings": 1}}])
def test_nothing_may_leave_that_the_protocol_does_not_say_in_so_many_words(said: dict[str, object]) -> None:
    assert MayLeave.of(said) == MayLeave(names=False, timings=False, source_texts=False)


@pytest.mark.parametrize(
    ("licence", "config", "pages", "around"),
    [
        ("CC BY 4.0", {}, True, True),
        ("CC BY 4.0", {"trace": {"withheld": ["S1.pdf"]}}, False, False),
        ("CC BY-NC 4.0", {}, False, False),
        ("", {}, False, False),
        ("", {"leaves_team": {"source_texts": True}}, False, True),
        ("", {"leaves_team": {"source_texts": True}, "trace": {"withheld": ["S1.pdf"]}}, False, False),
        ("", {"leaves_team": {"source_texts": True}, "trace": {"withheld": ["S2.pdf"]}}, False, True),
    ],
)
def test_pages_want_an_open_licence_and_no_switch_opens_what_is_withheld(
    licence: str, config: dict[str, object], pages: bool, around: bool
) -> None:
    may = MayLeave.of(config)

    assert (may.pages("S1.pdf", licence), may.surroundings("S1.pdf", licence)) == (pages, around)


def test_a_quote_is_whole_or_its_beginning_or_nothing_and_a_value_of_people_stays() -> None:
    more, closed = " ".join(["word"] * 41), "all rights reserved"
    withheld = MayLeave(source_texts=True, withheld=frozenset(["a.pdf"]))

    assert MayLeave().quote(more, "a.pdf", closed) == shown_quote(more, closed) != more
    assert MayLeave(source_texts=True).quote(more, "a.pdf", closed) == more
    assert withheld.quote("short", "a.pdf", "CC BY") == ""
    assert withheld.value("Wales", "a.pdf", "CC BY") == "Wales"
    assert withheld.value(more, "a.pdf", "CC BY") == shown_quote(more, "")


@pytest.mark.parametrize(
    ("said", "shown"), [({}, True), ({"page_images": False}, False), ({"page_images": "no"}, False)]
)
def test_pictures_of_pages_are_switched_off_by_a_word(said: dict[str, object], shown: bool) -> None:
    assert MayLeave.of({"trace": said}).page_images == shown


@pytest.mark.parametrize(
    ("path", "stays"),
    [
        ("config/config.yaml", False),
        ("config/my_codes.yaml", False),
        ("config/instruments/mmat_2018.yaml", False),
        ("config/instruments/notes of anna.docx", True),
        ("config/README.md", True),
        ("review/protocol/2/protocol.json", False),
        ("review/searches/searches.csv", False),
        ("review/searches/strategies/pubmed.txt", False),
        ("review/searches/pubmed.nbib", True),
        ("review/fulltexts/retrieval.csv", False),
        ("review/fulltexts/smith_2020.pdf", True),
        ("review/imports/decisions.jsonl", True),
        ("review/batches/ak.xlsx", True),
        ("review/minutes.md", True),
        ("review/report/implications.md", False),
        ("review/themes.yaml", False),
        ("results/reporting/page_images.jsonl", True),
    ],
)
def test_a_file_that_nobody_decided_about_stays_and_says_why(path: str, stays: bool) -> None:
    assert bool(why_staying(path, MayLeave(), codebook="config/my_codes.yaml")) == stays


def test_a_raw_export_leaves_where_source_texts_may_and_a_full_text_never() -> None:
    may, exports = MayLeave(source_texts=True), ["review/searches/pubmed.nbib"]

    assert why_staying("review/searches/pubmed.nbib", may, codebook="", exports=exports) == ""
    assert why_staying("review/searches/unlogged.nbib", may, codebook="", exports=exports)
    assert why_staying("review/fulltexts/smith_2020.pdf", may, codebook="", exports=exports)


def test_every_file_of_a_report_has_the_licence_of_the_report() -> None:
    cited = ("S1", ("R1",), "A title", "", "", "", "", Retrieval.OBTAINED, "", "")
    report = Report("R1", *cited, "CC BY 4.0", "a.pdf", None, "", Outcome.INCLUDED)

    found = licences([report], [MatchedDocument("a.pdf", "R1", ""), MatchedDocument("b.pdf", "R9", "")])

    assert found == {"a.pdf": "CC BY 4.0", "b.pdf": ""}
