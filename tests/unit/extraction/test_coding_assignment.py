"""Who codes, checks and appraises: the policies, even shares, novices, and what a person began."""

from collections import Counter
from dataclasses import replace

import pytest

from extraction.assignment import CodingPolicy, Work, assign_coding, documents_to_code, tasks_of
from extraction.documents import CodingAssignment, MatchedDocument
from extraction.text_layer import Document
from identification.vocabulary import AppraisalPolicyName, CodingPolicyName, CodingTask, DocumentStatus, WorkState
from tests.unit.synthesis.making_extracts import report

TEAM = {"ak": "lead", "bm": "reviewer", "n1": "novice", "n2": "novice"}
POLICY = CodingPolicy(seed=2022, team=TEAM)
REPORTS = {f"R{number:03d}": [f"{number:03d}.pdf"] for number in range(100)}
CODING = (CodingTask.CODE, CodingTask.SECOND)


def people(rows: list[CodingAssignment], *tasks: CodingTask) -> dict[str, list[str]]:
    """Who has one of the tasks, by report."""
    found: dict[str, list[str]] = {}
    for one in rows:
        if one.task in tasks:
            found.setdefault(one.report_id, []).append(one.reviewer)
    return found


@pytest.mark.parametrize(("name", "coders"), [("single", 100), ("single_verified", 100), ("dual", 200)])
def test_everybody_codes_the_same_number_of_reports(name: str, coders: int) -> None:
    rows = assign_coding(REPORTS, Work(), replace(POLICY, name=CodingPolicyName(name)))

    load = Counter(one.reviewer for one in rows if one.task in CODING)

    assert sum(load.values()) == coders
    assert max(load.values()) - min(load.values()) <= 1


def test_a_second_person_checks_every_report_that_she_did_not_code() -> None:
    rows = assign_coding(REPORTS, Work(), POLICY)

    coders, checkers = people(rows, CodingTask.CODE), people(rows, CodingTask.VERIFY)
    load = Counter(who for one in checkers.values() for who in one)

    assert len(checkers) == 100
    assert not [one for one in REPORTS if set(coders[one]) & set(checkers[one])]
    assert max(load.values()) - min(load.values()) <= 4


def test_nobody_checks_what_she_coded_although_nobody_else_has_room_or_she_judged_the_other_coder() -> None:
    two = replace(POLICY, team={"ak": "lead", "bm": "reviewer"})
    coded = frozenset({(one, "ak") for one in REPORTS})

    alone = people(assign_coding(REPORTS, Work(coding=coded), two), CodingTask.VERIFY)
    both = Work(coding=frozenset({("R1", "ak"), ("R1", "bm")}), checking=frozenset({("R1", "bm")}))

    assert {who for one in alone.values() for who in one} == {"bm"}
    assert people(assign_coding({"R1": ["1.pdf"]}, both, two), CodingTask.VERIFY) == {}


@pytest.mark.parametrize("name", ["single_verified", "dual", "dual_share"])
def test_two_novices_are_never_alone_on_a_report(name: str) -> None:
    rows = assign_coding(REPORTS, Work(), replace(POLICY, name=CodingPolicyName(name), share=0.5))

    together = people(rows, *CODING, CodingTask.VERIFY)

    assert not [one for one, who in together.items() if len(who) > 1 and {TEAM[each] for each in who} == {"novice"}]


def test_where_only_novices_are_left_the_second_place_stays_empty() -> None:
    rows = assign_coding(REPORTS, Work(), replace(POLICY, team={"n1": "novice", "n2": "novice"}))

    assert not people(rows, CodingTask.VERIFY)


def test_the_share_that_two_people_code_is_a_draw_that_a_larger_one_keeps() -> None:
    small, large = (replace(POLICY, name=CodingPolicyName.DUAL_SHARE, share=share) for share in (0.2, 0.4))

    twice = [{one for one in REPORTS if policy.coders(one) == 2} for policy in (small, large)]

    assert twice[0] < twice[1]
    assert 10 <= len(twice[0]) <= 30


def test_a_smaller_share_of_reports_may_be_checked() -> None:
    checked = people(assign_coding(REPORTS, Work(), replace(POLICY, check_share=0.2)), CodingTask.VERIFY)

    assert 10 <= len(checked) <= 30


def test_who_began_a_report_keeps_it_and_who_left_keeps_what_she_finished() -> None:
    reports = {"R1": ["1.pdf"], "R2": ["2.pdf"], "R3": ["3.pdf"]}
    begun = frozenset({("R1", "n2"), ("R2", "gone"), ("R3", "gone")})

    rows = assign_coding(reports, Work(coding=begun, coded=frozenset({("R2", "gone")})), POLICY)

    coders = people(rows, *CODING)
    assert (coders["R1"], coders["R2"]) == (["n2"], ["gone"])
    assert coders["R3"] != ["gone"]


def test_all_full_texts_of_a_report_go_to_the_same_people() -> None:
    rows = assign_coding({"R1": ["main.pdf", "supplement.pdf"]}, Work(), POLICY)

    of_document = {
        name: [(one.task, one.reviewer) for one in rows if one.document_id == name]
        for name in ("main.pdf", "supplement.pdf")
    }

    assert of_document["main.pdf"] == of_document["supplement.pdf"]


def test_who_codes_a_report_appraises_it_and_two_do_where_the_protocol_says_so() -> None:
    policy = replace(POLICY, instruments=("mmat_2018",))

    single = assign_coding(REPORTS, Work(), policy)
    dual = assign_coding(REPORTS, Work(), replace(policy, appraisal=AppraisalPolicyName.DUAL))

    assert people(single, CodingTask.APPRAISE) == people(single, CodingTask.CODE)
    assert people(dual, CodingTask.SECOND_APPRAISAL) == people(dual, CodingTask.VERIFY)
    assert not people(assign_coding(REPORTS, Work(), POLICY), CodingTask.APPRAISE), "no instrument, no appraisal"


def test_a_person_sees_what_she_began_first_and_a_check_without_coder_last() -> None:
    policy = replace(POLICY, team={"ak": "lead", "bm": "reviewer"})
    reports = {"R1": ["1.pdf"], "R2": ["2.pdf"], "R3": ["3.pdf"], "R4": ["4.pdf"]}
    work = Work(coding=frozenset({("R2", "bm"), ("R3", "ak"), ("R4", "bm")}), coded=frozenset({("R4", "bm")}))

    own = tasks_of(assign_coding(reports, work, policy), "bm")

    assert [(one.document_id, one.state) for one in own if one.task == CodingTask.CODE][0] == ("2.pdf", WorkState.BEGUN)
    assert ("4.pdf", CodingTask.CODE) not in {(one.document_id, one.task) for one in own}, "it is done"
    assert [one.state for one in own if one.document_id == "3.pdf"] == [WorkState.OPEN], (
        "ak has begun, so it can be checked"
    )
    assert own[-1].state == WorkState.WAITS or all(one.state != WorkState.WAITS for one in own)


def test_only_included_reports_whose_text_was_read_are_coded() -> None:
    def read(name: str, status: DocumentStatus) -> Document:
        return Document(name, "", status, 1, 1, "")

    documents = [read("S1.pdf", DocumentStatus.READ), read("S2.pdf", DocumentStatus.ENCRYPTED)]
    matched = [MatchedDocument(f"{one}.pdf", f"R-{one}.pdf", "people") for one in ("S1", "S2")]

    assert documents_to_code([report("S1"), report("S2")], matched, documents) == {"R-S1.pdf": ["S1.pdf"]}
