"""What tests of every kind start from: the repository, the real data, a copy of the worked example."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
# How long an example takes is the machine's affair, and no test's.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


# Files of tests that take more than half a minute. A browser stands before each that builds a review: both processes
# would else begin with the same building. The real reviews are built by the first test on them.
LONGEST = (
    *("test_real", "test_coding_notebook", "test_runs", "test_themes_notebook", "test_faults", "test_starter_review"),
    *("test_screening_notebook", "test_package", "test_worked_example", "test_documents", "test_docs"),
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on the real reviews, which take minutes to build, have a mark of their own; the first one builds them."""
    for item in items:
        if "real_reviews" in getattr(item, "fixturenames", ()):
            item.add_marker("real")
    items.sort(key=lambda item: (_place(item.path.stem), item.path.stem.startswith("test_real")))


def _place(stem: str) -> int:
    """Where a file of tests stands: those that take long come first, so that no process is left alone with one."""
    return LONGEST.index(stem) if stem in LONGEST else len(LONGEST)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The real data; without them the test is skipped, since they are not public."""
    folder = os.environ.get("REVIEW_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("needs the real data: name their folder in REVIEW_DATA")
    return Path(folder).resolve()


@pytest.fixture
def worked_example(tmp_path: Path) -> Path:
    """The worked example without results, in a folder with a space in its name, as synced folders have."""
    review = tmp_path / "my rapid review"
    example = ROOT / "examples" / "worked-example"
    if not (example / "config" / "config.yaml").exists():
        pytest.skip("there is no worked example yet")
    shutil.copytree(example, review, ignore=shutil.ignore_patterns("results", ".snakemake"))
    return review
