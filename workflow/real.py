"""A real review through every stage: other people's exports, decisions and codings, put into the shape of a review.

Takes the folder that REVIEW_DATA names. Nothing of it is copied into this project; the reviews that are built from it
lie where the caller says.
"""

import csv
import dataclasses
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from extraction.documents import Match, Retrieved
from extraction.reading import read_document
from identification.duplicates import find_duplicates, group_records
from identification.errors import InputError
from identification.events import Event
from identification.merging import merge_groups
from identification.readers import read_searches
from identification.records import Search, UniqueRecord
from identification.tables import read_rows, write_table
from identification.vocabulary import Attribution, CodeStatus, Decision, EventKind, Perspective, Retrieval
from screening.importing import DecisionRow, NotImported, decisions_as_events

ROOT = Path(__file__).resolve().parent.parent
REPLAYED = "reviews/social_norms_suicide"
GREY = "grey"
# The date of the people's work is not recorded; the events say when their update was published.
UPDATE_YEAR = "2022"
UPDATE_AT = "2022-01-01T00:00:00+00:00"


def build_and_run(data: Path, folder: Path) -> list[Path]:
    """The replayed review and the grey literature review, each built below `folder` and run to its end."""
    if not (data / REPLAYED).is_dir():
        raise InputError(f"{data} holds no {REPLAYED}.", remedy="Give DATA=folder with the real data.")
    folder.mkdir(parents=True, exist_ok=True)
    reviews = [folder / "social-norms-suicide", folder / "grey-literature"]
    for review, build in zip(reviews, (build_replay, build_grey), strict=True):
        _make_room(review)
        build(data, review)
        run_review(review)
    return reviews


def _make_room(review: Path) -> None:
    """Remove an earlier build of this command; a folder that people made is left alone."""
    mark = review / "BUILT_BY_make_real"
    if review.exists() and any(review.iterdir()) and not mark.exists():
        raise InputError(f"{review} was not built by this command.", remedy="Name another folder with REVIEW=folder.")
    for part in ("config", "review"):
        shutil.rmtree(review / part, ignore_errors=True)
    review.mkdir(parents=True, exist_ok=True)
    mark.touch()


def run_review(review: Path) -> None:
    """Run the workflow on a review; what stops it stops this too."""
    words = [sys.executable, "-m", "snakemake", "-s", str(ROOT / "Snakefile"), "--directory", str(review)]
    code = subprocess.run(words, check=False).returncode
    if code:
        raise InputError(f"the run of {review.name} stopped.", remedy="The sentence above says why.")


def build_replay(data: Path, review: Path) -> None:
    """The 2022 update of a real review: six exports, and what its people decided on title, abstract and full text."""
    source = data / REPLAYED
    searches = _replayed_searches(source, review)
    _write_config(review, REPLAY_CONFIG)
    unique = _unique_records(searches, review)
    for kind, name in (
        (EventKind.TITLE_ABSTRACT, "title_abstract_decisions"),
        (EventKind.FULL_TEXT, "full_text_decisions"),
    ):
        rows = _decision_rows(source / "human" / f"{name}.csv", kind)
        events, missed = decisions_as_events(rows, unique, kind=kind, who="team", origin=name, at=UPDATE_AT)
        _write_events(events, review, kind, name)
        write_table(missed, NotImported, review / "review" / "imports" / f"{name}_not_imported.csv")


def build_grey(data: Path, review: Path) -> None:
    """Three real grey documents with the systems-leadership codebook and two people's codings of them."""
    texts = sorted((data / GREY).glob("*.txt"))
    _write_config(review, GREY_CONFIG)
    (review / "review" / "fulltexts").mkdir(parents=True, exist_ok=True)
    for text in texts:
        shutil.copy(text, review / "review" / "fulltexts" / text.name)
    _write_rows(review / "review" / "searches" / "websites.csv", [{"Title": _grey_title(text)} for text in texts])
    searches = [Search("websites.csv", "websites", date="2022-11-01", hits=len(texts))]
    write_table(searches, Search, review / "review" / "searches" / "searches.csv")
    unique = _unique_records(searches, review)
    _grey_decisions(texts, unique, review)
    for who, name in (("first", "coded_by_hand.csv"), ("second", "coded_by_hand_second_coder.csv")):
        _write_events(_grey_codings(data / GREY / name, texts, who), review, EventKind.CODING, who)


REPLAY_CONFIG: Mapping[str, Any] = {
    "title": "Social norms and suicidality: the 2022 update of a real review, replayed",
    "questions": [{"id": "Q1", "text": "How do perceived social norms relate to suicidal ideation and behaviour?"}],
    "eligibility": {
        "include": [{"id": "I1", "text": "Measures perceived social norms and suicidality."}],
        "exclude": [
            {"id": "E1", "text": "The abstract is not relevant (not norms, not suicide)."},
            {"id": "E2", "text": "No measure of suicidality."},
            {"id": "E3", "text": "No measure of social norms."},
            {"id": "E4", "text": "Excluded at full text for another reason."},
        ],
    },
    "sources": [
        {"id": name.lower(), "name": name, "kind": "database"}
        for name in ("ASSIA", "CINAHL", "PsycINFO", "PubMed", "Scopus", "WoS")
    ],
    "reviewers": [{"id": "team", "role": "lead"}],
    "previous_review": {"studies": None, "reports": None},
    "seed": 2022,
}
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


def _replayed_searches(source: Path, review: Path) -> list[Search]:
    target = review / "review" / "searches"
    target.mkdir(parents=True, exist_ok=True)
    logged = read_rows(source / "searches" / "searches.csv")
    searches = [Search(row["file"], row["source"].lower(), UPDATE_YEAR, hits=int(row["hits"])) for row in logged]
    for search in searches:
        shutil.copy(source / "searches" / search.file, target / search.file)
    write_table(searches, Search, target / "searches.csv")
    return searches


def _unique_records(searches: Iterable[Search], review: Path) -> list[UniqueRecord]:
    records, _ = read_searches(searches, review / "review" / "searches")
    return merge_groups(records, group_records(records, find_duplicates(records)))


def _decision_rows(path: Path, kind: EventKind) -> list[DecisionRow]:
    rows = read_rows(path)
    reader = _title_abstract_row if kind == EventKind.TITLE_ABSTRACT else _full_text_row
    return [
        reader(number, {key.strip().lower(): value for key, value in row.items()}) for number, row in enumerate(rows, 2)
    ]


def _title_abstract_row(number: int, row: dict[str, str]) -> DecisionRow:
    said = row["title/abstract screening"]
    decision = Decision.INCLUDE if said.startswith("IN") else Decision.EXCLUDE if said.startswith("OUT") else None
    return DecisionRow(number, row["title"], row["doi"], decision, "E1" if decision == Decision.EXCLUDE else "", said)


def _full_text_row(number: int, row: dict[str, str]) -> DecisionRow:
    said = row["screened in/out"]
    decision = {"IN": Decision.INCLUDE, "OUT": Decision.EXCLUDE}.get(said)
    suicidality, norms = row["screen: suicidality?"], row["screen: social norms?"]
    reason = "E2" if suicidality.startswith("NO") else "E3" if norms.startswith("NO") else "E4"
    note = f"Suicidality: {suicidality}; {row['screen: suicidality outcome?']}. Norms: {norms}"
    return DecisionRow(number, row["title"], "", decision, reason if decision == Decision.EXCLUDE else "", note)


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
        _write_events(events, review, kind, "first")


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


def _write_config(review: Path, config: Mapping[str, Any]) -> None:
    target = review / "config"
    target.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(dict(config), sort_keys=False, allow_unicode=True)
    (target / "config.yaml").write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "config" / "codebook.yaml", target / "codebook.yaml")


def _write_events(events: Iterable[Event], review: Path, kind: EventKind, name: str) -> None:
    path = review / "review" / "events" / kind / f"{name}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        json.dumps({k: v for k, v in dataclasses.asdict(event).items() if v not in ("", None, {})}) for event in events
    ]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
