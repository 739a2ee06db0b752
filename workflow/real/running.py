"""Real material through every stage: reviews built from other people's exports, decisions, codings and articles.

Takes the folder that REVIEW_DATA names. Nothing of it is copied into this project; the reviews that are built from it
lie where the caller says.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from identification.errors import InputError
from workflow.real import articles, grey, replay
from workflow.real.building import ROOT

# Each review by the name of its folder: what it is built from, and by what.
REVIEWS: Mapping[str, tuple[str, Callable[[Path, Path], None]]] = {
    "social-norms-suicide": (replay.FOLDER, replay.build),
    "grey-literature": (grey.FOLDER, grey.build),
    "articles": (articles.FOLDER, articles.build),
}


def build_and_run(data: Path, folder: Path) -> dict[str, Path]:
    """Every real review by its name, built below `folder` and run to its end."""
    missing = [source for source, _ in REVIEWS.values() if not (data / source).is_dir()]
    if missing:
        raise InputError(f"{data} holds no {missing[0]}.", remedy="Give DATA=folder with the real data.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, (_, build) in REVIEWS.items():
        _make_room(folder / name)
        build(data, folder / name)
        run_review(folder / name)
    return {name: folder / name for name in REVIEWS}


def _make_room(review: Path) -> None:
    """Remove an earlier build of this command; a folder that people made is left alone."""
    mark = review / "BUILT_BY_make_real"
    if review.exists() and any(review.iterdir()) and not mark.exists():
        raise InputError(f"{review} was not built by this command.", remedy="Name another folder with REVIEW=folder.")
    for part in ("config", "review"):
        shutil.rmtree(review / part, ignore_errors=True)
    review.mkdir(parents=True, exist_ok=True)
    mark.touch()


def run_review(review: Path) -> None:
    """Run the workflow on a review; what stops it stops this too."""
    words = [sys.executable, "-m", "snakemake", "-s", str(ROOT / "Snakefile"), "--directory", str(review)]
    code = subprocess.run(words, check=False).returncode
    if code:
        raise InputError(f"the run of {review.name} stopped.", remedy="The sentence above says why.")
