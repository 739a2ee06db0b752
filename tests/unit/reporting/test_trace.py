"""Does the trace lead from every claim to its page and back, and hold nothing that may not leave?"""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from extraction.documents import Extract
from identification.records import Record
from identification.vocabulary import SearchMethod
from reporting.claims import list_claims
from reporting.contents import CodeName, Context, Cover, Entry, ReviewTables
from reporting.page_images import NOT_OPEN, PageImage
from reporting.stages import LoggedSearch
from reporting.trace import allowed_extracts, render_trace
from synthesis.statements import Headline, ThemeRow
from tests.unit.synthesis.making_extracts import extract, looked, report

LONG = "</script><b> " + " ".join(f"w{number}" for number in range(60))
ONE = replace(extract("S1", "SK.TRUST"), extract_id="X1", quote=LONG, note="a note between coders")
LOOK = replace(looked("S1", "SK.HUMILITY"), extract_id="X2")
REPORT = replace(report("S1"), record_ids=("R1",), title="A <i>title</i>")
SEARCH = LoggedSearch(
    *(1, "pubmed", "PubMed", SearchMethod.DATABASE, "NLM", "", "2022-01-01", "none", "", "", "", "", "", ""),
    *("a, b.nbib", "pubmed.txt", "1 leader*", "", 1, 1, 0),
)
TABLES = ReviewTables(
    records=(
        Record("R1", "pubmed", "a, b.nbib, record 1, line 1", title="A title", abstract="never shown"),
        Record("R2", "pubmed", "a, b.nbib, record 2, line 9", title="Nobody sought it"),
    ),
    reports=(REPORT,),
    extracts=(ONE, LOOK),
    search_log=(SEARCH,),
    headlines=(Headline(1, "skills", "One skill.", "skills.csv", ("X1", "gone"), ("S1",)),),
    themes=(ThemeRow("T1", "Trust", "descriptive", "", 1, ("X1",), ("S1",), (), ("X2",)),),
    contexts=(Context("X1", "Before.", "After."),),
)
CODE = CodeName("SK.TRUST", "Trust", "SK", "skills", "It is.")
COVER = Cover("A review", codes=(CODE,), people=(Entry("ak", "person 1, lead"),))
OPEN = {"leaves_team": {"source_texts": True}}
IMAGES = [PageImage("X1", "", 0, 0, NOT_OPEN)]
RAW = "TY  - JOUR\nAB  - never shown"


def page(config: dict[str, Any], tables: ReviewTables = TABLES, cover: Cover = COVER) -> str:
    return render_trace(tables, cover, list_claims(tables, cover), IMAGES, {"R1": RAW}, config)


def data(config: dict[str, Any], tables: ReviewTables = TABLES) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page(config, tables), re.DOTALL)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


def test_every_name_in_the_page_leads_to_something_that_is_there() -> None:
    held = data(OPEN)

    known = {key: {one["id"] for one in held[key]} for key in ("extracts", "studies", "reports", "records")}
    for claim in held["claims"]:
        assert {*claim["extracts"], *claim["against"], *claim["looked"]} <= known["extracts"]
        assert {*claim["studies"], *claim["assessed"]} <= known["studies"]
    assert {one["report"] for one in (*held["extracts"], *held["records"])} <= known["reports"]
    assert {one for study in held["studies"] for one in study["reports"]} <= known["reports"]
    assert [one["search"] for one in held["records"]] == [1]
    names = [one["a"] for rows in held.values() if isinstance(rows, list) for one in rows]
    assert len(names) == len(set(names)), "two things share an address"


def test_nothing_of_the_data_is_read_as_markup() -> None:
    assert page(OPEN).count("</script>") == 3
    assert data(OPEN)["extracts"][0]["quote"] == LONG


def test_without_leave_a_quote_is_short_and_the_entry_is_a_hash() -> None:
    held, text = data({}), page({})

    quote = held["extracts"][0]
    assert (len(quote["quote"].split()), quote["before"], quote["after"], quote["why"]) == (45, "", "", NOT_OPEN)
    assert quote["quote"].endswith("… [40 of 61 words]")
    assert held["records"][0]["entry"] == ""
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", held["records"][0]["hash"])
    assert "never shown" not in text


def test_with_leave_the_quote_is_whole_among_its_sentences_and_the_entry_is_there() -> None:
    held = data(OPEN)

    assert [held["extracts"][0][key] for key in ("quote", "before", "after")] == [LONG, "Before.", "After."]
    assert held["records"][0]["entry"] == RAW


@pytest.mark.parametrize(
    ("licence", "config", "shown"),
    [("", {}, []), ("", OPEN, [ONE]), ("CC BY", {}, [ONE]), ("CC BY", {"trace": {"withheld": ["S1.pdf"]}}, [])],
)
def test_sentences_around_a_quote_are_read_only_where_they_may_be_shown(
    licence: str, config: dict[str, Any], shown: list[Extract]
) -> None:
    assert allowed_extracts([ONE], [replace(REPORT, licence=licence)], config) == shown


def test_a_text_that_is_withheld_shows_its_page_only() -> None:
    held = data({**OPEN, "trace": {"withheld": ["S1.pdf"]}})

    assert [held["extracts"][0][key] for key in ("quote", "before", "page")] == ["", "", 1]
    assert "withholds" in held["extracts"][0]["why"]


def test_people_stand_by_number_and_their_notes_stay_in_the_team() -> None:
    assert data(OPEN)["extracts"][0]["who"] == "person 1, lead"
    assert "a note between coders" not in page(OPEN)


def test_the_same_tables_give_the_same_bytes_and_the_page_asks_for_nothing_from_elsewhere() -> None:
    assert page(OPEN) == page(OPEN)
    assert re.findall(r"""(?:src|href)=["'](?!#|data:)[^"']+""", page(OPEN).split("<script")[0]) == []
    assert "fetch(" not in page(OPEN)
    assert "XMLHttpRequest" not in page(OPEN)


@pytest.mark.parametrize(("synthetic", "interim"), [(True, ()), (False, ("6 records undecided",)), (False, ())])
def test_the_page_says_what_it_is(synthetic: bool, interim: tuple[str, ...]) -> None:
    text = page(OPEN, cover=replace(COVER, synthetic=synthetic, interim=interim))

    assert ("SYNTHETIC: " in text, "Synthetic example" in text) == (synthetic, synthetic)
    assert ("INTERIM: " in text, "6 records undecided" in text) == (bool(interim), bool(interim))


def test_a_review_without_anything_says_that_no_claim_can_be_made() -> None:
    assert "No claim can be made yet" in page({}, ReviewTables())
