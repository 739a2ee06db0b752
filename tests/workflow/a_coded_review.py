"""A small review that is read and coded, with everything in it that breaks an exchange of codings."""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extraction.codebook import read_codebook
from extraction.documents import MatchedDocument, Report
from extraction.selectors import place_of
from extraction.text_layer import Document, Page, Passage
from identification.events import REJECTED, Event, append_events
from identification.tables import write_lines, write_table
from identification.vocabulary import CodeStatus, DocumentStatus, EventKind, Outcome, Retrieval

ROOT = Path(__file__).resolve().parents[2]
SAME = "Two files hold this text. " + "They were downloaded twice, from two places, and nobody noticed it. " * 4
# A page as a PDF gives it: Windows line breaks, a control sign, signs beyond the basic plane, right to left, Markup.
RARE = "An ideograph that few fonts have: \N{CJK UNIFIED IDEOGRAPH-20BB7}."
HARD = (
    "\N{ZERO WIDTH NO-BREAK SPACE}\N{PARTY POPPER}\N{PARTY POPPER} Trust & <b>humility</b> carried their work.\r\n"
    "Nobody\x0basked about disability, \N{MATHEMATICAL FRAKTUR CAPITAL S}aid one leader. "
    "האמון הוא הבסיס של מנהיגות. =1+1 is what they said. Again and again. Again and again."
)
PAGES: Mapping[str, tuple[str, ...]] = {
    "sub folder/über uns 2021.txt": (HARD, "Leaders of systems met every month. " * 3 + "They shared their budgets."),
    "smith_2020.pdf": ("We interviewed 24 leaders in Wales. Trust mattered most to them.", "A second page of text."),
    "copy one.txt": (SAME,),
    "copy two.txt": (SAME,),
    "rare.txt": (f"{RARE} {RARE} And an end.",),
    "silent.pdf": (),
}


def a_coded_review(folder: Path) -> Path:
    """A review of five documents, each of a report of its own, with the codings of two people."""
    review = a_read_review(folder)
    append_events(codings(review), review / "review/events/coding/ak.jsonl")
    return review


def a_read_review(folder: Path) -> Path:
    """The same review, with nothing coded yet."""
    shutil.copytree(ROOT / "examples/worked-example/config", folder / "config")
    results = folder / "results/extraction"
    schema = ROOT / "workflow/schemas/codebook.schema.yaml"
    write_lines([read_codebook(folder / "config/codebook.yaml", schema)], results / "codebook.jsonl")
    reports = [_report(number, name) for number, name in enumerate(PAGES, start=1)]
    write_table(reports, Report, results / "reports.csv")
    matched = [MatchedDocument(one.document_id, one.report_id, "people") for one in reports]
    write_table(matched, MatchedDocument, results / "matched.csv")
    for name in PAGES:
        (folder / "review/fulltexts" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "review/fulltexts" / name).write_bytes(f"the file {name}".encode())
        write_lines(pages_of(name), results / name / "pages.jsonl")
        write_lines(list[Passage](), results / name / "passages.jsonl")
    write_table([document_of(name) for name in PAGES], Document, results / "documents.csv")
    return folder


def document_of(name: str) -> Document:
    """What was read of a document."""
    status = DocumentStatus.READ if PAGES[name] else DocumentStatus.NO_TEXT
    sha256 = hashlib.sha256(f"the file {name}".encode()).hexdigest()
    return Document(name, sha256, status, len(PAGES[name]), 20, "text layer 3; a reader")


def pages_of(name: str) -> list[Page]:
    """The pages of a document."""
    return [Page(name, number, 595, 842, text) for number, text in enumerate(PAGES[name], start=1)]


def codings(review: Path) -> list[Event]:
    """What two people coded: every field, overlaps, what was looked for in vain, rejected, or cannot be found."""
    hard, smith = "sub folder/über uns 2021.txt", "smith_2020.pdf"
    wild = "A note [coding]\nwith: lines\n[coding]\nstatus: not this; \x01\x0b ünïcödé \N{PARTY POPPER} ]]> &amp;"
    full: dict[str, Any] = {"attribution": "quoted", "origin": "Smith: 2020, p. 4", "perspective": "workforce"}
    found = [
        coded("1", "ak", hard, "SK.HUMILITY", "Trust & <b>humility</b> carried their work.", note=wild),
        coded(
            "2",
            "ak",
            hard,
            "SK.TRUST_RELATIONSHIPS",
            "Trust & <b>humility</b> carried their work.",
            note="= no formula",
        ),
        coded("3", "bm", hard, "SK.HUMILITY", "Trust & <b>humility</b> carried their work."),
        coded("4", "ak", hard, "EDI.DISABILITY", "Nobody\x0basked about disability", "absence stated", **full),
        coded("5", "ak", hard, "SK.HUMILITY", "האמון הוא הבסיס של מנהיגות", "contested", function="finding"),
        coded(
            "6", "ak", hard, "STU.METHODS", "=1+1 is what they said.", value="=1+1\nand more", suggested_by="fact rule"
        ),
        coded("7", "ak", hard, "STU.METHODS", "Again and again.", value='"quoted" value ', at=1),
        coded("8", "ak", hard, "STU.SETTING", "They shared their budgets.", "question", meaning="0123456789ab"),
        coded("9", "bm", smith, "STU.COUNTRY", "in Wales", value="Wales"),
        coded("10", "bm", smith, "STU.SAMPLE_SIZE", "We interviewed 24 leaders in Wales.", value="24"),
        coded("11", "ak", "copy two.txt", "SK.HUMILITY", "They were downloaded twice", at=2),
        coded("18", "ak", hard, "SK.EMPATHY", "\N{MATHEMATICAL FRAKTUR CAPITAL S}aid one leader."),
        coded("19", "ak", "rare.txt", "SK.EMPATHY", RARE, at=1),
        looked("12", "bm", smith, "EDI", note="read twice"),
        looked("13", "bm", "silent.pdf", "SK"),
        coded("14", "ak", smith, "SK.HUMILITY", "Trust mattered most to them.", REJECTED),
    ]
    lost = coded("15", "ak", smith, "SK.HUMILITY", "Trust mattered most to them.")
    nowhere = {**lost.content, "quote": "These words stand nowhere in this report at all."}
    changed = coded("16", "ak", smith, "SK.HUMILITY", "A second page of text.")
    again = coded("17", "ak", smith, "SK.EMPATHY", "A second page of text.", replaces="16")
    return [*found, Event(**{**lost.__dict__, "content": nowhere}), changed, again]


def coded(
    key: str,
    who: str,
    document: str,
    code: str,
    quote: str,
    status: str = CodeStatus.AFFIRMED,
    *,
    at: int = 0,
    note: str = "",
    replaces: str = "",
    **more: str,
) -> Event:
    """A coding of these words, the `at`-th time that they stand in the document from 0 on."""
    places = [(page, start) for page in pages_of(document) for start in _starts(page.text, quote)]
    page, start = places[at]
    place = place_of(document_of(document), page, start, start + len(quote))
    content = {"code_id": code, **place, **more}
    time = f"2026-03-{int(key):02d}T09:00:00+00:00"
    return Event(key, time, who, EventKind.CODING, document, status, note=note, content=content, replaces=replaces)


def looked(key: str, who: str, document: str, code: str, note: str = "") -> Event:
    """A person looked for a code or family and found nothing."""
    time = f"2026-03-{int(key):02d}T09:00:00+00:00"
    status = CodeStatus.LOOKED_NOT_FOUND
    return Event(key, time, who, EventKind.CODING, document, status, note=note, content={"code_id": code})


def _starts(text: str, quote: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(quote, at)]


def _report(number: int, name: str) -> Report:
    key = f"R{number:012x}"
    author = ("Über, Anna", "Smith, Jo", "Twin, A.", "Twin, B.", "Rare, R.", "Still, Q.")[number - 1]
    title = f"A made-up report of the number {number}"
    more = (title, author, f"{2018 + number}", "Journal", f"10.5555/{number}", Retrieval.OBTAINED, "", "", "")
    return Report(key, f"S-{key}", (key,), *more, name, None, "people", Outcome.INCLUDED)
