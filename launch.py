#!/usr/bin/env python3
"""One command for everything: it makes the project's own environment where needed and starts the work in it.

    python3 launch.py demo                    the worked example, from searches to report
    python3 launch.py run REVIEW=my-review    a review of your own
    python3 launch.py                         all commands

This file uses the standard library only and keeps to words that old Pythons understand, so that it can say which
Python is wanted. `make demo` is the same as `python3 launch.py demo`.
"""

import difflib
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
EXTRA = ROOT / "requirements-semantic.lock"
WANTED = (3, 11)

# What each command takes as KEY=VALUE (or from the environment), and what it does.
COMMANDS = {
    "demo": ("CORES ARGS", "run the worked example and say where to look"),
    "run": ("REVIEW CORES ARGS", "run a review (REVIEW=folder; without it the review in this folder)"),
    "test": ("ARGS REVIEW_DATA", "run the tests (ARGS='-m long' for the long ones)"),
    "real": ("DATA REVIEW_DATA REVIEW CORES", "take a real review's data through every stage (DATA=folder)"),
    "new": ("REVIEW", "start a review in a new folder (REVIEW=folder)"),
    "import": ("REVIEW FILE SOURCE DATE HITS", "log a search export (FILE=export.ris SOURCE=pubmed DATE=2026-01-31)"),
    "doctor": (
        "REVIEW FILE COLUMNS",
        "look through the exports of a review, or one (FILE=export.ris), for what is wrong",
    ),
    "event": (
        "REVIEW KIND SUBJECT DECISION WHO REASON NOTE OTHER LINK STAGE FIELD VALUE ORIGIN REPLACES",
        "note one decision (KIND=full_text SUBJECT=R... DECISION=exclude REASON=E1 WHO=your id)",
    ),
    "audit": ("REVIEW N WHO", "draw N unread records at random, which bounds what stopping would miss (N=100 WHO=id)"),
    "decisions": (
        "REVIEW FILE STAGE TOOL WHO DECISION NAMES REASONS WORDS COLUMNS DATE",
        "take in decisions of another tool (FILE=articles.csv STAGE=title_abstract NAMES='Ann Kay=ak')",
    ),
    "codings": (
        "REVIEW FILE MAPPING COLUMNS CODES WORDS NAMES WHO TOOL DATE",
        "take in codings of another tool (FILE=project.qdpx NAMES='Ann Kay=ak' CODES='Trust=SK.TRUST')",
    ),
    "export": (
        "REVIEW SET STAGE FORMAT FILE REVIEWER TEXTS",
        "write records, or SET=codings, for another tool (SET=queue FORMAT=rayyan FILE=queue.csv)",
    ),
    "dashboard": ("REVIEW APP", "open the state of the review in a browser (APP=yes: as a page, without code)"),
    "screen": (
        "REVIEW REVIEWER APP",
        "open the notebook for titles and abstracts in a browser (REVIEWER=your id; APP=yes: as an app, without code)",
    ),
    "duplicates": ("REVIEW REVIEWER APP", "open the notebook for records that may be one (REVIEWER=your id)"),
    "conflicts": (
        "REVIEW REVIEWER STAGE APP",
        "open the notebook in which an adjudicator settles conflicts (REVIEWER=your id STAGE=title_abstract)",
    ),
    "fulltext": ("REVIEW REVIEWER APP", "open the notebook in which full texts are included or not (REVIEWER=your id)"),
    "code": ("REVIEW REVIEWER APP", "open the notebook for coding full texts in a browser (REVIEWER=your id APP=yes)"),
    "themes": ("REVIEW REVIEWER APP", "open the notebook for themes in a browser (REVIEWER=your id APP=yes)"),
    "batch": ("REVIEW REVIEWER N STAGE", "write a workbook for one reviewer to fill in (REVIEWER=id N=200)"),
    "reach": ("REVIEW", "propose in review/reach.csv which sources could have found work on each gap, to be confirmed"),
    "collect": ("REVIEW FILE", "take filled workbooks in (FILE=path; without it all in review/batches)"),
    "freeze": ("REVIEW WHO", "freeze the protocol: config and codebook with date and hash (WHO=initials)"),
    "amend": ("REVIEW KEY REASON WHO", "say why the protocol changed (KEY=config.title REASON='...' WHO=initials)"),
    "signoff": ("REVIEW STAGE WHO NOTE", "close a stage (STAGE=title_abstract WHO=initials)"),
    "verify": ("PACKAGE", "compute every hash and number of a data package again (PACKAGE=package.zip or its folder)"),
    "simulate": (
        "DATA QUESTION QUESTIONS REVIEW START SEED OUT",
        "what the ranking would have saved: a labelled set (DATA=set.csv QUESTION='...') or a REVIEW's decisions",
    ),
    "semantic": ("", "install the small language model with which the ranking may read (some 250 MB)"),
    "docs": ("", "write config/README.md and docs/tables.md again from the schema and the types"),
    "lint": ("", "check the code: ruff, mypy, snakefmt, snakemake --lint"),
}


class RefusalError(Exception):
    """One sentence for the person at the keyboard."""


def main(words: "list[str]") -> int:
    """The exit code of the command that the words ask for."""
    try:
        if not words or words[0] in ("help", "-h", "--help"):
            print(overview())
            return 0
        if sys.version_info < WANTED:
            newer = find_python()
            os.execv(newer, [newer, __file__, *words])
        command, values = understand(words)
        if command == "real" and not real_data(values):
            return 0
        python = environment(Path(values.pop("ENV_DIR", "") or ROOT / ".venv"))
        return start(command, values, python)
    except RefusalError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def overview() -> str:
    """The commands, one a line."""
    lines = ["python3 launch.py COMMAND [KEY=VALUE ...]      (or: make COMMAND [KEY=VALUE ...])", ""]
    return "\n".join([*lines, *(f"  {name:11}{does}" for name, (_, does) in COMMANDS.items())])


def understand(words: "list[str]") -> "tuple[str, dict[str, str]]":
    """The command and its values: from KEY=VALUE first, else from the environment, as make hands them on."""
    command = words[0]
    if command not in COMMANDS:
        raise RefusalError(f"'{command}' is not a command. {did_you_mean(command, list(COMMANDS))}")
    keys = [*COMMANDS[command][0].split(), "ENV_DIR"]
    values = {key: os.environ[key] for key in keys if os.environ.get(key)}
    for word in words[1:] + given_to_make():
        key, equals, value = word.partition("=")
        if not equals or key not in keys:
            raise RefusalError(f"'{word}' is nothing that '{command}' takes. {did_you_mean(key, keys)}")
        values[key] = value
    return command, values


def given_to_make() -> "list[str]":
    """The KEY=VALUE words of the make command as they were typed: make would hand on a mistyped key without a word.

    GNU make puts a backslash before each blank and backslash and doubles each $; what it exports lacks what a $ began.
    """
    words = re.findall(r"(?:\\.|[^ \\])+", os.environ.get("MAKEFLAGS", "").partition("-- ")[2], re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", word, flags=re.DOTALL).replace("$$", "$") for word in words]


def did_you_mean(word: str, known: "list[str]") -> str:
    """The likeliest known word as a question, else all of them."""
    likely = difflib.get_close_matches(word, known, n=1) or difflib.get_close_matches(word.upper(), known, n=1)
    if likely:
        return f"Did you mean '{likely[0]}'?"
    every = ", ".join(known)
    return f"Known: {every}."


def real_data(values: "dict[str, str]") -> bool:
    """Whether there is a folder of real data; without one a sentence says how to name it."""
    folder = values.get("DATA") or values.get("REVIEW_DATA")
    if folder and Path(folder).is_dir():
        values["DATA"] = str(Path(folder).resolve())
        return True
    missing = f"there is no folder '{folder}'" if folder else "no data were named"
    print(f"Skipped the real review: {missing}. Name them with DATA=folder or REVIEW_DATA=folder.")
    return False


# ---------------------------------------------------------------------------------------------------- environment


def environment(folder: Path) -> Path:
    """The Python of the project's environment, made first when it is missing or the lock has changed."""
    folder = folder.expanduser().resolve()
    python = folder / "bin" / "python"
    stamp = folder / "requirements.lock.sha256"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text().strip() == wanted and works(python):
        return python
    if os.name == "nt":
        raise RefusalError("On Windows this runs inside WSL only: open a WSL terminal and give the same command there.")
    if folder.exists() and any(folder.iterdir()) and not (folder / "pyvenv.cfg").exists():
        raise RefusalError(f"{folder} is not empty and not an environment; name another folder with ENV_DIR.")
    began = time.monotonic()
    print(f"Making the environment in {folder} (once; about 1 GB, a minute or two)", flush=True)
    stamp.unlink() if stamp.exists() else None
    if not works(python):
        make_environment(folder)
    install(python)
    stamp.write_text(wanted + "\n")
    print(f"The environment is ready after {time.monotonic() - began:.0f} s.", flush=True)
    return python


def works(python: Path) -> bool:
    """Whether this Python starts: one that was upgraded or removed below an environment leaves a dead link."""
    return python.exists() and quiet([python, "-c", "import pip"]).returncode == 0


def make_environment(folder: Path) -> None:
    """An empty environment in the folder."""
    if quiet([sys.executable, "-c", "import venv, ensurepip"]).returncode:
        advice = "On Debian or Ubuntu: sudo apt-get install python3-venv; then the same command again."
        raise RefusalError(f"{sys.executable} has no venv module, so it cannot make an environment. {advice}")
    done = quiet([sys.executable, "-m", "venv", "--clear", folder])
    if done.returncode:
        raise RefusalError(f"The environment could not be made in {folder}: {last_words(done)}")


def find_python() -> str:
    """A Python on the PATH that is new enough, for a person whose `python3` is older."""
    for minor in (11, 12, 13, 14):
        found = shutil.which(f"python3.{minor}")
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return found
    have = ".".join(str(number) for number in sys.version_info[:2])
    raise RefusalError(f"Python 3.11 or newer is needed and this is {have}: install one (python.org), then again.")


def install(python: Path) -> None:
    """Everything in the lock, byte by byte as it was locked: with uv (seconds), else with pip (a minute)."""
    pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r"]
    only_uv = python.parent.parent / "uv.lock.txt"
    only_uv.write_text(lock_entry("uv"))
    done = quiet([*pip, only_uv])
    if done.returncode == 0:
        uv = [python, "-m", "uv", "pip", "install", "-q", "--python", python]
        done = quiet([*uv, "--require-hashes", "--compile-bytecode", "-r", LOCK])
    if done.returncode:
        done = quiet([*pip, LOCK])
    if done.returncode:
        raise RefusalError(
            "The packages could not be installed; is there a network, or a proxy that pip has to be told of? "
            f"The installer's last words: {last_words(done)}"
        )


def lock_entry(name: str) -> str:
    """One package's lines of the lock: its version and its hashes."""
    lines = LOCK.read_text().splitlines()
    first = next(row for row, line in enumerate(lines) if line.startswith(name + "=="))
    following = (row for row in range(first + 1, len(lines)) if not lines[row].startswith("    --hash"))
    return "\n".join(lines[first : next(following, len(lines))]) + "\n"


def quiet(words: list) -> "subprocess.CompletedProcess[str]":  # type: ignore[type-arg]
    """The finished command with what it said, which nobody sees unless it failed."""
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, env=surroundings())


def last_words(done: "subprocess.CompletedProcess[str]") -> str:
    """The last line that a failed command wrote, which is usually the reason."""
    lines = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["nothing"])[-1]


# ------------------------------------------------------------------------------------------------------- commands

TWO_AT_ONCE = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")


def start(command: str, values: "dict[str, str]", python: Path) -> int:
    """The exit code of one command, run in the environment."""
    if command == "demo":
        return demo(values, python)
    if command == "run":
        return snakemake(review_folder(values), values, python)
    if command == "test":
        return call([python, "-m", "pytest", *TWO_AT_ONCE, *extra(values)], python, ROOT, values)
    if command == "lint":
        return lint(python)
    if command == "semantic":
        uv = [python, "-m", "uv", "pip", "install", "--python", python, "--require-hashes"]
        return call([*uv, "-r", EXTRA], python)
    words = [f"{key}={value}" for key, value in values.items()]
    return call([python, "-m", "workflow.commands", command, *words], python)


def demo(values: "dict[str, str]", python: Path) -> int:
    """The worked example from searches to report, and where to look."""
    example = ROOT / "examples" / "worked-example"
    code = snakemake(example, values, python)
    if code == 0:
        results = example / "results"
        print("\nThe worked example is ready (its records and texts are made up). Where to look:")
        for file, what in LOOK_AT:
            print(f"  {what:28} {results / file}")
    return code


LOOK_AT = (
    ("reporting/index.html", "the package, by reader"),
    ("reporting/report.html", "the report"),
    ("reporting/flow.svg", "the PRISMA flow"),
    ("reporting/evidence_tables.xlsx", "the evidence tables"),
    ("reporting/package.zip", "the data package"),
    ("next_steps.md", "what people have to do next"),
)


def review_folder(values: "dict[str, str]") -> Path:
    """The folder of the review, which must hold a protocol."""
    folder = Path(values.get("REVIEW") or ROOT).expanduser().resolve()
    if not (folder / "config" / "config.yaml").exists():
        name = values.get("REVIEW", "my-review")
        advice = f"Start one with: make new REVIEW={shlex.quote(name)}"
        raise RefusalError(f"{folder} holds no review (no config/config.yaml). {advice}")
    return folder


def snakemake(review: Path, values: "dict[str, str]", python: Path) -> int:
    """The workflow of this repository over the review's folder."""
    words = [python, "-m", "snakemake", "-s", ROOT / "Snakefile", "--directory", review]
    words += ["--workflow-profile", ROOT / "profiles" / "default"]
    words += ["--cores", values["CORES"]] if values.get("CORES") else []
    began = time.time()
    code = call([*words, *extra(values)], python)
    if code:
        say_again(review, began)
    return code


def say_again(review: Path, began: float) -> None:
    """The sentence that stopped a run once more, below what Snakemake says about it."""
    lock = review / ".snakemake" / "locks"
    logs = [log for log in (review / "results" / "logs").rglob("*.log") if log.stat().st_mtime >= began]
    for log in sorted(log for log in logs if log.stat().st_size):
        print(log.read_text(encoding="utf-8").strip().splitlines()[-1], file=sys.stderr)
    if lock.is_dir() and any(lock.iterdir()):
        print(
            "This folder is locked: another run of this review is going on, or one was broken off. If none is: "
            f"python3 launch.py run REVIEW={shlex.quote(str(review))} ARGS=--unlock",
            file=sys.stderr,
        )


def lint(python: Path) -> int:
    """1 when any of the checks found something; all of them run, so that one look shows everything."""
    examples = [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("examples/*.py"))]
    checks = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["mypy", "--no-explicit-package-bases", "--no-namespace-packages", *examples],
        ["snakefmt", "--check", "Snakefile", "workflow/rules"],
        ["snakemake", "-s", "Snakefile", "--directory", "examples/worked-example", "--lint"],
    ]
    failed = [words for words in checks if call([python, "-m", *words], python, ROOT)]
    for words in failed:
        print("Not clean:", *words, file=sys.stderr)
    return 1 if failed else 0


def extra(values: "dict[str, str]") -> "list[str]":
    """Further words for the tool behind a command, split as a shell would."""
    return shlex.split(values.get("ARGS", ""))


def call(words: list, python: Path, folder: "Path | None" = None, values: "dict[str, str] | None" = None) -> int:  # type: ignore[type-arg]
    """The exit code of a command that talks to the person directly."""
    handed_on = {key: value for key, value in (values or {}).items() if key == "REVIEW_DATA"}
    surrounding = {**surroundings(python), **handed_on}
    with subprocess.Popen([str(word) for word in words], cwd=folder, env=surrounding) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:  # it was told, too: let it tidy up, or its lock stays
                continue


def surroundings(python: "Path | None" = None) -> "dict[str, str]":
    """The environment variables for a command: this repository's packages and no others of the person's own."""
    # What make hands on to itself would make a make inside a job believe that it belongs to this one.
    kept = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL", "PYTHONHOME")}
    kept.update(PYTHONPATH=str(ROOT), PYTHONNOUSERSITE="1")
    if python is not None:
        kept["PATH"] = os.pathsep.join([str(python.parent), kept.get("PATH", "")])
    return kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
