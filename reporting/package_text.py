"""What does the data package say to who opens it? Its page of words, and the description in its metadata."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from identification.wording import many
from reporting.conduct import provenance
from reporting.crate import About
from reporting.leaving_package import QUOTED_WORDS, MayLeave
from reporting.package_tables import COLUMNS, EVENTS, FILES, IN_EFFECT, PEOPLE, SHORTENED, PackagedFile

README = "README.md"
# RO-Crate asks for a date; where no event and no search has one, this says nothing: it is the zip format's first day.
NO_DATE = "1980-01-01"
LICENCE_ASKED = "The data package has no licence, so nobody may use it: set `licence` in config.yaml, such as CC-BY-4.0"


def licence_reminders(config: Mapping[str, Any]) -> list[str]:
    """What next_steps.md asks for while the protocol names no licence for the data package; it keeps no stage open."""
    return [] if config["licence"] else [LICENCE_ASKED]


def about_package(
    config: Mapping[str, Any],
    files: Iterable[PackagedFile],
    *,
    mark: str,
    days: Iterable[str],
    project: Path,
) -> About:
    """What the metadata say of the review; `mark` is INTERIM or SYNTHETIC where due, `days` those of people's work.

    `project` is pyproject.toml, which has the version of this software.
    """
    listed = list(files)
    staying = sum(one.stays for one in listed)
    said = (
        f"{f'{mark}. ' if mark else ''}Data package of a rapid evidence review: {many(len(listed) - staying, 'file')}, "
        f"and the hash of {many(staying, 'file')} that stay in the team. README.md says what is in it and how its "
        "numbers are recounted."
    )
    days = sorted(day for day in days if len(day) == len(NO_DATE))
    software = tuple(provenance([]))
    version = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]
    return About(config["title"], said, days[-1] if days else NO_DATE, config["licence"], software, version)


def read_me(about: About, files: Sequence[PackagedFile], may: MayLeave, mark: str) -> str:
    """README.md of the package."""
    staying = Counter(one.why for one in files if one.stays)
    why = [f"- {count:,}: {reason}." for reason, count in sorted(staying.items())] or ["- none."]
    software = [f"- {name}: {version}" for name, version in about.software]
    lines = [
        f"# Data package: {about.title}",
        "",
        *([f"**{mark}**", ""] if mark else []),
        f"Last decision or coding: {about.date}. Licence of what the team made: {about.licence or 'NONE NAMED YET'}.",
        "Texts of others that stand in it, such as quotes and abstracts, keep their own.",
        "",
        "## What is in it",
        "",
        "- `results/`: every table of the review. `review/`: what people decided. `config/`: protocol and codebook.",
        f"- `{FILES}`: every file with its hash, also of the files that stay in the team. `{EVENTS}`: every event.",
        f"- `{COLUMNS}`: what each table is and which values each column takes. `{PEOPLE}`: the team by role.",
        f"- `{SHORTENED}`: the quotes that are cut. `{IN_EFFECT}`: the protocol with all defaults filled in.",
        "- `software/`: the rules of the workflow and the lock of its libraries.",
        "- `ro-crate-metadata.json`: the same for programs (RO-Crate 1.1, Workflow Run Crate 0.5).",
        "",
        "## What may leave, and what is not in it",
        "",
        *_not_in(may),
        "",
        f"Files of which only the hash is here ({sum(staying.values()):,}):",
        "",
        *why,
        "",
        "## How it is checked",
        "",
        "    make verify PACKAGE=package.zip",
        "",
        "computes every hash and, from the tables that they stand on, every number of the synthesis, of the flow and",
        "of the claims again, and says file, row and column of what differs. The tables of identification, screening",
        "and extraction are what it counts from: of them, and of those that it names, only the hashes are compared.",
        f"It prints the hash of `{FILES}`: compare it with the one that the team gives you by another way, since who",
        "changes a file could change its hash as well.",
        "",
        "## Software",
        "",
        f"- rapid-evidence-review: {about.version}",
        *software,
    ]
    return "\n".join(lines) + "\n"


def _not_in(may: MayLeave) -> list[str]:
    cut = f"a quote of more than {QUOTED_WORDS} words from a text without an open licence is cut and says so"
    return [
        "- " + ("Names are in it." if may.names else "Names: people stand by number and role, events by number."),
        "- " + ("Times of work are in it." if may.timings else "Times of work: an event has its day only."),
        "- "
        + (
            "Abstracts and raw exports are in it."
            if may.source_texts
            else f"Abstracts and raw exports: a hash stands for each; {cut}."
        ),
        "- Full texts and pages, but for the text of reports whose licence in retrieval.csv is an open one.",
    ]
