"""What of a text without an open licence do report, workbook and documents show? Forty words of a quote at most."""

from dataclasses import replace

import pytest

from reporting.contents import ReviewTables
from reporting.leaving_package import QUOTED_WORDS
from reporting.shown_tables import WITHHELD, shown_tables
from synthesis.statements import Evidence, StudyValue
from tests.unit.synthesis.making_extracts import extract, report

LONG = " ".join(f"word{number}" for number in range(QUOTED_WORDS + 5))
EXTRACTS = tuple(
    replace(extract(study, "SK.TRUST"), extract_id=study, quote=f"{study} {LONG}", value=value)
    for study, value in (("S1", ""), ("S2", f"a value of {LONG}"))
)
TABLES = ReviewTables(
    reports=(replace(report("S1"), licence="CC BY 4.0"), replace(report("S2"), licence="")),
    extracts=EXTRACTS,
    evidence=(Evidence("S2", "S2", "SK.TRUST", "", "affirmed", True, "", "", f"S2 {LONG}", 1, "S2.pdf"),),
    characteristics=(StudyValue("S2", "STU.A", "Country", EXTRACTS[1].value, "q", "S2.pdf", 1, "S2"),),
)


def quotes(tables: ReviewTables) -> dict[str, str]:
    return {one.extract_id: one.quote for one in tables.extracts}


def test_a_long_quote_is_whole_under_an_open_licence_and_cut_without_one() -> None:
    shown = quotes(shown_tables(TABLES, {}))

    assert shown["S1"] == EXTRACTS[0].quote
    assert shown["S2"].startswith("S2 word0 ")
    assert "word38" in shown["S2"]
    assert "word39" not in shown["S2"]


def test_what_is_cut_is_cut_in_every_table_that_repeats_it() -> None:
    shown = shown_tables(TABLES, {})

    assert shown.evidence[0].quote == shown.extracts[1].quote
    assert shown.characteristics[0].value == shown.extracts[1].value != EXTRACTS[1].value


def test_of_a_text_that_the_team_withholds_no_word_is_shown() -> None:
    shown = shown_tables(TABLES, {"trace": {"withheld": ["S1.pdf"]}})

    assert quotes(shown)["S1"] == WITHHELD


@pytest.mark.parametrize("config", [{"leaves_team": {"source_texts": True}}])
def test_what_the_team_lets_leave_is_whole(config: dict[str, object]) -> None:
    assert shown_tables(TABLES, config) == TABLES
