"""The worked example and the real reviews after one complete run each, once per test session."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workflow.real.running import build_and_run


@pytest.fixture(scope="session")
def finished_example(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the worked example after one complete run; it is shared by all tests, so copy it before a change."""
    review = tmp_path_factory.mktemp("finished example") / "my rapid review"
    example = root / "examples" / "worked-example"
    if not (example / "config" / "config.yaml").exists():
        pytest.skip("there is no worked example yet")
    shutil.copytree(example, review, ignore=shutil.ignore_patterns("results", ".snakemake"))
    words = ["-s", str(root / "Snakefile"), "--directory", str(review), "--cores", "2"]
    run = subprocess.run([sys.executable, "-m", "snakemake", *words], capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"the worked example does not run to its end:\n{run.stderr[-3000:]}"
    return review


@pytest.fixture(scope="session")
def real_reviews(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every real review, run to its end in a folder with a space in its name."""
    return build_and_run(data_folder, tmp_path_factory.mktemp("real reviews"))
