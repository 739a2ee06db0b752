"""What is a data package made from? The files of a review, what is known of them, and who and what is kept out."""

import fnmatch
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extraction.documents import Extract, MatchedDocument, Report
from identification.events import Event, read_events
from identification.tables import read_table
from identification.vocabulary import EventKind
from identification.yaml_files import read_yaml
from reporting.leaving_package import MayLeave, cut_texts, hash_of, licences
from reporting.package_tables import DescribedColumn, ShortenedQuote
from reporting.pseudonyms import Pseudonyms


@dataclass(frozen=True)
class Packing:
    """What a package is made from: the review's folder, paths below it, and what is known of them.

    `tables` are results, `kept` everything that people made, `pages` the texts of documents; `kinds` gives the row type
    of a table by its path, where `*` stands for any name. `software` are files of this software by their name there.
    """

    folder: Path
    config: Mapping[str, Any]
    tables: Sequence[str]
    kept: Sequence[str]
    pages: Sequence[str]
    exports: Sequence[str]
    kinds: Mapping[str, type]
    columns: Sequence[DescribedColumn]
    software: Mapping[str, Path]

    @property
    def may(self) -> MayLeave:
        """What the protocol lets leave."""
        return MayLeave.of(self.config)

    def kind(self, path: str) -> type | None:
        """The type of a table's rows."""
        return next((kind for pattern, kind in self.kinds.items() if fnmatch.fnmatchcase(path, pattern)), None)

    def events(self) -> list[Event]:
        """Every event of every file; a line that is none stays in the team."""
        paths = [path for path in self.kept if fnmatch.fnmatchcase(path, "review/events/*.jsonl")]
        return read_events(self.folder / path for path in paths)[0]

    def read(self, path: str, kind: type) -> list[Any]:
        """The rows of a results table; none where the run has not made it."""
        return read_table(self.folder / path, kind) if path in self.tables else []


def licences_of(packing: Packing) -> dict[str, str]:
    """The licence of every full text, by document."""
    reports = packing.read("results/extraction/reports.csv", Report)
    return licences(reports, packing.read("results/extraction/matched.csv", MatchedDocument))


def pseudonyms_of(packing: Packing, events: Sequence[Event]) -> Pseudonyms:
    """What the people are called of this protocol and of every frozen one: who left is not named either."""
    configs = [path for path in packing.kept if fnmatch.fnmatchcase(path, "review/protocol/*/config.yaml")]
    frozen = [read_yaml(packing.folder / path).values.get("reviewers") or [] for path in configs]
    reviewers = [*packing.config["reviewers"], *(one for team in frozen for one in team)]
    ids = [each for event in events for each in (event.event_id, event.replaces) if each]
    texts = [json.dumps({key: part for key, part in packing.config.items() if key not in ("reviewers", "team")})]
    texts += [(packing.folder / path).read_text(encoding="utf-8") for path in [packing.config["codebook"]]]
    words = frozenset(word for text in texts for word in re.findall(r"[^\W\d_]+", text))
    return Pseudonyms.of(reviewers, ids, named=packing.may.names, words=words)


def cut_quotes(packing: Packing, events: Sequence[Event], licensed: Mapping[str, str]) -> dict[str, ShortenedQuote]:
    """The quotes that leave in part or as a hash, by their full text; one that may leave whole anywhere does."""
    codings = [event for event in events if event.kind == EventKind.CODING]
    extracts = packing.read("results/extraction/extracts.csv", Extract)
    quotes = [(one.subject_id, str(one.content.get("quote", ""))) for one in codings]
    quotes += [(one.document_id, one.quote) for one in extracts]
    values = [(one.subject_id, str(one.content.get("value", ""))) for one in codings]
    values += [(one.document_id, one.value) for one in extracts]
    cut = cut_texts(packing.may, quotes, values, licensed)
    return {text: ShortenedQuote(left or hash_of(text), len(text.split()), hash_of(text)) for text, left in cut.items()}
