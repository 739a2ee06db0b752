"""The three documents in three formats each, from one content: what is written, how long it is, what is missing."""

from dataclasses import replace
from pathlib import Path

from reporting.document_contents import COMPOSERS, compose
from reporting.document_docx import write_docx
from reporting.document_html import write_html
from reporting.document_material import Material
from reporting.document_parts import Paper
from reporting.document_pdf import page_count, write_pdf
from reporting.document_words import TEXTS_OF
from reporting.readability import readability
from reporting.stages import DocumentMade
from reporting.team_words import words_of

SCORED = "plain_language"


def write_documents(known: Material, folder: Path | str) -> list[DocumentMade]:
    """Write main messages, summary and report as HTML, DOCX and PDF; what comes back says how each turned out.

    Each is composed with as much detail as its page budget leaves, counted on the PDF; all formats say the same.
    """
    Path(folder).mkdir(parents=True, exist_ok=True)
    return [_write(key, known, Path(folder)) for key in COMPOSERS]


def fitting(key: str, known: Material) -> tuple[Paper, bytes]:
    """The fullest version of a document that keeps its page budget, else the shortest there is, with its PDF."""
    for room in (2, 1, 0):
        paper = compose(key, replace(known, room=room))
        pdf = write_pdf(paper)
        if page_count(pdf) <= paper.pages:
            break
    return paper, pdf


def _write(key: str, known: Material, folder: Path) -> DocumentMade:
    paper, pdf = fitting(key, known)
    (folder / f"{key}.pdf").write_bytes(pdf)
    (folder / f"{key}.docx").write_bytes(write_docx(paper))
    (folder / f"{key}.html").write_text(write_html(paper), encoding="utf-8")
    scored = SCORED if key == "report" else key
    score = readability(words_of(known.words.get(scored, ())))
    return DocumentMade(
        document=key,
        pages=page_count(pdf),
        budget=paper.pages,
        missing=tuple(name for name in TEXTS_OF[key] if name not in known.words),
        scored=f"{scored}.md" if scored in known.words else "",
        words=score.words,
        reading_ease=None if score.ease is None else round(score.ease, 1),
        grade=None if score.grade is None else round(score.grade, 1),
    )
