"""What is left out on trial goes with all its words, and every number is made by the functions that made the tables."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from extraction.documents import Appraisal, Extract
from extraction.instruments import Instrument
from identification.vocabulary import LeftOut
from synthesis.sensitivity import Ground, grey_studies, key_counts, negative_answers, sensitivity, trials
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
    given: dict[str, Any] = {"weak": {}, "weak_from": 3, "grey": (), **more}
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

    rows = left_without(on, LeftOut.GREY, grey={"S1"})

    after = {row.statement: row.after for row in rows}
    rest = replace(on, reports=on.reports[1:], extracts=tuple(one for one in on.extracts if one.study_id != "S1"))
    assert after == {statement: number for (_, statement), number in key_counts(rest).items()}
    assert numbers(rows)["definitions of independent origin"] == ("2", "1")
    assert numbers(rows)["elements that all definitions share"] == ("none", "DEF.EL_A")
    assert numbers(rows)["core skills"] == ("SK.TRUST", "SK.TRUST")


def test_a_number_that_stays_is_not_called_changed() -> None:
    rows = left_without(ground(said("S1"), said("S2")), LeftOut.GREY, grey={"S1"})

    assert {row.changed for row in rows} == {False}


def test_where_nothing_can_be_left_out_one_row_says_so() -> None:
    (row,) = left_without(ground(said("S1")), LeftOut.WEAK, weak={"S1": 2})

    assert (row.statement, row.studies, row.remain) == ("", 0, 1)
    assert "1 of 1 studies are appraised" in row.note


def test_countries_of_a_fifth_of_the_studies_are_left_out_the_largest_first() -> None:
    held = [value("S0", "Wales; Peru"), value("S1", "wales"), *(value(f"S{number}", "Yemen") for number in (2, 3, 4))]
    on = ground(*held, *(said(f"S{number}") for number in range(10)))

    rows = left_without(on, LeftOut.COUNTRY)

    assert list(dict.fromkeys((row.which, row.studies) for row in rows)) == [("Yemen", 3), ("Wales", 2)]


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

    assert grey_studies(reports, sources, KINDS) == {"S1", "S4"}
    assert grey_studies(reports, sources | {"R-S5.pdf": ["pubmed"]}, KINDS) == {"S4"}
