"""Which of our files does a script really import? Followed module by module: an edit re-runs just its users."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("identification", "screening", "extraction", "synthesis", "reporting", "workflow")
# An import where one can stand. Read as text: the syntax trees of all files would take as long as a job.
IMPORT = re.compile(r"^[ \t]*(?:from ([\w.]+) import (\([^)]*\)|[^\n(]+)|import ([\w., ]+))", re.MULTILINE)
NAME = re.compile(r"[\w.]+")


def sources_of(script: str) -> list[str]:
    """The files of this project that `workflow/scripts/<script>.py` imports, directly or through others."""
    return sorted(str(path) for path in _imported(ROOT / "workflow" / "scripts" / f"{script}.py"))


def text_layer_of(script: str) -> list[str]:
    """Of these files those that decide what text a document has: reading is dear, and its layer has its own version.

    What other stages share is left out: who changes what it means for a text layer raises `TEXT_LAYER_VERSION`, and
    every document is read again.
    """
    return [one for one in sources_of(script) if Path(one).parent == ROOT / "extraction"]


def _imported(path: Path) -> set[Path]:
    found: set[Path] = set()
    waiting = [path]
    while waiting:
        new = _direct(waiting.pop()) - found
        found |= new
        waiting += new
    return found


@cache
def _direct(path: Path) -> frozenset[Path]:
    modules = set()
    for package, names, plain in IMPORT.findall(path.read_text(encoding="utf-8")):
        said = [name for line in (names or plain).splitlines() for name in NAME.findall(line.partition("#")[0])]
        modules |= {package, *(f"{package}.{name}" for name in said)} if package else set(said)
    files = {_file(module) for module in modules if module.split(".")[0] in PACKAGES}
    return frozenset(file for file in files if file is not None)


def _file(module: str) -> Path | None:
    path = ROOT / Path(*module.split("."))
    candidates = (path.with_suffix(".py"), path / "__init__.py")
    return next((candidate for candidate in candidates if candidate.is_file()), None)
