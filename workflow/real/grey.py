"""Three real grey documents on systems leadership in the NHS, with the codings of two people who did not talk."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extraction.documents import Match, Retrieved, StudyOf
from extraction.reading import read_document
from extraction.reviews import kind_of
from identification.events import Event
from identification.records import Search, UniqueRecord
from identification.tables import read_rows, write_table
from identification.vocabulary import Attribution, CodeStatus, EventKind, Perspective, ReportKind, Retrieval
from workflow.real.building import UPDATE_AT, unique_records, write_config, write_events, write_includes, write_rows

FOLDER = "grey"


def build(data: Path, review: Path) -> None:
    """Three real grey documents with the systems-leadership codebook and two people's codings of them."""
    texts = sorted((data / FOLDER).glob("*.txt"))
    write_config(review, GREY_CONFIG)
    (review / "review" / "fulltexts").mkdir(parents=True, exist_ok=True)
    for text in texts:
        shutil.copy(text, review / "review" / "fulltexts" / text.name)
    write_rows(review / "review" / "searches" / "websites.csv", [{"Title": _grey_title(text)} for text in texts])
    searches = [Search("websites.csv", "websites", date="2022-11-01", hits=len(texts))]
    write_table(searches, Search, review / "review" / "searches" / "searches.csv")
    unique = unique_records(searches, review)
    _grey_decisions(texts, unique, review)
    for who, name in (("first", "coded_by_hand.csv"), ("second", "coded_by_hand_second_coder.csv")):
        write_events(_grey_codings(data / FOLDER / name, texts, who), review, EventKind.CODING, who)


GREY_CONFIG: Mapping[str, Any] = {
    "title": "Systems leadership in the NHS: three real grey documents",
    "questions": [
        {"id": "Q1", "text": "How is systems leadership defined, which skills, what on equality and inclusion?"}
    ],
    "eligibility": {
        "include": [{"id": "I1", "text": "About systems leadership in the NHS."}],
        "exclude": [{"id": "E1", "text": "About another form of leadership."}],
    },
    "sources": [{"id": "websites", "name": "Websites of health organisations", "kind": "website"}],
    "reviewers": [{"id": "first", "role": "reviewer"}, {"id": "second", "role": "reviewer"}],
    "gaps": [
        {
            "id": "edi",
            "family": "EDI",
            "name": "equality, diversity and inclusion",
            "codes": ["EDI.RACE", "EDI.SEX", "EDI.DISABILITY"],
            "perspectives": ["workforce", "community"],
        }
    ],
    "seed": 2022,
}


# One document is news of a rapid review, without a list of references. It names none of the other documents, so that a
# reader counts what it says.
NEWS = "News of a review; it covers none of the other documents"
COUNTED, REVIEW = ReportKind.COUNTED_REVIEW, ReportKind.REVIEW

# Where a code of the draft codebook, by which the grey documents were coded, went in the present one.
MOVED = {
    "SK.REL.TRUST": "SK.TRUST_RELATIONSHIPS",
    "SK.REL.PATIENTS": "SK.PATIENTS_COMMUNITIES",
    "SK.REL.COALITION": "SK.COALITION",
    "SK.REL.ENGAGE": "SK.ENGAGE",
    "SK.BE.HUMILITY": "SK.HUMILITY",
    "SK.BE.RESILIENCE": "SK.RESILIENCE",
    "SK.BE.ALTRUISM": "SK.HUMILITY",
    "SK.THINK.LONGTERM": "SK.LONG_TERM",
    "SK.THINK.EVIDENCE": "SK.EVIDENCE",
    "SK.THINK.WHOLE_INFO": "SK.EVIDENCE",
    "SK.THINK.SYSTEMS": "SK.SYSTEMS_THINKING",
    "SK.DO.INFLUENCE": "SK.INFLUENCE",
    "SK.DO.VISION": "SK.SHARED_VISION",
    "SK.DO.BOUNDARY_WORK": "SK.BOUNDARY_WORK",
    "SK.DO.LEARNING": "SK.LEARNING",
    "SK.DO.STABLE_TEAM": "SK.STABLE_TEAM",
    "SK.DO.MANAGE_CHANGE": "SK.LEADING_CHANGE",
    "SK.GENERAL": "SK.OTHER",
    "EDI.HEALTH_INEQUALITIES": "CTX.POPULATION_HEALTH",
    "EDI.ABSENCE": "EDI.GENERAL",
    "EDI.PERSPECTIVE": "EDI.GENERAL",
    "EDI.RECOMMENDATION": "EDI.GENERAL",
    "BAR.COMPETITION": "BAR.INCENTIVES_COMPETITION",
    "BAR.ANY": "BAR.OTHER",
    "CTX.ICS": "CTX.INTEGRATED_CARE",
    "CTX.NEW_MODELS": "CTX.INTEGRATED_CARE",
    "CTX.HEALTH_SOCIAL_CARE": "CTX.INTEGRATED_CARE",
    "CTX.POP_HEALTH": "CTX.POPULATION_HEALTH",
    "POL.FYFV": "CTX.OTHER",
    "POL.HCA2022": "CTX.OTHER",
    "TECH.GENERAL": "TECH.TECHNOLOGY",
}


# The draft's pointers to other reports are no codings of a passage: the origin of an extract says what it points to.
LEFT_OUT = ("STU.",)


# Both coders wrote further words behind a status ("quoted (Ham)"); what counts is how it begins.
STATUS_BEGINS = {
    "absence": CodeStatus.ABSENCE_STATED,
    "gap": CodeStatus.ABSENCE_STATED,
    "recommendation": CodeStatus.RECOMMENDATION,
    "question": CodeStatus.QUESTION,
    "contested": CodeStatus.CONTESTED,
}


# The news reports one study (answers.csv: underlying_study), so what another document takes from that study counts
# there: the first word of the source as notes name it, and the document that reports it.
REPORTED_BY = {"Timmins": "000"}


# Notes stand as "2. Author, Title" in lines of their own, and as "<sup>2</sup>" behind what is taken from them.
NOTE = re.compile(r"^(\d+)\. +(\S.*?) *$", re.MULTILINE)
MARK = re.compile(r"<sup>(\d+)</sup>")
PARAGRAPH = re.compile(r"\n\s*\n")


def source_of(text: str, end: int, status: str) -> str:
    """The source that a coded passage is taken from: as the note behind it names it, else as the coder did.

    A note holds for what stands before it in its paragraph or list. Of a quotation that is a paragraph of its own the
    next one names the speaker, and has the note.

    >>> text = "Some say “so”.<sup>1</sup> We do not.\\n\\n1. Smith, *A book*"
    >>> source_of(text, 11, "affirm"), source_of(text, 30, "affirm"), source_of(text, 30, "quoted (Lee)")
    ('Smith, A book', '', 'Lee')
    """
    ends = [found.start() for found in PARAGRAPH.finditer(text, end)] + [len(text)] * 2
    mark = MARK.search(text, end, ends[0] if text[ends[0] - 1] != "”" else ends[1])
    notes = {number: source.replace("*", "") for number, source in NOTE.findall(text)}
    named = re.fullmatch(r"quoted \((.+)\)", status)
    return notes.get(mark[1], "") if mark else named[1] if named else ""


def _reporting(source: str, pages: Mapping[str, str]) -> str:
    """The document of the review that reports the study which a source is; none for a source from outside."""
    beginning = next((start for name, start in REPORTED_BY.items() if source.startswith(name)), None)
    return next((name for name in pages if beginning and name.startswith(beginning)), "")


def _grey_title(text: Path) -> str:
    lines = [line.strip("#· \t") for line in text.read_text(encoding="utf-8").splitlines()]
    return next(line for line in lines if len(line) > SHORTEST_TITLE)


SHORTEST_TITLE = 20


def _grey_decisions(texts: list[Path], unique: list[UniqueRecord], review: Path) -> None:
    by_title = {record.title: record.group_id for record in unique}
    groups = {text.name: by_title[" ".join(_grey_title(text).split())] for text in texts}
    matches = [Match(name, group) for name, group in groups.items()]
    write_table(matches, Match, review / "review" / "fulltexts" / "matches.csv")
    said = [StudyOf(one.group_id, f"S-{one.group_id}", NEWS, COUNTED) for one in unique if kind_of(one)[0] == REVIEW]
    write_table(said, StudyOf, review / "review" / "studies.csv")
    found = [Retrieved(group, Retrieval.OBTAINED, source="website") for group in groups.values()]
    write_table(found, Retrieved, review / "review" / "fulltexts" / "retrieval.csv")
    write_includes(groups.values(), review, "first")


def _grey_codings(path: Path, texts: list[Path], who: str) -> list[Event]:
    pages = {text.name: read_document(text, text.name).pages[0].text for text in texts}
    rows = [row for row in read_rows(path) if not row["code"].startswith(LEFT_OUT)]
    return [_grey_coding(number, row, pages, who) for number, row in enumerate(rows, start=1)]


def _grey_coding(number: int, row: dict[str, str], pages: Mapping[str, str], who: str) -> Event:
    text = pages[row["seed_file"]]
    code = MOVED.get(row["code"], row["code"].replace("DEF.EL.", "DEF.EL_"))
    begins = row["status"].split("-")[0].split(" ")[0].split(";")[0]
    content: dict[str, Any] = {"code_id": code, "page": 1, "start": int(row["char_start"]), "end": int(row["char_end"])}
    content |= {"quote": text[content["start"] : content["end"]] or row["quote"]}
    source = source_of(text, content["end"], row["status"])
    if source or begins == "quoted":
        content |= {"attribution": Attribution.QUOTED, "origin": _reporting(source, pages) or source}
    if code.startswith("EDI."):
        content |= {"perspective": Perspective.WORKFORCE if "workforce" in row["quote"] else Perspective.UNSPECIFIED}
    status = STATUS_BEGINS.get(begins, CodeStatus.AFFIRMED)
    status = CodeStatus.ABSENCE_STATED if row["code"] == "EDI.PERSPECTIVE" else status
    event_id = f"{who}-{number:03d}"
    return Event(
        event_id, UPDATE_AT, who, EventKind.CODING, row["seed_file"], status, note=row["status"], content=content
    )
