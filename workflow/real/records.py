"""Real records on systems leadership in four formats, with known overlap and no decision yet: the start of a review."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from identification.readers import read_searches
from identification.records import Search
from identification.tables import write_table
from workflow.real.building import ROOT, write_config

FOLDER = "reviews/systems_leadership_records"
# The files and the sources whose habits they show; what a source really holds is not said by them.
FILES = {"scopus_style.ris": "scopus", "pubmed_style.nbib": "pubmed", "ebsco_style.csv": "ebsco", "grey.bib": "grey"}
WEBSITES = "grey"
NAMES = {"scopus": "Scopus", "pubmed": "PubMed", "ebsco": "EBSCO", "grey": "Websites and reports"}


def build(data: Path, review: Path) -> None:
    """The four exports under the question of the template, and nobody's decisions: the queue has the question alone."""
    write_config(review, config())
    target = review / "review" / "searches"
    target.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copy(data / FOLDER / name, target / name)
    searches = [Search(name, source, "2022-11-01") for name, source in FILES.items()]
    _, counts = read_searches(searches, target)
    logged = [Search(count.file, count.source, count.date, hits=count.counted) for count in counts]
    write_table(logged, Search, target / "searches.csv")


def config() -> Mapping[str, Any]:
    """The protocol of the template with these sources and one reviewer."""
    template = yaml.safe_load((ROOT / "config" / "config.yaml").read_text(encoding="utf-8"))
    kept = ("questions", "eligibility", "gaps", "stopping", "skills_core_share", "seed")
    return {
        "title": "Systems leadership: real records with known overlap",
        **{key: template[key] for key in kept},
        "sources": [
            {"id": one, "name": name, "kind": "website" if one == WEBSITES else "database"}
            for one, name in NAMES.items()
        ],
        "reviewers": [{"id": "team", "role": "lead"}],
    }
