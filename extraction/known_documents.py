"""Which of the review's documents does another program mean? Recognised by what is sure, and never guessed.

Our own id says it, else the name of the file, the hash of its bytes, its whole text, and for tables the report: its
number, DOI, title, or first author and year where only one report has them.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from extraction.documents import MatchedDocument, Report
from extraction.leaving import guid, joined_text
from extraction.refi_qda import source_name
from extraction.text_layer import Document, Page
from identification.repair import plain, repair_doi, repair_year
from identification.vocabulary import FileRole

# Letters: a shorter text may be that of many documents.
SHORTEST_TEXT = 50


@dataclass(frozen=True)
class Hints:
    """What a file says of a document: the id that we gave it, its name, hashes of its bytes, its text, its report."""

    guid: str = ""
    name: str = ""
    hashes: tuple[str, ...] = ()
    text: str = ""
    doi: str = ""
    title: str = ""
    study: str = ""


@dataclass(frozen=True)
class KnownDocuments:
    """The documents of a review that belong to a report, with their texts, by all that they may be called."""

    documents: Mapping[str, Document]
    pages: Mapping[str, Sequence[Page]]
    reports: Mapping[str, Report]
    by_guid: Mapping[str, set[str]]
    by_name: Mapping[str, set[str]]
    by_hash: Mapping[str, set[str]]
    by_text: Mapping[str, set[str]]
    by_report: Mapping[str, set[str]]

    @classmethod
    def of(
        cls,
        documents: Iterable[Document],
        pages: Mapping[str, Sequence[Page]],
        reports: Iterable[Report],
        matched: Iterable[MatchedDocument],
    ) -> "KnownDocuments":
        """The documents as the last run found them."""
        known = {one.document_id: one for one in documents}
        by_id = {one.report_id: one for one in reports}
        files = [one for one in matched if one.document_id in known and one.report_id in by_id]
        ids = [one.document_id for one in files]
        main = [one for one in files if one.role == FileRole.MAIN]
        return cls(
            known,
            pages,
            {one.document_id: by_id[one.report_id] for one in files},
            _grouped((guid("document", one), one) for one in ids),
            _grouped((name, one) for one in ids for name in _names(one)),
            _grouped((known[one].sha256, one) for one in ids),
            _grouped((_text_key(joined_text(pages[one])[0]), one) for one in ids if pages.get(one)),
            _grouped((name, one.document_id) for one in main for name in _report_names(by_id[one.report_id])),
        )

    def find(self, hints: Hints) -> tuple[str, str]:
        """The document that is meant, or nothing and why not."""
        sure = (
            self.by_guid.get(hints.guid.strip("{}").casefold(), set()),
            {hints.name} if hints.name in self.reports else set(),
            self._named(hints),
            set().union(*(self.by_hash.get(one, set()) for one in hints.hashes)),
            self.by_text.get(_text_key(hints.text), set()) if hints.text else set(),
            self.by_report.get(f"doi {repair_doi(hints.doi)}", set()) if hints.doi else set(),
            self.by_report.get(f"title {plain(hints.title)}", set()) if hints.title else set(),
            self.by_report.get(hints.study, set()) or self.by_report.get(f"study {plain(hints.study)}", set()),
        )
        found = next((some for some in sure if some), set())
        if len(found) == 1:
            return min(found), ""
        if found:
            return "", f"{len(found)} documents fit ({', '.join(sorted(found))}), and nothing in the file says which"
        return "", "no document of a report of the review is meant by this name"

    def _named(self, hints: Hints) -> set[str]:
        """By the name; where several have it, by what else is sure."""
        found = self.by_name.get(_folded(hints.name), set())
        if len(found) > 1:
            others = set().union(*(self.by_hash.get(one, set()) for one in hints.hashes))
            others |= self.by_text.get(_text_key(hints.text), set()) if hints.text else set()
            return (found & others) or found
        return found


def _names(document_id: str) -> set[str]:
    """What a program may call a file: its id, its name with and without the folder and the ending."""
    path = PurePosixPath(document_id)
    outside = source_name(document_id)
    ways = (document_id, path.name, path.stem, outside, outside.removesuffix(path.suffix))
    return {_folded(way) for way in ways}


def _report_names(report: Report) -> set[str]:
    ids = {report.report_id, report.study_id, *report.record_ids}
    first = plain(report.authors.split(";")[0].split(",")[0])
    surname = first.split(" ")[0] if "," in report.authors.split(";")[0] else first
    named = {f"doi {report.doi}"} if report.doi else set()
    named |= {f"title {plain(report.title)}"} if report.title else set()
    if surname and repair_year(report.year):
        named.add(f"study {surname} {repair_year(report.year)}")
        named.add(f"study {surname} et al {repair_year(report.year)}")
    return ids | named


def _folded(name: str) -> str:
    """A name in one spelling: a Mac writes umlauts in two signs."""
    return unicodedata.normalize("NFC", name).strip().casefold()


def _text_key(text: str) -> str:
    """A hash of the letters of a text, whatever its blanks and line breaks."""
    letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
    return hashlib.sha256(letters.encode()).hexdigest() if len(letters) >= SHORTEST_TEXT else ""


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, name in pairs:
        if key:
            found.setdefault(key, set()).add(name)
    return found
