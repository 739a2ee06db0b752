"""What taking codings out and in needs of a review: what people coded, and the documents as the last run read them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extraction.codebook import Codebook, load_codebook
from extraction.documents import Extract, MatchedDocument, Report, SetAside
from extraction.extracts import anchor_codings
from extraction.text_layer import Document, Page
from identification.events import Event, read_events
from identification.people import roles_of
from identification.protocol import read_protocol
from identification.tables import read_lines, read_table
from identification.vocabulary import EventKind
from workflow.asking import SCHEMA, result_of

EXTRACTION, EVENTS = "results/extraction", "review/events"


@dataclass(frozen=True)
class CodedReview:
    """What exporting and importing need of a review: what people wrote, and what the last run read and matched."""

    folder: Path
    protocol: dict[str, Any]
    codebook: Codebook
    documents: dict[str, Document]
    pages: dict[str, list[Page]]
    reports: list[Report]
    matched: list[MatchedDocument]
    events: list[Event]

    @classmethod
    def read(cls, folder: Path) -> "CodedReview":
        """The review in this folder, which a run has to have read."""
        protocol = read_protocol(folder / "config/config.yaml", SCHEMA)
        matched = read_table(result_of(folder, f"{EXTRACTION}/matched.csv"), MatchedDocument)
        names = [one.document_id for one in matched]
        read = {name: result_of(folder, f"{EXTRACTION}/{name}/pages.jsonl") for name in names}
        files = (folder / EVENTS / EventKind.CODING).rglob("*.jsonl")
        return cls(
            folder,
            protocol,
            load_codebook(result_of(folder, f"{EXTRACTION}/codebook.jsonl")),
            {one.document_id: one for one in read_table(folder / EXTRACTION / "documents.csv", Document)},
            {name: pages for name, path in read.items() if (pages := read_lines(path, Page))},
            read_table(result_of(folder, f"{EXTRACTION}/reports.csv"), Report),
            matched,
            read_events(files, roles_of(protocol["reviewers"]))[0],
        )

    def anchored(self, events: Sequence[Event]) -> tuple[list[Extract], list[SetAside]]:
        """The codings among these events that stand, where they stand now."""
        tables = (self.codebook, self.reports, self.matched, self.documents.values())
        return anchor_codings(events, self.pages, *tables)

    def ever(self) -> dict[str, Extract]:
        """Every coding that was ever made, those that were replaced among them, where it is found now."""
        alone = [replace(event, replaces="") for event in self.events]
        return {extract.extract_id: extract for extract in self.anchored(alone)[0]}
