"""What two coders both found: as each coded at first, of a gap's family, and never what was refused."""

from dataclasses import replace

from extraction.documents import Extract
from identification.vocabulary import CodeStatus, Perspective
from synthesis.double_coding import measure_detection
from synthesis.gap_tables import DoubleCoding
from tests.unit.synthesis.making_extracts import GAP, extract, looked, report, review

WORK, HOME = Perspective.WORKFORCE, Perspective.COMMUNITY


def found(study: str, who: str, code: str = "EDI.SEX", seen: Perspective = WORK, **more: object) -> Extract:
    return extract(study, code, seen=seen, who=who, **more)  # type: ignore[arg-type]


def measured(*first: Extract, standing: tuple[Extract, ...] | None = None) -> DoubleCoding:
    """What is measured of the first codings; `standing` are the extracts after all was settled, else the same."""
    coded = review(*(first if standing is None else standing))
    return measure_detection([GAP], first, coded, seed=1)[0]


def test_a_positive_is_a_study_a_code_and_a_perspective_however_many_passages_say_it() -> None:
    one = measured(
        *(found("S1", who, start=start) for who in ("ak", "bm") for start in (0, 50)),
        found("S1", "ak", "EDI.SEXUAL"),
        found("S1", "bm", seen=HOME),
    )

    assert (one.positives, one.both) == (3, 1)


def test_what_only_one_person_coded_is_no_positive_of_two() -> None:
    one = measured(found("S1", "ak"), found("S2", "ak"), found("S2", "bm"))

    assert (one.positives, one.both) == (1, 1)


def test_a_coder_who_said_nothing_of_the_family_did_not_code_it() -> None:
    one = measured(found("S1", "ak"), found("S1", "bm", "SK.TRUST"))

    assert (one.positives, one.both, one.twice, one.extract_ids) == (0, 0, (), ())


def test_the_codings_and_looks_of_both_coders_of_the_family_are_what_it_rests_on() -> None:
    first = [
        found("S1", "ak"),
        replace(looked("S1", "EDI"), who="bm", extract_id="look"),
        found("S1", "ak", "SK.TRUST"),
    ]

    assert set(measured(*first).extract_ids) == {first[0].extract_id, "look"}


def test_what_was_refused_is_no_positive() -> None:
    wrong, right = found("S1", "ak", "EDI.SEXUAL"), found("S1", "bm")

    one = measured(wrong, right, standing=(right,))

    assert (one.positives, one.both) == (1, 0)


def test_what_is_no_evidence_is_no_positive() -> None:
    pair = [extract("S1", "EDI.SEX", CodeStatus.DESCRIPTIVE, seen=WORK, who=who) for who in ("ak", "bm")]

    assert measured(*pair).positives == 0


def test_a_look_in_vain_makes_a_second_coder() -> None:
    one = measured(found("S1", "ak"), replace(looked("S1", "EDI"), who="bm"))

    assert (one.positives, one.both, one.twice) == (1, 0, ("S1",))


def test_a_study_is_coded_twice_only_when_all_its_reports_are() -> None:
    first = [found("S1", "ak"), found("S1", "bm"), found("S1", "ak", document="second.pdf")]
    coded = review(*first, reports=[report("S1"), report("S1", "second.pdf")])

    assert measure_detection([GAP], first, coded, seed=1)[0].twice == ()


def test_leaders_are_seen_as_workforce_and_what_nobody_placed_is_no_positive() -> None:
    unplaced = found("S1", "bm", "EDI.SEXUAL", Perspective.UNSPECIFIED)

    one = measured(found("S1", "ak", seen=Perspective.LEADER), found("S1", "bm"), unplaced)

    assert (one.positives, one.both) == (1, 1)


def test_twenty_positives_give_a_sensitivity_and_nineteen_do_not() -> None:
    def of(count: int) -> DoubleCoding:
        return measured(*(found(f"S{number}", who) for number in range(count) for who in ("ak", "bm")))

    assert of(19).sensitivity is None
    assert of(20).sensitivity == 1.0
