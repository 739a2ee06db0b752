"""What two coders coded differently: matched by code and overlapping passages, open until people settle it."""

from dataclasses import replace

import pytest

from extraction.comparison import compare_codings
from extraction.documents import Extract, RefusedExtract
from identification.tables import columns
from identification.vocabulary import Attribution, Check, CodeStatus, Differs, Function, Perspective, Settled, Sitting
from tests.unit.synthesis.making_extracts import CODEBOOK, extract

FAMILIES = list(CODEBOOK.families)
VALUES = replace(
    CODEBOOK, families=(replace(FAMILIES[1], codes=(replace(FAMILIES[1].codes[0], field="text"),)), *FAMILIES[2:])
)
LOOKED = CodeStatus.LOOKED_NOT_FOUND


def by(who: str, code_id: str = "SK.TRUST", start: int = 0, status: CodeStatus = CodeStatus.AFFIRMED) -> Extract:
    """One coder's extract of ten characters."""
    return extract("S1", code_id, status, who=who, start=start)


def refused(one: Extract) -> RefusedExtract:
    return RefusedExtract(**{name: getattr(one, name) for name in columns(Extract)}, why="No.")


def differing(*extracts: Extract) -> list[tuple[str, Differs, Settled]]:
    standing = [one for one in extracts if not isinstance(one, RefusedExtract)]
    gone = [one for one in extracts if isinstance(one, RefusedExtract)]
    return [(one.code_id, one.differs, one.settled) for one in compare_codings(standing, CODEBOOK, gone)]


def test_one_passage_with_one_code_differs_in_nothing() -> None:
    assert differing(by("ak"), by("bm", start=9)) == []


def test_passages_that_only_touch_are_two_passages_of_one_code_and_nobody_is_asked() -> None:
    assert differing(by("ak"), by("bm", start=10)) == [("SK.TRUST", Differs.PASSAGE, Settled.NOT_ASKED)]


def test_a_code_that_only_one_has_is_open_with_the_extracts_of_hers() -> None:
    [one] = compare_codings([by("ak"), by("bm", "SK.HUMILITY"), by("ak", "SK.HUMILITY")], CODEBOOK)

    assert (one.differs, one.coder_a, one.coder_b, one.settled) == (Differs.CODE, "ak", "bm", Settled.OPEN)
    assert (one.extracts_a, one.extracts_b, one.said_a, one.said_b) == ((by("ak").extract_id,), (), "affirmed", "")


@pytest.mark.parametrize("looked", ["SK", "SK.TRUST"])
def test_looking_in_vain_for_what_the_other_found_is_told_from_saying_nothing(looked: str) -> None:
    [one] = compare_codings([by("ak", looked, status=LOOKED), by("bm")], CODEBOOK)

    assert (one.differs, one.said_a, one.said_b) == (Differs.LOOKED, "looked for, not found", "affirmed")


@pytest.mark.parametrize(
    ("changed", "differs"),
    [
        ({"status": CodeStatus.CONTESTED}, Differs.STATUS),
        ({"attribution": Attribution.QUOTED}, Differs.ATTRIBUTION),
        ({"origin": "S2"}, Differs.ORIGIN),
        ({"perspective": Perspective.COMMUNITY}, Differs.PERSPECTIVE),
        ({"function": Function.LACK}, Differs.FUNCTION),
    ],
)
def test_passages_that_overlap_are_compared_field_by_field(changed: dict[str, object], differs: Differs) -> None:
    other = replace(by("bm", start=3), **changed)  # type: ignore[arg-type]

    assert differing(by("ak"), other) == [("SK.TRUST", differs, Settled.OPEN)]


def test_the_longest_overlap_matches_and_a_part_of_a_longer_passage_is_no_difference() -> None:
    whole = replace(by("ak"), end=30)
    near = replace(by("bm", start=1), end=29)
    part = replace(by("bm", start=28, status=CodeStatus.CONTESTED), end=40, extract_id="a")

    assert differing(whole, near, part) == []


def test_values_are_compared_by_code_wherever_they_were_found() -> None:
    first, second = replace(by("ak"), value="England"), replace(by("bm", start=500), value=" england ")
    other = replace(second, value="Wales")

    assert compare_codings([first, second], VALUES) == []
    [one] = compare_codings([first, other], VALUES)
    assert (one.differs, one.said_a, one.said_b) == (Differs.VALUE, "england", "wales")


def test_a_difference_is_settled_once_every_extract_was_judged_together_or_one_side_refused() -> None:
    agreed, contested = replace(by("ak"), check=Check.AGREED), by("bm", status=CodeStatus.CONTESTED)

    assert differing(agreed, contested)[0][2] == Settled.OPEN
    assert differing(agreed, replace(contested, check=Check.AGREED))[0][2] == Settled.SETTLED
    assert differing(by("ak"), refused(contested))[0][2] == Settled.SETTLED
    checked = [replace(one, check=Check.CHECKED) for one in (by("ak"), contested)]
    assert differing(*checked)[0][2] == Settled.OPEN, "a check settles nothing"
    look = by("bm", "SK", status=LOOKED)
    assert [differing(one, look)[0][2] for one in (by("ak"), agreed, refused(by("ak")))] == [
        *(Settled.OPEN, Settled.SETTLED, Settled.SETTLED)
    ]


def test_what_was_added_while_checking_makes_nobody_a_second_coder() -> None:
    added = replace(by("bm", "SK.HUMILITY"), sitting=Sitting.VERIFICATION)

    assert differing(by("ak"), added) == []


def test_three_coders_are_compared_two_by_two() -> None:
    rows = compare_codings([by("ak"), by("bm"), by("cd", "SK.HUMILITY")], CODEBOOK)

    assert sorted({(one.coder_a, one.coder_b) for one in rows}) == [("ak", "cd"), ("bm", "cd")]
