"""Whatever happens to an export on its way: it is read whole, or the run stops with a sentence."""

import random
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from identification.entries import read_export
from identification.errors import InputError
from identification.readers import import_searches, read_search
from identification.records import Search
from tests.unit.identification.test_formats import ENW, OVID, TABLES, WOS, XML

RIS = """TY  - JOUR
TI  - Führung über Grenzen
AB  - Two lines
of an abstract, "quoted".
AU  - Ash, K.
PY  - 2019
ER  -

TY  - JOUR
T1  - Skills for systems
A1  - Birch, L.
Y1  - 2020//
ER  -
"""
NBIB = "PMID- 31\nTI  - Führung über\n      Grenzen.\nDP  - 2019 Mar\n\nPMID- 32\nTI  - Skills.\nDP  - 2020\n"
BIBTEX = '@article{a,\n title = {F{\\"u}hrung über Grenzen},\n year = {2019}\n}\n\n@misc{b,\n title = {Skills}\n}\n'
CSV = 'Title,Year,Abstract\n"Führung, über",2019,"Two\nlines"\nSkills,2020,\n'
SMALL = (RIS, NBIB, BIBTEX, CSV, ENW, WOS, XML, OVID, TABLES["Dimensions"], TABLES["Web of Science"])
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "mac-roman", "cp1250")
VARIANTS = 200
FIRST_BYTES = 6_000


class Change(NamedTuple):
    """One accident, and the numbers that say where it happens."""

    kind: str
    first: int
    second: int


CHANGES = st.builds(
    Change,
    st.sampled_from(("cut", "begin", "delete", "double", "swap", "flip", "ends", "encode", "mark", "insert")),
    st.integers(0, 1_000_000),
    st.integers(0, 1_000_000),
)


def changed(content: bytes, change: Change) -> bytes:
    """The content after one accident."""
    kind, first, second = change
    lines = content.splitlines(keepends=True) or [b""]
    at, other = first % len(lines), second % len(lines)
    match kind:
        case "cut":
            return content[: first % (len(content) + 1)]
        case "begin":
            return content[first % (len(content) + 1) :]
        case "delete":
            return b"".join(lines[:at] + lines[at + 1 :])
        case "double":
            return b"".join(lines[: at + 1] + lines[at:])
        case "swap":
            lines[at], lines[other] = lines[other], lines[at]
            return b"".join(lines)
        case "flip":
            place = first % (len(content) or 1)
            return content[:place] + bytes([second % 256]) + content[place + 1 :]
        case "ends":
            ending = (b"\r\n", b"\r", b"\n\n", b"\x0b", b"\x00")[first % 5]
            return content.replace(b"\r\n", b"\n").replace(b"\n", ending)
        case "encode":
            text = content.decode("utf-8", errors="replace")
            return text.encode(ENCODINGS[first % len(ENCODINGS)], errors="replace")
        case "mark":
            return (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00")[first % 4] + content
        case _:
            place = first % (len(content) + 1)
            odd = (b'"', b"{", b"}", b"\x00", b"<", b"ER  - ", b"TY  - ", b"\nTY  - JOUR\n", b"&#0;", b"\xff")
            return content[:place] + odd[second % len(odd)] + content[place:]


def first_entries(content: bytes) -> bytes:
    """The first entries of a real export, whole, so that it is the accident that breaks it."""
    if len(content) <= FIRST_BYTES:
        return content
    if b"</record>" in content:
        return content[: content.rindex(b"</record>", 0, FIRST_BYTES)] + b"</record></records></xml>"
    entries = re.split(rb"(?m)^(?=TY  - |PMID- |PT [A-Z]$|%0 |@\w+\{)", content)
    ends = [sum(map(len, entries[:count])) for count in range(2, len(entries))]
    return content[: max([end for end in ends if end <= FIRST_BYTES] or ends[:1])]


def read_or_refused(content: bytes, folder: Path) -> None:
    """Counted is read, or an InputError; whatever else is raised fails the test."""
    (folder / "export").write_bytes(content)
    sentence = ""
    try:
        records, count = read_search(Search("export", "s"), folder)
        assert count.counted == count.read == len(records) == len({record.record_id for record in records})
    except InputError as fault:
        sentence = str(fault)
    assert re.match(r"(?:export[^\n]*)?$", sentence), sentence


SETTINGS = settings(
    max_examples=VARIANTS, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@SETTINGS
@given(start=st.sampled_from(SMALL), changes=st.lists(CHANGES, min_size=1, max_size=3))
def test_a_damaged_export_is_read_whole_or_stops_with_a_sentence(
    tmp_path: Path, start: str, changes: list[Change]
) -> None:
    content = start.encode()
    for change in changes:
        content = changed(content, change)

    read_or_refused(content, tmp_path)


@SETTINGS
@given(content=st.binary(max_size=400))
def test_bytes_that_mean_nothing_stop_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    read_or_refused(content, tmp_path)


def test_damaged_real_exports_are_read_whole_or_stop_with_a_sentence(data_folder: Path, tmp_path: Path) -> None:
    chance = random.Random(7)
    kinds = ("cut", "begin", "delete", "double", "swap", "flip", "ends", "encode", "mark", "insert")
    for path in sorted((data_folder / "exports").iterdir()):
        start = first_entries(path.read_bytes())
        (tmp_path / "export").write_bytes(start)
        assert read_export(tmp_path / "export").counted > 0, path.name
        for kind in kinds:
            read_or_refused(changed(start, Change(kind, chance.randrange(10**6), chance.randrange(10**6))), tmp_path)


@pytest.mark.parametrize("place", range(0, len(RIS), 3))
def test_a_ris_file_cut_anywhere_loses_no_record_without_a_word(tmp_path: Path, place: int) -> None:
    content = RIS[:place]
    (tmp_path / "export").write_text(content, encoding="utf-8")
    sentence = ""
    try:
        assert len(read_export(tmp_path / "export").entries) == content.count("TY  - ")
    except InputError as fault:
        sentence = str(fault)
    assert re.search("^$|cut off|an export that can be read", sentence)


@pytest.mark.parametrize("content", [RIS, NBIB, BIBTEX, CSV, ENW, WOS, XML, OVID])
def test_the_same_export_twice_adds_nothing(tmp_path: Path, content: str) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(content, encoding="utf-8")

    imported = import_searches([Search("a", "s", "2022"), Search("b", "s", "2023")], tmp_path)

    assert [(count.read, count.seen_before) for count in imported.counts] == [(2, 0), (2, 2)]
    assert len(imported.records) == 2


@pytest.mark.parametrize(
    ("content", "parts"),
    [(RIS, "\n\n"), (NBIB, "\n\n"), (BIBTEX, "\n\n"), (ENW, "\n\n")],
)
def test_the_order_of_entries_changes_no_id(tmp_path: Path, content: str, parts: str) -> None:
    def ids(text: str) -> set[str]:
        (tmp_path / "export").write_text(text, encoding="utf-8")
        return {record.record_id for record in read_search(Search("export", "s"), tmp_path)[0]}

    assert ids(content) == ids(parts.join(reversed(content.strip().split(parts))) + "\n")


def test_the_order_of_rows_changes_no_id(tmp_path: Path) -> None:
    rows = ['"Führung, über",2019,"Two\nlines"\n', "Skills,2020,\n", "Skills,2020,\n", ",,Nothing else\n"]
    for name, ordered in (("before", rows), ("after", rows[::-1])):
        (tmp_path / name).write_text("Title,Year,Abstract\n" + "".join(ordered), encoding="utf-8")

    before, after = (read_search(Search(name, "s"), tmp_path)[0] for name in ("before", "after"))

    assert {(one.record_id, one.title) for one in before} == {(one.record_id, one.title) for one in after}


def test_the_order_of_real_entries_changes_no_id(tmp_path: Path, data_folder: Path) -> None:
    real = (data_folder / "exports" / "cs_Dimensions_246.ris").read_text(encoding="utf-8")
    entries = [f"TY  - {entry}" for entry in real.split("TY  - ")[1:]]
    (tmp_path / "before").write_text("".join(entries), encoding="utf-8")
    random.Random(1).shuffle(entries)
    (tmp_path / "after").write_text("".join(entries), encoding="utf-8")

    before, after = (read_search(Search(name, "s"), tmp_path)[0] for name in ("before", "after"))

    assert len(before) == 246
    assert {(one.record_id, one.title) for one in before} == {(one.record_id, one.title) for one in after}
