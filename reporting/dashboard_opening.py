"""Opens the lead's page at a review's folder, as its last run left it; else a sentence that says what to do."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from shlex import quote
from typing import Any

from markupsafe import Markup

from extraction.documents import CodingAssignment
from identification.errors import InputError
from identification.protocol import read_protocol
from identification.tables import read_all
from reporting.dashboard import LeftByRun, Since, render_dashboard
from reporting.stages import NextStep, SignOff, StageStatus
from screening.outcomes import (
    Agreement,
    Assignment,
    Conflict,
    JointAgreement,
    PolicyCheck,
    Progress,
    Screened,
    Stopping,
)

# Each field of `LeftByRun` that is a table, with its file below results/.
FILES: Mapping[str, tuple[str, type]] = {
    "stages": ("reporting/stages.csv", StageStatus),
    "steps": ("reporting/steps.csv", NextStep),
    "progress": ("screening/progress.csv", Progress),
    "policies": ("screening/policies.csv", PolicyCheck),
    "title_abstract": ("screening/title_abstract.csv", Screened),
    "full_text": ("screening/full_text.csv", Screened),
    "assignments": ("screening/assignments.csv", Assignment),
    "coding": ("extraction/coding_assignments.csv", CodingAssignment),
    "agreement": ("screening/agreement.csv", Agreement),
    "joint_agreement": ("screening/joint_agreement.csv", JointAgreement),
    "conflicts": ("screening/conflicts.csv", Conflict),
    "stopping": ("screening/stopping.csv", Stopping),
}


def open_dashboard(review: Path, schema: Path) -> str:
    """The state of a review as HTML; where it was never run, or something cannot be read, a sentence as HTML."""
    command = f"make run REVIEW={quote(str(review))}"
    results = review / "results"
    try:
        protocol = read_protocol(review / "config/config.yaml", schema)
        if not (results / "reporting/stages.csv").is_file():
            fault = "This review has not been run to its end yet, so nothing is counted."
            raise InputError(fault, remedy=f"Run it, which may be done at any time: {command}")
        tables: dict[str, Any] = {
            name: tuple(read_all((file for file in [results / place] if file.is_file()), kind))
            for name, (place, kind) in FILES.items()
        }
        drawing = results / "reporting/flow.svg"
        left = LeftByRun(**tables, flow=drawing.read_text(encoding="utf-8") if drawing.is_file() else "")
        signed = read_all((file for file in [review / "review/signoff.csv"] if file.is_file()), SignOff)
        since = written_since(review, review.glob("review/events/**/*.jsonl"), results / "manifest.json")
        return render_dashboard(protocol, left, signed, since, review=str(review))
    except InputError as fault:
        return str(Markup('<p role="alert">{}</p>').format(str(fault)))


def written_since(review: Path, events: Iterable[Path], manifest: Path) -> Since:
    """What people have written since the run of a manifest, as events and in other files; nothing without one."""
    if not manifest.is_file():
        return Since()
    known: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))["made_by_people"]
    logs = {file.relative_to(review).as_posix(): file for file in events}
    files = {name: review / name for name in known if name not in logs}
    changed = [name for name, file in files.items() if not file.is_file() or _hash(file.read_bytes()) != known[name]]
    decisions = sum(new_lines(file.read_bytes(), known.get(name, "")) for name, file in logs.items())
    return Since(decisions, tuple(changed))


def new_lines(written: bytes, known: str) -> int:
    """How many lines a file that only grows has beyond the state of a hash; all of them where it never had that state.

    >>> new_lines(b"one\\ntwo\\n", _hash(b"one\\n")), new_lines(b"one\\n", _hash(b"one\\n")), new_lines(b"one\\n", "")
    (1, 0, 1)
    """
    lines = written.splitlines(keepends=True)
    state = hashlib.sha256()
    for number, line in enumerate(lines):
        if state.hexdigest() == known:
            return len(lines) - number
        state.update(line)
    return 0 if state.hexdigest() == known else len(lines)


def _hash(written: bytes) -> str:
    return hashlib.sha256(written).hexdigest()
