"""Contradictions stand between independent studies, on one code from one perspective, with both quotes side by side."""

from typing import Any

from extraction.documents import Extract
from identification.vocabulary import CodeStatus, Contradicts, Function, Perspective
from synthesis.contradictions import list_contradictions
from synthesis.theme_tables import Contradiction
from tests.unit.synthesis.making_themes import CODEBOOK, coded_of, rows_of, said, theme


def contest(study: str, **more: Any) -> Extract:
    """A study that contests what others say."""
    return said(study, status=CodeStatus.CONTESTED, start=more.pop("start", 50), **more)


def found(*extracts: Extract, themes: tuple[dict[str, Any], ...] = ()) -> list[Contradiction]:
    """The contradictions of a small review."""
    coded = coded_of(*extracts)
    return list_contradictions(rows_of(coded, *themes), CODEBOOK, coded)


def test_what_one_study_affirms_and_another_contests_stands_side_by_side() -> None:
    (row,) = found(said("S1", quote="it does"), said("S2", quote="it does"), contest("S3", quote="it does not"))

    assert (row.kind, row.subject, row.studies_for, row.studies_against) == (Contradicts.CONTESTED, "BAR.MONEY", 2, 1)
    assert (row.quote_for, row.quote_against, row.study_against) == ("it does", "it does not", "S3")


def test_each_quote_against_has_a_row_beside_another_study_in_turn() -> None:
    rows = found(said("S1"), said("S2"), contest("S3"), contest("S4"), contest("S1", start=90))

    assert [(row.study_for, row.study_against) for row in rows] == [("S2", "S1"), ("S2", "S3"), ("S1", "S4")]


def test_a_study_that_contests_its_own_words_contradicts_no_other() -> None:
    assert found(said("S1"), contest("S1")) == []


def test_two_studies_that_quote_one_source_do_not_contradict_each_other() -> None:
    assert found(said("S1", origin="Timmins"), contest("S2", origin="Timmins")) == []


def test_a_finding_for_the_workforce_is_not_contradicted_by_one_for_communities() -> None:
    sides = [
        said("S1", "EDI.SEX", perspective=Perspective.WORKFORCE),
        contest("S2", code_id="EDI.SEX", perspective=Perspective.COMMUNITY),
    ]

    assert found(*sides) == []
    assert len(found(*sides, contest("S3", code_id="EDI.SEX", perspective=Perspective.LEADER))) == 1


def test_a_null_finding_stands_against_a_finding_and_affirms_nothing() -> None:
    null = said("S2", function=Function.NULL_FINDING)

    (row,) = found(said("S1", function=Function.FINDING), null)

    assert (row.kind, row.study_for, row.study_against) == (Contradicts.NULL_FINDING, "S1", "S2")
    assert found(null, contest("S3")) == []


def test_a_question_contradicts_nobody() -> None:
    assert found(said("S1", status=CodeStatus.QUESTION), contest("S2")) == []


def test_a_negative_case_stands_beside_a_quote_that_carries_its_theme() -> None:
    pro, against = said("S1", quote="for"), said("S2", "BAR.SILOS", quote="against")

    (row,) = found(pro, against, themes=(theme("T1", pro, negative=[against.extract_id]),))

    assert (row.kind, row.subject, row.quote_for, row.quote_against) == (
        Contradicts.NEGATIVE_CASE,
        "T1",
        "for",
        "against",
    )
    assert set(row.extract_ids) == {pro.extract_id, against.extract_id}


def test_a_negative_case_of_a_theme_that_nothing_carries_stands_alone() -> None:
    against = said("S2")

    (row,) = found(against, themes=({**theme("T1"), "extracts": ["gone"], "negative": [against.extract_id]},))

    assert (row.extract_for, row.page_for, row.studies_for) == ("", None, 0)
