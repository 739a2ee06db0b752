"""What of the gaps still waits for a person, each with its place."""

from dataclasses import replace

from identification.vocabulary import GapClaim, Reach, WhyGap
from reporting.contents import ReviewTables
from reporting.gap_steps import gap_steps
from synthesis.gap_tables import Recommendation, SourceReach
from synthesis.statements import GapCell
from tests.unit.reporting.test_html_report import CELL

SIGNED = SourceReach(
    "edi:EDI.SEX:workforce", "pubmed", "PubMed", "database", Reach.REACHED, "", (), Reach.REACHED, "edi", Reach.REACHED,
    "", "ak", "2026-01-31",
)  # fmt: skip
FAMILY = replace(CELL, code_id="EDI", assessed=3, claim=GapClaim.PRESENT)


def steps(*reach: SourceReach, cell: object = FAMILY) -> list[str]:
    tables = ReviewTables(gaps=(cell,), reach=reach)  # type: ignore[arg-type]
    return [text for text, _ in gap_steps(tables)]


def test_without_a_declared_gap_nothing_waits() -> None:
    assert list(gap_steps(ReviewTables(reach=(replace(SIGNED, who="", row=""),)))) == []


def test_a_source_of_which_nobody_said_anything_is_one_step_and_a_proposal_is_another() -> None:
    silent = replace(SIGNED, source="hmic", who="", row="", noted=None, reach=Reach.UNKNOWN)
    proposed = replace(SIGNED, source="scopus", who="", reach=Reach.UNKNOWN)

    assert steps(SIGNED) == []
    assert steps(SIGNED, silent, proposed) == [
        "Nobody has said whether 1 source could have found work on the gaps",
        "The reach of 1 source is proposed and not confirmed",
    ]


def test_a_row_on_a_whole_gap_that_overlooks_a_not_is_named_and_one_on_the_code_is_a_persons_word() -> None:
    overlooked = replace(SIGNED, proposed=Reach.CUT_OFF)

    assert "pubmed cuts off EDI.SEX" in steps(overlooked)[0]
    assert steps(replace(overlooked, row="edi:EDI.SEX")) == []
    assert steps(replace(overlooked, reach=Reach.CUT_OFF)) == []


def test_a_claimed_absence_asks_for_its_reason_and_the_research_that_would_close_it() -> None:
    claimed = replace(FAMILY, claim=GapClaim.NONE_FOUND)

    assert steps(SIGNED, cell=claimed) == [
        "1 gap cell with a count of none, without why and which research would close it"
    ]
    assert steps(SIGNED, cell=replace(claimed, reasons=(WhyGap.BIASED,))) == []


def test_a_family_without_an_assessed_study_is_named() -> None:
    assert steps(SIGNED, cell=replace(FAMILY, assessed=0)) == ["1 gap statement without a single assessed study"]


def test_a_reason_that_a_cell_with_something_in_it_only_inherits_is_asked_about() -> None:
    cell = replace(FAMILY, cell_id="edi:EDI:workforce", present=1, reasons=(WhyGap.INSUFFICIENT,))
    wide = Recommendation(
        *("G01", "leaders", "who", "survey", WhyGap.INSUFFICIENT, "", "ak"),
        ("edi:EDI:workforce",),
        ("edi:EDI:workforce",),
    )

    def asked(one: GapCell, said: Recommendation) -> list[str]:
        return [text for text, _ in gap_steps(ReviewTables(gaps=(one,), reach=(SIGNED,), research=(said,)))]

    text = "The reason of G01 is given for a wider name than 1 gap cell on which studies report (edi:EDI:workforce)"
    assert asked(cell, wide) == [text]
    assert asked(replace(cell, present=0, elsewhere=1), wide) == [text]
    assert asked(cell, replace(wide, inherited=())) == []
    assert asked(replace(cell, present=0), wide) == []
