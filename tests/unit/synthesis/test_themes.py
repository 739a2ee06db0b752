"""Themes are checked against the extracts, and say where they hold, what they share and what they leave out."""

from pathlib import Path
from typing import Any

import pytest

from identification.errors import InputError
from identification.vocabulary import CodeStatus
from synthesis.theme_ground import co_occurrence, outside_themes, theme_contexts, with_frame
from synthesis.themes import read_themes, support_themes
from tests.unit.synthesis.making_extracts import looked, report
from tests.unit.synthesis.making_themes import CODEBOOK, coded_of, rows_of, said, theme, value

SCHEMA = Path(__file__).resolve().parents[3] / "workflow/schemas/themes.schema.yaml"
A, B, C = (said(study) for study in ("S1", "S2", "S3"))
REVIEW = coded_of(A, B, C)


def whys(*themes: dict[str, Any]) -> list[str]:
    """Why something of these themes is set aside."""
    return [one.why for one in support_themes(themes, REVIEW)[1]]


def test_a_theme_that_rests_on_itself_is_told_with_its_way_and_counted_once() -> None:
    around = [theme("T1", A, parts=["T2"]), theme("T2", B, parts=["T3"]), theme("T3", parts=["T1"])]

    assert whys(*around)[0] == "it rests on itself: T1 on T2 on T3 on T1"
    assert [row.studies for row in rows_of(REVIEW, *around)] == [2, 2, 2]


def test_one_part_of_two_themes_is_no_circle() -> None:
    assert whys(theme("T1", A), theme("T2", B, parts=["T1"]), theme("T3", parts=["T1", "T2"])) == []


def test_a_theme_none_of_whose_extracts_stands_carries_nothing() -> None:
    assert whys({**theme("T1"), "extracts": ["gone"]}) == [
        "the extract 'gone' does not stand",
        "no extract that stands carries it",
    ]


def test_a_look_in_vain_is_no_quote_and_carries_no_theme() -> None:
    vain = looked("S1", "BAR")
    (row,), (fault, *_) = support_themes([theme("T1", vain, A)], coded_of(vain, A))

    assert (row.extract_ids, fault.why) == (
        (A.extract_id,),
        f"the extract '{vain.extract_id}' is a look in vain and no quote",
    )


def test_one_extract_for_and_against_a_theme_is_told() -> None:
    assert whys(theme("T1", A, negative=[A.extract_id])) == [f"the extract '{A.extract_id}' speaks for and against it"]


def test_a_theme_with_negative_cases_cannot_have_none() -> None:
    both = theme("T1", A, negative=[B.extract_id], no_negative_case="we looked")

    assert whys(both) == ["it lists negative cases and says that there is none"]


def test_a_theme_whose_studies_all_quote_one_source_is_one_study() -> None:
    quoting = [said(study, origin="Timmins") for study in ("S1", "S2", "S3")]

    (row,) = rows_of(coded_of(*quoting), theme("T1", *quoting))

    assert (row.studies, row.study_ids) == (1, ("S1", "S2", "S3"))


def test_two_themes_of_one_id_are_an_error_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "themes.yaml"
    one = "  - {id: T1, name: n, level: descriptive, statement: s}\n"
    file.write_text(f"themes:\n{one}{one}", encoding="utf-8")

    with pytest.raises(InputError, match=r"themes.yaml, line 3: the theme 'T1' is there twice"):
        read_themes([file], SCHEMA)


# ------------------------------------------------------------------------------------------------------- contexts


def contexts(*extracts: Any, of: list[Any]) -> dict[str, int]:
    """The countries of the one theme that rests on `of`."""
    coded = coded_of(*extracts)
    rows = theme_contexts(rows_of(coded, theme("T1", *of)), CODEBOOK, coded)
    assert {row.code_id for row in rows} <= {"STU.COUNTRY"}, "a number is no context"
    return {row.value: row.studies for row in rows}


def test_a_study_of_two_countries_is_counted_under_each_and_two_coders_count_once() -> None:
    twice = [value("S1", "Sweden; Norway"), said("S1", "STU.COUNTRY", who="bm", value="sweden")]

    assert contexts(A, B, *twice, value("S1", "24", "STU.SIZE"), of=[A, B]) == {"Norway": 1, "Sweden": 1, "": 1}


def test_the_country_of_a_study_that_only_quotes_is_no_context_of_the_theme() -> None:
    quoting = said("S2", origin="Timmins")

    assert contexts(A, quoting, value("S1", "Wales"), value("S2", "Peru"), of=[A, quoting]) == {"Wales": 1, "": 1}


# -------------------------------------------------------------------------------------------------- co-occurrence


def both(first: list[Any], second: list[Any], **more: Any) -> tuple[int, bool]:
    """In how many studies two themes are found, and whether one rests on the other."""
    coded = coded_of(*first, *second)
    (pair,) = co_occurrence(rows_of(coded, theme("T1", *first), theme("T2", *second, **more)), coded)
    return pair.both, pair.nested


def test_two_themes_meet_in_the_studies_that_say_both() -> None:
    assert both([A, B], [said("S1", "BAR.SILOS"), C]) == (1, False)


def test_a_study_that_says_one_theme_and_quotes_the_other_does_not_join_them() -> None:
    assert both([A], [said("S1", "BAR.SILOS", origin="Timmins")]) == (0, False)


def test_what_two_studies_quote_from_one_source_joins_two_themes_once() -> None:
    first = [said("S1", origin="Timmins"), said("S2", origin="Timmins")]

    assert both(first, [said("S1", "BAR.SILOS", origin="Timmins")]) == (1, False)


def test_a_theme_and_its_part_are_known_as_made_of_each_other() -> None:
    assert both([A], [B], parts=["T1"]) == (1, True)


# -------------------------------------------------------------------------------------------------------- outside


def test_what_no_theme_uses_is_listed_by_code_and_a_second_coders_quote_is_not_left_over() -> None:
    again = said("S1", start=5, who="bm")
    silent, against = said("S2", start=40), said("S3", "BAR.SILOS")
    coded = coded_of(A, again, silent, against, value("S1", "Wales"))

    rows = outside_themes(rows_of(coded, theme("T1", A, negative=[against.extract_id])), CODEBOOK, coded)

    found = {row.code_id: (row.quotes, row.outside, row.studies, row.extract_ids) for row in rows}
    assert found == {"BAR.MONEY": (2, 1, 1, (silent.extract_id,)), "BAR.SILOS": (1, 0, 0, ())}


def test_a_study_one_of_whose_quotes_is_in_a_theme_is_not_outside() -> None:
    coded = coded_of(A, said("S1", start=40))

    (row,) = outside_themes(rows_of(coded, theme("T1", A)), CODEBOOK, coded)

    assert (row.outside, row.studies, row.study_ids) == (1, 0, ())


def test_an_extract_of_a_review_beside_its_studies_carries_a_theme_in_no_count() -> None:
    covering = [report("S1"), report("S2")]
    covering[1] = covering[1].__class__(**{**covering[1].__dict__, "covers": ("S1",)})
    coded = coded_of(A, B, reports=covering)

    (row,) = rows_of(coded, theme("T1", A, B))

    assert (row.studies, row.study_ids, len(row.extract_ids)) == (1, ("S1",), 2)
    assert CodeStatus.AFFIRMED in {one.status for one in coded.beside}


def test_negative_cases_of_parts_are_told_apart_from_those_of_the_theme_itself() -> None:
    parts = [theme("T1", A, negative=[B.extract_id]), theme("T2", A, parts=["T1"], negative=[C.extract_id])]

    *_, top = rows_of(REVIEW, *parts, theme("T3", parts=["T2"], negative=[C.extract_id]))

    assert (top.negative, top.negative_of_parts) == ((C.extract_id,), (B.extract_id,))


def test_a_quote_of_an_included_study_is_no_further_quote_of_a_theme() -> None:
    quoting = said("S2", origin="S1")

    (row,) = rows_of(coded_of(A, quoting), theme("T1", A, quoting))

    assert (row.studies, row.quotes, row.quoting) == (1, 1, 1)


def test_a_theme_says_from_which_families_it_comes_and_how_much_fit_no_code() -> None:
    skill, new, also = said("S1", "SK.TRUST"), said("S2", "BAR.OTHER", 50), said("S1", "BAR.OTHER")
    coded = coded_of(A, skill, new, also, B)

    (row,) = with_frame(rows_of(coded, theme("T1", A, skill, new, also, B)), CODEBOOK, coded)

    assert (row.frame, row.new) == (("Skills 1", "Barriers 2"), 1)


def test_of_studies_that_quote_one_source_the_quotes_of_the_one_that_quotes_most_count() -> None:
    first, more, same = (said(study, origin="Timmins", start=at) for study, at in (("S1", 0), ("S2", 0), ("S2", 50)))

    (row,) = rows_of(coded_of(first, more, same), theme("T1", first, more, same))

    assert (row.studies, row.quotes, row.quoting) == (1, 2, 1)
