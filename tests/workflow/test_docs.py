"""What the documentation promises of tables, thresholds and rules is what the code does and what a run writes."""

import ast
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from identification.conditions import CONDITIONS
from identification.intervals import upper_bound
from identification.rules import CHAIN, RULES
from identification.tables import columns
from identification.wording import percent
from reporting.cells import file_name
from workflow.commands import TABLES as KEPT_SINCE_THE_START
from workflow.rules_page import GOLDEN, rules_page, shown_rules
from workflow.tables_page import KEPT, TABLES, readers_tables, tables_page
from workflow.tables_words import EVIDENCE_TABLES

PACKAGES = ("identification", "screening", "extraction", "synthesis", "reporting")
# Modules and constants whose numbers change no count, share, order or text of a review, each with what they do.
NO_METHOD = {
    "screening.batch_workbook": "how a workbook looks, and the limits of Excel",
    "screening.batches.MARK_PARTS": "the parts of a mark that is written and read by the same module",
    "screening.features.AT_ONCE": "how many rows are multiplied at once",
    "reporting.flow_layout": "pixels of a picture",
    "reporting.flow_pictures": "pixels of a picture, and how often its PDF is drawn until its bytes are the same",
    "reporting.overlap_drawing": "pixels of a picture",
    "identification.doctor": "what is remarked on in an export, of which nothing is changed",
    "reporting.svg_text": "widths of letters in a picture",
    "reporting.evidence_drawing": "pixels of a picture",
    "reporting.figure_drawing": "pixels of a picture",
    "reporting.step_figures": "pixels of a picture",
    "reporting.workbook": "sizes of a sheet, and what Excel can hold",
    "extraction.study_names.TITLE_WORDS": "how a study without an author is named",
    "extraction.study_names.INITIALS": "how a study is named after its first author",
    "reporting.document_docx": "sizes and colours of a Word file",
    "reporting.document_pdf.SHORT_TITLE": "how much of a title the foot of a page repeats",
    "reporting.word_parts.FIRST_PRINTABLE": "which signs a file of Word cannot hold",
    "reporting.document_parts": "widths of columns on a page",
    "reporting.document_contents.OVERLAP_WIDTH": "the width of a picture",
    "reporting.document_answers.SHORT": "how many sentences of a headline stand on one page",
    "reporting.document_answers.WHOLE": "as many sentences as there are",
    "reporting.document_answers.QUOTES_SHOWN": "how many quotes of a gap a sentence shows before it counts the rest",
    "reporting.document_answers.MOST_NAMED": "how many names a sentence lists before it counts the rest",
    "reporting.index_page.KILO": "bytes in a kilobyte",
    "screening.highlights.KEPT": "how many texts a card keeps in memory, with what is marked in them",
    "screening.opening.MOST_KEYWORDS": "how many keywords of a record a card shows",
    "screening.progress.POINTS": "how fine a curve is drawn",
    "screening.views": "how many finds of a search a card shows, and how much of each",
    "identification.tables.KEPT_CELLS": "how many different cells of a column are read once each",
    "extraction.report_card.KEPT_OPEN": "how many texts a card keeps in memory",
    "screening.card.SHORT_TITLE": "how much of a title a card repeats",
    "extraction.trays.SHORT_QUOTE": "how much of a quote a card repeats",
    "extraction.page_view": "pixels of a page's picture on a card",
    "extraction.coding_desk.KEPT_OPEN": "how many documents a card keeps in memory",
    "reporting.coding_steps.SHOWN": "how many codes a step names",
    "synthesis.theme_text.WIDTH": "where a statement in themes.yaml is folded",
    "screening.simulation": "how labelled sets are replayed to measure a ranking; no review is touched",
    "extraction.extracts.LONGEST_SHOWN": "how much of a quote a sentence repeats",
    "reporting.package_differences.BEFORE": "how much of a long value a sentence shows before the letter that differs",
    "reporting.package_differences.SHOWN": "how much of a long value a sentence shows",
    "reporting.package.READABLE": "who may read a file in the zip",
}
# Evidence tables with a column for each characteristic, skill or source of a review.
WITH_A_COLUMN_FOR_EACH = ("Included studies", "Skills matrix", "Definition matrix", "Overlap")


# ------------------------------------------------------------------------------------------------------------ tables


def test_the_page_of_tables_is_in_step_with_the_types(root: Path) -> None:
    page = (root / "docs/tables.md").read_text(encoding="utf-8")

    assert page == tables_page(), "docs/tables.md is not what the types say: python3 launch.py docs"


def test_every_table_that_a_run_writes_is_explained(finished_example: Path) -> None:
    known = {path for path, _ in TABLES} | {f"{EVIDENCE_TABLES}/{file_name(sheet)}" for sheet in readers_tables()}

    written = {_listed_as(path, finished_example) for path in _tables_of(finished_example)}

    assert written - known == set(), "workflow/tables_page.py does not list these"


def test_every_table_that_is_explained_is_written_by_a_run(finished_example: Path) -> None:
    written = {_listed_as(path, finished_example) for path in _tables_of(finished_example)}

    assert {path for path, _ in TABLES} - written == set(), "a complete run does not write these"


@pytest.mark.parametrize(("path", "kind"), TABLES, ids=[path for path, _ in TABLES])
def test_a_table_has_the_columns_of_its_type(path: str, kind: type, finished_example: Path) -> None:
    files = sorted(finished_example.glob(path.replace("{document}", "*")))
    headers = [header for file in files for header in _headers(file)]

    assert headers or path.endswith(".jsonl"), f"{path} is not there"
    assert [header for header in headers if header != columns(kind)] == []


# No full text of the example has a table; tests/unit/extraction/test_zones.py looks at the tables of others.
NOT_IN_THE_EXAMPLE = {
    "results/extraction/{document}/tables.jsonl",
    "results/extraction/{document}/refused_suggestions.jsonl",
}


@pytest.mark.parametrize("path", sorted({path for path, _ in TABLES if path.endswith(".jsonl")} - NOT_IN_THE_EXAMPLE))
def test_some_document_has_rows_in_every_table_of_documents(path: str, finished_example: Path) -> None:
    files = finished_example.glob(path.replace("{document}", "*"))

    assert any(file.stat().st_size for file in files), f"{path} is empty everywhere, so nothing was compared"


def test_evidence_tables_have_the_headings_that_are_explained(finished_example: Path) -> None:
    for sheet in readers_tables():
        (header,) = _headers(finished_example / EVIDENCE_TABLES / file_name(sheet))

        assert [heading for heading in header if heading in sheet.header] == list(sheet.header), sheet.name
        assert len(header) == len(sheet.header) or sheet.name in WITH_A_COLUMN_FOR_EACH, sheet.name


def test_the_tables_that_people_keep_are_explained() -> None:
    explained = {path.removeprefix("review/"): kind for path, kind in KEPT}

    assert explained.items() >= dict(KEPT_SINCE_THE_START).items()


# ------------------------------------------------------------------------------------------------------------ method


def test_every_threshold_of_the_code_is_in_the_method_with_its_value(root: Path) -> None:
    in_code = {name: value for name, value in thresholds(root) if not _is_no_method(name)}
    in_page = dict(re.findall(r"^\| `(\w+\.\w+\.[A-Z_]+)` \| ([^|]+) \|", _method(root), re.MULTILINE))

    assert in_code.keys() - in_page.keys() == set(), "docs/method.md does not name these"
    assert in_page.keys() - in_code.keys() == set(), "docs/method.md names these, and the code has none"
    assert {name: (value, in_page[name]) for name, value in in_code.items() if _said(value) != in_page[name]} == {}


def test_what_is_left_out_of_the_method_is_there_to_be_left_out(root: Path) -> None:
    names = [name for name, _ in thresholds(root)]

    assert [one for one in NO_METHOD if not any(name == one or name.startswith(f"{one}.") for name in names)] == []


def test_the_page_of_rules_for_duplicates_is_in_step_with_the_rules_and_their_cases(root: Path) -> None:
    page = (root / "docs/duplicate-rules.md").read_text(encoding="utf-8")

    assert page == rules_page(), "docs/duplicate-rules.md is not what the rules say: python3 launch.py docs"


def test_every_rule_for_duplicates_has_a_pair_that_it_decides_and_one_that_it_refuses() -> None:
    shown = shown_rules(json.loads(GOLDEN.read_text(encoding="utf-8")))

    assert [one.rule.name for one in shown if not one.decides] == []
    assert [one.rule.name for one in shown if not one.refuses] == []


def test_every_condition_is_used_by_a_rule() -> None:
    used = {name for rule in (*RULES, CHAIN) for name in (*rule.when, *rule.unless)}

    assert used == set(CONDITIONS)


def test_the_worked_numbers_of_the_method_are_those_of_the_code(root: Path) -> None:
    words = " ".join(_method(root).split())

    for present, assessed, cells in ((0, 39, 1), (0, 105, 1), (0, 39, 36)):
        bound = upper_bound(present, assessed, cells=cells)
        assert bound is not None
        between = f" with {cells} cells" * (cells > 1)
        assert f"{present} of {assessed}{between} gives {percent(bound)}" in words


def test_the_method_names_no_constant_that_is_gone(root: Path) -> None:
    for module, name in re.findall(r"`(\w+\.\w+)\.([A-Z][A-Z_]+)`", _method(root)):
        text = (root / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
        assert re.search(rf"^(\w+, )*{name}\b", text, re.MULTILINE), f"there is no {module}.{name}"


def test_a_threshold_is_seen_however_it_is_written() -> None:
    text = "A = 3\nB, C = 0.5, 'x'\nD: int = -1\nE = {'a': 1}\nF = 16 * 1024\ng = 2\nH = ('a', 1)\nI = True\n"

    found = dict(numbers(ast.parse(text)))

    assert found == {"A": 3, "B": 0.5, "D": -1, "E": {"a": 1}, "F": 16384}


def thresholds(root: Path) -> Iterator[tuple[str, Any]]:
    """Every constant of the packages that is a number, or numbers by name, as package.module.NAME with its value."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            module = ".".join(path.relative_to(root).with_suffix("").parts)
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from ((f"{module}.{name}", value) for name, value in numbers(tree))


def numbers(tree: ast.Module) -> Iterator[tuple[str, Any]]:
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        else:
            continue
        for target in targets:
            pairs = [(target, statement.value)]
            if isinstance(target, ast.Tuple) and isinstance(statement.value, ast.Tuple):
                pairs = list(zip(target.elts, statement.value.elts, strict=True))
            for name, value in pairs:
                if isinstance(name, ast.Name) and name.id.isupper() and value is not None and _is_number(value):
                    yield name.id, eval(compile(ast.Expression(value), "", "eval"), {})


def _is_number(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return type(node.value) in (int, float)
    if isinstance(node, ast.UnaryOp):
        return _is_number(node.operand)
    if isinstance(node, ast.BinOp):
        return _is_number(node.left) and _is_number(node.right)
    return isinstance(node, ast.Dict) and all(key is not None and _is_number(value) for key, value in _items(node))


def _items(node: ast.Dict) -> list[tuple[ast.expr | None, ast.expr]]:
    return list(zip(node.keys, node.values, strict=True))


def _said(value: Any) -> str:
    """A value as the page writes it.

    >>> _said(6000), _said(0.5), _said(97.0), _said({"single": 1})
    ('6,000', '0.5', '97', 'single: 1')
    """
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_said(one)}" for name, one in value.items())
    return f"{value:,.0f}" if value == int(value) else str(value)


def _is_no_method(name: str) -> bool:
    return name in NO_METHOD or name.rpartition(".")[0] in NO_METHOD


def _method(root: Path) -> str:
    return (root / "docs/method.md").read_text(encoding="utf-8")


def _tables_of(review: Path) -> list[Path]:
    """The tables of a run; the numbers of figures lie apart, since each has the columns that its figure shows."""
    results = review / "results"
    results = review / "results"
    apart = results / "reporting/figures"
    copied = results / "reporting/package"  # of its tables only its own lie at its top
    found = [path for ending in ("csv", "jsonl") for path in results.rglob(f"*.{ending}")]
    return sorted(path for path in found if copied not in path.parent.parents and path.parent != apart)


def _listed_as(path: Path, review: Path) -> str:
    """The name of a table with `{document}` in place of a full text's name."""
    name = path.relative_to(review).as_posix()
    found = re.fullmatch(r"results/extraction/(.+)/(\w+\.jsonl)", name)
    return f"results/extraction/{{document}}/{found[2]}" if found else name


def _headers(file: Path) -> list[list[str]]:
    """The header of a CSV file; the keys of each line of a JSONL file."""
    if file.suffix == ".jsonl":
        return [list(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]
    with file.open(encoding="utf-8", newline="") as opened:
        return [next(csv.reader(opened), [])]
