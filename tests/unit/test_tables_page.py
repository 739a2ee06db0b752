"""The page of tables says of every column what may stand in it."""

from typing import Any

import pytest

from extraction.text_layer import Box
from identification.vocabulary import Decision
from workflow.review import TABLE_NAMES
from workflow.tables_page import KEPT, TABLES, tables_page, takes


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        (str, "text"),
        (float | None, "number, or empty"),
        (bool, "true or false"),
        (tuple[str, ...], "list of text"),
        (dict[str, str] | None, "names, each with text, or empty"),
        (Decision, "one of: `include`, `exclude`, `maybe`"),
        (Decision | None, "one of: `include`, `exclude`, `maybe`, or empty"),
        (tuple[Box, ...], "list of [Box](#box)"),
    ],
)
def test_a_type_is_said_in_words(hint: Any, words: str) -> None:
    assert takes(hint) == words


def test_a_type_that_stands_inside_a_cell_has_a_section_of_its_own() -> None:
    page = tables_page()

    assert page.index("### Passage\n") < page.index("### Box\n") < page.index("### Suggestion\n")


def test_every_type_has_one_section_however_many_tables_have_its_columns() -> None:
    page = tables_page()

    assert [kind for _, kind in (*TABLES, *KEPT) if page.count(f"\n### {kind.__name__}\n") != 1] == []


def test_what_people_may_leave_out_is_said_to_be_optional() -> None:
    assert "| `limits` | text; optional |" in tables_page()
    assert "| `source` | text |" in tables_page()


def test_a_full_text_can_have_the_name_of_no_table_of_its_stage() -> None:
    beside = {path.removeprefix("results/extraction/") for path, _ in TABLES if path.startswith("results/extraction/")}

    assert set(TABLE_NAMES) == {name for name in beside if "/" not in name}
