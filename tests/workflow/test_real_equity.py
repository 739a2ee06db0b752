"""A real extraction of seven equity fields in 105 studies: table, limits and agreement, beside other people's code."""

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binomtest
from statsmodels.stats.inter_rater import cohens_kappa, to_table
from statsmodels.stats.proportion import proportion_confint

from screening.outcomes import Agreement
from synthesis.detection import sensitivity
from synthesis.statements import GapCell
from workflow.real import extractors
from workflow.real.agreement_cells import pair
from workflow.real.equity_gaps import equity_cells
from workflow.real.extractions import fields_of, pairs_of, read_extractions, studies_of

YES = {
    "race/ethnicity": 49,
    "sex/gender": 85,
    "income": 28,
    "geography": 16,
    "education level": 16,
    "LGBTQ+ identification": 0,
    "occupational status": 4,
}


@pytest.fixture(scope="module")
def cells(data_folder: Path) -> list[GapCell]:
    """The family's cell and one a field, of the team's final table."""
    return equity_cells(read_extractions(data_folder / extractors.FINAL))


@pytest.fixture(scope="module")
def answers(data_folder: Path) -> dict[str, list[tuple[bool, bool]]]:
    """What the two extractors said on each field, study by study."""
    rows = read_extractions(data_folder / extractors.DOUBLE)
    return {field: pairs_of(studies_of(rows), ("HH", "PC"), field)[0] for field in fields_of(rows)}


def test_every_field_has_the_studies_that_a_count_of_the_table_by_hand_gives(cells: list[GapCell]) -> None:
    found = {cell.label.removesuffix(", community perspective"): cell.present for cell in cells[1:]}

    assert found == YES
    assert {(cell.included, cell.assessed, cell.present + cell.absent) for cell in cells} == {(105, 105, 105)}


def test_limits_are_those_of_statsmodels_one_sided_and_for_all_eight_cells(cells: list[GapCell]) -> None:
    for cell in cells:
        for alpha, ours in ((0.05, cell.bound), (0.05 / 8, cell.bonferroni)):
            # A two-sided interval at twice the level has the one-sided limit at its upper end.
            _, theirs = proportion_confint(cell.present, cell.assessed, alpha=2 * alpha, method="beta")
            assert ours == pytest.approx(theirs)


def test_no_study_of_105_on_lgbtq_people_is_a_limit_of_2_8_percent(cells: list[GapCell]) -> None:
    cell = next(one for one in cells if one.label.startswith("LGBTQ+"))

    assert cell.sentence.startswith(
        "None of the 105 studies in which a person looked for it reports a finding on LGBTQ+ identification from the "
        "community"
    )
    assert "up to 2.8 % of those could report on it" in cell.sentence


def test_agreement_is_that_of_statsmodels_and_of_the_published_formulas(
    answers: dict[str, list[tuple[bool, bool]]],
) -> None:
    for pairs in answers.values():
        ours: Agreement = pair("HH", "PC", pairs)
        table, _ = to_table(np.array(pairs).astype(int), bins=2)
        raw, yes = np.trace(table) / table.sum(), (table.sum(0) + table.sum(1))[1] / (2 * table.sum())
        # Gwet 2008 for two raters and two answers; Byrt 1993 for PABAK.
        chance = 2 * yes * (1 - yes)

        assert ours.raw == pytest.approx(raw)
        assert ours.ac1 == pytest.approx((raw - chance) / (1 - chance))
        assert ours.pabak == pytest.approx(2 * raw - 1)
        if table[1, 1] < table.sum() and table[0, 0] < table.sum():
            assert ours.kappa == pytest.approx(cohens_kappa(table).kappa)


def test_the_sensitivity_of_one_extractor_has_the_exact_limit_of_scipy(
    answers: dict[str, list[tuple[bool, bool]]],
) -> None:
    pairs = [pair for of_field in answers.values() for pair in of_field]
    either, both = sum(a or b for a, b in pairs), sum(a and b for a, b in pairs)

    found = sensitivity(either, both)

    limit = binomtest(both, either, alternative="greater").proportion_ci(0.975, method="exact").low
    # Of what is there one finds s, both s * s and either s * (2 - s): both of either is s / (2 - s).
    assert found == pytest.approx([2 * q / (1 + q) for q in (both / either, limit)])
    assert (either, both) == (207, 180)


def test_where_nobody_says_yes_kappa_is_no_number(answers: dict[str, list[tuple[bool, bool]]]) -> None:
    ours = pair("HH", "PC", answers["LGBTQ+ Identification"])

    assert (ours.n, ours.raw, ours.kappa, ours.positive) == (103, 1.0, None, None)
