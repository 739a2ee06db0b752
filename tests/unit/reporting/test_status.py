"""What keeps a stage open, in plain words; a stage closes only in the state that somebody signed."""

from dataclasses import replace

import pytest

from extraction.documents import Appraisal, SetAside
from extraction.reviews import UNREADABLE
from extraction.studies import StudyProposal
from extraction.text_layer import Document
from identification.merge_log import DoubtfulRecords
from identification.records import FlaggedRecord, KnownPaperFound, SearchRecall, SourceCount, UniqueRecord
from identification.vocabulary import (
    Confidence,
    DocumentStatus,
    Found,
    Outcome,
    ReportKind,
    Retrieval,
    SameStudy,
    Stage,
    StageState,
)
from reporting.amendments import Amendment
from reporting.conduct import NO_KNOWN_PAPER, shortfalls
from reporting.contents import ReviewTables
from reporting.next_steps import ProtocolState, next_steps
from reporting.stages import NextStep, SignOff
from reporting.status import interim_reasons, stage_statuses, write_steps
from screening.outcomes import Screened
from synthesis.statements import ThemeRow
from synthesis.theme_tables import Finding
from tests.unit.synthesis.making_extracts import extract, report

FROZEN = ProtocolState(frozen=True, unexplained=(), sources=("pubmed",), instruments=("mmat_2018",))
SEARCHED = SourceCount("a.ris", "pubmed", "RIS", "2022", 1, 1, 1, 0, "utf-8")
JUDGED = Finding("F1", "", "s", Confidence.LOW, "why", "ak", 1, (), ("T1",), (), "", ("S1",), ())
DONE = ReviewTables(
    sources=(SEARCHED,),
    unique=(UniqueRecord("R-S1.pdf", ("R-S1.pdf",), ("pubmed",)),),
    title_abstract=(Screened("R-S1.pdf", Outcome.INCLUDED, ("ak",), (), (), "", "", 0, ""),),
    full_text=(Screened("R-S1.pdf", Outcome.INCLUDED, ("ak",), (), (), "", "", 0, ""),),
    reports=(report("S1"),),
    extracts=(extract("S1", "SK.TRUST"),),
    themes=(ThemeRow("T1", "n", "descriptive", "s", 1, (), ("S1",), (), (), "we looked: everywhere"),),
    findings=(JUDGED,),
)
HASHES = dict.fromkeys(Stage, "h")


def todo(tables: ReviewTables, protocol: ProtocolState = FROZEN) -> list[NextStep]:
    """What people have to do."""
    return next_steps(tables, protocol)


def test_a_finished_review_has_nothing_left_but_its_sign_offs() -> None:
    statuses = stage_statuses(todo(DONE), [], HASHES)

    assert [status.state for status in statuses][:2] == [StageState.READY, StageState.OPEN]
    assert interim_reasons(statuses) == ["Identification is complete and waits for its sign-off"]


def test_a_review_signed_in_this_state_is_final_and_in_another_it_is_interim_again() -> None:
    signed = [SignOff(stage, "h", "ak", "2022-05-01") for stage in Stage]

    assert interim_reasons(stage_statuses(todo(DONE), signed, HASHES)) == []
    changed = stage_statuses(todo(DONE), signed, HASHES | {Stage.EXTRACTION: "another"})
    assert [status.state for status in changed][3:] == [StageState.READY, StageState.OPEN]


def test_a_change_of_the_protocol_without_a_reason_opens_a_signed_review() -> None:
    change = Amendment("1", "config.title", '"Old"', '"New"')
    signed = [SignOff(stage, "h", "ak", "2022-05-01") for stage in Stage]

    statuses = stage_statuses(todo(DONE, replace(FROZEN, unexplained=(change,))), signed, HASHES)

    assert interim_reasons(statuses) == ["config.title changed since the protocol was frozen, without a reason"]


def test_an_export_that_nobody_logged_keeps_identification_open() -> None:
    steps = todo(DONE, replace(FROZEN, unlogged=("review/searches/forgotten.ris",)))

    assert [step.text for step in steps] == ["review/searches/forgotten.ris is in no row of searches.csv"]


def test_known_papers_that_no_search_found_are_a_step_until_somebody_says_why() -> None:
    missed = known(1, Found.NOT_FOUND)
    recall = SearchRecall("", "", 2, 1, 0, 0.5, 0.0, 1.0, None, ("Missed",))
    tables = replace(DONE, known_papers=(missed, known(2, Found.FOUND)), recall=(recall,))

    assert [step.text for step in todo(tables)] == ["1 of 2 known papers were not found by any search"]
    assert (
        todo(replace(tables, known_papers=(replace(missed, why_missed="a book chapter"), known(2, Found.FOUND)))) == []
    )
    assert todo(replace(tables, recall=())) == [], "there was no search yet"


def test_a_known_paper_that_may_be_a_record_is_asked_about() -> None:
    recall = SearchRecall("", "", 1, 0, 1, 0.0, 0.0, 1.0, None, ())

    steps = todo(replace(DONE, known_papers=(known(1, Found.TO_CHECK),), recall=(recall,)))

    assert [step.text for step in steps] == ["1 of 1 known paper may be among the records"]


def test_a_review_without_known_papers_says_so_and_nothing_is_kept_open() -> None:
    assert todo(DONE) == []
    assert NO_KNOWN_PAPER in shortfalls(DONE)
    assert NO_KNOWN_PAPER not in shortfalls(replace(DONE, known_papers=(known(1, Found.FOUND),)))


def known(number: int, state: Found) -> KnownPaperFound:
    """A known paper in some state."""
    return KnownPaperFound(number, "Title", "", "", "", "", (), state, "", "", "", (), "", "")


def test_an_empty_review_is_not_ready_for_anything() -> None:
    steps = todo(ReviewTables(), ProtocolState(frozen=False, unexplained=(), sources=("pubmed",)))

    assert [step.text for step in steps][:2] == [
        "The protocol is not frozen, so changes cannot be told apart",
        "No search of pubmed has been logged",
    ]


def test_doubtful_pairs_keep_identification_open() -> None:
    no = ("", "")
    one = DoubtfulRecords("A", "B", "r", "", 99, (), (), ("A", "B"), *no, *no, *no, *no, (), ())

    (step,) = todo(replace(DONE, doubtful=(one,)))

    assert (step.stage, step.text) == (Stage.IDENTIFICATION, "1 pair of records may be duplicates")
    assert "results/identification/doubtful.csv" in step.command, "it is written also without evidence tables"


def test_a_flagged_record_keeps_identification_open_and_says_how_to_settle_it() -> None:
    one = FlaggedRecord("e1", "R1", "Title", "ak", "no authors")

    (step,) = todo(replace(DONE, flagged=(one, replace(one, event_id="e2"))))

    assert (step.stage, step.text) == (Stage.IDENTIFICATION, "1 record is flagged for the librarian")
    assert "see results/identification/flagged.csv" in step.command
    assert "DECISION=settled OTHER=event_id" in step.command


@pytest.mark.parametrize(("said", "asked"), [(SameStudy.OPEN, 1), (SameStudy.ONE, 0), (SameStudy.TWO, 0)])
def test_reports_that_may_tell_of_one_study_are_asked_until_a_person_says(said: SameStudy, asked: int) -> None:
    proposal = StudyProposal("R1", "R2", said, ("one registration: NCT01234567",), "", "", "S1", "S2")

    texts = [step.text for step in todo(replace(DONE, proposals=(proposal,)))]

    assert texts.count("1 pair of reports may tell of one study") == asked


@pytest.mark.parametrize(("why", "asked"), [("", 1), ("on loan for ever", 0)])
def test_a_report_that_was_not_obtained_needs_a_reason_and_is_never_an_exclusion(why: str, asked: int) -> None:
    missed = replace(
        report("S2"),
        retrieval=Retrieval.NOT_OBTAINED,
        outcome=Outcome.AWAITING,
        document_id="",
        document_status=None,
        not_obtained=why,
    )

    texts = [step.text for step in todo(replace(DONE, reports=(*DONE.reports, missed)))]

    assert texts.count("1 report not obtained, without a word on why") == asked


def test_a_review_whose_references_cannot_be_read_waits_for_a_person() -> None:
    review = replace(report("S9"), kind=ReportKind.REVIEW, covers=(UNREADABLE,))

    texts = [step.text for step in todo(replace(DONE, reports=(*DONE.reports, review)))]

    assert "1 included review whose references could not be read" in texts


def test_a_scan_that_the_team_accepts_keeps_nothing_open() -> None:
    scan = replace(report("S1", status=DocumentStatus.NO_TEXT), retrieval=Retrieval.OBTAINED)

    assert [step.text for step in todo(replace(DONE, reports=(scan,)))] == [
        "1 included report without a text that can be read"
    ]
    assert todo(replace(DONE, reports=(replace(scan, accepted="read by hand, no better copy exists"),))) == []


def test_an_appraisal_with_an_undeclared_instrument_is_named() -> None:
    answer = Appraisal("e", "S1", "R-S1.pdf", "S1.pdf", "casp", "1", "yes", "ak", "")

    assert "casp" in todo(replace(DONE, appraisals=(answer,)))[0].text


def test_what_could_not_be_used_keeps_its_own_stage_open() -> None:
    torn = SetAside("line 3", "review/events/title_abstract/ak.jsonl", "torn", "Mend it.")
    coding = SetAside("row 2", "imports/coding_nvivo_not_imported.csv", "no quote", "Code it here.")
    theme = SetAside("theme T1", "themes.yaml", "no extract", "Name one.")

    steps = todo(replace(DONE, set_aside=(torn, coding, theme)))

    assert [step.stage for step in steps] == [Stage.TITLE_ABSTRACT, Stage.EXTRACTION, Stage.SYNTHESIS]


def test_a_file_of_no_record_is_told_as_a_file_and_not_as_something_people_wrote() -> None:
    files = [
        Document("scan.pdf", "", DocumentStatus.NO_TEXT, 1, 0, ""),
        Document("b.pdf", "", DocumentStatus.READ, 1, 9, ""),
    ]
    idle = [
        SetAside(one.document_id, f"review/fulltexts/{one.document_id}", "it matches no record", "") for one in files
    ]
    row = SetAside("gone.pdf", "review/fulltexts/matches.csv", "no such file", "Correct the name.")

    steps = todo(replace(DONE, documents=tuple(files), set_aside=(*idle, row)))

    assert [step.text for step in steps] == [
        "2 files in review/fulltexts that no report is read from, 1 of them without text that can be read",
        "1 thing that people wrote for extraction could not be used",
    ]
    assert "review/fulltexts/matches.csv" in steps[0].command
    assert "results/extraction/documents.csv" in steps[0].command
    assert {step.stage for step in steps} == {Stage.EXTRACTION}


def test_the_steps_are_numbered_and_stand_behind_the_state_of_each_stage() -> None:
    steps = todo(replace(DONE, themes=()))

    words = write_steps(stage_statuses(steps, [], HASHES), steps)

    assert "- Identification: ready to sign off" in words
    assert "1. No theme has been named" in words
    assert "2. Identification is complete: `make signoff STAGE=identification WHO=your-id`" in words
