"""What is left out on trial goes with all its words, and every number is made by the functions that made the tables."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from extraction.documents import Appraisal, Extract
from extraction.instruments import Instrument
from identification.vocabulary import LeftOut
from synthesis.countries import country_of
from synthesis.grey import Grey, grey_studies
from synthesis.sensitivity import Ground, key_counts, negative_answers, sensitivity, trials
from synthesis.theme_tables import Sensitivity
from tests.unit.synthesis.making_extracts import GAP, extract, looked, report
from tests.unit.synthesis.making_themes import CODEBOOK, said, theme, value

KINDS = {"pubmed": "database", "commons": "website", "fund": "organisation", "lists": "citation_searching"}
CARRIED = "studies that carry T1: T1"


def ground(*extracts: Extract, themes: tuple[Mapping[str, Any], ...] = ()) -> Ground:
    """What the key counts of a small review are made from."""
    reports = tuple(report(study) for study in sorted({one.study_id for one in extracts}))
    return Ground(reports, extracts, (), CODEBOOK, (GAP,), themes, 0.5)


def left_without(on: Ground, left_out: LeftOut, **more: Any) -> list[Sensitivity]:
    """The rows of one kind of trial."""
    given: dict[str, Any] = {"weak": {}, "weak_from": 3, "grey": Grey(frozenset(), ""), **more}
    return [row for row in sensitivity(on, trials(on, **given)) if row.left_out == left_out]


def numbers(rows: list[Sensitivity]) -> dict[str, tuple[str, str]]:
    """Before and after, by statement."""
    return {row.statement: (row.before, row.after) for row in rows}


def test_without_a_weak_study_what_others_quote_from_it_is_gone_too() -> None:
    first, second, quoting = said("S1"), said("S2"), said("S3", origin="S1")
    on = ground(first, second, quoting, themes=(theme("T1", first, second, quoting),))

    rows = left_without(on, LeftOut.WEAK, weak={"S1": 3, "S2": 2})

    assert numbers(rows)[CARRIED] == ("2", "1")
    assert (rows[0].studies, rows[0].remain, rows[0].study_ids) == (1, 2, ("S1",))
    assert rows[0].extract_ids == (first.extract_id, quoting.extract_id)


def test_a_trial_changes_gap_cells_definitions_and_core_skills_as_a_review_without_the_study_would_have_them() -> None:
    sure = [extract("S1", "EDI.SEX", seen=None), extract("S1", "SK.TRUST"), extract("S1", "DEF.EXPLICIT")]
    looks = [looked(study, family) for study in ("S1", "S2", "S3") for family in ("EDI", "SK")]
    named = [extract("S2", "SK.TRUST"), extract("S2", "DEF.EXPLICIT"), extract("S2", "DEF.EL_A")]
    on = ground(*sure, *looks, *named)

    rows = left_without(on, LeftOut.GREY, grey=Grey(frozenset({"S1"}), ""))

    after = {row.statement: row.after for row in rows}
    rest = replace(on, reports=on.reports[1:], extracts=tuple(one for one in on.extracts if one.study_id != "S1"))
    assert after == {statement: number for (_, statement), number in key_counts(rest).items()}
    assert numbers(rows)["definitions of independent origin"] == ("2", "1")
    assert numbers(rows)["elements that all definitions share"] == ("none", "DEF.EL_A")
    assert numbers(rows)["core skills"] == ("SK.TRUST", "SK.TRUST")


def test_a_number_that_stays_is_not_called_changed() -> None:
    rows = left_without(ground(said("S1"), said("S2")), LeftOut.GREY, grey=Grey(frozenset({"S1"}), ""))

    assert {row.changed for row in rows} == {False}


def test_where_nothing_can_be_left_out_one_row_says_so() -> None:
    (row,) = left_without(ground(said("S1")), LeftOut.WEAK, weak={"S1": 2})

    assert (row.statement, row.studies, row.remain) == ("", 0, 1)
    assert "1 of 1 studies are appraised" in row.note


def test_countries_of_a_fifth_of_the_studies_are_left_out_the_largest_first() -> None:
    held = [value("S0", "Wales; Peru"), value("S1", "wales"), *(value(f"S{number}", "Yemen") for number in (2, 3, 4))]
    on = ground(*held, *(said(f"S{number}") for number in range(10)))

    rows = left_without(on, LeftOut.COUNTRY)

    assert list(dict.fromkeys((row.which, row.studies) for row in rows)) == [("Yemen", 3), ("United Kingdom", 2)]


def test_parts_of_a_country_and_its_names_are_one_country() -> None:
    held = [value("S0", "England"), value("S1", "Sweden; UK"), value("S2", "scotland"), value("S3", "the U.S.A.")]
    on = ground(*held, *(said(f"S{number}") for number in range(12)))

    rows = left_without(on, LeftOut.COUNTRY)

    assert list(dict.fromkeys((row.which, row.studies) for row in rows)) == [("United Kingdom", 3)]
    assert rows[0].note.endswith("a study of several countries goes too. Extracted as: England; scotland; UK.")


def test_where_no_country_is_large_the_nearest_one_is_named_with_its_number() -> None:
    some = ground(value("S0", "Peru"), value("S1", "Peru"), value("S2", "Chad"), *(said(f"S{n}") for n in range(11)))

    (row,) = left_without(some, LeftOut.COUNTRY)
    (none,) = left_without(ground(said("S1")), LeftOut.COUNTRY)

    assert row.note.endswith("; none has so many: the nearest is Peru with 2 of 11.")
    assert none.note.endswith("; no country is extracted.")


@pytest.mark.parametrize(
    ("said_by_people", "country"),
    [
        *(("NHS", "United Kingdom"), ("Great Britain", "United Kingdom"), ("northern ireland", "United Kingdom")),
        *(("Republic of Ireland", "Ireland"), ("the USA", "United States"), ("the Netherlands", "Netherlands")),
        *(("New South Wales", "New South Wales"), ("New England", "New England"), ("six countries", "six countries")),
        *(("England (London)", "United Kingdom"), ("South Korea", "South Korea"), ("perú", "perú")),
    ],
)
def test_a_country_has_one_name_and_what_is_no_country_stays_as_it_is(said_by_people: str, country: str) -> None:
    assert country_of(said_by_people) == country


def test_without_quoted_findings_the_studies_stay() -> None:
    own, quoted = said("S1"), said("S2", origin="Timmins")
    on = ground(own, quoted, themes=(theme("T1", own, quoted),))

    rows = left_without(on, LeftOut.QUOTED)

    assert numbers(rows)[CARRIED] == ("2", "1")
    assert (rows[0].studies, rows[0].remain, rows[0].extract_ids) == (0, 2, (quoted.extract_id,))


# ----------------------------------------------------------------------------------------------- weak and grey


def answered(item: str, answer: str, who: str = "ak", document: str = "S1.pdf", study: str = "S1") -> Appraisal:
    """One answer to one item."""
    return Appraisal(f"{document}{item}{who}", study, f"R-{document}", document, "tea", item, answer, who, "")


def test_negative_answers_count_items_of_the_worst_report_and_never_twice() -> None:
    tea = Instrument("tea", "", "", ("yes", "no", "can't tell"), ())
    given = [
        *(answered("1", "no"), answered("1", "no", "bm"), answered("2", "yes"), answered("2", "no", "bm")),
        *(answered("3", "can't tell"), answered("1", "no", document="b.pdf"), answered("1", "yes", study="S2")),
        answered("1", "no", study=""),
    ]

    assert negative_answers(given, [tea]) == {"S1": 2, "S2": 0}
    assert negative_answers(given, [replace(tea, negative=("can't tell",))]) == {"S1": 1, "S2": 0}


def test_a_study_is_grey_when_nothing_but_websites_and_organisations_brought_all_its_reports() -> None:
    reports = [
        *(report("S1"), report("S2"), report("S3"), report("S4")),
        *(replace(report("S5"), study_id="S1"), report("S6")),
    ]
    sources = {
        "R-S1.pdf": ["commons"],
        "R-S2.pdf": ["commons", "pubmed"],
        "R-S3.pdf": ["lists"],
        "R-S4.pdf": ["commons", "fund"],
        "R-S5.pdf": ["fund"],
    }

    assert grey_studies(reports, sources, KINDS, {}).studies == {"S1", "S4"}
    assert grey_studies(reports, sources | {"R-S5.pdf": ["pubmed"]}, KINDS, {}).studies == {"S4"}


@pytest.mark.parametrize(
    ("kind", "grey"),
    [
        *(("RPRT", True), ("Technical Report", True), ("THES", True), ("phdthesis", True), ("ELEC", False)),
        *(("Web Page", True), ("Government Document", True), ("GOVDOC", True), ("Academic Dissertation", True)),
        *(("techreport", True), ("Dissertation/Thesis", True), ("Grey literature", True), ("Working paper", True)),
        *(("Journal Article", False), ("Journal Article; Case Reports", False), ("JOUR", False), ("", False)),
        *(("Journal Article; Technical Report", False), ("Case Reports", False), ("Electronic Article", False)),
        *(("Hypothesis", False), ("Synthesis", False), ("Conference abstract", False), ("Brief Report", False)),
    ],
)
def test_what_a_database_calls_a_report_thesis_web_page_or_government_document_is_grey(kind: str, grey: bool) -> None:
    found = grey_studies([report("S1")], {"R-S1.pdf": ["pubmed"]}, KINDS, {"R-S1.pdf": kind})

    assert found.studies == ({"S1"} if grey else set())


def test_where_nothing_is_grey_the_row_says_what_was_looked_at() -> None:
    looked_in = {"R-S1.pdf": ["pubmed", "lists"], "R-S2.pdf": ["pubmed"]}
    grey = grey_studies([report("S1"), report("S2")], looked_in, KINDS, {"R-S1.pdf": "JOUR"})

    (row,) = left_without(ground(said("S1"), said("S2")), LeftOut.GREY, grey=grey)

    assert row.note.endswith(
        "Looked at, of 2 included reports: their sources (citation_searching 1, database 2) and what these call them "
        "(JOUR 1, not told 1)."
    )
