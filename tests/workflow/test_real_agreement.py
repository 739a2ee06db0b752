"""Three real double codings: the figures that the method prints, and every row that has no partner."""

from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import krippendorff
import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from workflow.real import extractors
from workflow.real.agreement import ALL, LISTED, read, read_raters, read_screeners
from workflow.real.agreement_cells import pair
from workflow.real.extractions import (
    DOUBTFUL,
    Extraction,
    by_number_alone,
    extracted_twice,
    pairs_of,
    read_extractions,
    studies_of,
    unpaired_rows,
)
from workflow.real.findings import Section

PEOPLE = ("HH", "PC")
RURAL, CITY = "Rurality and the stage of melanoma at diagnosis", "Melanoma among the people of three large cities"


def rows_of(*listed: tuple[str, str, str, str]) -> list[Extraction]:
    """Rows from (number, title, who, answer to "Sex")."""
    return [
        Extraction(line, number, title, who, {"Sex": answer})
        for line, (number, title, who, answer) in enumerate(listed)
    ]


# ------------------------------------------------------------------------------------------------------------- pairing


def test_a_title_cut_short_is_the_same_study_under_one_number() -> None:
    rows = rows_of(("1", RURAL, "HH", "Yes"), ("1", f"{RURAL}: a cohort of 1,204 patients, 2001-2019", "PC", "No"))

    assert pairs_of(studies_of(rows), PEOPLE, "Sex") == ([(True, False)], 0)


def test_one_number_on_two_titles_pairs_nothing_and_says_so() -> None:
    rows = rows_of(("1", RURAL, "HH", "Yes"), ("1", CITY, "PC", "Yes"), ("2", CITY, "HH", "No"))
    studies = studies_of(rows)

    left = unpaired_rows(rows, studies, PEOPLE)

    assert pairs_of(studies, PEOPLE, "Sex") == ([(False, True)], 0)
    assert [(one.row.line, one.why) for one in left] == [(0, DOUBTFUL)]


def test_joining_on_the_number_alone_would_pair_the_first_row_with_another_study() -> None:
    rows = rows_of(("1", RURAL, "HH", "Yes"), ("1", CITY, "HH", "No"), ("1", CITY, "PC", "No"))

    assert by_number_alone(rows, PEOPLE, "Sex") == [(True, False)]
    assert pairs_of(studies_of(rows), PEOPLE, "Sex") == ([(False, False)], 0)


@pytest.mark.parametrize(
    ("second", "pairs", "lost"), [("Yes", [(True, False)], 0), ("No", [], 1), ("", [], 1), ("unclear", [], 1)]
)
def test_who_extracts_a_study_twice_counts_where_both_rows_agree(
    second: str, pairs: list[tuple[bool, bool]], lost: int
) -> None:
    studies = studies_of(rows_of(("1", RURAL, "HH", "Yes"), ("1", RURAL, "HH", second), ("1", RURAL, "PC", "No")))

    assert extracted_twice(studies) == 1
    assert pairs_of(studies, PEOPLE, "Sex") == (pairs, lost)


def test_a_blank_answer_is_no_no() -> None:
    studies = studies_of(rows_of(("1", RURAL, "HH", ""), ("1", RURAL, "PC", "No")))

    assert pairs_of(studies, PEOPLE, "Sex") == ([], 1)


# ----------------------------------------------------------------------------------------------------- on the real data


@pytest.fixture(scope="module")
def section(data_folder: Path) -> Section:
    """What the page says of the three sets."""
    return read(data_folder, data_folder)


def test_the_extractors_figures_are_those_of_the_method(data_folder: Path) -> None:
    rows = read_extractions(data_folder / extractors.DOUBLE)
    geography, lgbtq = (
        pair(*PEOPLE, pairs_of(studies_of(rows), PEOPLE, field)[0]) for field in ("Geography", "LGBTQ+ Identification")
    )

    assert [f"{value:.3f}" for value in (geography.raw, geography.kappa, geography.ac1)] == ["0.913", "0.639", "0.885"]
    assert (geography.n, lgbtq.n, lgbtq.raw, lgbtq.kappa, lgbtq.positive) == (103, 103, 1.0, None, None)


def test_every_row_is_paired_or_listed(data_folder: Path, section: Section) -> None:
    rows = read_extractions(data_folder / extractors.DOUBLE)
    listed = next(table for table in section.tables if table.caption == "Rows that could not be paired").rows

    assert len(rows) == 2 * 103 + len(listed) == 215
    assert sum(why == DOUBTFUL for _, _, _, why, _ in listed) == 2


def test_kappa_is_scikit_learns_on_every_field_and_on_the_screeners(data_folder: Path) -> None:
    rows = read_extractions(data_folder / extractors.DOUBLE)
    sets = [pairs_of(studies_of(rows), PEOPLE, field)[0] for field in rows[0].answers]
    sets += [[(a == "1", b == "1") for a, b in read_screeners(data_folder)[1]]]

    for pairs in sets:
        found = pair(*PEOPLE, pairs).kappa
        assert found is None or found == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)))
    assert [len(pairs) for pairs in sets] == [103] * 7 + [363]


def test_the_three_raters_agree_as_sets_say_and_alpha_is_the_packages(data_folder: Path, section: Section) -> None:
    listed, selected = read_raters(data_folder)
    table, joint = section.tables[:2]

    for raters, titles, positive in ((row[0], row[1], row[7]) for row in table.rows):
        a, b = (selected[one] & (set(listed) if titles == LISTED else selected[one]) for one in raters.split(", "))
        assert positive.startswith(f"{2 * len(a & b) / (len(a) + len(b)):.2f} (")
    for titles, (_, n, _, alpha) in zip((LISTED, ALL), joint.rows, strict=True):
        every = listed if titles == LISTED else [*listed, *set().union(*selected.values()).difference(listed)]
        expected = _alpha(every, selected.values())
        assert (n, alpha[:4]) == (f"{len(every):,}", f"{expected:.2f}")


def _alpha(titles: Iterable[str], selected: Iterable[set[str]]) -> float:
    table = np.array([[float(one in said) for one in titles] for said in selected])
    return float(krippendorff.alpha(reliability_data=table, level_of_measurement="nominal"))


def test_what_the_team_called_disagreements_is_what_the_selections_say(data_folder: Path, section: Section) -> None:
    _, selected = read_raters(data_folder)
    differ = {one for a, b in combinations(selected.values(), 2) for one in a ^ b}

    fact = next(fact for fact in section.facts if fact.what == "Titles on which the raters differ")

    assert (fact.value, fact.note) == (
        f"{len(differ)}",
        f"disagreements.csv lists 180; {len(differ)} of them are among these",
    )


def test_every_number_names_a_file_that_is_there(data_folder: Path, section: Section) -> None:
    named = [fact.source for fact in section.facts] + [table.source for table in section.tables]

    assert [source for source in " ".join(named).split() if not (data_folder / source).is_file()] == []


def test_the_same_data_give_the_same_section(data_folder: Path, section: Section) -> None:
    assert read(data_folder, data_folder) == section
