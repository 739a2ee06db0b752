"""The shortcuts register: a row for each thing that was shortened, with what the decisions show of it."""

from dataclasses import replace

from identification.vocabulary import EventKind, Outcome, PolicyName, Stage, StopRule
from reporting.contents import ReviewTables
from reporting.next_steps import ProtocolState, next_steps
from reporting.screening_sheets import screening_log, shortcuts
from reporting.shortcuts import list_shortcuts
from reporting.stages import Shortcut
from screening.decisions import REASONS_DIFFER
from screening.outcomes import PolicyCheck, Progress, Screened, Stopping

CONFIG = {"stopping": {"preset": "rapid"}}
ONE = Screened("R1", Outcome.INCLUDED, ("ak",), (), (), "", "", 0, "")
TWO = Screened("R2", Outcome.EXCLUDED, (), ("ak", "bm"), (), "", "E1", 0, "")
SHARE = PolicyCheck(
    *(EventKind.TITLE_ABSTRACT, PolicyName.DUAL_SHARE, 2, 2, 1, 0, 0, 1, 1, "kappa", 0.7, 200, 0.52, 0.31, 0.7),
    *(1, 0, 0, 0, 0, None, "agreement on the random share (kappa .52) is below the .70 of the protocol"),
)


def register(check: PolicyCheck = SHARE, *rows: Screened) -> list[Shortcut]:
    """The shortcuts of a review with one record that one person decided and one that two did."""
    tables = ReviewTables(title_abstract=(ONE, TWO, *rows), policies=(check,), stopping=(_stopping(),))
    return list_shortcuts(CONFIG, tables)


def _stopping() -> Stopping:
    return Stopping(
        rule=StopRule.RAPID,
        target=0.95,
        confidence=0.95,
        records=3,
        screened=2,
        included=1,
        not_screened=1,
        missed_at_most=1,
        recall_at_least=0.5,
        doubt=None,
        may_stop=False,
        audited=0,
        audit_needed=None,
        decisions_left=1,
        hours_left=None,
        single_screener=0.81,
        assumes="",
        measured="",
        sentence="They hold at most 1 include.",
    )


def test_screening_by_two_is_no_shortcut() -> None:
    assert register(replace(SHARE, policy=PolicyName.DUAL)) == []


def test_a_single_screener_is_told_with_what_was_measured() -> None:
    (one,) = register(replace(SHARE, policy=PolicyName.SINGLE))

    assert (one.stage, one.key) == (Stage.TITLE_ABSTRACT, "screening.title_abstract.policy")
    assert "81 %" in one.bias
    assert one.source == "Measured in 16 Campbell reviews with 76 screeners"
    assert one.shown == "1 of 2 records carry two people's decisions. 1 rest on one person's."


def test_a_share_is_told_with_its_agreement_and_what_it_still_asks_for() -> None:
    (one,) = register()

    assert "Of the 1 in the random share 1 carry two. Agreement there: kappa .52, 95 % .31 to .70, n 200." in one.shown
    assert one.shown.endswith("is below the .70 of the protocol.")


def test_checked_exclusions_are_told_with_the_limit_of_wrong_ones() -> None:
    check = replace(SHARE, policy=PolicyName.CHECKED_EXCLUSIONS, to_check=9, checked=8, disputed=1, overturned=1)
    (one,) = register(replace(check, exclusions=10, overturned_at_most=0.47))

    assert (
        "9 of 10 exclusions are drawn for a check. A second person read 8 of these and did not exclude 1." in one.shown
    )
    assert "1 were included in the end. At most 47 % of the exclusions are wrong" in one.shown


def test_pilots_and_stops_have_rows_of_their_own() -> None:
    unread = replace(ONE, group_id="R3", outcome=Outcome.NOT_SCREENED, include=())
    check = replace(SHARE, policy=PolicyName.DUAL, pilot_records=2, pilot_awaiting=1)

    pilot, stop = register(check, unread)

    assert pilot.shown.startswith("1 of 2 carry everybody's decision")
    assert (stop.shortened, stop.shown) == ("1 of 3 records were not screened.", "They hold at most 1 include.")


def test_too_little_agreement_and_reasons_that_differ_are_next_steps_of_their_stage() -> None:
    protocol = ProtocolState(frozen=True, unexplained=(), sources=())
    tables = ReviewTables(title_abstract=(ONE,), full_text=(replace(TWO, reason=REASONS_DIFFER),), policies=(SHARE,))

    steps = {step.text: step.stage for step in next_steps(tables, protocol)}

    assert steps[f"Title and abstract screening: {SHARE.waits_for}"] == Stage.TITLE_ABSTRACT
    assert steps["1 exclusion at full-text screening with other reasons by each reviewer"] == Stage.FULL_TEXT


def test_the_sheets_stand_in_the_order_of_the_review_whatever_the_order_of_the_files() -> None:
    late, early = (
        Shortcut(stage, "Single screening", "", "", "", "", "") for stage in (Stage.FULL_TEXT, Stage.TITLE_ABSTRACT)
    )
    boxes = [Progress(stage, 5, 1, 2, 0, 1, 1) for stage in (EventKind.FULL_TEXT, EventKind.TITLE_ABSTRACT)]
    checks = [replace(SHARE, stage=EventKind.FULL_TEXT), SHARE]
    tables = ReviewTables(shortcuts=(late, early), progress=tuple(boxes), policies=tuple(checks))

    assert [row[1] for row in shortcuts(tables).rows] == ["title and abstract", "full text"]
    assert [row[:8] for row in screening_log(tables).rows] == [
        ("title and abstract", "dual share", 5, 1, 2, 0, 1, 1),
        ("full text", "dual share", 5, 1, 2, 0, 1, 1),
    ]
