"""The worked example and the real reviews after one complete run each, once per test session."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from workflow.real.running import REVIEWS, build_and_run


@pytest.fixture(scope="session")
def finished_example(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the worked example after one complete run; it is shared by all tests, so copy it before a change."""
    example = root / "examples" / "worked-example"
    if not (example / "config" / "config.yaml").exists():
        pytest.skip("there is no worked example yet")
    folder = _built_once("finished example", tmp_path_factory, lambda folder: _run_example(root, folder))
    return folder / "my rapid review"


@pytest.fixture(scope="session")
def real_reviews(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every real review, run to its end: those that `make real` built in REAL_REVIEWS, else built here."""
    built = os.environ.get("REAL_REVIEWS")
    folder = (
        Path(built)
        if built
        else _built_once("real reviews", tmp_path_factory, lambda place: build_and_run(data_folder, place))
    )
    return {name: folder / name for name in REVIEWS if (folder / name).is_dir()}


def _built_once(name: str, factory: pytest.TempPathFactory, build: Callable[[Path], object]) -> Path:
    """A folder that one of the processes of a test run builds, while the others wait for it."""
    shared = factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else factory.getbasetemp()
    folder, done = shared / name, shared / f"{name}.done"
    with FileLock(shared / f"{name}.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            build(folder)
            done.touch()
    return folder


def _run_example(root: Path, folder: Path) -> None:
    review = folder / "my rapid review"
    ignored = shutil.ignore_patterns("results", ".snakemake")
    shutil.copytree(root / "examples" / "worked-example", review, ignore=ignored)
    words = ["-s", str(root / "Snakefile"), "--directory", str(review), "--cores", "2"]
    run = subprocess.run([sys.executable, "-m", "snakemake", *words], capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"the worked example does not run to its end:\n{run.stderr[-3000:]}"
