"""A table is written and read without changing a value: same rows, same bytes."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from identification.errors import InputError
from identification.tables import read_all, read_lines, read_table, write_lines, write_table
from identification.vocabulary import Decision


@dataclass(frozen=True)
class Row:
    """One row with every kind of value."""

    row_id: str
    text: str = ""
    count: int = 0
    share: float | None = None
    word: Decision = Decision.MAYBE
    names: tuple[str, ...] = ()
    yes: bool = False


ROWS = [
    Row("b", 'NA, "null"\nand a second line', 3, 0.25, Decision.INCLUDE, ("x", "y; z"), True),
    Row("a", "=1+1", -1, None, Decision.EXCLUDE),
]


def test_rows_come_back_as_they_were_sorted_by_id(tmp_path: Path) -> None:
    write_table(ROWS, Row, tmp_path / "t.csv")

    assert read_table(tmp_path / "t.csv", Row) == [ROWS[1], ROWS[0]]


def test_the_order_of_rows_changes_no_byte(tmp_path: Path) -> None:
    write_table(ROWS, Row, tmp_path / "one.csv")
    write_table(ROWS[::-1], Row, tmp_path / "two.csv")

    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_lines_keep_their_order_and_nested_values(tmp_path: Path) -> None:
    write_lines(ROWS, tmp_path / "t.jsonl")

    assert read_lines(tmp_path / "t.jsonl", Row) == ROWS


def test_a_table_that_nobody_has_written_yet_has_no_rows() -> None:
    assert read_all([], Row) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("row_id,colour\na,red\n", "line 1: unknown column 'colour'"),
        ("text\nhello\n", "line 1: column 'row_id' is missing"),
        ("row_id,word\na,inlcude\n", "line 2: 'inlcude' is not allowed here. Use include, exclude, maybe."),
        ("row_id,count\na,1\nb,many\n", "line 3: 'many' is not allowed here. Use int."),
        ('row_id,text\na,"torn\nb,whole\nc,whole\n', "line 2: a quotation mark is not closed"),
    ],
)
def test_a_fault_in_a_persons_table_is_one_sentence_with_its_line(tmp_path: Path, content: str, sentence: str) -> None:
    (tmp_path / "t.csv").write_text(content)

    with pytest.raises(InputError) as fault:
        read_table(tmp_path / "t.csv", Row)

    assert sentence in str(fault.value)


def test_a_carriage_return_in_a_note_breaks_no_table(tmp_path: Path) -> None:
    write_table([Row("a", "first\rsecond\r\nthird"), Row("b")], Row, tmp_path / "t.csv")

    assert [row.text for row in read_table(tmp_path / "t.csv", Row)] == ["first\nsecond\nthird", ""]


def test_a_table_with_semicolons_from_a_spreadsheet_is_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("row_id;text\na;one, two\n")

    assert read_table(tmp_path / "t.csv", Row) == [Row("a", "one, two")]


def test_a_table_saved_by_a_spreadsheet_with_its_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"\xef\xbb\xbfrow_id,text\r\na,hello\r\n")

    assert read_table(tmp_path / "t.csv", Row) == [Row("a", "hello")]
