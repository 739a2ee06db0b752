"""The screening card with full texts beside the records: at full texts, at abstracts, and for who settles conflicts."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from extraction.documents import Report
from extraction.page_view import page_picture
from extraction.text_layer import Document
from extraction.text_layer import Page as TextPage
from identification.errors import InputError
from identification.protocol import read_protocol
from identification.tables import read_all, read_lines
from identification.vocabulary import EventKind, Outcome, Retrieval, ScreeningStage
from screening.card import Card
from screening.drawing import Page
from screening.opening import open_desk, open_place
from screening.outcomes import Queued
from screening.views import View, Which
from screening.widget import spoken

# Texts kept open: who leafs back and forth between a few reports waits for none of them twice.
KEPT_OPEN = 4


class FullTexts:
    """The full texts of reports, by group of records: `files` is where they lie, `read` what a run has read of them."""

    def __init__(self, reports: Iterable[Report], documents: Iterable[Document], files: Path, read: Path) -> None:
        self._files = files
        self._of = {one.report_id: one.document_id for one in reports if one.document_id}
        self._pages = {one.document_id: one.pages for one in documents}
        self._text = lru_cache(KEPT_OPEN)(lambda name: _texts(read / name / "pages.jsonl"))

    def name(self, group_id: str) -> str:
        """The file's name; empty where there is no full text."""
        return self._of.get(group_id, "")

    def count(self, group_id: str) -> int:
        """How many pages it has; 0 where there is none that can be shown."""
        return self._pages.get(self.name(group_id), 0)

    def page(self, group_id: str, number: int) -> Page:
        """One page, the first being 1: its text where a run could read it, and its picture where the file has pages."""
        document = self._of[group_id]
        return Page(self._text(document).get(number, ""), page_picture(self._files / document, number))


def open_report_card(
    review: Path,
    reviewer: str,
    schema: Path,
    *,
    stage: str = EventKind.FULL_TEXT,
    which: str = Which.UNDECIDED,
) -> Card:
    """The card of one reviewer at a stage of a review folder, in the view that `which` names, or why there is none.

    At full texts the queue holds the reports whose text is there and whose decision is awaited, by author and year.
    """
    try:
        if stage not in tuple(ScreeningStage):
            raise InputError(f"'{stage}' is no stage of screening.", remedy=f"Use {' or '.join(ScreeningStage)}.")
        protocol = read_protocol(review / "config/config.yaml", schema)
        extraction = review / "results/extraction"
        reports, documents = extraction / "reports.csv", extraction / "documents.csv"
        known = read_all([reports] * reports.is_file(), Report)
        read = read_all([documents] * documents.is_file(), Document)
        of_reports = stage == EventKind.FULL_TEXT
        desk = open_desk(
            review,
            reviewer,
            protocol,
            stage=EventKind(stage),
            queue=waiting_reports(known) if of_reports else None,
            among={one.report_id for one in known} if of_reports else None,
            view=View(Which(which)),
        )
        texts = FullTexts(known, read, review / "review/fulltexts", extraction)
        return Card(desk, open_place(review, reviewer, protocol, desk, pages=texts))
    except InputError as fault:
        return Card(None, refusal=spoken(fault))


def waiting_reports(reports: Iterable[Report]) -> list[Queued]:
    """The queue at full texts: the reports whose decision is awaited and whose text is there, by author and year."""
    waiting = [one for one in reports if one.outcome == Outcome.AWAITING and one.retrieval == Retrieval.OBTAINED]
    waiting.sort(key=lambda one: (one.authors, one.year, one.report_id))
    return [Queued(rank, one.report_id, 0.0, one.title, one.year, one.doi) for rank, one in enumerate(waiting, start=1)]


def _texts(pages: Path) -> dict[int, str]:
    return {one.page: one.text for one in read_lines(pages, TextPage)} if pages.is_file() else {}
