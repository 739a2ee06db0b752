"""Sentences written to trip a coder of equality, diversity and inclusion, and what is suggested for them."""

from pathlib import Path

import pytest

from identification.vocabulary import CodeStatus
from workflow.real.edi_sentences import SILENT, STATUSES, Tried, read, tried_sentences


@pytest.fixture(scope="module")
def tried(data_folder: Path) -> list[Tried]:
    """Every sentence with what was suggested for it."""
    return tried_sentences(data_folder)


def test_no_sentence_that_only_sounds_like_equality_is_suggested(tried: list[Tried]) -> None:
    assert [one.sentence_id for one in tried if one.status in SILENT and one.suggested] == []


def test_advice_and_questions_are_never_proposed_as_evidence(tried: list[Tried]) -> None:
    asked = [one for one in tried if one.status in ("recommendation", "question", "descriptive_sample")]

    assert asked
    assert [one.sentence_id for one in asked if one.proposed == CodeStatus.AFFIRMED] == []


def test_a_stated_absence_gets_its_status_in_four_of_five_sentences(tried: list[Tried]) -> None:
    absences = [one for one in tried if one.status == "absence_stated"]

    assert sum(one.proposed == CodeStatus.ABSENCE_STATED for one in absences) >= 0.8 * len(absences)


def test_evidence_is_never_proposed_as_an_absence(tried: list[Tried]) -> None:
    evidence = [one for one in tried if STATUSES.get(one.status) == CodeStatus.AFFIRMED]

    assert evidence
    assert [one.sentence_id for one in evidence if one.proposed == CodeStatus.ABSENCE_STATED] == []


def test_the_table_on_the_page_holds_every_sentence_once(tried: list[Tried], data_folder: Path, tmp_path: Path) -> None:
    statuses = read(data_folder, tmp_path).tables[0]

    assert sum(int(row[-1]) for row in statuses.rows) == len(tried)
    assert {row[0] for row in statuses.rows} == {*STATUSES, *SILENT}
    assert all(sum(map(int, row[1:-1])) == int(row[-1]) for row in statuses.rows)
