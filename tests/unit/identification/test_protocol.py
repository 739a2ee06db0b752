from pathlib import Path
from typing import Any

import pytest

from identification.errors import InputError
from identification.protocol import check_schema, question_text, read_protocol, with_defaults
from identification.vocabulary import Perspective
from identification.yaml_files import read_yaml
from synthesis.states import SEEN_AS
from workflow.asking import SCHEMA
from workflow.schema_page import schema_page

SMALL: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title"],
    "properties": {
        "title": {"type": "string", "minLength": 1, "description": "What the review is called."},
        "policy": {"enum": ["single", "dual"]},
        "share": {"type": "number", "exclusiveMinimum": 0, "description": "A share."},
        "people": {
            "type": "array",
            "items": {"type": "object", "additionalProperties": False, "properties": {"id": {"type": "string"}}},
        },
    },
}

PROTOCOL = """\
title: A review
questions:
  - {id: Q1, text: What is known}
eligibility:
  include: [{id: I1, text: Is about it.}]
  exclude: [{id: E1, text: Is not about it.}]
sources:
  - {id: pubmed, name: PubMed, kind: database}
reviewers:
  - {id: aa, role: lead}
"""


def fault(folder: Path, text: str, schema: dict[str, Any] = SMALL) -> str:
    """The sentence that a file with this text is refused with."""
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        check_schema(read_yaml(path), schema)
    return str(refusal.value).removeprefix(f"{path}, ").removeprefix(f"{path}: ")


def protocol_fault(folder: Path, text: str) -> str:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        read_protocol(path, SCHEMA)
    return str(refusal.value).removeprefix(f"{path}, ")


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_key(tmp_path: Path) -> None:
    assert (
        fault(tmp_path, "policy: dual\ntitel: x") == "line 2: 'titel' is not a key of this file. Did you mean 'title'?"
    )


def test_an_unknown_key_inside_a_list_says_which_entry_it_stands_in(tmp_path: Path) -> None:
    sentence = fault(tmp_path, "title: x\npeople:\n  - id: a\n  - id: b\n    di: 3")

    assert sentence == "line 5: 'di' is not a key of 'people, entry 2'. Known here: id."


def test_a_word_that_is_not_on_the_list_brings_the_list(tmp_path: Path) -> None:
    sentence = fault(tmp_path, "title: x\npolicy: duall")

    assert sentence == "line 2: 'policy' is 'duall', not one of single, dual. Did you mean 'dual'?"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("title: 3", "line 1: 'title' has to be text, and '3' is not. Put it in quotes."),
        ("title:", "line 1: 'title' has to be text; nothing stands there. What the review is called."),
        ("title: ''", "line 1: 'title' is empty. What the review is called."),
        ("title: x\nshare: 0", "line 2: 'share' is 0; it has to be above 0. A share."),
        ("title: x\npeople: ak", "line 2: 'people' has to be a list, and 'ak' is not."),
        ("policy: dual", "line 1: this file has no 'title'. Add it: What the review is called."),
        ("- title", "line 1: this file has to be keys with values below it; a list stands there."),
        ("", "the file is empty. Copy it from the template and fill it in."),
    ],
)
def test_a_value_of_the_wrong_kind_says_what_is_wanted(tmp_path: Path, text: str, sentence: str) -> None:
    assert fault(tmp_path, text) == sentence


def test_a_key_given_twice_is_refused_since_the_first_would_vanish_silently(tmp_path: Path) -> None:
    sentence = fault(tmp_path, "title: one\npolicy: dual\ntitle: two")

    assert sentence == "line 3: the key 'title' stands here a second time (first in line 1). Keep one of the two."


@pytest.mark.parametrize(
    "text", ["a: [1\nb: 2", "title: {{ x }}", "title: x\n\tb: 1", "title: !!python/object x", "a: \x01"]
)
def test_broken_yaml_is_one_sentence_that_names_the_file(tmp_path: Path, text: str) -> None:
    assert "not readable YAML" in fault(tmp_path, text)


def test_a_file_that_is_not_there_or_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("title: Médecine".encode("latin-1"))

    with pytest.raises(InputError, match="there is no such file"):
        read_yaml(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="not UTF-8"):
        read_yaml(tmp_path / "latin.yaml")


def test_a_country_called_no_and_a_date_stay_what_was_written(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("country: NO\nsince: 2020-01-31\nflag: true\n")

    assert read_yaml(tmp_path / "a.yaml").values == {"country": "NO", "since": "2020-01-31", "flag": True}


def test_the_line_of_a_key_is_found_and_that_of_an_absent_one_is_its_parents(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("# a comment\npeople:\n  - id: a\n  - id: b\n")
    file = read_yaml(tmp_path / "a.yaml")

    assert file.line_of(("people", 1, "id")) == 4
    assert file.line_of(("people", 0, "role")) == 3
    assert file.line_of(()) == 2


def test_defaults_reach_into_keys_and_lists_that_were_left_out() -> None:
    role = {"properties": {"role": {"default": "reviewer"}}}
    schema = {"properties": {"a": {"default": {}, "properties": {"b": {"default": 1}}}, "people": {"items": role}}}

    assert with_defaults({"people": [{}]}, schema) == {"a": {"b": 1}, "people": [{"role": "reviewer"}]}


def test_a_short_protocol_is_enough_and_the_rest_has_its_default(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(PROTOCOL)

    protocol = read_protocol(tmp_path / "config.yaml", SCHEMA)

    assert protocol["screening"]["title_abstract"]["policy"] == "single"
    assert protocol["stopping"] == {
        "preset": "exhaustive",
        "in_a_row": 100,
        "target_recall": 0.95,
        "confidence": 0.95,
    }
    assert protocol["leaves_team"] == {"names": False, "timings": False, "source_texts": False}
    assert protocol["sources"][0]["limits"] == ""


def test_an_id_given_twice_is_named_even_when_one_includes_and_one_excludes(tmp_path: Path) -> None:
    sentence = protocol_fault(tmp_path, PROTOCOL.replace("E1", "I1"))

    assert sentence == "line 6: the id 'I1' is given twice (first in line 5). Give each its own id."


def test_dual_screening_without_an_adjudicator_is_refused_at_its_line(tmp_path: Path) -> None:
    sentence = protocol_fault(tmp_path, PROTOCOL + "screening:\n  full_text:\n    policy: dual\n")

    assert sentence.startswith(
        "line 13: 'screening, full_text' is dual, and nobody in 'reviewers' has the role adjudicat"
    )


def test_the_template_protocol_is_valid_and_says_that_it_is_a_template(root: Path) -> None:
    protocol = read_protocol(root / "config/config.yaml", SCHEMA)

    assert protocol["title"].startswith("TEMPLATE")


def test_every_key_of_the_schema_is_described_closed_and_optional_ones_have_a_default() -> None:
    def check(part: dict[str, Any], name: str) -> None:
        assert part.get("description"), name
        below = part.get("properties", {})
        assert not below or part["additionalProperties"] is False, name
        for key, one in below.items():
            assert key in part.get("required", []) or "default" in one, f"{name}.{key}"
            check(one, f"{name}.{key}")
            for inner, inside in one.get("items", {}).get("properties", {}).items():
                assert one["items"]["additionalProperties"] is False, key
                check(inside, f"{name}.{key}.{inner}")

    check(read_yaml(SCHEMA).values, "config")


def test_a_gap_is_declared_for_workforce_and_community_only_since_leaders_and_patients_belong_to_them() -> None:
    gap = read_yaml(SCHEMA).values["properties"]["gaps"]["items"]["properties"]

    assert gap["perspectives"]["items"]["enum"] == [Perspective.WORKFORCE, Perspective.COMMUNITY]
    assert not set(SEEN_AS) & set(SEEN_AS.values())
    assert set(SEEN_AS.values()) == {Perspective.WORKFORCE, Perspective.COMMUNITY}


def test_the_page_beside_the_protocol_is_in_step_with_the_schema(root: Path) -> None:
    page = (root / "config/README.md").read_text(encoding="utf-8")

    assert page == schema_page(read_yaml(SCHEMA).values), "run: python3 launch.py docs"


def test_the_question_is_all_that_the_team_wrote_of_what_it_looks_for() -> None:
    protocol = {
        "title": "T",
        "questions": [{"id": "Q", "text": "why"}],
        "eligibility": {"include": [{"id": "I", "text": "who"}]},
    }

    assert question_text(protocol).split() == ["T", "why", "who"]


@pytest.mark.parametrize("stage", ["{policy: dual_share}", "{policy: checked_exclusions}", "{pilot: 20}"])
def test_whatever_lets_two_people_disagree_needs_an_adjudicator(tmp_path: Path, stage: str) -> None:
    sentence = protocol_fault(tmp_path, PROTOCOL + f"screening:\n  full_text: {stage}\n")

    assert "nobody in 'reviewers' has the role adjudicator" in sentence


def test_the_date_on_which_somebody_left_is_a_day(tmp_path: Path) -> None:
    sentence = protocol_fault(tmp_path, PROTOCOL.replace("role: lead", "role: lead, left: in March"))

    assert "'reviewers, entry 1, left' is 'in March', which is not in the form that it needs" in sentence
