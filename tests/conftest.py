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


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on the real reviews, which take minutes to build, have a mark of their own; the first one builds them."""
    for item in items:
        if "real_reviews" in getattr(item, "fixturenames", ()):
            item.add_marker("real")
    items.sort(key=lambda item: (item.path.stem != "test_real", item.path.stem.startswith("test_real")))


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
