"""What docs/governance.md says about data and people, as far as a machine can see it."""

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pdfplumber

from identification.protocol import read_protocol

PACKAGES = ("identification", "screening", "extraction", "synthesis", "reporting", "workflow")
NETWORK = {"socket", "ssl", "http", "urllib3", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "telnetlib"}
# Run before the code under test: any attempt to open a connection is an error.
NO_SOCKETS = """
import socket, sys
def refuse(*words, **more):
    raise SystemExit("a connection was tried")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
"""
RANK = """
from identification.records import UniqueRecord
from screening.decisions import screen_records
from screening.ranking import rank_records
records = [UniqueRecord(f"R{n}", (f"R{n}",), ("pubmed",), title=f"Leading systems {n}") for n in range(20)]
rows = screen_records(records, [], {}, stage="title_abstract", policy="single")
print(len(rank_records(records, rows, question="systems leadership", seed=1)))
"""


def networking(text: str) -> list[str]:
    """The modules for networks that a source text imports."""
    names = []
    for node in ast.walk(ast.parse(text)):
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
    return [name for name in names if name.split(".")[0] in NETWORK or name == "urllib.request"]


def test_no_package_imports_anything_that_opens_a_connection(root: Path) -> None:
    texts = {path: path.read_text(encoding="utf-8") for name in PACKAGES for path in (root / name).rglob("*.py")}

    assert {str(path): found for path, text in texts.items() if (found := networking(text))} == {}
    assert networking("from urllib.request import urlopen\nimport urllib.parse") == ["urllib.request"]


def test_records_are_ranked_with_sockets_switched_off(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_SOCKETS + RANK], cwd=root, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout.strip()) == (0, "20"), done.stderr


def test_timings_are_off_and_nothing_leaves_the_team_by_default(root: Path) -> None:
    protocol = read_protocol(root / "config/config.yaml", root / "workflow/schemas/config.schema.yaml")

    assert protocol["timings"] is False
    assert protocol["leaves_team"] == {"names": False, "timings": False, "source_texts": False}


def test_no_name_of_a_reviewer_is_in_any_deliverable_by_default(finished_example: Path) -> None:
    deliverables = [path for path in (finished_example / "results/reporting").rglob("*") if path.is_file()]

    assert {path.suffix for path in deliverables} >= {".html", ".xlsx", ".csv", ".svg", ".docx", ".pdf", ".zip"}
    said = {path.name: _text(path) for path in deliverables}
    assert [
        (file, name) for file, text in said.items() for name in ("Karsten", "Moore", "Dunmore") if name in text
    ] == []


def _text(path: Path) -> str:
    """All that a file says, with its parts where it is an archive, as a workbook and a Word file are."""
    if path.suffix == ".pdf":
        with pdfplumber.open(path) as pdf:
            return "\n".join(page.extract_text() for page in pdf.pages)
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8", errors="replace")
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(part).decode("utf-8", "replace") for part in archive.namelist())
