"""A themes file changes where a person changed it, and nowhere else; nothing of anybody else is written over."""

from collections.abc import Callable
from difflib import ndiff
from pathlib import Path
from random import Random
from typing import Any

import pytest

from identification.errors import InputError
from synthesis.theme_file import ChangedElsewhereError, ThemeFile
from synthesis.themes import read_themes

SCHEMA = Path(__file__).parents[3] / "workflow/schemas/themes.schema.yaml"
WRITTEN = """\
# Ours, agreed on 3 March.
themes:
  - id: T2            # was T1
    name: "Home pulls"
    statement: >-
      What leaders answer for
      draws them back.
    level: descriptive
    # the strongest first
    extracts:
      - e2
      - e1   # weak?
    # none looked for yet

  - {id: T1, name: Trust, level: descriptive, statement: '', extracts: [e3, e4]}
  # the one that ties them together
  - level: analytical
    id: T3
    name: Borrowed authority
    statement: It is borrowed.
    parts: [T1]   # T2 too?
# the end
"""

Theme = dict[str, Any]


def theme_file(folder: Path, text: str = WRITTEN) -> ThemeFile:
    (folder / "themes.yaml").write_bytes(text.encode())
    return ThemeFile(folder / "themes.yaml", SCHEMA)


def changed(folder: Path, change: Callable[[dict[str, Theme]], Any], text: str = WRITTEN) -> str:
    """The text of the file after a change of its themes by id."""
    file = theme_file(folder, text)
    named = {one["id"]: {key: list(v) if isinstance(v, list) else v for key, v in one.items()} for one in file.themes}
    change(named)
    file.write(list(named.values()))
    assert read_themes([file.path], SCHEMA) == list(named.values()) == file.themes
    return file.path.read_bytes().decode()


def lines_that_differ(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and those that came."""
    told = list(ndiff(before.splitlines(), after.splitlines()))
    return [one[2:] for one in told if one[0] == "-"], [one[2:] for one in told if one[0] == "+"]


NEW = ["  - id: T4", "    name: New", "    level: descriptive", "    statement: ''"]
CHANGES: dict[str, tuple[Callable[[dict[str, Theme]], Any], list[str], list[str]]] = {
    "an extract comes to the end of its list": (lambda t: t["T2"]["extracts"].append("e9"), [], ["      - e9"]),
    "an extract goes": (lambda t: t["T2"]["extracts"].remove("e2"), ["      - e2"], []),
    "the remark beside an extract that goes stays": (
        lambda t: t["T2"]["extracts"].remove("e1"),
        ["      - e1   # weak?"],
        ["      # weak?"],
    ),
    "the last extracts go": (
        lambda t: t["T2"].update(extracts=[]),
        ["    extracts:", "      - e2", "      - e1   # weak?"],
        ["    extracts: []", "      # weak?"],
    ),
    "a list is new": (lambda t: t["T3"].update(negative=["e1"]), [], ["    negative:", "      - e1"]),
    "a list is new between braces": (
        lambda t: t["T1"].update(negative=["e1"]),
        ["  - {id: T1, name: Trust, level: descriptive, statement: '', extracts: [e3, e4]}"],
        ["  - {id: T1, name: Trust, level: descriptive, statement: '', extracts: [e3, e4], negative: [e1]}"],
    ),
    "between brackets one comes": (
        lambda t: t["T3"]["parts"].append("T2"),
        ["    parts: [T1]   # T2 too?"],
        ["    parts: [T1, T2]   # T2 too?"],
    ),
    "between brackets one goes": (
        lambda t: t["T1"]["extracts"].remove("e3"),
        ["  - {id: T1, name: Trust, level: descriptive, statement: '', extracts: [e3, e4]}"],
        ["  - {id: T1, name: Trust, level: descriptive, statement: '', extracts: [e4]}"],
    ),
    "between brackets the last goes": (
        lambda t: t["T3"].update(parts=[]),
        ["    parts: [T1]   # T2 too?"],
        ["    parts: []   # T2 too?"],
    ),
    "a name": (lambda t: t["T2"].update(name="yes: no"), ['    name: "Home pulls"'], ["    name: 'yes: no'"]),
    "a folded statement": (
        lambda t: t["T2"].update(statement="Short # and odd."),
        ["    statement: >-", "      What leaders answer for", "      draws them back."],
        ["    statement: 'Short # and odd.'"],
    ),
    "a long statement is folded": (
        lambda t: t["T3"].update(statement="word " * 25 + "end"),
        ["    statement: It is borrowed."],
        ["    statement: >-", "      " + "word " * 22 + "word", "      word word end"],
    ),
    "a statement between braces": (
        lambda t: t["T1"].update(statement="Trust, {and} more"),
        ["  - {id: T1, name: Trust, level: descriptive, statement: '', extracts: [e3, e4]}"],
        ["  - {id: T1, name: Trust, level: descriptive, statement: 'Trust, {and} more', extracts: [e3, e4]}"],
    ),
    "a theme comes": (
        lambda t: t.update(T4={"id": "T4", "name": "New", "level": "descriptive", "statement": "", "extracts": ["e1"]}),
        [],
        [
            "",
            "  - id: T4",
            "    name: New",
            "    level: descriptive",
            "    statement: ''",
            "    extracts:",
            "      - e1",
        ],
    ),
    "a theme goes": (
        lambda t: t.pop("T1"),
        ["  - {id: T1, name: Trust, level: descriptive, statement: '', extracts: [e3, e4]}"],
        [],
    ),
    "from one list to a new one": (
        lambda t: t["T2"].update(extracts=["e2"], negative=["e1"]),
        ["      - e1   # weak?"],
        ["    negative:", "      - e1", "      # weak?"],
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_only_the_lines_that_are_concerned_change(tmp_path: Path, case: str) -> None:
    change, went, came = CHANGES[case]

    after = changed(tmp_path, change)

    assert lines_that_differ(WRITTEN, after) == (went, came)


@pytest.mark.parametrize("case", CHANGES)
def test_line_breaks_of_windows_and_a_byte_order_mark_stay(tmp_path: Path, case: str) -> None:
    windows = "\N{ZERO WIDTH NO-BREAK SPACE}" + WRITTEN.replace("\n", "\r\n")

    after = changed(tmp_path, CHANGES[case][0], windows)

    assert after[0] == windows[0]
    assert after.count("\n") == after.count("\r\n")
    assert after[1:].replace("\r\n", "\n") == changed(tmp_path, CHANGES[case][0])


def test_without_a_file_the_first_theme_makes_one(tmp_path: Path) -> None:
    file = ThemeFile(tmp_path / "themes.yaml", SCHEMA)
    theme = {"id": "T1", "name": "Trust", "level": "descriptive", "statement": ""}

    file.write([theme])

    first, *others = file.path.read_text().splitlines()
    assert first.startswith("# The themes of this review")
    assert others == ["themes:", "  - id: T1", "    name: Trust", "    level: descriptive", "    statement: ''"]
    assert [one.name for one in tmp_path.iterdir()] == ["themes.yaml"], "nothing is left beside it"


def test_an_empty_list_between_brackets_keeps_the_remark_beside_it(tmp_path: Path) -> None:
    theme = {"id": "T1", "name": "Trust", "level": "descriptive", "statement": ""}

    after = changed(tmp_path, lambda t: t.update(T1=theme), "# ours\nthemes: []  # none yet\n")

    assert after.startswith("# ours\nthemes:\n  - id: T1\n")
    assert after.endswith("# none yet\n")


@pytest.mark.parametrize("end", ["", "\n\n", "...\n"])
def test_a_theme_comes_behind_the_last_however_the_file_ends(tmp_path: Path, end: str) -> None:
    theme = {"id": "T4", "name": "New", "level": "descriptive", "statement": ""}

    after = changed(tmp_path, lambda t: t.update(T4=theme), WRITTEN.rstrip("\n") + end)

    assert after.count("# the end") == 1


def test_what_a_colleague_wrote_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    file = theme_file(tmp_path)
    theirs = WRITTEN.replace("Trust", "Trust is saved up")
    file.path.write_text(theirs)

    with pytest.raises(ChangedElsewhereError, match=r"has changed it since it was read here: .*\. Reload"):
        file.write([])

    assert file.path.read_text() == theirs
    file.reload()
    assert [one["name"] for one in file.themes] == ["Home pulls", "Trust is saved up", "Borrowed authority"]


def test_a_file_that_a_colleague_made_or_removed_meanwhile_counts_as_changed(tmp_path: Path) -> None:
    fresh = ThemeFile(tmp_path / "themes.yaml", SCHEMA)
    file = theme_file(tmp_path)
    with pytest.raises(ChangedElsewhereError):
        fresh.write([])
    file.path.unlink()

    with pytest.raises(ChangedElsewhereError):
        file.write([])

    assert not file.path.exists()


ANCHORED = WRITTEN.replace("extracts: [e3, e4]", "extracts: &both [e3, e4], negative: *both")


@pytest.mark.parametrize(
    ("text", "change"),
    [
        (WRITTEN, lambda t: t.pop("T2")),
        (
            WRITTEN.replace("      draws", "\n      draws").replace(">-", "> # a remark"),
            lambda t: t["T2"].update(statement="x"),
        ),
        (ANCHORED, lambda t: t["T1"]["extracts"].append("e9")),
        (ANCHORED, lambda t: t["T1"]["extracts"].remove("e3")),
    ],
)
def test_what_would_lose_a_remark_or_more_than_was_meant_is_left_to_an_editor(
    tmp_path: Path, text: str, change: Callable[[dict[str, Theme]], Any]
) -> None:
    with pytest.raises(InputError, match=r"themes\.yaml: .* cannot be changed here .* Change it in an editor"):
        changed(tmp_path, change, text)

    assert (tmp_path / "themes.yaml").read_text() == text
    assert [one.name for one in tmp_path.iterdir()] == ["themes.yaml"]


def test_a_fault_in_the_file_is_named_with_its_line_and_what_was_read_before_stays(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"themes\.yaml, line 8: "):
        theme_file(tmp_path, WRITTEN.replace("level: descriptive\n", "level: descriptif\n"))
    file = theme_file(tmp_path)
    file.path.write_text("themes: [")

    with pytest.raises(InputError, match=r"themes\.yaml, line 1: not readable YAML"):
        file.reload()

    assert len(file.themes) == 3


def test_a_file_or_folder_that_cannot_be_written_is_one_sentence_and_changes_nothing(tmp_path: Path) -> None:
    file = theme_file(tmp_path)
    file.path.chmod(0o444)
    with pytest.raises(InputError, match=r"not saved, because '.*' cannot be written \(.*read-only\)\. Free"):
        file.write([])
    (tmp_path / "a file").write_text("")
    nowhere = ThemeFile(tmp_path / "no folder" / "themes.yaml", SCHEMA)

    with pytest.raises(InputError, match=r"not saved, because .* cannot be written \(No such file"):
        nowhere.write([])

    assert file.path.read_text() == WRITTEN
    assert nowhere.themes == []


def test_the_rights_of_the_file_and_a_link_to_it_stay(tmp_path: Path) -> None:
    file = theme_file(tmp_path)
    file.path.chmod(0o640)
    (tmp_path / "link.yaml").symlink_to(file.path)

    ThemeFile(tmp_path / "link.yaml", SCHEMA).write(file.themes[:1] + file.themes[2:])

    assert (tmp_path / "link.yaml").is_symlink()
    assert file.path.stat().st_mode & 0o777 == 0o640
    assert "Trust" not in file.path.read_text()


ODD = ["", "a: b", "- c", "# d", "'e", "é — \N{GRINNING FACE} \a", "long words " * 30 + "end"]


def test_any_change_of_lists_reads_back_as_it_was_meant(tmp_path: Path) -> None:
    draw = Random(8)
    file = theme_file(tmp_path)
    for step in range(60):
        themes = [{key: list(v) if isinstance(v, list) else v for key, v in one.items()} for one in file.themes]
        one = draw.choice(themes)
        for name in draw.sample(("extracts", "negative", "parts"), draw.randint(1, 3)):
            kept = [entry for entry in one.get(name, []) if draw.random() < 0.6]
            one[name] = kept + [f"{name[0]}{step}-{at}" for at in range(draw.randint(0, 2))]
        one["statement"] = draw.choice(
            ["", "a: b", "- c", "# d", "'e", "é — \N{GRINNING FACE} \a", "long words " * 30 + "end"]
        )

        file.write(themes)

        assert read_themes([file.path], SCHEMA) == themes
    assert [one for one in WRITTEN.splitlines() if "#" in one and one not in file.path.read_text().splitlines()] == [
        "      - e1   # weak?",
        "    parts: [T1]   # T2 too?",
    ]
