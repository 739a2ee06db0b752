"""What is a data package counted again from? Its ground: what people wrote, and the tables before the synthesis."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from extraction.codebook import Codebook, load_codebook
from extraction.documents import Extract, Suggestion
from extraction.instruments import Instrument, load_instruments
from identification.people import roles_of
from identification.records import KnownPaperFound, Search
from identification.tables import read_rows, read_table
from reporting.contents import Cover, ReviewTables, cover_of, read_tables
from reporting.leaving_package import MayLeave
from reporting.package_tables import IN_EFFECT, SHORTENED
from synthesis.states import Coded, DeclaredGap, declared_gaps, included_studies

# The tables of a package that other tables are counted from, by their name in ReviewTables.
TABLES = {
    **{name: f"results/identification/{name}.csv" for name in ("sources", "records", "unique", "overlap")},
    **{name: f"results/screening/{name}.csv" for name in ("title_abstract", "full_text", "policies", "stopping")},
    **{name: f"results/extraction/{name}.csv" for name in ("reports", "extracts", "appraisals", "coding_check")},
    **{name: f"results/extraction/{name}.csv" for name in ("coding_sources", "coding_agreement")},
}


@dataclass(frozen=True)
class Ground:
    """A data package's folder, read as far as it is asked for; `schemas` say what people's files may say."""

    folder: Path
    schemas: Path

    @cached_property
    def config(self) -> Mapping[str, Any]:
        """The protocol in effect."""
        found: Mapping[str, Any] = json.loads((self.folder / IN_EFFECT).read_text(encoding="utf-8"))
        return found

    @property
    def has_abstracts(self) -> bool:
        """Whether abstracts are in the package themselves and not only their hashes."""
        return MayLeave.of(self.config).source_texts

    @cached_property
    def has_whole_quotes(self) -> bool:
        """Whether every quote is whole in the package."""
        return not read_rows(self.folder / SHORTENED)

    @cached_property
    def tables(self) -> ReviewTables:
        """The tables before the synthesis."""
        return read_tables({name: self.folder / path for name, path in TABLES.items()})

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook."""
        return load_codebook(self.path("results/extraction/codebook.jsonl"))

    @cached_property
    def cover(self) -> Cover:
        """What the review says of itself, as far as numbers stand on it."""
        written = self.path("results/extraction/codebook.jsonl").read_text(encoding="utf-8")
        return cover_of(self.config, json.loads(written))

    @cached_property
    def instruments(self) -> list[Instrument]:
        """The appraisal instruments."""
        return load_instruments(self.path("results/extraction/instruments.jsonl"))

    @cached_property
    def coded(self) -> Coded:
        """The included studies with what is known of them."""
        return included_studies(self.tables.reports, self.tables.extracts, self.codebook)

    @cached_property
    def declared(self) -> list[DeclaredGap]:
        """The gaps that the protocol declares."""
        return declared_gaps(self.config["gaps"])

    @property
    def people(self) -> dict[str, str]:
        """The team as it is called in the package."""
        return roles_of(self.config["reviewers"])

    @property
    def exclusions(self) -> dict[str, str]:
        """The criteria of exclusion by id."""
        return {one["id"]: one["text"] for one in self.config["eligibility"]["exclude"]}

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """What the machine suggested."""
        return self.read("results/extraction/suggestions.csv", Suggestion)

    @cached_property
    def first_extracts(self) -> list[Extract]:
        """What each coder found at first."""
        return self.read("results/extraction/first_extracts.csv", Extract)

    @cached_property
    def known_papers(self) -> list[KnownPaperFound]:
        """The known papers, and whether the searches found them."""
        return self.read("results/identification/known_papers.csv", KnownPaperFound)

    @property
    def searches_folder(self) -> Path:
        """Where the log of the searches and their strategies are."""
        return self.path("review/searches")

    @cached_property
    def searches(self) -> list[Search]:
        """The searches that the team logged."""
        return self.read("review/searches/searches.csv", Search)

    def path(self, name: str) -> Path:
        """A file of the package by its name there, which is the same in every package."""
        return self.folder / name

    def read(self, path: str, kind: type) -> list[Any]:
        """The rows of a table of the package."""
        return read_table(self.folder / path, kind)

    def present(self, path: str) -> list[Path]:
        """A file that people may or may not have written, as a list of one or none."""
        return [self.folder / path] if (self.folder / path).is_file() else []

    def schema(self, name: str) -> Path:
        """What a file of that name may say."""
        return self.schemas / f"{name}.schema.yaml"
