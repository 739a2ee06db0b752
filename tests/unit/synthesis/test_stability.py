"""How firm a core set is, against what can be counted by hand; who names what, of its own or taken over."""

from dataclasses import replace
from math import comb

import pytest

from extraction.documents import Extract
from identification.vocabulary import Naming, Role
from synthesis.counts import count_codes
from synthesis.headlines import state_headlines
from synthesis.naming import name_codes
from synthesis.shared_ground import CodeNaming, CoreSet, SkillStability
from synthesis.stability import FEWEST_TO_RESAMPLE, core_sets, skill_stability
from synthesis.statements import CodeCount, Headline
from synthesis.states import study_codes
from tests.unit.synthesis.making_extracts import CODEBOOK, extract, looked, review


def counted(*extracts: Extract) -> tuple[list[CodeCount], list[CodeNaming]]:
    coded = review(*extracts)
    states = study_codes(coded, CODEBOOK, [], [])
    return count_codes(CODEBOOK, Role.SKILLS, states, coded, core_share=0.5), name_codes(CODEBOOK, states, coded)


def searched(studies: str) -> list[Extract]:
    return [looked(one, "SK") for one in studies]


def trust(*extracts: Extract) -> SkillStability:
    return next(
        one for one in skill_stability(*counted(*extracts), core_share=0.5, seed=1) if one.code_id == "SK.TRUST"
    )


def core(*extracts: Extract) -> dict[float, CoreSet]:
    return {one.threshold: one for one in core_sets(*counted(*extracts), core_share=0.5, seed=1)}


def naming(*extracts: Extract, code: str = "SK.TRUST") -> dict[str, CodeNaming]:
    return {one.study_id: one for one in counted(*extracts)[1] if one.code_id == code}


def test_who_names_a_skill_is_told_from_who_only_takes_it_over() -> None:
    found = naming(
        extract("A", "SK.TRUST"),
        extract("B", "SK.TRUST", origin="Timmins"),
        extract("C", "SK.TRUST", origin="Timmins"),
        extract("D", "SK.TRUST", origin="A"),
        extract("F", "SK.HUMILITY"),
        *searched("ABCDE"),
    )

    assert {study: (one.named, one.counted, one.counts_as) for study, one in found.items()} == {
        "A": (Naming.OWN, True, "A"),
        "B": (Naming.QUOTED, True, "B"),
        "C": (Naming.QUOTED, True, "B"),
        "D": (Naming.QUOTED, True, ""),
        "E": (Naming.NOT_NAMED, True, ""),
        "F": (Naming.UNKNOWN, False, ""),
    }


def test_the_sums_over_who_names_what_are_the_counts_of_skills() -> None:
    counts, rows = counted(
        extract("A", "SK.TRUST"),
        extract("B", "SK.TRUST", origin="Timmins"),
        extract("C", "SK.TRUST", origin="Timmins"),
        extract("D", "SK.TRUST", origin="A"),
        extract("F", "SK.TRUST"),
        extract("G", "SK.HUMILITY", origin="Timmins"),
        *searched("ABDEG"),
    )

    for count in counts:
        here = [row for row in rows if row.code_id == count.code_id and row.counted]
        present = {row.counts_as for row in here if row.counts_as}
        assert (len(present), len(present) + sum(not row.counts_as for row in here)) == (count.present, count.assessed)


def test_a_naming_carries_its_extracts_and_the_looks_in_vain() -> None:
    found = naming(extract("A", "SK.TRUST"), *searched("AB"))

    assert found["A"].extract_ids == ("ak-A.pdf-SK-looked for, not found-None-0", "ak-A.pdf-SK.TRUST-affirmed-None-0")
    assert found["B"].extract_ids == ("ak-B.pdf-SK-looked for, not found-None-0",)


def test_the_share_of_resamples_is_the_binomial_one() -> None:
    found = trust(*(extract(one, "SK.TRUST") for one in "ABC"), *searched("ABCDE"))

    exact = sum(comb(5, k) * 0.6**k * 0.4 ** (5 - k) for k in (3, 4, 5))
    assert found.core_resamples == pytest.approx(exact, abs=0.035)
    assert (found.core, found.resamples) == (True, 2000)


def test_a_skill_that_all_name_is_core_in_every_resample_and_without_any_study() -> None:
    found = trust(*(extract(one, "SK.TRUST") for one in "ABCDE"), *searched("ABCDE"))

    assert (found.core_resamples, found.changes_without) == (1, ())


def test_leaving_out_a_study_moves_a_skill_in_and_out() -> None:
    in_two = [extract(one, "SK.TRUST") for one in "AB"]

    assert trust(*in_two, *searched("ABCDE")).changes_without == ("C", "D", "E")
    assert trust(*in_two, *searched("ABCD")).changes_without == ("A", "B")


def test_a_source_that_two_take_over_stays_when_one_of_them_is_left_out() -> None:
    both = [extract(one, "SK.TRUST", origin="Timmins") for one in "AB"]

    assert trust(*both, *searched("ABC")).changes_without == ()
    assert trust(*both[:1], *searched("AC")).changes_without == ("A",)


def test_studies_that_take_a_skill_over_from_one_source_weigh_as_one_when_another_is_left_out() -> None:
    three = [extract(one, "SK.TRUST", origin="Timmins") for one in "ABC"]

    assert trust(*three, *searched("ABCDEF")).changes_without == ()


def test_with_few_studies_nothing_is_resampled() -> None:
    few = "ABCDE"[: FEWEST_TO_RESAMPLE - 1]

    found = trust(extract("A", "SK.TRUST"), *searched(few))

    assert (found.core_resamples, found.resamples) == (None, 0)
    assert core(extract("A", "SK.TRUST"), *searched(few))[0.5].empty_resamples is None


def test_the_core_set_is_given_at_the_declared_threshold_and_beside_it() -> None:
    three_of_five = [extract(one, "SK.TRUST") for one in "ABC"]
    two_of_five = [extract(one, "SK.HUMILITY") for one in "DE"]

    found = core(*three_of_five, *two_of_five, *searched("ABCDE"))

    assert {threshold: one.size for threshold, one in found.items()} == {0.3: 2, 0.4: 2, 0.5: 1, 0.6: 1, 0.7: 0}
    assert [one.threshold for one in found.values() if one.declared] == [0.5]


def test_thresholds_beside_the_declared_one_stay_between_nothing_and_all() -> None:
    counts, rows = counted(extract("A", "SK.TRUST"), *searched("A"))

    assert [one.threshold for one in core_sets(counts, rows, core_share=0.1, seed=1)] == [0.1, 0.2, 0.3]
    assert [one.threshold for one in core_sets(counts, rows, core_share=1, seed=1)] == [0.8, 0.9, 1]


def test_the_share_of_resamples_in_which_no_skill_is_core_is_printed() -> None:
    found = core(*(extract(one, "SK.TRUST") for one in "ABC"), *searched("ABCDE"))[0.5]

    exact = sum(comb(5, k) * 0.6**k * 0.4 ** (5 - k) for k in (0, 1, 2))
    assert found.empty_resamples == pytest.approx(exact, abs=0.035)
    assert found.same_resamples == pytest.approx(1 - exact, abs=0.035)


def test_a_review_without_codings_has_no_core_and_no_crash() -> None:
    found = core()

    assert {(one.size, one.studies, one.changing) for one in found.values()} == {(0, 0, ())}


# -------------------------------------------------------------------------------------------------------- sentence


def headline(*extracts: Extract) -> Headline:
    coded = review(*extracts)
    counts, rows = counted(*extracts)
    core_of = core_sets(counts, rows, core_share=0.5, seed=1)
    said = state_headlines(
        [], coded, CODEBOOK, definitions=[], elements=[], overlap=[], skills=counts, core_sets=core_of
    )
    return said[1]


def test_the_sentence_says_how_firm_the_core_is_and_rests_on_what_it_counts() -> None:
    quoted = extract("Z", "SK.HUMILITY")
    found = headline(*(extract(one, "SK.TRUST") for one in "ABCDE"), *searched("ABCDE"), quoted)

    assert found.sentence == (
        "2 of the 2 skills of the codebook are named by at least one study. Named by at least 50 % of the studies that "
        "were looked through, the declared core: SK.TRUST (5 of 5, 47.8 % to 100.0 %). Leaving out one study changes "
        "the core in 0 of 5 cases. In 2,000 resamples of the studies the core is the same in 100.0 % and empty in "
        "0.0 %. Skills at other thresholds: 1 at 30 %, 1 at 40 %, 1 at 60 %, 1 at 70 %."
    )
    assert found.study_ids == tuple("ABCDE")
    assert quoted.extract_id in found.extract_ids
    assert len(found.extract_ids) == 11


def test_an_empty_core_names_every_skill_that_is_named_most_often() -> None:
    sentence = headline(extract("A", "SK.TRUST"), extract("B", "SK.HUMILITY"), *searched("ABC")).sentence

    assert "None is named by 50 % of the studies that were looked through, so the declared core is empty" in sentence
    assert "most often named: SK.TRUST (1 of 3, 0.8 % to 90.6 %); SK.HUMILITY (1 of 3," in sentence
    assert "With fewer than 5 studies no resamples are drawn." in sentence


def test_a_review_in_which_no_skill_was_found_says_so_of_all_included_studies() -> None:
    found = headline(*searched("AB"))

    assert found.sentence == (
        "No skill has been extracted from the 2 included studies; people looked through 2 of them."
    )
    assert found.study_ids == ("A", "B")


def test_a_look_at_a_single_skill_is_part_of_the_trace() -> None:
    one = replace(looked("B", "SK.TRUST"), extract_id="look")

    assert "look" in headline(extract("A", "SK.TRUST"), looked("A", "SK"), one).extract_ids
