"""One list of packages: pyproject names them, the lock pins them with hashes, conda and the launcher take the lock."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml


def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def named(requirement: str) -> str:
    """The name of a package as registries compare it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0]).lower()


def locked(root: Path) -> dict[str, str]:
    """Each package of the lock with its whole entry."""
    entries = re.split(r"\n(?=[a-z0-9])", (root / "requirements.lock").read_text(encoding="utf-8"))
    return {named(entry): entry for entry in entries if "==" in entry.splitlines()[0]}


def launch(root: Path, *words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(root / "launch.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | variables, check=False)


def test_every_dependency_of_the_project_is_in_the_lock_with_hashes(root: Path) -> None:
    wanted = project(root)["project"]["dependencies"] + project(root)["dependency-groups"]["dev"]

    for requirement in wanted:
        assert "--hash=sha256:" in locked(root).get(named(requirement), ""), requirement


def test_every_package_of_the_lock_has_an_exact_version_and_a_hash(root: Path) -> None:
    for name, entry in locked(root).items():
        assert re.match(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==\S+", entry), name
        assert "--hash=sha256:" in entry, name


def test_the_lock_names_no_host() -> None:
    lock = (Path(__file__).parents[2] / "requirements.lock").read_text(encoding="utf-8")

    assert not re.search(r"https?:|file:|@ |--index|--find-links|--extra-index|--trusted-host", lock)


def test_conda_users_get_the_same_python_and_the_same_lock(root: Path) -> None:
    conda = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))
    python = project(root)["project"]["requires-python"].removeprefix(">=")

    assert conda["dependencies"] == [f"python={python}", "pip", {"pip": ["-r requirements.lock"]}]
    assert conda["name"] == project(root)["project"]["name"]


def test_the_citation_names_the_version_of_the_project(root: Path) -> None:
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))

    assert citation["version"] == project(root)["project"]["version"]


def test_make_knows_every_command_of_the_launcher(root: Path) -> None:
    line = re.search(r"^COMMANDS = (.+)$", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    told = re.findall(r"^  (\w+) ", launch(root).stdout, re.MULTILINE)

    assert line is not None
    assert sorted(line[1].split()) == sorted(told)


def test_a_mistyped_command_or_word_is_one_sentence_and_makes_no_environment(root: Path, tmp_path: Path) -> None:
    for words, sentence in (
        (["dmeo"], "'dmeo' is not a command. Did you mean 'demo'?\n"),
        (["run", "REVEIW=x"], "'REVEIW=x' is nothing that 'run' takes. Did you mean 'REVIEW'?\n"),
        (["decisions", "NAME=x"], "'NAME=x' is nothing that 'decisions' takes. Did you mean 'NAMES'?\n"),
        (["export", "FORMATS=ris"], "'FORMATS=ris' is nothing that 'export' takes. Did you mean 'FORMAT'?\n"),
        (["new", "review=x"], "'review=x' is nothing that 'new' takes. Did you mean 'REVIEW'?\n"),
    ):
        done = launch(root, *words, ENV_DIR=str(tmp_path / "env"))

        assert (done.returncode, done.stderr) == (1, sentence)
    assert not (tmp_path / "env").exists()


def test_without_real_data_the_real_review_is_skipped_with_a_sentence(root: Path, tmp_path: Path) -> None:
    done = launch(root, "real", REVIEW_DATA=str(tmp_path / "none"), ENV_DIR=str(tmp_path / "env"))

    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert done.stdout.startswith("Skipped the real review: there is no folder")
    assert not (tmp_path / "env").exists()


def test_a_folder_that_is_no_environment_is_left_alone(root: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")

    done = launch(root, "docs", ENV_DIR=str(tmp_path))

    assert done.returncode == 1
    assert "is not empty and not an environment" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize(("required", "outcome"), [({}, "1 skipped"), ({"REQUIRE_BROWSER": "1"}, "1 error")])
def test_a_browser_test_without_chromium_is_skipped_or_fails_where_one_is_required(
    root: Path, tmp_path: Path, required: dict[str, str], outcome: str
) -> None:
    test = "tests/browser/test_trace.py::test_print_shows_what_is_open_and_hides_the_tools"
    surroundings = {name: value for name, value in os.environ.items() if name != "REQUIRE_BROWSER"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rs", test],
        capture_output=True,
        text=True,
        cwd=root,
        env=surroundings | required | {"PATH": str(tmp_path)},
        check=False,
    )

    assert outcome in done.stdout
    assert "no Chromium was found" in done.stdout


@pytest.mark.long
def test_a_fresh_environment_is_made_once_and_again_when_the_lock_changes(root: Path, tmp_path: Path) -> None:
    env = tmp_path / "an environment"
    launch(root, "docs", ENV_DIR=str(env))
    second = launch(root, "docs", ENV_DIR=str(env))
    (env / "requirements.lock.sha256").write_text("of an older lock\n")

    third = launch(root, "docs", ENV_DIR=str(env))

    assert "Making the environment" not in second.stdout
    assert "Making the environment" in third.stdout
    assert third.returncode == 0


@pytest.mark.parametrize(
    "name", ["O'Brien", 'the "old" one', "costs $5 $(x) $$", "two  blanks \\ a\\b", "a -- b", "ü\nx"]
)
def test_make_hands_on_what_was_typed_letter_by_letter(root: Path, tmp_path: Path, name: str) -> None:
    command = ["make", "-s", "-C", str(root), "doctor", f"REVIEW={tmp_path}/{name}", "DATE="]

    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "'DATE=' is nothing that 'doctor' takes." in done.stderr
    done = subprocess.run(command[:-1], capture_output=True, text=True, check=False)

    assert f"{tmp_path}/{name} holds no review" in done.stderr
