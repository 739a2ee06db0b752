"""What the report cannot say yet: each line follows from a table and goes when it is done."""

from dataclasses import replace

from identification.vocabulary import Confidence, Reach
from reporting.conduct import not_yet
from reporting.contents import ReviewTables
from synthesis.gap_tables import DoubleCoding, SourceReach
from synthesis.theme_tables import Finding
from tests.unit.reporting.test_html_report import CELL

WAITING = Finding("F1", "", "s", Confidence.LOW, "why", "ak", 1, (), (), ("coherence",), "", ("S1",), ())


def test_what_the_report_cannot_say_yet_follows_from_the_tables() -> None:
    silent = SourceReach(
        *("edi:EDI:workforce", "hmic", "HMIC", "database", Reach.UNKNOWN, "", (), Reach.UNKNOWN, "", None, "", "", "")
    )
    few = DoubleCoding("edi", "EDI", 3, 2, None, None, (), ())
    blank = replace(ReviewTables(), gaps=(CELL,), reach=(silent,), detection=(few,), findings=(WAITING,))

    assert not_yet(blank) == [
        "Nobody has confirmed whether HMIC could have found work on the declared gaps (reach), so a count of none is "
        "no claim of absence there.",
        "How many findings of EDI coders miss has not been estimated (detection): 3 were coded by two people and 20 "
        "are needed, so no share is corrected for it.",
        "Confidence (GRADE-CERQual) is not judged in full in 1 of 1 finding (F1).",
    ]
    done = replace(
        blank,
        reach=(replace(silent, who="ak"),),
        detection=(replace(few, positives=20, sensitivity=0.9),),
        findings=(replace(WAITING, missing=()),),
    )
    assert not_yet(done) == []
    assert not_yet(ReviewTables()) == [
        "No qualitative finding has been written, so none has a confidence (GRADE-CERQual)."
    ]
    assert [one.split(" has not")[0] for one in not_yet(ReviewTables(gaps=(CELL,)))[:2]] == [
        "Whether each source could have found work on a declared gap",
        "How many findings coders miss",
    ]
