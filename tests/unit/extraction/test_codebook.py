import re
from dataclasses import replace
from pathlib import Path

import pytest

from extraction.codebook import Codebook, read_codebook
from identification.errors import InputError
from identification.vocabulary import Role, Unit

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "config" / "codebook.yaml"
SCHEMA = ROOT / "workflow" / "schemas" / "codebook.schema.yaml"

SMALL = r"""
version: "1.0"
concept: {name: tea, terms: ['\btea\b']}
families:
  - id: ENA
    name: Enablers
    role: matrix
    rule: Code what helps.
    codes:
      - id: ENA.WATER
        name: Water
        definition: Water helps.
        include_when: It is said to help.
        exclude_when: It is only there.
        example: Hot water helps.
        counter_example: Waterloo is far.
        cues: ['\bwater\b']
"""
REST = """
      - id: ENA.OTHER
        name: Another enabler
        marks: did not fit
        definition: What fits nowhere else.
        include_when: It is said to help.
        exclude_when: Another code fits.
        example: A clean cup helps.
        counter_example: Cups are sold.
        cues: []
"""


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return read_codebook(SHIPPED, SCHEMA)


def fault_of(text: str, folder: Path) -> str:
    path = folder / "codebook.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_codebook(path, SCHEMA)
    return str(caught.value).replace(f"{path}", "codebook.yaml")


def test_a_small_codebook_needs_no_optional_keys(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_text(SMALL + REST, encoding="utf-8")

    read = read_codebook(path, SCHEMA)

    assert read.concept == "tea"
    assert read.code("ENA.WATER").not_cues == ()
    assert not read.family("ENA").needs_concept
    assert read.family("ENA").asks == ()
    assert read.code("ENA.WATER").unit is Unit.SENTENCE


def test_a_family_without_a_place_for_what_does_not_fit_is_named(tmp_path: Path) -> None:
    fault = fault_of(SMALL, tmp_path)

    assert fault.startswith("codebook.yaml, line 5: the family 'ENA' has not one code for what fits no other.")


def test_a_code_means_something_else_when_its_rules_change_and_not_when_its_cues_do(codebook: Codebook) -> None:
    code = codebook.code("ENA.COMMON_CAUSE")

    assert replace(code, cues=()).meaning == code.meaning
    assert replace(code, exclude_when="Never.").meaning != code.meaning


def test_every_element_of_the_shipped_codebook_is_in_a_group_with_another(codebook: Codebook) -> None:
    groups = [
        code.group for family in codebook.families for code in family.codes if code.only_beside and not code.marks
    ]

    assert "" not in groups
    assert [one for one in groups if groups.count(one) == 1] == []


def test_a_group_of_a_code_that_is_no_element_is_named_with_its_line(tmp_path: Path) -> None:
    fault = fault_of(SMALL.replace("name: Water\n", "name: Water\n        group: wet\n") + REST, tmp_path)

    assert fault.startswith("codebook.yaml, line 12: 'group' of ENA.WATER is given, and only elements of a definition")


def test_a_mistyped_key_is_named_with_its_line_and_the_nearest_known_key(tmp_path: Path) -> None:
    fault = fault_of(SMALL.replace("include_when", "inlcude_when"), tmp_path)

    assert fault.startswith("codebook.yaml, line 13: 'inlcude_when' is not a key of")
    assert fault.endswith("Did you mean 'include_when'?")
    assert "\n" not in fault


def test_broken_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    fault = fault_of(SMALL.replace("Water helps.", "Water: it helps."), tmp_path)

    assert fault.startswith("codebook.yaml, line 12: not readable YAML")
    assert "\n" not in fault


def test_a_cue_that_is_no_regular_expression_is_named_with_its_code_and_line(tmp_path: Path) -> None:
    fault = fault_of(SMALL.replace(r"\bwater\b", "(water") + REST, tmp_path)

    assert fault.startswith("codebook.yaml, line 17: '(water' of ENA.WATER is not a regular expression")


def test_a_code_id_listed_twice_is_named_with_both_lines(tmp_path: Path) -> None:
    again = SMALL[SMALL.index("      - id: ENA.WATER") :]

    fault = fault_of(SMALL + again, tmp_path)

    assert fault.startswith("codebook.yaml, line 18: the id 'ENA.WATER' is given twice (first in line 10).")


def test_a_code_has_to_carry_the_id_of_its_family(tmp_path: Path) -> None:
    fault = fault_of(SMALL.replace("ENA.WATER", "BAR.WATER"), tmp_path)

    assert fault.startswith("codebook.yaml, line 10: the code 'BAR.WATER' stands in the family 'ENA'.")


def test_a_code_can_only_stand_beside_one_that_there_is(tmp_path: Path) -> None:
    fault = fault_of(SMALL + "        only_beside: ENA.WATRE\n", tmp_path)

    assert fault.endswith(
        "'only_beside' of ENA.WATER is 'ENA.WATRE', and there is no such code. Did you mean 'ENA.WATER'?"
    )


def test_a_code_or_family_is_looked_up_by_its_id(codebook: Codebook) -> None:
    assert codebook.code("EDI.RACE").name == "Race and ethnicity"
    assert codebook.family_of("EDI.RACE") is codebook.family("EDI")
    assert codebook.family_of("EDI") is codebook.family("EDI")
    assert "EDI.RACE" in codebook
    assert "EDI" not in codebook


def test_an_unknown_code_is_answered_with_the_nearest_one(codebook: Codebook) -> None:
    with pytest.raises(InputError, match=r"'EDI.RAEC' is not a code of the codebook\. Did you mean 'EDI\.RACE'\?"):
        codebook.code("EDI.RAEC")


def test_the_shipped_codebook_has_a_family_for_every_role(codebook: Codebook) -> None:
    ids = {role: [family.id for family in codebook.families_with(role)] for role in Role}

    assert ids == {
        Role.DEFINITIONS: ["DEF"],
        Role.SKILLS: ["SK"],
        Role.GAP: ["EDI"],
        Role.MATRIX: ["BAR", "ENA", "CTX", "IDEA", "TECH", "DEV"],
        Role.CHARACTERISTICS: ["STU"],
    }


def test_all_characteristics_have_a_field_and_no_other_code_has_one(codebook: Codebook) -> None:
    with_field = {code.id for code in codebook.codes if code.field}

    assert with_field == {code.id for code in codebook.family("STU").codes}


def test_no_code_of_the_shipped_codebook_is_a_status(codebook: Codebook) -> None:
    statuses = re.compile(r"ABSENCE|QUESTION|QUOTED|RECOMMENDATION|PERSPECTIVE|GAP")

    assert [code.id for code in codebook.codes if statuses.search(code.id)] == []


def test_the_worked_example_codes_by_the_shipped_codebook() -> None:
    assert (ROOT / "examples/worked-example/config/codebook.yaml").read_bytes() == SHIPPED.read_bytes()
