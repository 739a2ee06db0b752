"""Does the last page name what is missing, and nothing that is there?"""

from dataclasses import replace

from reporting.conduct import NO_CONFIDENCE, NO_DETECTION, NO_REACH, shortfalls
from reporting.contents import ReviewTables
from synthesis.gap_tables import DoubleCoding
from tests.unit.reporting.documents_for_tests import review

MEASURED = DoubleCoding("edi", "EDI", 30, 27, 0.95, 0.85, ("S1",), ())


def test_what_nobody_recorded_is_said_to_be_missing() -> None:
    assert {NO_REACH, NO_DETECTION, NO_CONFIDENCE} <= set(shortfalls(ReviewTables()))


def test_what_was_measured_and_judged_is_not_said_to_be_missing() -> None:
    said = shortfalls(replace(review(4), detection=(MEASURED,)))

    assert NO_DETECTION not in said
    assert NO_CONFIDENCE not in said
    assert NO_REACH in said


def test_a_measurement_without_enough_findings_is_none() -> None:
    unsure = replace(MEASURED, sensitivity=None, at_least=None)

    assert NO_DETECTION in shortfalls(replace(review(4), detection=(unsure,)))
