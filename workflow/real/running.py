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
from workflow.real import (
    agreement,
    articles,
    edi_sentences,
    grey,
    grey_reading,
    records,
    records_reading,
    replay,
    replay_reading,
)
from workflow.real.building import ROOT
from workflow.real.findings import Section
from workflow.real.page import html, markdown

# Each review by the name of its folder: what it is built from, and by what.
REVIEWS: Mapping[str, tuple[str, Callable[[Path, Path], None]]] = {
    "social-norms-suicide": (replay.FOLDER, replay.build),
    "grey-literature": (grey.FOLDER, grey.build),
    "systems-leadership-records": (records.FOLDER, records.build),
    "articles": (articles.FOLDER, articles.build),
}

# What a lead reads of each, in the order of the page, from the data and from the folder of the review.
READINGS: Mapping[str, tuple[str, Callable[[Path, Path], Section]]] = {
    "social-norms-suicide": (replay.FOLDER, replay_reading.read),
    "grey-literature": (grey.FOLDER, grey_reading.read),
    "systems-leadership-records": (records.FOLDER, records_reading.read),
    "edi-sentences": (edi_sentences.FOLDER, edi_sentences.read),
    "articles": (articles.FOLDER, articles.read),
    "agreement": (agreement.FOLDER, agreement.read),
}


def build_and_run(data: Path, folder: Path) -> dict[str, Path]:
    """Every real review whose material is in `data`, by its name, built below `folder` and run to its end."""
    there = {name: build for name, (source, build) in REVIEWS.items() if (data / source).is_dir()}
    if not there:
        sources = ", ".join(source for source, _ in REVIEWS.values())
        raise InputError(f"{data} holds none of {sources}.", remedy="Give DATA=folder with the real data.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, build in there.items():
        make_room(folder / name)
        build(data, folder / name)
        run_review(folder / name)
    return {name: folder / name for name in there}


def write_page(data: Path, folder: Path) -> Path:
    """The page on what the reviews in `folder` showed, as real-review.md and real-review.html beside them."""
    there = {name: read for name, (source, read) in READINGS.items() if (data / source).is_dir()}
    sections = {name: read(data, folder / name) for name, read in there.items()}
    (folder / "real-review.md").write_text(markdown(sections), encoding="utf-8")
    (folder / "real-review.html").write_text(html(sections, folder), encoding="utf-8")
    return folder / "real-review.html"


def make_room(review: Path) -> None:
    """Remove an earlier build of this command; a folder that people made is left alone."""
    mark = review / "BUILT_BY_make_real"
    if review.exists() and any(review.iterdir()) and not mark.exists():
        raise InputError(f"{review} was not built by this command.", remedy="Name another folder with REVIEW=folder.")
    # A run that was broken off leaves its lock; nobody else runs what this command built.
    for part in ("config", "review", ".snakemake/locks"):
        shutil.rmtree(review / part, ignore_errors=True)
    review.mkdir(parents=True, exist_ok=True)
    mark.touch()


def run_review(review: Path) -> None:
    """Run the workflow on a review; what stops it stops this too."""
    words = [sys.executable, "-m", "snakemake", "-s", str(ROOT / "Snakefile"), "--directory", str(review)]
    code = subprocess.run(words, check=False).returncode
    if code:
        raise InputError(f"the run of {review.name} stopped.", remedy="The sentence above says why.")
