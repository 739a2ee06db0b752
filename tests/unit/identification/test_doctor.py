"""What the doctor says of an export: what it is, what is filled, what looks wrong and what to do about it."""

from pathlib import Path

import pytest

from identification.doctor import Examination, describe, examine_export
from identification.records import Search

SOUND = (
    "TY  - JOUR\nTI  - Skills for systems {0}\nAU  - Ash, K.\nAB  - Short.\nPY  - 2020\nDO  - 10.5555/a{0}\nER  - \n\n"
)


def examined(folder: Path, content: str | bytes, **row: object) -> Examination:
    """The examination of an export with this content."""
    data = content.encode() if isinstance(content, str) else content
    (folder / "export.ris").write_bytes(data)
    return examine_export(folder / "export.ris", Search("export.ris", "s", **row))  # type: ignore[arg-type]


def test_a_sound_export_is_described_and_nothing_looks_wrong(tmp_path: Path) -> None:
    found = examined(tmp_path, SOUND.format(1) + SOUND.format(2), hits=2, date="2022-01-01")

    assert (found.format, found.encoding, found.counted, found.read, found.declared) == ("RIS", "utf-8", 2, 2, 2)
    assert (found.filled["title"], found.filled["pages"], found.suspicious) == (2, 0, ())
    said = describe([found])
    assert "RIS, writer not recognised; utf-8" in said
    assert "2 records counted, 2 read, 2 declared in searches.csv" in said
    assert "title 2 (100.0 %)" in said
    assert "Nothing looks wrong." in said


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("PY  - 2020", "PY  - 2031", "A year in the future or before 1900: 1 record (line 1 '2031')."),
        ("PY  - 2020", "PY  - 1818", "A year in the future or before 1900: 1 record (line 1 '1818')."),
        ("PY  - 2020", "PY  - in press", "A year without a year in it: 1 record (line 1 'in press')."),
        ("Skills for systems", "SKILLS FOR SYSTEMS", "A title in capitals: 1 record (line 1 'SKILLS FOR SYSTEMS 1')."),
        ("Skills for systems 1", "", "A title that is empty or very short: 1 record (line 1 '')."),
        (
            "Skills for",
            "Leadersâ€™",
            "Letters that a wrong encoding broke: 1 record (line 1 '- Leadersâ€™ systems",
        ),
        ("10.5555/a1", "unknown", "A DOI that is none: 1 record (line 1 'unknown')."),
        ("Short.", "x" * 32_767, "An abstract that is cut off: 1 record (line 1 '32,767 letters, ending in xxxxxxx"),
        (
            "Short.",
            "It ends ...",
            "An abstract that is cut off: 1 record (line 1 '11 letters, ending in It ends ...').",
        ),
        ("PY  -", "SP  - 01-Jun\nPY  -", "Pages that a spreadsheet made a day of: 1 record (line 1 '01-Jun')."),
        ("PY  -", "SP  - 2001-06-01 00:00:00\nPY  -", "Pages that a spreadsheet made a day of: 1 record"),
        ("AU  - Ash, K.\n", "", "1 of 1 record without authors."),
        ("AB  - Short.\n", "", "1 of 1 record without abstract."),
    ],
)
def test_what_looks_wrong_is_shown_with_its_line_and_with_what_to_do(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    found = examined(tmp_path, SOUND.format(1).replace(old, new), date="2022-01-01")

    assert [words for words in found.suspicious if words.startswith(sentence)]
    assert all(advice.endswith(".") for advice in found.advice)


def test_an_abstract_that_ends_with_its_sentence_is_whole_whatever_its_length(tmp_path: Path) -> None:
    assert examined(tmp_path, SOUND.format(1).replace("Short", "x" * 999)).suspicious == ()


def test_a_file_as_long_as_an_export_limit_or_full_of_one_title_looks_cut_or_doubled(tmp_path: Path) -> None:
    cut = examined(tmp_path, "".join(map(SOUND.format, range(500))))
    doubled = examined(tmp_path, SOUND.format(1) * 6)

    assert cut.suspicious == ("There are exactly 500 records, as if an export limit had cut the file.",)
    assert doubled.suspicious == ("5 records repeat the title of another one.",)
    assert "'skills for systems 1'" in doubled.advice[0]


def test_another_number_than_declared_is_remarked_on_and_does_not_stop_the_doctor(tmp_path: Path) -> None:
    found = examined(tmp_path, SOUND.format(1), hits=3)

    assert found.suspicious == ("1 records were read and 3 hits are declared.",)


def test_a_file_that_cannot_be_read_is_described_with_its_sentence(tmp_path: Path) -> None:
    said = describe([examined(tmp_path, b"%PDF-1.7"), examined(tmp_path, SOUND.format(1))])

    assert "export.ris: this is not an export that can be read" in said
    assert said.endswith("Nothing looks wrong.")


def test_every_real_export_is_examined(data_folder: Path) -> None:
    for path in sorted((data_folder / "exports").iterdir()):
        found = examine_export(path, Search(path.name, "s"))

        assert found.counted == found.read > 0, path.name
        assert len(found.suspicious) == len(found.advice)
