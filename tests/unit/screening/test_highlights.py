"""Terms of several groups are marked in one text, and no letter of it is lost."""

from pathlib import Path

import pytest

from identification.errors import InputError
from screening.highlights import TermGroup, mark, term_groups


def test_overlapping_terms_of_a_group_are_one_mark_and_no_letter_is_lost() -> None:
    text = "System leadership; a SYSTEM LEADER; ecosystem."

    pieces = mark(text, {"0": [r"\bsystems?\b", r"\bsystem leader\w*", "x*"]})

    assert [piece for piece, groups in pieces if groups] == ["System leadership", "SYSTEM LEADER"]
    assert "".join(piece for piece, _ in pieces) == text


def test_a_place_of_two_groups_says_both() -> None:
    pieces = mark("equal leaders lead", {"0": ["leaders? lead"], "1": ["equal leader"]})

    assert [(piece, groups) for piece, groups in pieces if groups] == [
        ("equal ", ("1",)),
        ("leader", ("0", "1")),
        ("s lead", ("0",)),
    ]


def test_a_term_that_is_no_pattern_is_one_sentence() -> None:
    with pytest.raises(InputError, match=r"the term 'system\(' is not a pattern"):
        mark("text", {"0": ["system("]})


def test_the_groups_are_those_of_the_config_the_concept_and_the_families(tmp_path: Path) -> None:
    named, bare = tmp_path / "codebook.yaml", tmp_path / "bare.yaml"
    named.write_text(
        "concept: {name: systems leadership, terms: [leader]}\n"
        "families: [{name: Equality, codes: [{cues: [gender]}, {cues: [ethnic]}]}, {name: Empty, codes: []}]\n"
    )
    bare.write_text("families: []\n")
    config = {"highlights": [{"name": "Design", "terms": ["trial"]}]}

    assert term_groups(named, config) == [
        TermGroup("Design", ("trial",)),
        TermGroup("systems leadership", ("leader",)),
        TermGroup("Equality", ("gender", "ethnic")),
    ]
    assert term_groups(bare, {}) == term_groups(tmp_path / "not written yet.yaml", {}) == []
