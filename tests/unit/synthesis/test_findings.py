"""Findings carry people's judgements and none of the program's; what the data say stands beside them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extraction.documents import Appraisal
from extraction.instruments import Instrument, Item, Section
from identification.errors import InputError
from identification.vocabulary import Concern, Confidence
from synthesis.findings import Ground, profile_findings, read_findings
from synthesis.theme_tables import EvidenceProfile, Finding
from tests.unit.synthesis.making_extracts import looked, report
from tests.unit.synthesis.making_themes import CODEBOOK, coded_of, rows_of, said, theme, value

SCHEMA = Path(__file__).resolve().parents[3] / "workflow/schemas/findings.schema.yaml"
SOME = {"level": "minor", "reason": "because"}
JUDGED = dict.fromkeys(("methodological_limitations", "coherence", "adequacy", "relevance"), SOME)
FULL: dict[str, Any] = {**JUDGED, "overall": {"level": "low", "reason": "thin"}, "by": "ak"}
A, B, QUOTING = said("S1", quote="one two three"), said("S2", quote="one two three four five"), said("S3", origin="S1")
AGAINST = said("S4", "BAR.SILOS")
EVERYTHING = (A, B, QUOTING, AGAINST, value("S1", "Wales"), value("S3", "Peru"))
TEA = Instrument("tea", "", "", ("yes", "no"), (Section("s", "", (Item("1", "Is it hot?"),)),))
T1 = theme("T1", A, QUOTING, negative=[AGAINST.extract_id])


def profile(stated: dict[str, Any], *appraisals: Appraisal) -> tuple[Finding, EvidenceProfile, list[str]]:
    """One finding with its profile, and why something of it is set aside."""
    coded = coded_of(*EVERYTHING, looked("S1", "EDI"))
    ground = Ground(tuple(rows_of(coded, T1)), coded, CODEBOOK, appraisals, frozenset({"Q1"}), (TEA,))
    (finding,), (profiled,), aside = profile_findings([{"id": "F1", "statement": "s", **stated}], ground)
    return finding, profiled, [one.why for one in aside]


def test_a_finding_rests_on_its_extracts_and_on_its_themes_counted_on_independent_studies() -> None:
    finding, found, aside = profile({"themes": ["T1"], "extracts": [B.extract_id], "question": "Q1"})

    assert (finding.studies, finding.study_ids, finding.themes, aside) == (2, ("S1", "S2"), ("T1",), [])
    assert (found.quotes, found.quoting, found.words, found.negative_quotes) == (2, 1, 4.0, 1)
    assert found.negative_studies == 1
    assert found.contexts == ("Country: Wales 1", "Country: not known 1")


def test_nothing_is_judged_where_no_person_judged() -> None:
    finding, found, _ = profile({"themes": ["T1"]})

    assert (finding.confidence, finding.explanation, found.coherence, found.adequacy) == (None, "", None, None)
    assert finding.missing == (
        "methodological limitations",
        "coherence",
        "adequacy",
        "relevance",
        "overall",
        "who judged",
    )


def test_a_judgement_without_a_reason_waits_for_it() -> None:
    finding, found, _ = profile({"themes": ["T1"], **FULL, "coherence": {"level": "serious"}})

    assert (finding.missing, found.coherence) == (("the reason for coherence",), Concern.SERIOUS)
    assert (finding.confidence, finding.explanation, finding.by) == (Confidence.LOW, "thin", "ak")


def test_high_confidence_in_spite_of_serious_concerns_is_asked_about_until_the_reason_names_them() -> None:
    serious = {"level": "serious", "reason": "few data"}
    high = {"themes": ["T1"], **FULL, "adequacy": serious, "overall": {"level": "high", "reason": "all agree"}}
    said_why = {**high, "overall": {"level": "high", "reason": "Adequacy is serious, and yet every study says it."}}

    assert profile(high)[0].asks == ("high in spite of serious concerns about adequacy: the reason does not say why")
    assert profile(said_why)[0].asks == ""
    assert profile({**high, "overall": {"level": "moderate", "reason": "x"}})[0].asks == ""


def test_what_a_finding_cites_and_is_not_there_is_set_aside_and_carries_nothing() -> None:
    vain = looked("S1", "EDI").extract_id
    finding, _, aside = profile({"themes": ["T9"], "extracts": ["refused", vain], "question": "Q9"})

    assert aside == [
        "the extract 'refused' does not stand",
        f"the extract '{vain}' is a look in vain and no quote",
        "the theme 'T9' does not exist",
        "the question 'Q9' does not exist",
        "the finding rests on no extract that stands",
    ]
    assert (finding.studies, finding.question, finding.themes, finding.extract_ids) == (0, "", (), ())


def answered(study: str, item: str, answer: str) -> Appraisal:
    """One answer of one study."""
    return Appraisal(f"{study}{item}{answer}", study, f"R-{study}.pdf", f"{study}.pdf", "tea", item, answer, "ak", "")


def test_appraisal_answers_stand_item_by_item_with_studies_and_are_not_added_up() -> None:
    given = [answered("S1", "1", "yes"), answered("S1", "2", "no"), answered("S4", "1", "no")]

    _, found, _ = profile({"themes": ["T1"], "extracts": [B.extract_id]}, *given)

    assert (found.appraisals, found.not_appraised) == (("tea 1 (Is it hot?): yes 1", "tea 2: no 1"), 1)


def written(text: str, folder: Path) -> Path:
    """A file of findings."""
    path = folder / "findings.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_findings_stand_in_the_file_beside_reasons_of_gaps(tmp_path: Path) -> None:
    path = written("findings:\n  - {id: F1, statement: s}\ngaps: []\n", tmp_path)

    assert [one["id"] for one in read_findings([path], SCHEMA)] == ["F1"]
    assert read_findings([written("gaps: []\n", tmp_path)], SCHEMA) == []
    assert read_findings([], SCHEMA) == []


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ("findings:\n  - id: F1\n    statement: s\n    coherence: {level: very serious}\n", 4),
        ("findings:\n  - id: F1\n    statement: s\n    overall: {level: sure}\n", 4),
        ("findings:\n  - {id: F1, statement: s}\n  - {id: F1, statement: t}\n", 3),
        ("findings:\n  - {id: F1, statement: s, relevence: {level: minor}}\n", 2),
    ],
)
def test_a_word_that_no_panel_knows_is_an_error_with_its_line(wrong: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"findings.yaml, line {line}:"):
        read_findings([written(wrong, tmp_path)], SCHEMA)


def test_references_are_all_reports_that_hold_the_quotes_in_order_of_their_authors() -> None:
    late, early = replace(A, document_id="b.pdf", report_id="R-b.pdf"), replace(A, extract_id="early")
    reports = [
        replace(report("S1"), authors="Okonjo, T.", year="2021"),
        replace(report("S1", "b.pdf"), authors="Okonjo, T.", year="2023"),
        replace(report("S1", "c.pdf"), authors="Okonjo, T.", year="2024"),
        replace(report("S2"), authors="Adeyemi, F.", year="2024"),
        replace(report("S3"), authors="Lind, E.", year="2022"),
    ]
    coded = coded_of(late, early, B, QUOTING, reports=reports)
    ground = Ground((), coded, CODEBOOK, (), frozenset())
    listed = [one.extract_id for one in (late, early, B, QUOTING)]

    ((finding,), _, _) = profile_findings([{"id": "F1", "statement": "s", "extracts": listed}], ground)

    assert [one.split(". ", 2)[:2] for one in finding.references] == [
        ["Adeyemi, F", "(2024)"],
        ["Lind, E", "(2022)"],
        ["Okonjo, T", "(2021)"],
        ["Okonjo, T", "(2023)"],
    ]
    assert [one.endswith("(only quotes)") for one in finding.references] == [False, True, False, False]


def test_a_report_that_only_quotes_an_included_study_adds_no_quote() -> None:
    _, found, _ = profile({"themes": ["T1"]})
    _, alone, _ = profile({"extracts": [QUOTING.extract_id]})

    assert (found.quotes, found.quoting, found.words) == (1, 1, 3.0)
    assert (alone.quotes, alone.quoting) == (1, 0)


def test_an_appraisal_answer_counts_a_study_of_two_reports_once_and_names_the_item() -> None:
    other = replace(answered("S1", "1", "no"), report_id="R-b.pdf", document_id="b.pdf")
    given = [answered("S1", "1", "yes"), other, answered("S2", "1", "yes"), answered("S2", "9", "no")]

    _, found, _ = profile({"extracts": [A.extract_id, B.extract_id]}, *given)

    assert found.appraisals == ("tea 1 (Is it hot?): no and yes 1, yes 1", "tea 9: no 1")
