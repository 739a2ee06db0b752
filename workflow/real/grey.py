"""Three real grey documents on systems leadership in the NHS, with the codings of two people who did not talk."""

import csv
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extraction.documents import Match, Retrieved
from extraction.reading import read_document
from identification.events import Event
from identification.records import Search, UniqueRecord
from identification.tables import write_table
from identification.vocabulary import Attribution, CodeStatus, Decision, EventKind, Perspective, Retrieval
from workflow.real.building import UPDATE_AT, unique_records, write_config, write_events, write_rows

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


# Where a code of the draft codebook, by which the grey documents were coded, went in the present one.
MOVED = {
    "SK.REL.TRUST": "SK.TRUST_RELATIONSHIPS",
    "SK.REL.PATIENTS": "SK.PATIENTS_COMMUNITIES",
    "SK.REL.COALITION": "SK.COALITION",
    "SK.REL.ENGAGE": "SK.ENGAGE",
    "SK.BE.HUMILITY": "SK.HUMILITY",
    "SK.BE.RESILIENCE": "SK.RESILIENCE",
    "SK.BE.ALTRUISM": "SK.OTHER",
    "SK.THINK.LONGTERM": "SK.LONG_TERM",
    "SK.THINK.EVIDENCE": "SK.EVIDENCE",
    "SK.THINK.WHOLE_INFO": "SK.SYSTEMS_THINKING",
    "SK.THINK.SYSTEMS": "SK.SYSTEMS_THINKING",
    "SK.DO.INFLUENCE": "SK.INFLUENCE",
    "SK.DO.VISION": "SK.SHARED_VISION",
    "SK.DO.BOUNDARY_WORK": "SK.BOUNDARY_WORK",
    "SK.DO.LEARNING": "SK.LEARNING",
    "SK.DO.STABLE_TEAM": "SK.STABLE_TEAM",
    "SK.DO.MANAGE_CHANGE": "SK.LEADING_CHANGE",
    "SK.GENERAL": "SK.OTHER",
    "EDI.ABSENCE": "EDI.GENERAL",
    "EDI.PERSPECTIVE": "EDI.GENERAL",
    "EDI.RECOMMENDATION": "EDI.GENERAL",
    "BAR.COMPETITION": "BAR.INCENTIVES_COMPETITION",
    "BAR.ANY": "BAR.OTHER",
    "CTX.ICS": "CTX.INTEGRATED_CARE",
    "CTX.NEW_MODELS": "CTX.INTEGRATED_CARE",
    "CTX.HEALTH_SOCIAL_CARE": "CTX.INTEGRATED_CARE",
    "CTX.POP_HEALTH": "CTX.POPULATION_HEALTH",
    "TECH.GENERAL": "TECH.TECHNOLOGY",
}


# Policies, pointers to other reports and health inequalities are no codes of the present codebook.
LEFT_OUT = ("POL.", "STU.", "EDI.HEALTH_INEQUALITIES")


# Both coders wrote further words behind a status ("quoted (Ham)"); what counts is how it begins.
STATUS_BEGINS = {
    "absence": CodeStatus.ABSENCE_STATED,
    "gap": CodeStatus.ABSENCE_STATED,
    "recommendation": CodeStatus.RECOMMENDATION,
    "question": CodeStatus.QUESTION,
    "contested": CodeStatus.CONTESTED,
}


TIMMINS = "Timmins, The practice of system leadership"


# The first document reports Timmins' interviews; the third quotes him and others.
TAKEN_FROM = {"000": TIMMINS, "004": "sources that the discussion document cites"}


def _grey_title(text: Path) -> str:
    lines = [line.strip("#· \t") for line in text.read_text(encoding="utf-8").splitlines()]
    return next(line for line in lines if len(line) > SHORTEST_TITLE)


SHORTEST_TITLE = 20


def _grey_decisions(texts: list[Path], unique: list[UniqueRecord], review: Path) -> None:
    by_title = {record.title: record.group_id for record in unique}
    groups = {text.name: by_title[" ".join(_grey_title(text).split())] for text in texts}
    matches = [Match(name, group) for name, group in groups.items()]
    write_table(matches, Match, review / "review" / "fulltexts" / "matches.csv")
    found = [Retrieved(group, Retrieval.OBTAINED, source="website") for group in groups.values()]
    write_table(found, Retrieved, review / "review" / "fulltexts" / "retrieval.csv")
    for kind in (EventKind.TITLE_ABSTRACT, EventKind.FULL_TEXT):
        events = [
            Event(f"{kind}-{group}", UPDATE_AT, "first", kind, group, Decision.INCLUDE) for group in groups.values()
        ]
        write_events(events, review, kind, "first")


def _grey_codings(path: Path, texts: list[Path], who: str) -> list[Event]:
    pages = {text.name: read_document(text, text.name).pages[0].text for text in texts}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["code"].startswith(LEFT_OUT)]
    return [_grey_coding(number, row, pages[row["seed_file"]], who) for number, row in enumerate(rows, start=1)]


def _grey_coding(number: int, row: dict[str, str], text: str, who: str) -> Event:
    code = MOVED.get(row["code"], row["code"].replace("DEF.EL.", "DEF.EL_"))
    begins = row["status"].split("-")[0].split(" ")[0].split(";")[0]
    quoted = begins == "quoted" or row["seed_file"].startswith("000")
    content: dict[str, Any] = {"code_id": code, "page": 1, "start": int(row["char_start"]), "end": int(row["char_end"])}
    content |= {"quote": text[content["start"] : content["end"]] or row["quote"]}
    if quoted:
        content |= {"attribution": Attribution.QUOTED, "origin": TAKEN_FROM[row["seed_file"][:3]]}
    if code.startswith("EDI."):
        content |= {"perspective": Perspective.WORKFORCE if "workforce" in row["quote"] else Perspective.UNSPECIFIED}
    status = STATUS_BEGINS.get(begins, CodeStatus.AFFIRMED)
    status = CodeStatus.ABSENCE_STATED if row["code"] == "EDI.PERSPECTIVE" else status
    event_id = f"{who}-{number:03d}"
    return Event(
        event_id, UPDATE_AT, who, EventKind.CODING, row["seed_file"], status, note=row["status"], content=content
    )
