"""Runs of the workflow as a person starts them: how they ended, what they said, which jobs they had."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What Snakemake says when it is not asked to be quiet: the table of jobs. The profile keeps it from people.
WITH_JOBS = ("--quiet", "host")
NOTHING = "Nothing to be done"
# A complete run takes 15 seconds on two cores; what takes minutes hangs.
SECONDS = 300
NOT_COMPARED = ("logs", "benchmarks")
INLINE = {"a", "abbr", "b", "cite", "code", "em", "i", "q", "span", "strong"}
UNSEEN = {"script", "style", "title"}


@dataclass(frozen=True)
class Run:
    """One finished run: its exit code and all that it said, in the order in which a person reads it."""

    code: int
    said: str

    @property
    def jobs(self) -> dict[str, int]:
        """The rules that ran, or would run, with the number of their jobs; only told with `WITH_JOBS`."""
        table = re.search(r"^Job stats:\n.*\n[- ]+\n((?:\w+ +\d+\n)+?)total +\d+$", self.said, re.MULTILINE)
        assert table or NOTHING in self.said, f"there is no table of jobs here:\n{self.said}"
        rows = [line.split() for line in table[1].splitlines()] if table else []
        return {rule: int(count) for rule, count in rows}


def run_review(review: Path, *words: str, code: Path = ROOT) -> Run:
    """Run the workflow that lies in `code` over a review's folder, with further words for Snakemake."""
    command = [sys.executable, "-m", "snakemake", "-s", str(code / "Snakefile"), "--directory", str(review), *words]
    surroundings = os.environ | {"PYTHONPATH": str(code), "PYTHONNOUSERSITE": "1"}
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
        env=surroundings,
        check=False,
    )
    return Run(done.returncode, done.stdout)


def planned_jobs(review: Path, *words: str, code: Path = ROOT) -> dict[str, int]:
    """The jobs that a run would have now, without running them."""
    planned = run_review(review, "--dry-run", *words, *WITH_JOBS, code=code)
    assert planned.code == 0, planned.said
    return planned.jobs


def copy_of(review: Path, folder: Path) -> Path:
    """A copy of a finished review with its times and with what Snakemake knows of it, so that nothing has to run."""
    return Path(shutil.copytree(review, folder / review.name))


def peoples_files(review: Path) -> dict[str, str]:
    """Every file and folder that people made, with the hash of its bytes."""
    return _hashes(review, "config") | _hashes(review, "review")


def result_files(review: Path) -> dict[str, str]:
    """Every file that the rules made, with the hash of its bytes, less logs and benchmarks."""
    made = _hashes(review, "results")
    return {name: told for name, told in made.items() if name.split("/")[1] not in NOT_COMPARED}


def report_lines(review: Path) -> list[str]:
    """What a reader sees of the HTML report, line by line: a sentence stays in one line whatever is bold or linked."""
    reader = _Reader()
    reader.feed((review / "results/reporting/report.html").read_text(encoding="utf-8"))
    lines = (" ".join(line.split()) for line in "".join(reader.seen).split(LINE_END))
    return [line for line in lines if line]


def _hashes(review: Path, folder: str) -> dict[str, str]:
    return {
        path.relative_to(review).as_posix(): "a folder"
        if path.is_dir()
        else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((review / folder).rglob("*"))
    }


LINE_END = "\N{SYMBOL FOR NEWLINE}"


class _Reader(HTMLParser):
    """Collects the text of a page; what stands in one block is one line."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in UNSEEN
        self._between(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in UNSEEN
        self._between(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.seen.append(data)

    def _between(self, tag: str) -> None:
        if tag not in INLINE:
            self.seen.append(LINE_END)
