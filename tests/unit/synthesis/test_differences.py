"""Studies compared by their characteristics: exact, only where numbers allow, corrected for all that was compared."""

import numpy as np
import pytest
from scipy.stats import fisher_exact

from extraction.codebook import Codebook, Family
from identification.errors import InputError
from identification.vocabulary import Naming, Role
from synthesis.differences import FEWEST_IN_GROUP, find_differences
from synthesis.shared_ground import CodeNaming, Difference
from synthesis.statements import StudyValue
from tests.unit.synthesis.making_extracts import code

CODEBOOK = Codebook(
    "1",
    "",
    (),
    (
        Family("SK", "", Role.SKILLS, "", (code("SK.A"), code("SK.B"))),
        Family("STU", "", Role.CHARACTERISTICS, "", (code("STU.DESIGN"), code("STU.COUNTRY"))),
    ),
)
SURVEYS, CASES = [f"s{one}" for one in range(5)], [f"c{one}" for one in range(5)]


def named(code_id: str, naming: list[str], without: list[str], counts_as: str = "") -> list[CodeNaming]:
    said = [CodeNaming(code_id, one, Naming.OWN, True, counts_as or one, (f"x-{code_id}-{one}",)) for one in naming]
    return said + [CodeNaming(code_id, one, Naming.NOT_NAMED, True, "", (f"look-{one}",)) for one in without]


def values(field: str, value: str, studies: list[str]) -> list[StudyValue]:
    return [StudyValue(one, field, "", value, "", "", 1, f"v-{field}-{one}") for one in studies]


DESIGNS = values("STU.DESIGN", "Survey", SURVEYS) + values("STU.DESIGN", "case study", CASES)


def compare(naming: list[CodeNaming], listed: list[StudyValue], *fields: str) -> list[Difference]:
    return find_differences(naming, listed, compare_by=fields or ["STU.DESIGN"], codebook=CODEBOOK)


def test_a_difference_is_tested_exactly() -> None:
    (found,) = compare(named("SK.A", SURVEYS, CASES), DESIGNS)

    assert (found.value, found.present, found.assessed, found.others_present, found.others_assessed) == (
        *("case study", 0, 5, 5, 5),
    )
    assert found.p_value == pytest.approx(2 / 252)
    assert (found.compared, found.comparisons) == (True, 1)
    assert found.extract_ids[0] == "look-c0"
    assert "v-STU.DESIGN-s4" in found.extract_ids


def test_too_small_a_group_is_not_compared() -> None:
    few = CASES[: FEWEST_IN_GROUP - 1]

    (found,) = compare(named("SK.A", SURVEYS, few), DESIGNS)

    assert (found.compared, found.p_value, found.p_corrected, found.comparisons) == (False, None, None, 0)


def test_what_all_name_or_none_is_not_compared() -> None:
    assert [one.compared for one in compare(named("SK.A", [*SURVEYS, *CASES], []), DESIGNS)] == [False]
    assert [one.compared for one in compare(named("SK.A", [], [*SURVEYS, *CASES]), DESIGNS)] == [False]


def test_p_values_are_corrected_for_all_comparisons_that_were_made() -> None:
    naming = named("SK.A", SURVEYS, CASES) + named("SK.B", [*SURVEYS[:4], CASES[0]], [SURVEYS[4], *CASES[1:]])

    one, other = compare(naming, DESIGNS)

    second = float(fisher_exact(np.array([[1, 4], [4, 1]])).pvalue)
    assert (one.comparisons, other.comparisons) == (2, 2)
    assert one.p_corrected == pytest.approx(2 * 2 / 252)
    assert other.p_corrected == pytest.approx(second)


def test_a_corrected_p_value_is_never_below_that_of_a_clearer_difference() -> None:
    naming = [*named("SK.A", SURVEYS, CASES), *named("SK.B", SURVEYS, CASES)]

    assert [one.p_corrected for one in compare(naming, DESIGNS)] == pytest.approx([2 * 2 / 252] * 2)


def test_a_study_without_a_value_is_in_neither_group() -> None:
    naming = named("SK.A", [*SURVEYS, "unknown"], CASES)

    (found,) = compare(naming, DESIGNS)

    assert found.assessed + found.others_assessed == 10
    assert "unknown" not in found.study_ids


def test_a_study_outside_the_denominator_is_in_neither_group() -> None:
    uncounted = CodeNaming("SK.A", "s9", Naming.OWN, False, "s9", ())

    (found,) = compare([*named("SK.A", SURVEYS, CASES), uncounted], DESIGNS + values("STU.DESIGN", "survey", ["s9"]))

    assert found.others_assessed == 5


def test_values_that_part_the_studies_alike_are_one_comparison() -> None:
    assert len(compare(named("SK.A", SURVEYS, CASES), DESIGNS)) == 1


def test_capitals_make_no_other_value() -> None:
    mixed = values("STU.DESIGN", "survey", SURVEYS[:2]) + values("STU.DESIGN", " SURVEY", SURVEYS[2:]) + DESIGNS[5:]

    (found,) = compare(named("SK.A", SURVEYS, CASES), mixed)

    assert found.compared


def test_studies_that_take_a_code_over_from_one_source_are_one_in_a_comparison() -> None:
    (found,) = compare(named("SK.A", SURVEYS, CASES, counts_as="s0"), DESIGNS)

    assert (found.others_assessed, found.compared) == (1, False)


def test_without_a_characteristic_in_the_protocol_nothing_is_compared() -> None:
    assert find_differences(named("SK.A", SURVEYS, CASES), DESIGNS, compare_by=[], codebook=CODEBOOK) == []


def test_a_characteristic_that_the_codebook_lacks_stops_with_the_known_ones() -> None:
    with pytest.raises(InputError) as fault:
        compare([], [], "SK.A")

    assert str(fault.value) == (
        "config/config.yaml: 'SK.A' below 'compare_by' is no characteristic of the codebook. "
        "Known: STU.DESIGN, STU.COUNTRY."
    )
