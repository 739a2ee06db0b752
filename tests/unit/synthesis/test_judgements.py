"""Why it is a gap and what would close it: people's word, held against the cells that were declared."""

from pathlib import Path

import pytest

from identification.errors import InputError
from synthesis.cell_names import is_known_for, names_of
from synthesis.judgements import read_judgements
from tests.unit.synthesis.making_extracts import GAP

SCHEMA = Path(__file__).parents[3] / "workflow/schemas/findings.schema.yaml"
ENTRY = """\
  - cells: [{cells}]
    reason: {reason}
    research: {{population: leaders, question: who leads, design: survey}}
    by: {by}
"""


def write(folder: Path, *entries: str) -> Path:
    path = folder / "findings.yaml"
    path.write_text("gaps:\n" + "".join(entries), encoding="utf-8")
    return path


def entry(cells: str, reason: str = "insufficient", by: str = "ak") -> str:
    return ENTRY.format(cells=cells, reason=reason, by=by)


def test_the_narrowest_entry_holds_for_a_cell(tmp_path: Path) -> None:
    path = write(tmp_path, entry("edi"), entry("edi:EDI.SEX", "biased"), entry("edi:EDI.SEX:workforce"))

    found, aside = read_judgements([path], SCHEMA, [GAP], ["ak"])

    assert [len(one.cells) for one in found] == [4, 1, 1]
    assert found[1].cells == ("edi:EDI.SEX:community",)
    assert aside == []


def test_two_entries_of_one_width_both_hold(tmp_path: Path) -> None:
    found, _ = read_judgements([write(tmp_path, entry("edi"), entry("edi", "biased"))], SCHEMA, [GAP], ["ak"])

    assert [len(one.cells) for one in found] == [6, 6]


def test_an_unknown_cell_is_set_aside_with_its_line_and_the_others_of_its_entry_hold(tmp_path: Path) -> None:
    path = write(tmp_path, entry("edi:EDI.SEX, edi:EDI.SECKS"))

    found, aside = read_judgements([path], SCHEMA, [GAP], ["ak"])

    assert found[0].cells == ("edi:EDI.SEX:workforce", "edi:EDI.SEX:community")
    assert [(one.subject, one.where) for one in aside] == [("line 2", "review/findings.yaml")]


def test_an_entry_without_a_known_cell_recommends_nothing(tmp_path: Path) -> None:
    found, aside = read_judgements([write(tmp_path, entry("EDI.SEX"))], SCHEMA, [GAP], ["ak"])

    assert (found, len(aside)) == ([], 1)


def test_a_person_who_is_nobody_is_named_and_a_reason_that_is_none_stops(tmp_path: Path) -> None:
    _, aside = read_judgements([write(tmp_path, entry("edi", by="zz"))], SCHEMA, [GAP], ["ak"])

    assert "'zz' is nobody" in aside[0].why
    with pytest.raises(InputError, match=r"findings.yaml, line 3"):
        read_judgements([write(tmp_path, entry("edi", "lazy"))], SCHEMA, [GAP], ["ak"])


def test_without_a_file_nothing_is_judged() -> None:
    assert read_judgements([], SCHEMA, [GAP], ["ak"]) == ([], [])


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("edi:EDI.SEX:workforce", {"EDI.SEX:workforce", "EDI:workforce"}),
        ("edi:EDI.SEX", {"EDI.SEX:workforce", "EDI.SEX:community", "EDI:workforce", "EDI:community"}),
        ("EDI.SEX", {"EDI.SEX:workforce", "EDI.SEX:community", "EDI:workforce", "EDI:community"}),
        ("edi", {"EDI:workforce", "EDI:community"}),
        ("edi:EDI:community", {"EDI:community"}),
        ("other:EDI.SEX:workforce", set()),
    ],
)
def test_a_known_paper_speaks_of_its_cell_and_of_the_familys_and_of_no_other(name: str, cells: set[str]) -> None:
    every = {one for one in names_of([GAP]) if one.count(":") == 2}

    assert {one for one in every if is_known_for(name, one)} == {f"edi:{one}" for one in cells}


def test_cells_that_are_covered_by_a_wider_name_alone_are_told_apart(tmp_path: Path) -> None:
    path = write(tmp_path, entry("edi, edi:EDI:workforce, edi:EDI.SEX"))

    (found,), _ = read_judgements([path], SCHEMA, [GAP], ["ak"])

    assert len(found.cells) == 6
    assert found.inherited == tuple(one for one in found.cells if one != "edi:EDI:workforce")
