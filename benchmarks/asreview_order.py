"""The order in which `asreview simulate` reads a labelled set: the peer of benchmarks/ranking.py.

    python asreview_order.py asreview SET.csv SEED [PRIOR ...]

The first word is the program. SET.csv has title, abstract and included; priors are row numbers. Prints one JSON object:
the row numbers in the order of reading, up to the last include, and the CPU seconds. ASReview's own defaults (ELAS u4).
"""

import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path


def simulate(program: str, labelled: str, seed: str, priors: list[str]) -> dict[str, object]:
    """What one simulation read, without its priors."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "run.asreview"
        command = [program, "simulate", labelled, "--seed", seed, "--output", str(project)]
        command += ["--prior-idx", *priors] if priors else []
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr.strip().splitlines()[-1])
        with zipfile.ZipFile(project) as archive:
            results = archive.extract("results.db", folder)
        with sqlite3.connect(results) as table:
            rows = table.execute("SELECT record_id FROM results WHERE querier IS NOT NULL ORDER BY rowid").fetchall()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"order": [row for (row,) in rows], "cpu_s": used.ru_utime + used.ru_stime}


if __name__ == "__main__":
    print(json.dumps(simulate(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])))
