"""What nobody saw, who passed each step, and how much of it would change a sentence."""

from dataclasses import replace

import pytest

from extraction.codebook import Code, Codebook, Family
from extraction.documents import Report
from identification.records import UniqueRecord
from identification.vocabulary import EventKind, FunnelStage, Outcome, PolicyName, Retrieval, Role
from screening.outcomes import PolicyCheck, Screened, Stopping
from synthesis.coverage import count_coverage, studies_to_reach
from synthesis.funnel import count_funnel
from synthesis.gap_tables import FunnelStep
from synthesis.states import DeclaredGap
from tests.unit.synthesis.making_extracts import report

GAP = DeclaredGap("edi", "EDI", "inclusion", ("EDI.SEX",), ("workforce",))
CUES = {"EDI.SEX": r"\bwomen\b", "EDI.AGE": r"\bageism\b"}
CODES = tuple(Code(name, name, "", "", "", "", "", (cue,)) for name, cue in CUES.items())
CODEBOOK = Codebook("1", "leadership", (), (Family("EDI", "EDI", Role.GAP, "", CODES),))


def screened(group: str, outcome: Outcome, *people: str) -> Screened:
    return Screened(group, outcome, people, (), (), "", "", 0, "")


def record(group: str, title: str, abstract: str = "words") -> UniqueRecord:
    return UniqueRecord(group, (group,), ("pubmed",), title=title, abstract=abstract)


def policy(name: PolicyName) -> PolicyCheck:
    values: dict[str, object] = dict.fromkeys(PolicyCheck.__dataclass_fields__, 0)
    return PolicyCheck(**(values | {"stage": EventKind.TITLE_ABSTRACT, "policy": name}))  # type: ignore[arg-type]


def stopping(left: int | None) -> Stopping:
    values: dict[str, object] = dict.fromkeys(Stopping.__dataclass_fields__, 0)
    return Stopping(**(values | {"not_screened": 2, "missed_at_most": left}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("share", "present", "studies", "more"),
    [(0.05, 0, 39, 3), (0.05, 1, 20, 0), (0.1, 1, 9, 0), (0.1, 0, 9, 1), (0.05, 0, 0, 0)],
)
def test_the_tipping_point_is_the_fewest_studies_that_bring_the_share_to_the_limit(
    share: float, present: int, studies: int, more: int
) -> None:
    assert studies_to_reach(share, present, studies) == more
    assert not studies or (present + more) / (studies + more) >= share
    assert not more or (present + more - 1) / (studies + more - 1) < share


def test_coverage_counts_what_nobody_decided_on_or_could_get() -> None:
    rows = [
        screened("R1", Outcome.INCLUDED, "ak"),
        screened("R2", Outcome.EXCLUDED, "ak", "bm"),
        screened("R3", Outcome.CONFLICT, "ak", "bm"),
        screened("R4", Outcome.NOT_SCREENED),
    ]
    waiting = replace(report("S2"), outcome=Outcome.AWAITING)
    reports = [
        report("S1"),
        replace(waiting, retrieval=Retrieval.NOT_OBTAINED),
        replace(waiting, retrieval=Retrieval.SOUGHT),
        replace(waiting, retrieval=Retrieval.OBTAINED),
        replace(waiting, outcome=Outcome.CONFLICT),
        replace(waiting, outcome=Outcome.EXCLUDED),
    ]

    [found] = count_coverage(rows, reports, [stopping(3)], [policy(PolicyName.SINGLE)])

    assert (found.undecided, found.left_at_most) == (2, 3)
    assert (found.not_retrieved, found.awaiting, found.undecided_reports) == (1, 1, 2)
    assert found.by_one == 1


def test_what_an_adjudicator_settled_was_not_decided_by_one() -> None:
    settled = replace(screened("R1", Outcome.INCLUDED, "ak"), adjudicated_by="cd")

    [found] = count_coverage([settled], [], [stopping(0)], [policy(PolicyName.SINGLE)])

    assert found.by_one == 0


def test_where_every_record_is_decided_nothing_is_left() -> None:
    [found] = count_coverage([screened("R1", Outcome.EXCLUDED, "ak")], [], [stopping(None)], [policy(PolicyName.DUAL)])

    assert (found.undecided, found.left_at_most) == (0, 0)


def test_before_the_first_search_there_is_no_coverage() -> None:
    assert count_coverage([], [], [], [policy(PolicyName.DUAL)]) == []


def funnel(
    records: list[UniqueRecord], screening: list[Screened], reports: list[Report]
) -> dict[tuple[str, str], FunnelStep]:
    steps = count_funnel([GAP], records, screening, [], reports, CODEBOOK)
    return {(one.code_id, one.step): one for one in steps}


def test_carriers_and_others_are_counted_among_those_who_passed_and_those_who_did_not() -> None:
    said = {"R1": ("Women who lead", "-"), "R2": ("Leading", "Of women"), "R3": ("Leading", ""), "R4": ("Ageism", "-")}
    records = [record(name, *words) for name, words in said.items()]
    outcomes = [Outcome.INCLUDED, Outcome.EXCLUDED, Outcome.INCLUDED, Outcome.INCLUDED]

    found = funnel(records, [screened(f"R{n}", one, "ak") for n, one in enumerate(outcomes, start=1)], [])

    of_code = found["EDI.SEX", FunnelStage.TITLE_ABSTRACT]
    assert (of_code.carriers, of_code.carriers_passed, of_code.others, of_code.others_passed) == (2, 1, 2, 2)
    assert of_code.carrier_ids == ("R1", "R2")
    assert of_code.without_abstract == 1
    assert of_code.p == pytest.approx(1.0)
    assert found["EDI", FunnelStage.TITLE_ABSTRACT].carriers == 3


@pytest.mark.parametrize("outcome", [Outcome.CONFLICT, Outcome.AWAITING, Outcome.NOT_SCREENED])
def test_only_records_that_were_decided_on_count(outcome: Outcome) -> None:
    found = funnel([record("R1", "Women who lead")], [screened("R1", outcome, "ak")], [])

    step = found["EDI.SEX", FunnelStage.TITLE_ABSTRACT]
    assert (step.carriers, step.others, step.p) == (0, 0, None)


def test_a_report_that_is_still_sought_has_passed_no_retrieval_and_failed_none() -> None:
    names = {"R1": Retrieval.OBTAINED, "R2": Retrieval.NOT_OBTAINED, "R3": Retrieval.SOUGHT}
    reports = [replace(report("S"), report_id=name, retrieval=how) for name, how in names.items()]

    found = funnel([record(name, "Women who lead") for name in names], [], reports)["EDI.SEX", FunnelStage.RETRIEVAL]

    assert (found.carriers, found.carriers_passed, found.p) == (2, 1, None)
