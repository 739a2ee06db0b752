"""How was the review conducted, and what can it not say? The amendments, shortfalls and provenance."""

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from identification.events import read_events
from identification.vocabulary import DocumentStatus
from identification.wording import many
from identification.yaml_files import read_yaml
from reporting.amendments import Amendment, amendments, frozen_versions, unexplained
from reporting.contents import Cover, ReviewTables, cover_of
from reporting.next_steps import ProtocolState
from reporting.retraction_check import NO_LIST
from reporting.status import interim_reasons
from synthesis.detection import MIN_POSITIVES

LIBRARIES = ("snakemake", "pandas", "rapidfuzz", "scikit-learn", "pdfplumber", "pypdfium2")
NO_KNOWN_PAPER = (
    "No known paper has been named (review/searches/known_papers.csv), so nobody can say whether the search could have "
    "found what is missing."
)


def cover_page(
    config: Mapping[str, Any],
    tables: ReviewTables,
    *,
    codebook: Path,
    events: Iterable[Path | str],
    config_file: Path,
    frozen: Path,
) -> Cover:
    """Everything that a deliverable says before its first number, from the protocol, the tables and the events."""
    listed = amendments({"config.yaml": config_file, "codebook.yaml": codebook}, frozen)
    versions = frozen_versions(frozen)
    return cover_of(
        config,
        read_yaml(codebook).values,
        last_event=last_event(events, {person["id"]: person["role"] for person in config["reviewers"]}),
        frozen_on=versions[0].at[:10] if versions else "",
        interim=interim_reasons(tables.stages),
        amendments=[amendment_sentence(amendment) for amendment in listed],
        shortfalls=[*shortfalls(tables), *not_yet(tables)],
        provenance=provenance([config_file, codebook]),
    )


def protocol_state(
    config: Mapping[str, Any], config_file: Path, codebook: Path, frozen: Path, *, unlogged: Sequence[str]
) -> ProtocolState:
    """What of the protocol is still open; `frozen` is the folder of its frozen versions."""
    listed = amendments({"config.yaml": config_file, "codebook.yaml": codebook}, frozen)
    return ProtocolState(
        frozen=bool(frozen_versions(frozen)),
        unexplained=tuple(unexplained(listed)),
        sources=tuple(source["id"] for source in config["sources"]),
        instruments=tuple(config["appraisal"]["instruments"]),
        unlogged=tuple(unlogged),
    )


def notice(cover: Cover) -> str:
    """What stands on every sheet and print of a review that is made up or not finished."""
    marks = ["SYNTHETIC EXAMPLE: invented records, no finding about the world"] * cover.synthetic
    return " | ".join([*marks, *([f"INTERIM: {'; '.join(cover.interim)}"] * bool(cover.interim))])


def last_event(paths: Iterable[Path | str], people: Mapping[str, str]) -> str:
    """The date of the last human event: the only date that a deliverable carries."""
    events, _ = read_events(paths, people)
    return max((datetime.fromisoformat(event.at).date().isoformat() for event in events), default="")


def amendment_sentence(amendment: Amendment) -> str:
    """One change of the protocol after it was frozen, and why."""
    reason = f"{amendment.reason} ({amendment.who}, {amendment.at[:10]})" if amendment.reason else "NO REASON GIVEN YET"
    return f"{amendment.key}: {amendment.old or 'nothing'} became {amendment.new or 'nothing'}. {reason}"


def shortfalls(tables: ReviewTables) -> list[str]:
    """What could not be used in this run, each by name."""
    found = [f"{one.subject} ({one.where}): {one.why}. {one.remedy}" for one in tables.set_aside]
    found += [
        f"{document.document_id} has no text that can be read ({document.status}). {document.advice}"
        for document in tables.documents
        if document.status != DocumentStatus.READ
    ]
    if not tables.known_papers:
        found.append(NO_KNOWN_PAPER)
    found += [] if tables.retraction_lists else [NO_LIST]
    if tables.unmatched:
        found.append(f"{len(tables.unmatched):,} decisions fit no record: results/screening/unmatched.csv lists them.")
    return found


def not_yet(tables: ReviewTables) -> list[str]:
    """What of reach, detection and confidence is not done, as the tables have it; nothing where all of it is."""
    return [*_reach(tables), *_detection(tables), *_confidence(tables)]


def _reach(tables: ReviewTables) -> Iterable[str]:
    names = sorted({one.name for one in tables.reach if not one.who})
    if tables.gaps and not tables.reach:
        yield (
            "Whether each source could have found work on a declared gap has not been recorded (reach), so a count of "
            "none is no claim of absence."
        )
    elif tables.gaps and names:
        yield (
            f"Nobody has confirmed whether {', '.join(names)} could have found work on the declared gaps (reach), so a "
            "count of none is no claim of absence there."
        )


def _detection(tables: ReviewTables) -> Iterable[str]:
    if tables.gaps and not tables.detection:
        yield "How many findings coders miss has not been estimated (detection), so no share is corrected for it."
    for one in tables.detection:
        if one.sensitivity is None:
            counted = f"{one.positives:,} {'was' if one.positives == 1 else 'were'} coded by two people"
            yield (
                f"How many findings of {one.family} coders miss has not been estimated (detection): {counted} and "
                f"{MIN_POSITIVES} are needed, so no share is corrected for it."
            )


def _confidence(tables: ReviewTables) -> Iterable[str]:
    waiting = [one.finding_id for one in tables.findings if one.missing]
    if not tables.findings:
        yield "No qualitative finding has been written, so none has a confidence (GRADE-CERQual)."
    elif waiting:
        counted = f"{len(waiting):,} of {many(len(tables.findings), 'finding')}"
        yield f"Confidence (GRADE-CERQual) is not judged in full in {counted} ({', '.join(waiting)})."


def provenance(files: Sequence[Path]) -> list[tuple[str, str]]:
    """The software with its versions, and the hashes of the files that say what was to be done."""
    return [
        ("Python", platform.python_version()),
        *((library, version(library)) for library in LIBRARIES),
        *((path.name, f"sha256 {file_hash(path)}") for path in files),
    ]


def manifest(made_by_people: Iterable[Path], results: Iterable[Path]) -> str:
    """results/manifest.json: the hash of every file that went in and of every deliverable that came out."""
    listed = {
        "made_by_people": {path.as_posix(): file_hash(path) for path in sorted(made_by_people)},
        "results": {path.as_posix(): file_hash(path) for path in sorted(results)},
        "software": dict(provenance([])),
    }
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"


def file_hash(path: Path) -> str:
    """The sha256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
